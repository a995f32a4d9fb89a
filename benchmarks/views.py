"""How soon a view can be used in Chromium: from the start of the navigation to the first whole picture and two frames.

usage: python benchmarks/views.py [BOXES ...]

Pages of invented bodies under their superiors, with half as many further links, for 1,000 and 1,500 boxes by default,
opened three times each; and beside each what pyvis makes by itself of the same network, until it has settled or 120 s
have passed.  The stock page asks for files of a network: those requests are refused at once.
"""

from __future__ import annotations

import json
import shutil
import sys
import tempfile
import time
from pathlib import Path
from statistics import median

from playwright.sync_api import Browser, Error, Page, sync_playwright
from policing_kg.graph.location import Location, Named
from policing_kg.queries.statement import Source, Statement
from policing_kg.viz.drawing import draw
from policing_kg.viz.page import Heading, page
from policing_kg.viz.picture import Link, Node, Picture, picture
from policing_kg.viz.plan import Plan

PATIENCE = 120.0  # seconds
LOOP = """() => { const t = performance.now(); let x = 0; for (let i = 0; i < 2e7; i++) x += i % 7;
return performance.now() - t; }"""  # how fast the machine is while it measures


def network(boxes: int) -> tuple[Picture, Plan]:
    """Bodies in four steps under one another, and cooperation between every second and another."""
    document = Named("urn:document", "合成报告")

    def statement(number: int) -> Statement:
        claim = f"{number:064x}"
        span = Location(claim, document, number, number + 20, number, number + 40, key="合成.txt")
        said = (("when", f"{2015 + number % 10}-0{number % 9 + 1}/.."), ("frequency", "1次/周"))
        source = Source(document, "合成日报", published="2024-01-01", genre="news", reporting="third-party")
        return Statement(claim, "", "org:unitOf", "", said, "live", False, (("rule", "r@1"),), "", source, (span,))

    nodes = [Node(f"urn:{i}", f"合成第{i}派出所", "police", sort="派出所") for i in range(boxes)]
    ends = [(i, "unitOf", (i - 1) // 6) for i in range(1, boxes)]
    ends += [(i, "cooperatesWith", (i * 7919) % boxes) for i in range(1, boxes, 2)]
    links = [Link(f"urn:{a}", r, f"urn:{b}", (statement(n),)) for n, (a, r, b) in enumerate(ends) if a != b]
    depths = {0: 0}
    for i in range(1, boxes):
        depths[i] = depths[(i - 1) // 6] + 1
    return picture(nodes, links), Plan({f"urn:{i}": depths[i] for i in range(boxes)}, flipped={"unitOf"})


def ours(boxes: int, folder: Path) -> tuple[Path, float]:
    """The page, and the seconds that it took to make."""
    found, plan = network(boxes)
    started = time.perf_counter()
    html = page(Heading("benchmark", ("测量", "Benchmark"), str(boxes), "0" * 64), found, draw(found, plan, boxes))
    out = folder / f"ours-{boxes}.html"
    out.write_text(html, "utf-8")
    return out, time.perf_counter() - started


def stock(boxes: int, folder: Path) -> Path:
    """What pyvis makes of the same network with its own defaults."""
    from pyvis.network import Network

    found, _ = network(boxes)
    made = Network(cdn_resources="in_line", directed=True)
    made.nodes = [{"id": iri, "label": node.label, "shape": "dot"} for iri, node in found.nodes.items()]
    made.edges = [{"from": x.subject, "to": x.object, "arrows": "to"} for x in found.links]
    out = folder / f"stock-{boxes}.html"
    settled = "network.once('stabilizationIterationsDone', () => { window.settled = performance.now(); });"
    html = made.generate_html(notebook=False).replace("return network;", f"{settled} return network;")
    out.write_text(html, "utf-8")
    return out


def opened(browser: Browser, path: Path) -> Page:
    shown = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
    shown.route("http*://**", lambda route: route.abort())
    shown.goto(path.as_uri(), wait_until="commit")
    return shown


def waited_for(shown: Page, expression: str) -> float | None:
    """Milliseconds that an expression gives once it is more than 0; None where it takes too long."""
    started = time.perf_counter()
    while time.perf_counter() - started < PATIENCE:
        if found := shown.evaluate(expression):
            return float(found)
        time.sleep(0.1)
    return None


def seconds_of_ours(browser: Browser, path: Path, boxes: int) -> float:
    shown = opened(browser, path)
    ready = waited_for(shown, "(window.policingView || {}).ready || 0")
    drawn = shown.evaluate("policingView.boxes().length")
    shown.context.close()
    if ready is None or drawn != boxes:
        raise SystemExit(f"{path}: {drawn} of {boxes} boxes drawn")
    return ready / 1000


def seconds_of_stock(browser: Browser, path: Path) -> float | None:
    shown = opened(browser, path)
    shown.set_default_timeout(PATIENCE * 1000)
    try:
        settled = waited_for(shown, "window.settled || 0")
    except Error:  # a page that is too busy to answer has not settled either
        settled = None
    shown.context.close()
    return settled / 1000 if settled else None


def main(*counts: str) -> None:
    named = ("chromium", "chromium-browser", "google-chrome")
    path = next((p for name in named if (p := shutil.which(name))), "")
    if not path:
        raise SystemExit("no Chromium on the path; install it (apt-get install chromium)")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        for boxes in map(int, counts or ("1000", "1500")):
            written, made = ours(boxes, Path(folder))
            times = [seconds_of_ours(browser, written, boxes) for _ in range(3)]
            loop = browser.new_page().evaluate(LOOP)
            settled = seconds_of_stock(browser, stock(boxes, Path(folder)))
            told = {"boxes": boxes, "KiB": written.stat().st_size // 1024, "made s": round(made, 2)}
            told |= {"interactive s": [round(t, 2) for t in times], "median s": round(median(times), 2)}
            told |= {"stock pyvis s": round(settled, 1) if settled else f">{PATIENCE:.0f}", "loop ms": round(loop)}
            print(json.dumps(told))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
