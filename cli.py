"""The command line of policing-kg: verb for verb the Python face.

Exit status: 0 done; 1 the data failed a check, or a file or path of the batch was refused; 2 a user's mistake;
3 a service or a lock is not available; 70 our own error; 130 interrupted.
"""

from __future__ import annotations

import json
import os
import sys
import traceback
from collections.abc import Sequence
from contextlib import nullcontext
from difflib import get_close_matches
from typing import Any

import click

from . import explorer_verbs, network_verbs, plot_verbs, release_verbs, review_verbs, server_verbs, terminal
from .answers import (
    EVIDENCE,
    HERE_OR_THERE,
    KG,
    LIMITS,
    REPORT,
    ROWS,
    TIMEOUT,
    dataset_named,
    parameters_of,
    parameters_typed,
    put_result,
    signature,
    taking,
)
from .errors import DataError, PolicingKGError, UnknownName, UsageError
from .recogniser_options import chosen, recogniser_options

FREE = click.argument("text", metavar="TEXT|@FILE")  # a query, in either language
ENGINE = click.option(
    "--engine",
    type=click.Choice(("rdf", "cypher", "neo4j")),
    help="The database that answers: the rows are the same.  Default: rdf; neo4j where --to is given.",
)
TO = click.option("--to", default="", metavar="bolt://…", help="The Neo4j server that answers.")


