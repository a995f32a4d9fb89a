"""News of a county: who runs, meets, posts, refers, shares a house with whom; reprints, plans, denials and guesses."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from policing_kg.graph.document import Document
from policing_kg.graph.entity import Entity, entity_id

from .bodies import TEAMS, County, _below, generic, unresolved
from .divisions import MARK, above
from .sheet import Sheet
from .sources import observe, policy
from .vocabulary import drawn, laws, measures, mechanisms, meetings, posts

OUTLETS = ("合成日报", "合成晚报", "合成法治报", "合成长安网", "合成公安网")
STAGES, MANNERS = ("pilot", "rollout", "full", "ended"), ("whistle", "diversion", "assignment", "transfer", "return")
MEAN = 5  # news of a county


def news(county: County) -> Iterator[Sheet]:
    """Some counties are in the news often, most are not."""
    many = min(40, 1 + int(county.dice.paretovariate(1.3) * MEAN / 3))
    for number in range(many):
        sheet = _story(county, number)
        yield sheet
        if county.dice.random() < 0.08:
            yield sheet.reprint(f"{sheet.document.key}/reprint", OUTLETS[-1], sheet.document.date)


def _story(county: County, number: int) -> Sheet:
    dice = county.dice
    date = f"{dice.choices(range(2015, 2025), range(1, 11))[0]}-{dice.randint(1, 12):02}-{dice.randint(1, 28):02}"
    dated = dice.random() < 0.95
    document = Document(
        f"news/{county.division.code}/{number:02}", f"{MARK}{county.division.full}警务报道第{number + 1}期",
        dice.choice(("news", "news", "news", "brief", "interview", "bulletin")),
        county.organ.name if dice.random() < 0.4 else "", dice.choice(OUTLETS[:-1]), date if dated else "",
        "dateline" if dated else "none", f"https://synthetic.example/{county.division.code}/{number}",
        reporting=dice.choice(("self", "third-party")), copy="original",
    )  # fmt: skip
    sheet = Sheet(document)
    sheet.know(*county.places())
    for tell in dice.choices(list(_STATEMENTS), list(_STATEMENTS.values()), k=dice.randint(5, 14)):
        tell(sheet, county)
    sheet.know(*(d.entity for d, b in (*county.stations, *county.rural) if b.id in sheet.entities))
    named = [e for e in sheet.entities.values() if e.kind not in ("place", "measure")]
    sheet.mention(*named)
    if dice.random() < 0.1:
        sheet.mention(unresolved("网格中心", document.key))
    return sheet


def _actor(county: County) -> Entity:
    return county.organ if county.dice.random() < 0.4 else county.dice.choice(_stations(county))


def _stations(county: County) -> list[Entity]:
    return [station for _, station in county.stations] or [county.organ]


def _other(county: County) -> Entity:
    nearby = [body for _, body in county.rural] if county.dice.random() < 0.5 else county.departments
    return county.dice.choice(nearby or county.departments)


def _run(sheet: Sheet, county: County) -> None:
    dice = county.dice
    more = {"stage": dice.choice(STAGES)} if dice.random() < 0.6 else {}
    if dice.random() < 0.4:
        more |= {"when": f"{dice.randint(2014, 2024)}-{dice.randint(1, 12):02}/..", "when_basis": "stated"}
    if dice.random() < 0.2:
        more["initiator"] = dice.choice(("own", "superior"))
    if dice.random() < 0.08:
        more["modality"] = dice.choice(("planned", "required"))
    body = generic(county.division, "派出所") if dice.random() < 0.1 else _actor(county)
    origin = "model" if dice.random() < 0.02 else "rule"
    sheet.say("推行", body, "pk:implements", drawn(dice, mechanisms()), origin, **more)


def _meet(sheet: Sheet, county: County) -> None:
    meeting = drawn(county.dice, meetings())
    often = {"frequency": f"{county.dice.randint(1, 4)}次/{county.dice.choice('周月年')}"}
    sheet.say("召集", _actor(county), "pk:convenes", meeting, **often)
    for _ in range(county.dice.randint(1, 3)):
        sheet.say("参加", _other(county), "pk:participatesIn", meeting)


def _post(sheet: Sheet, county: County) -> None:
    dice = county.dice
    more = {
        "headcount": str(dice.randint(1, 9)),
        "headcount_unit": "名",
        "headcount_scope": dice.choice(("each", "total")),
    }
    if dice.random() < 0.5:
        more["frequency"] = f"{dice.randint(1, 5)}天/周"
    sheet.say("派驻", _actor(county), "pk:stationedIn", _other(county), **more)


def _refer(sheet: Sheet, county: County) -> None:
    sheet.say("转办至", _other(county), "pk:refersTo", _actor(county), manner=county.dice.choice(MANNERS))


def _dual(sheet: Sheet, county: County) -> None:
    more = {"headcount": str(county.dice.randint(1, 60)), "headcount_unit": "名", "headcount_scope": "total"}
    second = county.dice.choice((*posts(), *(body for _, body in county.rural[:3])))
    first = drawn(county.dice, posts())
    if first.id != second.id:
        sheet.say("兼任", first, "pk:holdsConcurrently", second, place=county.division.entity.id, **more)


def _tie(sheet: Sheet, county: County) -> None:
    verb, predicate = county.dice.choice(
        (("协作", "pk:cooperatesWith"), ("支持", "pk:supports"), ("牵头", "pk:leads"), ("成立", "pk:established"))
    )
    denied = {"polarity": "negative"} if county.dice.random() < 0.03 else {}
    sheet.say(verb, _actor(county), predicate, _other(county), **denied)


def _house(sheet: Sheet, county: County) -> None:
    verb, predicate = county.dice.choice(
        (("设于", "pk:sitedAt"), ("同址", "pk:sharesSiteWith"), ("加挂", "pk:bearsPlateOf"))
    )
    ends = county.dice.sample(county.departments, 2)
    sheet.say(verb, ends[0], predicate, ends[1] if predicate == "pk:bearsPlateOf" else _actor(county))


def _parts(sheet: Sheet, county: County) -> None:
    whole, part = county.dice.sample(mechanisms()[:80], 2)
    sheet.say("包括", whole, "dcterms:hasPart", part)


def _team(sheet: Sheet, county: County) -> None:
    name = MARK + county.division.full + "平安专班"
    key = entity_id("organisation", county.division.code, (name,))
    team = Entity(key, "organisation", name, county.division.code, "专班", (name,), sector="organisation")
    sheet.say(
        "抽调自", team, "pk:drawsFrom", _other(county), headcount=str(county.dice.randint(1, 5)), headcount_unit="名"
    )


def _change(sheet: Sheet, county: County) -> None:
    station = county.dice.choice(_stations(county))
    new, old = (_below(station, station.place, name, name[-3:]) for name in (TEAMS[1], "刑侦中队"))
    sheet.say("组建自", new, "pk:succeeds", old, change=county.dice.choice(("rename", "merger")))


def _paper(sheet: Sheet, county: County) -> None:
    paper = policy(county, county.dice.randint(1, 3))
    issuer = county.dice.choice((county.government, county.organ))
    sheet.say("印发", issuer, "pk:issues", paper, when=str(county.dice.randint(2015, 2024)), when_basis="stated")
    sheet.value(
        paper, "pk:documentNumber", f"{MARK}公通〔{county.dice.randint(2015, 2024)}〕{county.dice.randint(1, 99)}号"
    )
    sheet.value(paper, "pk:policyStatus", county.dice.choice(("in-force", "trial")))
    basis = paper if county.dice.random() < 0.5 else county.dice.choice(laws())
    sheet.say("依据", drawn(county.dice, mechanisms()), "pk:basedOn", basis)


def _figure(sheet: Sheet, county: County) -> None:
    measure, unit = county.dice.choice(measures())
    subject = county.dice.choice((county.organ, county.division.entity, above(county.division)[0].entity))
    observe(sheet, county.dice, subject, measure, unit, county.dice.choice((2022, 2023, 2024)))


_STATEMENTS: dict[Callable[[Sheet, County], None], int] = {
    _run: 30, _meet: 8, _post: 9, _refer: 6, _dual: 4, _tie: 14, _house: 5, _parts: 5, _team: 3, _change: 2, _paper: 3,
    _figure: 12,
}  # fmt: skip
