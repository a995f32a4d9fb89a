"""What differs between the graph and a database, counted by labels and by type."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from ..property_names import OURS, stated_types

Labels = tuple[str, ...]


@dataclass
class Delta:
    """How many nodes and relationships are added, changed and deleted.

    Parameters
    ----------
    nodes_added, nodes_changed, nodes_deleted : Counter
        By labels.
    ties_added, ties_changed, ties_deleted : Counter
        By type.
    kept : int
        Nodes that only lost our labels, since somebody else has tied them to something.
    """

    nodes_added: Counter[Labels] = field(default_factory=Counter)
    nodes_changed: Counter[Labels] = field(default_factory=Counter)
    nodes_deleted: Counter[Labels] = field(default_factory=Counter)
    ties_added: Counter[str] = field(default_factory=Counter)
    ties_changed: Counter[str] = field(default_factory=Counter)
    ties_deleted: Counter[str] = field(default_factory=Counter)
    kept: int = 0

    def __bool__(self) -> bool:
        return any(count for _, counts in self._counts() for count in counts)

    def rows(self) -> Iterator[tuple[str, str, int, int, int]]:
        """Kind, name, and how many are added, changed and deleted: nodes by class, then relationships by type.

        Examples
        --------
        >>> list(Delta(nodes_added=Counter({("Entity", "Place", "PolicingKG"): 3})).rows())
        [('node', 'Place', 3, 0, 0)]
        """
        for kind, counts in self._counts():
            named = [_by_name(one) for one in counts]
            for name in sorted(set().union(*named)):
                yield (kind, name, *(one[name] for one in named))  # type: ignore[misc]

    def _counts(self) -> Iterator[tuple[str, list[Counter[Labels] | Counter[str]]]]:
        yield "node", [self.nodes_added, self.nodes_changed, self.nodes_deleted]
        yield "relationship", [self.ties_added, self.ties_changed, self.ties_deleted]


def _by_name(counts: Counter[Labels] | Counter[str]) -> Counter[str]:
    found: Counter[str] = Counter()
    for of, count in counts.items():
        found[of if isinstance(of, str) else class_of(of)] += count
    return found


@cache
def class_of(labels: Labels) -> str:
    """The lowest classes among labels.

    Examples
    --------
    >>> class_of(("Actor", "Body", "Entity", "PoliceBody", "PolicingKG"))
    'PoliceBody'
    """
    names = stated_types(frozenset(labels))
    return ":".join(sorted(name.partition(":")[2] or name for name in names)) or OURS
