"""The embedded Cypher engine: ArcadeDB, which runs in process on a JVM of its own; this file and `cypher_writing` alone
know it.

The JVM starts with the first database and ends with the process; it writes nothing to the console or the working
folder.  A database is written once, alone, and then opened read-only, by as many processes as like.
"""

from __future__ import annotations

import gc
import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.metadata import version
from importlib.resources import as_file, files
from importlib.util import find_spec
from itertools import zip_longest
from pathlib import Path
from typing import Any

from ..errors import MissingExtra, Unavailable, UsageError
from .property_names import KEY

EXTRA = "cypher"
_PACKAGE = "arcadedb-embedded"
_HEAP = 1024  # MB
_OPTIONS = (
    "-Xrs",  # signals are Python's, while the JVM starts too
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",  # questions are short: the slow compiler costs more than it brings
    "-XX:+UseCompactObjectHeaders",
    "-XX:-CreateCoredumpOnCrash",
    f"-XX:ErrorFile={os.devnull}",
    "-XX:-UsePerfData",
    "-Djava.awt.headless=true",
    "-Dfile.encoding=UTF8",
    "-Dpolyglot.engine.WarnInterpreterOnly=false",
    "--enable-native-access=ALL-UNNAMED",
    "--add-opens=java.base/java.util.concurrent.atomic=ALL-UNNAMED",
    "--add-opens=java.base/java.nio.channels.spi=ALL-UNNAMED",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
)
# Of a process that is ended when it is full: memory is taken as it is needed, and nobody may look in.
_CONFINED = ("-Xms16m", "-XX:+ExitOnOutOfMemoryError", "-XX:+DisableAttachMechanism")
_FULL = "Query heap budget exceeded"
_PLACED = re.compile(r"line (\d+)(?::|, column )(\d+)")
_STARTING = threading.Lock()
_BESIDE = 320  # MB that Python, the RDF store and the JVM take beside the heap


@dataclass(frozen=True, slots=True)
class Found:
    """A node or a relationship in an answer.

    Parameters
    ----------
    iri : str
        Of a node; empty for a relationship, or a node that has none.
    text : str
        As Cypher draws it: ``(:Place)``, ``[:UNIT_OF]``.
    """

    iri: str
    text: str


class Opened:
    """A database, open for reading; a context manager.

    Notes
    -----
    Make it with `open_database`.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._database = running_engine().join(path)
        self._open = True

    def __enter__(self) -> Opened:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the database back; a second time does nothing."""
        if self._open:
            self._open = False
            running_engine().leave(self._path)

    def rows(self, text: str, parameters: Mapping[str, Any] | None = None) -> tuple[list[str], list[dict[str, Any]]]:
        """Ask in Cypher.

        Parameters
        ----------
        text : str
            A reading query.
        parameters : mapping, optional
            Values by name, without ``$``; never pasted into the text.

        Returns
        -------
        list of str
            Columns.
        list of dict
            Rows: strings, numbers, booleans, None, lists and maps of them, and `Found`.

        Raises
        ------
        UsageError
            If the text cannot be read or asked.
        MemoryError
            If it needs more memory than the engine has for a question.
        """
        engine = running_engine()
        given = engine.map({**(parameters or {})})
        try:
            answer = self._database.query("opencypher", text, given)
            found = []
            while answer.hasNext():
                row = answer.next()
                found.append({str(name): engine.value(row.getProperty(name)) for name in row.getPropertyNames()})
        except engine.error as error:
            told = one_line(error)
            if told.startswith(_FULL):
                raise MemoryError(told) from error
            raise UsageError(f"query: {told}; see the openCypher reference") from error
        columns = list(dict.fromkeys(name for row in found for name in row))
        return columns, found


