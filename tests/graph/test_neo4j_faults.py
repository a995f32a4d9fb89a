"""A synchronisation that is stopped at any moment loses and doubles nothing: the next one makes the database equal."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from invented import generated
from neo4j_server import LOG_AHEAD, Address, StartNeo4j
from policing_kg.graph.dataset import Dataset
from policing_kg.graph.neo4j_sync import Server, read_back
from proxy import Proxy
from soak import Faults

MOMENTS = int(os.environ.get("POLICING_KG_KILLS", "1"))
DOCUMENTS, CLAIMS = 8, 30
DEFINED = "SHOW INDEXES YIELD name, owningConstraint, state RETURN name, owningConstraint, state ORDER BY name"
pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="needs SIGKILL and fork")

# A process with everything imported, which runs each synchronisation in a child of its own.  It kills a child before
# it waits for it, so that the number is the child's whatever happened.  A server that is gone is not waited for long.
STAGE = """
import os, signal, sys, time
from policing_kg.errors import PolicingKGError
from policing_kg.graph.neo4j_sync import server, sync
from policing_kg.graph.property_names import many_valued
server._RETRIES = 2.0
many_valued()
for line in sys.stdin:
    kg, address, moment = line.split()
    child = os.fork()
    if not child:
        try:
            sync(kg, address)
            os._exit(0)
        except PolicingKGError as error:
            os._exit(error.exit_status if len(str(error).splitlines()) == 1 else 70)
        except BaseException:
            os._exit(70)
    if float(moment) >= 0:
        time.sleep(float(moment))
        os.kill(child, signal.SIGKILL)
    print(os.waitpid(child, 0)[1], flush=True)
"""


@dataclass
class Stage:
    """Runs synchronisations, and kills them."""

    process: subprocess.Popen[str]

    def begin(self, kg: Path, address: str, kill_after: float = -1) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write(f"{kg} {address} {kill_after}\n")
        self.process.stdin.flush()

    def end(self) -> int:
        """Wait status of the one that was begun."""
        assert self.process.stdout is not None
        return int(self.process.stdout.readline())

    def sync(self, kg: Path, address: str, kill_after: float = -1) -> int:
        self.begin(kg, address, kill_after)
        return self.end()


@pytest.fixture(scope="module")
def stage() -> Iterator[Stage]:
    command = [sys.executable, "-c", STAGE]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield Stage(process)
        if process.stdin:
            process.stdin.close()


@pytest.fixture(scope="module")
def datasets(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two that have a part in common."""
    made = []
    for first in (0, DOCUMENTS // 2):
        with Dataset.create(tmp_path_factory.mktemp("faults") / "kg") as dataset, dataset.writer() as writer:
            for n in range(first, first + DOCUMENTS):
                writer.put(generated(f"{n}.txt", CLAIMS, 7))
            writer.commit()
        made.append(dataset.path)
    return made[0], made[1]


def lines_of(kg: Path) -> list[bytes]:
    with Dataset.open(kg) as dataset, dataset.graph() as graph:
        return list(graph.nquads())


Fault = Callable[[Path, float], bool]  # begins a run, stops it after seconds; whether it was stopped before its end


def endure(stage: Stage, datasets: tuple[Path, Path], address: Address, fault: Fault, name: str) -> None:
    """Stop runs at many moments: every other one a first load, the others changes from one dataset to the other."""
    wanted = [lines_of(kg) for kg in datasets]
    assert len(wanted[0]) > 1_000
    assert wanted[0] != wanted[1]
    durations = []
    for kg in datasets:
        began = time.monotonic()
        assert stage.sync(kg, address.uri) == 0
        durations.append(time.monotonic() - began)
    defined = address.rows(DEFINED)
    dice, stopped, n, faults = random.Random(6), 0, 0, Faults("neo4j", name)
    while n < MOMENTS or not stopped:  # a run that was over is no stop: then sooner, since a warm server is faster
        assert n < 8 * MOMENTS, "no run could be stopped"
        following, first = n % 2, n % 4 < 2
        if first:
            address.empty()
        share = (n % MOMENTS + dice.random()) / MOMENTS / (1 + n // MOMENTS)
        stopped += fault(datasets[following], durations[not first] * share)
        assert stage.sync(datasets[following], address.uri) == 0
        with Server(address.uri) as server:
            equal = list(read_back(server)) == wanted[following]
        faults.write(n + 1, stopped, not equal)
        assert equal, f"stopped in part {n}"
        assert address.rows(DEFINED) == defined, f"stopped in part {n}"
        n += 1


def test_a_killed_client(stage: Stage, datasets: tuple[Path, Path], neo4j: Address) -> None:
    def kill(kg: Path, moment: float) -> bool:
        return stage.sync(kg, neo4j.uri, kill_after=moment) == signal.SIGKILL

    endure(stage, datasets, neo4j, kill, "client killed")


@pytest.mark.parametrize("comes_back", [True, False])
def test_a_cut_connection(stage: Stage, datasets: tuple[Path, Path], neo4j: Address, comes_back: bool) -> None:
    with Proxy(int(neo4j.uri.rpartition(":")[2])) as proxy:

        def cut(kg: Path, moment: float) -> bool:
            proxy.refuses = False
            stage.begin(kg, f"bolt://127.0.0.1:{proxy.port}")
            time.sleep(moment)
            proxy.refuses = not comes_back
            broken = proxy.cut()
            status = os.waitstatus_to_exitcode(stage.end())
            assert status in (0, 3)
            return bool(broken) and (comes_back or status == 3)

        endure(stage, datasets, neo4j, cut, f"connection cut, {'comes back' if comes_back else 'for good'}")


def test_an_index_that_a_killed_server_left_half_made_does_not_stand_in_the_way(
    stage: Stage, datasets: tuple[Path, Path], neo4j: Address
) -> None:
    neo4j.rows("CREATE INDEX policing_kg_claim FOR ()-[r:CLAIM]-() ON (r.sid)")  # of no constraint, as it is then
    assert stage.sync(datasets[0], neo4j.uri) == 0
    assert neo4j.rows("SHOW CONSTRAINTS YIELD name WHERE name = 'policing_kg_claim'") == [{"name": "policing_kg_claim"}]


def test_a_killed_server(stage: Stage, datasets: tuple[Path, Path], start_neo4j: StartNeo4j) -> None:
    server = start_neo4j(settings=LOG_AHEAD)

    def kill(kg: Path, moment: float) -> bool:
        stage.begin(kg, server.address.uri)
        time.sleep(moment)
        server.kill()
        server.start()
        status = os.waitstatus_to_exitcode(stage.end())
        assert status in (0, 3)
        return True

    endure(stage, datasets, server.address, kill, "server killed")
