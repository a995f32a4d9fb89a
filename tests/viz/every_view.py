"""Every view, with parameters that the invented world of the catalogue's tests answers."""

from __future__ import annotations

from invented_world import claims

ASKED = {
    "hierarchy": {"unit": "东岭分局"},
    "cross-department": {"place": "东岭区"},
    "composition": {"mechanism": "三队一台"},
    "meetings-and-postings": {"place": "东岭区"},
    "diffusion": {"mechanism": "三队一台"},
    "provenance": {"claim": claims()["c30"].id},
    "ontology": {"term": "派驻"},
}
