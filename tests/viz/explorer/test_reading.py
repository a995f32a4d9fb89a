"""Reading on from an entity: its neighbourhood, its timeline, its lists by pages, and how claims stand."""

from __future__ import annotations

import hashlib
import json
import re
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlencode

import pytest
from invented_world import claims, iri_of
from policing_kg.graph.claim import Evidence, fingerprint, make_claim
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.document import Document, DocumentClaims, Manifestation, body_hash
from policing_kg.graph.entity import Entity, entity_id
from policing_kg.graph.review import annotated_shares
from policing_kg.queries.limits import Limits

RULE, SHARE = next(iter(annotated_shares().items()))
MANY = 75  # stations of one bureau


def _path(key: str) -> str:
    return iri_of(key).partition("/id/")[2]


@pytest.fixture(scope="session")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bureau with many stations, one of which a second document denies to run what it is said to run."""
    folder = tmp_path_factory.mktemp("crowded") / "kg"
    with Dataset.create(folder) as dataset, dataset.writer() as writer:
        writer.put(_document("said.txt", "2021-05-06", _said()))
        station, plan = _station(0), _plan()
        writer.put(_document("denied.txt", "2022-01-02", [(station, "pk:implements", plan, {"polarity": "negative"})]))
        writer.commit()
        accepted = sorted(c for h in dataset.holdings() for c in h.claims)[0]
        writer.decide(Decision("accept", accepted, "anna", "2026-01-01T00:00:00+00:00", "", seen=(("rule", RULE),)))
        writer.commit()
    return folder


def _bureau() -> Entity:
    return _unit("青禾市公安局")


def _station(number: int) -> Entity:
    return _unit("青禾市公安局", f"第{number}派出所")


def _unit(*chain: str) -> Entity:
    return Entity(entity_id("unit", "", chain), "unit", "".join(chain), "", "派出所", chain, sector="police")


def _plan() -> Entity:
    return Entity(entity_id("mechanism", "", ("七日联动",)), "mechanism", "七日联动", "", "practice", ("七日联动",))


def _said() -> list[tuple[Entity, str, Entity, dict[str, str]]]:
    stations = [_station(number) for number in range(MANY)]
    runs = [(s, "pk:implements", _plan(), {"when": f"{1990 + n}/.."}) for n, s in enumerate(stations[:30])]
    return [(s, "org:unitOf", _bureau(), {}) for s in stations] + runs


def _document(key: str, date: str, said: list[tuple[Entity, str, Entity, dict[str, str]]]) -> DocumentClaims:
    version = body_hash(key)
    file = Manifestation(hashlib.sha256(key.encode()).hexdigest(), key, "fixture", body=((0, 900),))
    found = [
        make_claim(key, s.id, p, o.id, qualifiers=q, sentence=fingerprint(f"{p}{n}"), rule=RULE)
        for n, (s, p, o, q) in enumerate(said)
    ]
    evidence = [Evidence(c.id, version, file.sha256, n, n + 1, 0, 200) for n, c in enumerate(found)]
    known = tuple({e.id: e for s, _, o, _ in said for e in (s, o)}.values())
    document = Document(key, title=key, date=date, date_basis="dateline")
    return DocumentClaims(document, version, version, file, tuple(found), tuple(evidence), known)


@pytest.fixture(scope="session")
def crowd(start_once: Callable[..., Any], crowded: Path) -> Any:
    return start_once(crowded)


def test_an_entity_page_shows_the_first_of_many_and_leads_to_all_by_pages(crowd: Any) -> None:
    page = crowd.get(f"/id/{_bureau().id}").text
    assert f"10 / {MANY}" in page
    at = re.search(r'href="(/edges/[^"]+)"', page)
    assert at
    seen: list[str] = []
    address = at[1].replace("&amp;", "&")
    while address:
        page = crowd.get(address).text
        seen += re.findall(r'<td><a class="name" href="/id/([^"]+)"', page)
        after = re.search(r'<a href="([^"]+)" rel="next"', page)
        address = after[1].replace("&amp;", "&") if after else ""
    assert sorted(seen) == sorted(_station(n).id for n in range(MANY))


def test_records_of_a_class_are_listed_by_pages(crowd: Any) -> None:
    first = crowd.get(f"/records/{_plan().id}?class=pk:Implementation").text
    assert first.count("/id/implementation/") == 30
    assert 'rel="next"' not in first
    assert crowd.get(f"/records/{_plan().id}?class=pk:Implementation&from=25").text.count("/id/implementation/") == 5


def test_the_claims_of_one_edge_are_listed(crowd: Any) -> None:
    asked = {
        "relation": "pk:implements",
        "direction": "in",
        "other": f"https://w3id.org/policing-kg/id/{_station(3).id}",
    }
    page = crowd.get(f"/edges/{_plan().id}?{urlencode(asked)}").text
    assert len(re.findall(r'href="/claim/', page)) == 1
    assert _station(3).name in page


def test_beside_a_claim_stands_how_often_its_rule_is_right(crowd: Any) -> None:
    page = crowd.get(f"/edges/{_plan().id}?relation=pk:implements&direction=in").text
    claim = crowd.get(re.findall(r'href="(/claim/[^"]+)"', page)[0]).text
    assert f"right in {SHARE.right} of {SHARE.found} in annotated texts" in claim
    assert "reviewers accepted 1 of 1" in claim


@pytest.mark.parametrize(
    ("asked", "status", "said"),
    [
        ("edges/{}?relation=pk:nosuch", 404, "unknown relation"),
        ("edges/{}?relation=org:unitOf&direction=up", 400, "direction=up"),
        ("edges/{}?relation=org:unitOf&from=-1", 400, "from=-1"),
        ("records/{}?class=pk:Body", 404, "unknown class"),
        ("timeline/unit/-/000000000000", 404, "unknown entity"),
        ("near/unit/-/000000000000", 404, "unknown entity"),
    ],
)
def test_a_list_that_is_not_there_is_refused(crowd: Any, asked: str, status: int, said: str) -> None:
    answer = crowd.get(asked.format(_bureau().id), "*/*")
    assert (answer.status, said in answer.text) == (status, True)


def test_the_timeline_is_in_the_order_of_stated_dates_then_of_documents(crowd: Any) -> None:
    pages = [crowd.get(f"/timeline/{_plan().id}?from={start}").text for start in (0, 40)]
    dates = [d for page in pages for d in re.findall(r'<td class="date">([^<]+)</td>', page)]
    assert dates == [f"{1990 + n}/.." for n in range(30)] + ["2022-01-02"]
    assert "date of the document" in pages[0]


def test_a_claim_that_another_document_denies_is_marked_wherever_it_is_shown(crowd: Any) -> None:
    contested = "contested: another document denies it"
    station = _station(0).id
    for address in (f"id/{station}", f"timeline/{_plan().id}", f"queries/links?{urlencode({'name': 'id:' + station})}"):
        assert crowd.get(address).text.count(contested) > 0
    assert contested not in crowd.get(f"id/{_station(1).id}").text


def test_neighbours_come_some_at_a_time_in_the_reader_s_language(crowd: Any) -> None:
    got = json.loads(crowd.get(f"/near/{_bureau().id}?format=json&lang=zh").body)
    (tie,) = got["ties"]
    assert (tie["relation"], tie["outgoing"], tie["label"], tie["left"]) == ("org:unitOf", False, "隶属于", MANY - 8)
    more = {"format": "json", "relation": "org:unitOf", "direction": "in", "from": tie["next"]}
    (then,) = json.loads(crowd.get(f"/near/{_bureau().id}?{urlencode(more)}").body)["ties"]
    assert then["label"] == "unit of"
    assert not {one["id"] for one in then["near"]} & {one["id"] for one in tie["near"]}


def test_the_neighbourhood_is_a_plain_list_without_a_script(site: Any) -> None:
    page = site.get(f"/near/{_path('branch')}").text
    for key in ("bureau", "teams", "justice"):
        assert f'href="/id/{_path(key)}"' in page


def test_answers_and_forms_in_chinese_hold_no_english_relation(site: Any) -> None:
    zh = {"Accept_Language": "zh"}
    chain = site.get("/queries/chain?" + urlencode({"unit": iri_of("branch")}), **zh).text
    assert "隶属于" in chain
    assert "unit of" not in chain.partition("<details>")[0]
    links = site.get("/queries/links", **zh).text
    assert '<option value="led by">受…领导(块)</option>' in links
    assert ">hierarchy<" not in site.get("/queries", **zh).text


def test_an_entity_page_in_chinese_names_properties_and_values_in_chinese(site: Any) -> None:
    page = site.get(f"/id/{_path('branch')}", Accept_Language="zh").text
    for english in ("unit of", "full", "own", "not reviewed", "characters"):
        assert f">{english}<" not in page
    assert "全面" in page
    assert "未审核" in page
    assert "已审核采信" in page


@pytest.mark.parametrize(
    ("path", "link"),
    [
        ("/views/hierarchi", "/views/hierarchy"),
        ("/queries/chians", "/queries/chain"),
        ("/terms/pk:Postin", "/terms/pk:Posting"),
        ("/queries/chain?unit=" + quote("云川市公安厅"), "?unit=" + quote("云川市公安局")),
        ("/entity?name=" + quote("云川市公安厅"), "/entity?name=" + quote("云川市公安局")),
    ],
)
def test_the_nearest_name_leads_to_what_was_asked_for(site: Any, path: str, link: str) -> None:
    assert f'href="{link}"' in site.get(path).text


def test_a_name_of_several_leads_on_with_the_question(crowd: Any) -> None:
    page = crowd.get("/queries/links?" + urlencode({"name": "派出所"}))
    assert page.status == 300
    assert 'href="?name=https%3A%2F%2Fw3id.org' in page.text


def test_a_document_says_how_its_claims_stand(site: Any) -> None:
    from invented_world import document_iri_of

    page = site.get("/" + document_iri_of(claims()["c36"].document).partition("policing-kg/")[2]).text
    assert "required" in page
    assert "implements" in page


@pytest.mark.parametrize("typed", ["Body", "pk:Body", "机构", "body", "https://w3id.org/policing-kg/ontology#Body"])
def test_the_ontology_is_drawn_around_a_term_however_it_is_named(site: Any, typed: str) -> None:
    drawn = site.get("/views/ontology?" + urlencode({"term": typed}))
    assert drawn.status == 200
    assert "pk:PoliceBody" in drawn.text


def test_a_view_that_takes_too_long_is_503_while_pages_are_answered(
    start: Callable[..., Any], world_folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.syspath_prepend(str(Path(__file__).parent))  # where the process finds the module that never draws
    with start(world_folder, Limits(seconds=3), views="slow_view") as site:
        drawn: list[Any] = []
        asked = "/views/hierarchy?" + urlencode({"unit": iri_of("branch")})
        drawing = threading.Thread(target=lambda: drawn.append(site.get(asked)))
        drawing.start()
        assert site.get(f"/id/{_path('branch')}").status == 200
        drawing.join(90)
        assert drawn[0].status == 503
        assert "view: stopped after 3 seconds; ask for less" in drawn[0].text
        assert site.get("/").status == 200
