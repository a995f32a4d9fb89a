from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.decision import Decision
from policing_kg.graph.location import Location, Named
from policing_kg.loaders.build import build
from policing_kg.queries import Reader
from policing_kg.queries.statement import Source, Statement
from policing_kg.viz import cross_department, write_view
from policing_kg.viz.drawing import Drawing, draw
from policing_kg.viz.page import Heading, page
from policing_kg.viz.picture import Link, Node, Picture, picture
from policing_kg.viz.plan import Plan

sys.path[:0] = [str(Path(__file__).parent.parent / "queries"), str(Path(__file__).parent)]

from every_view import ASKED  # noqa: E402 -- from the folders above
from invented_world import claims, write_world  # noqa: E402

TEXT = """青禾区警务协作摘要

发布时间:2024-05-06 来源:自写

天津市公安局西青分局在辖区推行派驻制度。西青分局推进“警网融合”,与街道共同落实“吹哨报到”。
大寺派出所与综治中心、矛调中心、网格中心每周开展一次工作会商。
天津市公安局西青分局与西青区司法局协作调解纠纷。
大寺派出所选派两名民警每周三个半天到西青区信访局上班。
"""


@dataclass
class Watched:
    """A page, and all that it did which no view may do."""

    page: Page
    wrongs: list[str] = field(default_factory=list)


@pytest.fixture
def opened(browser: Browser) -> Iterator[Any]:
    """Open a view; whatever it asks of the network, logs or pops up fails the test."""
    contexts, wrongs = [], []

    def open_(path: Path, hash: str = "", **context: Any) -> Page:
        made = browser.new_context(**{"viewport": {"width": 1400, "height": 900}, "locale": "en-US", **context})
        contexts.append(made)
        page = made.new_page()
        own = (path.as_uri(), "blob:file:")
        page.on("request", lambda r: None if r.url.startswith(own) else wrongs.append(r.url))
        page.on("console", lambda m: wrongs.append(m.text) if m.type in ("error", "warning") else None)
        page.on("pageerror", lambda e: wrongs.append(str(e)))

        def dialog(d: Any) -> None:
            wrongs.append(f"dialog: {d.message}")
            d.dismiss()

        page.on("dialog", dialog)
        page.goto(path.as_uri() + (f"#{hash}" if hash else ""))
        return page

    yield open_
    for context in contexts:
        context.close()
    assert wrongs == []


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Iterable[Reader]:
    folder = tmp_path_factory.mktemp("view")
    (folder / "texts").mkdir()
    (folder / "texts" / "own-words.txt").write_text(TEXT, "utf-8")
    build([folder / "texts"], folder / "kg", base=False)
    with Reader(folder / "kg") as opened_reader:
        yield opened_reader


@pytest.fixture(scope="session")
def view(reader: Reader, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_view(reader, "cross-department", {"place": "西青区"}, tmp_path_factory.mktemp("page") / "view.html")


class World:
    """Pictures and pages of invented names, for what no text would bring: hostile names, crowds, cycles."""

    @staticmethod
    def picture(*ties: tuple[str, str, str], kinds: dict[str, str] | None = None, **said: Any) -> Picture:
        """Make a picture of (subject, relation, object); an IRI ends in the name, `kinds` says what each is."""
        nodes = []
        for name in {n for s, _, o in ties for n in (s, o)}:
            kind, names = (kinds or {}).get(name, "department"), tuple(said.get("names", ()))
            nodes.append(Node(f"https://example.org/{name}", name.partition("@")[0], kind, names=names))
        links = [
            Link(f"https://example.org/{s}", relation, f"https://example.org/{o}", (World.statement(number, **said),))
            for number, (s, relation, o) in enumerate(ties)
        ]
        return picture(nodes, links)

    @staticmethod
    def statement(number: int = 0, **said: Any) -> Statement:
        document = Named("https://example.org/document", said.get("document", "青禾区摘要"))
        claim = f"{number:064x}"
        span = Location(claim, document, 10 * number, 10 * number + 7, 0, 99, "m", key=said.get("key", "own.txt"))
        coding = {k: said[k] for k in ("publisher", "issuer", "published", "genre", "address") if k in said}
        return Statement(
            claim,
            "https://example.org/s",
            "pk:cooperatesWith",
            "https://example.org/o",
            tuple(said.get("qualifiers", ())),
            status="live",
            accepted=False,
            origins=(("rule", said.get("rule", "link.own@1")),),
            revises="",
            source=Source(document, **coding),
            spans=(span,),
            quotes=(said.get("quote", ""),),
        )

    @staticmethod
    def draw(found: Picture, *places: str, most: int = 150) -> Drawing:
        return draw(found, World.plan(found, *places), most)

    @staticmethod
    def plan(found: Picture, *places: str) -> Plan:
        return cross_department.plan(found, {"place": tuple(Named(f"urn:{place}", place) for place in places)})

    @staticmethod
    def page(found: Picture, place: str = "青禾区", most: int = 150, plan: Plan | None = None) -> str:
        heading = Heading("cross-department", ("公安与其他部门的联系", "Links"), place, "d" * 64)
        return page(heading, found, draw(found, plan or World.plan(found, place), most))


@pytest.fixture
def world() -> type[World]:
    return World


@pytest.fixture(scope="session")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Reader]:
    """The invented world of the catalogue's tests, with a decision of each kind that a claim may meet."""
    folder = tmp_path_factory.mktemp("invented") / "kg"
    write_world(folder)
    with Dataset.open(folder) as dataset, dataset.writer() as writer:
        writer.decide(Decision("accept", claims()["c30"].id, "甲", "2024-03-01T10:00:00", "与原文相符"))
        writer.commit()
    with Reader(folder) as opened_reader:
        yield opened_reader


@pytest.fixture(scope="session")
def written(invented: Reader, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every view as a file."""
    folder = tmp_path_factory.mktemp("views")
    return {name: write_view(invented, name, asked, folder / f"{name}.html") for name, asked in ASKED.items()}
