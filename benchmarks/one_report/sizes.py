"""How much each part measures, at full size or at a share of it."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

COUNTIES = 2847
_LOAD = ("1/1000", "1/300", "1/100", "1/30")
_FEWEST = 1 / COUNTIES  # a share of the nation that is one county


@dataclass(frozen=True)
class Sizes:
    """What a run measures.

    Parameters
    ----------
    texts : int
        Texts of 2,000 characters that are read, by the peers too.
    built : int
        Such texts that are built into a dataset.
    scales : tuple of str
        Shares of the nation that are built, loaded, exported and written for a bulk import.
    large : str
        The share that has 10⁷ quads.
    notices : int
        Documents of which one changes.
    peers : str
        The share on which the catalogue is asked beside rdflib and Jena.
    patience : int
        Seconds that a question may take there.
    release : str
        The share that is released.
    boxes : tuple of int
        Of the views.
    triples : tuple of int
        That are brought into Neo4j.
    """

    texts: int = 30
    built: int = 200
    scales: tuple[str, ...] = _LOAD
    large: str = ".56"
    notices: int = 100_000
    peers: str = "1/10"
    patience: int = 15
    release: str = "1/100"
    boxes: tuple[int, ...] = (1000, 1500)
    triples: tuple[int, ...] = (100_000, 1_000_000)


def sizes(scale: str = "1") -> Sizes:
    """The sizes of a run at a share of the full one, each at least as much as can be measured.

    Parameters
    ----------
    scale : str
        As 1, 1/10 or .05.

    Examples
    --------
    >>> sizes().scales
    ('1/1000', '1/300', '1/100', '1/30')
    >>> sizes("1/10").scales  # one county at least, and no scale twice
    ('0.0003512', '0.001', '0.003333')
    >>> sizes("1/10").notices
    10000
    """
    factor, full = float(Fraction(scale)), Sizes()
    if factor == 1:
        return full

    def share(of: str) -> str:
        return f"{max(_FEWEST, float(Fraction(of)) * factor):.4g}"

    def several(counts: tuple[int, ...], least: int) -> tuple[int, ...]:
        return tuple(dict.fromkeys(max(least, round(count * factor)) for count in counts))

    return Sizes(
        texts=max(5, round(full.texts * factor)),
        built=max(5, round(full.built * factor)),
        scales=tuple(dict.fromkeys(map(share, full.scales))),
        large=share(full.large),
        notices=max(20, round(full.notices * factor)),
        peers=share(full.peers),
        patience=max(2, round(full.patience * factor)),
        release=share(full.release),
        boxes=several(full.boxes, 50),
        triples=several(full.triples, 600),
    )
