"""Administrative divisions for a study: codes of a level, full names, and what lies in what."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...errors import AmbiguousName, UnknownName
from ...graph.networks.node import level_of


class Divisions:
    """Divisions by code.

    Parameters
    ----------
    rows : iterable of sequence of str
        Code (GB/T 2260, or 12 digits for a township), own name, anything, code of the division above or empty.

    Examples
    --------
    >>> rows = [("990000", "云省", "", ""), ("990100", "云川市", "", "990000"), ("990102", "东岭区", "", "990100")]
    >>> d = Divisions(rows)
    >>> d.full_name("990102"), d.above("990102"), d.find("东岭区"), d.find("云川市东岭区")
    ('云省云川市东岭区', ('990100', '990000'), '990102', '990102')
    >>> d.of_level("county", ["990000"])
    ['990102']
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows = {row[0]: (row[1], row[3]) for row in rows}

    def __contains__(self, code: object) -> bool:
        return code in self._rows

    def above(self, code: str) -> tuple[str, ...]:
        """Codes of the divisions that hold it, from the nearest up; empty for an unknown code."""
        found: list[str] = []
        while code := self._rows.get(code, ("", ""))[1]:
            found.append(code)
        return tuple(found)

    def full_name(self, code: str) -> str:
        """Its name with those of the divisions above; empty for an unknown code."""
        if code not in self._rows:
            return ""
        return "".join(self._rows[c][0] for c in (*reversed(self.above(code)), code))

    def lies_in(self, code: str, places: Iterable[str]) -> bool:
        """Whether a division is one of some places, or lies in one."""
        return not {code, *self.above(code)}.isdisjoint(places)

    def of_level(self, level: str, within: Sequence[str] = ()) -> list[str]:
        """Codes of all divisions of a level, of those alone that lie in some places if any are given."""
        return sorted(c for c in self._rows if level_of(c) == level and (not within or self.lies_in(c, within)))

    def find(self, text: str) -> str:
        """The code of a division that a person names by code or by name.

        Raises
        ------
        UnknownName
        AmbiguousName
            If several bear the name; of full names that end with it, the shortest is meant.
        """
        if text in self._rows:
            return text
        alike = [c for c, (name, _) in self._rows.items() if name == text]
        alike = alike or [c for c in self._rows if text.endswith(self._rows[c][0]) and self.full_name(c).endswith(text)]
        if not alike:
            raise UnknownName(text, (), "division; name it in full or by its code")
        if len(alike) > 1:
            raise AmbiguousName(text, [(c, self.full_name(c)) for c in alike[:10]])
        return alike[0]
