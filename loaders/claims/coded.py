"""Coded tables: one claim a row, made by a person, each with the place it was coded from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...errors import InputRefused
from ...graph.claim import ATTRIBUTES, MOST_PLACES, OBSERVES, QUALIFIERS, RELATIONS
from ...ontology.terms import load_concepts
from ..extraction import MENTION_TYPES, POLICY_TYPE
from ..texts.article import SourceText, Span
from ..texts.forms import unified
from ..texts.table_reader import Row, Table, read_table
from ..texts.unseen import seen

NEEDED = ("subject", "relation")
CLASS = " class"  # ends the type of a class of bodies: 综治中心 of a district
TYPES = (*MENTION_TYPES, *(f"{t}{CLASS}" for t in ("Unit", "Department", "Organisation")), "Measure", POLICY_TYPE)
FIGURE = "figure"
SCHEMES = {"hasStatus": "policy-status", "manner": "manner", "change": "change"}  # whose notations a cell may hold
OPTIONAL = (
    "document", "subject_type", "object", "object_type", "value",
    "start", "end", "sentence_start", "sentence_end", "sentence", *QUALIFIERS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class CodedRow:
    """One row of a coded table, checked.

    Parameters
    ----------
    document : str
        Key of the source it was coded from; empty where the table itself is the source.
    subject, object : str
        Canonical names; `object` is empty for a figure.
    subject_type, object_type : str
        One of `TYPES`, or empty where the name tells; ``Department class`` is a kind of department in some place.
    relation : str
        A key of `RELATIONS` or `ATTRIBUTES`, or ``figure``.
    value : str
        The figure as a decimal, the number or status of a policy document, or empty.
    qualifiers : dict
        Keys of `QUALIFIERS`; empty ones left out.
    number, column : int
        1-based row and the column that holds the object or value.
    cell, line : span
        Of that cell and of the row, in the table's decoded text.
    span, sentence : span or None
        In the coded source's stored text.
    fingerprint : str
        Of the sentence in the coded source, or empty.
    """

    document: str
    subject: str
    subject_type: str
    relation: str
    object: str
    object_type: str
    value: str
    qualifiers: dict[str, str]
    number: int
    column: int
    cell: Span
    line: Span
    span: Span | None = None
    sentence: Span | None = None
    fingerprint: str = ""

    @property
    def predicate(self) -> str:
        """The ontology's term for the relation."""
        return OBSERVES if self.relation == FIGURE else (RELATIONS | ATTRIBUTES)[self.relation]


def read_coded_rows(source: SourceText) -> Iterator[CodedRow]:
    r"""Read a coded table.

    Parameters
    ----------
    source : SourceText
        A file of the medium ``table`` with the columns ``subject``, ``relation`` and ``object`` or ``value``; further
        columns are those of `OPTIONAL`.

    Yields
    ------
    CodedRow

    Raises
    ------
    InputRefused
        If a needed column is missing, a column is not known, or a row breaks the table's rules; the message names
        the file and the row.

    Examples
    --------
    >>> text = "subject,relation,object\n甲市公安局,implements,两队一室\n"
    >>> [row.predicate for row in read_coded_rows(SourceText("t.csv", text, "0" * 64, "table"))]
    ['pk:implements']
    """
    table = read_table(source)
    missing = [c for c in NEEDED if c not in table.header]
    if not {"object", "value"} & set(table.header):
        missing.append("object or value")
    if missing:
        raise InputRefused(source.name, f"the table has no column {', '.join(missing)}", "add what is missing to row 1")
    unknown = [c for c in table.header if c not in (*NEEDED, *OPTIONAL)]
    if unknown:
        raise InputRefused(source.name, f"the column {', '.join(unknown)} is not known", "rename or remove it")
    for row in table.rows:
        yield _coded_row(source, table, row)


def _coded_row(source: SourceText, table: Table, row: Row) -> CodedRow:
    values = {c: unified(seen(table.value(row, c))).strip() for c in table.header}
    relation, value = values["relation"], values.get("value", "")
    where = f"{source.name}, row {row.number}"
    if relation not in (FIGURE, *RELATIONS, *ATTRIBUTES):
        known = ", ".join((FIGURE, *RELATIONS, *ATTRIBUTES))
        raise InputRefused(where, f"{relation or 'an empty cell'} is no relation", f"use {known}")
    for end in ("subject", "object"):
        values |= _title(values, end)
    object_ = values.get("object", "")
    if not values["subject"]:
        raise InputRefused(where, "the subject is empty", "name the body, place or population")
    filled = "value" if relation in (FIGURE, *ATTRIBUTES) else "object"
    if bool(object_) == bool(value) or not values.get(filled):
        raise InputRefused(
            where, f"a {relation} row has a {filled} and no other end", f"fill the column {filled} alone"
        )
    if relation == FIGURE and not (values.get("measure") and _is_decimal(value)):
        raise InputRefused(where, "a figure needs a measure and a decimal value", "fill the columns measure and value")
    _check_notations(where, values, relation)
    for column in ("subject_type", "object_type"):
        if values.get(column) and values[column] not in TYPES:
            raise InputRefused(where, f"{values[column]} is no type", f"use one of {', '.join(TYPES)}")
    cell = row.cells[table.header.index(filled)]
    return CodedRow(
        values.get("document", ""), values["subject"], values.get("subject_type", ""), relation, object_,
        values.get("object_type", ""), value, {k: values[k] for k in QUALIFIERS if values.get(k)},
        row.number, cell.column, (cell.start, cell.end), (row.start, row.end),
        _span(where, values, "start", "end"), _span(where, values, "sentence_start", "sentence_end"),
        values.get("sentence", ""),
    )  # fmt: skip


def _title(values: dict[str, str], end: str) -> dict[str, str]:
    """A name in the brackets of a title without them: it is a policy document's."""
    name = values.get(end, "")
    if not (name.startswith("《") and name.endswith("》")):
        return {}
    return {end: name[1:-1], f"{end}_type": values.get(f"{end}_type") or POLICY_TYPE}


def _check_notations(where: str, values: dict[str, str], relation: str) -> None:
    """Refuse a cell that holds no notation of the scheme whose value it states."""
    for name, scheme in SCHEMES.items():
        column = "value" if name in ATTRIBUTES else name
        cell = values.get(column, "") if name in (relation, column) else ""
        known = [concept.notation for concept in load_concepts(scheme)]
        if cell and cell not in known:
            raise InputRefused(where, f"the column {column} holds no {name}", f"use one of {', '.join(known)}")


def _is_decimal(text: str) -> bool:
    whole, _, part = text.removeprefix("-").partition(".")
    if len(text) > MOST_PLACES:
        return False
    return whole.isascii() and whole.isdigit() and (not part or (part.isascii() and part.isdigit()))


def _span(where: str, values: dict[str, str], first: str, last: str) -> Span | None:
    pair = values.get(first, ""), values.get(last, "")
    if pair == ("", ""):
        return None
    if not all(p.isascii() and p.isdigit() for p in pair) or int(pair[0]) >= int(pair[1]):
        raise InputRefused(where, f"{first} and {last} are no span", "give two code-point offsets, the first smaller")
    return int(pair[0]), int(pair[1])
