"""Parquet segments: the tables of one bucket of documents, written whole and never changed.

Documents fall into buckets by the hash of their key, so that a change rewrites the segments of few buckets and the
others are linked from the generation before.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from pathlib import Path
from types import MappingProxyType
from typing import Any

from .claim import Claim, Evidence
from .damage import reading
from .document import Document, Manifestation
from .entity import Entity
from .holding import Holding, Layer, Origin

TABLES = ("documents", "claims", "evidence", "entities")
# By which the rows of each stand: those of one document and layer stay in the order in which they came.
_ORDER = MappingProxyType(
    {
        "documents": ("key", "layer"),
        "claims": ("document", "id"),
        "evidence": ("document", "layer"),
        "entities": ("document", "layer"),
    }
)
_CLAIMED = tuple(f.name for f in fields(Claim) if f.name not in ("rule", "origin"))  # those two are an origin's
_CLAIM = attrgetter(*_CLAIMED)
_DOCUMENT, _EVIDENCE, _ENTITY = (attrgetter(*(f.name for f in fields(row))) for row in (Document, Evidence, Entity))
FEWEST, FULL = 16, 8192  # buckets at least; claims a bucket before there are more


@dataclass(frozen=True, slots=True)
class FileRow:
    """One file as a build saw it, so that the next can tell whether it changed.

    Parameters
    ----------
    root, path : str
        Source root as named in the build, and the path below it with ``/``.
    size : int
        Bytes.
    mtime_ns : int
        Time of last change, nanoseconds since 1970.
    sha256 : str
        Of the bytes.
    version : str
        Of the body that it carries, or empty.
    document : str
        Key of the document, or empty where it yielded none.
    """

    root: str
    path: str
    size: int
    mtime_ns: int
    sha256: str
    version: str = ""
    document: str = ""


def segment_name(table: str, bucket: int) -> str:
    """The file of one table of one bucket.

    Examples
    --------
    >>> segment_name("claims", 3)
    'claims-0003.parquet'
    """
    return f"{table}-{bucket:04d}.parquet"


def segments_of(folder: Path, table: str) -> list[Path]:
    """The segments of one table of a generation, by bucket."""
    return sorted(folder.glob(f"{table}-*.parquet"))


def bucket_of(key: str, buckets: int) -> int:
    """The bucket of a document.

    Examples
    --------
    >>> bucket_of("a", 32) % 16 == bucket_of("a", 16)
    True
    """
    return int(hashlib.sha256(key.encode()).hexdigest()[:8], 16) % buckets


def buckets_for(claims: int, now: int = FEWEST) -> int:
    """How many buckets a dataset of so many claims has: a power of two that never shrinks.

    Examples
    --------
    >>> buckets_for(10), buckets_for(200_000)
    (16, 32)
    """
    while claims > now * FULL:
        now *= 2
    return now


def write_tables(
    folder: Path, bucket: int, holdings: Iterable[Holding], others: Mapping[str, Any] | None = None
) -> dict[str, int]:
    """Write the four tables of one bucket; none of a bucket without documents.

    Parameters
    ----------
    folder : Path
    bucket : int
    holdings : iterable of Holding
    others : mapping of str to Arrow table, optional
        Rows of further documents, by table, as `carried_rows` gives them.

    Returns
    -------
    dict of str to int
        File name to number of rows.
    """
    import pyarrow as pa

    rows = _rows(sorted(holdings, key=lambda h: h.key))
    whole = {table: columns_of(table, rows[table]) for table in TABLES}
    if others:
        for table, more in others.items():
            order = [(name, "ascending") for name in _ORDER[table]]
            whole[table] = pa.concat_tables([more, whole[table]]).sort_by(order) if more.num_rows else whole[table]
    if not whole["documents"].num_rows:
        return {}
    names = {table: segment_name(table, bucket) for table in TABLES}
    return {names[table]: write_columns(whole[table], folder / names[table]) for table in TABLES}


def carried_rows(folder: Path, bucket: int, without: Iterable[str], among: tuple[int, int]) -> dict[str, Any]:
    """Rows of a bucket that a change of some documents leaves as they are, in the columns of this version.

    Parameters
    ----------
    folder : Path
        Of the generation before.
    bucket : int
    without : iterable of str
        Keys of the documents that change.
    among : tuple of int
        Bucket, and number of buckets, that the documents have to fall into now.
    """
    if not (folder / segment_name("documents", bucket)).exists():
        return {}
    whole = {table: read_table(folder / segment_name(table, bucket)) for table in TABLES}
    gone = set(without) | {
        k for k in whole["documents"].column("key").to_pylist() if bucket_of(k, among[1]) != among[0]
    }
    return {table: _in_columns(rows_of(whole[table], gone, others=True), _schemas()[table]) for table in TABLES}


def _in_columns(table: Any, schema: Any) -> Any:
    """A table in the columns of this version: those that an older format lacks are empty."""
    import pyarrow as pa

    for field in schema:
        if field.name not in table.column_names:
            empty = pa.scalar("" if pa.types.is_string(field.type) else 0, field.type)
            table = table.append_column(field, pa.repeat(empty, table.num_rows))
    return table.select(schema.names).cast(schema)


def read_documents(folder: Path, buckets: int, keys: Iterable[str]) -> Iterator[Holding]:
    """Read some documents, bucket by bucket; those that are not held are passed over.

    Parameters
    ----------
    folder : Path
        Of the generation.
    buckets : int
        Into how many its documents fall.
    keys : iterable of str
    """
    places: dict[int, list[str]] = defaultdict(list)
    for key in keys:
        places[bucket_of(key, buckets)].append(key)
    for bucket in sorted(places):
        yield from read_holdings(folder, bucket, places[bucket]).values()


def read_holdings(folder: Path, bucket: int, keys: Iterable[str] | None = None) -> dict[str, Holding]:
    """Read the documents of one bucket, or only those with some keys; none if it has no segments."""
    if not (folder / segment_name("documents", bucket)).exists():
        return {}
    found = (read_table(folder / segment_name(table, bucket)) for table in TABLES)
    if keys is not None:
        chosen = sorted(keys)
        found = (rows_of(table, chosen) for table in found)
    documents, claims, evidence, entities = (table.to_pylist() for table in found)
    of_claims: dict[tuple[str, str], list[Claim]] = defaultdict(list)
    for row in claims:
        origins = row.pop("origins")
        row["qualifiers"] = tuple(tuple(pair) for pair in row["qualifiers"])
        for o in origins:
            of_claims[row["document"], o["layer"]].append(Claim(**row, rule=o["rule"], origin=o["origin"]))
    of_evidence: dict[tuple[str, str], list[Evidence]] = defaultdict(list)
    for row in evidence:
        of_evidence[row.pop("document"), row.pop("layer")].append(Evidence(**row))
    of_entities: dict[tuple[str, str], list[Entity]] = defaultdict(list)
    for row in entities:
        row["chain"], row["aliases"] = tuple(row["chain"]), tuple(row["aliases"])
        of_entities[row.pop("document"), row.pop("layer")].append(Entity(**row))
    layers: dict[str, list[Layer]] = defaultdict(list)
    for row in documents:
        at = (row["key"], row.pop("layer"))
        files = tuple(Manifestation(**m | {"body": tuple(map(tuple, m["body"]))}) for m in row.pop("manifestations"))
        version, masked, signature = row.pop("version"), row.pop("masked_version"), row.pop("signature", "")
        layer = Layer(
            at[1], Document(**row), version, masked, files,
            tuple(of_claims[at]), tuple(of_evidence[at]), tuple(of_entities[at]), signature,
        )  # fmt: skip
        layers[at[0]].append(layer)
    return {key: Holding(key, tuple(sorted(held, key=lambda one: one.name))) for key, held in layers.items()}


def rows_of(table: Any, keys: Iterable[str], *, others: bool = False) -> Any:
    """Rows of an Arrow table that belong to some documents, or to all others."""
    import pyarrow.compute as pc

    chosen = among(table.column("document" if "document" in table.column_names else "key"), keys)
    return table.filter(pc.invert(chosen) if others else chosen)


def among(column: Any, values: Iterable[str]) -> Any:
    """Which cells of an Arrow column of text are some values, as a mask."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return pc.is_in(column, value_set=pa.array(sorted(values), pa.string()))


