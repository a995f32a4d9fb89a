"""A language model is asked only as far as agreed, and what it answers is taken only as far as it is quoted."""

from __future__ import annotations

import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from policing_kg.errors import Unavailable, UsageError
from policing_kg.loaders.recognisers.asking import FAILURES, Asked, Purse, ask_all, tokens_to_send
from policing_kg.loaders.recognisers.client import LARGEST, Client
from policing_kg.loaders.recognisers.model import LanguageModel
from policing_kg.loaders.recognisers.prompt import PART, answer_key, parts_of
from policing_kg.loaders.recognisers.settings import ModelSettings
from stand_in import KEY, NAME, TEXT, Items, Reply, Service, answered, article, completion, good, number_of

Make = Callable[..., ModelSettings]


def findings(settings: ModelSettings, text: str = TEXT) -> Any:
    return LanguageModel(settings.model, settings.url).recognise(article(text))


def ask(settings: ModelSettings, *texts: str, sleeps: list[float] | None = None) -> Asked:
    client = Client(settings, sleep=sleeps.append if sleeps is not None else lambda _: None)
    return ask_all([article(text) for text in texts or (TEXT,)], settings, client)


def kept(cache: Path) -> str:
    return "".join(p.read_text("utf-8") for p in sorted(cache.rglob("*")) if p.is_file())


def test_what_a_good_answer_quotes_is_found_at_its_place(service: Service, settings: Make) -> None:
    service.reply = lambda sentences: answered(good(sentences))
    asked = ask(settings())
    found = findings(settings())
    assert (asked.answers, asked.left, asked.refused) == (1, 0, ())
    assert [(TEXT[m.start : m.end], m.type, m.resolved) for m in found.mentions] == [
        ("晨曦公益会", "Organisation", False),
        ("青禾书屋", "Organisation", False),
    ]
    assert [(link.subject, link.relation, link.object, TEXT[link.start : link.end]) for link in found.links] == [
        ("天津市公安局西青分局", "cooperatesWith", "晨曦公益会", "西青分局与晨曦公益会共同推行"),
        ("青禾书屋", "established", "晨曦公益会", "晨曦公益会由青禾书屋成立"),
    ]
    assert {m.rule for m in found.mentions} == {"llm.mention@1 stand-in"}


def test_a_second_run_sends_nothing(service: Service, settings: Make) -> None:
    service.reply = lambda sentences: answered(good(sentences))
    ask(settings())
    first = findings(settings())
    again = ask(settings())
    assert (service.asked, again) == (1, Asked(cost=None))
    assert findings(settings()) == first


def test_no_name_of_a_person_and_no_name_of_the_file_leaves(
    service: Service, settings: Make, own_answers: Path
) -> None:
    text = TEXT + "居民邱丽娟说好。她的电话是13912345678,身份证号120111199001011234。"
    service.reply = lambda sentences: answered(good(sentences))
    ask(settings(), text)
    sent = service.bytes.decode()
    assert "晨曦公益会" in sent
    assert "局长■■■说" in sent
    for hidden in (NAME, "钱", "邱丽娟", "13912345678", "120111199001011234", "a.txt"):
        assert hidden not in sent
        assert json.dumps(hidden)[1:-1] not in sent
        assert hidden not in kept(own_answers)


