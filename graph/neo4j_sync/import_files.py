"""Files for `neo4j-admin database import`: rows of nodes and of relationships, and what of a row they can hold.

A file holds nodes of one set of labels or relationships of one type, and its header stands in a file beside it.  The
columns are those of the rows that wait until the first are written; a later row that has others, or the same property
with another type (an integer here, a text there), begins the next file of its kind.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Hashable, Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

SEPARATOR = "\x1f"  # between the elements of a list; ASCII calls it the unit separator
LONGEST = 2**20  # characters of a field; the importer reads 4 MiB at once
_SIMPLE = re.compile(r"[A-Za-z_][A-Za-z0-9_-]*")  # keys that a header holds whatever else it holds: no (, :, {
_KINDS = {str: "string", bool: "boolean", int: "long", float: "double", bytes: "byte[]"}
_REMEMBERED = 10_000  # sets of properties of which it is remembered where they fit
_HELD = 2**22  # characters that wait to be written, at most


def kind_of(value: Any) -> str:
    """The type of a column for a value.

    Examples
    --------
    >>> kind_of(7), kind_of(True), kind_of(["a"]), kind_of(b"a")
    ('long', 'boolean', 'string[]', 'byte[]')
    """
    return _KINDS.get(type(value)) or f"{_KINDS[type(value[0])]}[]"


def importable(key: str, value: Any) -> bool:
    r"""Whether a property comes out of an import as it went in.

    Examples
    --------
    >>> importable("name", "a\nb"), importable("urn:x:y", "a"), importable("rule", [""]), importable("rule", ["\x1f"])
    (True, False, False, False)
    """
    if not _simple(key):
        return False
    if isinstance(value, list) and isinstance(value[0], str):
        size = sum(map(len, value)) + len(value)
        return value != [""] and size < LONGEST and not any(SEPARATOR in text for text in value)
    return not isinstance(value, str) or len(value) < LONGEST


@lru_cache(1_000)
def _simple(key: str) -> bool:
    return _SIMPLE.fullmatch(key) is not None


def field(value: Any) -> str:
    r"""A value as a field of a row.

    Examples
    --------
    >>> field('5" x'), field(0.1), field(True), field([1, 2]), field(b"\xff")
    ('"5"" x"', '0.1', 'true', '"1\x1f2"', '"-1"')
    """
    if isinstance(value, str):
        return '"' + value.replace('"', '""') + '"'
    if isinstance(value, bytes):
        return field(SEPARATOR.join(map(str, array("b", value))))
    if isinstance(value, list):
        return field(SEPARATOR.join(value if isinstance(value[0], str) else map(_text, value)))
    return _text(value)


def _text(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else repr(value)


class ImportFile:
    """Rows of one kind; the first ones wait until their columns are known.

    Parameters
    ----------
    name : str
        Of the file, without its ending.
    first : str
        Header of the columns that every row has.
    kinds : mapping of str to str
        Further columns, with their types.
    """

    def __init__(self, name: str, first: str, kinds: Mapping[str, str]) -> None:
        self.name, self.first, self.kinds = name, first, dict(kinds)
        self._rows: list[tuple[str, dict[str, str]]] = []
        self._begun = False

    def takes(self, kinds: Mapping[str, str]) -> bool:
        """Whether rows with properties of these types fit; their columns are there then."""
        fit = all(self.kinds.get(key, "" if self._begun else kind) == kind for key, kind in kinds.items())
        if fit:
            self.kinds |= kinds
        return fit

    def add(self, first: str, cells: dict[str, str]) -> None:
        """Add a row whose columns are there."""
        self._rows.append((first, cells))

    def taken(self) -> tuple[str, int]:
        """Text and number of the rows that wait."""
        text = "".join(
            ",".join([first, *(cells.get(key, "") for key in self.kinds)]) + "\n" for first, cells in self._rows
        )
        count = len(self._rows)
        self._rows.clear()
        self._begun = self._begun or count > 0
        return text, count

    @property
    def header(self) -> str:
        """What its header file holds."""
        return ",".join([self.first, *(f"{key}:{kind}" for key, kind in self.kinds.items())]) + "\n"


class ImportFiles:
    """All files of one import.

    Parameters
    ----------
    folder : Path
        Empty.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._files: dict[tuple[str, str], list[ImportFile]] = {}
        self._fitting: dict[Hashable, ImportFile] = {}
        self._names: dict[str, list[str]] = {"nodes": [], "relationships": []}
        self._waiting = 0
        self.multiline = False

    def add(self, what: str, kind: str, called: str, header: str, first: str, properties: Mapping[str, Any]) -> None:
        """Add a row.

        Parameters
        ----------
        what : str
            ``nodes`` or ``relationships``.
        kind : str
            Rows of other kinds stand in other files.
        called : str
            What the file's name says of the kind.
        header, first : str
            The columns that every row of this kind has, and what this row has in them.
        properties : mapping of str to value
            Those that are `importable`.
        """
        cells = {key: field(value) for key, value in properties.items()}
        kinds = list(map(kind_of, properties.values()))
        fits = what, kind, *properties, *kinds
        file = self._fitting.get(fits)
        if file is None:
            file = self._file(what, kind, called, header, dict(zip(properties, kinds, strict=True)))
            if len(self._fitting) >= _REMEMBERED:
                self._fitting.clear()
            self._fitting[fits] = file
        file.add(first, cells)
        self._waiting += len(first) + sum(map(len, cells.values()))
        if self._waiting > _HELD:
            self._write()

    def _file(self, what: str, kind: str, called: str, header: str, kinds: dict[str, str]) -> ImportFile:
        """The file for rows with properties of these types, a new one where none takes them."""
        files = self._files.setdefault((what, kind), [])
        for file in files:
            if file.takes(kinds):
                return file
        names = self._names[what]
        plain = re.sub(r"[^A-Za-z0-9]+", "-", called).strip("-")
        known = files[-1].kinds if files else {}
        files.append(ImportFile(f"{what}-{len(names) + 1:03d}-{plain[:60]}", header, {**known, **kinds}))
        names.append(files[-1].name)
        return files[-1]

    def _write(self) -> None:
        for file in self._each():
            text, count = file.taken()
            self.multiline = self.multiline or text.count("\n") > count or "\r" in text
            with (self._folder / f"{file.name}.csv").open("a", encoding="utf-8", newline="") as out:
                out.write(text)
        self._waiting = 0

    def finish(self) -> list[str]:
        """Write what waits, and the headers; returns the arguments of `neo4j-admin database import full`."""
        self._write()
        for file in self._each():
            (self._folder / f"{file.name}-header.csv").write_text(file.header, "utf-8", newline="\n")
        named = [f"--{what}={name}-header.csv,{name}.csv" for what, names in self._names.items() for name in names]
        return [
            *named,
            "--id-type=string",
            f"--array-delimiter=U+{ord(SEPARATOR):04X}",
            *(["--multiline-fields=true"] if self.multiline else []),
            "--bad-tolerance=0",
        ]

    def _each(self) -> Iterable[ImportFile]:
        return (file for files in self._files.values() for file in files)
