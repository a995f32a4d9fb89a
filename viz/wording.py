"""The words of the interface, in both languages: names of entities are data and stand in the dataset instead."""

from __future__ import annotations

import re
from collections.abc import Mapping
from types import MappingProxyType

Wording = Mapping[str, tuple[str, str]]  # key → (zh, en)

CLASSES: Wording = MappingProxyType(
    {
        "police": ("公安机构", "Police body"),
        "police-kind": ("公安一类机构或岗位", "Kind of police body or post"),
        "department": ("部门", "Department"),
        "organisation": ("社会组织、企业", "Organisation"),
        "post": ("岗位", "Post"),
        "meeting": ("会议、会商", "Meeting"),
        "mechanism": ("机制", "Mechanism"),
    }
)

RELATIONS: Wording = MappingProxyType(
    {
        "stationedIn": ("派驻", "posted to"),
        "cooperatesWith": ("协作", "cooperates with"),
        "supports": ("支持", "supports"),
        "leads": ("牵头", "leads"),
        "established": ("设立", "established"),
        "convenes": ("召集", "convenes"),
        "participatesIn": ("参加", "takes part in"),
        "implements": ("推行", "runs"),
        "unitOf": ("隶属", "unit of"),
    }
)

QUALIFIERS: Wording = MappingProxyType(
    {
        "frequency": ("频率", "Frequency"),
        "headcount": ("人数", "Headcount"),
        "when": ("时间", "Time"),
        "stage": ("阶段", "Stage"),
        "initiator": ("发起", "Initiated by"),
        "at": ("范围", "Narrower place"),
        "scope": ("与该地的关联", "Tied to the place by"),
    }
)

VALUES: Wording = MappingProxyType(
    {
        "pilot": ("试点", "pilot"),
        "rollout": ("推广", "being rolled out"),
        "full": ("全面", "in full"),
        "ended": ("已结束", "ended"),
        "own": ("自主", "the body itself"),
        "ordered": ("上级部署", "ordered from above"),
        "each": ("每个单位", "each"),
        "total": ("合计", "in all"),
        "document": ("文献只涉及该地", "its document, which is of this place alone"),
    }
)

COLUMNS: Wording = MappingProxyType(
    {
        "own": ("公安自行推行的机制", "Run by the police alone"),
        "police": ("公安机关", "Police"),
        "ties": ("联系方式", "What ties them"),
        "others": ("部门与组织", "Departments and organisations"),
    }
)

INTERFACE: Wording = MappingProxyType(
    {
        "title": ("公安与其他部门的联系", "Links between the police and other departments"),
        "everywhere": ("全部地方", "all places"),
        "dataset": ("数据集", "Dataset"),
        "search": ("搜索：汉字、拼音或英文", "Search: Chinese, pinyin or English"),
        "legend": ("图例与筛选", "Legend and filter"),
        "classes": ("类型", "Classes"),
        "relations": ("关系", "Relations"),
        "evidence": ("出处", "Evidence"),
        "close": ("关闭", "Close"),
        "said_by": ("出自", "As told by"),
        "hint": (
            "点选方框或连线查看出处。拖动可平移，滚轮可缩放。",
            "Select a box or a line to see where the sources say so. Drag to move, turn the wheel to zoom.",
        ),
        "table": ("全部联系", "All links"),
        "to_table": ("跳到表格", "Skip to the table"),
        "from": ("主体", "From"),
        "relation": ("关系", "Relation"),
        "to": ("客体", "To"),
        "qualifiers": ("限定", "Qualifiers"),
        "sources": ("文献与位置(字符)", "Documents and spans (characters)"),
        "links": ("联系", "Links"),
        "names": ("别名", "Other names"),
        "place": ("所在地", "Place"),
        "cite": ("引用", "Cite as"),
        "no_hit": ("没有匹配的名称", "No name matches"),
        "reset": ("全图", "Whole picture"),
        "png": ("下载 PNG", "Download PNG"),
        "csv": ("下载 CSV", "Download CSV"),
        "show": ("查看出处", "Show evidence"),
        "picture": (
            "联系图；同样的内容见下方表格。",
            "Picture of the links; the table below holds the same and can be read without it.",
        ),
        "folded": ("未画出，见表格", "not drawn; the table has them all"),
        "note": (
            "图示来源的说法：未见记载不等于没有。",
            "The picture shows what sources report: what is absent here may exist.",
        ),
        "drawn": ("已画", "Drawn"),
        "of": ("/", "of"),
    }
)

_SCHEDULE = re.compile(r"(\d+)(次|个?半天|天|日|小时)/(\d*)(天|日|周|旬|半月|月|季度|学期|半年|年)")
_UNITS = MappingProxyType(
    {
        "次": "×",
        "半天": " half-days",
        "个半天": " half-days",
        "天": " days",
        "日": " days",
        "小时": " hours",
    }
)
_PERIODS = MappingProxyType(
    {
        "天": "day",
        "日": "day",
        "周": "week",
        "旬": "ten-day period",
        "半月": "half-month",
        "月": "month",
        "季度": "quarter",
        "学期": "school term",
        "半年": "half-year",
        "年": "year",
    }
)


def schedule_words(frequency: str) -> tuple[str, str]:
    """A schedule in both languages.

    Parameters
    ----------
    frequency : str
        As the dataset writes it, a count over a period.

    Returns
    -------
    tuple of (str, str)
        Chinese and English; what is not understood stays as it is.

    Examples
    --------
    >>> schedule_words("1次/周"), schedule_words("4半天/周")[1], schedule_words("不定期")[1]
    (('1次/周', '1× a week'), '4 half-days a week', '不定期')
    >>> schedule_words("2次/学期")[1], schedule_words("1次/半月")[1]
    ('2× a school term', '1× a half-month')
    """
    found = _SCHEDULE.fullmatch(frequency)
    if not found:
        return frequency, frequency
    count, unit, every, period = found.groups()
    per = f"every {every} {_PERIODS[period]}s" if every and every != "1" else f"a {_PERIODS[period]}"
    return frequency, f"{count}{_UNITS[unit]} {per}"
