"""The article itself, told from the page around it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import cache

from ..prefilter import Prefilter
from .article import Span
from .digest import Opening, find_openings, opening_at
from .lines import Line, furniture, split_lines

LEAST_TITLE = 7  # Chinese characters; a shorter line above an article is a menu's
MOST_TITLE_LINES = 4
MOST_PASSED = 2  # short lines between a headline and its article
LONG_PARAGRAPH = 60  # characters; two of these after a weak end mean that the article goes on

_CJK = re.compile(r"[\u3400-\u9fff]")
_META = re.compile(r"\d{4}|[:：]|^[□■◆●○▣◎]?\s*(?:本报|本网|本刊|特约|见习|实习)?(?:记者|通讯员|作者)")
_EDITOR = re.compile(r"[(（\[【]?\s*(?:责任编辑|责编|编辑|责任编审|审核|校对)\s*[:：]")
LONGEST_TAIL = 400  # characters of a byline at a paragraph's end


@dataclass(frozen=True, slots=True)
class Body:
    """The lines of the article, in order; its headline; and where the page's head and the article end.

    Parameters
    ----------
    lines : tuple of Line
        Of kind ``prose``, ``heading``, ``caption`` or ``agency``.
    spans : tuple of spans
        Runs of those lines that no line outside interrupts.
    title : span or None
    head : int
        Where the first paragraph begins: what stands before it may date the page and name its source.
    end : int
        Where the last line of the article ends.
    openings : tuple of Opening
        The articles of a digest, or none.
    """

    lines: tuple[Line, ...]
    spans: tuple[Span, ...]
    title: Span | None
    head: int
    end: int
    openings: tuple[Opening, ...] = ()


def find_body(text: str, title: str = "") -> Body:
    r"""Find the article in a page's clean text.

    Parameters
    ----------
    text : str
        Clean text.
    title : str
        Headline that the carrier's metadata gives, in simplified script, or empty.

    Returns
    -------
    Body

    Examples
    --------
    >>> page = "首页 > 要闻\n某县深化派出所改革\n来源：某网\n民警走访社区，听取意见。\n相关新闻\n别处新闻一条\n"
    >>> body = find_body(page)
    >>> [page[start:end] for start, end in body.spans]
    ['某县深化派出所改革', '民警走访社区，听取意见。']
    """
    lines = split_lines(text)
    first = next((i for i, line in enumerate(lines) if _opens(lines, i, text)), len(lines))
    last = _last(lines, first, text)
    above = _title_lines(lines, first, text)
    openings = find_openings(lines[: last + 1], text)
    inside = {
        *above,
        *(i for i in range(first, last + 1) if lines[i].kind not in ("outside", "stamp", "weak_end", "end")),
    }
    if not inside:
        inside = {i for i, line in enumerate(lines) if line.kind in ("heading", "agency")}
    kept = [
        _without_byline(line, text) if i in inside else replace(line, kind="outside") for i, line in enumerate(lines)
    ]
    kept = [line for line in kept if line.end > line.start]
    body = tuple(line for line in kept if line.kind != "outside")
    return Body(
        body,
        tuple(_runs(kept)),
        _headline([lines[i] for i in above], text, title),
        lines[first].start if first < len(lines) else (body[0].start if body else 0),
        body[-1].end if body else 0,
        openings,
    )


def _opens(lines: list[Line], i: int, text: str) -> bool:
    """A prose line opens the article; a short one only if it is no slogan above the source line."""
    line = lines[i]
    if line.kind != "prose" or not _CJK.search(text[line.start : line.end]):
        return False
    short = line.end - line.start < 30 and not text[line.start : line.end].rstrip("”’\"'").endswith("。")
    return not (short and any(other.kind in ("outside", "stamp") for other in lines[i + 1 : i + 4]))


def _last(lines: list[Line], first: int, text: str) -> int:
    """Index of the article's last line: prose or caption before whatever ends it."""
    stop = len(lines)
    for i in range(first + 1, len(lines)):
        kind = lines[i].kind
        if kind in ("end", "stamp") and _opens_another(lines, i, text):
            continue
        if kind == "end" or (kind == "weak_end" and not _goes_on(lines, i, text)):
            stop = i
            break
        if kind == "stamp" and i > first + 1 and not _complete(lines[i - 1], text):
            stop = i - 1  # the teaser of another article, and its time
            break
    return max((i for i in range(first, stop) if lines[i].kind in ("prose", "caption")), default=first - 1)


