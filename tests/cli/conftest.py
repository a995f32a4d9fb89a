"""A small folder of own texts with invented names, the dataset built from it, and the command line as a function."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from policing_kg.cli import cli, run

TEXT = """南河公安深化派驻机制

2023年5月起,天津市公安局西青分局推行“派驻制度”,选派46名派出所所长进驻街镇综治中心。

天津市公安局西青分局大寺派出所每周与综治中心、矛调中心召开联席会议。今年以来,天津市矛盾纠纷化解率达95.2%。

局长钱志远说,这项工作还将继续。
"""


@dataclass(frozen=True)
class Ended:
    status: int
    out: str
    err: str

    @property
    def complaints(self) -> list[str]:
        return self.err.splitlines()


Run = Callable[..., Ended]


@pytest.fixture
def kg_run(capfdbinary: pytest.CaptureFixture[bytes]) -> Run:
    def call(*arguments: object) -> Ended:
        capfdbinary.readouterr()
        status = run(cli, [str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        return Ended(status, out.decode(), err.decode())

    return call


@pytest.fixture(scope="session")
def sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sources")
    (folder / "nanhe.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def kg(sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    into = tmp_path_factory.mktemp("dataset") / "kg"
    given: Sequence[str] = ["build", str(sources), "--into", str(into)]
    assert run(cli, given) == 0
    return into
