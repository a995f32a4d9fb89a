"""The nation at a scale: its documents one by one, or a dataset of them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import MappingProxyType

from policing_kg.graph.dataset import Dataset
from policing_kg.graph.document import DocumentClaims

from .bodies import County
from .divisions import above, counties
from .news import news
from .sources import prefecture_register, register, reports, statute

SCALES = MappingProxyType({"1/1000": 1 / 1000, "1/100": 1 / 100, "1/10": 1 / 10, "1/3": 1 / 3, "1/1": 1.0})


def documents(share: float, seed: int = 1, more_rooms: int = 0) -> Iterator[DocumentClaims]:
    """Every document of a share of the nation's counties, county by county: nothing is kept between them.

    Parameters
    ----------
    share : float
        Of the 2,847 counties, over 0 and up to 1.
    seed : int
        The same seed and share give the same documents, byte for byte.
    more_rooms : int
        Community rooms of every station beyond those drawn: more bodies, and nothing else that is more.
    """
    chosen = list(counties(seed, share))
    provinces = {division.chain[0]: above(division)[-1] for division in chosen}
    yield statute(list(provinces.values())).finished()
    prefectures = {upper.code: upper for division in chosen for upper in above(division)[:-1]}
    for prefecture in prefectures.values():
        yield prefecture_register(prefecture).finished()
    for division in chosen:
        county = County(division, random.Random(f"{seed} {division.code}"), more_rooms)
        for sheet in (register(county), *reports(county), *news(county)):
            yield sheet.finished()


def write_nation(into: Path, share: float, seed: int = 1, batch: int = 0, more_rooms: int = 0) -> int:
    """Write the dataset, all at once or a batch of documents a generation.

    Returns
    -------
    int
        Violations of the ontology's shapes that stand in it.
    """
    found = documents(share, seed, more_rooms)
    violations: tuple[object, ...] = ()
    with Dataset.create(into) as dataset, dataset.writer() as writer:
        while taken := list(islice(found, batch or None)):
            for document in taken:
                writer.put(document)
            violations = writer.commit().violations
    return len(violations)