class Verbs(click.Group):
    """The group of verbs; an unknown one is answered with the nearest."""

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a verb.

        Raises
        ------
        UnknownName
            With the nearest verbs.
        """
        found = super().get_command(ctx, cmd_name)
        if found is None:
            raise UnknownName(cmd_name, get_close_matches(cmd_name, self.commands, 2), "verb; see policing-kg --help")
        return found


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 110})
@click.version_option(package_name="policing-kg")
def cli() -> None:
    """Build, ask and cite a knowledge graph of policing mechanisms and organisations."""


@cli.command()
@click.argument("sources", metavar="SOURCE...", nargs=-1, required=True)
@click.option("--into", required=True, metavar="KG", help="Folder of the dataset; made if it is not there.")
@click.option("--no-base", is_flag=True, help="Leave out the curated base dataset.")
@click.option("--strict", is_flag=True, help="Stop at the first file that is refused, with nothing written.")
@click.option("--engine", type=click.Choice(("local", "spark")), default="local", help="Who reads.  Default: local.")
@click.option("--master", default="", metavar="URL", help="Spark's cluster; by default local[*], this machine.")
@recogniser_options
def build(
    sources: Sequence[str], into: str, no_base: bool, strict: bool, engine: str, master: str, **options: Any
) -> int:
    """Build or bring up to date a dataset from texts, pages and coded tables.

    A SOURCE is a file or a folder.  Only what changed is read; a file that is gone from a folder named here is
    withdrawn.
    """
    from .loaders.build import build as run

    choice = chosen(options)
    with nullcontext() if choice.asks else terminal.progress("files") as step:
        report = run(
            sources,
            into,
            base=not no_base,
            strict=strict,
            progress=step,
            recognition=choice.recognition,
            engine=engine,
            master=master,
        )
    for error in (*report.refused, *report.notes):
        terminal.say(str(error))
    terminal.put(report.lines(into))
    return 1 if report.refused else choice.status()


@cli.command()
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@click.option("--format", "form", type=click.Choice(("jsonl", "table", "label-studio")), default="jsonl")
@click.option("--strict", is_flag=True, help="Stop at the first file that is refused.")
@recogniser_options
def extract(files: Sequence[str], form: str, strict: bool, **options: Any) -> int:
    """Extract entities, indicators and links: one JSON object a document, without names of persons."""
    from .loaders.label_studio import label_studio_task
    from .loaders.summary import summary_lines
    from .verbs import extract as run

    refused = 0
    tasks = []
    choice = chosen(options)
    for read in run(*files, strict=strict, recognition=choice.recognition):
        if isinstance(read, DataError):
            refused += 1
            terminal.say(str(read))
        elif form == "jsonl":
            terminal.put([json.dumps(read, ensure_ascii=False)])
        elif form == "table":
            terminal.put(summary_lines(read))
        else:
            tasks.append(label_studio_task(read))
    if form == "label-studio":
        terminal.put([json.dumps(tasks, ensure_ascii=False)])
    return 1 if refused else choice.status()


@cli.command()
@click.argument("gold", metavar="GOLD")
@click.argument("files", metavar="FILE...", nargs=-1, required=True)
@REPORT
@click.option("--by", type=click.Choice(("type", "document", "rule")), help="Break each row down.")
@click.option("--leave-one-out", is_flag=True, help="Read each text without the vocabulary that only it attests.")
def evaluate(gold: str, files: Sequence[str], form: str | None, by: str | None, leave_one_out: bool) -> None:
    """Score texts, or .jsonl files of extractions, against the annotated documents in GOLD."""
    from .verbs import evaluate as run

    done = run(gold, *files, by=by or "", leave_one_out=leave_one_out)
    columns = ("row", *(("part",) if by else ()), "precision", "recall", "f1", "gold", "found")
    columns += ("gain",) if by == "rule" else ()
    if form == "json":
        rows = [{k: getattr(s, k) for k in columns} for s in done.scores]
        terminal.put([json.dumps(rows, ensure_ascii=False, indent=1)])
    else:
        terminal.put(terminal.table(columns, [[_cell(getattr(s, k)) for k in columns] for s in done.scores]))
    for document, count in done.persons:
        terminal.say(f"{document}: {count} annotated names of persons stand in the extraction")


def _cell(value: object) -> str:
    if value is None:
        return ""
    return f"{value:.3f}" if isinstance(value, float) else str(value)


@cli.command()
@click.argument("name", metavar="NAME")
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1)
@taking(*HERE_OR_THERE, ENGINE, TO, TIMEOUT, EVIDENCE, ROWS)
def ask(
    name: str,
    parameters: Sequence[str],
    kg: str,
    endpoint: str,
    user: str,
    engine: str | None,
    to: str,
    timeout: float,
    evidence: bool,
    form: str | None,
) -> None:
    """Ask a named query; see `policing-kg queries` for the names.

    A VALUE is resolved like a name typed by a person; a KEY that is repeated means any of its values.
    """
    from .verbs import ask as run

    with nullcontext() if endpoint else terminal.interruptible():
        where, given = dataset_named(kg, endpoint, user), parameters_typed(parameters)
        put_result(run(name, **where, engine=engine or "", to=to, timeout=timeout, **given), form, evidence)


@cli.command()
@click.argument("name", required=False, default="")
@REPORT
def queries(name: str, form: str | None) -> None:
    """List the catalogue of named queries, or show the one that is named."""
    from .verbs import catalogue as run

    found = run(name)
    if form == "json":
        terminal.put([json.dumps([q.as_json() for q in found], ensure_ascii=False, indent=1)])
        return
    if not name:
        rows = [(q.name, " ".join(signature(q)), q.question_en) for q in found]
        terminal.put(terminal.table(("name", "parameters", "question"), rows))
        return
    (query,) = found
    terminal.put([f"{query.name}: {query.title_en} / {query.title_zh}", query.question_en, query.question_zh, ""])
    terminal.put(terminal.table(("parameter", "type", ""), [(s, p.type, p.doc_en) for p, s in parameters_of(query)]))
    terminal.put(["", *terminal.table(("column", "type", ""), [(c.name, c.type, c.label_en) for c in query.columns])])
    terminal.put(["", query.sparql.rstrip(), "", query.cypher.rstrip()])


@cli.command()
@taking(FREE, *HERE_OR_THERE, ROWS, LIMITS)
def sparql(text: str, kg: str, endpoint: str, user: str, form: str | None, **limits: Any) -> None:
    """Ask a free, read-only SPARQL query; the ontology's prefixes are declared."""
    from .verbs import sparql as run

    put_result(run(_text(text), **dataset_named(kg, endpoint, user), **limits), form, evidence=False)


@cli.command()
@taking(FREE, KG, ROWS, LIMITS)
def cypher(text: str, form: str | None, **options: Any) -> None:
    """Ask a free, read-only Cypher query; the first one makes the database, which may take a while."""
    from .verbs import cypher as run

    put_result(run(_text(text), **options), form, evidence=False)


@cli.command()
@click.argument("name", metavar="NAME")
@KG
@REPORT
def show(name: str, kg: str, form: str | None) -> None:
    """Show one entity: names, hierarchy, links, figures, and where the sources say so."""
    from .verbs import show as run

    found = run(terminal.typed(name), kg=kg)
    terminal.put([json.dumps(found.as_json(), ensure_ascii=False, indent=1)] if form == "json" else found.lines())


@cli.command()
@click.argument("name", metavar="CLAIM|NAME")
@KG
@click.option("--style", default="text", help="text, bibtex, gbt7714, gbt7714-2025 or csl-json.")
@click.option("--accessed", default="", metavar="DATE", help="Day on which you read the source, YYYY-MM-DD.")
def cite(name: str, kg: str, style: str, accessed: str) -> None:
    """Cite the documents that carry a claim or an entity, with the place in each."""
    from .graph.citation_styles import write_citations
    from .verbs import cite as run

    terminal.put(write_citations(run(terminal.typed(name), kg=kg), style, accessed=accessed).splitlines())


