"""Words that stand for a body named elsewhere: 所里, 该所, 我局; 园区 and the short name of a park."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence

import rjieba

from ..extraction import Mention
from ..texts.article import Article
from ..texts.span_index import SpanIndex
from .canonical import Canonical
from .resolved import Resolved
from .unit_name import BodyName

_ANAPHOR = re.compile(
    r"(?:所里|(?:该|我们?|本)所|局里|(?:该|我们?|本)局|我们?分局|队里|(?:该|我们?|本)(?:支|大|中|总)?队)(?![长得])(?<!所(?=在))"
)
# 支队 at the head of a clause: the corps that the article tells of.
# 局机关, 县局机关: the organ's own offices, as against its stations.
_OFFICES = re.compile("(?<!公安)(?:[县市区州旗分])?局机关(?!报)")
_CORPS = re.compile(r"(?<=[,，。;；：:\n“])(?:由|将|为此)?(?P<corps>[支大总]队)(?![长部])")
_FRAMES = {"所": ("station",), "局": ("suborgan", "organ"), "队": ("branch", "squad")}
_TWO = re.compile(r"[一-鿿]{2,3}")
_MOST_PARKS = 50  # mentions of parks whose short names are looked for
_PARK = re.compile(r"园区(?![一-鿿]{0,2}(?:派出所|警务))")


def find_anaphors(article: Article, names: Sequence[BodyName], canonical: Canonical) -> list[Mention]:
    """Find the words that stand for a unit: the one named last before them, else the next one of the paragraph.

    Parameters
    ----------
    article : Article
    names : sequence of BodyName
        The names of the article.
    canonical : Canonical

    Returns
    -------
    list of Mention

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局临安派出所接警,该所出警。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> [m.canonical for m in find_anaphors(article, names, canonical)]
    ['建水县公安局临安派出所']
    """
    out = []
    standing = {f: [n for n in names if n.head.frame in f and n.named] for f in _FRAMES.values()}
    corps: dict[str, list[BodyName]] = {}
    for start, end in article.body:
        for hit in _ANAPHOR.finditer(article.text, start, end):
            frames = next(_FRAMES[c] for c in reversed(hit[0]) if c in _FRAMES)
            target = _meant(hit.start(), frames, standing[frames], canonical)
            if target is not None:
                out.append(_standing_for(hit.span(), target, canonical))
        for hit in _OFFICES.finditer(article.text, start, end):
            organ = _organ_of_offices(hit, standing[_FRAMES["局"]], canonical)
            if organ is not None:
                offices = organ.below("机关")
                out.append(
                    Mention(
                        *hit.span(), "Unit", offices.canonical, "body.offices@1", offices.place, chain=offices.chain
                    )
                )
        for hit in _CORPS.finditer(article.text, start, end):
            if hit["corps"] not in corps:
                corps[hit["corps"]] = _only_corps(hit["corps"], names, canonical)
            at = bisect_right(corps[hit["corps"]], hit.start(), key=lambda n: n.end)
            target = corps[hit["corps"]][at - 1] if at else None
            if target is not None:
                out.append(_standing_for(hit.span("corps"), target, canonical))
    return out


def find_short_parks(article: Article, names: Sequence[BodyName], canonical: Canonical) -> list[Mention]:
    """Find 园区 and short names (青云园 for 青云科技产业园) of the parks that an article names in full.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "民警走进青云科技产业园。青云园很大。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> [m.canonical for m in find_short_parks(article, names, canonical)]
    ['青云园']
    """
    parks = [n for n in names if n.head.frame == "park" and (n.free or n.place)]
    if not parks:
        return []
    text = article.text
    out: list[Mention] = []
    for park in parks[:_MOST_PARKS]:
        out += _short_names(article, park)
    short, further, named = (
        sorted(out, key=lambda m: m.end),
        list[Mention](),
        SpanIndex((p.start, p.end) for p in parks),
    )
    ends = [m.end for m in short]
    own = canonical.resolve(parks[0]).canonical
    for start, end in article.body:
        for hit in _PARK.finditer(text, start, end):
            if named.touches(*hit.span()):
                continue
            at = bisect_right(ends, hit.start())
            before = short[bisect_left(ends, ends[at - 1])] if at else None
            if further and (before is None or further[-1].end > before.end):
                before = further[-1]
            name = before.canonical if before else own
            further.append(Mention(*hit.span(), "Organisation", name, "body.park@1", head="园区", chain=(name,)))
    return [*out, *further]


def _short_names(article: Article, park: BodyName) -> list[Mention]:
    """Occurrences of a park's first word with 园; a word before the name that recurs so belongs to it."""
    text = article.text
    firsts = [rjieba.cut(text[park.start : park.end])[0], text[max(0, park.start - 2) : park.start]]
    for first in firsts:
        if not _TWO.fullmatch(first):
            continue
        pattern = re.compile(first + r"[一-鿿]{0,2}园(?![一-鿿]?区|林|艺)")
        hits = [m for start, end in article.body for m in pattern.finditer(text, start, end)]
        hits = [m for m in hits if not park.start <= m.start() < park.end]
        if not hits:
            continue
        longest = max((m[0] for m in hits), key=len)
        out = [Mention(*m.span(), "Organisation", longest, "body.park@1", head="园区", chain=(longest,)) for m in hits]
        if first == firsts[1]:
            whole = text[park.start - 2 : park.end]
            out.append(
                Mention(park.start - 2, park.end, "Organisation", whole, "body.park@1", head="园区", chain=(whole,))
            )
        return out
    return []


def _meant(position: int, frames: tuple[str, ...], names: Sequence[BodyName], canonical: Canonical) -> BodyName | None:
    def wanted(name: BodyName) -> bool:
        return name.head.frame in frames and name.named

    near = canonical.context.unit_near(position, wanted, section=True)
    if near is not None:
        return near
    at = bisect_right(names, position, key=lambda n: n.end)
    return names[at - 1] if at else None


def _only_corps(word: str, names: Sequence[BodyName], canonical: Canonical) -> list[BodyName]:
    """The names of the corps of a rank, where it is the only one of its rank."""
    ranked = [n for n in names if n.head.word.endswith(word) and n.named]
    only = len({canonical.resolve(n).canonical for n in ranked}) == 1
    return ranked if only else []


def _organ_of_offices(hit: re.Match[str], organs: Sequence[BodyName], canonical: Canonical) -> Resolved | None:
    """The organ of a level (县 of 县局机关), else the one that stands nearest."""
    level = hit[0].removesuffix("局机关")
    if not level:
        target = _meant(hit.start(), _FRAMES["局"], organs, canonical)
        return canonical.resolve(target) if target is not None else None
    home = canonical.home.at(hit.start())
    return home if home is not None and home.canonical.endswith((level + "公安局", level + "局")) else None


def _standing_for(span: tuple[int, int], target: BodyName, canonical: Canonical) -> Mention:
    resolved = canonical.resolve(target)
    kind = target.head.kind
    return Mention(
        *span,
        "Unit",
        resolved.canonical,
        "body.anaphor@1",
        resolved.place,
        False,
        resolved.resolved,
        target.head.word,
        kind.id if kind else "",
        resolved.chain,
    )
