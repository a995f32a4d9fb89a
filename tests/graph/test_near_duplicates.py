"""One text in several outlets is one source, whatever the order in which the documents come; nothing else changes."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from itertools import permutations
from pathlib import Path

import pytest
from invented import usual
from policing_kg.graph.claim import MENTIONS
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.duplicate import NEAR_DUPLICATE, SignedDocument, near_duplicates
from policing_kg.graph.export import export
from policing_kg.graph.signature import body_signature
from policing_kg.graph.stats import stats
from policing_kg.graph.term import document_iri
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
dice = random.Random(14)


def prose(characters: int, seed: int) -> str:
    own = random.Random(seed)
    return "".join(chr(0x4E00 + own.randrange(3000)) for _ in range(characters))


def edited(text: str, share: float) -> str:
    letters = list(text)
    for at in dice.sample(range(len(letters)), int(len(letters) * share)):
        letters[at] = chr(0x4E00 + dice.randrange(3000))
    return "".join(letters)


STORY = prose(900, 1)
COPIES = {
    "a": ("2023-05-01", STORY),
    "b": ("2023-05-03", edited(STORY, 0.04)),
    "c": ("", STORY[: len(STORY) * 6 // 10]),
}


def clusters(documents: dict[str, tuple[str, str]]) -> dict[str, str]:
    return near_duplicates(SignedDocument(key, day, body_signature(text)) for key, (day, text) in documents.items())


def test_small_edits_another_date_and_a_cut_ending_make_no_new_text() -> None:
    assert clusters(COPIES) == {"b": "a", "c": "a"}


@pytest.mark.parametrize("share", [0.01, 0.02, 0.05])
def test_edits_up_to_one_character_in_twenty_are_found(share: float) -> None:
    texts = [prose(600, n) for n in range(40)]
    assert all(clusters({"a": ("2023", t), "b": ("2024", edited(t, share))}) for t in texts)


@pytest.mark.parametrize("share", [0.8, 0.6, 0.5])
def test_a_text_cut_to_its_half_is_found(share: float) -> None:
    texts = [prose(800, n) for n in range(40)]
    assert all(clusters({"a": ("2023", t), "b": ("2024", t[: int(len(t) * share)])}) for t in texts)


def test_other_texts_are_no_copies() -> None:
    assert clusters({str(n): ("2023", prose(600, n)) for n in range(200)}) == {}


def test_a_text_too_short_to_tell_is_no_copy() -> None:
    assert clusters({"a": ("2023", "民警走访社区。"), "b": ("2024", "民警走访社区。")}) == {}


def test_the_earliest_is_counted_and_an_undated_one_comes_last() -> None:
    assert set(clusters({"z": ("2021", STORY), "a": ("2023-01", STORY), "b": ("", STORY)}).values()) == {"z"}
    assert clusters({"b": ("", STORY), "a": ("", STORY)}) == {"b": "a"}


def test_the_clusters_do_not_depend_on_the_order() -> None:
    found = [clusters(dict(order)) for order in permutations([*COPIES.items(), ("d", ("2022", prose(900, 2)))])]
    assert all(one == found[0] for one in found)


def template(county: str, seed: int) -> str:
    """A yearly report by one form: the words are those of the form, place and figures are the county's own."""
    own = random.Random(seed)
    said = prose(1200, 99)
    pieces = [said[at : at + 60] for at in range(0, len(said), 60)]
    return "".join(f"{piece}{county}{own.randrange(20, 900)}起，" for piece in pieces)


def test_two_places_that_fill_in_one_form_are_two_sources() -> None:
    assert clusters({"a": ("2023", template("平川", 1)), "b": ("2023", template("石岭", 2))}) == {}
    first = template("平川", 1)
    assert clusters({"a": ("2023", first), "b": ("2024", edited(first, 0.02))}) == {"b": "a"}


# In a dataset


def carrying(key: str) -> DocumentClaims:
    day, text = COPIES[key]
    found = usual(f"{key}.txt", body=text)
    dated = replace(found.document, date=day, date_basis="page" if day else "none")
    return replace(found, document=dated, signature=body_signature(text))


def repeats(dataset: Dataset) -> dict[str, str]:
    names = {document_iri(f"{key}.txt").value: key for key in COPIES}
    with dataset.graph() as graph:
        found = [(q.subject, q.object) for q in graph.quads(None, NEAR_DUPLICATE)]
    return {names[getattr(one, "value", "")]: names[getattr(other, "value", "")] for one, other in found}


def from_scratch(folder: Path, keys: str) -> str:
    with Dataset.create(folder) as other:
        with other.writer() as w:
            for key in keys:
                w.put(carrying(key))
            w.commit()
        with other.graph() as graph:
            return quads_digest(graph.nquads())


@pytest.mark.parametrize("order", ["abc", "cba", "bca"])
def test_documents_that_come_one_by_one_cluster_as_if_they_came_together(
    order: str, dataset: Dataset, commit: Commit, quads: Callable[[Dataset], str], tmp_path: Path
) -> None:
    for key in order:
        commit(dataset, carrying(key))
    assert repeats(dataset) == {"b": "a", "c": "a"}
    assert quads(dataset) == from_scratch(tmp_path / "together", "abc")


def test_when_the_first_goes_the_next_is_counted(
    dataset: Dataset, commit: Commit, quads: Callable[[Dataset], str], tmp_path: Path
) -> None:
    commit(dataset, *(carrying(key) for key in "abc"))
    commit(dataset, without=["a.txt"])
    assert repeats(dataset) == {"c": "b"}
    assert quads(dataset) == from_scratch(tmp_path / "rest", "bc")


def test_copies_keep_their_claims_and_count_once(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, carrying("a"))
    alone = stats(dataset)
    commit(dataset, carrying("b"), carrying("c"))
    found = stats(dataset)
    assert (found.documents, found.sources) == (3, 1)
    assert found.claims == 3 * alone.claims
    assert found.by_predicate[MENTIONS] == 3


def test_an_export_names_the_document_that_is_repeated_and_no_signature(
    dataset: Dataset, commit: Commit, tmp_path: Path
) -> None:
    commit(dataset, *(carrying(key) for key in "abc"))
    export(dataset, "csv", tmp_path / "tables")
    export(dataset, "nquads", tmp_path / "kg.nq")
    export(dataset, "jsonl", tmp_path / "kg.jsonl")
    documents = (tmp_path / "tables" / "documents.csv").read_text("utf-8").splitlines()
    at = documents[0].split(",").index("near_duplicate_of")
    assert sorted(row.split(",")[at] for row in documents[1:]) == ["", "a.txt", "a.txt"]
    signatures = [carrying(key).signature for key in "abc"]
    files = [*(tmp_path / "tables").iterdir(), tmp_path / "kg.nq", tmp_path / "kg.jsonl"]
    written = [file.read_text("utf-8") for file in files]
    assert not any(signature[-60:] in text for signature in signatures for text in written)
