"""Stations in a list that share the last one's head: 包河分局望湖、滨湖、骆岗派出所."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..extraction import Mention
from .canonical import Canonical
from .resolved import Resolved
from .station_organ import list_parent
from .unit_name import BodyName

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
