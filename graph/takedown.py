"""Taking a document down: it leaves the dataset, no build brings it back, and releases that hold it are told.

The list lies beside the generations, for it must outlive them all.  It names a document by its key and by the hash of
its body, so that another copy of the same text stays away too; the hash is never published.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import astuple, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import UsageError
from .cell import csv_line, guarded, unguarded
from .dataset import Dataset
from .export import draft_of
from .text_cache import forget_masked

if TYPE_CHECKING:
    from .writer import Writer

FILE = "takedowns.csv"
COLUMNS = ("document", "body", "who", "when", "why")


@dataclass(frozen=True, slots=True)
class Takedown:
    """One document that was taken down.

    Parameters
    ----------
    document : str
        Its key.
    body : str
        SHA-256 of its body; empty where it was coded by hand.
    who, when, why : str
        Who decided it, the ISO time, and the reason.

    Examples
    --------
    >>> Takedown("a.txt", "", "R1", "2026-11-30", "asked for by its publisher").line
    'a.txt: was taken down on 2026-11-30 (asked for by its publisher)'
    """

    document: str
    body: str
    who: str
    when: str
    why: str

    @property
    def line(self) -> str:
        """What it says, in a line."""
        return f"{self.document}: was taken down on {self.when[:10]} ({self.why})"


class Takedowns:
    """The documents that a dataset may hold no more.

    Examples
    --------
    >>> held = Takedowns([Takedown("a.txt", "1" * 64, "R1", "2026-11-30", "asked for")])
    >>> held.of("b.txt", "1" * 64).document, held.of("b.txt", ""), bool(held)
    ('a.txt', None, True)
    """

    def __init__(self, rows: Iterable[Takedown] = ()) -> None:
        self.rows = tuple(rows)
        self._keys = {row.document: row for row in self.rows}
        self._bodies = {row.body: row for row in self.rows if row.body}

    def __bool__(self) -> bool:
        return bool(self.rows)

    def of(self, document: str, body: str) -> Takedown | None:
        """What took a document or its body down, if anything did."""
        return self._keys.get(document) or self._bodies.get(body)


def read_takedowns(file: Path) -> Takedowns:
    """Read a list of documents that were taken down; none if there is no file.

    Raises
    ------
    UsageError
        If it is no such list.
    """
    try:
        with file.open(encoding="utf-8", newline="") as opened:
            rows = list(csv.DictReader(opened))
        return Takedowns(Takedown(*(unguarded(row.get(name) or "") for name in COLUMNS)) for row in rows)
    except FileNotFoundError:
        return Takedowns()
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{file}: no list of documents taken down ({type(error).__name__}); name {FILE}") from error


def write_takedowns(file: Path, rows: Sequence[Takedown], *, bodies: bool) -> None:
    """Write a list, whole or not at all; what is published has no hashes of bodies."""
    with draft_of(file) as draft, draft.open("w", encoding="utf-8", newline="") as out:
        out.write(csv_line(COLUMNS) + "\n")
        for row in rows:
            document, body, *rest = map(guarded, astuple(row))
            out.write(csv_line([document, body if bodies else "", *rest]) + "\n")


def take_down(kg: Path, documents: Sequence[str], who: str, when: str, why: str) -> tuple[Takedown, ...]:
    """Take documents out of a dataset: out of every generation of it that nobody reads, and of the cache of texts.

    Parameters
    ----------
    kg : Path
        Folder of the dataset.
    documents : sequence of str
        Keys.
    who, when, why : str

    Raises
    ------
    UsageError
        If there is no dataset, it does not hold a document, or no reason is given.
    """
    if not (who.strip() and why.strip()):
        raise UsageError("takedown: who decides it and why are needed; name them with --by and --why")
    with Dataset.open(kg) as dataset, dataset.writer() as writer:
        before = read_takedowns(dataset.path / FILE)
        absent = [key for key in documents if key not in dataset.manifest.documents]
        if absent:
            raise UsageError(f"{absent[0]}: no document of this dataset; see policing-kg ask documents")
        rows: dict[str, list[Takedown]] = {}
        for key in dict.fromkeys(documents):
            holding = writer.held(key)
            bodies = {layer.version for layer in holding.layers} if holding else set()
            rows[key] = [Takedown(key, body, who, when, why) for body in sorted(bodies) or [""]]
        kept = [row for row in before.rows if row.document not in rows]
        taken = (*kept, *(row for named in rows.values() for row in named))
        write_takedowns(dataset.path / FILE, taken, bodies=True)  # first: a build takes down what is listed
        withdraw_taken(writer, Takedowns(taken))
        writer.commit(forget=True)
    return tuple(named[0] for named in rows.values())


def withdraw_taken(writer: Writer, taken: Takedowns) -> bool:
    """Withdraw the documents of a list that the dataset still holds, as after a run that was killed; whether any is.

    Their masked texts are forgotten at once: they are a cache.
    """
    held = [key for key in sorted({row.document for row in taken.rows}) if key in writer.dataset.manifest.documents]
    for key in held:
        holding = writer.held(key)
        for manifestation in holding.manifestations if holding else ():
            forget_masked(manifestation.sha256)
        writer.withdraw(key)
    return bool(held)
