"""The one writer of a dataset: what a build found is settled against what is held, and becomes a new generation."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from ..errors import InputRefused
from .dataset import Dataset
from .decision import Decision, Decisions
from .document import DocumentClaims
from .generation import sweep
from .holding import CODED, READ, Holding, Layer, checked, layer_of, one_more_file, succeeded, without_file
from .ledger import Ledger
from .lock import writer_lock
from .scan import known_bodies
from .segment import FileRow, read_documents
from .sketch import Sketch, sketched_holding
from .spool import Spool

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
        self._spool = Spool(dataset.path)
        self._start_over()

    def _start_over(self) -> None:
        self._spool.close()
        self._spool = Spool(self.dataset.path)
        self._held: dict[str, Holding | None] = {}
        self._known: dict[str, str] = {}  # body hash → key of the document that was read from it
        self._puts: list[Sketch] = []
        self._versions: dict[tuple[str, str], str] = {}
        self._withdrawn: set[tuple[str, str]] = set()
        self._forgotten: set[tuple[str, str]] = set()
        self._seen: dict[tuple[str, str, str], FileRow] = {}
        self._timed: dict[tuple[str, str], FileRow] = {}
        self._doubted = False
        self._decided: list[Decision] = []

    def __enter__(self) -> Writer:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Stop writing; what was not committed is forgotten, and a folder in which nothing was is as it was."""
        self._spool.close()
        if not self.dataset.generation:
            self.dataset.unmake()
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
        Unavailable
            If the disk is full or will not be written.
        """
        new = layer_of(checked(found), layer)
        if self._versions.setdefault((new.document.key, new.name), new.version) != new.version:
            raise InputRefused(
                found.manifestation.path or found.document.key,
                f"another text came under the key {found.document.key}",
                "give one of the two another key",
            )
        self._puts.append(self._spool.put(new))

    def take(self, holding: Holding) -> None:
        """Hand over a document whole, with its layers as another dataset held them.

        Raises
        ------
        Unavailable
            If the disk is full or will not be written.
        """
        self._puts += [self._spool.put(layer) for layer in holding.layers]

    def see_file(self, row: FileRow) -> None:
        """Note a file in the ledger, so that the next build can tell whether it changed."""
        self._seen[row.root, row.path, row.document] = row

    def time_file(self, row: FileRow) -> None:
        """Note another time of a file that is as the ledger has it; that alone is no change."""
        self._timed[row.root, row.path] = row

    def doubt_files(self) -> None:
        """Files that this build does not see look changed to the next one that does: other rules read them."""
        self._doubted = True

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
        read, coded = known_bodies(self.dataset.folder, {version}, {masked_version})
        here = min((p.document.key for p in self._puts if p.name == READ and p.version == version), default="")
        coming = min(
            (p.document.key for p in self._puts if p.name == CODED and p.masked_version == masked_version), default=""
        )
        by_code = coming or coded.get(masked_version, "") if masked_version else ""
        return by_code or read.get(version, "") or here

    def orphans(self) -> tuple[FileRow, ...]:
        """Files that must be read again, for what is handed over leaves them, or their document, without evidence.

        So after a change of one of two files with the same body, or after the file went that evidence points into.

        Returns
        -------
        tuple of FileRow
            Each with the key under which to hand it over: that of its document where it still is one of its files,
            else its own path.
        """
        state = self.settled()
        homes = _homes(state)
        rows = {(r.root, r.path): r for r in self.dataset.ledger().of_documents(state)}
        rows = {at: r for at, r in rows.items() if at not in self._forgotten}
        rows |= {(r.root, r.path): r for r in self._seen.values()}
        seen = {at[:2] for at in self._seen}
        out = []
        for at, row in sorted(rows.items()):
            home, layer = homes.get(at, ("", None))
            if layer is None and at not in seen:
                out.append(replace(row, document=row.path))
            elif layer is not None and not layer.carried():
                out.append(replace(row, document=home))
        return tuple(out)

    # What it comes to

    def held(self, key: str) -> Holding | None:
        """What the dataset holds of a document before this build, as sketches."""
        if key not in self._held:
            self._look_up([key])
        return self._held[key]

    def _look_up(self, keys: Iterable[str]) -> None:
        """Learn what is held of some documents, each segment read once."""
        new = set(keys) - self._held.keys()
        self._held |= dict.fromkeys(new)
        for holding in read_documents(self.dataset.folder, self.dataset.manifest.buckets, new):
            self._held[holding.key] = sketched_holding(holding)

    def _homes_of(self, versions: set[str]) -> dict[str, str]:
        """Keys of the documents that hold some bodies already."""
        new = versions - self._known.keys()
        if new:
            found, _ = known_bodies(self.dataset.folder, new, ())
            self._known |= {version: found.get(version, "") for version in new}
            self._look_up(found.values())
        return self._known

    def packed(self, sketch: Sketch) -> bytes:
        """A layer that was handed over, as `spool.pack` made it; empty for one that the dataset holds."""
        return self._spool.packed(sketch)

    def settled(self) -> dict[str, Holding | None]:
        """Every document handed over or withdrawn, as it comes to stand, in sketches; None where it is gone."""
        state: dict[str, Holding | None] = {}
        self._look_up({p.document.key for p in self._puts} | {key for key, _ in self._withdrawn})

        def now(key: str) -> Holding | None:
            return state[key] if key in state else self.held(key) if key else None

        for key, name in sorted(self._withdrawn):
            holding = now(key)
            state[key] = holding.without_layer(name) if holding and name else None
        declared = {p.document.key for p in self._puts if p.name == CODED}
        declared |= {p.document.key for p in self._puts if (held := now(p.document.key)) and held.layer(CODED)}
        lost = self._take_files(state, declared)
        taken: dict[str, str] = {}
        known = self._homes_of({p.version for p in self._puts if p.name == READ})
        coming = {p.document.key: p.version for p in self._puts if p.name == READ}
        for new in sorted(self._puts, key=_put_order):
            key = new.document.key
            if new.name == READ and new.version:
                home = key if key in declared else known.get(new.version, "")
                other = _body_of(now(home), new.version) or _body_of(lost.get(home), new.version)
                if other is None or coming.get(home, new.version) != new.version:
                    home = taken.setdefault(new.version, key)
                    other = _body_of(now(home), new.version)
                if home != key and other is not None:
                    layer = one_more_file(other, new.manifestations)
                    state[home] = (now(home) or Holding(home, ())).with_layer(layer)
                    continue
            holding = now(key)
            layer = succeeded(holding.layer(new.name) if holding else None, new)
            state[key] = (holding or Holding(key, ())).with_layer(layer)
        return state

    def _take_files(self, state: dict[str, Holding | None], declared: set[str]) -> dict[str, Holding]:
        """Take files from their documents: forgotten ones, and those with another body or of a coded document now.

        Returns
        -------
        dict of str to Holding
            Documents whose last file went, without it: a file that brings the body again, renamed, comes back to them.
        """
        brought = {(m.root, m.path): p for p in self._puts if p.name == READ for m in p.manifestations}
        lost: dict[str, Holding] = {}
        taken = [row for row in self.dataset.ledger().at(self._forgotten | brought.keys()) if row.document]
        self._look_up(row.document for row in taken)
        for row in taken:
            at, key = (row.root, row.path), row.document
            held = state[key] if key in state else self.held(key)
            read, new = held.layer(READ) if held else None, brought.get(at)
            if new and read and new.version == read.version and new.document.key not in declared - {key}:
                continue
            rest = state[key] = _without_file(held, *at)
            if read and not (rest and rest.layer(READ)):
                lost[key] = Holding(key, (replace(read, manifestations=()),))
        return lost

    def commit(self, *, strict: bool = False, forget: bool = False) -> Changes:
        """Write a new generation with what was handed over, and make it the current one.

        Parameters
        ----------
        strict : bool
            Whether a violation of a shape stops it, with nothing written; else it is committed and reported.
        forget : bool
            Whether nothing of what goes may stay: not in files of projections either, nor in older generations that
            nobody reads.

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
        changes = write_generation(self, old, state, self._next_ledger(state), decisions, strict, forget)
        self.dataset.refresh()  # gives the generation before back
        if changes.written and forget:
            sweep(self.dataset.path)
        self._start_over()
        return changes

    def _next_ledger(self, state: dict[str, Holding | None]) -> tuple[Ledger, bool]:
        """The ledger after this build, and whether it says more than other times.

        Files of withdrawn documents and forgotten files leave it.
        """
        ledger, doubted = self.dataset.ledger().doubted() if self._doubted else (self.dataset.ledger(), False)
        homes = _homes(state)
        seen = [
            replace(r, document=homes[at[:2]][0] if at[:2] in homes else r.document) for at, r in self._seen.items()
        ]
        left = self._forgotten.union(at[:2] for at in self._seen)
        gone = {key for key, holding in state.items() if holding is None}
        timed = [r for at, r in self._timed.items() if at not in left and r.document not in gone]
        after, news = ledger.changed(left.union((r.root, r.path) for r in timed), gone, [*seen, *timed])
        return after, news or doubted


def _homes(state: dict[str, Holding | None]) -> dict[tuple[str, str], tuple[str, Layer]]:
    """Root and path of each file → key of the document that it came to belong to, and the layer."""
    held = ((key, layer) for key, holding in state.items() if holding for layer in holding.layers)
    return {(m.root, m.path): (key, layer) for key, layer in held for m in layer.manifestations}


def _body_of(holding: Holding | None, version: str) -> Layer | None:
    """The layer that was read from this body, if that is what the document holds."""
    layer = holding.layer(READ) if holding else None
    return layer if layer and layer.version == version else None


def _without_file(holding: Holding | None, root: str, path: str) -> Holding | None:
    for layer in holding.layers if holding else ():
        if holding and any((m.root, m.path) == (root, path) for m in layer.manifestations):
            rest = without_file(layer, root, path)
            holding = holding.with_layer(rest) if rest else holding.without_layer(layer.name)
    return holding


def _put_order(layer: Layer) -> tuple[str, str, tuple[tuple[str, str], ...]]:
    return layer.document.key, layer.name, tuple((m.root, m.path) for m in layer.manifestations)
