"""A takedown that is killed at any step leaves a dataset that can be asked, and the next build does what is left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import policing_kg
import pytest
from invented import usual
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.digest import quads_digest

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")
# Ends itself before a step that changes a name on the disk, the one that is asked for; prints how many there were.
RUN = """
import os, shutil, signal, sys
from pathlib import Path
from policing_kg.graph.takedown import take_down
import policing_kg.graph.commit, pyarrow.parquet
for line in sys.stdin:
    kg, last = line.split()
    reading, writing = os.pipe()
    child = os.fork()
    if not child:
        steps = 0
        def counted(plain):
            def step(*given, **named):
                global steps
                steps += 1
                if steps == int(last):
                    os.kill(os.getpid(), signal.SIGKILL)
                return plain(*given, **named)
            return step
        for room, name in ((os, "rename"), (os, "replace"), (shutil, "rmtree")):
            setattr(room, name, counted(getattr(room, name)))
        take_down(Path(kg), ["gone.txt"], "R1", "2026-01-02", "asked for")
        os._exit(0)
    print(os.waitpid(child, 0)[1], flush=True)
"""


def state(kg: Path) -> tuple[str, str, tuple[str, ...]]:
    with Dataset.open(kg) as dataset, dataset.graph() as graph:
        names = tuple(sorted(f.id for f in dataset.names().find("派出所", limit=100)))
        return dataset.digest, quads_digest(graph.nquads()), names


def test_a_killed_takedown_leaves_a_whole_dataset_and_the_next_build_ends_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POLICING_KG_CACHE", str(tmp_path / "cache"))
    kg = tmp_path / "kg"
    with Dataset.create(kg) as dataset, dataset.writer() as writer:
        writer.put(usual("gone.txt", body="one"))
        writer.put(usual("stays.txt", body="other"))
        writer.commit()
    before, steps, statuses = state(kg), 0, list[int]()
    with subprocess.Popen([sys.executable, "-c", RUN], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as run:
        assert run.stdin is not None
        assert run.stdout is not None
        while not statuses or statuses[-1] == signal.SIGKILL:
            steps += 1
            own = tmp_path / f"kg{steps}"
            subprocess.run(["cp", "-a", kg, own], check=True)
            run.stdin.write(f"{own} {steps}\n")
            run.stdin.flush()
            statuses.append(int(run.stdout.readline()))
        run.stdin.close()
    assert statuses[-1] == 0
    assert len(statuses) > 6
    after, killed = state(tmp_path / f"kg{steps}"), [tmp_path / f"kg{number}" for number in range(1, steps)]
    found = [state(own) for own in killed]
    assert [one in (before, after) for one in found] == [True] * len(killed)
    assert before in found
    for own in killed:
        if (own / "takedowns.csv").exists():
            policing_kg.build([], own, base=False)
            for generation in (own / "generations").iterdir():
                with Dataset.open(own, int(generation.name)) as dataset:
                    assert list(dataset.manifest.documents) == ["stays.txt"]
