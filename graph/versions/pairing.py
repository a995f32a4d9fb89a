"""Which claim takes the place of which, where a document says otherwise than before."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Sequence

from ..claim import OBSERVES
from ..entity import is_entity_id
from .said import Said

Pair = tuple[str, Said, Said]  # kind of the change, before, after


def paired(gone: Sequence[Said], come: Sequence[Said]) -> tuple[list[Pair], list[Said], list[Said]]:
    """Pair claims that are gone with claims that came, each once: by the surest ground first.

    The same words of the same sentence under the same predicate, with another entity: re-resolved.  The same ends under
    the same predicate (for a figure: subject, measure and period), or the same words with another value or qualifier:
    changed.

    Parameters
    ----------
    gone, come : sequence of Said
        Claims of one document that only the earlier, and only the later state has.

    Returns
    -------
    list of Pair
    list of Said
        Those of `gone` that nothing takes the place of.
    list of Said
        Those of `come` that take no place.
    """
    pairs: list[Pair] = []
    left, new = list(gone), list(come)
    for ground in (_words, _ends, _span):
        waiting: dict[Hashable, list[Said]] = defaultdict(list)
        for said in left:
            waiting[ground(said)].append(said)
        rest = []
        for said in new:
            held = waiting.get(ground(said)) if ground(said) is not None else None
            if held:
                before = held.pop(0)
                pairs.append(("re-resolved" if before.entities != said.entities else "changed", before, said))
            else:
                rest.append(said)
        taken = {before.claim for _, before, _ in pairs}
        left, new = [said for said in left if said.claim not in taken], rest
    return pairs, left, new


def _words(said: Said) -> Hashable:
    """The same words say the same, whoever the entities are; None where no place is known."""
    place = _within(said)
    if place is None:
        return None
    plain = tuple((name, "" if is_entity_id(value) else value) for name, value in said.qualifiers)
    return said.predicate, said.sentence, place, "" if is_entity_id(said.object) else said.object, plain


def _ends(said: Said) -> Hashable:
    """The same of the same: of a figure its measure and period stand in for its object."""
    if said.predicate == OBSERVES:
        of = dict(said.qualifiers)
        return said.predicate, said.subject, of.get("measure", ""), of.get("period", "")
    return said.predicate, said.subject, said.object


def _span(said: Said) -> Hashable:
    """The same words of a sentence under the same predicate; None where no place is known."""
    place = _within(said)
    return None if place is None else (said.predicate, said.sentence, place)


def _within(said: Said) -> tuple[int, int] | None:
    """The span inside its sentence: it stays where it is when the text before the sentence grows."""
    if not said.places:
        return None
    _, start, end, first, _, row, column = said.places[0]
    return (row, column) if row else (start - first, end - first)
