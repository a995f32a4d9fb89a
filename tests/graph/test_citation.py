"""A citation names the document, the place in it and the claim, in the style that a paper needs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from invented import BRANCH, BUREAU, CENTRE, MEETING, STATION, TEAMS, document, usual
from policing_kg.errors import AmbiguousName, UnknownName, UsageError
from policing_kg.graph.citation import Citation, cite
from policing_kg.graph.citation_styles import STYLES, write_citations
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import DocumentClaims
from policing_kg.graph.term import claim_iri, document_iri, entity_iri
from policing_kg.graph.writer import Changes

Commit = Callable[..., Changes]
LINK = (STATION.id, "org:unitOf", BRANCH.id, {})


def coded(found: DocumentClaims, **more: str) -> DocumentClaims:
    return replace(found, document=replace(found.document, **more))


def report(**more: str) -> DocumentClaims:
    about = {
        "title": "河口所的一周", "publisher": "云川日报", "date": "2024-03-05",
        "address": "https://news.example/a?x=1&y=50%25", "genre": "news",
    }  # fmt: skip
    return coded(document("a.txt", [LINK], [STATION, BRANCH]), **about | more)


def cited(dataset: Dataset, iri: str) -> tuple[Citation, ...]:
    with dataset.graph() as graph:
        return cite(graph, iri)


def claim_of(dataset: Dataset) -> str:
    return min(c.id for c in dataset.claims())


def test_a_claim_is_cited_with_document_and_place(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, report())
    claim = claim_of(dataset)
    (c,) = cited(dataset, claim)
    assert (c.key, c.title, c.publisher, c.date) == ("a.txt", "河口所的一周", "云川日报", "2024-03-05")
    (x,) = c.locations
    assert (x.claim, x.start, x.end, x.sentence_start, x.sentence_end) == (claim, 2, 9, 0, 20)


def test_a_claim_may_be_named_by_iri_compact_name_id_or_first_digits(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, report())
    claim = claim_of(dataset)
    names = [claim_iri(claim).value, f"claim:{claim}", claim, claim[:8], f"claim:{claim[:12]}", f" {claim} "]
    assert len({cited(dataset, name) for name in names}) == 1


def test_an_entity_is_cited_by_every_document_that_speaks_of_it(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, report(), coded(document("b.txt", [LINK], [STATION, BRANCH]), date="2023"))
    found = cited(dataset, entity_iri(STATION.id).value)
    assert [c.key for c in found] == ["b.txt", "a.txt"]  # by date
    assert cited(dataset, STATION.id) == found


def test_a_frame_is_cited_by_its_own_claims(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    with dataset.graph() as graph:
        from policing_kg.graph.term import term

        frame = next(graph.quads(None, "rdf:type", term("pk:Meeting"))).subject
        (c,) = cite(graph, str(getattr(frame, "value", "")))
    meeting = {x.id for x in dataset.claims() if x.object == MEETING.id}
    assert {x.claim for x in c.locations} == meeting
    assert len(meeting) == 2


def test_places_of_several_claims_are_named_once(dataset: Dataset, commit: Commit) -> None:
    found = document("a", [LINK, (BRANCH.id, "org:unitOf", BUREAU.id, {})], [STATION, BRANCH, BUREAU])
    same = tuple(replace(e, start=2, end=9, sentence_start=0, sentence_end=20) for e in found.evidence)
    commit(dataset, replace(found, evidence=same))
    (c,) = cited(dataset, BRANCH.id)
    ((_, claims),) = c.spans
    assert len(claims) == 2
    assert "characters 2–9 (sentence 0–20), claims " in write_citations([c])


def test_a_document_is_cited_as_a_whole(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, report())
    (c,) = cited(dataset, document_iri("a.txt").value)
    assert c.locations == ()
    assert write_citations([c]) == (
        "云川日报. 河口所的一周. 2024-03-05. https://news.example/a?x=1&y=50%25. Document a.txt."
    )


def test_a_coders_claim_without_a_place_cites_the_whole_document(dataset: Dataset, commit: Commit) -> None:
    found = document("d", [(STATION.id, "pk:implements", TEAMS.id, {})], [STATION, TEAMS], origin="coder")
    commit(dataset, replace(found, evidence=()))
    (c,) = cited(dataset, claim_of(dataset))
    assert [x.where for x in c.locations] == ["whole"]
    assert "whole, claim https://w3id.org/policing-kg/claim/" in write_citations([c])
    assert "全文, 陈述" in write_citations([c], "gbt7714")


def test_gbt_7714_has_its_order_mark_and_dates(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, report())
    first, place = write_citations(cited(dataset, claim_of(dataset)), "gbt7714", accessed="2024-04-01").splitlines()
    assert first == "云川日报. 河口所的一周[EB/OL]. (2024-03-05)[2024-04-01]. https://news.example/a?x=1&y=50%25."
    assert place == f"    字符2–9(句0–20), 陈述 {claim_iri(claim_of(dataset)).value}"


def test_the_issuer_is_the_author_and_the_publisher_the_carrier(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, report(issuer="云川市公安局"))
    found = cited(dataset, claim_of(dataset))
    assert write_citations(found, "gbt7714").startswith(
        "云川市公安局. 河口所的一周[EB/OL]. 云川日报, (2024-03-05). https"
    )
    assert write_citations(found, "gbt7714-2025").startswith(
        "云川市公安局. 河口所的一周[EB/OL]. 云川日报，（2024-03-05）. https"
    )
    (item,) = json.loads(write_citations(found, "csl-json"))
    assert (item["author"], item["container-title"]) == ([{"literal": "云川市公安局"}], "云川日报")


def test_bibtex_escapes_what_tex_reads_as_commands(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, report(title=r"50% & more_of {x} #1 $2 ~a^b \input{c}"))
    text = write_citations(cited(dataset, claim_of(dataset)), "bibtex", accessed="2024-04-01")
    title = next(line for line in text.splitlines() if line.startswith("  title"))
    assert title == (
        r"  title = {{50\% \& more\_of \{x\} \#1 \$2 \textasciitilde{}a\textasciicircum{}b "
        r"\textbackslash{}input\{c\}}},"
    )
    assert "  year = {2024},\n  month = {3},\n" in text
    assert "  url = {https://news.example/a?x=1&y=50%25},\n  urldate = {2024-04-01},\n" in text
    assert re.match(r"@misc\{policing-kg-[0-9a-f]{16},\n", text)
    plain = re.sub(r"\\[{}]", "", text)
    assert plain.count("{") == plain.count("}")


@pytest.mark.parametrize(
    ("date", "issued"),
    [
        ("2024", {"date-parts": [[2024]]}),
        ("2024-03", {"date-parts": [[2024, 3]]}),
        ("2023/2024-02", {"date-parts": [[2023], [2024, 2]]}),
        ("2024~", {"literal": "2024~"}),
        ("", None),
    ],
)
def test_csl_json_holds_the_date_in_parts(dataset: Dataset, commit: Commit, date: str, issued: object) -> None:
    commit(dataset, report(date=date))
    (item,) = json.loads(write_citations(cited(dataset, claim_of(dataset)), "csl-json", accessed="2024-04-01"))
    assert (item.get("issued"), item["type"], item["accessed"]) == (issued, "webpage", {"date-parts": [[2024, 4, 1]]})
    assert item["custom"]["claims"] == [
        {"id": claim_iri(claim_of(dataset)).value, "start": 2, "end": 9, "sentence_start": 0, "sentence_end": 20}
    ]


@pytest.mark.parametrize("style", STYLES)
def test_every_style_bears_title_date_and_claim(dataset: Dataset, commit: Commit, style: str) -> None:
    commit(dataset, report())
    text = write_citations(cited(dataset, claim_of(dataset)), style)
    assert all(part in text for part in ("河口所的一周", "2024", "云川日报", claim_iri(claim_of(dataset)).value))


@pytest.mark.parametrize("style", STYLES)
def test_a_document_of_which_little_is_known_is_cited_by_its_key(dataset: Dataset, commit: Commit, style: str) -> None:
    commit(dataset, report(title="", publisher="", date="", address=""))
    text = write_citations(cited(dataset, claim_of(dataset)), style)
    assert "a.txt" in text
    assert ". ." not in text
    assert "()" not in text


def test_unknown_and_ambiguous_names_are_refused_in_one_line(dataset: Dataset, commit: Commit) -> None:
    commit(dataset, usual("a.txt"))
    for name in ("f" * 64, "claim:abc", document_iri("none").value, CENTRE.id[:-1] + "g", "https://x.example/", "a b"):
        with pytest.raises(UnknownName) as refused:
            cited(dataset, name)
        assert "\n" not in str(refused.value)


def test_digits_that_several_claims_begin_with_are_ambiguous(
    dataset: Dataset, commit: Commit, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(dataset, usual("a.txt"))
    monkeypatch.setattr("policing_kg.graph.citation._FEWEST", 0)
    with pytest.raises(AmbiguousName, match="name one of claim"):
        cited(dataset, "claim:")


def test_an_unknown_style_or_a_wrong_date_is_refused() -> None:
    with pytest.raises(
        UsageError, match="apa: not a style of citation; use text, bibtex, gbt7714, gbt7714-2025, csl-json"
    ):
        write_citations([], "apa")
    with pytest.raises(UsageError, match="yesterday: not a date"):
        write_citations([], accessed="yesterday")
