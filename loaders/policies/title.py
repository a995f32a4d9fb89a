"""Whether a title in title marks names a policy document, and what it says of number and status.

The kinds of document are those of official writing (党政机关公文处理工作条例, 2012) with laws, regulations, plans and
lists; titles of books, songs, films, reports and agreements are none.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any

SHORTEST = 4  # characters of a title whose kind is no law: 《条例》 alone names none
_BRACKETS = str.maketrans("[［【（(]］】）)", "〔〔〔〔〔〕〕〕〕〕")


@cache
def _table() -> dict[str, Any]:
    return tomllib.loads((Path(__file__).parent / "titles.toml").read_text("utf-8"))


@cache
def title_pattern(name: str) -> re.Pattern[str]:
    """Return a pattern of `titles.toml`.

    Examples
    --------
    >>> bool(title_pattern("law").search("人民调解法")), bool(title_pattern("law").search("板凳工作法"))
    (True, False)
    """
    patterns = _table()["pattern"]
    return re.compile(patterns[name].replace("{serial}", patterns["serial"]))


@cache
def kinds(name: str) -> tuple[str, ...]:
    """Return a list of kinds of document, longest first.

    Examples
    --------
    >>> "办法" in kinds("heads"), "实施意见" in kinds("back")
    (True, True)
    """
    return tuple(sorted(_table()[name], key=lambda kind: (-len(kind), kind)))


def bare_title(title: str) -> str:
    """Return a title without what stands in brackets behind its kind.

    Examples
    --------
    >>> bare_title("派出所工作办法（试行）"), bare_title("村（社区）警务规范")
    ('派出所工作办法', '村（社区）警务规范')
    """
    return title_pattern("suffix").sub("", title)


def is_policy_title(title: str, before: str = "") -> bool:
    """Tell whether a title names a policy document.

    Parameters
    ----------
    title : str
        What stands between the title marks, without white space.
    before : str, optional
        The words before it: 歌曲《…》 names a song.

    Examples
    --------
    >>> is_policy_title("关于加强社区警务工作的意见"), is_policy_title("人民调解法"), is_policy_title("2023年工作报告")
    (True, True, False)
    >>> is_policy_title("守夜人"), is_policy_title("守护计划", "微电影"), is_policy_title("办法")
    (False, False, False)
    """
    if title_pattern("other_work").search(before):
        return False
    bare = bare_title(title)
    if title_pattern("law").search(bare):
        return len(bare) > 1
    return len(bare) >= SHORTEST and bare.endswith(kinds("heads"))


def is_trial(title: str) -> bool:
    """Tell whether a title says that the document is on trial.

    Examples
    --------
    >>> is_trial("派出所工作办法（试行）"), is_trial("派出所工作办法")
    (True, False)
    """
    return bool(title_pattern("trial").search(title))


def document_number(text: str) -> str:
    """Return the document number that a text holds, in one form, or an empty string.

    Examples
    --------
    >>> document_number("甲公通[2021]第5号"), document_number("以甲政办发(2020)3号"), document_number("公安部令第98号")
    ('甲公通〔2021〕5号', '甲政办发〔2020〕3号', '公安部令第98号')
    >>> document_number("第5号")
    ''
    """
    closed = re.sub(r"\s", "", text)
    if found := title_pattern("serial").search(closed):
        number = title_pattern("lead").sub("", found[0]).translate(_BRACKETS)
        return number.replace("〕第", "〕")
    found = title_pattern("order").search(closed)
    return title_pattern("lead").sub("", found[0]) if found else ""