def test_a_quote_is_taken_from_its_own_sentence_alone(service: Service, settings: Make) -> None:
    text = "南河公安两则\n\n晨曦公益会到校。\n青禾书屋说,晨曦公益会与晨曦公益会分会到了。\n"

    def reply(sentences: str) -> Reply:
        n = number_of("青禾书屋", sentences)
        quotes = [(n, "晨曦公益会")] * 3 + [(n - 1, "青禾书屋"), (n + 7, "青禾书屋")]
        entities = [
            {"id": f"e{n}", "sentence": s, "quote": q, "type": "Organisation"} for n, (s, q) in enumerate(quotes)
        ]
        return answered({"entities": entities})

    service.reply = reply
    assert ask(settings(), text).refused == (("quote", 3),)
    starts = [m.start for m in findings(settings(), text).mentions]
    assert starts == [text.index("晨曦", 20), text.index("晨曦", 29)]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "天津市公安局河东分局"}, "quote"),
        ({"quote": "局长■■■"}, "person"),
        ({"quote": "晨", "sentence": 2}, "form"),
        ({"type": "Person"}, "form"),
        ({"sentence": "2"}, "form"),
        ({"sentence": True}, "form"),
        ({"note": "so says the text"}, "form"),
        ({"quote": ""}, "form"),
    ],
)
def test_an_entity_that_is_not_quoted_as_asked_is_refused_and_counted(
    service: Service, settings: Make, change: dict[str, Any], reason: str
) -> None:
    def reply(sentences: str) -> Reply:
        items = good(sentences)
        items["entities"][2] |= change
        return answered({"entities": items["entities"]})

    service.reply = reply
    assert ask(settings()).refused == ((reason, 1),)
    assert [m.canonical for m in findings(settings()).mentions] == ["晨曦公益会"]


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"quote": "晨曦公益会统领全区"}, "quote"),
        ({"relation": "owns"}, "form"),
        ({"relation": "implements"}, "end"),  # what is implemented is a mechanism
        ({"subject": "e9"}, "end"),
        ({"subject": "青禾书屋"}, "end"),
        ({"object": "e3"}, "end"),
        ({"sentence": 4, "quote": "下降21%"}, "end"),  # neither end stands there
    ],
)
def test_a_link_whose_words_or_ends_are_not_quoted_is_refused_and_counted(
    service: Service, settings: Make, change: dict[str, Any], reason: str
) -> None:
    def reply(sentences: str) -> Reply:
        items = good(sentences)
        items["links"][1] |= change
        return answered(items)

    service.reply = reply
    assert ask(settings()).refused == ((reason, 1),)
    assert [link.relation for link in findings(settings()).links] == ["cooperatesWith"]


def test_a_figure_is_the_rules_own_and_the_model_says_what_it_is_of(service: Service, settings: Make) -> None:
    text = "护学见成效\n\n晨曦公益会发放头盔21个,又发放七十顶。\n"

    def reply(sentences: str) -> Reply:
        n = number_of("头盔", sentences)
        figure = {"sentence": n, "quote": "21个", "measure": "发放头盔", "subject": "e1"}
        entity = {"id": "e1", "sentence": n, "quote": "晨曦公益会", "type": "Organisation"}
        wrong = [figure | {"quote": "99个"}, figure | {"quote": "发放头盔"}, figure | {"measure": "头盔总数"}]
        return answered({"entities": [entity], "figures": [figure, *wrong]})

    service.reply = reply
    assert ask(settings(), text).refused == (("figure", 1), ("quote", 2))
    (found,) = findings(settings(), text).indicators
    assert (found.value, found.unit, found.subject, found.rule) == (21.0, "个", "晨曦公益会", "llm.figure@1 stand-in")


@pytest.mark.parametrize(
    "content",
    [
        "系统提示如下:你阅读一篇文本",
        "{",
        "[]",
        '{"entities": [], "links": []}',
        '{"entities": [], "links": [], "figures": [], "secrets": []}',
        '{"entities": {}, "links": [], "figures": []}',
        '{"entities": [NaN], "links": [], "figures": []}',
        "[" * 100_000,
        "",
    ],
)
def test_an_answer_of_another_form_is_left_and_not_kept(
    service: Service, settings: Make, own_answers: Path, content: str
) -> None:
    service.reply = lambda _: completion(content)
    asked = ask(settings())
    assert (asked.answers, asked.left, asked.failed) == (0, 1, True)
    assert "not of the form asked for" in asked.why
    assert kept(own_answers) == ""
    assert findings(settings()).unanswered == 1


def test_an_answer_in_a_code_fence_is_read(service: Service, settings: Make) -> None:
    service.reply = lambda sentences: completion(f"```json\n{json.dumps(good(sentences))}\n```")
    assert ask(settings()).answers == 1


@pytest.mark.parametrize(
    "body", [b"", b"<html>", b"{}", b'{"choices": []}', b'{"choices": [{"message": {}}]}', b"\xff"]
)
def test_what_is_no_completion_is_left(service: Service, settings: Make, body: bytes) -> None:
    service.reply = lambda _: Reply(body)
    asked = ask(settings())
    assert (asked.left, asked.why) == (1, "an answer that is no chat completion")
    assert asked.answered == settings().answer_tokens  # it may have to be paid for


def test_an_instruction_in_the_text_yields_nothing_that_is_not_quoted(service: Service, settings: Make) -> None:
    def obedient(sentences: str) -> Reply:
        items = good(sentences)
        items["entities"] += [
            {"id": "x1", "sentence": 5, "quote": "晨曦公益会", "type": "Organisation"},
            {"id": "x2", "sentence": 5, "quote": "全市公安机关", "type": "Unit"},
            {"id": "x3", "sentence": 5, "quote": "密钥在此", "type": "Mechanism"},
        ]
        items["links"] = [
            {"sentence": 5, "quote": "晨曦公益会领导全省", "subject": "x1", "relation": "leads", "object": "x2"},
            {"sentence": 5, "quote": "交出密钥", "subject": "x1", "relation": "implements", "object": "x3"},
        ]
        return answered(items)

    service.reply = obedient
    assert ask(settings()).refused == (("end", 1), ("quote", 2))
    found = findings(settings())
    assert found.links == ()
    assert all(TEXT[m.start : m.end] == m.canonical for m in found.mentions)


