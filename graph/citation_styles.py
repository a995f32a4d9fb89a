"""Citations as text, BibTeX, GB/T 7714—2015 and —2025, and CSL-JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Any
from urllib.parse import quote

from ..errors import UsageError
from ..ontology.namespace import PREFIXES
from .citation import Citation
from .location import Location

_SHORT = 12  # digits of a claim's id where several are cited
_DAY = re.compile(r"(\d{4})(?:-(\d\d))?(?:-(\d\d))?")
_BIBTEX = MappingProxyType(
    str.maketrans(
        {
            "\\": r"\textbackslash{}",
            "~": r"\textasciitilde{}",
            "^": r"\textasciicircum{}",
            **{c: "\\" + c for c in "&%$#_{}"},
        }
    )
)
# Genre → type of CSL 1.0.2
_CSL_TYPES = MappingProxyType(
    {"statute": "legislation"} | dict.fromkeys(("work-report", "bulletin", "brief", "plan"), "report")
)


def write_citations(citations: Iterable[Citation], style: str = "text", *, accessed: str = "") -> str:
    """Write citations in one of `STYLES`.

    Parameters
    ----------
    citations : iterable of Citation
    style : str
        ``text``, ``bibtex``, ``gbt7714`` (the standard of 2015), ``gbt7714-2025`` or ``csl-json``.
    accessed : str
        ISO date on which the sources were looked up, or empty.

    Returns
    -------
    str
        Entries one below the other; for ``csl-json`` one array.

    Raises
    ------
    UsageError
        If there is no such style, or `accessed` is no date.

    References
    ----------
    GB/T 7714—2015, Information and documentation: Rules for bibliographic references and citations to information
    resources, 8.8 (electronic resources); GB/T 7714—2025, in force since 2026-07-01, which in Chinese entries writes
    all marks but the full stop and square brackets in full width.  CSL-JSON 1.0.2, https://citeproc-js.readthedocs.io/en/latest/csl-json/.

    Examples
    --------
    >>> from .location import Named
    >>> source = Citation(Named("urn:d", "河口试行新办法"), "a.txt", "河口试行新办法", "云川日报", date="2024-03-05")
    >>> print(write_citations([source]))
    云川日报. 河口试行新办法. 2024-03-05. Document a.txt.
    >>> print(write_citations([source], "gbt7714", accessed="2024-04-01"))
    云川日报. 河口试行新办法[EB/OL]. (2024-03-05)[2024-04-01].
    >>> print(write_citations([source], "gbt7714-2025", accessed="2024-04-01"))
    云川日报. 河口试行新办法[EB/OL]. （2024-03-05）[2024-04-01].
    """
    if style not in _WRITERS:
        raise UsageError(f"{style}: not a style of citation; use {', '.join(STYLES)}")
    if accessed and not re.fullmatch(r"\d{4}-\d\d-\d\d", accessed):
        raise UsageError(f"{accessed}: not a date; write it as 2025-01-31")
    return _WRITERS[style](list(citations), accessed)


def _text(citations: list[Citation], accessed: str) -> str:
    return "\n".join(_text_of(c, accessed) for c in citations)


def _text_of(c: Citation, accessed: str) -> str:
    parts = [_author(c), c.title or c.key, c.date, c.address]
    parts += [f"Accessed {accessed}"] if accessed else []
    parts += [f"Document {c.key}"] if c.key not in (c.address, c.title) else []
    whole = ". ".join(part for part in parts if part) + "."
    return "\n".join([whole, *(f"    {_place(*span, c)}" for span in c.spans)])


def _gbt7714(citations: list[Citation], accessed: str) -> str:
    return "\n".join(_gbt7714_of(c, accessed, "()", ",") for c in citations)


def _gbt7714_2025(citations: list[Citation], accessed: str) -> str:
    return "\n".join(_gbt7714_of(c, accessed, "（）", "，") for c in citations)


def _gbt7714_of(c: Citation, accessed: str, brackets: str, comma: str) -> str:
    author = f"{_author(c)}. " if _author(c) else ""
    dates = (f"{brackets[0]}{c.date}{brackets[1]}" if c.date else "") + (f"[{accessed}]" if accessed else "")
    gap = "" if comma == "，" else " "
    place = f" {c.publisher}{comma}{gap}" if c.publisher and c.publisher != _author(c) else " "
    end = (f"{place}{dates}." if dates or place.strip() else "") + (f" {c.address}." if c.address else "")
    whole = f"{author}{c.title or c.key}[EB/OL].{end}"
    return "\n".join([whole, *(f"    {_chinese_place(*span, c)}" for span in c.spans)])


def _bibtex(citations: list[Citation], accessed: str) -> str:
    return "\n\n".join(_bibtex_of(c, accessed) for c in citations)


def _bibtex_of(c: Citation, accessed: str) -> str:
    day = _DAY.match(c.date)
    fields = {
        "author": "{" + bibtex_text(_author(c)) + "}" if _author(c) else "",
        "title": "{" + bibtex_text(c.title or c.key) + "}",
        "publisher": bibtex_text(c.publisher) if c.publisher != _author(c) else "",
        "year": day.group(1) if day else "",
        "month": str(int(day.group(2))) if day and day.group(2) else "",
        "url": quote(c.address, safe=":/?#[]@!$&'()*+,;=%-._~") if c.address.startswith("http") else "",
        "urldate": accessed,
        "language": "chinese" if c.language.startswith("zh") else "",
        "note": bibtex_text("; ".join([f"Document {c.key}", *(_place(*span, c) for span in c.spans)])),
    }
    said = ",\n".join(f"  {name} = {{{value}}}" for name, value in fields.items() if value)
    return f"@misc{{{_id(c)},\n{said}\n}}"


def bibtex_text(text: str) -> str:
    r"""Escape the characters that TeX reads as commands.

    Examples
    --------
    >>> print(bibtex_text("50% of {A_B} & C"))
    50\% of \{A\_B\} \& C
    """
    return text.translate(_BIBTEX)


def _csl_json(citations: list[Citation], accessed: str) -> str:
    return json.dumps([_csl_item(c, accessed) for c in citations], ensure_ascii=False, indent=1)


def _csl_item(c: Citation, accessed: str) -> dict[str, Any]:
    item: dict[str, Any] = {"id": _id(c), "type": _CSL_TYPES.get(c.genre, "webpage"), "title": c.title or c.key}
    author = _author(c)
    more = {
        "author": [{"literal": author}] if author else None,
        "container-title": c.publisher if c.publisher != author else "",
        "publisher": c.publisher,
        "issued": _csl_date(c.date),
        "URL": c.address,
        "accessed": _csl_date(accessed),
        "language": c.language,
        "note": "; ".join([f"Document {c.key}", *(_place(*span, c) for span in c.spans)]),
        "custom": {
            "document": c.document.iri,
            "claims": [
                {
                    "id": PREFIXES["claim"] + claim,
                    "start": x.start,
                    "end": x.end,
                    "sentence_start": x.sentence_start,
                    "sentence_end": x.sentence_end,
                }
                | ({"row": x.row, "column": x.column} if x.row else {})
                | {name: value for name in ("page", "paragraph") if (value := getattr(x, name))}
                for x, claims in c.spans
                for claim in claims
            ],
        },
    }
    return item | {name: value for name, value in more.items() if value}


def _csl_date(edtf: str) -> dict[str, Any] | None:
    """A date of one or two ends as CSL writes it; what is neither, as it stands."""
    if not edtf:
        return None
    ends = [_DAY.fullmatch(end) for end in edtf.split("/")]
    if len(ends) > 2 or not all(ends):
        return {"literal": edtf}
    return {"date-parts": [[int(part) for part in end.groups() if part] for end in ends if end]}


def _author(c: Citation) -> str:
    return c.issuer or c.publisher


def _id(c: Citation) -> str:
    return f"policing-kg-{c.document.iri.rsplit('/', 1)[-1]}"


def _place(x: Location, claims: tuple[str, ...], c: Citation) -> str:
    unit = "" if x.row or x.start < 0 or x.page or x.paragraph else "characters "
    sentence = f" (sentence {x.sentence_start}–{x.sentence_end})" if x.sentence_start >= 0 and not x.row else ""
    article = f" {x.article}" if x.article else ""
    return f"{unit}{x.where}{sentence}{article}, claim{'s' * (len(claims) > 1)} {_ids(claims, c)}"


def _chinese_place(x: Location, claims: tuple[str, ...], c: Citation) -> str:
    if x.row:
        at = f"第{x.row}行" + f"第{x.column}列" * bool(x.column)
    else:
        part = f"第{x.page}页" * bool(x.page) + f"第{x.paragraph}段" * bool(x.paragraph)
        at = f"{part}字符{x.start}–{x.end}" if x.start >= 0 else "全文"
    sentence = f"(句{x.sentence_start}–{x.sentence_end})" if x.sentence_start >= 0 and not x.row else ""
    return f"{x.article}{at}{sentence}, 陈述 {_ids(claims, c)}"


def _ids(claims: tuple[str, ...], c: Citation) -> str:
    """The full IRI of a claim that is cited alone, else the first digits of each."""
    alone = len({x.claim for x in c.locations}) == 1
    return PREFIXES["claim"] + claims[0] if alone else " ".join(claim[:_SHORT] for claim in claims)


_WRITERS: Mapping[str, Callable[[list[Citation], str], str]] = MappingProxyType(
    {"text": _text, "bibtex": _bibtex, "gbt7714": _gbt7714, "gbt7714-2025": _gbt7714_2025, "csl-json": _csl_json}
)
STYLES = tuple(_WRITERS)
