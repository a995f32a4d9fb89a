"""The codebook as Markdown, as one HTML page, or as sheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from ...graph.commit import ontology_version
from ...graph.export import draft_of
from ..review.spreadsheet import Sheet, check_file, write_sheets
from .variables import PARTS, Variable, glossary, variables

SUFFIXES = (".md", ".html", ".xlsx", ".csv")
_PARTS = {
    "type": ("Types", "类型"),
    "relation": ("Relations and figures", "关系与数值"),
    "qualifier": ("Qualifiers", "限定"),
}
_COLUMNS = (
    "part", "name", "label_zh", "label_en", "definition_zh", "definition_en", "include_zh", "include_en",
    "exclude_zh", "exclude_en", "subjects", "objects", "values", "examples", "level", "term",
)  # fmt: skip
_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}"
    "table{border-collapse:collapse}td,th{border:1px solid #999;padding:.2rem .5rem;text-align:left;vertical-align:top}"
)


def write_codebook(target: Path, *, replace: bool = False) -> Path:
    """Write the codebook.

    Parameters
    ----------
    target : Path
        Ends in ``.md``, ``.html``, ``.xlsx`` (with the values and the glossary) or ``.csv`` (the variables alone).
    replace : bool
        Whether to take the place of a file that is there.

    Raises
    ------
    UsageError
        If the suffix is another, or the file cannot be written or is there already.
    """
    check_file(target, SUFFIXES, replace)
    if target.suffix.lower() in (".xlsx", ".csv"):
        return write_sheets(target, codebook_sheets(), replace=replace)
    text = "\n".join(_markdown() if target.suffix.lower() == ".md" else _html()) + "\n"
    with draft_of(target) as draft:
        draft.write_text(text, encoding="utf-8", newline="\n")
    return target


def codebook_sheets() -> list[Sheet]:
    """Variables, values and glossary as sheets."""
    wide = dict.fromkeys(("definition_zh", "definition_en", "include_zh", "include_en", "exclude_zh", "exclude_en"), 40)
    values = [
        (v.name, c.notation, c.label("zh"), c.label("en"), _said(c.definitions, "zh"), _said(c.definitions, "en"))
        for v in variables()
        for c in v.values
    ]
    columns = ("variable", "value", "label_zh", "label_en", "definition_zh", "definition_en")
    return [
        Sheet("codebook", _COLUMNS, [_cells(v) for v in variables()], widths=wide),
        Sheet("values", columns, values, widths=wide),
        Sheet("glossary", ("zh", "en", "source"), glossary(), widths={"zh": 30, "en": 40, "source": 30}),
    ]


def _said(texts: Sequence[tuple[str, str]], language: str) -> str:
    return dict(texts).get(language, "")


def _cells(v: Variable) -> tuple[str, ...]:
    both = (text for pair in (v.label, v.definition, v.include, v.exclude) for text in (pair.zh, pair.en))
    lists = (
        "; ".join(v.subjects),
        "; ".join(v.objects),
        "; ".join(c.notation for c in v.values),
        "; ".join(v.examples),
    )
    return v.part, v.name, *both, *lists, v.level, v.term


def _facts(v: Variable) -> Iterator[tuple[str, str, str]]:
    """Name of each fact in English and Chinese, and what it says in both."""
    yield "Definition", "定义", f"{v.definition.en} {v.definition.zh}"
    yield "Code it", "编码", f"{v.include.en} {v.include.zh}"
    yield "Do not", "不编码", f"{v.exclude.en} {v.exclude.zh}"
    if v.subjects or v.objects:
        ends = (" or ".join(ends) or "any" for ends in (v.subjects, v.objects))
        yield "Ends", "两端", " → ".join(ends)
    if v.examples:
        yield "Examples", "例", "; ".join(v.examples)
    yield "Level", "量表", v.level


def _markdown() -> Iterator[str]:
    yield f"# Codebook 编码手册\n\nFrom the ontology of policing-kg, version {ontology_version()}."
    for part in PARTS:
        yield f"\n## {' '.join(_PARTS[part])}"
        for v in variables():
            if v.part != part:
                continue
            yield f"\n### {v.name} ({v.label.zh}, {v.label.en})\n"
            yield from (f"- {en} {zh}: {_escaped(said)}" for en, zh, said in _facts(v))
            for c in v.values:
                meant = f"{_said(c.definitions, 'en')} {_said(c.definitions, 'zh')}"
                yield f"  - `{c.notation}` {c.label('zh')}, {c.label('en')}: {_escaped(meant)}"
    yield "\n## Glossary 中英对照\n\n| 中文 | English | |\n|---|---|---|"
    yield from (f"| {' | '.join(map(_escaped, row))} |" for row in glossary())


def _escaped(text: str) -> str:
    """A text that Markdown shows as it is."""
    return "".join(f"\\{c}" if c in "\\|<>*_`[]" else c for c in " ".join(text.split()))


def _html() -> Iterator[str]:
    title = f"Codebook 编码手册: policing-kg {ontology_version()}"
    yield f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{escape(title)}</title>'
    yield f"<style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>"
    for part in PARTS:
        yield f"<h2>{escape(' '.join(_PARTS[part]))}</h2>"
        for v in variables():
            if v.part == part:
                yield f'<h3 id="{v.part}-{v.name}">{escape(f"{v.name} ({v.label.zh}, {v.label.en})")}</h3><dl>'
                yield from (f"<dt>{en} {zh}</dt><dd>{escape(said)}</dd>" for en, zh, said in _facts(v))
                yield "</dl>"
                if v.values:
                    rows = ((c.notation, c.label("zh"), c.label("en"), _said(c.definitions, "en")) for c in v.values)
                    yield _table(("value", "中文", "English", ""), rows)
    yield "<h2>Glossary 中英对照</h2>" + _table(("中文", "English", ""), iter(glossary()))
    yield "</body></html>"


def _table(header: Sequence[str], rows: Iterator[tuple[str, ...]]) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in header)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>" for row in rows)
    return f"<table><tr>{head}</tr>{body}</table>"
