"""Asking a language model about many articles: what it will cost is said first, and no more is spent than allowed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from ...errors import Unavailable, UsageError
from ..extraction import Extraction
from .address import read_address
from .answer import Answer, AnswerRefused, read_answer
from .answers import read_kept_answer, write_answer
from .client import Client, Completion, RequestFailed
from .prompt import Part, answer_key, estimated_tokens, instructions, messages, parts_of
from .quoting import taken
from .settings import ModelSettings

FAILURES = 3  # documents in a row that the service fails; then it is left alone

Say = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Estimate:
    """What a run would send, at most.

    Parameters
    ----------
    destination, model : str
    documents, requests : int
        Documents with a part that has no answer yet, and such parts.
    kept : int
        Parts whose answer is kept: nothing is sent for them.
    sent, answered : int
        Tokens, at most as a rule.
    cost : Decimal or None
        None where no price is known.
    cap : Decimal or None
    token_cap : int
    """

    destination: str
    model: str
    documents: int
    requests: int
    kept: int
    sent: int
    answered: int
    cost: Decimal | None
    cap: Decimal | None
    token_cap: int

    def lines(self) -> Iterator[str]:
        """Say it, for a person to decide."""
        if not self.requests:
            yield f"llm: nothing to send, {self.kept} answers of {self.model} are kept"
            return
        yield f"llm: to {self.destination}, model {self.model}"
        parts = f"{self.documents} documents in {self.requests} requests ({self.kept} answers are kept)"
        cost = "cost not known, no price is given" if self.cost is None else f"cost {_money(self.cost)}"
        yield f"llm: {parts}; at most about {self.sent} tokens sent and {self.answered} answered, {cost}"
        cap = "" if self.cap is None else f" or a cost of {_money(self.cap)}"
        yield f"llm: stops before {self.token_cap} tokens{cap}; names of persons are covered before anything is sent"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a run came to.

    Parameters
    ----------
    answers : int
        Answers that came and were taken.
    left : int
        Documents with a part that still has no answer.
    why : str
        Why the last of these was left; empty where none was.
    failed : bool
        Whether the service failed, as against a cap that was reached.
    sent, answered : int
        Tokens, as the service counts them, else as estimated.
    cost : Decimal or None
    refused : tuple of (str, int)
        Items of answers that were refused, by reason.
    """

    answers: int = 0
    left: int = 0
    why: str = ""
    failed: bool = False
    sent: int = 0
    answered: int = 0
    cost: Decimal | None = None
    refused: tuple[tuple[str, int], ...] = ()

    def lines(self) -> Iterator[str]:
        """Say it, for a person."""
        cost = "" if self.cost is None else f", cost {_money(self.cost)}"
        yield f"llm: {self.answers} answers, {self.sent} tokens sent and {self.answered} answered{cost}"
        if self.refused:
            yield "llm: refused " + ", ".join(f"{n} for {reason}" for reason, n in self.refused)
        if self.left:
            yield f"llm: {self.left} documents are left without an answer ({self.why}); the same again asks for them"


class Purse:
    """What may still be spent.

    Parameters
    ----------
    settings : ModelSettings
    """

    def __init__(self, settings: ModelSettings) -> None:
        self._settings = settings
        self.sent = self.answered = 0

    def refuses(self, sent: int, answered: int) -> str:
        """Why a request of this size would go beyond a cap; empty where it does not."""
        sent, answered = self.sent + sent, self.answered + answered
        cost = self._settings.cost(sent, answered)
        if sent + answered > self._settings.token_cap:
            return f"the cap of {self._settings.token_cap} tokens is reached"
        if self._settings.cap is not None and cost is not None and cost > self._settings.cap:
            return f"the cap of {_money(self._settings.cap)} is reached"
        return ""

    def pay(self, sent: int, answered: int) -> None:
        """Note what was spent."""
        self.sent += sent
        self.answered += answered

    @property
    def cost(self) -> Decimal | None:
        """What was spent, in money."""
        return self._settings.cost(self.sent, self.answered)


def tokens_to_send(part: Part) -> int:
    """Tokens of one request, at most as a rule."""
    return estimated_tokens(instructions()) + estimated_tokens(part.text) + 50


def missing_parts(extraction: Extraction, model: str) -> tuple[list[Part], int]:
    """Parts of an article without a kept answer, and how many have one."""
    parts = list(parts_of(extraction))
    missing = [part for part in parts if read_kept_answer(answer_key(model, part)) is None]
    return missing, len(parts) - len(missing)


