"""A coded table is checked row by row, and no person comes in by one."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from policing_kg.errors import InputRefused
from policing_kg.graph.document import Document, DocumentClaims, Manifestation
from policing_kg.loaders.claims.coded import read_coded_rows
from policing_kg.loaders.claims.coded_claims import CodedSource, coded_document
from policing_kg.loaders.texts.article import SourceText

Coded = Callable[[str], DocumentClaims]


@pytest.fixture
def coded() -> Coded:
    def code(text: str) -> DocumentClaims:
        table = SourceText("t.csv", text, "0" * 64, "table")
        rows = list(read_coded_rows(table))
        source = CodedSource(Document("t", "t", "table", date_basis="none"), "1" * 64, "")
        return coded_document(table, rows, source, Manifestation("0" * 64, "t.csv"))

    return code


def test_a_row_becomes_a_claim_with_the_row_as_its_place(coded: Coded) -> None:
    found = coded("subject,relation,object,stage\n平山县公安局,implements,两队一室,pilot\n")
    (claim,), (place,) = found.claims, found.evidence
    assert (claim.predicate, claim.qualifier("stage"), claim.origin) == ("pk:implements", "pilot", "coder")
    assert (place.row, place.column) == (2, 3)


@pytest.mark.parametrize("relation", ["implements", "leads", "participatesIn"])
@pytest.mark.parametrize("name", ["钱志远", "民警钱志远", "欧阳文静", "李某某", "张阿姨"])
def test_a_persons_name_is_refused_whatever_the_type_and_never_repeated(coded: Coded, name: str, relation: str) -> None:
    for row in (f"{name},Unit,{relation},两队一室,Mechanism", f"平山县公安局,Unit,{relation},{name},Organisation"):
        with pytest.raises(InputRefused, match="row 2") as refused:
            coded(f"subject,subject_type,relation,object,object_type\n{row}\n")
        assert name not in str(refused.value)
        assert "person" in str(refused.value)


@pytest.mark.parametrize("column", ["measure", "place", "period_text", "comparison"])
def test_a_persons_name_is_refused_in_a_qualifier_too(coded: Coded, column: str) -> None:
    header = ["subject", "relation", "value", *dict.fromkeys(["measure", column])]
    held = {"subject": "平山县公安局", "relation": "figure", "value": "3", "measure": "警情", column: "民警钱志远"}
    with pytest.raises(InputRefused, match=f"column {column} holds a person's name"):
        coded(",".join(header) + "\n" + ",".join(held[c] for c in header) + "\n")


@pytest.mark.parametrize("name", ["张家口市公安局", "伊犁哈萨克自治州公安局", "凤冈县公安局永安派出所"])
def test_a_body_whose_name_opens_like_a_persons_is_none(coded: Coded, name: str) -> None:
    assert len(coded(f"subject,relation,object\n{name},implements,两队一室\n").claims) == 1


def test_an_end_that_nothing_tells_is_refused_without_its_words(coded: Coded) -> None:
    with pytest.raises(InputRefused, match="fill the column object_type") as refused:
        coded("subject,relation,object\n平山县公安局,cooperatesWith,莫须有\n")
    assert "莫须有" not in str(refused.value)


def test_a_class_of_bodies_is_a_population_and_the_body_of_that_name_another(coded: Coded) -> None:
    header = "subject,subject_type,relation,object\n"
    ends = [
        coded(f"{header}平山县综治中心,{type_},participatesIn,三所联动\n").claims[0].subject
        for type_ in ("Department", "Department class")
    ]
    assert ends[0].startswith("department/")
    assert ends[1].startswith("population/")
