"""The one report of all benchmarks: what is asked beside what was measured, and what is missing in a line."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2] / "benchmarks"))

import report
from one_report import run
from one_report.figure import Figure
from one_report.part import Part, printed
from one_report.parts import PARTS


def _part(script: str, *, missing: list[str] | None = None) -> Part:
    def command(room: object) -> list[object]:
        room.missing += missing or []  # type: ignore[attr-defined]
        return [script]

    return Part("Invented", command, printed, lambda f: [Figure("speed", f["speed"], least=2)], lambda f: ["| a |"])


@pytest.fixture
def scripts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "scripts"
    folder.mkdir()
    (folder / "fast.py").write_text("print('{\"speed\": 3}')\n", "utf-8")
    (folder / "lost.py").write_text("class NoServer(Exception): pass\nraise NoServer('no Java; install Java 17')\n")
    (folder / "mute.py").write_text("print('done')\n", "utf-8")
    monkeypatch.setattr(run, "_SCRIPTS", folder)
    return folder


def _written(into: Path) -> tuple[dict[str, object], str]:
    return json.loads((into / "report.json").read_text("utf-8")), (into / "report.md").read_text("utf-8")


def test_a_part_that_fails_is_a_line_with_the_mend_and_the_others_go_on(
    scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parts = {"a": _part("lost.py"), "b": _part("mute.py"), "c": _part("fast.py", missing=["no peer; connect"])}
    monkeypatch.setattr(report, "PARTS", parts)
    assert report.main([str(tmp_path / "into")]) == 0
    found, page = _written(tmp_path / "into")
    assert [name for name, part in found["parts"].items() if "failed" in part] == ["a", "b"]  # type: ignore[attr-defined]
    assert "- Invented: no Java; install Java 17; when that is mended: make bench BENCH='--only a'" in page
    assert "its answer cannot be read" in page
    assert "- Invented: no peer; connect" in page
    assert "| speed | ≥ 2 | 3 | yes |" in page
    assert {"processor", "processors", "memory GB", "system", "python", "packages", "load"} <= set(found["machine"])  # type: ignore[call-overload]


def test_nothing_measured_is_exit_status_1(scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(report, "PARTS", {"a": _part("lost.py")})
    assert report.main([str(tmp_path / "into")]) == 1


@pytest.mark.parametrize(("option", "value"), [("--only", "speed"), ("--scale", "much"), ("--scale", "1/0")])
def test_what_cannot_be_asked_is_told(
    option: str, value: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        report.main([str(tmp_path), option, value])
    assert ended.value.code == 2
    assert f"{option} {value}: " in capsys.readouterr().err


def test_a_tiny_run_of_a_real_script(tmp_path: Path) -> None:
    assert report.main([str(tmp_path), "--only", "incremental", "--scale", "1/10000", "--no-peers"]) == 0
    found, page = _written(tmp_path)
    (figure,) = found["parts"]["incremental"]["figures"]  # type: ignore[index,call-overload]
    assert figure["measured"] > 0
    assert "| build after one change | ≤ 2 s |" in page


def test_a_nation_is_made_once_for_the_parts_that_ask_it(
    scripts: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = "import pathlib, sys; p = pathlib.Path(sys.argv[2]); p.mkdir(); (p / 'CURRENT').write_text(sys.argv[1])\n"
    (scripts / "nation.py").write_text(made, "utf-8")
    asks = replace(_part("fast.py"), nation=lambda sizes: sizes.large)
    monkeypatch.setattr(report, "PARTS", {"a": asks, "b": asks})
    assert report.main([str(tmp_path / "into"), "--scale", "1/10"]) == 0
    assert (tmp_path / "into" / "nations" / "0.056" / "CURRENT").read_text("utf-8") == "0.056"


def test_every_script_of_a_part_is_there() -> None:
    from one_report.part import Room
    from one_report.peers import Peers
    from one_report.sizes import sizes

    benchmarks = Path(report.__file__).parent
    for part in PARTS.values():
        room = Room(Path("room"), Path("kept"), sizes(), Peers(Path("peers"), fetch=False))
        assert (benchmarks / str(part.command(room)[0])).exists()
