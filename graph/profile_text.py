"""A profile as lines that people read in a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from .edges import FrameView, Statement
from .location import Location
from .profile import Profile

_FIRST = ("pk:Implementation", "pk:Posting", "pk:Meeting")
_SHOWN = 3  # places of one statement; the rest is counted


def profile_lines(profile: Profile, *, places: int = _SHOWN) -> Iterator[str]:
    """Write a profile line by line.

    Parameters
    ----------
    profile : Profile
    places : int
        Places in sources that are shown of each statement; 0 for none.

    Yields
    ------
    str
        One line without its end.
    """
    p = profile
    yield f"{p.entity.label}" + (f"  ({p.english})" if p.english else "")
    yield f"  {p.entity.iri}"
    kind = f", {p.kind}" if p.kind else ""
    sector = f", {p.sector}" if p.sector else ""
    yield f"  {p.class_en} {p.class_zh}{kind}{sector}" + ("" if p.resolved else "  — unresolved, for review")
    if p.aliases:
        yield f"  also: {'; '.join(p.aliases)}"
    if p.place or p.place_code:
        yield f"  place: {' '.join(str(x) for x in (p.place, p.place_code) if x)}"
    yield from _section("Above", p.above, places)
    yield from _section("Below", p.below, places)
    yield from _section("Links", p.links, places)
    yield from _frames("Meetings, postings, implementations", [f for f in p.frames if f.cls in _FIRST], places)
    others = [f for f in p.frames if f.cls not in _FIRST]
    yield from _frames("Referrals, dual offices, teams, sites, reorganisations", others, places)
    yield from _frames("Figures", p.observations, places)
    yield from _section("Mentioned in", p.mentioned, places)


def _section(title: str, statements: Sequence[Statement], places: int) -> Iterator[str]:
    if not statements:
        return
    yield ""
    yield f"{title} ({len(statements)})"
    for s in statements:
        arrow = "→" if s.outgoing else "←"
        yield f"  {arrow} {s.label_en}: {s.other.label}"
        yield from _where(s.locations, places)


def _frames(title: str, frames: Sequence[FrameView], places: int) -> Iterator[str]:
    if not frames:
        return
    yield ""
    yield f"{title} ({len(frames)})"
    for f in frames:
        said = "; ".join(f"{name} {value}" for name, value in f.fields)
        yield f"  {f.label_en} (as {', '.join(f.roles)}): {said}"
        yield from _where(f.locations, places)


def _where(locations: Sequence[Location], places: int) -> Iterator[str]:
    for location in locations[:places]:
        sentence = f", sentence {location.sentence_start}–{location.sentence_end}" if location.start >= 0 else ""
        yield f"      {location.key} [{location.where}{sentence}] claim {location.claim[:12]}"
    if places and len(locations) > places:
        yield f"      and {len(locations) - places} more"
