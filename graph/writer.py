"""The one writer of a dataset: what a build found is settled against what is held, and becomes a new generation."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import InputRefused
from .dataset import Dataset
from .decision import Decision, Decisions
from .document import DocumentClaims
from .generation import sweep
from .holding import CODED, READ, Holding, Layer, checked, layer_of, one_more_file, succeeded, without_file
from .lock import writer_lock
from .scan import known_bodies
from .segment import FileRow, bucket_of, read_holdings

if TYPE_CHECKING:
    from .validation import Result


@dataclass(frozen=True, slots=True)
class Changes:
    """What a commit did.

    Parameters
    ----------
    generation : int
        The current generation after it.
    written : bool
        False where nothing changed and no generation was written.
    digest : str
        Of the dataset.
    added, changed, unchanged, withdrawn : tuple of str
        Document keys, sorted; unchanged are those handed over that brought nothing new.
    claims_added, claims_removed : int
        Claim ids new in a document, and gone from one.
    violations : tuple of Result
        What breaks a shape in the generation: found on what changed, or standing since an earlier commit.
    """

    generation: int
    written: bool
    digest: str
    added: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    withdrawn: tuple[str, ...] = ()
    claims_added: int = 0
    claims_removed: int = 0
    violations: tuple[Result, ...] = ()


class Writer:
    """Collects what a build found; nothing is written before `commit`.

    Parameters
    ----------
    dataset : Dataset
        Goes on to the current generation, and after a commit to the new one.

    Raises
    ------
    DatasetLocked
        If another process is writing.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._lock = writer_lock(dataset.path)
        self.dataset = dataset
        dataset.refresh()
        sweep(dataset.path)
        self._buckets: dict[int, dict[str, Holding]] = {}
        self._bodies: tuple[dict[str, str], dict[str, str]] | None = None
        self._start_over()

    def _start_over(self) -> None:
        self._puts: list[Layer] = []
        self._withdrawn: set[tuple[str, str]] = set()
        self._forgotten: set[tuple[str, str]] = set()
        self._seen: dict[tuple[str, str, str], FileRow] = {}
        self._decided: list[Decision] = []
        self._ledger: tuple[FileRow, ...] | None = None

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop writing; what was not committed is forgotten."""
        self._lock.release()

    # What a build hands over

    def put(self, found: DocumentClaims, layer: str = "") -> None:
        """Hand over one document.

        Parameters
        ----------
        found : DocumentClaims
        layer : str
            ``read`` or ``coded``; by default coded if every claim is a coder's.

        Raises
        ------
        ClaimRefused
            If a claim lacks its evidence, id or entities.
        InputRefused
            If another body came under the same key before, in this build.
        """
        new = layer_of(checked(found), layer)
        for other in self._puts:
            if (other.document.key, other.name) == (new.document.key, new.name) and other.version != new.version:
                raise InputRefused(
                    found.manifestation.path or found.document.key,
                    f"another text came under the key {found.document.key}",
                    "give one of the two another key",
                )
        self._puts.append(new)

    def see_file(self, row: FileRow) -> None:
        """Note a file in the ledger, so that the next build can tell whether it changed."""
        self._seen[row.root, row.path, row.document] = row

    def forget_file(self, root: str, path: str) -> None:
        """A file is gone: its document is withdrawn unless another file carries the body."""
        self._forgotten.add((root, path))

    def withdraw(self, key: str, layer: str = "") -> None:
        """Withdraw a document, or one of its layers: exactly its claims go."""
        self._withdrawn.add((key, layer))

    def decide(self, *decisions: Decision) -> None:
        """Append reviewers' decisions."""
        self._decided += decisions

    def key_of(self, version: str, masked_version: str = "") -> str:
        """Key of the document that has this body already: read (or handed over in this build), or coded; else empty.

        Parameters
        ----------
        version, masked_version : str
            Hashes of the body and of the masked body.
        """
        read, coded = self._known_bodies()
        here = min((p.document.key for p in self._puts if p.name == READ and p.version == version), default="")
        coming = min(
            (p.document.key for p in self._puts if p.name == CODED and p.masked_version == masked_version), default=""
        )
        by_code = coming or coded.get(masked_version, "") if masked_version else ""
        return by_code or read.get(version, "") or here

    def orphans(self) -> tuple[FileRow, ...]:
        """Files in the ledger that must be read again, for what is handed over leaves them without a document.

        So after a change of one of two files with the same body, or after the file went that evidence points into.
        """
        state = self.settled()
        touched = {r.document for r in self._rows() if r.document in state}
        out = []
        for row in self._rows():
            if row.document not in touched or (row.root, row.path) in self._forgotten:
                continue
            if any((row.root, row.path) == at[:2] for at in self._seen):
                continue
            layers = holding.layers if (holding := state[row.document]) else ()
            home = [y for y in layers if any((m.root, m.path) == (row.root, row.path) for m in y.manifestations)]
            if not home or not home[0].carried():
                out.append(row)
        return tuple(out)

    # What it comes to

    def held(self, key: str) -> Holding | None:
        """What the dataset holds of a document before this build."""
        bucket = bucket_of(key, self.dataset.manifest.buckets)
        return self.bucket(bucket).get(key)

    def bucket(self, bucket: int) -> dict[str, Holding]:
        """The documents of one bucket before this build."""
        if bucket not in self._buckets:
            self._buckets[bucket] = read_holdings(self.dataset.folder, bucket)
        return self._buckets[bucket]

    def settled(self) -> dict[str, Holding | None]:
        """Every document handed over or withdrawn, as it comes to stand; None where it is gone."""
        state: dict[str, Holding | None] = {}

        def now(key: str) -> Holding | None:
            return state[key] if key in state else self.held(key)

        for key, name in sorted(self._withdrawn):
            holding = now(key)
            state[key] = holding.without_layer(name) if holding and name else None
        for row in self._rows():
            if (row.root, row.path) in self._forgotten and row.document:
                state[row.document] = _without_file(now(row.document), row.root, row.path)
        taken: dict[str, str] = {}
        coming = {p.document.key: p.version for p in self._puts if p.name == READ}
        for new in sorted(self._puts, key=_put_order):
            key = new.document.key
            if new.name == READ and new.version:
                home = self._known_bodies()[0].get(new.version, "")
                if not _has_body(now(home), new.version) or coming.get(home, new.version) != new.version:
                    home = taken.setdefault(new.version, key)
                other = now(home)
                if home != key and other is not None and (layer := other.layer(READ)) is not None:
                    state[home] = other.with_layer(one_more_file(layer, new.manifestations))
                    continue
            holding = now(key)
            layer = succeeded(holding.layer(new.name) if holding else None, new)
            state[key] = (holding or Holding(key, ())).with_layer(layer)
        return state

    def commit(self, *, strict: bool = False) -> Changes:
        """Write a new generation with what was handed over, and make it the current one.

        Parameters
        ----------
        strict : bool
            Whether a violation of a shape stops it, with nothing written; else it is committed and reported.

        Returns
        -------
        Changes
            With `written` False, and no new generation, where nothing changed.

        Raises
        ------
        DataError
            With `strict`, the first violation that did not stand before.
        """
        from .commit import write_generation

        state = self.settled()
        old = {key: self.held(key) for key in state}
        decisions = Decisions((*self.dataset.decisions.rows, *self._decided))
        changes = write_generation(self, old, state, self._next_ledger(state), decisions, strict)
        self.dataset.refresh()
        self._buckets.clear()
        self._bodies = None
        self._start_over()
        return changes

    def _rows(self) -> tuple[FileRow, ...]:
        if self._ledger is None:
            self._ledger = self.dataset.files()
        return self._ledger

    def _next_ledger(self, state: dict[str, Holding | None]) -> tuple[FileRow, ...]:
        """The ledger after this build: files of withdrawn documents and forgotten files leave it."""
        seen_places = {at[:2] for at in self._seen}
        rows = {
            (r.root, r.path, r.document): r
            for r in self._rows()
            if (r.root, r.path) not in self._forgotten | seen_places and state.get(r.document, True) is not None
        }
        for at, row in self._seen.items():
            rows[at] = replace(row, document=self._home(row, state))
        return tuple(rows[at] for at in sorted(rows))

    def _home(self, row: FileRow, state: dict[str, Holding | None]) -> str:
        """Key of the document that a seen file came to belong to."""
        for key, holding in state.items():
            if holding and any((m.root, m.path) == (row.root, row.path) for m in holding.manifestations):
                return key
        return row.document

    def _known_bodies(self) -> tuple[dict[str, str], dict[str, str]]:
        if self._bodies is None:
            self._bodies = _bodies(self.dataset)
        return self._bodies


def _bodies(dataset: Dataset) -> tuple[dict[str, str], dict[str, str]]:
    """Body hash → key of documents read, and masked body hash → key of coded ones."""
    read: dict[str, str] = {}
    coded: dict[str, str] = {}
    for key, layer, version, masked in known_bodies(dataset.folder):
        if layer == READ and version:
            read[version] = min(read.get(version, key), key)
        elif layer == CODED and masked:
            coded[masked] = min(coded.get(masked, key), key)
    return read, coded


def _has_body(holding: Holding | None, version: str) -> bool:
    layer = holding.layer(READ) if holding else None
    return layer is not None and layer.version == version


def _without_file(holding: Holding | None, root: str, path: str) -> Holding | None:
    for layer in holding.layers if holding else ():
        if holding and any((m.root, m.path) == (root, path) for m in layer.manifestations):
            rest = without_file(layer, root, path)
            holding = holding.with_layer(rest) if rest else holding.without_layer(layer.name)
    return holding


def _put_order(layer: Layer) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return layer.document.key, layer.name, tuple((m.root, m.path) for m in layer.manifestations)
