"""Bodies in a list that share a head: 包河分局望湖、滨湖、骆岗派出所; 望湖、骆岗两个派出所; 望湖等农村派出所."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extraction import Mention
from ..texts.article import Article
from .canonical import Canonical
from .heads import BodyKind, kinds_by_name, read_body_words
from .resolved import Resolved
from .station_organ import list_parent
from .unit_name import BodyName

# 甲、乙和丙三个派出所; 甲、乙等农村派出所: the items, and the head with its count or 等.
_COUNTED = re.compile(
    r"(?P<items>(?:[一-鿿]{2,4}?、){1,9}[一-鿿]{2,4}?(?:[和与及][一-鿿]{2,4}?)?)"
    r"(?:(?P<rest>等)(?:(?P<several>[两三四五六七八九十]|\d{1,2})[个家])?|(?P<count>[两三四五六七八九十]|\d{1,2})[个家])"
    r"(?:(?:农村|城区|城郊|山区|牧区|边境|偏远|基层|试点)?(?P<head>派出所|分局)|(?P<short>所)(?![有以在属谓需长领]))"
)
_JOINTS = re.compile("[、和与及]")
_NO_NAME = re.compile(".*[的了着把被将这那各该每某]|.*(?:派出所|分局|大队|警务|公安|政府|部门|中心|社区|街道)")
_LEADS = "在由从对向到把将使让经与和及以为于是有各"
_NUMERALS = {n: i for i, n in enumerate("两三四五六七八九十", 2)}
_ITEM = re.compile(r"[一-鿿]{2,4}?(?=、|和$|与$|及$)")


def find_shared_heads(names: Sequence[BodyName], canonical: Canonical) -> list[Mention]:
    """Find the stations that a list names without their head.

    Parameters
    ----------
    names : sequence of BodyName
        The names of the article.
    canonical : Canonical

    Returns
    -------
    list of Mention
        Each spans the bare name; its canonical name has parent and head.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "合肥市公安局包河分局望湖、骆岗派出所到会。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.canonical import Canonical
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> canonical = Canonical(article, BodyContext(article, divisions, names))
    >>> [m.canonical for m in find_shared_heads(names, canonical)]
    ['合肥市公安局包河分局望湖派出所']
    """
    out: list[Mention] = []
    for name in names:
        if name.head.frame != "station" or not name.free or name.parent or name.place:
            continue
        found = list_parent(canonical, name)
        if found is None:
            continue
        above = canonical.resolve(found[0])
        for item in _ITEM.finditer(canonical.article.text, found[1].start(), found[1].end()):
            one: Resolved = above.below(item[0] + name.head.word, generic=False)
            out.append(
                Mention(
                    *item.span(), "Unit", one.canonical, "body.list-head@1", one.place, False, one.resolved,
                    name.head.word, name.head.kind.id if name.head.kind else "", one.chain,
                )
            )  # fmt: skip
    return out


def find_counted_lists(article: Article, names: Sequence[BodyName], canonical: Canonical) -> list[Mention]:
    """Find the bare names of a list that a count or 等 closes before the head they share.

    Parameters
    ----------
    article : Article
    names : sequence of BodyName
        The names of the article.
    canonical : Canonical

    Returns
    -------
    list of Mention
        Empty for a list whose count is not that of its items, or whose organ the article does not tell.

    Examples
    --------
    >>> from policing_kg.loaders.texts.article import SourceText
    >>> from policing_kg.loaders.texts.structure import read_article
    >>> article = read_article(SourceText("a.txt", "建水县公安局在曲江、南庄两个派出所试点。", ""))
    >>> from policing_kg.loaders.places.toponym import division_spans
    >>> from policing_kg.loaders.bodies.context import BodyContext
    >>> from policing_kg.loaders.bodies.find import read_names
    >>> divisions = division_spans(article)
    >>> names = read_names(article, divisions)
    >>> found = find_counted_lists(article, names, Canonical(article, BodyContext(article, divisions, names)))
    >>> [m.canonical for m in found]
    ['建水县公安局曲江派出所', '建水县公安局南庄派出所']
    """
    out: list[Mention] = []
    for low, high in article.body:
        for found in _COUNTED.finditer(article.text, low, high):
            spans = _items(article.text, *found.span("items"))
            if not spans or not _told(found, len(spans)):
                continue
            head = "派出所" if found["short"] else found["head"]
            above = canonical.home.at(found.start())
            if above is not None and head == "分局":
                above = _bureau_above(above)
            elif above is not None and _wide(canonical, above):
                above = None
            if above is None:
                continue
            kind: BodyKind = kinds_by_name()[head]
            for start, end in spans:
                one = above.below(article.text[start:end] + head, generic=False)
                out.append(
                    Mention(
                        start, end, "Unit", one.canonical, "body.counted-list@1", one.place, False, one.resolved,
                        head, kind.id, one.chain,
                    )
                )  # fmt: skip
    return out


def _items(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The items of a list; the first one begins behind the last word of grammar before it."""
    spans = []
    for piece in _JOINTS.split(text[start:end]):
        spans.append((start, start + len(piece)))
        start += len(piece) + 1
    first, last = spans[0]
    lead = max((text.rfind(c, first, last) for c in _LEADS), default=-1)
    spans[0] = (lead + 1 if lead >= 0 else first, last)
    words = read_body_words()
    stops = words["stops"]["words"]
    cut = next((at for at in range(last - 2, spans[0][0] + 1, -1) if text[at - 2 : at] in stops), 0)
    if cut:
        spans[0] = (cut, last)  # 组织|前进、向阳
    before = text[spans[0][0] - 1 : spans[0][0]] if not cut else ""
    if "一" <= before <= "鿿" and before not in _LEADS:
        return []
    common = {*stops, *words["police"], *words["civil"]}
    sound = all(b - a >= 2 and text[a:b] not in common and not _NO_NAME.match(text[a:b]) for a, b in spans)
    return spans if sound else []


def _told(found: re.Match[str], items: int) -> bool:
    """Whether the count is that of the items, or 等 stands for the rest."""
    if found["rest"]:
        several = found["several"]
        return found["short"] is None and (several is None or _number(several) >= items)
    return _number(found["count"]) == items


def _number(count: str) -> int:
    return _NUMERALS.get(count) or int(count)


def _bureau_above(organ: Resolved) -> Resolved | None:
    """The bureau of whose sub-bureaus a sub-bureau is one; a bureau itself."""
    above = [n for n in organ.chain if not n.endswith("分局")]
    return Resolved(tuple(above), organ.place[:4] + "00") if above and organ.place else None


def _wide(canonical: Canonical, above: Resolved) -> bool:
    """Whether an organ is that of a province or of a city with districts: its stations are of sub-bureaus."""
    gazetteer = canonical.context.gazetteer
    return above.place not in gazetteer or (
        gazetteer[above.place].level != "county" and not above.canonical.endswith("分局")
    )
