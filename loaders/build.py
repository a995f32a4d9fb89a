"""Build a dataset from files: read what changed, hand it to the one writer, say what came of it."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from ..errors import DataError, InputRefused
from ..graph.dataset import Dataset
from ..graph.document import Document, DocumentClaims, Manifestation, body_hash
from ..graph.ledger import Ledger
from ..graph.parallel import each
from ..graph.segment import FileRow
from ..graph.takedown import FILE as TAKEDOWNS
from ..graph.takedown import Takedowns, read_takedowns, withdraw_taken
from ..graph.text_cache import cache_folder, forget_masked, write_masked
from ..graph.validation import Result
from ..graph.writer import Changes, Writer
from .base import ROOT as BASE_ROOT
from .base import base_documents, base_sources, package_digest
from .claims.coded import CodedRow, read_coded_rows
from .claims.coded_claims import CodedSource, coded_document
from .collection import Collection, compared, document_keys, path_of
from .engines import engine_of
from .evidence_texts import MaskedText
from .extraction import Extraction
from .listing import list_files
from .persons.masking import masked_clean_text, masked_stored_text
from .persons.shown import covered_spans
from .pipeline import extract_article
from .recognisers.recogniser import Recogniser
from .recognisers.recognition import Recognition
from .refusal import refused_file, refused_for_our_error
from .source_file import SourceFile
from .text_claims import read_claims
from .texts.article import SourceText
from .texts.reading import read_source

RULES = "policing-kg:rules"
RECOGNISERS = "policing-kg:recognisers"  # whose settings an earlier build read with
Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What a build did.

    Parameters
    ----------
    changes : Changes
        Of the dataset.
    read, unchanged : int
        Files read, and files known to be as they were.
    refused : tuple of DataError
        Files, paths and documents that were refused, one line each.
    notes : tuple of str
        What the user should know though nothing is lost by it, one line each.
    unanswered : int
        Files of which an optional recogniser has not answered a part yet; the next build reads them again.
    """

    changes: Changes
    read: int
    unchanged: int
    refused: tuple[DataError, ...]
    notes: tuple[str, ...] = ()
    unanswered: int = 0

    @property
    def violations(self) -> tuple[Result, ...]:
        """What breaks a shape of the ontology in the dataset: found now, or standing since an earlier build."""
        return self.changes.violations

    def lines(self, into: str | os.PathLike[str]) -> Iterator[str]:
        """Say what the build did, for a person.

        Parameters
        ----------
        into : path-like
            Folder of the dataset, as the user named it.

        Yields
        ------
        str
        """
        done, name = self.changes, os.fspath(into)
        what = "file" if self.read == 1 else "files"
        files = f"{self.read} {what} read, {self.unchanged} unchanged, {len(self.refused)} refused"
        if not done.written:
            yield f"{name}: nothing changed, nothing written ({files}); generation {done.generation}"
            yield from self._complaints()
            return
        documents = f"{len(done.added)} added, {len(done.changed)} changed, {len(done.withdrawn)} withdrawn"
        claims = f"{done.claims_added} claims added, {done.claims_removed} removed"
        yield f"{name}: generation {done.generation} written ({files})"
        yield f"  documents: {documents}; {claims}"
        yield f"  digest {done.digest}"
        yield from self._complaints()

    def _complaints(self) -> Iterator[str]:
        if self.violations:
            yield f"  {len(self.violations)} violations of the ontology's shapes"
            yield from (f"    {v}" for v in self.violations)


@dataclass(frozen=True, slots=True)
class _Job:
    file: SourceFile
    key: str
    recognisers: tuple[Recogniser, ...] = ()


@dataclass(frozen=True, slots=True)
class _Found:
    """What reading one file came to: its claims, or why it was refused."""

    job: _Job
    sha256: str = ""
    claims: DocumentClaims | None = None
    refused: DataError | None = None
    note: str = ""
    unanswered: bool = False


