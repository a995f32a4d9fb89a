"""Verbs for networks and diffusion: their measures, and what is written for other software."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import click

from . import terminal
from .answers import EVIDENCE, KG, REPORT, ROWS, parameters_of, parameters_typed, put_result, signature


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1)
@KG
@EVIDENCE
@ROWS
@click.option("--bootstrap", default=0, metavar="N", help="95 % intervals from N draws of sources, as 1000.")
@click.option("--seed", default=0, metavar="S", help="Seed of the draws.  Default: 0.")
def measure(
    name: str, parameters: Sequence[str], kg: str, evidence: bool, form: str | None, bootstrap: int, seed: int
) -> None:
    """Compute a measure of a network or of diffusion; see `policing-kg measures` for the names.

    A VALUE is resolved like a name typed by a person; a KEY that is repeated means any of its values.
    """
    from .research import measure as run

    with terminal.interruptible():
        found = run(name, kg=kg, bootstrap=bootstrap, seed=seed, **parameters_typed(parameters))
        put_result(found, form, evidence)


@click.command()
@click.argument("name", required=False, default="")
@REPORT
def measures(name: str, form: str | None) -> None:
    """List the measures of networks and of diffusion, or show the one that is named, with its reference."""
    from .research import measures as run

    found = run(name)
    if form == "json":
        terminal.put([json.dumps([m.as_json() for m in found], ensure_ascii=False, indent=1)])
        return
    if not name:
        listed = [(m.name, " ".join(signature(m)), m.title_en) for m in found]
        terminal.put(terminal.table(("name", "parameters", "measures"), listed))
        return
    (shown,) = found
    terminal.put([f"{shown.name}: {shown.title_en} / {shown.title_zh}", shown.reference, ""])
    rows = [(s, p.default, " ".join(p.choices), p.doc_en) for p, s in parameters_of(shown)]
    terminal.put(terminal.table(("parameter", "default", "choices", ""), rows))
    terminal.put(["", *terminal.table(("column", "type", ""), [(c.name, c.type, c.doc_en) for c in shown.columns])])


@click.command()
@KG
@click.option(
    "--format",
    required=True,
    help="turtle, trig, jsonld, nquads, csv, jsonl; graphml or gexf for a network; adoption for the tables of a study.",
)
@click.option("--out", required=True, metavar="OUT", help="File; for adoption a folder, for csv that or a .zip file.")
@click.option("--replace", is_flag=True, help="Replace what stands at OUT.")
@click.option("--network", default="", metavar="NETWORK", help="For graphml and gexf; all in one if not given.")
@click.option("--reviewed", is_flag=True, help="Only claims that a reviewer accepted (graphml, gexf, adoption).")
@click.option("--as-of", default="", metavar="DATE", help="Only what a source says to have held then (graphml, gexf).")
@click.option("--populations", is_flag=True, help="Classes of bodies and posts too (graphml, gexf).")
@click.option("--frame", default="", metavar="FRAME.toml", help="Frame of the study (adoption).")
def export(**options: Any) -> None:
    """Write a dataset in a format of interchange, a network for network software, or the tables of a study."""
    from .research import export as run

    found = run(**options)
    terminal.put([f"{found.path}: {found.rows} {found.what}"])
