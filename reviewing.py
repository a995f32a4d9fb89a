"""The verbs of policing-kg in Python for review: sheets out and in, undoing, counts, precision of rules."""

from __future__ import annotations

import uuid
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from .errors import InputRefused, UsageError
from .opening import Path_, open

if TYPE_CHECKING:
    from .graph.dataset import Dataset
    from .graph.decision import Decision
    from .graph.review import ReviewRow, ReviewStatus, RulePrecision, Verdict
    from .graph.writer import Changes
    from .loaders.review.filled import Resolve
    from .queries import KnowledgeGraph

__all__ = ["Appended", "Review", "review"]


@dataclass(frozen=True, slots=True)
class Appended:
    """What was appended to the decisions of a dataset.

    Parameters
    ----------
    decisions : tuple of Decision
    generation : int
        The current generation after it.
    batch : str
        By it all of these are undone together; empty where nothing was appended.
    repeated : int
        Rows whose decision stands already.
    empty : int
        Rows without a decision.
    refused : tuple of InputRefused
        One for each row that was not taken.
    broken : int
        Shapes of the ontology that the dataset breaks after it and did not before.
    """

    decisions: tuple[Decision, ...]
    generation: int
    batch: str = ""
    repeated: int = 0
    empty: int = 0
    refused: tuple[InputRefused, ...] = ()
    broken: int = 0

    def lines(self, kg: Path_) -> Iterator[str]:
        """What happened, for people."""
        kinds = Counter(d.kind for d in self.decisions)
        counted = ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items())) or "nothing"
        more = ", ".join(
            f"{n} {what}"
            for n, what in (
                (self.repeated, "stand already"), (self.empty, "without a decision"), (len(self.refused), "refused"),
            )
            if n
        )  # fmt: skip
        yield f"{kg}: {counted} appended{f' ({more})' if more else ''}; generation {self.generation}"
        if self.batch:
            yield f"  batch {self.batch}: policing-kg review undo --batch {self.batch} takes it back"
        if self.broken:
            yield f"  {self.broken} more shapes of the ontology are broken; see the corrections of this batch"


def review(kg: Path_) -> Review:
    """The review of a dataset.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.

    Returns
    -------
    Review

    Raises
    ------
    UsageError
        If the folder holds no dataset.

    Examples
    --------
    >>> review("no/such/kg")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    policing_kg.errors.UsageError: no/such/kg: no dataset there; build one with: ...
    """
    from .graph.dataset import Dataset

    with Dataset.open(Path(kg)):
        return Review(kg)


