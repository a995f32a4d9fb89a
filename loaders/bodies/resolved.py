"""What a name of a body is resolved to: its canonical name with the chain of its ancestors."""

from __future__ import annotations

from dataclasses import dataclass

from ..vocabulary import unquoted


@dataclass(frozen=True, slots=True)
class Resolved:
    """A canonical name with its ancestors, top down, itself last."""

    chain: tuple[str, ...]
    place: str = ""
    generic: bool = False
    resolved: bool = True

    @property
    def canonical(self) -> str:
        """The name itself."""
        return self.chain[-1]

    def below(self, tail: str, *, generic: bool | None = None) -> Resolved:
        """Name a body inside this one; what is inside a class of bodies is a class.

        Examples
        --------
        >>> Resolved(("西青分局",)).below("大寺派出所").chain
        ('西青分局', '西青分局大寺派出所')
        """
        return Resolved((*self.chain, self.canonical + tail), self.place, self.generic or bool(generic), self.resolved)


def plain(text: str) -> str:
    """Drop quotation marks from a name.

    Examples
    --------
    >>> plain("“那达慕”义务巡逻队")
    '那达慕义务巡逻队'
    """
    return unquoted(text)