def build(
    sources: Sequence[str | os.PathLike[str]],
    into: str | os.PathLike[str],
    *,
    base: bool = True,
    strict: bool = False,
    progress: Progress | None = None,
    recognition: Recognition | None = None,
    engine: str = "local",
    master: str = "",
) -> BuildReport:
    """Build or bring up to date a dataset.

    Parameters
    ----------
    sources : sequence of path-like
        Files and folders.  A file that is gone from a folder named here is withdrawn.
    into : path-like
        Folder of the dataset.
    base : bool
        Whether the curated base dataset is part of it.
    strict : bool
        Whether the first refusal stops the build, with nothing written.
    progress : callable, optional
        Called with the number of files done, their total, and the file's name.
    recognition : Recognition, optional
        Optional recognisers; what they find is withheld until it is reviewed.
    engine : str
        ``local`` or ``spark``: who reads the files.  The dataset is the same.
    master : str
        For ``spark`` the cluster, as ``spark://HOST:7077`` or ``yarn``; by default all cores of this machine.

    Returns
    -------
    BuildReport

    Raises
    ------
    DatasetLocked
        If another process is writing the dataset.
    DataError
        With `strict`, the first refusal.
    UsageError
        If a recogniser that sends texts is chosen and that is not agreed to; with nothing written.
    MissingExtra, Unavailable
        If Spark or its Java is not here, or the cluster cannot be reached.
    """
    apply = engine_of(engine, master, each)
    recognition = recognition or Recognition()
    listed = list_files(sources)
    refused: list[DataError] = []
    notes: dict[str, None] = {}

    def refuse(errors: Iterable[DataError]) -> None:
        for error in errors:
            if strict:
                raise error
            refused.append(error)

    refuse(listed.refused)
    with Dataset.create(os.fspath(into)) as dataset, dataset.writer() as writer:
        taken, ledger = read_takedowns(dataset.path / TAKEDOWNS), dataset.ledger()
        same_rules = _noted(ledger, RULES) == package_digest()
        renewed = _put_base(writer, base, taken) | _put_recognisers(writer, recognition)
        collection = compared(listed, ledger, same_rules=same_rules, look=renewed)
        forget = withdraw_taken(writer, taken)
        jobs, unchanged = _changed(writer, collection, renewed, recognition.recognisers)
        recognition.prepare([job.file.path for job in jobs])
        read = unanswered = 0
        for done, found in enumerate(apply(_read_one, jobs), 1):
            if found.note:
                notes[found.note] = None
            if found.refused is not None:
                refuse([found.refused])
            else:
                read += 1
                unanswered += found.unanswered
                refuse(_hand_over(writer, found, taken))
            if progress:
                progress(done, len(jobs), found.job.file.relative)
        _forget(writer, collection)
        refuse(_reread(writer, collection, recognition.recognisers, taken))
        if renewed:
            writer.doubt_files()
        changes = writer.commit(strict=strict, forget=forget)
    return BuildReport(changes, read, unchanged, tuple(refused), tuple(notes), unanswered)


def _noted(ledger: Ledger, root: str) -> str:
    """What an earlier build noted of itself: of `RULES` the hash of the package's data and rules that it read by."""
    return next((row.sha256 for row in ledger.of_root(root)), "")


def _put_base(writer: Writer, base: bool, taken: Takedowns) -> bool:
    """Put or withdraw the base dataset where that changes something; True if rules or data changed since last time."""
    ledger = writer.dataset.ledger()
    rules, digest = _noted(ledger, RULES), package_digest()
    rows = ledger.of_root(BASE_ROOT)
    held = {row.document for row in rows if row.document}
    if rules != digest:
        writer.see_file(FileRow(RULES, "rules", 0, 0, digest))
    if base and (rules != digest or not held):
        for found in base_documents():
            if taken.of(found.document.key, ""):
                continue
            m, key = found.manifestation, found.document.key
            writer.put(found, "coded")
            writer.see_file(FileRow(BASE_ROOT, f"{m.path}#{key}", 0, 0, m.sha256, found.version, key))
    gone = held if not base else held - set(base_sources())
    for key in sorted(gone):
        writer.withdraw(key, "coded")
    if not base:
        for path in sorted({row.path for row in rows}):
            writer.forget_file(BASE_ROOT, path)
    return rules != digest


def _put_recognisers(writer: Writer, recognition: Recognition) -> bool:
    """Note the recognisers and their settings; True if they are others than last time."""
    before = _noted(writer.dataset.ledger(), RECOGNISERS)
    now = hashlib.sha256(recognition.settings.encode()).hexdigest() if recognition.recognisers else ""
    if before and not now:
        writer.forget_file(RECOGNISERS, "settings")
    elif before != now:
        writer.see_file(FileRow(RECOGNISERS, "settings", 0, 0, now))
    return before != now