@cli.command()
@click.argument("name", metavar="NAME")
@click.argument("parameters", metavar="[KEY=VALUE]...", nargs=-1)
@KG
@click.option("--out", required=True, metavar="FILE.html", help="The file to write.")
def view(name: str, parameters: Sequence[str], kg: str, out: str) -> None:
    """Write a view as one HTML file that makes no network request."""
    from .verbs import view as run

    terminal.put([str(run(name, kg=kg, out=out, **parameters_typed(parameters)))])


@cli.command()
@KG
@REPORT
def stats(kg: str, form: str | None) -> None:
    """Count what a dataset holds: documents, claims, facts, entities, and each document's share."""
    from .graph.stats import stats as run

    found = run(kg)
    if form == "json":
        terminal.put([json.dumps(found.as_json(), ensure_ascii=False, indent=1)])
    else:
        terminal.put(terminal.table(("", ""), found.lines()))


@cli.command()
@click.option("--tests", is_flag=True, help="Look at what the tests need too.")
@REPORT
def doctor(tests: bool, form: str | None) -> int:
    """Say what is installed, what is missing, and the command that brings it."""
    from .installation import doctor as run

    found = run(tests=tests)
    if form == "json":
        names = ("name", "found", "mend", "needed_for", "optional")
        terminal.put([json.dumps([{n: getattr(f, n) for n in names} for f in found], ensure_ascii=False, indent=1)])
    else:
        rows = [(f.state, f.name, f.found or f.mend, f.needed_for) for f in found]
        terminal.put(terminal.table(("", "part", "version, or the command that brings it", "for"), rows))
    return 0 if all(f.ok or f.optional for f in found) else 3


for verb in (
    explorer_verbs.serve_verb,
    network_verbs.export,
    network_verbs.measure,
    network_verbs.measures,
    plot_verbs.plot_verb,
    release_verbs.diff,
    release_verbs.release,
    release_verbs.restore,
    review_verbs.agreement,
    review_verbs.annotate,
    review_verbs.codebook,
    review_verbs.review,
    server_verbs.sync,
    server_verbs.verify,
):
    cli.add_command(verb)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and end the process with its exit status."""
    terminal.prepare()
    sys.exit(run(cli, arguments))


def run(command: click.Command, arguments: Sequence[str] | None = None) -> int:
    """Run a command; every error becomes one line on standard error, and its exit status is returned."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    try:
        # Not `command.main`, which ends the process with 1 where the reader of our output has had enough.
        with command.make_context("policing-kg", given) as context:
            return _flushed(command.invoke(context))
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        sys.stderr.write(error.ctx.get_help() + "\n")
        return 2
    except click.ClickException as error:
        where = error.ctx.command_path if isinstance(error, click.UsageError) and error.ctx else "policing-kg"
        terminal.say(f"{where}: {error.format_message()} See {where} --help")
        return 2
    except PolicingKGError as error:
        terminal.say(str(error))
        return error.exit_status
    except (KeyboardInterrupt, click.Abort):
        terminal.say("interrupted")
        return 130
    except BrokenPipeError:
        terminal.silence()
        return 0
    except Exception as error:
        return _ended_by(error)


def _ended_by(error: Exception) -> int:
    """Say what the system or an engine refused; else it is our own error."""
    from .graph.damage import of_engine

    if told := of_engine(error):
        terminal.say(str(told))
        return told.exit_status
    if isinstance(error, OSError):
        terminal.say(f"{error.filename or 'the system'}: {error.strerror or type(error).__name__}; mend it, try again")
        return 1
    if os.environ.get("POLICING_KG_DEBUG"):
        traceback.print_exception(error)
    last = traceback.extract_tb(error.__traceback__)[-1]  # the message may hold text of a document: the place alone
    place = f"{type(error).__name__} at {os.path.basename(last.filename)}:{last.lineno}"
    terminal.say(f"policing-kg: our own error ({place}); please report it, POLICING_KG_DEBUG=1 shows more")
    return 70


def _flushed(status: int | None) -> int:
    """The exit status, once everything is out."""
    sys.stdout.flush()
    return status or 0


def _text(given: str) -> str:
    if not given.startswith("@"):
        return terminal.typed(given)
    try:
        with open(given[1:], encoding="utf-8-sig") as file:
            return file.read()
    except OSError as error:
        raise UsageError(f"{given[1:]}: {error.strerror}; name a file with a query") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"{given[1:]}: not UTF-8; save the query as UTF-8") from error


if __name__ == "__main__":
    main()