def _rows(holdings: Iterable[Holding]) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of each table, their cells in the order of its columns."""
    out: dict[str, list[tuple[Any, ...]]] = {table: [] for table in TABLES}
    for h in holdings:
        for claim, origins in sorted(h.claims.values(), key=lambda pair: pair[0].id):
            told = [_named(o) for o in sorted(origins, key=_layer_name)]
            out["claims"].append((*_CLAIM(claim), told))
        for layer in h.layers:
            held = (layer.version, layer.masked_version, layer.signature)
            files = [_named(m) | {"body": [list(span) for span in m.body]} for m in layer.manifestations]
            out["documents"].append((layer.name, *_DOCUMENT(layer.document), *held, files))
            out["evidence"] += [(h.key, layer.name, *_EVIDENCE(e)) for e in layer.evidence]
            out["entities"] += [(h.key, layer.name, *_ENTITY(e)) for e in layer.entities]
    return out


def _named(value: Origin | Manifestation) -> dict[str, Any]:
    return {name: getattr(value, name) for name in value.__slots__}


def _layer_name(origin: Origin) -> str:
    return origin.layer


def columns_of(table: str, rows: list[tuple[Any, ...]]) -> Any:
    """Rows of a table, their cells in the order of its columns, as an Arrow table."""
    import pyarrow as pa

    schema = _schemas()[table]
    columns = zip(*rows, strict=True) if rows else ([] for _ in schema)
    return pa.Table.from_arrays([pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)], schema=schema)


def write_columns(table: Any, path: Path) -> int:
    """Write an Arrow table as a segment, with sums of its pages; returns the number of its rows."""
    import pyarrow.parquet as pq

    pq.write_table(table, path, compression="zstd", write_page_checksum=True)
    return int(table.num_rows)


def read_table(path: Path, columns: list[str] | None = None) -> Any:
    """Read a segment as an Arrow table, checking the sums of its pages.

    Raises
    ------
    DataError
        If it is gone or damaged.
    """
    import pyarrow.parquet as pq

    with reading(path):
        with pq.ParquetFile(path, page_checksum_verification=True) as file:
            table = file.read(columns=columns, use_threads=False)
        expected = _schemas().get(path.name.partition("-")[0].removesuffix(".parquet"))
        if expected is not None and not all(
            f.name in expected.names and f.equals(expected.field(f.name)) for f in table.schema
        ):
            raise ValueError("columns")  # what names them has no sum of its own
    return table


def columns_there(path: Path, columns: Iterable[str]) -> list[str]:
    """Those of some columns that a segment has: one of an older format lacks what came later."""
    import pyarrow.parquet as pq

    with reading(path):
        held = set(pq.read_schema(path).names)
    return [name for name in columns if name in held]


@cache
def _schemas() -> Mapping[str, Any]:
    """The columns of each table."""
    import pyarrow as pa

    def text(*names: str) -> list[Any]:
        return [(name, pa.string()) for name in names]

    def columns(row: type) -> list[Any]:
        """Columns of a dataclass, so that a field added there is stored here."""
        types = {
            "str": pa.string(), "int": pa.int64(), "bool": pa.bool_(), "tuple[str, ...]": pa.list_(pa.string()),
            "tuple[tuple[str, str], ...]": pa.map_(pa.string(), pa.string()),
            "tuple[tuple[int, int], ...]": pa.list_(pa.list_(pa.int64())),
        }  # fmt: skip
        return [(f.name, types[str(f.type)]) for f in fields(row)]

    claim = [c for c in columns(Claim) if c[0] in _CLAIMED]
    return {
        "documents": pa.schema(
            [
                *text("layer"),
                *columns(Document),
                *text("version", "masked_version", "signature"),
                ("manifestations", pa.list_(pa.struct(columns(Manifestation)))),
            ]
        ),
        "claims": pa.schema([*claim, ("origins", pa.list_(pa.struct(columns(Origin))))]),
        "evidence": pa.schema([*text("document", "layer"), *columns(Evidence)]),
        "entities": pa.schema([*text("document", "layer"), *columns(Entity)]),
        "files": pa.schema(columns(FileRow)),
        "digests": pa.schema([("key", pa.string()), ("digest", pa.binary(32))]),
    }
