"""How long the pages of the explorer take, and how much memory its server holds.

usage: python benchmarks/explorer.py KG [ROUNDS]

Starts `policing-kg serve` over a dataset, waits until it has read what it reads beforehand, and asks for pages of every
kind: entities drawn at random and the one with the most links, their neighbourhoods and timelines, search, places,
terms, RDF, and short queries.  Beside wall time stands the processor time of the server, which a busy machine changes
less.  Questions of the catalogue and views, which compute, are apart.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path
from statistics import median
from urllib.parse import urlencode

from policing_kg.graph.dataset import open_graph

TICKS = os.sysconf("SC_CLK_TCK")
COUNTED = "SELECT ?e (COUNT(?s) AS ?n) { ?s pk:implements ?e } GROUP BY ?e ORDER BY DESC(?n) LIMIT 1"


def entities(kg: str) -> tuple[list[str], str]:
    """Two hundred entities drawn at random, and the mechanism that most bodies run."""
    with open_graph(kg) as graph:
        typed = [q.subject.value for q in graph.quads(None, "rdf:type") if "/id/" in q.subject.value]
        kinds = ("unit", "department", "organisation", "mechanism", "place", "measure")
        named = sorted(iri for iri in typed if iri.partition("/id/")[2].partition("/")[0] in kinds)
        (hub,) = graph.rows(COUNTED)
        return random.Random(7).sample(named, 200), hub["e"].value if hub["e"] else ""


def pages(kg: str) -> dict[str, list[str]]:
    """Addresses by kind of page."""
    drawn, hub = entities(kg)
    paths = [iri.partition("policing-kg")[2] for iri in drawn]
    top = hub.partition("/id")[2]
    return {
        "entity": paths,
        "entity with most links": [hub.partition("policing-kg")[2]] * 5,
        "neighbourhood": ["/near" + path[3:] for path in paths[:40]],
        "neighbours of the one with most": [f"/near{top}?format=json&lang=zh"] * 5,
        "timeline": ["/timeline" + path[3:] for path in paths[:40]],
        "timeline of the one with most": [f"/timeline{top}?from={at}" for at in (0, 400, 800)],
        "edges of the one with most": [
            f"/edges{top}?relation=pk:implements&direction=in&from={at}" for at in (0, 300, 900, 1500)
        ],
        "entity as Turtle": [f"{path}.ttl" for path in paths[:40]],
        "search": ["/search?" + urlencode({"q": q}) for q in ("公安局", "gonganju", "北京", "派出所", "综治中心") * 4],
        "places": ["/places", *("/places" + p[3:] for p in paths if p.startswith("/id/place/"))],
        "home, catalogue, terms": ["/", "/queries", "/queries/chain", "/views", "/terms", "/terms/pk:Posting"] * 3,
        "/sparql, one entity": ["/sparql?" + urlencode({"query": f"DESCRIBE <{iri}>"}) for iri in drawn[:40]],
    }


def computed(kg: str) -> dict[str, list[str]]:
    """Pages that compute: questions of the catalogue and views."""
    drawn, hub = entities(kg)
    units = [iri for iri in drawn if "/id/unit/" in iri][:5]
    return {
        "question: chain": ["/queries/chain?" + urlencode({"unit": iri}) for iri in units],
        "question: adopters of that with most": ["/queries/adopters?" + urlencode({"mechanism": hub})],
        "view: hierarchy": ["/views/hierarchy?" + urlencode({"unit": iri}) for iri in units],
        "view: hierarchy of the ministry": ["/views/hierarchy?" + urlencode({"unit": "合成公安部"})],
    }


def spent(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def memory(pid: int) -> dict[str, int]:
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return {line.split(":")[0]: int(line.split()[1]) // 1024 for line in lines if line.startswith(("VmRSS", "RssAnon"))}


def told(kind: str, took: list[float]) -> str:
    return f"{kind:40} n={len(took):3}  median {median(took):7.1f} ms  worst {max(took):8.1f} ms"


def measure(address: str, pid: int, kinds: dict[str, list[str]]) -> list[float]:
    walls = []
    for kind, paths in kinds.items():
        took = []
        before = spent(pid)
        for path in paths:
            request = urllib.request.Request(address + path.lstrip("/"), headers={"Accept": "text/html, */*;q=0.5"})
            started = time.perf_counter()
            try:
                with urllib.request.urlopen(request) as answer:
                    answer.read()
            except urllib.error.HTTPError as error:
                with error:
                    print(f"{path}: {error.code}")
            took.append(1000 * (time.perf_counter() - started))
        each = 1000 * (spent(pid) - before) / len(paths)
        print(f"{told(kind, took)}  CPU {each:6.1f} ms each")
        walls += took
    return walls


def main() -> None:
    kg, rounds = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 2
    command = [sys.executable, "-m", "policing_kg", "serve", "--kg", kg, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            idle = -1.0
            while spent(server.pid) != idle:
                idle = spent(server.pid)
                time.sleep(3)
            print(f"read beforehand: {idle:.1f} s of processor time; memory {memory(server.pid)} MB")
            kinds = pages(kg)
            for number in range(rounds):
                print(f"round {number + 1}, load {os.getloadavg()[0]:.1f}")
                walls = measure(address, server.pid, kinds)
                print(told("all pages", walls))
            print(f"memory {memory(server.pid)} MB")
            measure(address, server.pid, computed(kg))
            print(f"memory {memory(server.pid)} MB")
        finally:
            server.terminate()


if __name__ == "__main__":
    main()
