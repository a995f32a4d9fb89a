"""The synchronisation beside its peers, on the same plain triples and the same server, in one run.

usage: python benchmarks/neo4j_sync.py [--triples N ...] [--rounds N] [--peers PYTHON] [--neosemantics JAR]
                                       [--into REPORT]

Contenders take turns; each starts with an empty database.  Before the first counted round all of them load a small
graph, so that the server's Java has compiled what each needs and nobody pays for being first.  PYTHON is an interpreter
that has rdflib-neo4j and neo4j-rust-ext, JAR the plugin of neosemantics; `make bench-neo4j` brings both.  Writes
REPORT.md and REPORT.json, else prints the Markdown.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "tests"))

from neo4j_jars import bring_neo4j  # noqa: E402 -- on the path since the line above
from neo4j_server import Server  # noqa: E402 -- on the path since the line above
from plain_triples import write_triples  # noqa: E402 -- on the path since the line above

CHANGED = 0.01
WARMING = 100_000  # triples that every contender loads before anything is counted
JAVA = ("-Xms2g", "-Xmx2g", "-XX:TieredStopAtLevel=4")
OURS, UNCHANGED, CHANGE, BULK = "sync, first", "sync, unchanged", "sync, 1 % changed", "sync --bulk"
CARRY = "fingerprints carried by a build, 1 % changed"
FILES, IMPORT, AFTER = "its files", "their import by neo4j-admin", "the sync after it"
CREATE, RDFLIB, N10S = "CREATE loop", "rdflib-neo4j", "neosemantics"


@dataclass
class Taken:
    """Seconds of wall and processor, of client and server, and the client's greatest size in MB."""

    seconds: float
    processor: float = 0.0
    peak: float = 0.0
    server: float = 0.0


@dataclass
class Bench:
    """One size: its files, its server, and what was measured."""

    triples: int
    room: Path
    server: Server
    peers: str
    neosemantics: bool
    taken: dict[str, list[Taken]] = field(default_factory=lambda: defaultdict(list))

    def prepare(self) -> None:
        for name, share in (("first", 0.0), ("changed", CHANGED)):
            write_triples(self.room / f"{name}.nt", self.triples, changed=share)
            ours("load", self.room / f"{name}.nt", self.room / name)

    def warm(self) -> None:
        """A round with few triples that nobody counts; the bulk import starts a server of its own each time."""
        room = self.room / "warm"
        room.mkdir()
        small = Bench(WARMING, room, self.server, self.peers, self.neosemantics)
        small.prepare()
        for contender in (small._peers, small._neosemantics, small._ours):
            contender()

    def run(self, forward: bool) -> None:
        """One round."""
        contenders = [self._peers, self._neosemantics, self._ours, self._bulk]
        for contender in contenders if forward else reversed(contenders):
            contender()

    def _peers(self) -> None:
        for name, peer in ((CREATE, "create"), (RDFLIB, "rdflib-neo4j")):
            if self.peers:
                self.server.address.empty()
                self._keep(name, self.peers, HERE / "neo4j_peers.py", peer, self.room / "first.nt")
                self._check()

    def _neosemantics(self) -> None:
        if not self.neosemantics:
            return
        address = self.server.address
        address.empty()
        address.rows("CREATE CONSTRAINT n10s_unique_uri FOR (r:Resource) REQUIRE r.uri IS UNIQUE")
        address.rows('CALL n10s.graphconfig.init({handleVocabUris: "IGNORE"})')
        used, began = _used(self.server), time.perf_counter()
        (told,) = address.rows(f'CALL n10s.rdf.import.fetch("{(self.room / "first.nt").as_uri()}", "N-Triples")')
        if told["terminationStatus"] != "OK":
            raise SystemExit(f"neosemantics: {told}")
        self.taken[N10S].append(Taken(time.perf_counter() - began, server=_used(self.server) - used))
        self._check(extra=1)

    def _ours(self) -> None:
        self.server.address.empty()
        loaded = self.room / "again"
        shutil.rmtree(loaded, ignore_errors=True)
        self._keep(
            "the RDF store, loaded", sys.executable, HERE / "neo4j_runs.py", "load", self.room / "first.nt", loaded
        )
        self._sync(OURS, "first")
        self._check()
        self._sync(UNCHANGED, "first")
        self.taken[CARRY].append(Taken(**ours("carry", self.room / "first", self.room / "changed", "changed")))
        self._sync(CHANGE, "changed")
        self._check()

    def _bulk(self) -> None:
        """Files, their import, and the sync after it; the start of the server between is not counted."""
        folder, home = self.room / "import", self.room / "imported"
        for old in (folder, home):
            shutil.rmtree(old, ignore_errors=True)
        files = Taken(**ours("bulk", self.room / "first", folder, "first"))
        server = Server(bring_neo4j(), home, settings=self.server.settings, jvm=JAVA, files=folder)
        used, began = _children(), time.perf_counter()
        server.bring()
        imported = Taken(time.perf_counter() - began, server=_children() - used)
        with server:
            self._sync(AFTER, "first", server)
        after = self.taken[AFTER][-1]
        self.taken[FILES].append(files)
        self.taken[IMPORT].append(imported)
        parts = (files, imported, after)
        total = [sum(getattr(part, what) for part in parts) for what in ("seconds", "processor", "server")]
        self.taken[BULK].append(Taken(total[0], total[1], max(part.peak for part in parts), total[2]))

    def _sync(self, name: str, store: str, server: Server | None = None) -> None:
        self._keep(name, sys.executable, HERE / "neo4j_runs.py", "sync", self.room / store, digest=store, server=server)

    def _keep(self, name: str, python: str, *given: object, digest: str = "", server: Server | None = None) -> None:
        server = server or self.server
        to = [] if given[1] == "load" else [server.address.uri]
        used = _used(server)
        told = said([python, *map(str, given), *to, *([digest] if digest else [])])
        self.taken[name].append(Taken(**told, server=_used(server) - used))

    def _check(self, extra: int = 0) -> None:
        """Each contender has to bring every body and every link."""
        bodies = self.triples // 6
        (nodes,) = self.server.address.rows(
            "MATCH (n) WHERE n.uri IS NOT NULL OR n.iri IS NOT NULL RETURN count(n) AS n"
        )
        (links,) = self.server.address.rows("MATCH ()-[r]->() RETURN count(r) AS n")
        if nodes["n"] != bodies or not 2 * bodies * 0.99 < links["n"] <= 2 * bodies + extra:
            raise SystemExit(f"{nodes['n']} nodes and {links['n']} relationships for {bodies} bodies")


