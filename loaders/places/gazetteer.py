"""The gazetteer: China's administrative divisions, their codes, names and stems, which lies in which, and since when.

A name is read with the divisions of a document's own date: those that stood then come first, former ones after them.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from .division import COUNTRY, LEVELS, Division, normal_code, short_names, stem
from .readings import Readings, readings_of, remembered
from .tables import read_rows

__all__ = ["COUNTRY", "LEVELS", "VINTAGE", "Division", "Gazetteer", "Readings", "load_gazetteer", "normal_code", "stem"]

VINTAGE = "2026-09-11"  # the day at which the divisions in force were taken from the national database


class Gazetteer:
    """Divisions by code, name and stem.

    Parameters
    ----------
    divisions : iterable of Division
        Every division, in any order.
    aliases : iterable of (str, str)
        Other name and code.
    ordinary : iterable of str
        Stems and names that are ordinary words too (和平, 城区): places only in a clear context.
    former : iterable of (Division, str)
        Divisions that are no more, or bear another name now, with the code of the one in force that took their place,
        or the empty string.  A division that only changed its name keeps its code; else it is one of its own under
        the code that it had, and `former` holds that.

    Examples
    --------
    >>> g = load_gazetteer()
    >>> g.full_name("120111"), g.full_name("419001"), g.full_name("640323")
    ('天津市西青区', '河南省济源市', '宁夏回族自治区吴忠市盐池县')
    """

    def __init__(
        self,
        divisions: Iterable[Division],
        aliases: Iterable[tuple[str, str]] = (),
        ordinary: Iterable[str] = (),
        former: Iterable[tuple[Division, str]] = (),
    ) -> None:
        by_code = {d.code: d for d in divisions}
        in_force = set(by_code)
        by_code[COUNTRY] = Division(COUNTRY, "中国", "country", "")
        by_name: dict[str, list[Division]] = {}
        townships: dict[str, list[str]] = {}
        by_stem: dict[str, list[Division]] = {}
        earlier: dict[str, list[Division]] = {}
        self._successors: dict[str, str] = {}
        for division in by_code.values():
            code, name, level, parent, _, _ = division
            by_name.setdefault(name, []).append(division)
            if level == "township":
                townships.setdefault(parent, []).append(code)
            elif level != "country":
                for short in short_names(name):
                    by_stem.setdefault(short, []).append(division)
        for division, successor in sorted(former, key=lambda row: -row[0].until):
            by_name.setdefault(division.name, []).append(division)
            if by_code.setdefault(division.code, division) is not division:
                earlier.setdefault(division.code, []).append(division)
            self._successors.setdefault(division.code, successor)
            if division.level != "township" and remembered(division):
                for short in short_names(division.name):
                    by_stem.setdefault(short, []).append(division)
        for name, code in aliases:
            by_stem.setdefault(name, []).append(by_code[code])
        self._by_code, self._by_name, self._by_stem = by_code, by_name, by_stem
        self._townships, self._earlier = townships, earlier
        self.former = frozenset(by_code.keys() - in_force - {COUNTRY})
        self.ordinary = frozenset(ordinary)

    def __len__(self) -> int:
        return len(self._by_code)

    def __contains__(self, code: object) -> bool:
        return code in self._by_code

    def __getitem__(self, code: str) -> Division:
        """Return a division by its code.

        Raises
        ------
        KeyError
            If no division has that code, nor had it.
        """
        return self._by_code[code]

    def names(self) -> Iterable[str]:
        """Every full name, once."""
        return self._by_name.keys()

    def stems(self) -> Iterable[str]:
        """Every stem, short form and alias of provinces, cities and counties, once."""
        return self._by_stem.keys()

    def named(self, name: str) -> tuple[Division, ...]:
        """Divisions whose own full name this is or was.

        Examples
        --------
        >>> [d.code for d in load_gazetteer().named("西青区")], [d.name for d in load_gazetteer().named("襄樊市")]
        (['120111'], ['襄阳市'])
        """
        return self._now(self._by_name.get(name, ()))

    def stemmed(self, short: str) -> tuple[Division, ...]:
        """Provinces, cities and counties with this stem, short form or alias; former ones where none in force has it.

        Examples
        --------
        >>> [d.name for d in load_gazetteer().stemmed("恩施")]
        ['恩施土家族苗族自治州', '恩施市']
        """
        return self._now(readings_of(short, self._by_stem.get(short, ()), None).likely)

    def readings(self, name: str, year: int | None = None) -> Readings:
        """Tell what a name may mean in a document of some year; None for one without a date.

        Examples
        --------
        >>> g = load_gazetteer()
        >>> [[g.full_name(d.code, y) for d in g.readings("巢湖市", y).likely] for y in (2009, 2024, None)]
        [['安徽省巢湖市'], ['安徽省合肥市巢湖市'], ['安徽省合肥市巢湖市']]
        """
        records = self._by_name.get(name)
        full = records is not None
        if records is None:
            records = self._by_stem.get(name, [])
        if len(records) == 1 and not records[0].until:
            return Readings(only := (records[0],), only, only, full)
        likely, standing, possible, _ = readings_of(name, records, year, full=full, ordinary=name in self.ordinary)
        return Readings(self._now(likely), self._now(standing), self._now(possible), full)

    def _now(self, records: Iterable[Division]) -> tuple[Division, ...]:
        return tuple(self._by_code[c] for c in dict.fromkeys(r.code for r in records))

    def at(self, code: str, year: int | None = None) -> Division:
        """A division under the name that it bore in a year; under its present or last one for None.

        Raises
        ------
        KeyError
            If no division has that code, nor had it.

        Examples
        --------
        >>> load_gazetteer().at("420600", 2008).name, load_gazetteer().at("420600").name
        ('襄樊市', '襄阳市')
        """
        for record in self._earlier.get(code, ()) if year is not None else ():
            if record.stands(year, to_the_end=True):
                return record
        return self._by_code[code]

    def names_of(self, code: str) -> tuple[str, ...]:
        """Every full name under a code: the present or last one, then those before it.

        Examples
        --------
        >>> load_gazetteer().names_of("420600")
        ('襄阳市', '襄樊市')
        """
        return tuple(dict.fromkeys((self._by_code[code].name, *(r.name for r in self._earlier.get(code, ())))))

    def successor(self, code: str) -> str:
        """Code of the division in force that took the place of a former one, or the empty string.

        Examples
        --------
        >>> load_gazetteer().successor("110103"), load_gazetteer().successor("110101")
        ('110101', '')
        """
        return self._successors.get(code, "") if code in self.former else ""

    def predecessors(self, code: str) -> tuple[str, ...]:
        """Codes of the former divisions whose place a division took, the last to end first.

        Examples
        --------
        >>> load_gazetteer().predecessors("110101")
        ('110103',)
        """
        return tuple(c for c, to in self._successors.items() if to == code and c in self.former)

    def townships(self, county: str) -> tuple[Division, ...]:
        """Townships and streets of a county (or of a city without counties)."""
        return tuple(self._by_code[c] for c in self._townships.get(county, ()))

    def ancestors(self, code: str) -> tuple[Division, ...]:
        """Divisions above one, from the province down.

        Examples
        --------
        >>> [d.name for d in load_gazetteer().ancestors("640323")]
        ['宁夏回族自治区', '吴忠市']
        """
        out: list[Division] = []
        division = self._by_code.get(code)
        while division and division.parent:
            division = self._by_code[division.parent]
            out.append(division)
        return tuple(reversed(out))

    def within(self, code: str, other: str) -> bool:
        """Tell whether a division is another one or lies in it.

        Examples
        --------
        >>> g = load_gazetteer()
        >>> g.within("120111", "120000"), g.within("120000", "120111"), g.within("419001", "410100")
        (True, False, False)
        """
        if other in (code, COUNTRY):
            return True
        return any(a.code == other for a in self.ancestors(code))

    def full_name(self, code: str, year: int | None = None) -> str:
        """Write the name with all its ancestors, as official documents do; with a year, as those of that year did.

        Raises
        ------
        KeyError
            If no division has that code, nor had it.
        """
        return "".join(self.at(c, year).name for c in (*(d.code for d in self.ancestors(code)), code))

    def candidates(self, name: str, context: Iterable[str] = (), *, any_time: bool = False) -> tuple[Division, ...]:
        """List every division that a name may mean: full name, stem, alias, or a chain of these.

        Parameters
        ----------
        name : str
            西青区, 西青, 天津西青, 天津市西青区大寺镇 …
        context : iterable of str
            Counties whose townships' stems are looked at too (大寺 in 120111).
        any_time : bool
            Former divisions too whose name one of the same province bears today.

        Examples
        --------
        >>> [d.code for d in load_gazetteer().candidates("天津西青")]
        ['120111']
        """
        found = dict.fromkeys(d.code for d in self._meant(name, any_time=any_time))
        if not found:
            for cut in range(len(name) - 1, 1, -1):
                tails = self._meant(name[cut:], any_time=True)
                heads = self.candidates(name[:cut], any_time=True) if tails else ()
                inside = [t for t in tails if any(self._below(t.code, h.code) for h in heads)]
                standing = [t for t in inside if t.code not in self.former]
                found.update((t.code, None) for t in (standing if standing and not any_time else inside))
                if found:
                    break
        for county in context:
            found.update((t.code, None) for t in self.townships(county) if stem(t.name) == name)
        return tuple(self._by_code[c] for c in found)

    def _meant(self, name: str, *, any_time: bool) -> tuple[Division, ...]:
        full = (
            self.named(name)
            if any_time
            else self._now(readings_of(name, self._by_name.get(name, ()), None, full=True).likely)
        )
        return (*full, *self.stemmed(name))

    def _below(self, code: str, other: str) -> bool:
        return code != other and self.within(code, other)

    def resolve(self, name: str, context: Iterable[str] = ()) -> Division | None:
        """Return the one division that a name means, or None where that is not clear.

        Parameters
        ----------
        name : str
            As for `candidates`.
        context : iterable of str
            Codes of divisions near the name, nearest first.

        Examples
        --------
        >>> g = load_gazetteer()
        >>> g.resolve("鼓楼区") is None, g.resolve("鼓楼区", ["350000"]).code, g.resolve("吉林").name
        (True, '350102', '吉林省')
        """
        near = [c for c in context if c in self._by_code]
        return self.choose(self.candidates(name, near), near)

    def choose(
        self, candidates: Iterable[Division], context: Iterable[str] = (), preferred: Iterable[Division] | None = None
    ) -> Division | None:
        """Choose among candidates by the context, nearest first and widening upwards.

        Parameters
        ----------
        candidates : iterable of Division
        context : iterable of str
            Codes of divisions near the name, nearest first.
        preferred : iterable of Division, optional
            Those that stood at the document's date; by default those that stand today.

        Returns
        -------
        Division or None
            What the context decides; else the one among the preferred; None if still open.
        """
        options = tuple(candidates)
        if len(options) < 2:
            return options[0] if options else None
        for code in context:
            if code not in self._by_code or code == COUNTRY:
                continue
            for wider in (code, *(a.code for a in reversed(self.ancestors(code)))):
                near = [d for d in options if self.within(d.code, wider) or self.within(wider, d.code)]
                one = self.outermost(near)
                if one:
                    return one
                if near:
                    break
        one = self.outermost(options)
        if one:
            return one
        wanted = None if preferred is None else {d.code for d in preferred}
        first = [d for d in options if (not d.until if wanted is None else d.code in wanted)]
        if not first:
            known = [d for d in options if remembered(d)] or list(options)
            first = [max(known, key=lambda d: d.until)] if len({d.code[:2] for d in known}) == 1 else []
        return self.outermost(first) if len(first) < len(options) else None

    def outermost(self, options: Iterable[Division]) -> Division | None:
        """The one that contains all others, or the only province; None if there is neither.

        Examples
        --------
        >>> g = load_gazetteer()
        >>> g.outermost(g.stemmed("吉林")).name, g.outermost(g.named("鼓楼区"))
        ('吉林省', None)
        """
        listed = list(options)
        for division in listed:
            if all(self.within(o.code, division.code) for o in listed):
                return division
        provinces = [d for d in listed if d.level == "province"]
        return provinces[0] if len(provinces) == 1 else None


def _dated(rows: Iterable[list[str]]) -> Iterable[tuple[Division, str]]:
    for code, name, level, parent, since, until, successor in rows:
        yield Division(code, name, level, parent, int(since or 0), int(until)), successor


@cache
def load_gazetteer() -> Gazetteer:
    """Read the packaged gazetteer, once.

    Returns
    -------
    Gazetteer

    Examples
    --------
    >>> load_gazetteer()["110000"].name
    '北京市'
    """
    began = {code: int(year) for code, year in read_rows("since.csv")}
    return Gazetteer(
        (Division._make((*row, began.get(row[0], 0), 0)) for row in read_rows("divisions.csv")),
        ((name, code) for name, code in read_rows("aliases.csv")),
        (row[0] for row in read_rows("ordinary.csv")),
        _dated(read_rows("former.csv")),
    )
