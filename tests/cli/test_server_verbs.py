"""A dataset in a Neo4j database by the command line: written, compared, mended; and every mistake in one line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from neo4j_server import Address, free_port

Run = Callable[..., Any]
SECRET = "a-secret-of-nobody"


@pytest.fixture(autouse=True)
def login(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """User and password as the fixture's server wants them, by the environment alone."""
    for name in ("NEO4J_USERNAME", "NEO4J_PASSWORD"):
        monkeypatch.delenv(name, raising=False)
    if "neo4j" in request.fixturenames:
        address: Address = request.getfixturevalue("neo4j")
        if address.user:
            monkeypatch.setenv("NEO4J_USERNAME", address.user)
            monkeypatch.setenv("NEO4J_PASSWORD", address.password)


def test_a_dataset_is_written_compared_and_mended(kg_run: Run, kg: Path, neo4j: Address) -> None:
    there = ("--kg", kg, "--to", neo4j.uri)
    against = ("--kg", kg, "--against", neo4j.uri)
    planned = kg_run("sync", *there, "--dry-run")
    assert (planned.status, planned.err) == (0, "")
    assert neo4j.rows("MATCH (n) RETURN count(n) AS n") == [{"n": 0}]
    written = kg_run("sync", *there)
    assert (written.status, written.out, written.err) == (0, planned.out, "")
    bodies = neo4j.rows("MATCH (n:PoliceBody) RETURN count(n) AS n")[0]["n"]
    assert ["node", "PoliceBody", str(bodies), "0", "0"] in [line.split() for line in written.out.splitlines()]
    assert kg_run("sync", *there).out == "nothing to do: the database holds this graph\n"
    equal = kg_run("verify", *against)
    assert (equal.status, equal.err, equal.out.splitlines()[-1]) == (0, "", "equal")
    neo4j.rows("MATCH (n:PoliceBody) SET n.name = 'x'")
    drifted = kg_run("verify", *against, "--most", 1)
    assert (drifted.status, drifted.out.splitlines()[-1]) == (1, f"{bodies} differences")
    (named,) = drifted.complaints
    assert named.endswith("(PoliceBody): changed in name")
    mended = kg_run("verify", *against, "--repair")
    assert (mended.status, mended.out.splitlines()[-1]) == (0, f"{bodies} differences, repaired")
    assert kg_run("verify", *against).status == 0
    rebuilt = kg_run("sync", *there, "--rebuild")
    assert (rebuilt.status, rebuilt.out) == (0, written.out)


def test_what_the_database_holds_is_written_as_the_quads_of_the_dataset(
    kg_run: Run, kg: Path, neo4j: Address, tmp_path: Path
) -> None:
    kg_run("sync", "--kg", kg, "--to", neo4j.uri)
    assert kg_run("verify", "--kg", kg, "--against", neo4j.uri, "--nquads", tmp_path / "there.nq").status == 0
    assert kg_run("export", "--kg", kg, "--format", "nquads", "--out", tmp_path / "here.nq").status == 0
    assert (tmp_path / "there.nq").read_bytes() == (tmp_path / "here.nq").read_bytes()


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        (
            "http://localhost:7474",
            2,
            "http://localhost:7474: not the address of a Neo4j server; write bolt://HOST:7687",
        ),
        ("localhost", 2, "localhost: not the address of a Neo4j server; write bolt://HOST:7687"),
        ("bolt://localhost:port", 2, "bolt://localhost:port: not the address of a Neo4j server; write bolt://HOST"),
        (f"bolt://me:{SECRET}@localhost", 2, "the address holds a user or a password; leave them out, name the user"),
        ("bolt://127.0.0.1:PORT", 3, "see that the server runs and can be reached, then run again"),
    ],
)
def test_an_address_where_no_server_answers_is_one_line(
    kg_run: Run, kg: Path, address: str, status: int, said: str
) -> None:
    address = address.replace("PORT", str(free_port()))
    for verb, option in (("sync", "--to"), ("verify", "--against")):
        ended = kg_run(verb, "--kg", kg, option, address)
        assert (ended.status, ended.out, len(ended.complaints)) == (status, "", 1)
        assert said in ended.err
        assert SECRET not in ended.err


def test_a_database_that_holds_nothing_of_ours_is_no_drift(kg_run: Run, kg: Path, neo4j: Address) -> None:
    ended = kg_run("verify", "--kg", kg, "--against", neo4j.uri)
    assert (ended.status, ended.complaints) == (
        3,
        [f"{neo4j.uri}: holds no graph of policing-kg; write it with: policing-kg sync"],
    )


def test_a_folder_without_a_dataset_is_a_mistake(kg_run: Run, tmp_path: Path, neo4j: Address) -> None:
    ended = kg_run("sync", "--kg", tmp_path / "none", "--to", neo4j.uri)
    assert (ended.status, len(ended.complaints)) == (2, 1)
    assert "no dataset there; build one with" in ended.err


def test_files_for_an_import_are_written_and_their_command_is_said(kg_run: Run, kg: Path, tmp_path: Path) -> None:
    folder = tmp_path / "for import"
    done = kg_run("sync", "--kg", kg, "--bulk", folder, "--database", "mine.1")
    assert (done.status, done.out.splitlines()[-1]) == (
        0,
        f"cd '{folder}' && neo4j-admin database import full @import.args",
    )
    assert done.complaints == [
        "run that while the server is stopped and its database is empty, then: policing-kg sync --to ADDRESS"
    ]
    assert (folder / "import.args").read_text("utf-8").splitlines()[-1] == "mine.1"
    again = kg_run("sync", "--kg", kg, "--bulk", folder)
    assert (again.status, len(again.complaints)) == (2, 1)
    assert again.err.rstrip().endswith("holds tables already; name a new folder, or replace it (--replace)")
    assert kg_run("sync", "--kg", kg, "--bulk", folder, "--replace").status == 0


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "sync: name the server with --to, or a folder for files with --bulk"),
        (("--to", "bolt://localhost", "--replace"), "sync: --replace is for --bulk"),
        (("--bulk", "F", "--to", "bolt://localhost"), "sync: --bulk reaches no server; leave --to, --user, --dry-run"),
        (("--bulk", "F", "--database", "a b"), "a b: not the name of a database; take letters, digits, dots and"),
        (("--bulk", "/nowhere/here"), "/nowhere/here: the folder /nowhere is not there; make it first"),
    ],
)
def test_options_that_do_not_go_together_are_one_line(kg_run: Run, kg: Path, given: tuple[str, ...], said: str) -> None:
    ended = kg_run("sync", "--kg", kg, *given)
    assert (ended.status, ended.out, len(ended.complaints)) == (2, "", 1)
    assert said in ended.err
