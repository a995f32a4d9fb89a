"""No required dependency leaves only GPL or AGPL, and one that says nothing of its licence is refused too."""

from __future__ import annotations

import pytest
from licences import is_refused, licence_of
from required import closure, required

FREE = (
    "MIT", "MPL-1.1 OR GPL-2.0-only OR LGPL-2.1-or-later", "LGPL-3.0-only", "BSD License, MIT License",
    "GNU Lesser General Public License v3 (LGPLv3)", "GNU Library or Lesser General Public License (LGPL)",
)  # fmt: skip
REFUSED = (
    "", "GPL-3.0-or-later", "AGPL-3.0-only", "MIT AND GPL-2.0-only", "GPL-2.0-only OR AGPL-3.0-only", "GPLv3",
    "GNU General Public License v2 (GPLv2)", "GNU Affero General Public License v3", "LGPL-2.1-only AND GPL-2.0-only",
    "MIT License, GNU General Public License (GPL)",
)  # fmt: skip


@pytest.mark.parametrize("licence", FREE)
def test_a_licence_that_leaves_a_free_choice_is_taken(licence: str) -> None:
    assert not is_refused(licence)


@pytest.mark.parametrize("licence", REFUSED)
def test_a_strong_copyleft_licence_or_none_is_refused(licence: str) -> None:
    assert is_refused(licence)


def test_none_is_refused_among_what_everybody_gets() -> None:
    found = required()
    assert [name for name, d in found.items() if is_refused(licence_of(d))] == []
    assert {"rdflib", "pyparsing", "pyvis"} <= set(found)


def test_what_only_an_extra_brings_is_not_required() -> None:
    assert "pyspark" not in required()
    assert {"pyspark", "py4j"} <= set(closure(["pyspark", "rdflib"]))
