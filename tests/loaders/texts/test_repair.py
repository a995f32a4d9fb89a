"""A damaged text is repaired, and each clean character knows the stored characters that it stands for."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from policing_kg.loaders.texts.repair import clean_text
from policing_kg.loaders.texts.script import simplify

ANNOTATED = {"區": "qū", "網": "wǎng", "業": "yè", "發": "fā", "數": "shù", "鄉": "xiāng", "協": "xié"}
PLAIN = "民警走訪社鎮居委會，。；、“”()（）\n派出所1 abc"
damaged = st.lists(
    st.sampled_from(
        [*PLAIN, *(f"{c}({p})" for c, p in ANNOTATED.items()), "?！", "?!?", "?！鼻", "\ufffd", "𠮷", "㐀"]
    ),
    max_size=40,
).map("".join)
unhurried = settings(max_examples=120, deadline=None, derandomize=True)


def test_annotations_go_and_belong_to_their_character() -> None:
    text = "社區(qū)網(wǎng)格員(輔警)"
    clean = clean_text(text)
    assert clean.text == "社区网格员(辅警)"
    assert text[slice(*clean.stored(1, 2))] == "區(qū)"
    assert text[slice(*clean.stored(1, 3))] == "區(qū)網(wǎng)"
    assert [text[r.start : r.end] for r in clean.repairs] == ["(qū)", "(wǎng)"]


def test_brackets_without_a_toned_vowel_stay() -> None:
    text = "公安(gongan)、社區（街道）、平臺(APP)"
    assert clean_text(text).text == simplify(text)


def test_a_text_in_order_is_left_as_it_is() -> None:
    text = "“安心了！”居民说。\r\n是谁?!民警问。"
    clean = clean_text(text)
    assert clean.text == text
    assert clean.repairs == ()
    assert [clean.stored(i, i + 1) for i in range(len(text))] == [(i, i + 1) for i in range(len(text))]


def shifted(text: str) -> str:
    """Lose the first byte of a text's bytes, as the converter did: the rest is read one byte off."""
    return "?" + text.encode("gbk")[1:].decode("gbk", "ignore")


def test_a_lost_closing_quotation_mark_is_put_back_with_the_name_behind_it() -> None:
    stored = "群众安心了" + "?！鼻嚆~峽市公安局表示"
    clean = clean_text(stored)
    assert clean.text == "群众安心了。”青铜峡市公安局表示"
    at = clean.text.index("青铜峡市")
    start, end = clean.stored(at, at + 4)
    assert stored[start:end].endswith("峽市")
    assert clean.repairs


@unhurried
@given(damaged)
def test_the_map_covers_the_text_in_order(text: str) -> None:
    clean = clean_text(text)
    assert len(clean.starts) == len(clean.ends) == len(clean.text)
    assert all(0 <= start < end <= len(text) for start, end in zip(clean.starts, clean.ends, strict=True))
    assert list(clean.starts) == sorted(clean.starts)
    assert list(clean.ends) == sorted(clean.ends)


@unhurried
@given(damaged, st.data())
def test_the_stored_span_of_a_clean_span_holds_its_characters_in_order(text: str, data: st.DataObject) -> None:
    clean = clean_text(text)
    if not clean.text:
        return
    start = data.draw(st.integers(0, len(clean.text) - 1))
    end = data.draw(st.integers(start + 1, len(clean.text)))
    first, last = clean.stored(start, end)
    mended = [i for r in clean.repairs if r.text for i in range(r.start, r.end)]
    kept = [i for i in range(start, end) if clean.starts[i] not in mended]
    rest = iter(simplify(text[first:last]))
    assert all(clean.text[i] in rest for i in kept)


@unhurried
@given(damaged)
def test_what_is_repaired_needs_no_second_repair(text: str) -> None:
    once = clean_text(text).text
    if "?" not in once:
        assert clean_text(once).text == once
