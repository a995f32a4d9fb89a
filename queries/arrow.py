"""A result as an Arrow table, and as a Parquet file."""

from __future__ import annotations

import io
from decimal import Decimal
from typing import TYPE_CHECKING

from .definition import Column
from .result import Named, Result, Value
from .source import json_evidence, json_sources

if TYPE_CHECKING:  # loaded where a table is made: 40 MB
    import pyarrow as pa


def arrow_table(result: Result, *, evidence: bool = False) -> pa.Table:
    """A result as an Arrow table: labels by column, IRIs beside them, claims and sources as lists.

    Parameters
    ----------
    result : Result
    evidence : bool
        Whether a list `evidence` is added, one entry a claim.

    Examples
    --------
    >>> arrow_table(Result("figures", {}, (), "d", ())).column_names
    ['claims', 'source']
    """
    import pyarrow as pa

    number, text = pa.int64(), pa.string()
    place = [("document", text), ("key", text), ("start", number), ("end", number), ("row", number), ("column", number)]
    place += [("page", number), ("paragraph", number), ("article", text)]
    more = [("claim", text), *place, ("sentence_start", number), ("sentence_end", number), ("file", text)]
    arrays: dict[str, pa.Array] = {}
    named = {column.name for column in result.columns}
    for column in result.columns:
        values = [row[column.name] for row in result.rows]
        arrays[column.name] = _array(column, values)
        if column.type in ("entity", "document") and f"{column.name}_iri" not in named:
            iris = [v.iri if isinstance(v, Named) else None for v in values]
            arrays[f"{column.name}_iri"] = pa.array(iris, text)
    arrays.setdefault("claims", pa.array([list(row.claims) for row in result.rows], pa.list_(text)))
    sources = [[_flat(s) for s in json_sources(row)] for row in result.rows]
    arrays.setdefault("source", pa.array(sources, pa.list_(pa.struct(place))))
    if evidence:
        said = [[_flat(json_evidence(e)) for e in row.evidence] for row in result.rows]
        arrays.setdefault("evidence", pa.array(said, pa.list_(pa.struct(more))))
    return pa.table(arrays)


def parquet_bytes(result: Result, *, evidence: bool = False) -> bytes:
    """A result as one Parquet file; see `arrow_table`.

    Examples
    --------
    >>> parquet_bytes(Result("figures", {}, (), "d", ()))[:4]
    b'PAR1'
    """
    import pyarrow.parquet as pq

    sink = io.BytesIO()
    pq.write_table(arrow_table(result, evidence=evidence), sink)
    return sink.getvalue()


def _array(column: Column, values: list[Value]) -> pa.Array:
    import pyarrow as pa

    if column.type == "decimal":
        return pa.array([float(v) if isinstance(v, Decimal | int) else None for v in values], pa.float64())
    if column.type in ("integer", "boolean"):
        return pa.array(values, pa.int64() if column.type == "integer" else pa.bool_())
    return pa.array([None if v is None else str(v) for v in values], pa.string())


def _flat(place: dict[str, object]) -> dict[str, object]:
    document = place["document"]
    return place | {"document": document["iri"] if isinstance(document, dict) else document}
