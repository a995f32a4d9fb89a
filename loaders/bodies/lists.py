"""Lists in which departments are named by their stems alone: 派出所、综治、矛调、网格、司法所."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from functools import cache

from ..extraction import Mention
from ..texts.article import Article, Span
from ..texts.span_index import SpanIndex
from .context import BodyContext, Locality
from .departments import LOCAL_CLASSES
from .heads import BodyKind, kinds_by_stem, read_body_kinds

_JOINTS = "、和与及"
_LIST_REACH = 20  # characters between the starts of two items of one list
_TAIL = re.compile(
    r"(?:等|及|以及|和)?(?:[多各]个?|相关|有关|基层|职能|行政|政法|业务|协同|成员|责任|内设|联动){0,12}(?:部门|单位|所负责|负责|机构|力量(?!量))"
)
_PEOPLE = re.compile("[、和与及][一-鿿]{0,4}[民辅]警")
_HAN = re.compile("[一-鿿]")
_MOST_JOINTS = 60  # at which people are looked for behind a corps
_GRASSROOTS = frozenset({"综治", "矛调", "网格", "司法"})
_BUREAUS = {"司法": "司法局"}
_WHOLE_NAMES = frozenset({"妇联", "团委", "工会", "残联", "法院", "检察院", "法庭", "政法委", "交警", "特警", "武警"})


@cache
def _stems() -> tuple[re.Pattern[str], dict[str, BodyKind]]:
    table = dict(kinds_by_stem())
    for kind in read_body_kinds():
        if kind.frame == "list":
            table[kind.stem or kind.name] = kind
    names = sorted(table, key=len, reverse=True)
    one = "(?:" + "|".join(map(re.escape, names)) + ")"
    return re.compile(one), table


def find_listed(article: Article, taken: Sequence[Span], context: BodyContext) -> list[Mention]:
    """Find bare stems that stand as items of a list with other bodies.

    Parameters
    ----------
    article : Article
    taken : sequence of spans
        Bodies found already: neighbours that make a list.
    context : BodyContext

    Returns
    -------
    list of Mention

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "派出所、综治、矛调共同研判。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> taken = [(n.start, n.end) for n in names]
    >>> [m.canonical for m in find_listed(article, taken, canonical.context)]
    ['综治部门']
    """
    pattern, table = _stems()
    text = article.text
    ends, starts = {e for _, e in taken}, {s for s, _ in taken}
    covered = SpanIndex(taken)
    hits = [
        m for start, end in article.body for m in pattern.finditer(text, start, end) if not covered.touches(*m.span())
    ]
    items = {m.start(): m for m in hits}
    item_ends = {m.end(): m for m in hits}
    out = []
    for hit in hits:
        left = text[hit.start() - 1] in _JOINTS and (hit.start() - 1 in ends or hit.start() - 1 in item_ends)
        right = text[hit.end() : hit.end() + 1] in _JOINTS and (hit.end() + 1 in starts or hit.end() + 1 in items)
        if table[hit[0]].frame == "corps" and _people_follow(text, hit.end()):
            continue
        tail = _TAIL.match(text, hit.end())
        if not (right or (left and (tail or _clause_goes_on(text, hit.end())))):
            continue
        if hit[0] == "社区" and text[hit.start() - 3 : hit.start() - 1] != "街道":
            continue
        out.append((hit, table[hit[0]]))
    at = [hit.start() for hit, _ in out]
    return [_mention(hit, kind, _list_of(hit, out, at), context) for hit, kind in out]


def _people_follow(text: str, at: int) -> bool:
    """特警、交警和辅警: whether a list goes on to people, by items of six characters at most."""
    if text.startswith(("队员", "员"), at):
        return True
    ahead, seen = [at], {at}
    while ahead and len(seen) <= _MOST_JOINTS:
        joint = ahead.pop()
        if text[joint : joint + 1] not in tuple(_JOINTS):
            continue
        if _PEOPLE.match(text, joint):
            return True
        for place in range(joint + 1, min(joint + 8, len(text))):
            if text[place] in _JOINTS and place not in seen:
                seen.add(place)
                ahead.append(place)
            if not _HAN.match(text[place]):
                break
    return False


def _clause_goes_on(text: str, at: int) -> bool:
    return text[at : at + 1] in "、,，。;；等" or not text[at : at + 1]


def _list_of(hit: re.Match[str], items: Sequence[tuple[re.Match[str], BodyKind]], at: Sequence[int]) -> set[str]:
    near = slice(bisect_right(at, hit.start() - _LIST_REACH), bisect_left(at, hit.start() + _LIST_REACH))
    return {h[0] for h, _ in items[near]}


def _mention(hit: re.Match[str], kind: BodyKind, beside: set[str], context: BodyContext) -> Mention:
    place = context.agency_at(hit.start()) or _locality(hit, context)
    local = place is not None and context.gazetteer[place.code].level in ("city", "county")
    name = _name_in_list(hit[0], kind, beside, local=local)
    own = kind.frame == "place" or (local and kind.frame in LOCAL_CLASSES) or name in _BUREAUS.values()
    if place is not None and not (own or context.agency_at(hit.start())):
        place = None
    if place is not None:
        organ = "公安局" if kind.type == "Unit" and context.gazetteer[place.code].level == "county" else ""
        name = place.name + organ + name
    return Mention(
        hit.start(),
        hit.end(),
        kind.type,
        name,
        "body.list@2",
        place.code if place else "",
        True,
        place is not None,
        kind.name,
        kind.id,
        (name,),
    )


def _locality(hit: re.Match[str], context: BodyContext) -> Locality | None:
    """The article's own city, county or district, where one is named in the paragraph or it has one."""
    near = context.place_near(hit.start())
    return near if near and context.gazetteer[near.code].level in ("city", "county") else None


def _name_in_list(stem: str, kind: BodyKind, beside: set[str], *, local: bool) -> str:
    """What a stem stands for: in a city or county its bureau (司法局, 信访局), elsewhere 司法部门."""
    if stem in _GRASSROOTS and not ("矛调" in beside or "网格" in beside):
        return _BUREAUS.get(stem, stem + "部门") if local else stem + "部门"
    if kind.type == "Unit" and kind.frame == "office":
        return kind.name if kind.name.endswith("部门") else stem + "部门"
    if kind.frame in ("local", "list") or stem in _WHOLE_NAMES or (local and kind.frame == "place"):
        bureau = next((a for a in kind.aliases if a == stem + "局"), kind.name)
        return kind.name if kind.name.startswith(stem[:2]) else bureau  # 水利 is 水利局, not 自然资源局
    return next((a for a in kind.aliases if a == stem + "部门"), stem + "部门")
