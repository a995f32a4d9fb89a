"""Relationships that wait in files until their nodes are there, and then are created by two writers side by side.

A relationship locks the nodes that it ties.  The nodes fall into four parts by hashes of their IRIs, and each pair of
parts has its file; two writers take files of which no part is in both, so that neither waits for a lock of the other.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain, combinations_with_replacement, zip_longest
from tempfile import TemporaryFile
from typing import IO

from ..fingerprint import bucket_of
from ..property_graph import RelationshipRow
from .marker import Run
from .statements import in_parts
from .writing import Ahead, tie

_PARTS = 4  # of the nodes
_WRITERS = 2
_TOGETHER = 1_000  # rows of one line of a file
_ROWS = 10_000  # of one transaction

Pair = tuple[int, int]


def rounds(parts: int, writers: int) -> Iterator[list[Pair]]:
    """Every pair of parts, a part with itself too, in rounds in which no part is twice: a pair for each writer.

    Parameters
    ----------
    parts : int
        An even number.
    writers : int
        Half as many at most.

    Examples
    --------
    >>> list(rounds(4, 2))
    [[(0, 0), (1, 1)], [(2, 2), (3, 3)], [(0, 3), (1, 2)], [(1, 3), (0, 2)], [(2, 3), (0, 1)]]
    """
    for at in range(0, parts, writers):
        yield [(part, part) for part in range(at, min(at + writers, parts))]
    last = parts - 1  # stays where it is while the others go round it
    for turn in range(last):
        met = [(turn, last)]
        for step in range(1, parts // 2):
            one, other = (turn + step) % last, (turn - step) % last
            met.append((min(one, other), max(one, other)))
        for at in range(0, len(met), writers):
            yield met[at : at + writers]


def pair_of(row: RelationshipRow, parts: int) -> Pair:
    """The parts in which the ends of a relationship lie, the lower first."""
    one, other = bucket_of(row.start, parts), bucket_of(row.end, parts)
    return (one, other) if one < other else (other, one)


class Waiting:
    """Relationships on their way; a context manager.

    Examples
    --------
    >>> with Waiting() as waiting:
    ...     waiting.keep([RelationshipRow("UNIT_OF", "urn:a", "urn:b", {"sid": "0"})])
    ...     [row.type for pair in waiting.pairs() for rows in waiting.read(pair) for row in rows]
    ['UNIT_OF']
    """

    def __init__(self) -> None:
        self._held: defaultdict[Pair, list[RelationshipRow]] = defaultdict(list)
        self._files: dict[Pair, IO[str]] = {}
        self.count = 0

    def __enter__(self) -> Waiting:
        self._open = ExitStack()
        return self

    def __exit__(self, *_: object) -> None:
        self._open.close()

    def keep(self, rows: Iterable[RelationshipRow]) -> None:
        """Put relationships into the file of each pair of parts."""
        for row in rows:
            pair = pair_of(row, _PARTS)
            held = self._held[pair]
            held.append(row)
            self.count += 1
            if len(held) >= _TOGETHER:
                self._write(pair)

    def pairs(self) -> Iterator[Pair]:
        """Every pair of parts."""
        return combinations_with_replacement(range(_PARTS), 2)

    def read(self, pair: Pair) -> Iterator[list[RelationshipRow]]:
        """The relationships between two parts, as many at once as one transaction takes."""
        self._write(pair)
        file = self._files[pair]
        file.seek(0)
        return in_parts((RelationshipRow(*row) for line in file for row in json.loads(line)), _ROWS)

    def _write(self, pair: Pair) -> None:
        if pair not in self._files:
            self._files[pair] = file = TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 -- closed with the others
            self._open.enter_context(file)
        rows = self._held.pop(pair, ())
        told = [(row.type, row.start, row.end, row.properties) for row in rows]
        self._files[pair].write(json.dumps(told, ensure_ascii=False) + "\n")

    def tie(self, run: Run, buckets: int) -> None:
        """Create them all."""
        if self.count <= _ROWS:
            every = list(chain.from_iterable(chain.from_iterable(map(self.read, self.pairs()))))
            if every:
                tie(run, every, buckets)
            return
        for pairs in rounds(_PARTS, _WRITERS):
            with Ahead() as one, Ahead() as other:
                for both in zip_longest(*map(self.read, pairs)):
                    for writer, rows in zip((one, other), both, strict=True):
                        if rows:
                            writer.do(tie, run, rows, buckets)