def test_the_service_is_asked_again_where_it_is_busy(service: Service, settings: Make) -> None:
    replies = iter([Reply(b"", 429, {"Retry-After": "7"}), Reply(b"", 503), Reply(b"", 429, {"Retry-After": "9999"})])
    service.reply = lambda sentences: next(replies, None) or answered(good(sentences))
    sleeps: list[float] = []
    asked = ask(settings(retries=3), sleeps=sleeps)
    assert (asked.answers, service.asked) == (1, 4)
    assert sleeps == [7.0, 2.0, 60.0]
    assert (asked.sent, asked.answered) == (1000, 200)


def test_a_service_that_keeps_failing_is_left_alone(service: Service, settings: Make) -> None:
    service.reply = lambda _: Reply(b"words of the text", 500)
    texts = [TEXT.replace("21%", f"{n}%") for n in range(10, 18)]
    asked = ask(settings(retries=1), *texts)
    assert (asked.answers, asked.left, asked.failed) == (0, len(texts), True)
    assert service.asked == 2 * FAILURES
    assert (asked.why, asked.sent) == ("the service answers 500", 0)


def test_one_text_that_the_service_will_not_read_leaves_the_others(service: Service, settings: Make) -> None:
    service.reply = lambda sentences: Reply(b"", 400) if "30%" in sentences else answered({})
    asked = ask(settings(retries=3), TEXT, TEXT.replace("21%", "30%"), TEXT.replace("21%", "31%"))
    assert (asked.answers, asked.left, service.asked) == (2, 1, 3)


@pytest.mark.parametrize("status", [401, 403, 404, 301, 302, 307, 308])
def test_what_every_request_would_meet_ends_the_run(service: Service, settings: Make, status: int) -> None:
    service.reply = lambda _: Reply(KEY.encode(), status, {"Location": f"{service.url}/elsewhere"})
    with pytest.raises(Unavailable, match=str(status)) as raised:
        ask(settings(retries=3))
    assert service.paths == ["/v1/chat/completions"]
    assert KEY not in str(raised.value)


@pytest.mark.parametrize("reply", [Reply(b"{}", wait=2.0), Reply(b'{"choices": []}' * 40, drip=0.05)])
def test_an_answer_that_does_not_come_in_time_is_left(service: Service, settings: Make, reply: Reply) -> None:
    service.reply = lambda _: reply
    asked = ask(settings(timeout=0.4))
    assert (asked.left, asked.why) == (1, "no answer in time")
    assert asked.sent > 0  # it may have to be paid for


def test_a_huge_answer_is_refused(service: Service, settings: Make) -> None:
    service.reply = lambda _: completion("x" * (LARGEST + 1))
    assert ask(settings()).why == f"an answer of more than {LARGEST} bytes"


def test_an_answer_with_endless_items_is_cut(service: Service, settings: Make) -> None:
    item = {"id": "e1", "sentence": 2, "quote": "晨曦公益会", "type": "Organisation"}
    items = [item | {"id": f"e{n}"} for n in range(2000)]
    service.reply = lambda _: answered({"entities": items})
    assert dict(ask(settings()).refused) == {"form": 1700, "quote": 299}


def test_nobody_there_is_told(settings: Make, unused_port: int) -> None:
    asked = ask(ModelSettings(f"http://127.0.0.1:{unused_port}/v1", "stand-in", retries=0))
    assert asked.why == "the connection failed (ConnectionRefusedError)"


def test_no_request_goes_beyond_the_cap_and_what_came_before_is_kept(service: Service, settings: Make) -> None:
    service.reply = lambda _: answered({})
    texts = [TEXT.replace("21%", f"{n}%") for n in range(10, 15)]
    one = tokens_to_send(next(parts_of(article()))) + 4096
    asked = ask(settings(token_cap=one + 1200), *texts)  # an answer costs 1200 here
    assert (asked.answers, asked.left, asked.failed) == (2, 3, False)
    assert (asked.sent, asked.answered) == (2000, 400)
    assert asked.why == f"the cap of {one + 1200} tokens is reached"
    assert sum(findings(settings(), text).unanswered for text in texts) == 3
    assert ask(settings(), *texts).answers == 3


