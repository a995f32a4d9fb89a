"""The catalogue as a page for people: what can be asked, with which parameters, and what comes back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from .definition import Parameter, Query, load_catalogue

_HEAD = """# Questions of the catalogue

This page is written from `catalogue/` (`python -m policing_kg.queries.listing > queries/README.md`); a test keeps it in
step.

A question is a folder: `query.rq` (SPARQL 1.1; each parameter is a block `VALUES ?variable { UNDEF }`, filled with RDF
terms, never with text), `query.cypher` (the same question in Cypher that Neo4j 5 reads too; each parameter is a list of
values, an entity by its IRI, or null), `query.toml` (title and question in both languages, parameters, columns, order,
and which claims carry a row) and `expected.json` (cases of parameters and rows on the invented world of
`tests/queries/fixture/`). A new question is a new folder and touches no Python. `query.cypher` returns IRIs under the
variables of `query.rq`; it aggregates bare in WITH or RETURN and tests in the next clause, bounds every path, starts a
pattern at the labelled end, and names only what the [mapping](../docs/mapping.md#in-the-property-graph) has. A test
asks every question of both engines and of a real Neo4j, and compares the rows.

    policing-kg ask who-meets-whom place=西青区 --kg KG
    policing-kg ask who-meets-whom place=西青区 --kg KG --engine cypher
    policing-kg ask who-meets-whom place=西青区 --kg KG --to bolt://localhost:7687

A value is a name as people type it: full name, alias, the end of a full name of a body or place (西青分局), English,
pinyin, division code, IRI. A place includes what lies in it; a parameter given twice means either; an ambiguous name is
refused with its candidates. Every row says its claims and its source: document key, document and span (code points of
the stored text), or the row of a table. `--evidence` adds each claim with its sentence.

## Which claims count

Two parameters change what a question is asked of, not what it asks. `reviewed=yes` counts only claims that a reviewer
accepted, or wrote in place of another. `as_of=2022-06-30` (a month or a year will do) counts only what a source says to
have held then: a dated claim from the first day of its date to the last of its end, an undated one from the date of its
document on, a figure in its period; what a source says to have ended before is gone, and an undated claim of an undated
document cannot be told and is left out. The answer is that of a dataset which holds nothing else: claims are projected
anew, so that counts, chains and meetings are of what is left
([why](../docs/decisions/0019-an-excerpt-is-projected-anew.md)).

    policing-kg ask adopters mechanism=两队一室 as_of=2022-06-30 reviewed=yes --kg KG

{neither} take neither: they list names, documents and what
awaits review, nothing that a claim says to hold. {alone} take
`reviewed` alone: they tell what documents say, not what held on a day.

## How the expected rows were checked

The claims of the fixture were written first, each with what it must bring or must not bring; every row was then
compared by hand with the rows of `tests/queries/fixture/claims.csv` that its `claims` name, and every case with the
claims that it leaves out: planned, required and negated ones, a meeting of the same name in another place, bounds and
round figures that agree, bodies without a place, documents without a date.

## All questions
"""


def catalogue_page() -> str:
    """The whole page in Markdown.

    Examples
    --------
    >>> "## chain" in catalogue_page()
    True
    """
    queries = load_catalogue().values()
    ordered = sorted(queries, key=lambda q: (q.area, q.name))
    rows = [f"| {q.area} | [{q.name}](#{q.name}) | {q.title_en} | {q.title_zh} |" for q in ordered]
    names = [(q.name, [p.name for p in q.parameters]) for q in queries]
    neither = (name for name, taken in names if "reviewed" not in taken)
    alone = (name for name, taken in names if "reviewed" in taken and "as_of" not in taken)
    head = _HEAD.replace("{neither}", _and(neither)).replace("{alone}", _and(alone))
    listed = "\n".join(["| about | name | title | 标题 |", "|---|---|---|---|", *rows])
    return "\n".join([head, listed, "", *("\n".join(_section(q)) for q in queries)]).rstrip() + "\n"


def _and(names: Iterable[str]) -> str:
    *most, last = (f"`{name}`" for name in names)
    return f"{', '.join(most)} and {last}"


def _section(query: Query) -> Iterator[str]:
    yield f"## {query.name}\n\n{query.question_en}\n\n{query.question_zh}\n"
    if query.parameters:
        yield "| parameter | type | what it is | 说明 |\n|---|---|---|---|"
        for p in query.parameters:
            yield f"| {p.name}{' (required)' if p.required else ''} | {_type(p)} | {p.doc_en} | {p.doc_zh} |"
        yield ""
    yield "| column | type | what it holds | 说明 |\n|---|---|---|---|"
    for c in query.columns:
        yield f"| {c.name} | {c.type} | {c.label_en}: {c.doc_en} | {c.label_zh}:{c.doc_zh} |"
    yield ""


def _type(parameter: Parameter) -> str:
    choices = f": {', '.join(parameter.choices)}" if parameter.choices else ""
    default = f", {parameter.default} if not given" if parameter.default else ""
    return parameter.type + choices + default


if __name__ == "__main__":
    import sys

    sys.stdout.write(catalogue_page())