class Review:
    """What waits for a reviewer in a dataset, and what was decided.

    Parameters
    ----------
    kg : path-like
        Folder of the dataset.
    """

    def __init__(self, kg: Path_) -> None:
        self.kg = Path(kg)

    def rows(
        self,
        *,
        kinds: Sequence[str] = (),
        places: Sequence[str] = (),
        documents: Sequence[str] = (),
        rules: Sequence[str] = (),
        statuses: Sequence[str] = (),
        sample: int = 0,
        seed: int = 0,
    ) -> list[ReviewRow]:
        """What waits for a reviewer.

        Parameters
        ----------
        kinds : sequence of str
            ``candidate``, ``conflict``, ``unresolved``, ``new-name``, ``again``; all by default.
        places : sequence of str
            Divisions, as a person types them; what lies in them is included.
        documents, rules, statuses : sequence of str
            Keys of documents; ids of rules; statuses of claims or of their review.
        sample, seed : int
            Draw so many rows at random, the same for a seed; 0 for all.

        Returns
        -------
        list of ReviewRow

        Raises
        ------
        UsageError
            If a kind, status, place or document is not known.
        """
        from .graph.dataset import Dataset
        from .graph.review import Choice, review_rows
        from .loaders.review.sheet import in_vocabulary

        Choice(kinds, (), documents, rules, statuses, sample, seed)  # refuses before anything is opened
        with open(self.kg) as reader:
            codes = [_code(reader, name) for name in places]
            keys = [document_key(reader, name) for name in documents]
            pairs = _contradictions(reader) if not kinds or "conflict" in kinds else []
            with Dataset.open(self.kg) as dataset:
                choice = Choice(kinds, codes, keys, rules, statuses, sample, seed)
                return review_rows(dataset, choice, pairs=pairs, listed=in_vocabulary)

    def export(self, out: Path_, *, replace: bool = False, **choice: object) -> int:
        """Write what waits for a reviewer as a sheet.

        Parameters
        ----------
        out : path-like
            Ends in ``.csv`` or ``.xlsx``.
        replace : bool
            Whether to take the place of a sheet that is there.
        **choice
            As for `rows`.

        Returns
        -------
        int
            Number of rows.

        Raises
        ------
        UsageError
            If a choice is not known, or the file cannot be written or is there already.
        """
        from .loaders.review.sheet import review_sheets
        from .loaders.review.spreadsheet import SUFFIXES, check_file, write_sheets

        check_file(Path(out), SUFFIXES, replace, self.kg)
        rows = self.rows(**choice)  # type: ignore[arg-type]
        write_sheets(Path(out), review_sheets(rows), replace=replace)
        return len(rows)

    def take(self, sheet: Path_, *, by: str, strict: bool = False, when: str = "") -> Appended:
        """Append the decisions of a filled sheet; each row is taken or refused as a whole.

        Parameters
        ----------
        sheet : path-like
            A sheet of `export` with its columns for decisions filled.
        by : str
            Who reviews where a row does not say: a handle or an ORCID.
        strict : bool
            Whether the first row that cannot be taken is raised, with nothing appended.
        when : str
            ISO time; now by default.

        Returns
        -------
        Appended
            With a refusal for each row that was not taken.  Taken twice, a sheet changes nothing the second time.

        Raises
        ------
        UsageError
            If the reviewer is neither a handle nor an ORCID.
        InputRefused
            If the file is no sheet; with `strict`, the first row that cannot be taken.
        DatasetLocked
            If another process is writing.
        """
        from .loaders.review.filled import Judge, read_filled
        from .loaders.review.reviewer import reviewer_of

        who, rows_empty = reviewer_of(by), read_filled(Path(sheet))
        with self.writing() as (dataset, append), open(self.kg) as reader:
            batch = new_batch()
            read = Judge(dataset, _resolver(reader), who, when or now(), batch).read(*rows_empty)
            if strict and read.refused:
                raise read.refused[0]
            before = set(dataset.violations())
            changes = append(read.decisions)
            broken = len(set(changes.violations) - before)
            batch = batch if read.decisions else ""
            return Appended(read.decisions, changes.generation, batch, read.repeated, read.empty, read.refused, broken)

    def undo(self, decision: str = "", *, by: str, why: str = "", last: bool = False, batch: str = "") -> Appended:
        """Undo decisions, by decisions that say so; what is undone can be let stand again by undoing that.

        Parameters
        ----------
        decision : str
            Id of a decision, or the first digits of it; 6 at least.
        by, why : str
            Who undoes, and why.
        last : bool
            Undo the last decision that stands instead.
        batch : str
            Undo all that came together instead; ``last`` for the last batch.

        Raises
        ------
        UsageError
            If nothing, or more than one thing, is named, or it is undone already.
        DatasetLocked
            If another process is writing.
        """
        from .graph.review import undoing
        from .loaders.claims.coded_claims import names_person
        from .loaders.review.reviewer import reviewer_of

        who = reviewer_of(by)
        if names_person(why):
            raise UsageError("why: holds a person's name; write the post or the body instead")
        with self.writing() as (dataset, append):
            new = tuple(undoing(dataset.decisions, who, now(), why, named=decision, last=last, batch=batch))
            return Appended(new, append(new).generation)

    def carry(self, *, by: str) -> Appended:
        """Let decisions carry over to undecided claims of other documents that say the same in the same sentence.

        Parameters
        ----------
        by : str
            Who lets them carry over.

        Raises
        ------
        DatasetLocked
            If another process is writing.
        """
        from .graph.review import carried
        from .loaders.review.reviewer import reviewer_of

        who = reviewer_of(by)
        with self.writing() as (dataset, append):
            batch = new_batch()
            new = tuple(carried(dataset, who, now(), batch))
            return Appended(new, append(new).generation, batch if new else "")

    @staticmethod
    def workbook(out: Path_, *, replace: bool = False) -> Path:
        """Write an empty coding workbook: its rows, filled by hand, are read by a build.

        Parameters
        ----------
        out : path-like
            Ends in ``.xlsx``.
        replace : bool
            Whether to take the place of a file that is there.

        Raises
        ------
        UsageError
            If the suffix is another, or the file cannot be written or is there already.
        """
        from .loaders.codebook.workbook import write_workbook

        return write_workbook(Path(out), replace=replace)

    def status(self) -> ReviewStatus:
        """How far the review is: counts by kind, status and reviewer, and what is due again."""
        from .graph.dataset import Dataset
        from .graph.review import review_status

        with Dataset.open(self.kg) as dataset:
            return review_status(dataset)

    def log(self) -> list[Verdict]:
        """Every decision in its order, with its standing."""
        from .graph.dataset import Dataset
        from .graph.review import ledger

        with Dataset.open(self.kg) as dataset:
            return ledger(dataset)

    def precision(self) -> list[RulePrecision]:
        """How often each rule is right, by decisions and on annotated texts, with Wilson's 95 % intervals."""
        from .graph.dataset import Dataset
        from .graph.review import rule_precision

        with Dataset.open(self.kg) as dataset:
            return rule_precision(dataset)

    @contextmanager
    def writing(self) -> Iterator[tuple[Dataset, _Append]]:
        """The dataset as its one writer holds it, and what appends decisions to it."""
        from .graph.dataset import Dataset

        with Dataset.open(self.kg) as dataset, dataset.writer() as writer:

            def append(new: Sequence[Decision]) -> Changes:
                writer.decide(*new)
                return writer.commit()

            yield dataset, append


