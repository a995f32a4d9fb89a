"""What looks like a name is that name only where Unicode says so; what draws nothing hides none."""

from __future__ import annotations

from pathlib import Path

import pytest
from hostile_names import LOOKALIKES, write_names
from policing_kg.errors import AmbiguousName
from policing_kg.loaders.build import build
from policing_kg.loaders.claims.coded_claims import names_person
from policing_kg.loaders.persons.masking import masked_words
from policing_kg.loaders.pipeline import extract_article
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.repair import clean_text
from policing_kg.queries import KnowledgeGraph, resolve_name

HIDDEN = [
    "\u200b",
    "\ufeff",
    "\xad",
    "\u2060",
    "\u200d",
    "\u202e",
    "\u2066",
    "\u180e",
    "\u034f",
    "\ufe0f",
    "\u0301",
    "\u200b\u0301",
]
SAID = "平川县公安局大石派出所民警佟晓燕走访居民,推行“两队一室”改革。"


@pytest.mark.parametrize("mark", HIDDEN)
def test_what_draws_nothing_hides_no_name(mark: str) -> None:
    text = (
        SAID.replace("佟晓燕", f"佟{mark}晓{mark}燕").replace("两队一", f"两{mark}队一").replace("大石", f"大{mark}石")
    )
    found = extract_article(SourceText("a.txt", text, "0" * 64))
    plain = extract_article(SourceText("a.txt", SAID, "0" * 64))
    assert [m.canonical for m in found.mentions] == [m.canonical for m in plain.mentions]
    assert "晓" not in masked_words(text)
    assert len(masked_words(text)) == len(text)
    assert names_person(f"民警佟{mark}晓燕")


def test_a_clean_text_tells_where_each_character_stood() -> None:
    clean = clean_text("\ufeff甲\u200b乙\u200b\u0301(lì)丙&#8203;丁\u200b")
    assert clean.text == "甲乙丙丁"
    assert [clean.stored(n, n + 1) for n in range(4)] == [(1, 3), (3, 10), (10, 18), (18, 20)]


def test_radicals_of_a_text_are_read_as_characters() -> None:
    assert clean_text("\u2f08\u2ea0警察派出\u2fcf\u2f45所").text.startswith("人民警察派出")


def test_a_coded_name_that_looks_alike_is_one_entity_by_unicode_alone(tmp_path: Path) -> None:
    rows = "".join(
        f"平川县公安局,implements,{name},Mechanism\n"
        for name in ("人车制", "\u2f08\uf902制", "人\u200b车制", "AB制", "АВ制")
    )
    (tmp_path / "t.csv").write_text("subject,relation,object,object_type\n" + rows, encoding="utf-8")
    build([tmp_path / "t.csv"], tmp_path / "kg", base=False)
    with KnowledgeGraph(tmp_path / "kg") as reader:
        names = sorted(e.name for _, e in reader.dataset.entities() if e.kind == "mechanism")
    assert len(names) == len({n.replace("車", "车") for n in names}) + ("人車制" in names)
    assert {"AB制", "АВ制", "人车制"} <= set(names)
    assert not [n for n in names if "\u2f08" in n or "\u200b" in n]


def test_a_name_that_two_entities_bear_by_nfkc_is_never_chosen(tmp_path: Path) -> None:
    write_names(tmp_path / "kg", LOOKALIKES)
    with KnowledgeGraph(tmp_path / "kg") as reader:
        for typed in ("北关派出\u2f45", "人所", "⼈所"):
            names = {e.name for _, e in reader.dataset.entities() if e.kind == "unit"}
            assert typed in names
        with pytest.raises(AmbiguousName):
            resolve_name(reader, "人所", "mechanism")
        assert resolve_name(reader, "АВ所", "mechanism").label == "АВ所"
        assert resolve_name(reader, "ΑΒ所", "mechanism").label == "ΑΒ所"
