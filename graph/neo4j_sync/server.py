"""The Neo4j server: the one file of the synchronisation that knows the driver.

Every failure of a server becomes one line that says what to do.  No password is ever part of it.
"""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeVar
from urllib.parse import urlsplit

from neo4j import READ_ACCESS, Driver, GraphDatabase, ManagedTransaction
from neo4j.exceptions import (
    AuthError,
    ClientError,
    ConfigurationError,
    DriverError,
    Neo4jError,
    ServiceUnavailable,
)

from ...errors import Unavailable, UsageError

SCHEMES = ("bolt", "bolt+s", "bolt+ssc", "neo4j", "neo4j+s", "neo4j+ssc")
USER, PASSWORD = "NEO4J_USERNAME", "NEO4J_PASSWORD"  # variables of the environment
LEAST = (5, 23)  # release of the server: the first that knows `CALL (row) {…}`
_RETRIES = 30.0  # seconds that a failure which may pass is tried again

logging.getLogger("neo4j").addHandler(logging.NullHandler())  # else what it warns of stands beside the one line

Result = TypeVar("Result")
Statement = tuple[str, dict[str, Any]]  # Cypher and its parameters


class Taken(Unavailable):
    """Another run writes into the database."""


class Server:
    """One database of a Neo4j server; a context manager.

    Parameters
    ----------
    address : str
        ``bolt://HOST:PORT`` or another of `SCHEMES`.
    user, password : str
        By default what the environment says; without a password nobody logs in.
    database : str
        By default the user's home database.

    Raises
    ------
    UsageError
        If the address is none, or holds a password; if user, password or database are wrong.
    Unavailable
        If nobody answers there, or a server that is too old.
    """

    def __init__(self, address: str, user: str = "", password: str = "", database: str = "") -> None:
        self.address = checked_address(address)
        if database.casefold() == "system":
            raise UsageError("system: a database that holds no graph; name another one with --database")
        self.database = database or None
        user = user or os.environ.get(USER, "neo4j")
        password = password or os.environ.get(PASSWORD, "")
        self.login = user, password  # for a worker that connects by itself
        with self._said():
            self._driver: Driver = GraphDatabase.driver(
                self.address,
                auth=(user, password) if password else None,
                notifications_min_severity="OFF",
                max_transaction_retry_time=_RETRIES,
                connection_timeout=15.0,
            )
            try:
                _refuse_old(self.address, self._driver.get_server_info().agent)
            except BaseException:
                self._driver.close()
                raise

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Give the connections back."""
        self._driver.close()

    def rows(self, text: str, /, **parameters: Any) -> Iterator[dict[str, Any]]:
        """Read, row by row as they come."""
        with self._said(), self._driver.session(database=self.database, default_access_mode=READ_ACCESS) as session:
            for record in session.run(text, parameters):
                yield dict(
                    zip(record.keys(), record.values(), strict=True)
                )  # `data` would look into every value, byte by byte

    def value(self, text: str, /, **parameters: Any) -> Any:
        """The first value of the first row; None without a row."""
        return next((next(iter(row.values()), None) for row in self.rows(text, **parameters)), None)

    def define(self, statements: Sequence[str], wait: bool = True) -> None:
        """Make constraints and indexes, and wait until they serve."""
        with self._said(), self._driver.session(database=self.database) as session:
            session.execute_write(lambda transaction: [transaction.run(text).consume() for text in statements])
            if wait:
                session.run("CALL db.awaitIndexes(3600)").consume()

    def write(self, work: Callable[[ManagedTransaction], Result]) -> Result:
        """Write in one transaction, which is tried again where the failure may pass.

        Parameters
        ----------
        work : callable
            Takes the transaction.
        """
        with self._said(), self._driver.session(database=self.database) as session:
            return session.execute_write(work)

    def write_in_parts(self, text: str, /, **parameters: Any) -> None:
        """Run a statement that commits by itself, part by part (``CALL {…} IN TRANSACTIONS``)."""
        with self._said(), self._driver.session(database=self.database) as session:
            session.run(text, parameters).consume()

    @contextmanager
    def _said(self) -> Iterator[None]:
        """Failures of the driver and the server as errors of ours."""
        try:
            yield
        except (DriverError, Neo4jError, OSError, ValueError) as error:
            raise failure(self.address, error) from error


def checked_address(address: str) -> str:
    """An address that names a server and no password.

    Raises
    ------
    UsageError
        If it is none; it is not repeated where it may hold a password.

    Examples
    --------
    >>> checked_address("bolt://localhost:7687")
    'bolt://localhost:7687'
    >>> checked_address("http://localhost:7474")
    Traceback (most recent call last):
    policing_kg.errors.UsageError: http://localhost:7474: not the address of a Neo4j server; write bolt://HOST:7687 or neo4j+s://HOST
    """
    try:
        parts = urlsplit(address)
        held = parts.username is not None or parts.password is not None or "@" in parts.netloc
        known = parts.scheme in SCHEMES and bool(parts.hostname) and (parts.port is None or parts.port > 0)
    except ValueError:
        held, known = "@" in address, False
    if held:
        raise UsageError(
            f"the address holds a user or a password; leave them out, name the user with --user and set {PASSWORD}"
        )
    if not known:
        raise UsageError(f"{address}: not the address of a Neo4j server; write bolt://HOST:7687 or neo4j+s://HOST")
    return address


def _refuse_old(address: str, agent: str) -> None:
    release = re.match(r"Neo4j/v?(\d+)\.(\d+)", agent)
    if release and (int(release[1]), int(release[2])) < LEAST:
        raise _too_old(address)


def _too_old(address: str) -> Unavailable:
    least = ".".join(map(str, LEAST))
    return Unavailable(f"{address}: no Neo4j that is new enough; update the server to Neo4j {least} or later")


def failure(address: str, error: BaseException) -> Unavailable | UsageError:
    """What a failure of the driver or the server means, and the mend."""
    code = getattr(error, "code", None) or ""
    said = error if isinstance(error, DriverError) else getattr(error, "message", None) or error
    told = " ".join(str(said).split())[:300]
    if code == "Neo.ClientError.Security.CredentialsExpired":
        return UsageError(f"{address}: the password is the first one; change it in Browser, then set {PASSWORD}")
    if isinstance(error, AuthError) or (code.startswith("Neo.ClientError.Security.") and "Forbidden" not in code):
        return UsageError(f"{address}: user or password refused; name the user with --user and set {PASSWORD}")
    if isinstance(error, ConfigurationError) and "Bolt" in told:  # no version in common, or none that mutes notices
        return _too_old(address)
    if isinstance(error, ConfigurationError):
        return UsageError(f"{address}: {told}; write bolt://HOST:7687 or neo4j+s://HOST")
    if code == "Neo.ClientError.Database.DatabaseNotFound":
        return UsageError(f"{address}: {told}; name a database that is there with --database")
    if "Forbidden" in code or code.endswith((".AccessMode", "ReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase")):
        return Unavailable(f"{address}: the user or the database may only read; grant the right to write")
    if code == "Neo.ClientError.Schema.ConstraintValidationFailed":
        return Unavailable(f"{address}: {told}; somebody has changed what is ours: run policing-kg verify --repair")
    if "MemoryPool" in code or "OutOfMemory" in code:
        return Unavailable(f"{address}: the server is short of memory; raise server.memory.heap.max_size")
    if code.startswith("Neo.DatabaseError.") or "DatabaseUnavailable" in code or "space" in told.lower():
        return Unavailable(
            f"{address}: {told}; see that the server's disk has room (its log says more), start it, then run again"
        )
    if "SSL" in told or "encryption" in told:
        return Unavailable(
            f"{address}: the connection cannot be encrypted; write bolt+ssc:// if the server made its certificate "
            "itself, bolt:// if it has none"
        )
    if isinstance(error, ServiceUnavailable | OSError) or not isinstance(error, ClientError):
        return Unavailable(f"{address}: {told}; see that the server runs and can be reached, then run again")
    return Unavailable(f"{address}: {told}")