def _used(server: Server) -> float:
    """Seconds of processor time that a server has used."""
    assert server.process is not None
    after = Path(f"/proc/{server.process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(after[11]) + int(after[12])) / os.sysconf("SC_CLK_TCK")


def _children() -> float:
    """Seconds of processor time of the processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def said(command: list[str]) -> dict[str, float]:
    """What a run printed last."""
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        raise SystemExit(f"{' '.join(command)}\n{done.stderr[-2000:]}")
    found: dict[str, float] = json.loads(done.stdout.strip().splitlines()[-1])
    return found


def ours(*given: object) -> dict[str, float]:
    return said([sys.executable, str(HERE / "neo4j_runs.py"), *map(str, given)])


def ratios(taken: dict[str, list[Taken]]) -> list[dict[str, object]]:
    """What is compared, its ratio of the medians of one run, and what is asked: at least, or at most."""
    middle = {name: statistics.median(t.seconds for t in runs) for name, runs in taken.items()}
    work = {name: statistics.median(t.processor + t.server for t in runs) for name, runs in taken.items()}
    loading = middle["the RDF store, loaded"]
    out: list[tuple[str, float, float | None, float | None]] = []
    if RDFLIB in middle:
        out += [
            (
                "rdflib-neo4j : first sync with the loading of its store",
                middle[RDFLIB] / (middle[OURS] + loading),
                3,
                None,
            ),
            ("rdflib-neo4j : first sync", middle[RDFLIB] / middle[OURS], None, None),
            ("CREATE loop : first sync", middle[CREATE] / middle[OURS], 0.8, None),
            ("rdflib-neo4j : first sync, in processor seconds of both sides", work[RDFLIB] / work[OURS], None, None),
            ("CREATE loop : first sync, the same", work[CREATE] / work[OURS], None, None),
        ]
    if N10S in middle:
        out.append(("neosemantics : first sync", middle[N10S] / middle[OURS], None, None))
    if RDFLIB in middle:
        out += [
            (
                "rdflib-neo4j : bulk with the loading of its store",
                middle[RDFLIB] / (middle[BULK] + loading),
                None,
                None,
            ),
            ("rdflib-neo4j : bulk", middle[RDFLIB] / middle[BULK], 8, None),
        ]
    changed = middle[CHANGE] / middle[OURS]
    out += [
        ("unchanged : first sync", middle[UNCHANGED] / middle[OURS], None, 0.01),
        ("1 % changed : first sync", changed, None, 0.08),
        ("the same, and the build's part", changed + middle[CARRY] / middle[OURS], None, None),
    ]
    return [{"what": what, "measured": round(m, 4), "least": low, "most": high} for what, m, low, high in out]


def written(triples: int, taken: dict[str, list[Taken]]) -> list[str]:
    """The table of one size, in Markdown."""
    lines = [
        f"## {triples:,} triples",
        "",
        "| | wall, s (each round) | client, s | server, s | peak of the client, MB | triples a second |",
        "|---|---|--:|--:|--:|--:|",
    ]
    for name, runs in taken.items():
        rounds = " / ".join(f"{t.seconds:.2f}" for t in runs)
        used = [statistics.median(getattr(t, what) for t in runs) for what in ("processor", "server", "peak")]
        rate = triples / statistics.median(t.seconds for t in runs)
        lines.append(f"| {name} | {rounds} | {used[0]:.2f} | {used[1]:.2f} | {used[2]:.0f} | {rate:,.0f} |")
    lines += ["", "| ratio | measured | asked |", "|---|--:|--:|"]
    for row in ratios(taken):
        asked = f"≥ {row['least']}" if row["least"] else f"≤ {row['most']}" if row["most"] else ""
        lines.append(f"| {row['what']} | {row['measured']:.3g} | {asked} |")
    return [*lines, ""]


def main(sizes: list[int], rounds: int, peers: str, neosemantics: str, into: str) -> None:
    told: dict[str, object] = {
        "machine": f"{platform.machine()}, {os.cpu_count()} processors, Python {platform.python_version()}",
        "load of the machine before the first round": f"{os.getloadavg()[0]:.1f}",
        "server": "one for all; each contender loads a small graph before anything is counted",
        CREATE: "parses the file, CREATEs in batches of 10,000, one constraint; looks at nothing, tells no fingerprint",
        RDFLIB: "as it ships: batches of 5,000; keeps the last of several values and no language",
        N10S: "reads the file within the server; as it ships",
        "sync": "from the loaded store, with constraints, indexes and fingerprints",
    }
    lines = [f"- {name}: {value}" for name, value in told.items()]
    compared: dict[str, object] = {}
    settings = {"server.memory.pagecache.size": "512m", "dbms.security.procedures.unrestricted": "n10s.*"}
    for triples in sizes:
        with tempfile.TemporaryDirectory(prefix="policing-kg-") as folder:
            room, home = Path(folder), Path(folder) / "neo4j"
            if neosemantics:
                (home / "plugins").mkdir(parents=True)
                shutil.copy(neosemantics, home / "plugins")
            with Server(bring_neo4j(), home, settings=settings, jvm=JAVA) as server:
                bench = Bench(triples, room, server, peers, bool(neosemantics))
                bench.prepare()
                bench.warm()
                for number in range(rounds):
                    bench.run(forward=number % 2 == 0)
        lines += ["", *written(triples, bench.taken)]
        compared[str(triples)] = ratios(bench.taken)
        told[str(triples)] = {name: [vars(t) for t in runs] for name, runs in bench.taken.items()}
    text = "\n".join(lines) + "\n"
    if not into:
        print(text)
        return
    Path(into + ".md").write_text(text, "utf-8")
    Path(into + ".json").write_text(
        json.dumps({**told, "ratios": compared}, ensure_ascii=False, indent=1) + "\n", "utf-8"
    )


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--triples", type=int, nargs="+", default=[100_000, 1_000_000])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="")
    parser.add_argument("--neosemantics", default="")
    parser.add_argument("--into", default="")
    given = parser.parse_args()
    main(given.triples, given.rounds, given.peers, given.neosemantics, given.into)
