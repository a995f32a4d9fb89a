"""How a view draws its picture: columns or a time axis, what stands where, and how each relation is drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field

from .picture import Link
from .wording import Words

WIDTH = 176


@dataclass(frozen=True, slots=True)
class Bar:
    """When something began, as far as is told, in days of ISO 8601.

    Parameters
    ----------
    first, last : str
        Empty where no date is told.
    earlier : bool
        Whether it may have begun before the first day.
    """

    first: str = ""
    last: str = ""
    earlier: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """One picture's plan.

    Parameters
    ----------
    columns : mapping of str to int
        Column of each node by IRI, from left to right; on a time axis its lane, from top to bottom.
    headings : mapping of int to Words
        Over each column, or beside each lane.
    widths : mapping of int to int
        Pixels of a column's boxes; `WIDTH` where none is named.
    parents : mapping of str to str
        The node that another stands under in its column.
    focus : collection of str
        Nodes that are never folded: what was asked for.
    undrawn : collection of str
        Nodes without a box: what the title says already.
    dashed : collection of str
        Nodes whose box is dashed: what it says is less than it seems.
    places : tuple of str
        Labels of the places asked for, which names in boxes leave out.
    notes : mapping of str to Words
        A second line in the box.
    tags : mapping of Link to (Words, ...)
        Links that pass through a tag, which says these words line by line, and stand in the column `tag_column`.
    tag_column : int
    start : int
        The column with which the reader begins, where the whole cannot be read and nothing was asked for.
    left : collection of str
        Nodes from which lines through a tag start, whatever the direction of the relation.
    flipped : collection of str
        Relations that are drawn from object to subject: the object stands to the left or above.
    arrows : collection of str
        Relations with an arrow at their object.
    labelled : collection of str
        Relations whose name stands at the line.
    quiet : collection of str
        Relations whose lines show only at a chosen box.
    bars : mapping of str to Bar
        Where not empty, the picture is a time axis, and each node hangs at its bar.
    """

    columns: Mapping[str, int]
    headings: Mapping[int, Words] = field(default_factory=dict)
    widths: Mapping[int, int] = field(default_factory=dict)
    parents: Mapping[str, str] = field(default_factory=dict)
    focus: Collection[str] = ()
    undrawn: Collection[str] = ()
    dashed: Collection[str] = ()
    places: tuple[str, ...] = ()
    notes: Mapping[str, Words] = field(default_factory=dict)
    tags: Mapping[Link, tuple[Words, ...]] = field(default_factory=dict)
    tag_column: int = 0
    start: int = 0
    left: Collection[str] = ()
    flipped: Collection[str] = ()
    arrows: Collection[str] = ()
    labelled: Collection[str] = ()
    quiet: Collection[str] = ()
    bars: Mapping[str, Bar] = field(default_factory=dict)

    def width(self, column: int) -> int:
        """Pixels of the boxes of a column."""
        return self.widths.get(column, WIDTH)


def upwards(iri: str, parents: Mapping[str, str]) -> list[str]:
    """A node and those that it stands under, one above the other, until one comes again.

    Examples
    --------
    >>> upwards("a", {"a": "b", "b": "c", "c": "a"})
    ['a', 'b', 'c']
    """
    chain = [iri]
    while (upper := parents.get(chain[-1])) and upper not in chain:
        chain.append(upper)
    return chain
