"""Wheel and source distribution are the same bytes, wherever, whenever and under whichever mode they are built."""

from __future__ import annotations

import os
import subprocess
import tarfile
import zipfile
from pathlib import Path

import distributions
import pytest
from required import ROOT


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> list[list[Path]]:
    """Both, built of two clones in folders of two names, with files of two dates and two modes."""
    out = []
    for number, name in enumerate(("a", "b c.2")):
        folder = tmp_path_factory.mktemp("clone") / name
        subprocess.run(["git", "clone", "-q", str(ROOT), str(folder)], check=True)
        for file in folder.rglob("*"):
            if file.is_file() and ".git" not in file.relative_to(folder).parts:
                file.chmod((0o644, 0o600)[number])
                os.utime(file, (1_600_000_000 + number * 86_400 * 400,) * 2)
        out.append(distributions.build(folder, tmp_path_factory.mktemp("dist")))
    return out


def test_two_builds_are_byte_for_byte_the_same(built: list[list[Path]]) -> None:
    one, other = built
    assert [p.name for p in one] == [p.name for p in other]
    assert {p.suffix for p in one} == {".whl", ".gz"}
    assert [p.read_bytes() for p in one] == [p.read_bytes() for p in other]


def test_what_is_packed_has_the_date_of_the_commit_and_belongs_to_nobody(built: list[list[Path]]) -> None:
    when = distributions.epoch(ROOT)
    source, packed = sorted(built[0], key=lambda p: p.suffix)
    with tarfile.open(source) as archive:
        assert {(m.mtime, m.uid, m.uname) for m in archive} == {(when, 0, "")}
    with zipfile.ZipFile(packed) as archive:
        assert len({info.date_time for info in archive.infolist()}) == 1


def test_a_given_date_goes_before_that_of_the_commit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert distributions.epoch(ROOT) == 1_700_000_000
