"""Who made a release and what it is called: what nobody but its makers can say, as they say it."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from types import MappingProxyType

from ...errors import InputRefused, UsageError, escaped
from ..orcid import orcid_of

TITLE = "A knowledge graph of policing mechanisms and organisations"
COLUMNS = ("family", "given", "name", "orcid", "affiliation")
# SPDX identifiers with their addresses; another licence is named by its own address.
LICENCES = MappingProxyType(
    {
        "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
        "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
        "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
        "CC-BY-NC-4.0": "https://creativecommons.org/licenses/by-nc/4.0/",
        "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
        "ODbL-1.0": "https://opendatacommons.org/licenses/odbl/1-0/",
        "ODC-By-1.0": "https://opendatacommons.org/licenses/by/1-0/",
        "PDDL-1.0": "https://opendatacommons.org/licenses/pddl/1-0/",
        "Apache-2.0": "https://www.apache.org/licenses/LICENSE-2.0",
        "MIT": "https://spdx.org/licenses/MIT.html",
    }
)
_VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.+_-]{0,39}")
_DOI = re.compile(r"10\.\d{4,9}/\S+")


@dataclass(frozen=True, slots=True)
class Creator:
    """Who made a release: a person by family and given name, or a body by its name; ORCID iD and affiliation."""

    family: str = ""
    given: str = ""
    name: str = ""
    orcid: str = ""
    affiliation: str = ""

    @property
    def whole(self) -> str:
        """The name as an index sorts it."""
        return ", ".join(filter(None, (self.family, self.given))) or self.name


@dataclass(frozen=True, slots=True)
class About:
    """What its makers say of a release.

    Parameters
    ----------
    version, date : str
        The date as YYYY-MM-DD.
    title : str
    licence : str
        A key of `LICENCES`, an address, or empty where none was named.
    creators : tuple of Creator
    publisher, doi : str
        Or empty.

    Raises
    ------
    UsageError
        If one of them has not its form.

    Examples
    --------
    >>> About("1.0", "2026-11-30").licence_address
    ''
    >>> About("1 0", "2026-11-30")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: 1 0: not a version; write letters, digits and . + _ - as in 1.0.2
    """

    version: str
    date: str
    title: str = TITLE
    licence: str = ""
    creators: tuple[Creator, ...] = ()
    publisher: str = ""
    doi: str = ""

    def __post_init__(self) -> None:
        if not _VERSION.fullmatch(self.version):
            raise UsageError(f"{self.version}: not a version; write letters, digits and . + _ - as in 1.0.2")
        if not _is_day(self.date):
            raise UsageError(f"{self.date}: not a date; write it as YYYY-MM-DD")
        if self.licence and self.licence not in LICENCES and not self.licence.startswith(("https://", "http://")):
            raise UsageError(f"{self.licence}: not a licence; use {', '.join(LICENCES)} or its address, https://…")
        if self.doi and not _DOI.fullmatch(self.doi):
            raise UsageError(f"{self.doi}: not a DOI; write it as 10.5281/zenodo.123")
        if not self.title.strip():
            raise UsageError("--title: is empty; name the release, or leave it out")
        told = {"--title": self.title, "--publisher": self.publisher, "--licence": self.licence}
        told |= {f"--creators: {c.whole}": " ".join(getattr(c, n) for n in COLUMNS) for c in self.creators}
        for option, text in told.items():
            if not text.replace("\u3000", " ").isprintable():  # neither YAML nor XML can hold them all
                raise UsageError(f"{option}: holds characters that draw nothing ({escaped(text)}); leave them out")

    @property
    def licence_address(self) -> str:
        """Where the licence can be read; empty where none was named."""
        return LICENCES.get(self.licence, self.licence)


def day_of(given: str, epoch: str) -> str:
    """The day of a release: as given, else that of ``SOURCE_DATE_EPOCH``, else empty.

    Parameters
    ----------
    given : str
        YYYY-MM-DD, or empty.
    epoch : str
        Seconds since 1970, UTC, or empty.

    Raises
    ------
    UsageError
        If the seconds are no number.

    References
    ----------
    Reproducible Builds, SOURCE_DATE_EPOCH specification.

    Examples
    --------
    >>> day_of("", "1764460800"), day_of("2026-11-30", "0"), day_of("", "")
    ('2025-11-30', '2026-11-30', '')
    """
    if given or not epoch:
        return given
    try:
        return datetime.fromtimestamp(int(epoch), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError(f"SOURCE_DATE_EPOCH={epoch}: not seconds since 1970; mend or unset it") from error


def read_creators(file: Path) -> tuple[Creator, ...]:
    """Read who made a release from a CSV table with a header of `COLUMNS`, one creator a row, in their order.

    Raises
    ------
    InputRefused
        If it cannot be read, lacks its columns, or a row names nobody.
    """
    try:
        with file.open(encoding="utf-8-sig", newline="") as opened:
            rows = list(csv.DictReader(opened))
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "is not UTF-8"
        raise InputRefused(
            str(file), why, f"give a CSV table in UTF-8 with the columns {', '.join(COLUMNS)}"
        ) from error
    found = []
    for number, row in enumerate(rows, 2):
        unknown = [str(c) for c in row if c not in COLUMNS]
        if unknown:
            raise InputRefused(str(file), f"{unknown[0]} is no column", f"use {', '.join(COLUMNS)}")
        cells = {c: (row.get(c) or "").strip() for c in COLUMNS}
        where = f"{file} row {number}"
        if not (cells["family"] or cells["name"]):
            raise InputRefused(where, "names nobody", "fill family and given, or name for a body")
        if cells["orcid"]:
            orcid = orcid_of(cells["orcid"], where)
            if not orcid:
                raise InputRefused(where, "orcid is no ORCID iD", "write it as 0000-0000-0000-0000, or leave it empty")
            cells["orcid"] = orcid
        found.append(Creator(**cells))
    if not found:
        raise InputRefused(str(file), "holds no creator", "add a row for each")
    return tuple(found)


def _is_day(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False
