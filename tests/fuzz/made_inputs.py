"""Inputs put together from pieces of the field's language, of file formats, and of what breaks programs.

Each maker takes a source of chance, Python's own in a long run and that of hypothesis, which shrinks, in a test.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from random import Random
from typing import Any

WORDS = (
    "平川县公安局", "大石镇派出所", "综治中心", "矛调中心", "网格员", "社区民警", "“两队一室”", "派驻", "联席会议",
    "推行", "选派", "每周", "2023年5月起", "今年以来", "同比下降12.5%", "矛盾纠纷化解率达95.2%", "3至5名", "1.3万个",
    "一是", "二、", "第三十二条", "全市", "近日", "县委政法委", "《关于推进改革的意见》", "村(社区)", "所长", ",",
    "。", "；", "\n", "\n\n", "(来源:平川日报)", "百分之三十", "十余",
)  # fmt: skip
FIGURES = (
    "0", "1", "９", "十", "百", "万", "亿", "%", "‰", ".", ",", "-", "~", "年", "月", "日", "至", "/", "..", "X", "?",
    "e9", "½", "〇", "两",
)  # fmt: skip
BREAKERS = (
    "", " ", "\t", "\r", "\r\n", "\x00", "\x1b", "\x7f", "\u200b", "\u202e", "\u2066", "\ufeff", "\ufffd", "\uffff",
    "\U0001f46e\u200d", "е", "Ａ", '"', "'", "`", "\\", "\\u", "\\U0011FFFF", "<", ">", "&", "&#x110000;", "&amp;",
    "<script>", "</", "<!--", "]]>", "{", "}", "[", "]", "(", ")", "$", "%s", "{0}", "=1+1", "@x", "+x", "-x", ";",
    "//", "/*", "*/", "--", "#", "..", "/", "../", "NaN", "-inf", "1e999999999", "9" * 400, "null", "true", "\ud800",
    "́" * 40, "（" * 60, "“" * 60, "第" * 60,
)  # fmt: skip
QUERY = (
    "SELECT", "ASK", "*", "WHERE", "{", "}", "?s", "?p", "?o", "SERVICE", "FROM", "<http://127.0.0.1/>", "LOAD",
    "INSERT", "DELETE", "MATCH", "(n)", "RETURN", "n.name", "CALL", "LOAD CSV", "CREATE", "SET", "`", "'", '"', "/*",
    "//", ";", "LIMIT 1", "apoc.load.json", "(", ")", ".", "|",
)  # fmt: skip
MARKUP = (
    "<p>", "</p>", "<div>", "</div>", "<b>", "<table>", "<tr>", "<td colspan=9999999>", "<article>", "<h1>",
    "<a href='javascript:x'>", "<br>", "<script>", "</script>", "<style>", "<!--", "-->", "<![CDATA[",
    "<meta charset=idna>", "<title>", "<time datetime='2023-99-99'>", "<meta property='og:url' content='file:///x'>",
    "<base href='//'>", "<svg onload=x>", "&nbsp;", "&#0;", "来源：", "发布时间：2023-5-6",
)  # fmt: skip
CODED = (
    "subject", "relation", "object", "value", "when", "measure", "unit", "implements", "figure", "leads",
    "平川县公安局", "两队一室", "12.5", "%", ",", ",", ",", "\n", "\n", "\r\n", '"', '""', "\t", ";", "1e400", "2023",
    "派出所[甲县]",
)  # fmt: skip


def text(chance: Random, *kinds: Sequence[str], most: int = 12) -> str:
    """Pieces of some kinds one after another, among them single characters from anywhere."""
    parts: list[str] = []
    for _ in range(chance.randrange(most + 1)):
        roll = chance.randrange(16)
        if roll == 0:
            parts.append(chr(chance.randrange(0x110000)))
        elif roll < 3:
            parts.append(chance.choice(BREAKERS))
        else:
            parts.append(chance.choice(kinds[chance.randrange(len(kinds))]))
    made = "".join(parts)
    return made * chance.choice((2, 30)) if chance.randrange(40) == 0 else made


def unicode_text(chance: Random, *kinds: Sequence[str], most: int = 12) -> str:
    """Such a text that can be written in UTF-8."""
    return text(chance, *kinds, most=most).encode("utf-8", "replace").decode()


def mutated(chance: Random, data: bytes, most: int = 8) -> bytes:
    """A file with some of its bytes changed, left out, doubled or cut off."""
    held = bytearray(data)
    for _ in range(1 + chance.randrange(most)):
        at = chance.randrange(len(held) + 1)
        end = min(len(held), at + 1 + chance.randrange(12))
        roll = chance.randrange(6)
        if roll == 0:
            del held[at:end]
        elif roll == 1:
            held[at:at] = held[at:end] * (1 + chance.randrange(9))
        elif roll == 2 and chance.randrange(4) == 0:
            del held[at:]
        elif roll == 3:
            held[at:at] = chance.choice(BREAKERS).encode("utf-8", "surrogatepass")
        else:
            held[at:end] = bytes(chance.randrange(256) for _ in range(end - at))
    return bytes(held)


def reshaped(chance: Random, value: Any, depth: int = 0) -> Any:
    """A value of JSON with some of its parts of another type, missing, or doubled."""
    if chance.randrange(14) == 0:
        odd: tuple[Any, ...] = (None, True, -1, 10**30, 1.5, "", text(chance, WORDS, most=3), [], {}, [[]])
        return chance.choice(odd)
    if isinstance(value, dict):
        kept = {k: reshaped(chance, v, depth + 1) for k, v in value.items() if chance.randrange(20)}
        return kept | ({text(chance, WORDS, most=1): 1} if chance.randrange(20) == 0 else {})
    if isinstance(value, list):
        kept_ = [reshaped(chance, v, depth + 1) for v in value if chance.randrange(20)]
        return kept_ + kept_[:1] if chance.randrange(10) == 0 else kept_
    return value


def json_text(chance: Random, value: Any) -> str:
    """Such a value as text, sometimes broken as text too."""
    written = json.dumps(reshaped(chance, value), ensure_ascii=chance.randrange(2) == 0)
    if chance.randrange(4):
        return written
    return mutated(chance, written.encode("utf-8", "replace"), 3).decode("utf-8", "replace")
