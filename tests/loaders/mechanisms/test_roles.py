"""Posts and kinds of worker."""

from __future__ import annotations

import pytest


@pytest.mark.parametrize("role", ["社区民警", "网格员", "派驻民警", "政法委员", "楼栋长", "法治副校长", "人民调解员"])
def test_posts_and_workers_of_the_field_are_roles(role, found):
    assert found(f"昨天,{role}来了。", "Role") == [role]


@pytest.mark.parametrize(
    ("text", "canonical"),
    [
        ("建水县公安局临安派出所所长来了。", "派出所所长"),
        ("建水县公安局局长来了。", "公安局局长"),
        ("建水县公安局临安派出所民警来了。", "民警"),
    ],
)
def test_a_post_behind_a_body_bears_its_kind_and_a_worker_does_not(text, canonical, found):
    assert found(text, "Role") == [canonical]


def test_a_generic_station_belongs_to_the_post_that_it_qualifies(mentions):
    text = "各地派出所所长都来了。"
    (role,) = (m for m in mentions(text) if m.type == "Role")
    assert text[role.start : role.end] == "派出所所长"


def test_the_longest_term_wins(mentions):
    text = "社区民警值班。"
    assert [text[m.start : m.end] for m in mentions(text) if m.type == "Role"] == ["社区民警"]
