"""What a server does under many clients at once, and how it is afterwards.

usage: python benchmarks/server_load.py KG [CLIENTS [SECONDS [FILE.json]]]

Starts `policing-kg serve` over a dataset as a process of its own.  First one client asks pages, searches, RDF and
queries in turn; then CLIENTS do, each as soon as it is answered, half of them on a connection that they keep and half
on a new one each time; then one again.  An answer of 500 and above, a refused or broken connection is an error.
Latency is that of a whole answer.  The server is recovered when forty requests have the median that they had before, or
a tenth more; the time that took includes asking them.  Written as JSON to FILE, and to standard output.
"""

from __future__ import annotations

import asyncio
import json
import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from statistics import median, quantiles
from typing import Any
from urllib.parse import urlencode, urlsplit

from policing_kg.graph.dataset import open_graph

MIX = {"page": 5, "search": 2, "rdf": 1, "query": 2}  # of ten requests, by kind
QUERIES = (
    "SELECT ?unit ?name { ?unit a pk:PoliceBody ; rdfs:label ?name } LIMIT 20",
    "SELECT ?kind (COUNT(*) AS ?n) { ?s a ?kind } GROUP BY ?kind ORDER BY DESC(?n)",
    "ASK { ?a org:unitOf ?b }",
)
ROUNDS, SHORT, BETWEEN = 20, 40, 0.5  # of a quiet client after the load: rounds at most, requests of one, seconds


def requests(kg: str, count: int = 80, seed: int = 5) -> list[tuple[str, str]]:
    """Kinds and paths of requests, drawn at random."""
    drawn = random.Random(seed)
    with open_graph(kg) as graph:
        typed = sorted({q.subject.value for q in graph.quads(None, "rdf:type") if "/id/" in q.subject.value})
    entities = [iri.partition("policing-kg")[2] for iri in typed if "/id/" in iri]
    named = [p for p in entities if p.split("/")[2] in ("unit", "department", "mechanism", "place", "organisation")]
    pages = ["/", "/queries", "/places", "/terms", "/views", *(drawn.choice(named) for _ in range(40))]
    paths = {
        "page": pages,
        "search": ["/search?" + urlencode({"q": q}) for q in ("公安", "派出所", "jing", "中心", "police", "调解")],
        "rdf": [f"{drawn.choice(named)}.ttl" for _ in range(20)],
        "query": ["/sparql?" + urlencode({"query": q}) for q in QUERIES],
    }
    kinds = drawn.choices(list(MIX), list(MIX.values()), k=count)
    return [(kind, drawn.choice(paths[kind])) for kind in kinds]


