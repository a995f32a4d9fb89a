"""Nothing published lets a mask be undone: with other names of the same length it is the same, byte for byte."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import policing_kg
import pytest
from cases import FILTERS
from written import texts

TEXT = (
    "青石派出所推行“三点护学法”\n"
    "云川市青石区公安分局青石派出所所长{0}介绍，青石派出所每周召开联席会议，综治中心、司法所参加。\n"
    "民警{1}说，2023年矛盾纠纷化解率达96.3%。居民{2}把锦旗送到派出所。\n"
)
ONE = ("郝明辉", "佟晓燕", "阎桂兰")
OTHER = ("薛永强", "毕海涛", "殷秀珍")


@pytest.fixture(scope="module", params=["release", "turtle", "csv", "jsonl"])
def published(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Path]]:
    """What is published of the same text with two sets of names."""
    found = []
    with pytest.MonkeyPatch.context() as patch:
        for names in (ONE, OTHER):
            work = tmp_path_factory.mktemp(request.param)
            patch.setenv("POLICING_KG_CACHE", str(work / "cache"))
            (work / "news").mkdir()
            text = TEXT.format(*names)
            assert not [name for name in names if name in FILTERS["read"](text)]
            (work / "news" / "a.txt").write_text(text, "utf-8")
            policing_kg.build([work / "news"], work / "kg", base=False)
            if request.param == "release":
                policing_kg.release(work / "kg", work / "out", "1", date="2026-01-01")
            else:
                policing_kg.export(work / "kg", request.param, work / "out")
            found.append(work / "out")
        yield found


def test_other_names_of_the_same_length_give_the_same_bytes(published: list[Path]) -> None:
    one, other = ([f for f in [p, *sorted(p.rglob("*"))] if f.is_file()] for p in published)
    assert len(one) == len(other) > 0
    assert [f.name for f in one] == [f.name for f in other]
    assert [hashlib.sha256(f.read_bytes()).hexdigest() for f in one] == [
        hashlib.sha256(f.read_bytes()).hexdigest() for f in other
    ]


def test_no_hash_of_a_candidate_stands_in_what_is_published(published: list[Path]) -> None:
    """Who has the text but for the names cannot try names against a hash of it, or of a part of it."""
    said = b"".join(content for _, content in texts(published[0].parent / "out")) or published[0].read_bytes()
    text = TEXT.format(*ONE)
    pieces = [*ONE, text, text.strip(), *text.splitlines()]
    pieces += [*re.split(r"(?<=[。，\n])", text), *re.split(r"[。，\n]", text)]
    candidates = [piece for piece in pieces if any(name in piece for name in ONE)]
    assert len(candidates) > 10
    for text in candidates:
        for algorithm in ("md5", "sha1", "sha256", "blake2b"):
            digest = hashlib.new(algorithm, text.encode()).hexdigest().encode()
            assert digest not in said
            assert digest[:16] not in said
