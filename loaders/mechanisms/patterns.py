"""The pattern table of mechanisms, read once and compiled."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from ..openings import guarded


@dataclass(frozen=True, slots=True)
class MechanismPatterns:
    """What `patterns.toml` says, compiled; its comments say what each part is for."""

    heads: frozenset[str]
    head_ends: frozenset[str]
    longest_head: int
    strong: frozenset[str]
    event: frozenset[str]
    event_verbs: frozenset[str]
    meeting: frozenset[str]
    meeting_verbs: frozenset[str]
    dated: frozenset[str]
    weak_shape: re.Pattern[str]
    not_before: re.Pattern[str]
    takers: frozenset[str]
    taker_ends: frozenset[str]
    nominal: frozenset[str]
    firm: frozenset[str]
    boundaries: frozenset[str]
    strong_verbs: frozenset[str]
    generic: frozenset[str]
    other_things: re.Pattern[str]
    quoted_core: re.Pattern[str]
    quoted_soft: re.Pattern[str]
    quoted_whole: re.Pattern[str]
    quoted_verbs: re.Pattern[str]
    soft_verbs: re.Pattern[str]
    name_ends: re.Pattern[str]
    firm_ends: re.Pattern[str]
    sure_ends: re.Pattern[str]
    not_recurring: re.Pattern[str]
    carriers: re.Pattern[str]
    carried: re.Pattern[str]
    directed: re.Pattern[str]
    direction: re.Pattern[str]
    list_closers: re.Pattern[str]
    abbreviation: re.Pattern[str]
    figure: re.Pattern[str]
    figurative: re.Pattern[str]
    shapes: re.Pattern[str]
    numbered: re.Pattern[str]
    practice: re.Pattern[str]
    closer: re.Pattern[str]
    slogan: re.Pattern[str]
    spell: re.Pattern[str]
    weak_closer: re.Pattern[str]
    closer_end: re.Pattern[str]
    unquoted: re.Pattern[str]
    programme: re.Pattern[str]
    coined_core: re.Pattern[str]
    generic_tail: re.Pattern[str]
    generic_rest: re.Pattern[str]


def _either(words: Iterable[str]) -> str:
    return "|".join(re.escape(w) for w in sorted(set(words), key=lambda w: (-len(w), w)))


@cache
def read_mechanism_patterns() -> MechanismPatterns:
    """Read and compile the table.

    Examples
    --------
    >>> "机制" in read_mechanism_patterns().strong
    True
    """
    data = tomllib.loads((files(__package__) / "patterns.toml").read_text("utf-8"))
    heads, quoted, coinage, lists, verbs = (data[k] for k in ("heads", "quoted", "coinage", "lists", "boundaries"))
    every_head = frozenset((*heads["strong"], *heads["weak"], *heads["event"], *heads["meeting"]))
    takers, grammar = frozenset(verbs["takers"]), frozenset(verbs["grammar"])
    between, quoted_heads = _either(quoted["between"]), _either(quoted["heads"])
    soft_heads = _either(quoted["soft_heads"])
    series = "(?:一?系列|多项|各项)?"
    return MechanismPatterns(
        heads=every_head,
        head_ends=frozenset(h[-1] for h in every_head),
        longest_head=max(map(len, every_head)),
        strong=frozenset(heads["strong"]),
        event=frozenset(heads["event"]),
        event_verbs=frozenset(heads["event_verbs"]),
        meeting=frozenset(heads["meeting"]),
        meeting_verbs=frozenset(heads["meeting_verbs"]),
        dated=frozenset(heads["dated"]),
        weak_shape=re.compile(heads["weak_shape"]),
        not_before=re.compile(heads["not_before"]),
        takers=takers,
        taker_ends=frozenset(verb[-1] for verb in takers),
        nominal=frozenset(verbs["nominal"]),
        firm=takers | grammar,
        boundaries=takers | grammar | frozenset(verbs["plain"]),
        strong_verbs=frozenset(data["strong_objects"]["verbs"]),
        generic=frozenset(data["generic"]["modifiers"]),
        other_things=re.compile(data["generic"]["other_things"]),
        quoted_core=re.compile(f"(?:{between})*(?:{quoted_heads})"),
        quoted_soft=re.compile(f"(?:{between})*(?:{soft_heads})"),
        quoted_whole=re.compile(f"[\u4e00-\u9fff]{{1,10}}?(?:{quoted_heads}|{soft_heads}|{_either(heads['strong'])})"),
        quoted_verbs=re.compile(f"(?:{_either(quoted['verbs'])})(?:了|以|的|出)?\\Z"),
        soft_verbs=re.compile(f"(?:{_either(quoted['soft_verbs'])})(?:了|以|的|出)?\\Z"),
        name_ends=re.compile(quoted["name_ends"]),
        firm_ends=re.compile(quoted["firm_ends"]),
        sure_ends=re.compile(quoted["sure_ends"]),
        not_recurring=re.compile(quoted["not_recurring"]),
        carriers=re.compile(quoted["carriers"]),
        carried=re.compile(quoted["carried"]),
        directed=re.compile(quoted["directed"]),
        direction=re.compile(quoted["direction"]),
        list_closers=re.compile(quoted["list_closers"]),
        abbreviation=re.compile(quoted["abbreviation"]),
        figure=re.compile(quoted["figure"]),
        figurative=re.compile(quoted["figurative"]),
        shapes=re.compile("|".join(f"(?:{s})" for s in coinage["shapes"])),
        numbered=re.compile(coinage["numbered"]),
        practice=re.compile(coinage["practice"]),
        slogan=re.compile(lists["slogan"]),
        spell=re.compile(lists["spell"]),
        closer=re.compile(f"{series}(?:{_either(lists['closers'])})"),
        weak_closer=re.compile(f"{series}(?:{_either(lists['weak_closers'])})"),
        closer_end=re.compile(f"(?:{_either(lists['closers'])})$"),
        unquoted=guarded("|".join(data["unquoted"]["shapes"])),
        programme=re.compile(data["laws"]["programme"]),
        coined_core=re.compile(data["tails"]["coined_core"]),
        generic_tail=re.compile(data["tails"]["generic"]),
        generic_rest=re.compile(data["tails"]["generic_rest"]),
    )