def _changed(
    writer: Writer, collection: Collection, renewed: bool, recognisers: tuple[Recogniser, ...]
) -> tuple[list[_Job], int]:
    """The files to read: new ones, those of another size, time and hash, and all after a change of rules."""
    changed, unchanged = [], collection.unchanged
    for file in collection.files:
        row = collection.held.get(file.place)
        if row and row.document and not renewed and row.size == file.size and _hash_of(file) == row.sha256:
            writer.time_file(replace(row, mtime_ns=file.mtime_ns))
            unchanged += 1
        else:
            changed.append(file)
    keys = document_keys(changed, writer.dataset.ledger()) if changed else {}
    return [_Job(file, keys[file.place], recognisers) for file in changed], unchanged


def _hash_of(file: SourceFile) -> str:
    try:
        return hashlib.sha256(file.path.read_bytes()).hexdigest()
    except OSError:
        return ""


def _read_one(job: _Job) -> _Found:
    try:
        name = PurePosixPath(job.file.relative).name
        source = read_source(job.file.path, name=name)
        manifestation = Manifestation(
            source.sha256, job.file.relative, job.file.root, source.encoding, source.extractor
        )
        if source.media == "table":
            masked = body_hash(source.text)
            document = Document(job.key, name, "table", date_basis="none")
            claims = coded_document(source, _own_rows(source), CodedSource(document, masked, ""), manifestation)
            return _Found(job, source.sha256, claims)
        extraction = extract_article(source, job.recognisers)
        claims = read_claims(extraction, job.key, manifestation)
        note = _keep_masked(extraction, claims)
        left = extraction.offered is not None and extraction.offered.unanswered > 0
        return _Found(job, source.sha256, claims, None, note, left)
    except DataError as error:
        return _Found(job, refused=refused_file(job.file.path, error))
    except Exception as error:
        return _Found(job, refused=refused_for_our_error(job.file.path, error))


def _own_rows(source: SourceText) -> list[CodedRow]:
    """The rows of a user's coded table, which is its own source."""
    rows = list(read_coded_rows(source))
    if any(row.document for row in rows):
        raise InputRefused(source.name, "the column document is for the base dataset", "remove it")
    return rows


def _keep_masked(extraction: Extraction, claims: DocumentClaims) -> str:
    """Keep the masked text for quotes; a cache that cannot be written costs the quotes alone, and the note says so."""
    article, covered = extraction.article, covered_spans(extraction)
    sentences = {claim.id: claim.sentence for claim in claims.claims}
    said = ((e.sentence_start, e.sentence_end, sentences[e.claim]) for e in claims.evidence)
    seals = MaskedText(article.clean, masked_clean_text(article, covered)).seals(said)
    try:
        write_masked(claims.manifestation.sha256, masked_stored_text(article, covered), seals)
    except OSError as error:
        return f"{cache_folder()}: {error.strerror}; no quotes are kept, set POLICING_KG_CACHE to a folder with room"
    return ""


def _hand_over(writer: Writer, found: _Found, taken: Takedowns) -> Iterator[DataError]:
    file, claims = found.job.file, found.claims
    if claims is None:
        return
    gone = taken.of(claims.document.key, claims.version)
    if gone:
        forget_masked(claims.manifestation.sha256)
        yield InputRefused(str(file.path), gone.line.partition(": ")[2], "remove it from the folder")
        return
    try:
        writer.put(claims)
    except DataError as error:
        yield refused_file(file.path, error)
        return
    # A file with a part that was left without an answer looks changed to the next build.
    state = (-1, 0, "") if found.unanswered else (file.size, file.mtime_ns, found.sha256)
    writer.see_file(FileRow(file.root, file.relative, *state, claims.version, claims.document.key))


def _forget(writer: Writer, collection: Collection) -> None:
    """Withdraw what a folder named in this build no longer holds."""
    for root, path in collection.gone:
        writer.forget_file(root, path)


def _reread(
    writer: Writer, collection: Collection, recognisers: tuple[Recogniser, ...], taken: Takedowns
) -> Iterator[DataError]:
    """Read again the files that a change elsewhere left without a document."""
    orphans = writer.orphans()
    here = {file.place: file.path for file in collection.files} if orphans else {}
    for row in orphans:
        path = here.get((row.root, row.path)) or path_of(row.root, row.path)
        if row.root.startswith("policing-kg:") or not path.is_file():
            continue
        file = SourceFile(str(path), row.root, row.path, row.size, row.mtime_ns)
        found = _read_one(_Job(file, row.document, recognisers))
        yield from [found.refused] if found.refused else _hand_over(writer, found, taken)
