"""Closed streams, full devices, odd locales and Ctrl-C: the work is done, or one line says why not."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
CLI = [sys.executable, "-m", "policing_kg.cli"]
PLAIN = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
pytestmark = pytest.mark.skipif(os.name == "nt", reason="POSIX shells and locales")


def shell(line: str, **more: str) -> subprocess.CompletedProcess[bytes]:
    given = ["bash", "-c", line, "bash", *CLI]
    return subprocess.run(given, capture_output=True, check=False, env={**os.environ, **more})


@pytest.mark.parametrize("closed", ["<&-", ">&-", "2>&-", "<&- >&- 2>&-"])
def test_a_closed_stream_is_no_error(kg: Path, sources: Path, tmp_path: Path, closed: str) -> None:
    built = shell(f'"$@" build "{sources}" --into "{tmp_path / "kg"}" --no-base {closed}')
    assert (built.returncode, built.stderr) == (0, b"")
    assert (tmp_path / "kg" / "CURRENT").read_text() == "1\n"
    assert shell(f'"$@" stats --kg "{kg}" {closed}').returncode == 0
    assert shell(f'"$@" stats --kg "{tmp_path / "none"}" {closed}').returncode == 2


def test_a_reader_that_took_nothing_is_no_error(kg: Path) -> None:
    ended = shell(f'set -o pipefail; "$@" export --help | true; "$@" show 大寺派出所 --kg "{kg}" | true')
    assert (ended.returncode, ended.stderr) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device")
def test_an_output_without_room_is_one_line(kg: Path) -> None:
    ended = shell(f'"$@" stats --kg "{kg}" > /dev/full')
    assert ended.returncode == 3
    assert ended.stderr.decode().splitlines() == [
        "standard output: cannot be written (No space left on device); make room there"
    ]


def test_a_locale_without_chinese_changes_nothing(kg: Path, tmp_path: Path, sources: Path) -> None:
    folder = tmp_path / "南河"
    folder.mkdir()
    (folder / "报道.txt").write_bytes((sources / "nanhe.txt").read_bytes())
    for line in (
        f'"$@" ask chain unit=大寺派出所 --kg "{kg}"',
        f'"$@" show 西青分局 --kg "{kg}"',
        f'"$@" sparql "SELECT ?s {{ ?s rdfs:label \'天津市公安局\'@zh }}" --kg "{kg}"',
        f'"$@" extract "{folder}"',
        f'"$@" ask chain unit=无此派出锁 --kg "{kg}"',
        f'"$@" build "{folder}/无.txt" "{folder}" --into "{tmp_path}/kg" --no-base',
        f'"$@" build "{folder}" --into "{tmp_path}/kg" --no-base',
    ):
        here, plain = shell(line), shell(line, **PLAIN)
        if " build " not in line or "无" not in line:
            assert (plain.returncode, plain.stdout, plain.stderr) == (here.returncode, here.stdout, here.stderr), line
        else:
            assert (plain.returncode, plain.stderr) == (here.returncode, here.stderr)


def test_a_folder_that_the_engines_cannot_spell_is_a_users_mistake(sources: Path, tmp_path: Path) -> None:
    ended = shell(f'"$@" build "{sources}" --into "{tmp_path}"/$\'\\xff\' --no-base')
    assert ended.returncode == 2
    assert b"not UTF-8" in ended.stderr
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.parametrize("argument", ["show", "cite", "sparql", "queries"])
def test_an_argument_that_is_no_text_is_a_users_mistake(kg: Path, argument: str) -> None:
    ended = shell(f"\"$@\" {argument} $'\\xff' {'' if argument == 'queries' else f'--kg {kg}'}")
    assert ended.returncode == 2
    assert ended.stderr.count(b"\n") == 1


@pytest.mark.usefixtures("cypher_engine")
@pytest.mark.parametrize(
    ("language", "endless"),
    [
        ("sparql", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"),
        ("cypher", "MATCH (a), (b), (c), (d), (e) RETURN min(a.iri + b.iri + c.iri + d.iri + e.iri) AS n"),
    ],
)
def test_ctrl_c_ends_a_query_that_would_never_end(kg: Path, language: str, endless: str) -> None:
    heard = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler); "  # a shell's & would ignore it
    process = subprocess.Popen(
        [sys.executable, "-c", heard + "from policing_kg.cli import main; main()", language, endless, "--kg", str(kg)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    with process:
        time.sleep(4)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    assert (process.returncode, out, err) == (130, b"", b"interrupted\n")
