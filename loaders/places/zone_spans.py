"""Every development zone that an article names, and the mentions that get their names from it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..extraction import Mention
from ..texts.article import Article
from ..texts.segmentation import word_starts
from .gazetteer import COUNTRY, load_gazetteer, stem
from .named_place import begins_body
from .official_name import official_name
from .setting import Setting, context_divisions, near_division
from .toponym import DivisionSpan, year_of
from .zones import MUNICIPAL, Zone, load_zones, zone_end, zone_words

# What a bare generic word may follow: 在|高新区, 推进|高新区; behind anything else it ends the name of some other zone.
_BEFORE_BARE = frozenset("在到从对向由把将为和与及、,，。;；:：!！?？“”\"'‘’()（）《》\n\t 　")
_SHORT_STEM = 2
_ORGANISED = frozenset({"hi-tech", "economic", "bonded", "industrial"})  # parks, which the guide counts among bodies


@dataclass(frozen=True, slots=True)
class ZoneSpan:
    """One occurrence of a zone's name.

    Parameters
    ----------
    start, end : int
        Half-open, in the clean text, without the division before it.
    zone : Zone
    """

    start: int
    end: int
    zone: Zone


def find_zones(article: Article, spans: Sequence[DivisionSpan]) -> tuple[ZoneSpan, ...]:
    """Find the zones that an article names; a short name that might mean several is left out.

    Parameters
    ----------
    article : Article
    spans : sequence of DivisionSpan
        From `division_spans`.

    Returns
    -------
    tuple of ZoneSpan

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> article = read_article(SourceText("a.txt", "成都市的民警走访。高新区、某高新区都去了。", ""))
    >>> [(z.zone.name, z.start) for z in find_zones(article, division_spans(article))]
    [('成都高新技术产业开发区', 9)]
    """
    text = article.text
    hits = [m.span() for start, end in article.body for m in zone_end().finditer(text, start, end)]
    if not hits:
        return ()
    near = _Near(article, spans, context_divisions(article, spans))
    begun = {start for start, _ in article.body}
    found: list[ZoneSpan] = []
    bare: list[tuple[int, int]] = []
    for start, end in hits:
        if end in near.ending:
            continue  # 浦东新区 is a division
        named = _named(text, start, end, near)
        if named is not None:
            found.append(named)
        elif start in begun or text[start - 1] in _BEFORE_BARE or start in near.ending:
            bare.append((start, end))
    told: dict[str, set[Zone]] = {}
    for span in found:
        told.setdefault(span.zone.kind, set()).add(span.zone)
    for start, end in bare:
        if start in near.ending:
            zone = load_zones().at(near.ending[start].code, text[start:end], own=True)
        else:
            zone = _meant(text[start:end], near.at(start), told)
        if zone is not None:
            found.append(ZoneSpan(start, end, zone))
    return tuple(sorted(found, key=lambda z: z.start))


class _Near:
    """What lies about an offset: the division before it, the words of its sentence, the division at hand."""

    def __init__(self, article: Article, spans: Sequence[DivisionSpan], settings: Sequence[Setting]) -> None:
        self._article, self._spans, self._settings = article, spans, settings
        self.ending = {s.end: s for s in spans}
        self._edges: dict[int, frozenset[int]] = {}

    def at(self, offset: int) -> str:
        """Code of the division that stands right before, else of the nearest."""
        before = self.ending.get(offset)
        return before.code if before else near_division(self._article, offset, self._spans, self._settings)

    def begins_word(self, offset: int) -> bool:
        """Whether a word of the general dictionary, or of the sentence after a division, begins here."""
        sentences = self._article.sentences
        index = bisect_right(sentences, offset, key=lambda s: s.start) - 1
        if index < 0 or offset in self.ending:
            return True
        start = sentences[index].start
        if index not in self._edges:
            self._edges[index] = frozenset(word_starts(self._article.text, start, sentences[index].end))
        return offset - start in self._edges[index]


def _named(text: str, start: int, end: int, near: _Near) -> ZoneSpan | None:
    """The zone whose own name ends here."""
    zones = load_zones()
    for length in range(min(zones.longest, start), 1, -1):
        first = start - length
        named = zones.before(text[first:start], text[start:end])
        if named and near.begins_word(first):
            alone = len(named) == 1 and _unmistakable(text[first:start], named[0])
            options = named if alone else [z for z in named if _beside(z.host, near.at(first))]
            return ZoneSpan(first, end, options[0]) if len(options) == 1 else None
    return None


def _unmistakable(prefix: str, zone: Zone) -> bool:
    """Whether a zone's own name needs no context: it is a city's, or a county's whose short name no other bears."""
    gazetteer = load_gazetteer()
    if gazetteer[zone.host].level != "county" or len(prefix) > _SHORT_STEM:
        return True
    return prefix not in gazetteer.ordinary and len(gazetteer.stemmed(prefix)) < 2