def start_confined(megabytes: int) -> None:
    """Start the JVM for a process whose memory is bounded, and which ends when the JVM's is full.

    Parameters
    ----------
    megabytes : int
        Memory of the whole process: of what is left beside the programs, two thirds go to the JVM, since answers are
        held a second time in Python.

    Raises
    ------
    MissingExtra
        If the engine is not installed.
    Unavailable
        If it cannot run here.
    """
    _start_jvm((f"-Xmx{max(megabytes - _BESIDE, 0) * 2 // 3 + 1}m", *_CONFINED))


def open_database(path: Path) -> Opened:
    """Open a database for reading; in one process it is opened once and shared.

    Raises
    ------
    MissingExtra
        If the engine is not installed.
    Unavailable
        If it cannot run here.
    """
    running_engine()
    return Opened(path)


def engine_version() -> str:
    """Version of the engine.

    Raises
    ------
    MissingExtra
        If it is not installed.
    """
    if find_spec("arcadedb_embedded") is None:
        raise MissingExtra("ArcadeDB, the embedded Cypher engine,", EXTRA)
    return version(_PACKAGE)


@dataclass
class Engine:
    """The JVM, and the databases that are open in it with how many hold each."""

    factory: Any
    read_only: Any
    json_object: Any
    labels: Any
    nodes: Any
    relationships: Any
    array_list: Any
    error: type[BaseException]
    classes: Mapping[str, Any]
    held: dict[Path, tuple[Any, int]] = field(default_factory=dict)
    guard: threading.Lock = field(default_factory=threading.Lock)

    def join(self, path: Path) -> Any:
        """Open a database, or join those who have."""
        at = path.resolve()
        with self.guard:
            database, holders = self.held.get(at, (None, 0))
            if database is None:
                try:
                    database = self.factory(str(at)).open(self.read_only)
                except self.error as error:
                    raise Unavailable(
                        f"{path}: cannot be opened ({one_line(error)}); remove the folder {path.parent}"
                    ) from error
            self.held[at] = database, holders + 1
        return database

    def leave(self, path: Path) -> None:
        """Close a database with its last holder."""
        at = path.resolve()
        with self.guard:
            database, holders = self.held.pop(at)
            if holders > 1:
                self.held[at] = database, holders - 1
            else:
                database.close()

    def map(self, values: Mapping[str, Any]) -> Any:
        """A map of Java from JSON-like values: one crossing, however many there are."""
        return self.json_object(json.dumps(values, ensure_ascii=False)).toMap()

    @contextmanager
    def logging(self, file: Path) -> Iterator[None]:
        """Write what the engine says into a file."""
        root = self.classes["Logger"].getLogger("")
        handler = self.classes["FileHandler"](str(file).replace("%", "%%"), True)
        handler.setFormatter(self.classes["SimpleFormatter"]())
        root.addHandler(handler)
        try:
            yield
        finally:
            root.removeHandler(handler)
            handler.close()

    def value(self, value: Any) -> Any:
        """A value of Java as one of Python."""
        c = self.classes
        if value is None or isinstance(value, bool):
            return value
        if isinstance(value, str | c["String"]):
            return str(value)
        if isinstance(value, c["Boolean"]):
            return bool(value)
        if isinstance(value, float | c["Double"] | c["Float"]):
            return float(value)
        if isinstance(value, int):  # a number of Java is one of Python too, but not exactly an int
            return int(value)
        if isinstance(value, c["Vertex"]):
            labels = "".join(f":{label}" for label in sorted(str(value.getTypeName()).split("~")))
            iri = value.get(KEY)
            return Found(str(iri) if iri else "", f"({labels})")
        if isinstance(value, c["Edge"]):
            return Found("", f"[:{value.getTypeName()}]")
        if isinstance(value, c["Path"]):
            steps = zip_longest(value.getVertices(), value.getEdges())
            return [self.value(part) for step in steps for part in step if part is not None]
        if isinstance(value, c["Map"]):
            return {str(k): self.value(value.get(k)) for k in value.keySet()}
        if isinstance(value, c["Iterable"]):
            return [self.value(v) for v in value]
        return str(value.toString()) if hasattr(value, "toString") else str(value)


