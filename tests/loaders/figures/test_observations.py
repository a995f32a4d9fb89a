from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from policing_kg.loaders.build import build
from policing_kg.queries import Reader, ask
from policing_kg.queries.result import Row

TEXT = (
    "天津公安机关深化警务改革\n2022-11-20\n"
    "今年以来,天津市公安机关调处矛盾纠纷4300余起,化解率达97.2%。吉林省公安厅通报,治安警情同比下降9.5%。\n"
    "天津市公安机关力争到2025年,见警率达到90%。\n"
)


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("articles")
    (folder / "a.txt").write_text(TEXT, "utf-8")
    build([folder], folder.parent / "kg", base=False)
    return folder.parent / "kg"


def answers(dataset: Path, **parameters: str) -> list[Row]:
    with Reader(dataset) as reader:
        return list(ask(reader, "figures", parameters).rows)


@pytest.mark.parametrize("name", ["矛盾纠纷化解率", "纠纷化解率", "Dispute resolution rate"])
def test_a_rate_is_answered_by_its_name_alias_or_english_name(dataset: Path, name: str) -> None:
    (row,) = answers(dataset, measure=name)
    assert (row.fields["value"], row.fields["unit"]) == (Decimal("97.2"), "%")
    assert (row.fields["period"], row.fields["period_text"]) == ("2022-01-01/2022-11-20", "今年以来")


def test_an_observation_is_reached_by_the_place_of_its_subject(dataset: Path) -> None:
    assert {r.fields["unit"] for r in answers(dataset, place="天津市")} == {"%", "起"}
    (change,) = answers(dataset, place="吉林省")
    assert (change.fields["direction"], change.fields["comparison"]) == ("down", "同比")


def test_a_target_is_a_claim_but_no_observation(dataset: Path) -> None:
    values = {r.fields["value"] for r in answers(dataset)}
    assert values == {Decimal("97.2"), Decimal("4300"), Decimal("9.5")}