def test_a_cap_in_money_holds_too(service: Service, settings: Make) -> None:
    service.reply = lambda sentences: answered(good(sentences))
    made = settings(price=(Decimal(2), Decimal(8)), cap=Decimal("0.0001"))
    assert ask(made) == Asked(left=1, why="the cap of 0.0001 is reached", cost=Decimal(0))
    assert service.asked == 0


def test_requests_come_no_faster_than_allowed(service: Service, settings: Make) -> None:
    now, sleeps = [0.0], []

    def sleep(seconds: float) -> None:
        sleeps.append(seconds)
        now[0] += seconds

    client = Client(settings(rate=6.0), sleep=sleep, clock=lambda: now[0])
    for _ in range(3):
        client.ask([{"role": "user", "content": ""}])
    assert sleeps == [10.0, 10.0]


def test_a_long_article_is_parted_between_sentences(service: Service, settings: Make) -> None:
    text = "长文\n\n" + "晨曦公益会到校护学,秩序井然。\n" * 600
    parts = list(parts_of(article(text)))
    assert len(parts) > 2
    assert all(sum(len(line.text) for line in part.lines) <= PART for part in parts)
    assert [line.number for part in parts for line in part.lines] == list(
        range(1, len(article(text).article.sentences) + 1)
    )
    ask(settings(), text)
    assert service.asked == len({answer_key("stand-in", part) for part in parts})


def test_another_model_and_another_text_are_asked_anew(service: Service, settings: Make) -> None:
    ask(settings())
    ask(settings(), TEXT.replace("青禾", "绿野"))
    ask_all([article()], ModelSettings(service.url, "other"))
    assert service.asked == 3


def test_the_key_goes_into_one_header_and_nowhere_else(
    service: Service, settings: Make, own_answers: Path, caplog: pytest.LogCaptureFixture
) -> None:
    service.reply = lambda sentences: answered(good(sentences))
    caplog.set_level(0)
    made = settings()
    ask(made)
    assert service.bytes.count(KEY.encode()) == 1
    assert f"Authorization: Bearer {KEY}".encode() in service.bytes
    assert KEY not in kept(own_answers) + caplog.text + repr(made) + LanguageModel(made.model, made.url).version


def test_a_damaged_answer_is_asked_for_again(service: Service, settings: Make, own_answers: Path) -> None:
    ask(settings())
    (file,) = (own_answers / "answers").iterdir()
    for damage in ("", "{", '{"format": 1, "answer": [], "refused": {}}', '{"format": 0}'):
        file.write_text(damage, "utf-8")
        assert findings(settings()).unanswered == 1
    ask(settings())
    assert (service.asked, findings(settings()).unanswered) == (2, 0)


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://example.org/v1", "http is for this machine alone"),
        ("http://192.168.1.7/v1", "http is for this machine alone"),
        ("http://127.0.0.1.example.org/v1", "http is for this machine alone"),
        ("https://name:secret@example.org/v1", "holds more than host and path"),
        ("https://example.org/v1?key=secret", "holds more than host and path"),
        ("ftp://example.org", "not an address"),
        ("example.org", "not an address"),
        ("https://", "not an address"),
        ("https://example.org:port/", "not an address"),
        ("", "--llm-url is missing"),
    ],
)
def test_an_address_that_is_not_safe_is_refused_without_repeating_it(url: str, why: str) -> None:
    with pytest.raises(UsageError, match=why) as raised:
        ModelSettings(url, "m")
    assert "secret" not in str(raised.value)


@pytest.mark.parametrize(
    "more", [{"token_cap": 0}, {"timeout": 0.0}, {"retries": -1}, {"cap": Decimal(1)}, {"key": "a\nb"}]
)
def test_a_setting_that_makes_no_sense_is_refused(more: dict[str, Any]) -> None:
    with pytest.raises(UsageError):
        ModelSettings("https://example.org/v1", "m", **more)


def test_a_purse_counts_what_was_spent() -> None:
    purse = Purse(ModelSettings("https://example.org/v1", "m", price=(Decimal(10), Decimal(20)), token_cap=100))
    purse.pay(40, 20)
    assert (purse.refuses(30, 10), purse.refuses(30, 11)) == ("", "the cap of 100 tokens is reached")
    assert purse.cost == Decimal("0.0008")


def test_items_are_read_in_the_order_given(service: Service, settings: Make) -> None:
    def reply(sentences: str) -> Reply:
        items: Items = good(sentences)
        return answered({kind: rows[::-1] for kind, rows in items.items()})

    service.reply = reply
    assert ask(settings()).answers == 1
    assert len(findings(settings()).links) == 2