def estimate(documents: Iterable[tuple[list[int], int]], settings: ModelSettings) -> Estimate:
    """What asking about documents would send.

    Parameters
    ----------
    documents : iterable of (list of int, int)
        Of each document the tokens of every part to be sent, and how many answers are kept.
    settings : ModelSettings
    """
    asked = requests = kept = sent = 0
    for tokens, answers in documents:
        asked += bool(tokens)
        requests += len(tokens)
        kept += answers
        sent += sum(tokens)
    answered = requests * settings.answer_tokens
    where = str(read_address(settings.url))
    return Estimate(
        where, settings.model, asked, requests, kept, sent, answered, settings.cost(sent, answered), settings.cap,
        settings.token_cap,
    )  # fmt: skip


def ask_all(documents: Iterable[Extraction], settings: ModelSettings, client: Client | None = None) -> Asked:
    """Ask about every part of some articles that has no answer yet, and keep the answers.

    Parameters
    ----------
    documents : iterable of Extraction
        Read one after the other, as they are asked about.
    settings : ModelSettings
    client : Client, optional

    Returns
    -------
    Asked

    Raises
    ------
    Unavailable
        If the service will refuse whatever it is asked: a wrong key, address or model.
    UsageError
        If the cache of answers cannot be written: what is paid for would be lost.
    """
    run = _Run(settings, client or Client(settings))
    for extraction in documents:
        run.document(extraction)
    return run.asked()


class _Run:
    """One run: what was spent, what came of it, and whether it goes on."""

    def __init__(self, settings: ModelSettings, client: Client) -> None:
        self._settings, self._client, self._purse = settings, client, Purse(settings)
        self._answers = self._left = self._in_a_row = 0
        self._why, self._stopped, self._failed = "", False, False
        self._refused: Counter[str] = Counter()

    def document(self, extraction: Extraction) -> None:
        missing, _ = missing_parts(extraction, self._settings.model)
        answered = 0
        for part in missing:
            if self._stopped or not self._part(part, extraction):
                continue
            answered += 1
        self._left += answered < len(missing)

    def asked(self) -> Asked:
        purse, refused = self._purse, tuple(sorted(self._refused.items()))
        return Asked(
            self._answers, self._left, self._why, self._failed, purse.sent, purse.answered, purse.cost, refused
        )

    def _part(self, part: Part, extraction: Extraction) -> bool:
        """Ask about one part; False where it is left."""
        completion = self._completion(part)
        if completion is None:
            return False
        try:
            answer = read_answer(completion.text)
        except AnswerRefused as error:
            self._fail(f"an answer is not of the form asked for: {error}")
            return False
        found = taken(answer, part, extraction)
        try:
            write_answer(answer_key(self._settings.model, part), Answer(found.items, found.findings.refused))
        except OSError as error:
            raise UsageError(
                f"{error.filename or 'the cache of answers'}: {error.strerror}; set POLICING_KG_CACHE to a folder"
            ) from error
        self._refused.update(dict(found.findings.refused))
        self._answers += 1
        self._in_a_row = 0
        return True

    def _completion(self, part: Part) -> Completion | None:
        """What the service answers, after some attempts; None where it does not, or a cap is reached."""
        sent, most = tokens_to_send(part), self._settings.answer_tokens
        for attempt in range(self._settings.retries + 1):
            if refused := self._purse.refuses(sent, most):
                self._why, self._stopped = refused, True
                return None
            try:
                found = self._client.ask(messages(part))
            except RequestFailed as failed:
                if failed.billed:
                    self._purse.pay(sent, most)
                if failed.settled:
                    raise Unavailable(f"llm: {failed.why}; check --llm-url, --llm-model and the key") from failed
                if not failed.again or attempt == self._settings.retries:
                    self._fail(failed.why)
                    return None
                self._client.wait(attempt, failed)
            else:
                self._purse.pay(
                    sent if found.sent is None else found.sent,
                    min(most, estimated_tokens(found.text)) if found.answered is None else found.answered,
                )
                return found
        return None

    def _fail(self, why: str) -> None:
        self._why, self._failed = why, True
        self._in_a_row += 1
        self._stopped = self._in_a_row >= FAILURES


def _money(amount: Decimal) -> str:
    return f"{amount:.4f}".rstrip("0").rstrip(".") or "0"
