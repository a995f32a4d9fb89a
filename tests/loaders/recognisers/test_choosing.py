"""Which recognisers run is said by options, and what a language model needs is told in one line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from policing_kg.cli import cli, run
from policing_kg.errors import UnknownName
from policing_kg.loaders.recognisers.recognition import choose
from policing_kg.loaders.recognisers.settings import KEY as VARIABLE
from stand_in import KEY, NAME, TEXT, Reply, Service, answered, good

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news" / "a.txt").write_text(TEXT, "utf-8")
    return tmp_path / "news" / "a.txt"


@pytest.fixture
def call(capfdbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch, service: Service) -> Run:
    monkeypatch.setenv(VARIABLE, KEY)
    service.reply = lambda sentences: answered(good(sentences))

    def called(*arguments: object) -> tuple[int, str, str]:
        capfdbinary.readouterr()
        status = run(cli, [str(a) for a in arguments])
        out, err = capfdbinary.readouterr()
        return status, out.decode(), err.decode()

    return called


def model(service: Service, *more: str) -> list[str]:
    return ["--recogniser", "llm", "--llm-url", service.url, "--llm-model", "stand-in", *more]


def test_destination_tokens_and_cost_are_shown_and_nothing_is_sent_unless_it_is_agreed_to(
    call: Run, service: Service, file: Path
) -> None:
    status, out, err = call("extract", file, *model(service, "--llm-price", "2", "8.50", "--llm-cap", "1"))
    assert (status, out, service.asked) == (2, "", 0)
    assert f"to {service.url}/chat/completions" in err
    for words in (
        "model stand-in",
        "1 documents in 1 requests",
        "tokens sent and 4096 answered, cost 0.0",
        "a cost of 1",
    ):
        assert words in err
    assert "add --yes" in err
    assert KEY not in err


def test_with_yes_it_is_sent_and_said_what_came_of_it(call: Run, service: Service, file: Path, tmp_path: Path) -> None:
    status, out, err = call("extract", file, *model(service, "--llm-price", "2", "8", "--yes"))
    assert (status, service.asked) == (0, 1)
    assert "llm: 1 answers, 1000 tokens sent and 200 answered, cost 0.0036" in err
    assert len(json.loads(out)["more"]["offered"]["links"]) == 2
    status, _, err = call("build", file, "--into", tmp_path / "kg", "--no-base", *model(service))
    assert (status, service.asked) == (0, 1)
    assert "nothing to send, 1 answers of stand-in are kept" in err
    written = b"".join(p.read_bytes() for p in tmp_path.rglob("*") if p.is_file() and p != file)
    assert KEY.encode() not in written
    assert NAME.encode() not in written


def test_the_summary_says_what_is_offered(call: Run, service: Service, file: Path) -> None:
    _, out, _ = call("extract", file, "--format", "table", *model(service, "--yes"))
    assert "  offered by recognisers, unreviewed: 2 mentions, 0 figures, 2 links" in out.splitlines()


def test_a_service_that_fails_leaves_what_it_left_and_the_exit_status_tells(
    call: Run, service: Service, file: Path, tmp_path: Path
) -> None:
    service.reply = lambda _: Reply(b"", 503)
    status, out, err = call("build", file, "--into", tmp_path / "kg", *model(service, "--yes", "--llm-retries", "0"))
    assert status == 3
    assert "generation 1 written" in out
    assert "1 documents are left without an answer (the service answers 503)" in err


def test_a_cap_that_is_reached_is_no_failure(call: Run, service: Service, file: Path) -> None:
    status, out, err = call("extract", file, *model(service, "--yes", "--llm-token-cap", "100"))
    assert (status, service.asked) == (0, 0)
    assert "left without an answer (the cap of 100 tokens is reached)" in err
    assert json.loads(out)["more"]["offered"]["unanswered"] == 1


def test_a_wrong_key_ends_the_run_with_one_line(call: Run, service: Service, file: Path, tmp_path: Path) -> None:
    service.reply = lambda _: Reply(f"no such key: {KEY}".encode(), 401)
    status, _, err = call("build", file, "--into", tmp_path / "kg", *model(service, "--yes"))
    assert status == 3
    assert err.splitlines()[-1] == "llm: the service answers 401; check --llm-url, --llm-model and the key"
    assert KEY not in err


@pytest.mark.parametrize(
    ("options", "line"),
    [
        (["--recogniser", "lcc"], "lcc: unknown recogniser; there are lac, llm; did you mean lac?"),
        (["--recogniser", "llm"], "--llm-url is missing; add the address of the service, https://HOST/v1"),
        (["--yes"], "--yes: is for a language model; add --recogniser llm, or leave it out"),
        (["--llm-cap", "3"], "--llm-cap: is for a language model; add --recogniser llm, or leave it out"),
        (
            ["--recogniser", "llm", "--llm-url", "https://h/v1", "--llm-model", "m", "--llm-cap", "much"],
            "--llm-cap: much is no amount of money; write it like 2.50",
        ),
        (
            ["--recogniser", "llm", "--llm-url", "https://h/v1", "--llm-model", "m", "--llm-cap", "2"],
            "--llm-cap needs --llm-price; add the price of a million tokens in and out",
        ),
    ],
)
def test_a_users_mistake_is_told_in_one_line(call: Run, file: Path, options: list[str], line: str) -> None:
    status, out, err = call("extract", file, *options)
    assert (status, out) == (2, "")
    assert err.splitlines() == [line]


def test_the_key_is_no_option(call: Run, service: Service, file: Path) -> None:
    status, _, err = call("extract", file, *model(service, "--llm-key", KEY))
    assert status == 2
    assert "No such option" in err


def test_recognisers_run_in_one_order_whatever_the_order_given() -> None:
    with pytest.raises(UnknownName):
        choose("lac", "nobody")
    assert choose().recognisers == ()
