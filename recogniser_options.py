"""Options of the command line for optional recognisers: which run, and how a language model is asked."""

from __future__ import annotations

import sys
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

import click

from . import terminal
from .answers import taking
from .errors import UsageError

if TYPE_CHECKING:
    from .loaders.recognisers.asking import Asked
    from .loaders.recognisers.recognition import Recognition

# A verb is given them by name.
recogniser_options = taking(
    click.option("--recogniser", "recognisers", multiple=True, metavar="NAME", help="lac or llm; may be repeated."),
    click.option(
        "--llm-url", envvar="POLICING_KG_LLM_URL", default="", metavar="URL", help="Service: https://HOST/v1."
    ),
    click.option("--llm-model", envvar="POLICING_KG_LLM_MODEL", default="", metavar="MODEL", help="Its model."),
    click.option("--llm-price", nargs=2, metavar="IN OUT", help="Price of a million tokens."),
    click.option("--llm-cap", metavar="COST", help="Most that the run may cost."),
    click.option("--llm-token-cap", type=int, metavar="N", help="Most tokens of the run; default: 500000."),
    click.option("--llm-answer-tokens", type=int, metavar="N", help="Most tokens of an answer; default: 4096."),
    click.option("--llm-timeout", type=float, metavar="SECONDS", help="Most time of a request; default: 120."),
    click.option("--llm-retries", type=int, metavar="N", help="Further attempts; default: 3."),
    click.option("--llm-rate", type=float, metavar="N", help="Requests a minute at most; default: no bound."),
    click.option("--yes", is_flag=True, help="Send without asking here."),
)


class Chosen:
    """The recognisers that the options choose, and whether the service of one of them failed.

    Attributes
    ----------
    recognition : Recognition or None
        None where no recogniser is chosen.
    """

    def __init__(self) -> None:
        self.recognition: Recognition | None = None
        self._asked: list[Asked] = []

    @property
    def asks(self) -> bool:
        """Whether a person may have to be asked, over whose question nothing may be drawn."""
        return self.recognition is not None and self.recognition.model is not None

    def status(self) -> int:
        """The exit status: 3 if the service left a document without an answer; a cap that is reached is no failure."""
        return 3 if any(asked.left and asked.failed for asked in self._asked) else 0

    def note(self, asked: Asked) -> None:
        """Remember what asking came to."""
        self._asked.append(asked)


def chosen(given: dict[str, Any]) -> Chosen:
    """What the options choose.

    Parameters
    ----------
    given : dict
        What `recogniser_options` gives a command.

    Raises
    ------
    UsageError
        If an option is of no use without a recogniser, or is missing for one.
    """
    names = given["recognisers"]
    asked = {name.removeprefix("llm_"): value for name, value in given.items() if name.startswith("llm_")}
    if "llm" not in names:
        stray = next((n for n, v in asked.items() if v and n not in ("url", "model")), None)
        if stray or given["yes"]:
            option = f"--llm-{stray.replace('_', '-')}" if stray else "--yes"
            raise UsageError(f"{option}: is for a language model; add --recogniser llm, or leave it out")
    found = Chosen()
    if not names:
        return found
    from .loaders.recognisers.recognition import choose
    from .loaders.recognisers.settings import ModelSettings, read_key

    model = None
    if "llm" in names:
        if asked["price"]:
            asked["price"] = tuple(_amount("--llm-price", text) for text in asked["price"])
        if asked["cap"] is not None:
            asked["cap"] = _amount("--llm-cap", asked["cap"])
        model = ModelSettings(key=read_key(), **{n: v for n, v in asked.items() if v is not None})
    approve = (lambda _: True) if given["yes"] else (lambda _: _agreed())
    found.recognition = choose(*names, model=model, approve=approve, say=terminal.say, done=found.note)
    return found


def _amount(option: str, text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:
        raise UsageError(f"{option}: {text} is no amount of money; write it like 2.50") from error


def _agreed() -> bool:
    """Ask the person at the terminal; without one, no."""
    return sys.stdin.isatty() and sys.stderr.isatty() and click.confirm("Send?", err=True)