def running_engine() -> Engine:
    """The engine in its JVM, which starts with the first call, of whichever thread.

    Raises
    ------
    MissingExtra
        If the engine is not installed.
    Unavailable
        If the JVM does not start here.
    """
    with _STARTING:
        return _engine()


@cache
def _engine() -> Engine:
    _start_jvm((f"-Xmx{_HEAP}m",))
    import jpype

    _keep_collections_apart()
    logs = jpype.JPackage("java").util.logging
    root = logs.Logger.getLogger("")
    for handler in list(root.getHandlers()):
        root.removeHandler(handler)
    lang, util = jpype.JPackage("java").lang, jpype.JPackage("java").util
    arcade = jpype.JPackage("com").arcadedb
    classes = {
        "Boolean": lang.Boolean, "Double": lang.Double, "Float": lang.Float, "Iterable": lang.Iterable,
        "String": lang.String, "Map": util.Map, "Vertex": arcade.graph.Vertex, "Edge": arcade.graph.Edge,
        "Path": arcade.query.opencypher.traversal.TraversalPath,
        "Logger": logs.Logger, "FileHandler": logs.FileHandler, "SimpleFormatter": logs.SimpleFormatter,
    }  # fmt: skip
    return Engine(
        arcade.database.DatabaseFactory,
        jpype.JClass("com.arcadedb.engine.ComponentFile$MODE").READ_ONLY,
        arcade.serializer.json.JSONObject,
        arcade.query.opencypher.Labels,
        arcade.python.VertexBatcher,
        arcade.python.EdgeBatcher,
        util.ArrayList,
        jpype.JException,
        classes,
    )


def _start_jvm(bounds: tuple[str, ...]) -> None:
    """Start the JVM, unless this process has it already."""
    engine_version()
    import jpype
    from arcadedb_embedded.jvm import get_bundled_jre_lib_path, get_jar_path

    if jpype.isJVMStarted():
        return
    try:
        jars = sorted(str(p) for p in Path(get_jar_path()).glob("*.jar"))
        with as_file(files(__package__) / "engine-logging.properties") as settings:
            options = (*bounds, *_OPTIONS, f"-Djava.util.logging.config.file={settings}")
            jpype.startJVM(get_bundled_jre_lib_path(), *options, classpath=jars, interrupt=False)
            java = jpype.JPackage("java")
            java.lang.System.setErr(java.io.PrintStream(java.io.OutputStream.nullOutputStream()))  # said while it ends
            logs = java.util.logging
            manager = jpype.JClass("com.arcadedb.log.LogManager").instance()
            manager.log(manager, logs.Level.FINE, "started")  # its logging is set up with its first line
            if threading.current_thread() is not threading.main_thread():
                java.lang.Thread.detach()  # else the JVM's end waits for this thread, even when it is gone
    except Exception as error:
        raise Unavailable(
            f"the embedded Cypher engine does not start here ({one_line(error)}); ask with rdf"
        ) from error


def _keep_collections_apart() -> None:
    """Let the JVM's garbage collector not run Python's, in a thread of the JVM.

    The bridge ties the two together, and answers of the RDF store may be given up in the thread that asked alone.  Its
    hook is told that a collection has begun and never that it ended, so that it starts none of its own.
    """
    import _jpype

    for hook in [h for h in gc.callbacks if h == _jpype._collect]:
        hook("start", {})
        gc.callbacks.remove(hook)


def one_line(error: BaseException) -> str:
    """What the engine says, on one line, without the names of its classes; it counts columns from 0, we from 1."""
    told = getattr(error, "getMessage", lambda: None)() or str(error)
    line = " ".join(str(told).split()).split(" (caused by")[0]
    return _PLACED.sub(lambda place: f"line {place[1]}, column {int(place[2]) + 1}", line)
