"""Near-duplicates brought along with a change equal those found anew, whatever the history."""

from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

from invented import usual
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.duplicate import NEAR_DUPLICATE, duplicate_quads, near_duplicates
from policing_kg.graph.scan import signed_documents
from policing_kg.graph.segment import segments_of
from policing_kg.graph.signature import body_signature


def carried(key: str, text: str, day: str) -> DocumentClaims:
    found = usual(key, body=f"{key} {text[:40]} {len(text)} {day}")
    return replace(found, document=replace(found.document, date=day), signature=body_signature(text))


def test_any_history_of_edits_dates_and_withdrawals_comes_to_what_a_fresh_look_finds(tmp_path: Path) -> None:
    dice = random.Random(8)

    def prose(seed: int, cut: int) -> str:
        """One of few texts, cut at its end and with one part of its own."""
        own, mine = random.Random(seed), random.Random(f"{seed} {cut}")
        shared = [chr(0x4E00 + own.randrange(3000)) for _ in range(420)]
        at = mine.randrange(300)
        shared[at : at + 40] = [chr(0x4E00 + mine.randrange(3000)) for _ in range(40)]
        return "".join(shared[: 420 - cut])

    repeated = 0
    with Dataset.create(tmp_path / "kg") as dataset:
        for _ in range(14):
            with dataset.writer() as writer:
                for key in dice.sample("abcdefghijkl", 3):
                    if dice.random() < 0.25:
                        writer.withdraw(key)
                    else:
                        text = prose(dice.randrange(3), 30 * dice.randrange(6))
                        writer.put(carried(key, text, f"202{dice.randrange(4)}"))
                writer.commit()
            expected = duplicate_quads(near_duplicates(signed_documents(segments_of(dataset.folder, "documents"))))
            with dataset.graph() as graph:
                assert set(graph.quads(None, NEAR_DUPLICATE)) == expected
            repeated += len(expected)
    assert repeated > 20
