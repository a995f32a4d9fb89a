"""Sections: articles of a page that carries several, and the sub-headings inside one."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from itertools import pairwise

from .article import Section, Span
from .body import Body
from .lines import Line

_HEADINGS = ("heading", "agency")


def find_sections(body: Body) -> tuple[Section, ...]:
    r"""Find the sections of a body.

    Parameters
    ----------
    body : Body

    Returns
    -------
    tuple of Section
        Sorted, outer before inner.  Level 1: each article of a digest, each article with a title and a line that
        names its agency alone (either first), or what stands under each of several such lines, else the whole body.
        Level 2: what a sub-heading, or several in a row, stands over.

    Examples
    --------
    >>> from policing_kg.loaders.texts.body import find_body
    >>> text = "打造融合警务新机制\n甲省公安厅\n民警进村。\n深化派出所改革\n乙省公安厅\n民警驻村。"
    >>> [(s.level, text[slice(*s.heading)], text[slice(*s.agency)]) for s in find_sections(find_body(text))]
    [(1, '打造融合警务新机制', '甲省公安厅'), (1, '深化派出所改革', '乙省公安厅')]
    """
    lines = body.lines
    if not lines:
        return (Section(0, 0, level=1),)
    end = lines[-1].end
    opened = _digested(body) or _articles(lines)
    if not opened:
        opened = [(lines[0].start, body.title, None)]
    elif opened[0][0] > lines[0].start:
        opened.insert(0, (lines[0].start, body.title, None))
    bounds = [*(start for start, _, _ in opened), end]
    told = {opening.title[0]: opening for opening in body.openings}
    outer = [
        Section(start, stop, heading, agency, 1, *((o.publisher, o.date) if (o := told.get(start)) else ()))
        for (start, heading, agency), (_, stop) in zip(opened, pairwise(bounds), strict=True)
    ]
    taken = {span for section in outer for span in (section.heading, section.agency)} | {body.title}
    out: list[Section] = []
    starts = [line.start for line in lines]
    for section in outer:
        out.append(section)
        own = slice(bisect_left(starts, section.start), bisect_left(starts, section.end))
        runs = _heading_runs(lines[own], taken)
        stops = [*(run[0] for run in runs[1:]), section.end][: len(runs)]
        out += [Section(run[0], stop, run, None, 2) for run, stop in zip(runs, stops, strict=True)]
    return tuple(out)


def _digested(body: Body) -> list[tuple[int, Span | None, Span | None]]:
    """The articles of a digest, each with the agency that stands alone under its title, if one does."""
    after = {line.start: below for line, below in pairwise(body.lines)}
    found: list[tuple[int, Span | None, Span | None]] = []
    for opening in body.openings:
        below = after.get(opening.title[0])
        agency = (below.start, below.end) if below and below.kind == "agency" else None
        found.append((opening.title[0], opening.title, agency))
    return found


def _articles(lines: tuple[Line, ...]) -> list[tuple[int, Span | None, Span | None]]:
    alone = [i for i, line in enumerate(lines[:-1]) if line.kind == "agency" and lines[i + 1].kind == "prose"]
    if len(alone) > 1 and any(lines[i - 1].kind == "prose" for i in alone if i):
        # Several agencies, each over its own paragraphs: the agency is the heading.
        spans = [(lines[i].start, lines[i].end) for i in alone]
        return [(span[0], span, span) for span in spans]
    found: list[tuple[int, Span | None, Span | None]] = []
    for i, line in enumerate(lines):
        if line.kind != "agency":
            continue
        before = lines[i - 1].kind if i else ""
        after = [other.kind for other in lines[i + 1 : i + 3]]
        agency = (line.start, line.end)
        if before == "heading" and after[:1] == ["prose"]:
            found.append((lines[i - 1].start, (lines[i - 1].start, lines[i - 1].end), agency))
        elif before != "heading" and after == ["heading", "prose"]:
            found.append((line.start, (lines[i + 1].start, lines[i + 1].end), agency))
    return found


def _heading_runs(lines: Sequence[Line], taken: set[Span | None]) -> list[Span]:
    """Headings in a row are one; those of the article itself open no section of their own."""
    runs: list[Span] = []
    joined = False
    for line in lines:
        if line.kind in _HEADINGS and (line.start, line.end) not in taken:
            if joined:
                runs[-1] = (runs[-1][0], line.end)
            else:
                runs.append((line.start, line.end))
            joined = True
        else:
            joined = False
    last = max((line.start for line in lines if line.kind == "prose"), default=-1)
    return [run for run in runs if last > run[0]]
