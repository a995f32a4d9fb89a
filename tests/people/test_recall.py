"""The filter of persons on names that no rule was tuned on; docs/people.md holds the whole table."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from cases import FILTERS, cases, hard, is_covered, measured, samples, wilson

sys.path.insert(0, str(Path(__file__).parents[1]))

import soak

DOCUMENT = Path(__file__).parents[2] / "docs" / "people.md"
COUNT = int(os.environ.get("POLICING_KG_NAMES", "480"))  # `make soak` draws the 4,000 of the document
Table = dict[str, dict[str, list[int]]]
SMALL = ("by hand", "held out", "written later")


@pytest.fixture(scope="module")
def found() -> dict[str, Table]:
    """By sample, group and name: names, covered where read, covered where shown."""
    return {name: measured(drawn) for name, drawn in samples(COUNT).items() if COUNT == 4000 or name != "fresh"}


def _documented(table: str) -> dict[str, list[int]]:
    """Rows of a table of the document, by name: how many names, covered where read, covered where shown."""
    text = DOCUMENT.read_text("utf-8").partition(f"| {table} ")[2].partition("\n\n")[0]
    row = re.compile(r"^\| (.+?) \| (\d+) \| (\d+) \| [^|]+ \| [^|]+ \| (\d+) \|", re.M)
    return {name: list(map(int, counts)) for name, *counts in row.findall(text)}


@pytest.mark.parametrize("group", ["position", "kind", "all"])
def test_no_fewer_names_are_covered_than_the_document_says(found: dict[str, Table], group: str) -> None:
    documented = _documented(f"generated: {group}")
    assert set(documented) == set(found["generated"][group])
    for name, (of, *hits) in found["generated"][group].items():
        whole, *was = documented[name]
        if COUNT == 4000:
            assert (of, hits) == (whole, was), name
        for hit, before in zip(hits, was, strict=True):
            assert wilson(hit, of)[1] >= wilson(before, whole)[0], name


@pytest.mark.parametrize("sample", SMALL)
def test_the_names_written_by_hand_are_covered_as_the_document_says(found: dict[str, Table], sample: str) -> None:
    assert _documented(f"{sample}: all") == found[sample]["all"]


@pytest.mark.skipif(COUNT < 4000, reason="drawn by make soak")
def test_names_of_a_seed_that_nobody_looked_at_are_covered_as_the_document_says(found: dict[str, Table]) -> None:
    assert _documented("fresh: all") == found["fresh"]["all"]


def test_what_is_shown_hides_every_name_that_is_found() -> None:
    """The mask of what is shown only ever adds to the one of what is read."""
    for case in (*cases(96, seed=3), *hard(), *hard("held.txt")):
        read, shown = (by(case.text) for by in FILTERS.values())
        assert len(read) == len(shown) == len(case.text)
        assert all(b == "■" for a, b in zip(read, shown, strict=True) if a == "■"), case.text
        assert not is_covered(case, FILTERS["read"]) or is_covered(case, FILTERS["shown"])


def test_the_page_on_reliability_is_told_what_was_measured(found: dict[str, Table]) -> None:
    rows = list(_told(found))
    assert [row["names"] for row in rows if (row["sample"], row["group"]) == ("generated", "all")] == [COUNT]
    assert all(row["shown"] >= row["read"] and row["shown low"] <= row["shown recall"] for row in rows)
    if COUNT >= 4000:
        soak.note("people", rows)


def _told(found: dict[str, Table]) -> Iterator[dict[str, str | int | float]]:
    for sample, groups in found.items():
        for group, rows in groups.items():
            for name, (of, *hits) in rows.items() if sample == "generated" or group == "all" else ():
                row: dict[str, str | int | float] = {"sample": sample, "group": group, "name": name, "names": of}
                for kind, hit in zip(FILTERS, hits, strict=True):
                    low, high = wilson(hit, of)
                    row |= {kind: hit, f"{kind} recall": hit / of, f"{kind} low": low, f"{kind} high": high}
                yield row


def test_the_same_seed_draws_the_same_cases_and_each_is_another() -> None:
    first = list(cases(100))
    assert first == list(cases(100))
    assert first != list(cases(100, seed=2))
    assert all(case.text[case.start :].startswith(case.name) for case in first)
    assert len({case.text for case in first}) > 90