if TYPE_CHECKING:
    from collections.abc import Callable

    _Append = Callable[[Sequence[Decision]], Changes]


def now() -> str:
    """ISO time of the moment, in UTC."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def new_batch() -> str:
    """A name for decisions that come together."""
    return uuid.uuid4().hex[:12]


def _resolver(reader: KnowledgeGraph) -> Resolve:
    """From a name to the id of an entity."""
    from .ontology.namespace import ENTITY
    from .queries import resolve_name

    return lambda words: resolve_name(reader, words).iri.removeprefix(ENTITY)


def _code(reader: KnowledgeGraph, name: str) -> str:
    from .ontology.namespace import ENTITY
    from .queries import resolve_name

    return resolve_name(reader, name, "place").iri.removeprefix(ENTITY).split("/")[1]


def document_key(reader: KnowledgeGraph, name: str) -> str:
    """The key of the document that a person names by key, title or IRI."""
    from pyoxigraph import NamedNode

    from .queries import resolve_name

    found = resolve_name(reader, name, "document").iri
    key = reader.graph.value(NamedNode(found), "pk:documentKey")
    if not key:
        raise UsageError(f"{name}: no document of this dataset; see policing-kg ask documents")
    return key


def _contradictions(reader: KnowledgeGraph) -> list[tuple[str, str]]:
    """Claims that contradict each other, two and two."""
    pairs = []
    for row in reader.ask("contradictions"):
        documents: dict[str, list[str]] = {}
        for place in row.evidence:
            documents.setdefault(place.document.iri, []).append(place.claim)
        held = list(documents.values())
        pairs += [(a, b) for i, one in enumerate(held) for other in held[i + 1 :] for a in one for b in other]
    return pairs
