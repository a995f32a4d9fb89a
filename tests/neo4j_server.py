"""A real Neo4j for tests: started on a free port with a home of its own, and gone with the process that started it."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from neo4j import Driver, GraphDatabase
from neo4j.exceptions import AuthError, DriverError, Neo4jError
from neo4j_jars import Neo4j, NoServer

OUTSIDE = "POLICING_KG_NEO4J_URI"  # a server that somebody else started, and whose database is empty
USER = "neo4j"
MAIN = "org.neo4j.server.CommunityEntryPoint"
BOOT = 120.0  # seconds, at most
JVM = (
    "-Xms128m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:-UsePerfData",
    "-Dlog4j2.disable.jmx=true",
    "--add-opens=java.base/java.nio=ALL-UNNAMED",
    "--add-opens=java.base/java.io=ALL-UNNAMED",
    "--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
)
SETTINGS = {
    "server.default_listen_address": "127.0.0.1",
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "server.memory.pagecache.size": "64m",
    "dbms.usage_report.enabled": "false",
    "db.tx_log.preallocate": "false",  # else 512 MB of disk a home
    "db.tx_log.rotation.size": "32m",
    "internal.server.bolt.connection_shutdown_wait_time": "0s",  # else stopping takes ten seconds
    "internal.server.bolt.thread_pool_shutdown_wait_time": "0s",
}
# As Neo4j has it where nobody configured it: without it, a log that ends in the midst of an entry (a full
# disk, a killed process) has left 5.26.30 unable to open its database again.
LOG_AHEAD = {"db.tx_log.preallocate": "true"}


def free_port() -> int:
    """A port that nobody listens on now."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@dataclass(frozen=True)
class Address:
    """Where a server answers, and to whom."""

    uri: str
    user: str = ""
    password: str = ""

    @property
    def auth(self) -> tuple[str, str] | None:
        return (self.user, self.password) if self.user else None

    @contextmanager
    def driver(self) -> Iterator[Driver]:
        with GraphDatabase.driver(self.uri, auth=self.auth, notifications_min_severity="OFF") as driver:
            yield driver

    def rows(self, text: str, parameters: Mapping[str, Any] | None = None) -> list[dict[str, Any]]:
        """Ask in Cypher, or tell."""
        with self.driver() as driver, driver.session() as session:
            return session.run(text, dict(parameters or {})).data()

    def empty(self) -> None:
        """Take every node, constraint and index away."""
        with self.driver() as driver, driver.session() as session:
            session.run("MATCH (n) CALL (n) { DETACH DELETE n } IN TRANSACTIONS OF 5000 ROWS").consume()
            for row in session.run("SHOW CONSTRAINTS YIELD name").data():
                session.run(f"DROP CONSTRAINT `{row['name']}`").consume()
            for row in session.run("SHOW INDEXES YIELD name, type WHERE type <> 'LOOKUP'").data():
                session.run(f"DROP INDEX `{row['name']}`").consume()


