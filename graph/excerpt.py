"""An excerpt: the graph as it is if only some claims count, those that were accepted or what held on a day.

It is projected from the claims like the whole, so that counts, chains, meetings and whatever else a question derives
come out as they would in a dataset that held nothing else.  It stands in a temporary folder and goes with its reader.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir

from pyoxigraph import Quad

from ..errors import Unavailable
from ..ontology.namespace import compact
from .as_of import ENDED, covers, days_of, held, over
from .dataset import Dataset
from .decision import Decisions
from .delta import everything
from .description import CLASSES, DESCRIBING
from .duplicate import NEAR_DUPLICATE
from .generation import RDF
from .holding import Holding
from .projection import Keep, claim_ends
from .scan import documents_of_claims
from .segment import bucket_of
from .status import Standing
from .store import Graph, build_store
from .term import term

Ends = tuple[str, str, str]  # subject, predicate, object

_OVER = """
SELECT ?subject ?predicate ?object ?when ?published WHERE {
  GRAPH ?document {
    ?claim pk:stage "%s" ; pk:status "live" ; rdf:subject ?subject ; rdf:predicate ?predicate ; rdf:object ?object .
    OPTIONAL { ?claim pk:when ?when }
    OPTIONAL { ?claim pk:accepted ?accepted }
  }
  OPTIONAL { ?document dcterms:date ?published }
  FILTER(%s)
}"""


@dataclass(frozen=True, slots=True)
class Selection:
    """Which claims count.

    Parameters
    ----------
    reviewed : bool
        Only those that a reviewer accepted, or wrote in place of another.
    as_of : str
        EDTF date: only what a source says to have held then, by `as_of.held`; a figure, if its period covers it.
        Empty for all times.
    """

    reviewed: bool = False
    as_of: str = ""


class Excerpt:
    """A generation of a dataset if only some claims count; close it, or its folder goes with the process.

    Parameters
    ----------
    dataset : Dataset
    selection : Selection

    Raises
    ------
    UsageError
        If `as_of` is no date.
    Unavailable
        If the folder for temporary files cannot be written, or is full.
    """

    def __init__(self, dataset: Dataset, selection: Selection) -> None:
        keep = _kept(dataset, selection)
        holdings = _accepting(dataset) if selection.reviewed else dataset.holdings()
        self._room = _room()
        self.folder = Path(self._room.name)
        self.digest = f"{dataset.digest} {selection}"
        try:
            build_store(self.folder / RDF, _quads(dataset, holdings, keep))
        except OSError as error:
            self.close()
            raise _unwritable(error) from error

    def graph(self) -> Graph:
        """The RDF graph, read-only."""
        return Graph(self.folder / RDF)

    def close(self) -> None:
        """Remove the folder; a second time does nothing."""
        self._room.cleanup()


def _room() -> TemporaryDirectory[str]:
    try:
        return TemporaryDirectory(prefix="policing-kg-", ignore_cleanup_errors=True)
    except OSError as error:
        raise _unwritable(error) from error


def _unwritable(error: OSError) -> Unavailable:
    why = error.strerror or error
    return Unavailable(f"{gettempdir()}: an excerpt cannot be written ({why}); make room, or set TMPDIR")


def _accepting(dataset: Dataset) -> Iterator[Holding]:
    """The documents with a claim that a reviewer decided on: no other has an accepted one."""
    keys = documents_of_claims(dataset.folder, dataset.decisions.on_claim)
    buckets = sorted({bucket_of(key, dataset.manifest.buckets) for key in keys})
    return (holding for holding in dataset.holdings(buckets) if holding.key in keys)


def _quads(dataset: Dataset, holdings: Iterable[Holding], keep: Keep) -> Iterator[Quad]:
    yield from everything(holdings, dataset.decisions, keep)
    with dataset.graph() as whole:
        for name in (*DESCRIBING, NEAR_DUPLICATE):
            yield from whole.quads(None, name)
        for name in CLASSES.values():
            yield from whole.quads(None, "rdf:type", term(name))


def _kept(dataset: Dataset, selection: Selection) -> Keep:
    """Tell which claims count."""
    day = days_of(selection.as_of)
    gone = _gone(dataset, selection) if selection.as_of else frozenset()

    def keep(standing: Standing, published: str) -> bool:
        claim = standing.claim
        if selection.reviewed and not standing.accepted:
            return False
        if not selection.as_of:
            return True
        period = claim.qualifier("period")
        holds = covers(period, day) if period else held(claim.qualifier("when"), published, day)
        return holds and not (gone and _ends(standing, dataset.decisions) in gone)

    return keep


def _ends(standing: Standing, decisions: Decisions) -> Ends:
    subject, object_ = claim_ends(standing.claim, decisions)
    return subject.value, standing.claim.predicate, object_.value


def _gone(dataset: Dataset, selection: Selection) -> frozenset[Ends]:
    """What some source that counts says to have ended before."""
    day = days_of(selection.as_of)
    with dataset.graph() as whole:
        rows = whole.rows(_OVER % (ENDED, "BOUND(?accepted)" if selection.reviewed else "true"))
    said = ({name: value.value if value else "" for name, value in row.items()} for row in rows)
    return frozenset(
        (s["subject"], compact(s["predicate"]), s["object"]) for s in said if over(s["when"], s["published"], day)
    )
