"""Sources that stand for a whole county or nation: registers, yearly work reports, and the statutes behind them."""

from __future__ import annotations

import random
from collections.abc import Iterator

from policing_kg.graph.claim import OBSERVES
from policing_kg.graph.document import Document
from policing_kg.graph.entity import Entity, entity_id

from .bodies import MINISTRY, County, department, organ
from .divisions import MARK, Division, above
from .sheet import Sheet
from .vocabulary import laws, measures

YEARS = (2022, 2023, 2024)


def statute(provinces: list[Division]) -> Sheet:
    """Who directs and who leads the organs of the provinces."""
    document = Document(
        "statute/organs", f"{MARK}公安机关组织管理条例", "statute", date="2006-11-13", date_basis="coded"
    )
    sheet = Sheet(document)
    for province in provinces:
        sheet.know(province.entity)
        sheet.say("受其业务领导", organ(province), "pk:directedBy", MINISTRY, article="第三条")
        sheet.say("受其领导", organ(province), "pk:ledBy", department(province, "人民政府"), article="第三条")
    sheet.mention(*laws())
    return sheet


def register(county: County) -> Sheet:
    """Bodies of a county and what each belongs to, row by row."""
    code = county.division.code
    sheet = Sheet(Document(f"register/{code}", f"{MARK}{county.division.full}机构名录", "table"), tabular=True)
    upper = organ(above(county.division)[0])
    if county.organ.chain[:-1] == upper.chain:
        sheet.say("隶属", county.organ, "org:unitOf", upper)
    else:
        sheet.say("受其业务领导", county.organ, "pk:directedBy", upper)
    sheet.say("受其领导", county.organ, "pk:ledBy", county.government)
    for lower, higher in county.below:
        sheet.say("隶属", lower, "org:unitOf", higher)
    sheet.know(*county.places(), *(d.entity for d, _ in county.stations))
    sheet.mention(*(body for _, body in county.rural))
    return sheet


def prefecture_register(prefecture: Division) -> Sheet:
    """Who directs and who leads the organ of a prefecture."""
    province = above(prefecture)[0]
    document = Document(f"register/{prefecture.code}", f"{MARK}{prefecture.full}机构名录", "table")
    sheet = Sheet(document, tabular=True)
    sheet.know(prefecture.entity, province.entity)
    sheet.say("受其业务领导", organ(prefecture), "pk:directedBy", organ(province))
    sheet.say("受其领导", organ(prefecture), "pk:ledBy", department(prefecture, "人民政府"))
    return sheet


def reports(county: County) -> Iterator[Sheet]:
    """What the organ of a county reports of itself, year by year."""
    for year in YEARS:
        date = f"{year + 1}-01-{county.dice.randint(5, 28):02}"
        document = Document(
            f"report/{county.division.code}/{year}", f"{county.organ.name}{year}年工作报告", "work-report",
            county.organ.name, date=date, date_basis="dateline", reporting="self",
        )  # fmt: skip
        sheet = Sheet(document)
        sheet.know(*county.places())
        for measure, unit in county.dice.sample(measures(), county.dice.randint(6, 14)):
            subject = county.organ if county.dice.random() < 0.6 else county.division.entity
            observe(sheet, county.dice, subject, measure, unit, year)
        sheet.mention(county.organ, county.division.entity)
        yield sheet


def observe(sheet: Sheet, dice: random.Random, subject: Entity, measure: Entity, unit: str, year: int) -> None:
    """One figure; for one subject, measure and year two documents mostly agree, and sometimes do not."""
    settled = random.Random(f"{subject.id} {measure.id} {year}")
    true = settled.uniform(40, 99) if unit == "%" else settled.lognormvariate(5, 1.5)
    value = true * (1 if dice.random() < 0.85 else dice.uniform(0.8, 1))
    written = f"{value:.1f}" if unit == "%" else str(max(1, round(value)))
    more = {"unit": unit, "period": str(year)}
    if dice.random() < 0.2:
        more["approx"] = "true"
    if dice.random() < 0.1:
        more["bound"] = ">="
    sheet.value(subject, OBSERVES, written, measure, **more)


def policy(county: County, number: int) -> Entity:
    """A paper of the county, by its title."""
    title = f"{MARK}{county.division.full}平安建设第{number}号实施办法"
    key = entity_id("policy", county.division.code, (title,))
    return Entity(key, "policy", title, county.division.code, chain=(title,))
