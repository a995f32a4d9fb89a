"""Which names that the grammar reads are names: what some heads need besides, and what must not follow them."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from .free_part import posts_after
from .heads import read_body_words

if TYPE_CHECKING:
    from .unit_name import BodyName

_LEVEL_CHARACTERS = "省市县区州旗镇乡"
_PARTY = ("党组织", "党(工)委", "党（工）委")
# What makes a quoted 义警 a mechanism's name: “X义警”行动计划.
_OF_MECHANISM = re.compile("”(?:专项|三年|系列|品牌)?(?:行动|计划|工程|项目|机制|模式|制度|活动|工作法|平台)")
_COUNTERS = ("所", "个", "家")
_NUMERALS = frozenset("0123456789两几多数余各每一二三四五六七八九十百千")
# Words for a force alone; 特警, 交警 and 巡警 are its officers as well.
_FORCES = ("巡特警", "特巡警")


@cache
def _firms() -> frozenset[str]:
    return frozenset(read_body_words()["classes"]["organisations"])


def acceptable(name: BodyName, text: str) -> bool:
    """Tell whether a name as parsed names a body or a class of bodies where it stands.

    Parameters
    ----------
    name : BodyName
    text : str
        The text that it was read in.
    """
    frame = name.head.frame
    kind = name.head.kind
    if frame == "branch" and not name.free and name.head.word in ("总队", "支队", "大队", "中队"):
        return name.parent is not None
    if frame == "corps":
        return name.named or (name.head.word in _FORCES and not posts_after().match(text, name.end))
    if frame == "organs" and text.startswith("人民警察", name.end):
        return False
    if frame == "taskforce" and not name.free and not name.place and not name.parent:
        return len(name.head.word) > 2 and not text.endswith("个", 0, name.start)
    if frame == "thinktank" or (frame == "police" and name.head.word == "警种"):
        return bool(name.free or name.modifiers) or text.endswith("个", 0, name.start)
    if frame == "station" and not name.named and text.endswith("的", 0, name.start):
        return not text.startswith("”", name.end)
    if (
        frame == "school"
        and text[name.start : name.head.start] in _COUNTERS
        and text[name.start - 1 : name.start] in _NUMERALS
    ):
        return False  # 19|所学校
    if frame in ("firm", "park", "school", "bank", "association"):
        return bool(name.free) or (name.place is not None) or name.head.word in _firms()
    if frame == "government" and re.match("网(?![格络])|网站", text[name.end : name.end + 2]):
        return False  # the government's site
    if frame == "media" and name.head.word in read_body_words()["classes"]["media"]:
        return bool(name.free) or name.place is not None
    if frame == "treasury":
        return name.place is not None or bool(name.modifiers) or len(name.head.word) > 2
    if frame == "departments" and text.endswith(("为", "是"), 0, name.start):
        return bool(name.place)
    if frame == "volunteer" and _OF_MECHANISM.match(text, name.end):
        return False
    if frame == "volunteer" and name.head.word == "义警":
        return bool(name.free)
    if frame == "enterprise" and kind and name.head.word in ("企业", "商户"):
        return False
    if frame == "local" and text.startswith("调解员", name.end):
        return True
    if frame in ("place", "local") and name.modifiers and name.modifiers[0] in _LEVEL_CHARACTERS:
        return True  # 区检察院|检察官, 镇司法所|所长
    if name.head.word.endswith(_PARTY):
        return True
    inside = name.parent is not None and frame == "branch"  # 市局|治安支队|支队长
    return name.named or inside or not posts_after().match(text, name.end)