@dataclass
class Server:
    """A server of the test's own; a context manager that starts and stops it.

    Parameters
    ----------
    neo4j : Neo4j
    home : Path
        Its folder: data stays in it when the server is stopped, killed and started again.
    password : str
        Of the user ``neo4j``, at least eight characters; without one nobody is asked for any.
    settings : mapping of str to str
        Further ones.
    files : Path, optional
        Folder of an ``import.args``, by which the database is imported before the first start.
    jvm : sequence of str
        Further options of Java, after those of `JVM`.
    """

    neo4j: Neo4j
    home: Path
    password: str = ""
    settings: Mapping[str, str] = field(default_factory=dict)
    jvm: Sequence[str] = ()
    files: Path | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def address(self) -> Address:
        uri = f"bolt://127.0.0.1:{self.port}"
        return Address(uri, USER, self.password) if self.password else Address(uri)

    def __enter__(self) -> Server:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        self._configure()
        if self.files and not (self.home / "data").exists():
            self.bring()
        with (self.home / "console.log").open("ab") as log:
            self.process = subprocess.Popen(
                self._java(MAIN, f"--home-dir={self.home}", f"--config-dir={self.home}"),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.home,
                start_new_session=True,
            )
        self._watch = watch(self.process.pid)
        self._await()

    def bring(self) -> None:
        """While it is stopped: import `files` into the database."""
        self._configure()
        self._admin("database", "import", "full", "@import.args", folder=self.files)

    def stop(self) -> None:
        """Stop it as its user would."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it at once, as a failing machine would."""
        self._end(signal.SIGKILL)

    def _end(self, how: signal.Signals) -> None:
        if self.process is None:
            return
        with suppress(ProcessLookupError):
            self.process.send_signal(how)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self._watch.kill()
        self._watch.communicate()
        self.process = None

    def _configure(self) -> None:
        self.home.mkdir(parents=True, exist_ok=True)
        listening = f"127.0.0.1:{self.port}"
        lines = {
            **SETTINGS,
            "server.bolt.listen_address": listening,
            "server.bolt.advertised_address": listening,
            "dbms.security.auth_enabled": "true" if self.password else "false",
            **self.settings,
        }
        (self.home / "neo4j.conf").write_text("".join(f"{k}={v}\n" for k, v in lines.items()), "utf-8")
        if self.password and not (self.home / "data").exists():
            self._admin("dbms", "set-initial-password", self.password)

    def _admin(self, *arguments: str, folder: Path | None = None) -> None:
        subprocess.run(
            self._java("org.neo4j.cli.AdminTool", *arguments),
            env={**os.environ, "NEO4J_HOME": str(self.home), "NEO4J_CONF": str(self.home)},
            cwd=folder,
            check=True,
            capture_output=True,
        )

    def _java(self, main: str, *arguments: str) -> list[str]:
        return [self.neo4j.java, *JVM, *self.jvm, "-cp", self.neo4j.class_path, main, *arguments]

    def _await(self) -> None:
        until = time.monotonic() + BOOT
        while time.monotonic() < until and self.process is not None and self.process.poll() is None:
            with suppress(OSError, DriverError, Neo4jError), socket.create_connection(("127.0.0.1", self.port), 1):
                self.address.rows("RETURN 1")
                return
            time.sleep(0.1)
        self.kill()
        said = (self.home / "console.log").read_text("utf-8", "replace").strip().splitlines()
        wrong = [line for line in said if "ERROR" in line or "Exception" in line or line.startswith("Error")]
        raise NoServer(
            f"Neo4j did not start: {[*wrong, *said[-1:], 'it said nothing'][0]} (see {self.home}/console.log)"
        )


StartNeo4j = Callable[..., Server]


def watch(pid: int) -> subprocess.Popen[bytes]:
    """End a process when this one is gone, however it goes: what waits reads a pipe that nobody writes into."""
    command = ["sh", "-c", 'read _; kill -9 "$0"', str(pid)]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.DEVNULL, start_new_session=True)


def outside_server() -> Address | None:
    """The server that the environment names; it must hold nothing, since tests empty it."""
    uri = os.environ.get(OUTSIDE)
    if not uri:
        return None
    address = Address(uri, os.environ.get("NEO4J_USERNAME", ""), os.environ.get("NEO4J_PASSWORD", ""))
    try:
        held = address.rows("MATCH (n) RETURN count(n) AS n")[0]["n"]
    except AuthError as error:
        raise NoServer(f"{OUTSIDE}: {uri} refuses; set NEO4J_USERNAME and NEO4J_PASSWORD") from error
    except (DriverError, Neo4jError) as error:
        raise NoServer(f"{OUTSIDE}: {uri} does not answer; start it, or unset {OUTSIDE}") from error
    if held:
        raise NoServer(f"{OUTSIDE}: the database of {uri} holds {held} nodes; tests empty it: name one that holds none")
    return address
