"""A table's cells keep their values and their places; what is no table is refused."""

from __future__ import annotations

import pytest
from policing_kg.errors import InputRefused
from policing_kg.loaders.texts.article import SourceText
from policing_kg.loaders.texts.table_reader import Table, read_table


def table(text: str) -> Table:
    return read_table(SourceText("表.csv", text, "", "table"))


@pytest.mark.parametrize("mark", [",", "\t", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_each_delimiter_and_newline_is_told(mark: str, newline: str) -> None:
    found = table(newline.join([mark.join(row) for row in (("单位", "数"), ("柳林派出所", "3"), ("石岭派出所", "4"))]))
    assert found.delimiter == mark
    assert [[c.value for c in row.cells] for row in found.rows] == [["柳林派出所", "3"], ["石岭派出所", "4"]]


def test_a_cell_knows_its_place_in_the_stored_text() -> None:
    text = '单位,说明,数\n"柳林,所","称""枫桥""式",3\n石岭,"两\n行",4\n'
    found = table(text)
    assert [c.value for row in found.rows for c in row.cells] == ["柳林,所", '称"枫桥"式', "3", "石岭", "两\n行", "4"]
    for row in found.rows:
        for cell in row.cells:
            stored = text[cell.start : cell.end]
            assert cell.value == (stored[1:-1].replace('""', '"') if stored.startswith('"') else stored)
            assert row.start <= cell.start <= cell.end <= row.end
    assert [(c.row, c.column) for c in found.rows[1].cells] == [(3, 1), (3, 2), (3, 3)]


def test_a_short_row_has_empty_values_and_an_unknown_column_is_a_key_error() -> None:
    found = table("单位,数\n柳林\n")
    assert found.value(found.rows[0], "数") == ""
    with pytest.raises(KeyError, match="比例"):
        found.value(found.rows[0], "比例")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("单位\n柳林\n", "no header of two columns"),
        ("\n", "no header of two columns"),
        ("单位,单位\n柳林,3\n", "stands twice"),
        ("单位,\n柳林,3\n", "is empty"),
        ("单位,数\n柳林,3,4\n", "row 2 has 3 cells under 2 columns"),
        ('单位,数\n"柳林,3\n石岭,4\n', "never closed"),
    ],
)
def test_what_is_no_table_is_refused(text: str, reason: str) -> None:
    with pytest.raises(InputRefused, match=reason) as refused:
        table(text)
    assert str(refused.value).startswith("表.csv: ")
