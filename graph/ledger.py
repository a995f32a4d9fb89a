"""The ledger: every file as a build saw it, as columns, so that many files cost no object each.

It is kept in shards by the path of the file: a build writes those that differ, and links the others.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import fields, replace
from operator import attrgetter
from pathlib import Path
from typing import Any

from .segment import FEWEST, FileRow, among, bucket_of, columns_of, read_table, segment_name, write_columns

SHARDS = FEWEST
OWN = "policing-kg:"  # roots that begin so are none: what the package notes of itself
_FEW = 8  # names that are looked for one by one
_FIELDS = tuple(f.name for f in fields(FileRow))
_CELLS = attrgetter(*_FIELDS)
_PLACE = attrgetter("root", "path", "document")
Place = tuple[str, str]  # root and path


def shard_of(path: str) -> int:
    """The shard of a file, by the path below its root."""
    return bucket_of(path, SHARDS)


def shard_name(number: int) -> str:
    """The file of a shard.

    Examples
    --------
    >>> shard_name(3)
    'files-0003.parquet'
    """
    return segment_name("files", number)


class Ledger:
    """What builds have seen, a table for each shard; it is never changed, `changed` gives another one.

    Parameters
    ----------
    shards : sequence of Arrow table
        `SHARDS` of them, each sorted by root, path and document.

    Examples
    --------
    >>> rows = [FileRow("/n", f"{n}.txt", n, 0, "", "", f"{n}.txt") for n in range(9)]
    >>> held = Ledger.of(rows)
    >>> len(held), [row.path for row in held.at([("/n", "3.txt"), ("/m", "4.txt")])]
    (9, ['3.txt'])
    >>> after, news = held.changed([("/n", "0.txt")], {"1.txt"}, [FileRow("/n", "a.txt", 1, 0, "", "", "a.txt")])
    >>> len(after), news, {row.path for row in held.rows()} - {row.path for row in after.rows()} == {"0.txt", "1.txt"}
    (8, True, True)
    """

    def __init__(self, shards: Sequence[Any]) -> None:
        self.shards = tuple(shards)

    @classmethod
    def of(cls, rows: Iterable[FileRow] = ()) -> Ledger:
        """The ledger with some rows, of which none are alike in root, path and document."""
        return cls([_table(part.values()) for part in _sharded(rows)])

    @classmethod
    def read(cls, folder: Path) -> Ledger:
        """Read the ledger of a generation; of an older format it is one file.

        Raises
        ------
        DataError
            If it is damaged.
        """
        whole = folder / "files.parquet"
        if whole.exists():
            return cls.of(_rows(read_table(whole)))
        files = [folder / shard_name(number) for number in range(SHARDS)]
        return cls([read_table(file).select(_FIELDS) if file.exists() else _table(()) for file in files])

    def __len__(self) -> int:
        return sum(shard.num_rows for shard in self.shards)

    def rows(self) -> Iterator[FileRow]:
        """Every row, by root, path and document."""
        return iter(sorted((row for shard in self.shards for row in _rows(shard)), key=_PLACE))

    def columns(self, *names: str) -> Any:
        """Some columns of all rows, as one table."""
        import pyarrow as pa

        return pa.concat_tables([shard.select(names) for shard in self.shards]).combine_chunks()

    def of_root(self, root: str) -> list[FileRow]:
        """The rows of one root."""
        return self._those("root", [root])

    def of_documents(self, keys: Iterable[str]) -> list[FileRow]:
        """The rows of some documents."""
        return self._those("document", keys)

    def at(self, places: Collection[Place]) -> list[FileRow]:
        """The rows at some places."""
        wanted = set(places)
        return [row for row in self._those("path", {path for _, path in wanted}) if (row.root, row.path) in wanted]

    def holding(self, text: str) -> list[FileRow]:
        """The rows of files whose path holds a text."""
        import pyarrow.compute as pc

        found = (shard.filter(pc.match_substring(shard.column("path"), text)) for shard in self.shards)
        return [row for shard in found for row in _rows(shard)]

    def named(self, names: Iterable[str]) -> list[FileRow]:
        """The rows of files whose path ends with one of some names."""
        import pyarrow.compute as pc

        wanted, found = sorted(set(names)), set[FileRow]()
        for shard in self.shards:
            paths = shard.column("path")
            if len(wanted) > _FEW:
                found.update(_rows(shard.filter(among(pc.replace_substring_regex(paths, "^.*/", ""), wanted))))
                continue
            for name in wanted:
                found.update(_rows(shard.filter(pc.ends_with(paths, name))))
        return sorted(found, key=_PLACE)

    def _those(self, column: str, values: Iterable[str]) -> list[FileRow]:
        wanted = set(values)
        if not wanted:
            return []
        found = (row for shard in self.shards for row in _rows(shard.filter(among(shard.column(column), wanted))))
        return sorted(found, key=_PLACE)

    def changed(
        self, places: Collection[Place], documents: Collection[str], rows: Iterable[FileRow]
    ) -> tuple[Ledger, bool]:
        """The ledger without what stands at some places or is of some documents, and with some rows.

        Parameters
        ----------
        places : collection of (str, str)
            Root and path.
        documents : collection of str
            Keys.
        rows : iterable of FileRow

        Returns
        -------
        Ledger
            It shares the shards that are as they were.
        bool
            Whether more than sizes and times of files differ.
        """
        added = _sharded(rows)
        gone = _sharded([*self.at(places), *self.of_documents(documents)])
        shards = list(self.shards)
        for n, (put, away) in enumerate(zip(added, gone, strict=True)):
            if put != away:
                kept = {_PLACE(row): row for row in _rows(shards[n]) if _PLACE(row) not in away}
                shards[n] = _table((kept | put).values())
        told = [{_lasting(row) for part in parts for row in part.values()} for parts in (added, gone)]
        return Ledger(shards), told[0] != told[1]

    def doubted(self) -> tuple[Ledger, bool]:
        """The ledger in which every file looks changed to the next build, for other rules read it; as `changed`."""
        rows = list(self.rows())
        doubted = [row if row.root.startswith(OWN) else replace(row, size=-1, mtime_ns=0, sha256="") for row in rows]
        return Ledger.of(doubted), rows != doubted

    def write(self, folder: Path, number: int) -> int:
        """Write one shard; returns the number of its rows."""
        return write_columns(self.shards[number], folder / shard_name(number))


def _table(rows: Iterable[FileRow]) -> Any:
    return columns_of("files", list(map(_CELLS, sorted(rows, key=_PLACE))))


def _rows(table: Any) -> Iterator[FileRow]:
    return map(FileRow, *(column.to_pylist() for column in table.select(_FIELDS).columns))


def _sharded(rows: Iterable[FileRow]) -> list[dict[tuple[str, str, str], FileRow]]:
    """Rows by place and document, for each shard."""
    parts: list[dict[tuple[str, str, str], FileRow]] = [{} for _ in range(SHARDS)]
    for row in rows:
        parts[shard_of(row.path)][_PLACE(row)] = row
    return parts


def _lasting(row: FileRow) -> tuple[str, ...]:
    """What of the ledger is a change worth a generation: not times."""
    return row.root, row.path, row.sha256, row.version, row.document
