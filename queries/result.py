"""The answer to a query: typed rows, each of which leads to its claims."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING, overload

from ..errors import MissingExtra
from ..graph.location import Location as Evidence
from ..graph.location import Named
from .definition import Column

if TYPE_CHECKING:
    import pandas
    import polars
    import pyarrow as pa

__all__ = ["Evidence", "Named", "Result", "Row", "Value"]

Value = Named | str | int | bool | Decimal | None


@dataclass(frozen=True, slots=True)
class Row(Mapping[str, Value]):
    """One row: a mapping of column to value, with the ids of the claims that carry it.

    Examples
    --------
    >>> row = Row({"value": Decimal("96.3")}, ("ab",))
    >>> row["value"], row.claims
    (Decimal('96.3'), ('ab',))
    """

    fields: Mapping[str, Value]
    claims: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = field(default=(), repr=False)

    def __getitem__(self, column: str) -> Value:
        return self.fields[column]

    def __iter__(self) -> Iterator[str]:
        return iter(self.fields)

    def __len__(self) -> int:
        return len(self.fields)


@dataclass(frozen=True, slots=True)
class Result(Sequence[Row]):
    """Rows, with the question, its parameters and the dataset they answer from.

    Parameters
    ----------
    query : str
        Name of the query.
    parameters : mapping
        Parameter to what it was resolved to.
    columns : tuple of Column
    dataset : str
        Digest of the dataset.
    rows : tuple of Row
    """

    query: str
    parameters: Mapping[str, tuple[Value, ...]]
    columns: tuple[Column, ...]
    dataset: str
    rows: tuple[Row, ...]

    @overload
    def __getitem__(self, index: int) -> Row: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, index: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[index]

    def __len__(self) -> int:
        return len(self.rows)

    def to_arrow(self, *, evidence: bool = False) -> pa.Table:
        """The rows as an Arrow table; see `arrow.arrow_table`."""
        from .arrow import arrow_table

        return arrow_table(self, evidence=evidence)

    def to_pandas(self, *, evidence: bool = False) -> pandas.DataFrame:
        """The rows as a pandas data frame, with the columns of `to_arrow`.

        Raises
        ------
        MissingExtra
            If pandas is not installed.
        """
        try:
            import pandas  # noqa: F401 - Arrow imports it by itself and says less when it is missing
        except ImportError as error:
            raise MissingExtra("pandas", "pandas") from error
        return self.to_arrow(evidence=evidence).to_pandas()

    def to_polars(self, *, evidence: bool = False) -> polars.DataFrame:
        """The rows as a polars data frame, with the columns of `to_arrow`.

        Raises
        ------
        MissingExtra
            If polars is not installed.
        """
        try:
            import polars
        except ImportError as error:
            raise MissingExtra("polars", "polars") from error
        return polars.DataFrame(self.to_arrow(evidence=evidence))

    def _repr_html_(self) -> str:
        """The first rows as a table, for a notebook."""
        from .notebook import html_table

        return html_table(self)


def sorted_rows(rows: Iterable[Row], order: Sequence[str]) -> list[Row]:
    """Put rows in an order that no engine and no hash decides.

    Parameters
    ----------
    rows : iterable of Row
    order : sequence of str
        Columns that come first; the others, left to right, part what is alike in these.

    Returns
    -------
    list of Row
        Entities by kind and place code, then by label; empty cells last.

    Examples
    --------
    >>> rows = [Row({"value": v}) for v in (Decimal(10), None, Decimal("9.5"))]
    >>> [str(row["value"]) for row in sorted_rows(rows, ["value"])]
    ['9.5', '10', 'None']
    """
    return sorted(rows, key=lambda row: ([_rank(row[c]) for c in (*order, *row)], row.claims))


def _rank(value: Value) -> tuple[int, Decimal, str, str, str]:
    zero = Decimal(0)
    if value is None:
        return 2, zero, "", "", ""
    if isinstance(value, Named):
        return 1, zero, value.iri.rpartition("/")[0], value.label, value.iri
    if isinstance(value, str):
        return 1, zero, value, "", ""
    return 0, Decimal(value), "", "", ""
