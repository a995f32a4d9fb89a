from __future__ import annotations

from pathlib import Path

import pytest

TEXT = """{town}派出所深化警务机制

今年以来,昆山市公安局{town}派出所与综治中心每周召开联席会议,选派{count}名民警入驻矛调中心,化解率达{share}%。
"""
TOWNS = ("东河", "南山", "西桥", "北塘", "新港", "旧城")


@pytest.fixture(scope="session")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Sixty short reports, one of them empty."""
    folder = tmp_path_factory.mktemp("news")
    for n in range(60):
        said = TEXT.format(town=TOWNS[n % len(TOWNS)], count=n % 9 + 1, share=60 + n % 40)
        (folder / f"{n:02}.txt").write_text(said, "utf-8")
    (folder / "empty.txt").touch()
    return folder
