"""Verbs for review: sheets out and in, undoing, what was decided, and how often each rule is right."""

from __future__ import annotations

import json
from typing import Any

import click

from . import terminal
from .answers import KG, REPORT, taking

BY = click.option(
    "--by",
    required=True,
    envvar="POLICING_KG_REVIEWER",
    metavar="REVIEWER",
    help="Who decides: a handle such as coder-a, or an ORCID; never a person's name.",
)
REPLACE = click.option("--replace", is_flag=True, help="Replace what stands at OUT.")


def _many(option: str, metavar: str, help: str) -> Any:
    return click.option(f"--{option}", f"{option}s", multiple=True, metavar=metavar, help=f"{help}  May be repeated.")


CHOICE = taking(
    _many("kind", "KIND", "candidate, conflict, unresolved, new-name or again."),
    _many("place", "PLACE", "Only what links a body of this place, or of what lies in it."),
    _many("document", "KEY", "Only what this document says."),
    _many("rule", "RULE", "Only what this rule makes; with or without its version."),
    click.option(
        "--status",
        "statuses",
        multiple=True,
        metavar="STATUS",
        help="Status of a claim (live, withheld …) or of its review (undecided, accepted …).  May be repeated.",
    ),
    click.option("--sample", type=int, default=0, metavar="N", help="Draw N rows at random."),
    click.option("--seed", type=int, default=0, metavar="SEED", help="Of the sample: the same rows for the same seed."),
)


@click.group()
def review() -> None:
    """Review a dataset: write sheets, append the decisions in them, undo, count."""


@review.command()
@KG
@click.option("--out", required=True, metavar="OUT", help="Sheet to write: FILE.xlsx or FILE.csv.")
@CHOICE
@REPLACE
def export(kg: str, out: str, replace: bool, **choice: Any) -> None:
    """Write what waits for a reviewer as a sheet: by default all that is undecided."""
    from .reviewing import review as reviewed

    choice["places"] = [terminal.typed(p) for p in choice["places"]]
    choice["documents"] = [terminal.typed(d) for d in choice["documents"]]
    rows = reviewed(kg).export(out, replace=replace, **choice)
    terminal.put([f"{out}: {rows} rows"])


@review.command(name="import")
@click.argument("sheet", metavar="FILE")
@KG
@BY
@click.option("--strict", is_flag=True, help="Stop at the first row that is refused, with nothing appended.")
def import_(sheet: str, kg: str, by: str, strict: bool) -> int:
    """Append the decisions of a filled sheet; rows that cannot be taken are named, one line each."""
    from .reviewing import review as reviewed

    done = reviewed(kg).take(sheet, by=by, strict=strict)
    for refused in done.refused:
        terminal.say(str(refused))
    terminal.put(done.lines(kg))
    return 1 if done.refused else 0


@review.command()
@click.argument("decision", metavar="[DECISION]", required=False, default="")
@KG
@BY
@click.option("--last", is_flag=True, help="Undo the last decision that stands.")
@click.option("--batch", default="", metavar="BATCH", help="Undo all that came together; last for the last batch.")
@click.option("--why", default="", metavar="REASON", help="Why it is undone.")
def undo(decision: str, kg: str, by: str, last: bool, batch: str, why: str) -> None:
    """Undo a decision, named by the first digits of its id, by one that says so."""
    from .reviewing import review as reviewed

    terminal.put(reviewed(kg).undo(decision, by=by, why=terminal.typed(why), last=last, batch=batch).lines(kg))


@review.command()
@KG
@BY
def carry(kg: str, by: str) -> None:
    """Let decisions carry over to other documents that say the same in the same sentence."""
    from .reviewing import review as reviewed

    terminal.put(reviewed(kg).carry(by=by).lines(kg))


@review.command()
@KG
@REPORT
def status(kg: str, form: str | None) -> None:
    """Count what is decided, by kind and reviewer, what is undecided, and what is due again."""
    from .reviewing import review as reviewed

    found = reviewed(kg).status()
    if form == "json":
        terminal.put([json.dumps(found.as_json(), ensure_ascii=False, indent=1)])
    else:
        terminal.put(terminal.table(("", "", "claims or decisions"), found.lines()))


@review.command()
@KG
@REPORT
def log(kg: str, form: str | None) -> None:
    """List every decision with its id, its batch and whether it stands."""
    from .reviewing import review as reviewed

    found = reviewed(kg).log()
    if form == "json":
        terminal.put([json.dumps([v.as_json() for v in found], ensure_ascii=False, indent=1)])
        return
    columns = ("id", "batch", "when", "who", "kind", "on", "state", "why")
    rows = [(v.decision, v.state) for v in found]
    shown = [(d.id[:12], d.batch, d.when, d.who, d.kind, d.target[:40], state, d.why[:60]) for d, state in rows]
    terminal.put(terminal.table(columns, shown))


