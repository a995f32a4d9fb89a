"""Further relations and policy documents, on their way from an extraction or a coded table to claims."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from policing_kg.errors import InputRefused
from policing_kg.graph.claim import ATTRIBUTES, RELATIONS
from policing_kg.graph.document import Document, DocumentClaims, Manifestation
from policing_kg.graph.validation import validate
from policing_kg.loaders.claims.assertion import assert_claims
from policing_kg.loaders.claims.coded import read_coded_rows
from policing_kg.loaders.claims.coded_claims import CodedSource, coded_document
from policing_kg.loaders.extraction import POLICY_TYPE, Extraction, Link, Mention
from policing_kg.loaders.pipeline import _screened, extract_article
from policing_kg.loaders.record import document_record
from policing_kg.loaders.resolution import body_entity, policy_entity
from policing_kg.loaders.texts.article import SourceText

TEXT = "平山县公安局印发《警务室星级评定办法》（平公通〔2022〕15号）。平山县综治中心将纠纷分流至平山县司法局。"
TITLE = "警务室星级评定办法"
NUMBER = "平公通〔2022〕15号"


@pytest.fixture(scope="module")
def extraction() -> Extraction:
    read = extract_article(SourceText("a.txt", TEXT, "0" * 64))
    end = TEXT.index("。") + 1
    policy = Mention(8, 19, POLICY_TYPE, TITLE, "policy.title@1")
    return replace(
        read,
        policies=(policy,),
        relations=(
            Link("平山县公安局", "issues", TITLE, 0, end, "issues@1", (("when", "2022"),), "Unit", POLICY_TYPE),
            Link(TITLE, "hasNumber", NUMBER, 0, end, "number@1", (), POLICY_TYPE),
            Link("平山县综治中心", "refersTo", "平山县司法局", end, len(TEXT), "refers@1", (("manner", "diversion"),)),
        ),
    )


def claims_of(extraction: Extraction, key: str = "a.txt") -> DocumentClaims:
    return assert_claims(extraction, Document(key, "a", "news", date_basis="none"), Manifestation("0" * 64, key))


def test_relations_and_policy_documents_stand_in_more_and_nowhere_else(extraction: Extraction) -> None:
    record = document_record(extraction)
    assert record["more"]["entities"] == [
        {"text": f"《{TITLE}》", "start": 8, "end": 19, "type": "Document", "canonical": TITLE}
    ]
    first = record["more"]["relations"][0]
    assert (first["relation"], first["start"], first["qualifiers"]) == ("issues", 0, {"when": "2022"})
    assert record["more"]["rules"]["relations"] == ["issues@1", "number@1", "refers@1"]
    plain = document_record(replace(extraction, policies=(), relations=()))
    assert [record[field] for field in ("entities", "indicators", "links")] == [
        plain[field] for field in ("entities", "indicators", "links")
    ]


def test_a_relation_becomes_a_claim_with_its_qualifiers_and_its_place(extraction: Extraction) -> None:
    found = claims_of(extraction)
    names = {e.id: e.name for e in found.entities}
    said = {c.predicate: c for c in found.claims if c.predicate in (*RELATIONS.values(), *ATTRIBUTES.values())}
    issued, numbered, referred = (said[p] for p in ("pk:issues", "pk:documentNumber", "pk:refersTo"))
    assert (names[issued.subject], names[issued.object]) == ("平山县公安局", TITLE)
    assert (numbered.subject, numbered.object, numbered.value) == (issued.object, "", NUMBER)
    assert (names[referred.object], referred.qualifier("manner")) == ("平山县司法局", "diversion")
    places = {e.claim: (e.start, e.end) for e in found.evidence}
    assert places[numbered.id] == (0, TEXT.index("。") + 1)


def test_a_policy_document_is_mentioned_and_tied_to_the_body_that_issues_it(extraction: Extraction) -> None:
    found = claims_of(extraction)
    (entity,) = [e for e in found.entities if e.kind == "policy"]
    bureau = body_entity("平山县公安局", type="Unit")
    assert (entity.name, entity.place, entity.scope) == (TITLE, bureau.place, bureau.id)
    assert [c.object for c in found.claims if c.predicate == "pk:mentions" and c.object == entity.id]
    alone = claims_of(replace(extraction, relations=()), "b.txt")
    assert [e.scope for e in alone.entities if e.kind == "policy"] == ["b.txt"]


def test_a_number_whose_sentence_does_not_name_the_document_is_left_out(extraction: Extraction) -> None:
    stray = Link(TITLE, "hasNumber", NUMBER, TEXT.index("。") + 1, len(TEXT), "number@1", (), POLICY_TYPE)
    found = claims_of(replace(extraction, relations=(stray,)))
    assert not [c for c in found.claims if c.predicate == "pk:documentNumber"]


def test_the_last_look_for_persons_covers_titles_and_relations(extraction: Extraction) -> None:
    text = TEXT + "民警傅志刚走访。"
    read = extract_article(SourceText("a.txt", text, "0" * 64))
    clean = read.policies, read.relations
    named = Mention(8, 19, POLICY_TYPE, "学习傅志刚同志的决定", "policy.title@1")
    link = Link("平山县公安局", "issues", "学习傅志刚同志的决定", 0, 30, "issues@1")
    found = _screened(replace(read, policies=(*read.policies, named), relations=(*read.relations, link)))
    assert (found.policies, found.relations) == clean


def test_the_last_look_for_persons_covers_every_field_of_a_figure() -> None:
    text = "2023年，平山县公安局化解矛盾纠纷120起，同比上升5%。民警傅志刚走访。"
    read = extract_article(SourceText("a.txt", text, "0" * 64))
    named = [
        replace(i, measure="傅志刚走访量", period="傅志刚任职期间", comparison="较傅志刚时") for i in read.indicators
    ]
    assert named
    found = _screened(replace(read, indicators=tuple(named))).indicators
    assert {(i.measure, i.period, i.comparison) for i in found} == {("", None, None)}


@pytest.mark.parametrize(
    ("title", "same"),
    [
        ("中华人民共和国人民调解法", True),
        ("反有组织犯罪法", True),
        ("天津市矛盾纠纷多元化解条例", True),
        ("加强新时代公安派出所工作三年行动计划", False),  # listed: `Cast` gives its entry
        ("关于加强警务室建设的实施意见", False),
        ("矛盾纠纷调处办法", False),
        ("走访工作法", False),
    ],
)
def test_a_law_and_a_title_of_a_place_are_one_document_everywhere(title: str, same: bool) -> None:
    assert (policy_entity(title, document="a").id == policy_entity(title, document="b").id) == same


def test_a_listed_document_is_one_whatever_name_a_text_gives_it(extraction: Extraction) -> None:
    names = ("加强新时代公安派出所工作三年行动计划", "加强新时代公安派出所工作三年行动计划（2023—2025年）")
    found = {
        e.id: (e.name, bool(e.label_en))
        for key, name in enumerate(names)
        for e in claims_of(
            replace(extraction, policies=(replace(extraction.policies[0], canonical=name),), relations=()), str(key)
        ).entities
        if e.kind == "policy"
    }
    assert list(found.values()) == [(names[0], True)]


Coded = Callable[[str], DocumentClaims]


@pytest.fixture
def coded() -> Coded:
    def code(text: str) -> DocumentClaims:
        table = SourceText("t.csv", text, "0" * 64, "table")
        source = CodedSource(Document("t", "t", "table", date_basis="none"), "1" * 64, "")
        return coded_document(table, list(read_coded_rows(table)), source, Manifestation("0" * 64, "t.csv"))

    return code


@pytest.mark.parametrize(
    ("row", "kinds"),
    [
        ("平山县综治中心,,refersTo,平山县司法局,", ("department", "department")),
        ("派出所所长,,holdsConcurrently,街道党工委副书记,Role", ("role", "role")),
        ("平山县联勤巡防队,Organisation,drawsFrom,网格员,", ("organisation", "role")),
        ("平山县驻所调解室,Department,sitedAt,平山县公安局,", ("department", "unit")),
        ("平山县综治中心,,sharesSiteWith,平山县矛调中心,", ("department", "department")),
        ("平山县综治中心,,bearsPlateOf,平山县矛调中心,", ("department", "department")),
        ("平山县公安局刑侦大队,,succeeds,平山县公安局经侦大队,", ("unit", "unit")),
        ("平山县公安局,,issues,警务室星级评定办法,", ("unit", "policy")),
        ("两队一室,,basedOn,《人民警察法》,", ("mechanism", "policy")),
    ],
)
def test_a_coded_row_of_each_relation_is_a_claim(coded: Coded, row: str, kinds: tuple[str, str]) -> None:
    (claim,) = coded(f"subject,subject_type,relation,object,object_type\n{row}\n").claims
    assert claim.predicate == RELATIONS[row.split(",")[2]]
    assert (claim.subject.split("/")[0], claim.object.split("/")[0]) == kinds


def test_number_and_status_are_coded_as_values_and_brackets_tell_a_title(coded: Coded) -> None:
    rows = f"《{TITLE}》,hasNumber,,{NUMBER}\n{TITLE},hasStatus,,trial\n平山县公安局,issues,《{TITLE}》,\n"
    number, status, issue = coded(f"subject,relation,object,value\n{rows}").claims
    assert (number.predicate, number.value, status.predicate, status.value) == (
        "pk:documentNumber",
        NUMBER,
        "pk:policyStatus",
        "trial",
    )
    assert number.subject == status.subject == issue.object


@pytest.mark.parametrize(
    ("header", "row", "words"),
    [
        ("subject,relation,object,manner", "平山县公安局,refersTo,平山县司法局,吹哨", "manner.*use one of assignment"),
        ("subject,relation,object,change", "平山县公安局,succeeds,平山县司法局,更名", "change.*use one of closure"),
        ("subject,relation,value", "《警务室办法》,hasStatus,old", "hasStatus.*use one of in-force"),
        ("subject,relation,object", "《警务室办法》,hasNumber,甲公通1号", "value"),
        ("subject,relation,value", "《警务室办法》,hasNumber,民警钱志远", "the column value holds a person's name"),
    ],
)
def test_a_row_that_breaks_the_rules_is_refused_with_the_mend(coded: Coded, header: str, row: str, words: str) -> None:
    with pytest.raises(InputRefused, match=words) as refused:
        coded(f"{header}\n{row}\n")
    assert "row 2" in str(refused.value)


def test_the_shapes_know_what_the_code_may_claim() -> None:
    """Each relation and attribute is a predicate of the closed list: a claim of any other breaks the shape."""
    head = "PREFIX pk: <https://w3id.org/policing-kg/ontology#> PREFIX org: <http://www.w3.org/ns/org#> "
    head += "PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> "

    def broken(predicate: str) -> bool:
        report = validate(f"{head}<urn:c> a pk:Claim ; rdf:predicate {predicate} .")
        return any(r.path.endswith("#predicate") for r in report.results)

    assert [p for p in (*RELATIONS.values(), *ATTRIBUTES.values()) if broken(p)] == []
    assert broken("pk:within")