def _beside(host: str, code: str) -> bool:
    """Whether two divisions lie in one city, or one in the other."""
    if _related(host, code):
        return True
    gazetteer = load_gazetteer()
    if code not in gazetteer:
        return False
    above = {d.code for d in gazetteer.ancestors(code)} & {d.code for d in gazetteer.ancestors(host)}
    return any(gazetteer[c].level == "city" or c[:2] in MUNICIPAL for c in above)


def _meant(word: str, code: str, told: dict[str, set[Zone]]) -> Zone | None:
    """The zone of a bare word: the only one of its kind that the article names, else the one that the place hosts."""
    zones, kind = load_zones(), zone_words()[word]
    named = told.get(kind, set())
    if len(named) == 1:
        (zone,) = named
        if zones.only(zone.host, kind) == zone and (not code or _related(zone.host, code)):
            return zone
    return zones.at(code, word)


def _related(host: str, code: str) -> bool:
    gazetteer = load_gazetteer()
    return code in gazetteer and code != COUNTRY and (gazetteer.within(host, code) or gazetteer.within(code, host))


def name_zones(article: Article, mentions: Iterable[Mention], zones: Sequence[ZoneSpan]) -> tuple[Mention, ...]:
    """Give the mentions of zones the zone's name and host, and add those that no recogniser found.

    Parameters
    ----------
    article : Article
    mentions : iterable of Mention
        Settled, without overlaps.
    zones : sequence of ZoneSpan
        From `find_zones`.

    Returns
    -------
    tuple of Mention
        A zone that is run like a park is an ``Organisation``, as the annotation guide has it; any other a ``Place``
        whose canonical name begins with the division that hosts it.  A police body that is named after a zone and
        was found in no division is of the zone's host.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> article = read_article(SourceText("a.txt", "贵安新区的居民走访成都高新区。", ""))
    >>> zones = find_zones(article, division_spans(article))
    >>> [(m.type, m.canonical) for m in name_zones(article, (), zones)]
    [('Place', '贵州省贵安新区'), ('Organisation', '成都高新技术产业开发区')]
    """
    if not zones:
        return tuple(mentions)
    ends, starts = {z.end: z for z in zones}, {z.start: z for z in zones}
    year = year_of(article)
    out: list[Mention] = []
    for mention in mentions:
        zone, first = ends.get(mention.end), starts.get(mention.start)
        if mention.type in ("Organisation", "Place") and zone and mention.start <= zone.start and not mention.generic:
            out.append(_as_zone(mention, zone.zone, year))
        elif mention.type == "Unit" and not mention.place and first and first.end < mention.end:
            out.append(_police_of(mention, first.zone))
        else:
            out.append(mention)
    added, within = _uncovered(article.text, out, zones, year)
    return tuple(sorted((*(m for m in out if m not in within), *added), key=lambda m: (m.start, m.end)))


def _uncovered(
    text: str, mentions: Sequence[Mention], zones: Sequence[ZoneSpan], year: int | None
) -> tuple[list[Mention], frozenset[Mention]]:
    """Zones that no mention covers, and the divisions before them (江苏省南京市|江北新区) that their spans take in."""
    added: list[Mention] = []
    within: set[Mention] = set()
    for span in zones:
        if begins_body(text, span.end):
            continue
        at = bisect_left(mentions, span.start, key=lambda m: m.end)
        touching = mentions[at : bisect_left(mentions, span.end, key=lambda m: m.start)]
        above = touching[0] if touching and touching[0].type == "Place" and touching[0].end < span.end else None
        if any(m is not above and m.end > span.start for m in touching):
            continue
        kind = "Organisation" if span.zone.kind in _ORGANISED else "Place"
        start = min(span.start, above.start) if above else span.start
        if added and start < added[-1].end:
            continue
        added.append(_as_zone(Mention(start, span.end, kind, "", "place.zone@1"), span.zone, year))
        if above:
            within.add(above)
    return added, frozenset(within)


def _as_zone(mention: Mention, zone: Zone, year: int | None) -> Mention:
    name = zone.name
    if mention.type == "Place":
        name = official_name(zone.host, year) + name
    chain = (name,) if mention.chain else ()
    return replace(mention, canonical=name, place=zone.host, resolved=True, chain=chain)


def _police_of(mention: Mention, zone: Zone) -> Mention:
    """苏州工业园区公安分局 is a sub-bureau of the bureau of the zone's host; a bureau of its own keeps its name."""
    gazetteer, name = load_gazetteer(), mention.canonical
    host = gazetteer[zone.host]
    if name.endswith("公安分局") and host.level in ("city", "county") and mention.chain in ((), (name,)):
        own = name.removesuffix("公安分局").removeprefix(host.name).removeprefix(stem(host.name))
        name = f"{host.name}公安局{own}分局"
    chain = (name,) if mention.chain else ()
    return replace(mention, canonical=name, place=zone.host, resolved=True, chain=chain)
