"""Write a synthetic nation as a dataset, and say how long that took and how much memory.

usage: python benchmarks/nation.py SCALE FOLDER [SEED [ROOMS]]

SCALE is one of 1/1000, 1/100, 1/10, 1/3, 1/1, or a share of the counties such as .05.  ROOMS are community rooms of
every station beyond those drawn.  Nothing is read: the claims are made, so that stores and queries can be measured at
the size of a nation without a corpus.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from pathlib import Path

from invented_nation import SCALES, write_nation
from policing_kg.graph.dataset import Dataset


def main(scale: str, folder: str, seed: str = "1", rooms: str = "0") -> None:
    share = SCALES[scale] if scale in SCALES else float(scale)
    wall, processor = time.perf_counter(), _processor()
    violations = write_nation(Path(folder), share, int(seed), more_rooms=int(rooms))
    seconds = time.perf_counter() - wall, _processor() - processor
    with Dataset.open(folder) as dataset:
        graph = dataset.graph()
        counts = dict(dataset.manifest.counts) | {"quads": len(graph), "violations": violations}
        counts["distinct entities"] = len({q.subject for q in graph.quads(None, "rdfs:label")})
        peaks = [resource.getrusage(who).ru_maxrss // 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        told = {"scale": scale, "seed": int(seed), "rooms": int(rooms), "digest": dataset.digest, **counts}
    told |= {"seconds": round(seconds[0], 1), "processor seconds": round(seconds[1], 1)}
    told |= {"peak MB": peaks[0], "peak MB of a child": peaks[1]}
    print(json.dumps(told, ensure_ascii=False, indent=1))


def _processor() -> float:
    """Seconds of this process and of its children."""
    return sum(sum(resource.getrusage(who)[:2]) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))


if __name__ == "__main__":
    main(*sys.argv[1:])
