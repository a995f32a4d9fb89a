"""What verbs that answer with rows have in common: their options, their parameters, and how rows are written."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any

import click

from . import terminal
from .errors import UsageError

KG = click.option("--kg", required=True, envvar="POLICING_KG_DATASET", metavar="KG", help="Folder of the dataset.")
HERE_OR_THERE = (  # the dataset of a folder, or the one that an endpoint holds
    click.option("--kg", default="", envvar="POLICING_KG_DATASET", metavar="KG", help="Folder of the dataset."),
    click.option("--endpoint", default="", metavar="URL", help="SPARQL 1.1 endpoint that holds the dataset instead."),
    click.option(
        "--user", default="", help="User at the endpoint.  The password: POLICING_KG_ENDPOINT_PASSWORD, else asked for."
    ),
)
EVIDENCE = click.option("--evidence", is_flag=True, help="Add the document and span of every claim to each row.")
FORMATS = ("table", "jsonl", "json", "csv", "parquet", "markdown")
ROWS = click.option("--format", "form", type=click.Choice(FORMATS), help="Default: table on a terminal, else jsonl.")
REPORT = click.option("--format", "form", type=click.Choice(("table", "json")), help="Default: table.")

Verb = Callable[..., Any]


def taking(*options: Callable[[Verb], Verb]) -> Callable[[Verb], Verb]:
    """Give a verb several arguments and options at once, in their order.

    Examples
    --------
    >>> [option.name for option in click.command()(taking(KG, EVIDENCE)(lambda: None)).params]
    ['kg', 'evidence']
    """

    def taken(verb: Verb) -> Verb:
        for option in reversed(options):
            verb = option(verb)
        return verb

    return taken


TIMEOUT = click.option(
    "--timeout", type=float, default=60, show_default=True, metavar="SECONDS", help="Stop a query after this time."
)
LIMITS = taking(  # of a query that somebody else may have written
    TIMEOUT,
    click.option(
        "--memory",
        type=int,
        default=2048,
        show_default=True,
        metavar="MB",
        help="Stop it when it needs more than this.",
    ),
)


def dataset_named(kg: str, endpoint: str, user: str) -> dict[str, Any]:
    """What says which dataset is asked, of `HERE_OR_THERE`; an endpoint goes before the folder of the environment.

    Raises
    ------
    UsageError
        If a user is named without an endpoint.
    """
    if not endpoint:
        if user:
            raise UsageError("--user: is for an endpoint; name one with --endpoint, or leave it out")
        return {"kg": kg}
    from .queries.remote import PASSWORD, USER

    said = click.get_current_context().get_parameter_source("kg")
    folder = kg if said is click.core.ParameterSource.COMMANDLINE else ""
    return {"kg": folder, "endpoint": endpoint, "user": user, "password": password_of(user, USER, PASSWORD)}


def password_of(user: str, user_variable: str, variable: str) -> str:
    """The password of the environment, else asked for where somebody sits before a terminal and a user is named.

    Parameters
    ----------
    user : str
        As an option names it.
    user_variable, variable : str
        Names in the environment of user and password.
    """
    held = os.environ.get(variable, "")
    if not held and (user or os.environ.get(user_variable)) and sys.stdin.isatty():
        held = click.prompt("Password", hide_input=True, err=True)
    return str(held)


def parameters_typed(given: Iterable[str]) -> dict[str, Any]:
    """Values by key, as typed after a verb.

    Examples
    --------
    >>> parameters_typed(["place=西青区", "place=红桥区"])
    {'place': ['西青区', '红桥区']}
    """
    found: dict[str, list[str]] = {}
    for text in map(terminal.typed, given):
        key, equals, value = text.partition("=")
        if not equals or not key.isidentifier():
            raise UsageError(f"{text}: not a parameter; write it as KEY=VALUE")
        if key in ("kg", "out", "evidence", "engine", "to", "endpoint", "user", "timeout", "lang", "dpi"):
            raise UsageError(f"{text}: {key} is no parameter; use the option --{key}")
        found.setdefault(key, []).append(value)
    return dict(found)


def put_result(result: Any, form: str | None, evidence: bool) -> None:
    """Write a result to standard output in the form asked for."""
    from .queries import lines_of, parquet_bytes

    form = form or ("table" if terminal.on_terminal() else "jsonl")
    if form == "parquet":
        if terminal.on_terminal():
            raise UsageError("--format parquet: not for a terminal; redirect standard output into a file")
        terminal.put_bytes(parquet_bytes(result, evidence=evidence))
        return
    terminal.put(lines_of(result, form, evidence=evidence, width=terminal.width()))
    if form == "table" and not result.rows:
        terminal.say("no rows: the sources of this dataset do not say; silence is not absence")


def parameters_of(asked: Any) -> list[tuple[Any, str]]:
    """Each parameter of a query or measure, with how it is typed."""
    return [(p, f"{p.name}=" if p.required else f"[{p.name}=]") for p in asked.parameters]


def signature(asked: Any) -> list[str]:
    """How the parameters of a query or measure are typed."""
    return [shown for _, shown in parameters_of(asked)]
