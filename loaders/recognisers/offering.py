"""What optional recognisers found, put beside what the rules found: apart from it, and without names of persons."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from ..extraction import Extraction, Findings, Link
from ..persons.privacy import without_persons


def with_findings(extraction: Extraction, found: Findings) -> Extraction:
    """Put findings beside those of earlier recognisers.

    Parameters
    ----------
    extraction : Extraction
        Its `persons` hold those of the findings already.
    found : Findings

    Returns
    -------
    Extraction
        What the rules found is as it was.  A mention that touches a name of a person is left out, and so is a link or
        figure whose end no mention bears any more.
    """
    before = extraction.offered or Findings()
    mentions = without_persons(dict.fromkeys((*before.mentions, *found.mentions)), extraction.persons)
    names = {m.canonical for m in (*extraction.mentions, *mentions)}

    def named(link: Link) -> bool:
        return link.subject in names and link.object in names

    indicators = (i for i in (*before.indicators, *found.indicators) if i.subject in names)
    links = filter(named, (*before.links, *found.links))
    return replace(
        extraction,
        offered=Findings(
            tuple(sorted(mentions, key=lambda m: (m.start, m.end, m.rule))),
            tuple(sorted(indicators, key=lambda i: (i.start, i.end, i.rule))),
            tuple(sorted(links, key=lambda link: (link.start, link.end, link.rule))),
            recognisers=(*before.recognisers, *found.recognisers),
            refused=(*before.refused, *found.refused),
            unanswered=before.unanswered + found.unanswered,
        ),
    )


def screened_findings(offered: Findings, clean: Callable[..., bool]) -> Findings:
    """Drop findings of which a field holds a person's name.

    Parameters
    ----------
    offered : Findings
    clean : callable
        Whether none of some fields holds a name.
    """
    return replace(
        offered,
        mentions=tuple(m for m in offered.mentions if clean(m.canonical)),
        indicators=tuple(i for i in offered.indicators if clean(i.subject, i.measure, i.period, i.comparison)),
        links=tuple(link for link in offered.links if clean(link.subject, link.object)),
    )
