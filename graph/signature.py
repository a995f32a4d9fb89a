"""Signatures of bodies: a MinHash of the character shingles of the *masked* body, by which near-duplicates are told.

One hash a shingle falls into one of `BINS` bins, which keeps its least; what a short body leaves empty borrows from
another bin.  The share of bins in which two signatures agree estimates the Jaccard similarity of their shingles.
Beside them stand hashes of the figures: two places that report by one template share its words, not its figures.

References
----------
Broder, On the resemblance and containment of documents, 1997.  Li, Owen and Zhang, One Permutation Hashing, 2012.
Shrivastava, Optimal Densification for Fast and Accurate Minwise Hashing, 2017.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import cache

SHINGLE = 5  # characters
FEWEST = 40  # shingles; a shorter body says too little to be told from others
ROWS, BANDS = 3, 42
BINS = ROWS * BANDS
MOST_FIGURES = 64
_DIGITS = 4  # hexadecimal digits of a bin and of a figure
# Two digits or more; years are no figures, and neither is one digit alone.
_FIGURE = re.compile(r"(?<![\d.])(?!(?:19|20)\d\d(?![\d.]))(?:\d+\.\d+|\d{2,})(?![\d.])")
_NO_WORD = re.compile(r"[^\w■]+")


@dataclass(frozen=True, slots=True)
class Signature:
    """What is known of one body: how many shingles it has, the bins, the figures.

    Parameters
    ----------
    shingles : int
        Distinct shingles.
    bins : tuple of str
        `BINS` of them.
    figures : frozenset of str
        Hashes of its distinct figures, the least `MOST_FIGURES`.
    """

    shingles: int
    bins: tuple[str, ...]
    figures: frozenset[str] = frozenset()

    @property
    def bands(self) -> tuple[tuple[int, tuple[str, ...]], ...]:
        """Each run of `ROWS` bins with its number: similar bodies share at least one of them."""
        return tuple((n, self.bins[at : at + ROWS]) for n, at in enumerate(range(0, BINS, ROWS)))


def body_signature(masked_body: str) -> str:
    r"""Sign a masked body, leaving out white space and punctuation.

    Parameters
    ----------
    masked_body : str
        Repaired and simplified, with every character of a person's name replaced by ``■``.

    Returns
    -------
    str
        Number of shingles, bins and figures, as text; empty for a body with fewer than `FEWEST` shingles.

    Examples
    --------
    >>> body_signature("民警走访。")
    ''
    >>> text = "".join(chr(0x4E00 + 7 * n) for n in range(300))
    >>> body_signature(text) == body_signature(text[:150] + "，\n" + text[150:])
    True
    """
    words = _NO_WORD.sub("", masked_body)
    shingles = {words[at : at + SHINGLE] for at in range(len(words) - SHINGLE + 1)}
    if len(shingles) < FEWEST:
        return ""
    least: dict[int, int] = {}
    for shingle in shingles:
        value = int.from_bytes(hashlib.blake2b(shingle.encode(), digest_size=6).digest())
        number, rest = value % BINS, value // BINS
        if rest < least.get(number, rest + 1):
            least[number] = rest
    bins = (least[_lender(number, frozenset(least))] for number in range(BINS))
    figures = sorted({hashlib.blake2b(f.encode(), digest_size=2).hexdigest() for f in _FIGURE.findall(masked_body)})
    written = "".join(f"{value & 0xFFFF:0{_DIGITS}x}" for value in bins)
    return f"{len(shingles)}:{written}:{''.join(figures[:MOST_FIGURES])}"


def _lender(number: int, filled: frozenset[int]) -> int:
    """The bin that a bin takes its value from: itself, or the first filled one of a fixed walk of its own."""
    attempt = 0
    while number not in filled:
        number, attempt = _step(number, attempt), attempt + 1
    return number


@cache
def _step(number: int, attempt: int) -> int:
    return int.from_bytes(hashlib.blake2b(f"{number}:{attempt}".encode(), digest_size=4).digest()) % BINS


def read_signature(text: str) -> Signature:
    """Read a signature that `body_signature` wrote.

    Examples
    --------
    >>> written = body_signature("".join(chr(0x4E00 + 7 * n) for n in range(300)))
    >>> read_signature(written).shingles, len(read_signature(written).bins)
    (296, 126)
    """
    shingles, bins, figures = text.split(":")
    return Signature(int(shingles), tuple(_pieces(bins)), frozenset(_pieces(figures)))


def _pieces(text: str) -> list[str]:
    return [text[at : at + _DIGITS] for at in range(0, len(text), _DIGITS)]


def resemblance(one: Signature, other: Signature) -> float:
    """Estimate the Jaccard similarity of two bodies' shingles, 0 to 1; its standard error is .045 at most.

    Examples
    --------
    >>> text = "".join(chr(0x4E00 + 7 * n) for n in range(900))
    >>> a, b = (read_signature(body_signature(part)) for part in (text[:600], text[300:]))
    >>> resemblance(a, a), .2 < resemblance(a, b) < .5
    (1.0, True)
    """
    return sum(a == b for a, b in zip(one.bins, other.bins, strict=True)) / BINS


def containment(one: Signature, other: Signature) -> float:
    """Estimate which share of the shorter body's shingles the longer one holds, 0 to 1.

    Examples
    --------
    >>> text = "".join(chr(0x4E00 + 7 * n) for n in range(900))
    >>> whole, cut = (read_signature(body_signature(part)) for part in (text, text[:600]))
    >>> containment(whole, cut) > .85
    True
    """
    alike = resemblance(one, other)
    shared = alike * (one.shingles + other.shingles) / (1 + alike)
    return min(1.0, shared / min(one.shingles, other.shingles))


def shared_figures(one: Signature, other: Signature) -> float | None:
    """Estimate which share of the figures of the body with fewer the other has, 0 to 1; None without figures.

    Examples
    --------
    >>> text = "".join(chr(0x4E00 + 7 * n) for n in range(300))
    >>> said = ("在2023年达96.3%、28件", "在2023年96.3%、31件")
    >>> signed = [read_signature(body_signature(text + figures)) for figures in said]
    >>> shared_figures(*signed), shared_figures(signed[0], read_signature(body_signature(text)))
    (0.5, None)
    """
    known = min((max(s.figures) for s in (one, other) if len(s.figures) == MOST_FIGURES), default="g")
    mine, yours = ({f for f in s.figures if f <= known} for s in (one, other))
    fewer = min(len(mine), len(yours))
    return len(mine & yours) / fewer if fewer else None
