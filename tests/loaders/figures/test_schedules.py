from __future__ import annotations

import pytest
from policing_kg.loaders.figures.schedules import schedules_in


@pytest.mark.parametrize(
    ("words", "frequency", "bound"),
    [
        ("每周召开例会", "1次/周", None),
        ("每周四个半天驻点办公", "4半天/周", None),
        ("每月走访不少于2次", "2次/月", ">="),
        ("每季度末讲评", "1次/季度", None),
        ("每两周一次碰头会", "1次/2周", None),
        ("两周一次例会", "1次/2周", None),
        ("每年至少3次演练", "3次/年", ">="),
        ("每周驻村4天", "4天/周", None),
        ("每半年考核", "1次/半年", None),
        ("每日研判", "1次/天", None),
        ("周调度、月通报", "1次/周", None),
        ("按月通报", "1次/月", None),
        ("连续两年举办评选", "1次/年", None),
    ],
)
def test_a_schedule_is_a_number_of_times_a_period(words: str, frequency: str, bound: str | None) -> None:
    found = schedules_in(words)[0]
    assert (found.frequency, found.bound) == (frequency, bound)


@pytest.mark.parametrize(
    "words", ["定期会商", "常态化研判", "7×24小时值守", "每名民警", "每个社区", "上周会议", "本月通报"]
)
def test_words_that_name_no_period_of_repetition_give_none(words: str) -> None:
    assert schedules_in(words) == []
