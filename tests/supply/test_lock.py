"""The lock pins what pyproject.toml requires, with hashes, and a check without a network tells where it does not."""

from __future__ import annotations

import pytest
from lock import amiss, pins, unpinned, wanted
from required import ROOT, read_project

LOCK = (ROOT / "requirements.lock").read_text("utf-8")
HASH = "--hash=sha256:" + "0" * 64
PROJECT = {
    "project": {"dependencies": ["alpha>=2"], "optional-dependencies": {"more": ["beta[x]>=1,<2"]}},
    "build-system": {"requires": ["gamma"]},
    "dependency-groups": {"dev": [{"include-group": "docs"}], "docs": ["delta>=3; python_version >= '3'"]},
}
PINNED = {"alpha": "2.1", "beta": "1.4", "gamma": "9", "delta": "3"}


def lock_of(**changed: str) -> str:
    return "".join(f"{name}=={v} \\\n    {HASH}\n" for name, v in (PINNED | changed).items() if v)


def test_the_lock_is_in_step_with_the_project() -> None:
    assert amiss(LOCK, read_project()) == []


def test_every_installed_version_that_is_required_is_the_pinned_one() -> None:
    assert unpinned(LOCK, read_project()) == []


def test_every_pin_is_read() -> None:
    assert sum(map(len, pins(LOCK).values())) == sum("==" in line for line in LOCK.splitlines() if line[:1].isalnum())
    assert "pymdown-extensions" in pins(LOCK)


def test_a_requirement_of_the_package_its_build_an_extra_or_a_group_counts() -> None:
    assert wanted(PROJECT) == ["alpha>=2", "beta[x]>=1,<2", "delta>=3; python_version >= '3'", "gamma"]
    assert amiss(lock_of(), PROJECT) == []


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"alpha": "1.9"}, ["alpha>=2 is pinned to 1.9"]),
        ({"beta": "2.0"}, ["beta[x]<2,>=1 is pinned to 2.0"]),
        ({"gamma": ""}, ["gamma is required and not pinned"]),
        ({"delta": "2"}, ['delta>=3; python_version >= "3" is pinned to 2']),
    ],
)
def test_what_is_out_of_step_is_told(changed: dict[str, str], said: list[str]) -> None:
    assert amiss(lock_of(**changed), PROJECT) == said


def test_a_pin_without_a_hash_and_a_named_index_are_told() -> None:
    text = "--index-url https://packages.example\n" + lock_of(alpha="") + "alpha==2.1\n"
    assert amiss(text, PROJECT) == ["alpha is pinned without a hash", "line 1 names an index"]