@review.command()
@KG
@REPORT
def precision(kg: str, form: str | None) -> None:
    """How often each rule is right, by decisions and on annotated texts, with Wilson's 95 % intervals."""
    from .reviewing import review as reviewed

    found = reviewed(kg).precision()
    decided = ("rule", "claims", "accepted", "corrected", "rejected", "precision", "low", "high")
    names = (*decided, "gold_found", "gold_right", "gold_precision", "gold_low", "gold_high")
    if form == "json":
        terminal.put([json.dumps([{n: getattr(r, n) for n in names} for r in found], ensure_ascii=False, indent=1)])
    else:
        terminal.put(terminal.table(names, [[_shown(getattr(r, n)) for n in names] for r in found]))


@review.command()
@click.option("--out", required=True, metavar="FILE.xlsx", help="The workbook to write.")
@REPLACE
def workbook(out: str, replace: bool) -> None:
    """Write an empty coding workbook with drop-down lists; `policing-kg build` reads its rows."""
    from .reviewing import Review

    terminal.put([str(Review.workbook(out, replace=replace))])


@click.command()
@click.option("--out", required=True, metavar="OUT", help="FILE.md, FILE.html, FILE.xlsx or FILE.csv.")
@REPLACE
def codebook(out: str, replace: bool) -> None:
    """Write the codebook: every variable with definition, rules of inclusion, values and examples, and a glossary."""
    from .coders import codebook as run

    terminal.put([str(run(out, replace=replace))])


@click.command()
@click.argument("works", metavar="A B [C]...", nargs=-1, required=True)
@click.option("--level", "levels", multiple=True, metavar="VARIABLE=LEVEL", help="nominal, ordinal, interval or ratio.")
@click.option("--draws", type=click.IntRange(0), default=1000, show_default=True, metavar="N", help="Of the bootstrap.")
@click.option("--seed", type=int, default=0, metavar="SEED", help="Of the bootstrap.")
@REPORT
def agreement(works: tuple[str, ...], levels: tuple[str, ...], draws: int, seed: int, form: str | None) -> None:
    """Agreement of coders on each variable, unitising apart: Cohen's kappa, Krippendorff's alpha, 95 % intervals.

    A, B and C are the work of one coder each: filled review sheets, coded tables, or annotated documents.
    """
    from .coders import agreement as run
    from .loaders.reliability.study import REFERENCES

    chosen = {name: level for name, _, level in (text.partition("=") for text in levels)}
    found = run(*map(terminal.typed, works), levels=chosen, draws=draws, seed=seed)
    names = ("part", "variable", "level", "units", "share", "kappa", "kappa_bounds", "alpha", "alpha_bounds")
    if form == "json":
        rows = [{n: getattr(r, n) for n in names} for r in found]
        terminal.put([json.dumps({"references": REFERENCES, "rows": rows}, ensure_ascii=False, indent=1)])
    else:
        terminal.put(terminal.table(names, [[_shown(getattr(r, n)) for n in names] for r in found]))


def _shown(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return f"{value[0]:.3f}–{value[1]:.3f}"
    return f"{value:.3f}" if isinstance(value, float) else str(value)


FORM = click.option(
    "--format",
    "form",
    required=True,
    metavar="FORMAT",
    help="inception, label-studio, doccano, web-annotation or guide (one record a line).",
)


@click.group()
def annotate() -> None:
    """Take claims to the tools of annotators, and annotations back: as decisions, or in another format."""


@annotate.command(name="export")
@KG
@click.option("--document", required=True, metavar="KEY", help="The document whose claims are drawn.")
@FORM
@click.option("--out", required=True, metavar="OUT", help="FILE.json, FILE.jsonl or FILE.jsonld.")
@click.option("--text", is_flag=True, help="The masked text too, for your own tool: do not pass it on.")
@REPLACE
def export_annotations(kg: str, document: str, out: str, **options: Any) -> None:
    """Write the claims of a document as annotations, each with the id of its claim."""
    from .annotating import annotate as run

    spans = run(kg).export(terminal.typed(document), out, **options)
    terminal.put([f"{out}: {spans} spans"])


@annotate.command(name="import")
@click.argument("file", metavar="FILE")
@KG
@FORM
@BY
@click.option("--document", default="", metavar="KEY", help="The document, where the file does not name its key.")
@click.option("--no-reject", is_flag=True, help="Reject nothing: the annotation is of a part alone.")
@click.option("--missed", default="", metavar="TABLE", help="Coded table to write what no claim says to.")
@REPLACE
def import_annotations(file: str, kg: str, document: str, no_reject: bool, **options: Any) -> None:
    """Append decisions on the claims of a document that was annotated elsewhere."""
    from .annotating import annotate as run

    taken = run(kg).take(file, document=terminal.typed(document), reject=not no_reject, **options)
    terminal.put(taken.appended.lines(kg))
    terminal.put([f"  {taken.missed} annotations that no claim says, {taken.withheld} left out"])


@annotate.command()
@click.argument("file", metavar="FILE")
@FORM
@click.option("--to", required=True, metavar="FORMAT", help="Format of OUT.")
@click.option("--out", required=True, metavar="OUT", help="FILE.json, FILE.jsonl or FILE.jsonld.")
@REPLACE
def convert(file: str, out: str, **options: Any) -> None:
    """Write a file of annotations in another format."""
    from .annotating import Annotations

    terminal.put([f"{out}: {Annotations.convert(file, out, **options)} documents"])
