"""Any file of a dataset, cut or with one bit changed at random: it is told in one line, or the answers are right."""

from __future__ import annotations

import os
import random
import shutil
import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from invented import generated, usual
from policing_kg.errors import DataError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.digest import quads_digest
from soak import note

HARMS = int(os.environ.get("POLICING_KG_HARMS", "1"))  # of each file, by each way


@pytest.fixture
def kg(tmp_path: Path) -> Path:
    with Dataset.create(tmp_path / "kg") as dataset, dataset.writer() as writer:
        writer.put(usual("a.txt"))
        writer.put(generated("b.txt", 20, 1))
        writer.commit()
        claims = sorted(c.id for c in dataset.claims())
        writer.decide(*(Decision("accept", c, "coder-a", "2026-01-01", "as it says") for c in claims[:3]))
        writer.commit()
    return tmp_path / "kg"


def answers(kg: Path) -> tuple[Any, ...]:
    """All that a reader can see."""
    with Dataset.open(kg) as d, d.graph() as graph:
        names = d.names()
        return (
            d.manifest, dict(d.manifest.documents), d.decisions, d.files(), d.violations(),
            quads_digest(graph.nquads()), names.find("派出所", limit=100), names.exact("河口派出所"),
            names.similar("河口所"),
            tuple(d.claims()), tuple(d.evidence()), tuple(d.entities()), tuple(d.documents()),
        )  # fmt: skip


def asked(kg: Path) -> tuple[Any, ...] | str:
    """The answers, or what is said instead."""
    try:
        return answers(kg)
    except DataError as error:
        return str(error)


def cut(raw: bytes, dice: random.Random) -> bytes:
    return raw[: dice.randrange(len(raw))]


def flipped(raw: bytes, dice: random.Random) -> bytes:
    """One bit changed; of a table often in its last part, which names the columns and has no sum."""
    lowest = max(0, len(raw) - 2000) if dice.random() < 0.5 else 0
    at = dice.randrange(lowest, len(raw))
    return raw[:at] + bytes([raw[at] ^ 1 << dice.randrange(8)]) + raw[at + 1 :]


def test_no_harm_to_any_file_is_answered_from(kg: Path) -> None:
    right, began = answers(kg), time.monotonic()
    folder = kg / "generations" / "2"
    files = [kg / "CURRENT", *sorted(p for p in folder.rglob("*") if p.is_file() and p.stat().st_size)]
    dice, counts = random.Random(5), Counter[str]()
    wrong = []
    for file in files:
        whole = file.read_bytes()
        for harm in (cut, flipped) * HARMS:
            file.unlink()  # generations share files: a new one, as a disk that harms one copy would not make
            file.write_bytes(harm(whole, dice))
            counts["harmed"] += 1
            found = asked(kg)
            if isinstance(found, str):
                counts["told"] += 1
                assert len(found.splitlines()) == 1
                assert ";" in found
            else:
                counts["right"] += found == right
                wrong += [] if found == right else [f"{file.relative_to(kg)} {harm.__name__}"]
        file.unlink()
        file.write_bytes(whole)
    note("damage", {**counts, "wrong": len(wrong), "files": len(files), "seconds": round(time.monotonic() - began, 1)})
    assert wrong == []
    assert counts["told"] > counts["harmed"] // 4
    assert answers(kg) == right


def test_a_generation_that_shares_no_harmed_file_is_still_there(kg: Path) -> None:
    shutil.rmtree(kg / "generations" / "2" / "rdf")
    (kg / "CURRENT").write_text("1\n", encoding="ascii")
    assert answers(kg)[0].generation == 1
