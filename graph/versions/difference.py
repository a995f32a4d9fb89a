"""What differs between two states of a dataset, claim by claim, each with its document.

Claims are told apart by their ids, which hash what a claim says, in which document and sentence.  So a claim that says
otherwise has another id; it is paired with the one whose place it takes, if one can be named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields

from ..decision import Decisions
from ..entity import is_entity_id
from ..segment import FEWEST, bucket_of
from .edition import Edition
from .pairing import paired
from .said import Said, said_of

# Each kind with what it counts, in the order in which they are shown.
KINDS = ("added", "withdrawn", "changed", "re-resolved", "moved", "merged", "split")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference.

    Parameters
    ----------
    change : str
        One of `KINDS`: a claim ``added`` or ``withdrawn``; ``changed`` (it says otherwise, or stands otherwise);
        ``re-resolved`` (an end or qualifier is another entity now); ``moved`` (the same at another place of its
        document); a name ``merged`` or ``split`` by a decision, or no longer so.
    document : str
        Key of the document, or empty.
    claim : str
        Id of the claim in the later state, else in the earlier one; empty for a name.
    earlier : str
        Id of the claim whose place it takes, where that is another.
    subject, predicate, object : str
        What the claim says, with names; its value where it has no object.
    before, after : str
        What reads otherwise: ``field=value``, parted by ``; ``.
    """

    change: str
    document: str
    claim: str
    earlier: str
    subject: str
    predicate: str
    object: str
    before: str = ""
    after: str = ""


COLUMNS = tuple(f.name for f in fields(Change))


@dataclass(frozen=True, slots=True)
class Difference:
    """All differences of two states; false where there are none.

    Parameters
    ----------
    earlier, later : str
        Digests of the two.
    documents : mapping of str to int
        Documents ``added``, ``withdrawn``, ``changed`` and ``unchanged``.
    changes : tuple of Change
        By kind, then by document and claim.
    """

    earlier: str
    later: str
    documents: Mapping[str, int]
    changes: tuple[Change, ...]

    def __bool__(self) -> bool:
        return self.earlier != self.later or bool(self.changes)

    @property
    def counts(self) -> dict[str, int]:
        """How many changes there are of each kind."""
        counted = Counter(c.change for c in self.changes)
        return {kind: counted[kind] for kind in KINDS}


def difference(earlier: Edition, later: Edition) -> Difference:
    """Compare two states of a dataset; a part of them is in memory at a time.

    Parameters
    ----------
    earlier, later : Edition

    Returns
    -------
    Difference
    """
    changes = list(_names(earlier, later))
    names = [_named_by_decisions(e) for e in (earlier, later)]
    documents = Counter(dict.fromkeys(("added", "withdrawn", "changed", "unchanged"), 0))
    alike = len(earlier.documents.keys() & later.documents.keys())
    for keys in _doubtful(earlier, later):
        alike -= sum(key in earlier.documents and key in later.documents for key in keys)
        was, now = earlier.holdings(keys), later.holdings(keys)
        for key in sorted(keys):
            one = said_of(was.get(key), earlier.decisions, names[0])
            other = said_of(now.get(key), later.decisions, names[1])
            found = list(_of_document(key, one, other))
            changes += found
            documents[_fate(key in was, key in now, bool(found) or _coded_otherwise(earlier, later, key))] += 1
    documents["unchanged"] += alike
    order = {kind: n for n, kind in enumerate(KINDS)}
    changes.sort(key=lambda c: (order[c.change], c.document, c.claim, c.subject, c.after))
    return Difference(earlier.digest, later.digest, dict(documents), tuple(changes))


def _doubtful(earlier: Edition, later: Edition) -> Iterator[list[str]]:
    """Keys of the documents that may differ, some at a time: equal digests under equal decisions say the same."""
    groups: list[list[str]] = [[] for _ in range(FEWEST)]
    decided = earlier.decisions.rows != later.decisions.rows
    for key in sorted(earlier.documents.keys() | later.documents.keys()):
        if decided or earlier.documents.get(key) != later.documents.get(key):
            groups[bucket_of(key, FEWEST)].append(key)
    return filter(None, groups)


def _coded_otherwise(earlier: Edition, later: Edition, key: str) -> bool:
    return earlier.documents.get(key) != later.documents.get(key)


def _fate(was: bool, now: bool, differs: bool) -> str:
    if was and now:
        return "changed" if differs else "unchanged"
    return "added" if now else "withdrawn"


def _of_document(key: str, was: Mapping[str, Said], now: Mapping[str, Said]) -> Iterator[Change]:
    for claim in sorted(was.keys() & now.keys()):
        kind = was[claim].kind_of(now[claim])
        if kind:
            yield _change(kind, key, now[claim], was[claim])
    gone = [was[c] for c in sorted(was.keys() - now.keys())]
    come = [now[c] for c in sorted(now.keys() - was.keys())]
    pairs, left, new = paired(gone, come)
    for kind, before, after in pairs:
        yield _change(kind, key, after, before)
    yield from (_change("withdrawn", key, said) for said in left)
    yield from (_change("added", key, said) for said in new)


def _change(kind: str, key: str, said: Said, before: Said | None = None) -> Change:
    told, tells = before.unlike(said) if before else ("", "")
    taken = before.claim if before and before.claim != said.claim else ""
    return Change(kind, key, said.claim, taken, said.subject_name, said.predicate, said.object_name, told, tells)


def _names(earlier: Edition, later: Edition) -> Iterator[Change]:
    """Names that decisions make one, or part, otherwise than before."""
    before, after = earlier.decisions, later.decisions
    moved = after.moved(before)
    names = _names_of(earlier, moved | _targets(before)) | _names_of(later, moved | _targets(after))

    def name(entity: str) -> str:
        return f"{names[entity]} ({entity})" if entity in names else entity

    for entity in sorted(moved):
        keys = sorted({"", *(k for d in (before, after) for e, k in d.split if e == entity)})
        for key in keys:
            was, now = before.resolve(entity, key), after.resolve(entity, key)
            if was != now and (not key or (was, now) != (before.resolve(entity), after.resolve(entity))):
                kind = "split" if any((entity, key) in d.split for d in (before, after)) else "merged"
                yield Change(kind, key, "", "", name(entity), "", "", f"stands for {name(was)}", f"for {name(now)}")


def _targets(decisions: Decisions) -> set[str]:
    return {*decisions.merged, *decisions.merged.values(), *decisions.split.values()}


def _named_by_decisions(edition: Edition) -> dict[str, str]:
    return _names_of(edition, _targets(edition.decisions))


def _names_of(edition: Edition, entities: Iterable[str]) -> dict[str, str]:
    wanted = {e for e in entities if is_entity_id(e)}
    return edition.names_of(wanted) if wanted else {}
