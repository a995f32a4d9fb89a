"""Proving a state of a dataset: its files, digests, claims, projections and the spans of its evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from ...errors import UsageError
from ..claim import claim_id
from ..damage import sum_of
from ..digest import dataset_digest, document_digest
from ..generation import FORMAT, Manifest, read_manifest
from ..segment import read_holdings
from ..takedown import FILE, Takedowns, read_takedowns
from .anew import compare_graph, compare_names, projected_anew
from .edition import Edition, edition
from .layout import GRAPH, MANIFEST, SUMS, is_release, read_release
from .spans import TextOf, prove_spans

Step = Callable[[int, int, str], None]
_STEPS = 4


@dataclass
class Check:
    """One thing that was proved: how many were compared, how many differ, how many could not be compared."""

    name: str
    compared: int = 0
    differ: int = 0
    unchecked: int = 0


@dataclass
class Proof:
    """What proving a state of a dataset came to; true where nothing differs.

    Parameters
    ----------
    checks : list of Check
    differences : list of str
        The first of them, one line each; all are counted.
    unchecked : list of str
        What could not be compared, and what it takes, one line each.
    most : int
        Differences of each check that are named.
    """

    checks: list[Check] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)
    unchecked: list[str] = field(default_factory=list)
    most: int = 20

    def __bool__(self) -> bool:
        return not self.count

    @property
    def count(self) -> int:
        """How many differences there are."""
        return sum(check.differ for check in self.checks)

    def check(self, name: str) -> Check:
        """Begin a check."""
        self.checks.append(Check(name))
        return self.checks[-1]

    def differs(self, check: Check, line: str) -> None:
        """Count a difference, and name it while few are named."""
        check.differ += 1
        if check.differ <= self.most:
            self.differences.append(line)


def prove(
    name: str | Path, text_of: TextOf, *, taken: Takedowns | None = None, most: int = 20, step: Step | None = None
) -> Proof:
    """Prove a dataset, a generation of one, or a release.

    Parameters
    ----------
    name : path-like
        As for `edition`.
    text_of : callable
        Gives the text that evidence points into, or why it is not at hand.
    taken : Takedowns, optional
        Documents that were taken down since; with those of the list beside a release.
    most : int
        Differences of each check that are named.
    step : callable, optional
        Is told how many steps of how many are done.

    Returns
    -------
    Proof

    Raises
    ------
    UsageError
        If there is neither a dataset nor a release.
    DataError
        If a file cannot be read at all.
    """
    proof, release = Proof(most=most), Path(name) if is_release(Path(name)) else None

    def told(done: int) -> None:
        if step:
            step(done, _STEPS, "")

    with edition(name) as held:
        if not held.digest:
            raise UsageError(f"{name}: the dataset is empty; build it first")
        _sources(proof, held, taken, release)
        sound = _files(proof, held, release)
        told(1)
        if not sound:
            proof.unchecked.append("claims, projections and evidence: not read, for a file of them is not as it was")
            return proof
        _digests(proof, held, release is None and _manifest(held).format != FORMAT)
        told(2)
        with projected_anew(held) as folder:
            if release:
                compare_graph(proof, folder, release / GRAPH)
            else:
                compare_graph(proof, folder, held.folder)
                compare_names(proof, folder, held.folder)
                if (held.folder / "cypher").exists():
                    proof.unchecked.append("cypher: made from the graph when it is asked, and not compared")
        told(3)
        prove_spans(proof, held, text_of)
        told(4)
    return proof


def _sources(proof: Proof, held: Edition, taken: Takedowns | None, release: Path | None) -> None:
    """Whether a source was taken down since: by a list that was named, or one that lies beside the release."""
    beside = read_takedowns(notice_of(release)) if release else read_takedowns(held.folder.parent.parent / FILE)
    gone = Takedowns((*beside.rows, *(taken.rows if taken else ())))
    if not gone:
        return
    check = proof.check("takedowns")
    check.compared = len(held.documents)
    for key in sorted(held.documents):
        if row := gone.of(key, ""):
            proof.differs(check, f"document {row.line}; use a later release, which lacks it")


def notice_of(release: Path) -> Path:
    """The list beside a release: the release itself is never changed.

    Examples
    --------
    >>> notice_of(Path("releases/1.0")).name
    '1.0.takedowns.csv'
    """
    return release.with_name(f"{release.resolve().name}.{FILE}")


def _manifest(held: Edition) -> Manifest:
    return read_manifest(held.folder)


def _files(proof: Proof, held: Edition, release: Path | None) -> bool:
    """Compare each file with its hash; whether those that claims are read from are as they were."""
    check, sound = proof.check("files"), True
    folder = release or held.folder
    listed = (
        [(f.path, f.sha256) for f in read_release(release).files]
        if release
        else [(s.name, s.sha256) for s in _manifest(held).segments]
    )
    for path, digest in listed:
        check.compared += 1
        file = folder / path
        if not file.is_file():
            proof.differs(check, f"{file}: is missing")
        elif sum_of(file) != digest:
            proof.differs(check, f"{file}: is not as it was written")
        else:
            continue
        sound = sound and not (path.endswith((".parquet", ".jsonl")) or path == GRAPH)
    if release:
        _unlisted(proof, check, release, {path for path, _ in listed})
    return sound


def _unlisted(proof: Proof, check: Check, release: Path, listed: set[str]) -> None:
    """Files that the manifest does not name, and sums that are not those of the files."""
    for file in sorted(p for p in release.rglob("*") if p.is_file()):
        path = file.relative_to(release).as_posix()
        if path not in listed | {MANIFEST, SUMS}:
            proof.differs(check, f"{file}: is not named by the manifest")
    lines = (line.partition("  ") for line in (release / SUMS).read_text("utf-8").splitlines())
    sums = {path: digest for digest, _, path in lines}
    check.compared += 1
    named = {f.path: f.sha256 for f in read_release(release).files} | {MANIFEST: sum_of(release / MANIFEST)}
    if sums != named:
        proof.differs(check, f"{release / SUMS}: does not hold the sums that the manifest names")


def _digests(proof: Proof, held: Edition, older: bool) -> None:
    """Compute the digests of documents and dataset, and the ids of claims, anew."""
    documents, claims = proof.check("digests"), proof.check("claims")
    found: dict[str, str] = {}
    for number in range(held.buckets):
        for holding in read_holdings(held.folder, number).values():
            found[holding.key] = document_digest(holding)
            evidenced = {e.claim for e in holding.evidence}
            for claim, _ in holding.claims.values():
                claims.compared += 1
                where = f"claim {claim.id[:12]} of {holding.key}"
                if claim.id != claim_id(claim):
                    proof.differs(claims, f"{where}: does not bear the hash of what it says")
                elif claim.id not in evidenced and claim.origin != "coder":
                    proof.differs(claims, f"{where}: has no evidence")
    if older:
        documents.unchecked += len(found)
        proof.unchecked.append("digests: of a dataset of an older format; the next build writes them anew")
        return
    for line in _unlike(found, held):
        proof.differs(documents, line)
    documents.compared += len(found) + 1


def _unlike(found: dict[str, str], held: Edition) -> Iterator[str]:
    for key in sorted(found.keys() | held.documents.keys()):
        if found.get(key) != held.documents.get(key):
            yield f"document {key}: what is said of it has not the digest that the manifest names"
    if dataset_digest(found, held.decisions.digest) != held.digest:
        yield f"digest {held.digest}: is not that of the claims and decisions"