def _opens_another(lines: list[Line], i: int, text: str) -> bool:
    """Whether the line stands inside a digest: below the headline of another article, or an editor's name above it."""
    at = range(i - 1, i)
    if lines[i].kind == "end":
        at = range(i + 1, min(i + 4, len(lines)) if _EDITOR.match(text[lines[i].start : lines[i].end]) else 0)
    # Without a source it may be a teaser with its time.
    return any(opening.publisher for n in at if (opening := opening_at(lines, n, text)))


def _complete(line: Line, text: str) -> bool:
    return line.kind != "heading" and bool(re.search(r"[。！？!?…][”’」』)）\"']*$", text[line.start : line.end]))


def _goes_on(lines: list[Line], i: int, text: str) -> bool:
    rest = (line for line in lines[i + 1 :] if line.kind == "prose" and line.end - line.start >= LONG_PARAGRAPH)
    return sum(_complete(line, text) for line in rest) >= 2


def _title_lines(lines: list[Line], first: int, text: str) -> list[int]:
    """Indices of the headline's lines: the run above the source line, and the one above the first paragraph."""
    runs: list[int] = []
    seen: set[str] = set()
    meta = next((i for i in range(first) if lines[i].kind in ("outside", "stamp") and _headings(lines, i, text)), first)
    anchors = [first] if meta == first else [first, *(i for i in range(first - 1, -1, -1) if _is_meta(lines, i, text))]
    for anchor in anchors:
        for i in _headings(lines, anchor, text):
            words = text[lines[i].start : lines[i].end]
            if i not in runs and words not in seen:
                runs.append(i)
                seen.add(words)
        if len(runs) >= 2 or (runs and anchor != first):
            break
    return sorted(runs)


def _is_meta(lines: list[Line], i: int, text: str) -> bool:
    """Whether a line names the source, the date or the writer of the article below it."""
    return lines[i].kind in ("outside", "stamp") and bool(_META.search(text[lines[i].start : lines[i].end]))


def _headings(lines: list[Line], anchor: int, text: str) -> list[int]:
    """Heading lines that stand directly above a line, nearest first."""
    found: list[int] = []
    passed = 0
    for i in range(anchor - 1, -1, -1):
        line = lines[i]
        size = len(_CJK.findall(text[line.start : line.end]))
        if line.kind == "heading" and size < LEAST_TITLE and not found and passed < MOST_PASSED:
            passed += 1  # the name of an account, a place, a chapter between headline and article
            continue
        short_prose = line.kind == "prose" and line.end - line.start <= 40
        if line.kind == "agency" or ((line.kind in ("heading", "caption") or short_prose) and size >= LEAST_TITLE):
            found.append(i)
        else:
            break
        if len(found) == MOST_TITLE_LINES:
            break
    return found


def _headline(lines: list[Line], text: str, title: str) -> Span | None:
    """The line that the metadata names, else the first line of the head that is a heading."""
    headings = [line for line in lines if line.kind != "agency"]
    for line in headings:
        if title and text[line.start : line.end] in title:
            return line.start, line.end
    return (headings[0].start, headings[0].end) if headings else None


def _without_byline(line: Line, text: str) -> Line:
    """Cut bylines and editors in brackets off a paragraph's end."""
    end = line.end
    while line.kind == "prose" and (found := _tail(text, max(line.start, end - LONGEST_TAIL), end)):
        end = found.start()
    return replace(line, end=end) if end < line.end else line


def _tail(text: str, start: int, end: int) -> re.Match[str] | None:
    return furniture().tail.search(text, start, end) if _tails().candidates(text[start:end]) else None


@cache
def _tails() -> Prefilter:
    return Prefilter([furniture().tail], consumed=True)


def _runs(lines: list[Line]) -> list[Span]:
    runs: list[Span] = []
    open_run = False
    for line in lines:
        if line.kind == "outside":
            open_run = False
        elif open_run:
            runs[-1] = (runs[-1][0], line.end)
        else:
            runs.append((line.start, line.end))
            open_run = True
    return runs
