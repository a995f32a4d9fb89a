"""Settings of a language model: where it is, what it costs, how much may be spent."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal

from ...errors import UsageError
from .address import read_address

KEY = "POLICING_KG_LLM_KEY"  # the only way in for the key: an option would stand in the list of processes
TOKENS = 500_000


@dataclass(frozen=True, slots=True)
class ModelSettings:
    """How a language model is asked.

    Parameters
    ----------
    url : str
        Base address of an OpenAI-compatible service.
    model : str
        Name of the model there.
    key : str
        Key of the service, or empty; never shown, kept or logged.
    price : (Decimal, Decimal) or None
        Of a million tokens sent, and of a million answered, in any currency.
    cap : Decimal or None
        The most that one run may cost, in the same currency.
    token_cap : int
        The most tokens, sent and answered, of one run.
    answer_tokens : int
        The most tokens of one answer.
    timeout : float
        Seconds that one request may take.
    retries : int
        Further attempts where the service is busy or fails.
    rate : float
        Requests a minute at most; 0 for no bound.

    Raises
    ------
    UsageError
        If a setting is missing or makes no sense; names the option.
    """

    url: str
    model: str
    key: str = field(default="", repr=False)
    price: tuple[Decimal, Decimal] | None = None
    cap: Decimal | None = None
    token_cap: int = TOKENS
    answer_tokens: int = 4096
    timeout: float = 120.0
    retries: int = 3
    rate: float = 0.0

    def __post_init__(self) -> None:
        if not self.url:
            raise UsageError("--llm-url is missing; add the address of the service, https://HOST/v1")
        read_address(self.url)
        if not self.model.strip() or not self.model.isprintable():
            raise UsageError("--llm-model is missing; add the name of the model, as the service calls it")
        if not (self.key.isascii() and self.key.isprintable()) or " " in self.key:
            raise UsageError(f"{KEY}: holds what no key holds (a blank, a line break); set it again")
        if self.cap is not None and self.price is None:
            raise UsageError("--llm-cap needs --llm-price; add the price of a million tokens in and out")
        for option, ok in self._bounds():
            if not ok:
                raise UsageError(f"{option}: out of bounds; see policing-kg extract --help")

    def _bounds(self) -> tuple[tuple[str, bool], ...]:
        amounts = (*(self.price or ()), *((self.cap,) if self.cap is not None else ()))
        return (
            ("--llm-price and --llm-cap", all(a.is_finite() and a >= 0 for a in amounts)),
            ("--llm-token-cap", self.token_cap > 0),
            ("--llm-answer-tokens", 0 < self.answer_tokens <= 100_000),
            ("--llm-timeout", 0 < self.timeout <= 3600),
            ("--llm-retries", 0 <= self.retries <= 20),
            ("--llm-rate", 0 <= self.rate <= 100_000),
        )

    def cost(self, sent: int, answered: int) -> Decimal | None:
        """What tokens cost; None where no price is known.

        Examples
        --------
        >>> ModelSettings("https://example.org/v1", "m", price=(Decimal(2), Decimal(8))).cost(500_000, 100_000)
        Decimal('1.8')
        """
        if self.price is None:
            return None
        return (self.price[0] * sent + self.price[1] * answered) / 1_000_000


def read_key(environment: Callable[[str, str], str] = os.environ.get) -> str:
    """The key, from the environment alone."""
    return environment(KEY, "").strip()
