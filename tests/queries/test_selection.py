"""`reviewed` and `as_of`: a question answers as it would of a dataset that held no other claims."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any

import policing_kg.queries
import pytest
from invented_world import claims, entities, iri_of, link_of, write_world
from policing_kg.errors import Unavailable, UnknownName, UsageError
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.document import Document
from policing_kg.graph.excerpt import Excerpt, Selection
from policing_kg.queries import EMBEDDED, Named, Reader, Result, ask, load_catalogue

CATALOGUE = load_catalogue()
Given = Mapping[str, str | list[str]]


def _listed(names: str) -> frozenset[str]:
    return frozenset(names.split())


# Of claims.csv what holds in June 2023: what is dated or has begun by then, figures of 2023, and of the rest what
# stands in a document of 10 May 2023, of 2022 or of 2010.
JUNE_2023 = _listed(
    "c01 c02 c04 c05 c06 c10 c11 c12 c13 c14 c15 c20 c21 c22 c30 c32 c37 c38 c40 c42 c43 c50 c51 "
    "c60 c61 c62 c63 c64 c65 c66 c67 c69 c70 r02 r10 r20 r23 r30 r31 r40 r41"
)
ACCEPTED = _listed(
    "c02 c03 c04 c10 c13 c14 c20 c23 c31 c33 c34 c36 c40 c44 c50 c60 c61 c63 c64 c67 c69 r01 r04 r10 r15 r20 r21 r31 "
    "r40 r42 r44 r46"
)


def _accept(claim: str, kind: str = "accept", **more: Any) -> Decision:
    return Decision(kind, claims()[claim].id, "reader", "2025-01-01", "read again", **more)


def _decided(folder: Path, *decisions: Decision) -> Path:
    write_world(folder)
    with Dataset.open(folder) as dataset, dataset.writer() as writer:
        for decision in decisions:
            writer.decide(decision)
        writer.commit()
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("selection")


@pytest.fixture(scope="module")
def judged(folder: Path) -> Iterator[Reader]:
    """The invented world, of which a reviewer accepted a third."""
    with Reader(_decided(folder / "judged", *map(_accept, sorted(ACCEPTED)))) as opened:
        yield opened


@pytest.fixture(scope="module")
def accepted_alone(folder: Path) -> Iterator[Reader]:
    write_world(folder / "accepted", ACCEPTED)
    with Reader(folder / "accepted") as opened:
        yield opened


@pytest.fixture(scope="module")
def june_alone(folder: Path) -> Iterator[Reader]:
    write_world(folder / "june", JUNE_2023)
    with Reader(folder / "june") as opened:
        yield opened


def _sets(parameter: str) -> list[Any]:
    """Every case of every question that takes a parameter."""
    found = []
    for name, query in CATALOGUE.items():
        if any(p.name == parameter for p in query.parameters):
            cases = json.loads((files(policing_kg.queries) / "catalogue" / name / "expected.json").read_text("utf-8"))
            found += [pytest.param(name, case["parameters"], id=f"{name}-{n}") for n, case in enumerate(cases)]
    return found


def _cells(result: Result) -> Counter[Any]:
    return Counter((tuple((c, str(v)) for c, v in row.items()), row.claims, row.evidence) for row in result)


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize(("name", "given"), _sets("reviewed"))
def test_reviewed_answers_as_if_only_accepted_claims_were_held(
    judged: Reader, accepted_alone: Reader, name: str, given: Given
) -> None:
    expected = _cells(ask(accepted_alone, name, given))
    for engine in EMBEDDED:
        assert _cells(ask(judged, name, {**given, "reviewed": True}, engine)) == expected


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize(("name", "given"), _sets("as_of"))
def test_as_of_answers_as_if_only_what_held_then_were_held(
    reader: Reader, june_alone: Reader, name: str, given: Given
) -> None:
    expected = _cells(ask(june_alone, name, given))
    for engine in EMBEDDED:
        assert _cells(ask(reader, name, {**given, "as_of": "2023-06"}, engine)) == expected


def _answering(opened: Reader, **selected: str) -> set[str]:
    """The questions that have rows in some case."""
    return {name for name, given in (p.values for p in _sets(*selected)) if ask(opened, name, {**given, **selected})}


def test_these_comparisons_see_rows_and_before_all_sources_there_are_none(judged: Reader, reader: Reader) -> None:
    offering = {p: {name for name, _ in (s.values for s in _sets(p))} for p in ("reviewed", "as_of")}
    assert _answering(judged, reviewed="yes") == offering["reviewed"] - {"chain"}  # c01 was not accepted
    assert _answering(reader, reviewed="yes") == set()
    assert _answering(reader, as_of="2023-06") == offering["as_of"]
    assert _answering(reader, as_of="2009") == set()


def test_a_contradiction_stands_in_the_period_of_its_figures(reader: Reader) -> None:
    found = {day: _claims_of(ask(reader, "contradictions", {"as_of": day})) for day in ("2022", "2023", "2024")}
    assert found == {"2022": "", "2023": "c60 c61", "2024": ""}


# Claims of the rows of `mechanisms-of`, by day.  c30 is dated 2021-03/..; the rest are undated, c32 of a document of
# 2022-11-03, c37 and c38 of 2023-05-10, c31, c33 and c34 of 2024-01-15; c35 and c39 stand in an undated one.
BY_DAY = {
    "2021-02-28": "",
    "2021-02": "",
    "2021-03-01": "c30",
    "2021-03": "c30",
    "2021": "c30",
    "2022-11-02": "c30",
    "2022-11-03": "c30 c32",
    "2022": "c30 c32",
    "2023-05-09": "c30 c32",
    "2023-05": "c30 c32 c37 c38",
    "2024-01-14": "c30 c32 c37 c38",
    "2024-01-15": "c30 c31 c32 c33 c34 c37 c38",
    "203X": "c30 c31 c32 c33 c34 c37 c38",
}


def _claims_of(result: Result) -> str:
    names = {claim.id: name for name, claim in claims().items()}
    return " ".join(sorted(names[c] for row in result for c in row.claims))


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize("engine", EMBEDDED)
def test_a_row_stands_from_the_first_day_of_its_date_else_from_that_of_its_document(
    reader: Reader, engine: str
) -> None:
    found = {day: _claims_of(ask(reader, "mechanisms-of", {"as_of": day}, engine)) for day in BY_DAY}
    assert found == BY_DAY


@pytest.mark.parametrize(
    ("day", "figures"),
    [
        ("2022-12-31", "c68"),
        ("2023-01-01", "c60 c61 c62 c63 c64 c65 c66 c67"),
        ("2023", "c60 c61 c62 c63 c64 c65 c66 c67 c69"),
        ("2024", "c69"),
    ],
)
def test_a_figure_stands_in_its_period_and_without_one_from_the_date_of_its_document(
    reader: Reader, day: str, figures: str
) -> None:
    assert _claims_of(ask(reader, "figures", {"as_of": day})) == figures


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize("engine", EMBEDDED)
def test_counts_are_of_what_is_left(reader: Reader, judged: Reader, engine: str) -> None:
    def sources(opened: Reader, **given: str) -> list[tuple[object, str]]:
        rows = ask(opened, "adopters", {"mechanism": "三队一台", "place": "东岭区", **given}, engine)
        return [(row["sources"], str(row["stage"])) for row in rows]

    assert sources(reader) == [(2, "full"), (2, "full")]  # c30 and c33
    assert sources(reader, as_of="2023") == [(1, "full")]
    assert sources(judged, reviewed="yes") == [(1, "full")]


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize("engine", EMBEDDED)
def test_a_chain_goes_on_only_over_links_that_count(reader: Reader, judged: Reader, engine: str) -> None:
    def chain(opened: Reader, unit: str, **given: str) -> list[tuple[object, str]]:
        rows = ask(opened, "chain", {"unit": unit, **given}, engine)
        names = {claim.id: name for name, claim in claims().items()}
        return [(row["step"], " ".join(sorted(names[c] for c in row.claims))) for row in rows]

    assert chain(reader, "河口派出所") == [(1, "c01"), (2, "c02 c03"), (3, "c04"), (4, "c05")]
    assert chain(reader, "河口派出所", as_of="2023") == [(1, "c01"), (2, "c02"), (3, "c04"), (4, "c05")]
    assert chain(reader, "河口派出所", as_of="2022") == []
    assert chain(reader, "云川市公安局", as_of="2022") == [(1, "c04"), (2, "c05")]
    assert chain(judged, "河口派出所", reviewed="yes") == []  # c01 was not accepted
    assert chain(judged, "东岭分局", reviewed="yes") == [(1, "c02 c03"), (2, "c04")]


@pytest.mark.usefixtures("cypher_engine")
def test_the_last_decision_counts_and_a_correction_is_one(folder: Path) -> None:
    decisions = [
        _accept("c30"), _accept("c33"), _accept("c32"), _accept("c32", "reject"),  # accepted, then rejected
        _accept("c37", "reject"), _accept("c37"),  # rejected, then accepted
        _accept("c31", "correct", change=(("stage", "full"),)),
    ]  # fmt: skip
    with Reader(_decided(folder / "decided", *decisions)) as opened:
        for engine in EMBEDDED:
            rows = ask(opened, "mechanisms-of", {"reviewed": "yes"}, engine)
            found = {(_key(row["body"]), _key(row["mechanism"]), row["stage"]) for row in rows}
            assert found == {
                ("branch", "teams", "full"),
                ("station", "grid", None),
                ("county", "teams", "full"),
            }
            assert claims()["c31"].id not in {c for row in rows for c in row.claims}
            whole = {_key(row["body"]) for row in ask(opened, "mechanisms-of", {"reviewed": "no"}, engine)}
            assert "south" not in whole
            assert "centre" in whole


def _key(value: object) -> str:
    return next(key for key in entities() if isinstance(value, Named) and iri_of(key) == value.iri)


@pytest.mark.usefixtures("cypher_engine")
def test_what_a_source_says_to_have_ended_ends_it_for_all_sources(folder: Path) -> None:
    write_world(folder / "ended")
    ended = {"when": "2023-08", "when_basis": "stated", "stage": "ended"}
    with Dataset.open(folder / "ended") as dataset, dataset.writer() as writer:
        writer.put(link_of(Document("news/end.txt", date="2024"), "branch", "pk:implements", "teams", **ended))
        writer.commit()
    with Reader(folder / "ended") as opened:
        for engine in EMBEDDED:
            days = ("2023-07-31", "2023-08-31", "2023-09-01", "2024-02")
            given = {"mechanism": "三队一台", "place": "东岭区"}
            assert [
                sorted(str(row["stage"]) for row in ask(opened, "adopters", {**given, "as_of": day}, engine))
                for day in days
            ] == [["full"], ["ended", "full"], [], []]


@pytest.mark.usefixtures("cypher_engine")
def test_both_at_once_take_what_both_take(judged: Reader) -> None:
    for engine in EMBEDDED:
        found = ask(judged, "mechanisms-of", {"reviewed": "yes", "as_of": "2024-01-15"}, engine)
        assert _claims_of(found) == "c31 c33 c34"
        assert not ask(judged, "mechanisms-of", {"reviewed": "yes", "as_of": "2024-01-14"}, engine)


def test_the_answer_says_what_was_selected_and_of_which_dataset(reader: Reader) -> None:
    result = ask(reader, "postings", {"as_of": "2023-03", "reviewed": False})
    assert result.parameters == {"as_of": ("2023-03",), "reviewed": ("no",)}
    assert result.dataset == reader.digest
    assert _claims_of(result) == "c20 c22"


@pytest.mark.parametrize(
    ("query", "given", "says"),
    [
        ("figures", {"as_of": "last year"}, "as_of=last year: not a date; write a year, a month or a day"),
        ("figures", {"as_of": "2023-02-30"}, "as_of=2023-02-30: not a date"),
        ("figures", {"as_of": "2022/2023"}, "as_of=2022/2023: not a date"),
        ("figures", {"as_of": ""}, "as_of=: the value is empty"),
        ("figures", {"as_of": ["2022", "2023"]}, "as_of=2023: a second value; give one as_of"),
        ("figures", {"reviewed": "maybe"}, "reviewed=maybe: no such choice; use no, yes"),
        ("figures", {"reviewed": ["yes", "no"]}, "reviewed=no: a second value"),
    ],
)
def test_a_bad_value_is_one_line_that_names_the_mend(reader: Reader, query: str, given: Any, says: str) -> None:
    with pytest.raises(UsageError) as caught:
        ask(reader, query, given)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_status == 2


@pytest.mark.parametrize("name", ["bodies", "coverage", "documents", "model-claims", "names", "unresolved"])
def test_a_question_that_does_not_offer_it_says_so(reader: Reader, name: str) -> None:
    for parameter, value in (("as_of", "2023"), ("reviewed", "yes")):
        with pytest.raises(UnknownName, match=f"{parameter}: unknown parameter of {name}, which takes"):
            ask(reader, name, {parameter: value})


def test_an_excerpt_of_all_claims_is_the_whole_graph(judged: Reader) -> None:
    excerpt = Excerpt(judged.dataset, Selection())
    with excerpt.graph() as graph:
        assert graph.nquads() == judged.graph.nquads()
    excerpt.close()


def test_without_room_for_it_one_line_says_so(world: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "gone"))
    with (
        Reader(world) as opened,
        pytest.raises(Unavailable, match=r"gone: an excerpt .*TMPDIR") as said,
    ):
        ask(opened, "figures", {"as_of": "2023"})
    assert said.value.exit_status == 3


def test_a_reader_keeps_few_excerpts_and_leaves_nothing_behind(world: Path) -> None:
    with Reader(world) as opened:
        rooms = []
        for year in range(2019, 2025):
            with opened.answering(Selection(as_of=str(year))) as excerpted:
                rooms.append(excerpted._source.folder)
        with opened.answering(Selection(as_of="2024")) as again:
            assert again is excerpted
        assert [room.exists() for room in rooms] == [False] * 2 + [True] * 4
    assert not any(room.exists() for room in rooms)


def test_threads_that_ask_of_more_days_than_are_kept_each_get_the_rows_of_theirs(world: Path) -> None:
    days = [str(year) for year in range(2019, 2026)]
    with Reader(world) as opened:
        alone = {day: ask(opened, "figures", {"as_of": day}).rows for day in days}
        with ThreadPoolExecutor(3) as pool:
            at_once = list(pool.map(lambda day: ask(opened, "figures", {"as_of": day}).rows, days * 2))
    assert at_once == [alone[day] for day in days * 2]


def test_threads_that_ask_of_one_day_share_one_excerpt(world: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[Selection] = []

    def making(dataset: Dataset, selection: Selection) -> Excerpt:
        made.append(selection)
        return Excerpt(dataset, selection)

    monkeypatch.setattr("policing_kg.queries.reader.Excerpt", making)
    with Reader(world) as opened, ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda day: ask(opened, "figures", {"as_of": day}), ["2023"] * 4))
    assert made == [Selection(as_of="2023")]


def test_a_server_that_holds_every_claim_refuses_a_choice(reader: Reader) -> None:
    with pytest.raises(UsageError, match="the server holds every claim"):
        ask(reader, "mechanisms-of", {"reviewed": "yes"}, "neo4j")
