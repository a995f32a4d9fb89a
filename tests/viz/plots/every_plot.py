"""Every plot, with parameters that the invented world of the catalogue's tests answers."""

from __future__ import annotations

ASKED: dict[str, dict[str, str | list[str]]] = {
    "adoption-curve": {"mechanism": ["三队一台", "警格联动"]},
    "adoption-by-year": {"mechanism": "三队一台"},
    "figures": {"measure": "纠纷化解率"},
    "staffing-shares": {"mechanism": "三队一台"},
    "postings": {},
    "meetings": {},
    "co-occurrence": {},
}
