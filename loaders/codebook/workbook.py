"""The coding workbook: an empty coded table with drop-down lists, which a build reads as it is."""

from __future__ import annotations

from pathlib import Path

from ...errors import UsageError
from ...graph.claim import QUALIFIERS
from ..claims.coded import TYPES
from ..review.spreadsheet import Sheet, write_sheets
from .variables import QUALIFIER, RELATION, variables
from .writing import codebook_sheets

COLUMNS = ("subject", "subject_type", "relation", "object", "object_type", "value", *QUALIFIERS)
ROOM = 2000  # rows that have the lists
_WIDTHS = {"subject": 30, "object": 30, "relation": 16, "subject_type": 16, "object_type": 16, "measure": 24}
_HELP = (
    ("subject", "Full name of the body, place, mechanism or post that the statement is of. Never a person."),
    ("subject_type", "Only where the name does not tell. `… class` for a class of bodies, as 天津市派出所."),
    ("relation", "What the source says of it; figure for a figure."),
    ("object", "The other end, by its full name; empty for a figure, a number or a status."),
    ("value", "The figure in digits (14.8万 is 148000), the number or status of a document; else empty."),
    ("other columns", "Only what the source says; see the sheet codebook."),
    (
        "when it is filled",
        "policing-kg build FILE.xlsx --into KG reads the sheet coding and no other.",
    ),
)


def write_workbook(target: Path, *, replace: bool = False) -> Path:
    """Write an empty coding workbook.

    Parameters
    ----------
    target : Path
        Ends in ``.xlsx``.
    replace : bool
        Whether to take the place of a file that is there.

    Raises
    ------
    UsageError
        If the suffix is another, or the file cannot be written or is there already.
    """
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"{target}: not a workbook; end it in .xlsx")
    lists: dict[str, tuple[str, ...]] = {
        "relation": tuple(sorted(v.name for v in variables() if v.part == RELATION)),
        "subject_type": TYPES,
        "object_type": TYPES,
        "approx": ("true",),
    }
    lists |= {v.name: tuple(c.notation for c in v.values) for v in variables() if v.part == QUALIFIER and v.values}
    coding = Sheet("coding", COLUMNS, (), lists, _WIDTHS, room=ROOM)
    help_ = Sheet("help", ("column", "what to write"), _HELP, widths={"what to write": 60})
    return write_sheets(target, [coding, help_, *codebook_sheets()], replace=replace)