class Client:
    """Asks one request after the other."""

    def __init__(self, address: str, keeps: bool) -> None:
        parts = urlsplit(address)
        self._host, self._port, self._keeps = parts.hostname or "", parts.port or 0, keeps
        self._open: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(self, path: str) -> int:
        """The status of an answer that was read to its end; 0 if the connection broke."""
        try:
            reader, writer = self._open or await asyncio.open_connection(self._host, self._port, limit=1 << 20)
            self._open = reader, writer
            how = "keep-alive" if self._keeps else "close"
            head = f"GET {path} HTTP/1.1|Host: {self._host}:{self._port}|Connection: {how}|Accept: */*||"
            writer.write(head.replace("|", "\r\n").encode())
            status, length = _head_of(await reader.readuntil(b"\r\n\r\n"))
            await reader.readexactly(length)
        except (OSError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            self.close()
            return 0
        if not self._keeps:
            self.close()
        return status

    def close(self) -> None:
        """Hang up."""
        if self._open:
            self._open[1].close()
        self._open = None


def _head_of(head: bytes) -> tuple[int, int]:
    first, *lines = head.decode("latin-1").split("\r\n")
    fields = dict(line.lower().split(": ", 1) for line in lines if ": " in line)
    return int(first.split()[1]), int(fields.get("content-length", "0"))


async def one(address: str, asked: list[tuple[str, str]]) -> list[float]:
    """Milliseconds of each request, asked one at a time."""
    client, took = Client(address, keeps=True), []
    for _, path in asked:
        begun = time.perf_counter()
        await client.ask(path)
        took.append(1000 * (time.perf_counter() - begun))
    client.close()
    return took


async def many(
    address: str, asked: list[tuple[str, str]], clients: int, seconds: float
) -> list[tuple[str, int, float]]:
    """Kind, status and milliseconds of each request of many clients."""
    heard: list[tuple[str, int, float]] = []
    end = time.perf_counter() + seconds

    async def ask(number: int) -> None:
        client, drawn = Client(address, keeps=number % 2 == 0), random.Random(number)
        while time.perf_counter() < end:
            kind, path = drawn.choice(asked)
            begun = time.perf_counter()
            status = await client.ask(path)
            heard.append((kind, status, 1000 * (time.perf_counter() - begun)))
        client.close()

    await asyncio.gather(*map(ask, range(clients)))
    return heard


def state(pid: int) -> dict[str, int]:
    """What a process holds: children, descriptors, and memory of its own and of its children, in MB."""
    children = [int(c) for file in Path(f"/proc/{pid}/task").glob("*/children") for c in file.read_text().split()]
    return {
        "children": len(children),
        "descriptors": len(os.listdir(f"/proc/{pid}/fd")),
        "MB": _memory(pid),
        "MB of children": sum(map(_memory, children)),
    }


def _memory(pid: int) -> int:
    (line,) = (x for x in Path(f"/proc/{pid}/status").read_text().splitlines() if x.startswith("VmRSS"))
    return int(line.split()[1]) >> 10


def told(took: list[float]) -> dict[str, float]:
    """Percentiles of some milliseconds."""
    cut = quantiles(took, n=100) if len(took) > 1 else took * 99
    return {"p50": round(cut[49], 1), "p99": round(cut[98], 1), "worst": round(max(took), 1)}


def measure(address: str, pid: int, kg: str, clients: int, seconds: float) -> dict[str, Any]:
    """The whole measurement."""
    asked = requests(kg)
    asyncio.run(one(address, asked))  # starts the processes, and reads what is read once
    asyncio.run(many(address, asked, 8, 1))
    idle = asyncio.run(one(address, asked))
    before = state(pid)
    heard = asyncio.run(many(address, asked, clients, seconds))
    ended = time.perf_counter()
    bound, recovered, after = 1.1 * median(idle[:SHORT]), None, []
    for took in _rounds(address, asked):
        after.append(round(median(took), 2))
        if median(took) <= bound:
            recovered = round(time.perf_counter() - ended, 2)
            break
    time.sleep(1)
    errors = Counter(status for _, status, _ in heard if status >= 500 or status == 0)
    return {
        "clients": clients, "seconds": seconds, "requests": len(heard), "a second": round(len(heard) / seconds, 1),
        "errors": {str(k): n for k, n in errors.items()}, "statuses": dict(Counter(str(s) for _, s, _ in heard)),
        "ms": told([t for *_, t in heard]),
        "ms by kind": {kind: told([t for k, _, t in heard if k == kind]) for kind in MIX},
        "idle ms": told(idle), "idle median ms": round(median(idle[:SHORT]), 2),
        "seconds to recover": recovered, "median ms of each round after": after,
        "before": before, "after": state(pid), "load of the machine": os.getloadavg()[0],
    }  # fmt: skip


def _rounds(address: str, asked: list[tuple[str, str]]) -> Iterator[list[float]]:
    for number in range(ROUNDS):
        time.sleep(BETWEEN if number else 0)
        yield asyncio.run(one(address, asked[:SHORT]))


def main(kg: str, clients: str = "200", seconds: str = "30", file: str = "") -> int:
    """Measure and tell; the status says whether there was an error."""
    command = [sys.executable, "-m", "policing_kg", "serve", "--kg", kg, "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            assert server.stdout is not None
            address = server.stdout.readline().strip()
            found = measure(address, server.pid, kg, int(clients), float(seconds))
        finally:
            server.terminate()
    text = json.dumps(found, ensure_ascii=False, indent=1)
    print(text)
    if file:
        Path(file).parent.mkdir(parents=True, exist_ok=True)
        Path(file).write_text(text + "\n", "utf-8")
    return 1 if found["errors"] else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
