"""An audit says what it did not look at: a service that is not there, or knows no package, is no clean bill."""

from __future__ import annotations

from typing import Any

import audit
import pytest

CLEAN = {"dependencies": [{"name": "alpha", "version": "1", "vulns": []}]}
UNKNOWN = {"dependencies": [{"name": "alpha", "skip_reason": "not found"}]}
FOUND = {"dependencies": [{"name": "alpha", "version": "1", "vulns": [{"id": "PYSEC-1", "fix_versions": ["2"]}]}]}


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch) -> Any:
    def set_(**said: Any) -> None:
        monkeypatch.setattr(audit, "ask", lambda _, service: (said.get(service), "no answer"))
        monkeypatch.setattr(audit.sys, "argv", ["audit.py"])

    return set_


@pytest.mark.parametrize("said", [{}, {"pypi": UNKNOWN}, {"pypi": UNKNOWN, "osv": UNKNOWN}])
def test_where_no_service_answers_nothing_was_audited(
    services: Any, said: dict[str, Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    services(**said)
    assert audit.main() == 0
    assert "NOTHING WAS AUDITED" in capsys.readouterr().err
    monkeypatch.setattr(audit.sys, "argv", ["audit.py", "--required"])
    assert audit.main() == 3


def test_an_advisory_fails_and_is_told_with_what_mends_it(services: Any, capsys: pytest.CaptureFixture[str]) -> None:
    services(osv=FOUND)
    assert audit.main() == 1
    assert capsys.readouterr().err.startswith("alpha 1: PYSEC-1; mended in 2\n")


def test_a_clean_answer_passes(services: Any, capsys: pytest.CaptureFixture[str]) -> None:
    services(pypi=CLEAN)
    assert audit.main() == 0
    assert capsys.readouterr().err == "1 pinned versions asked of pypi, 0 advisories\n"


def test_an_answer_that_is_not_json_is_no_answer() -> None:
    said, why = audit.ask("not a requirement ===\n", "pypi")
    assert said is None
    assert why
