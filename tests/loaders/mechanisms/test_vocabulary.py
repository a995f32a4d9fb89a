"""The vocabulary's tables: every term named, defined and told apart from every other."""

from __future__ import annotations

import pytest
from policing_kg.loaders.bodies.heads import read_body_kinds
from policing_kg.loaders.vocabulary import Term, balanced, read_lexicon, read_terms, unquoted

_TABLES = {"mechanisms": 120, "posts": 60, "policies": 25}


@pytest.mark.parametrize(("table", "least"), list(_TABLES.items()))
def test_a_table_is_large_and_every_row_complete(table, least):
    terms = read_terms(table)
    assert len(terms) >= least
    for term in terms:
        assert all((term.id, term.name, term.name_en, term.kind, term.definition, term.source)), term


@pytest.mark.parametrize("table", list(_TABLES))
def test_no_name_or_alias_stands_for_two_terms(table):
    seen: dict[str, Term] = {}
    for term in read_terms(table):
        for name in {unquoted(n) for n in (term.name, *term.aliases)}:
            assert seen.setdefault(name, term) is term, name


@pytest.mark.parametrize("table", list(_TABLES))
def test_ids_are_ascii_and_unique(table):
    ids = [t.id for t in read_terms(table)]
    assert len(ids) == len(set(ids))
    assert all(i.isascii() and " " not in i for i in ids)


def test_every_kind_of_body_has_names_type_definition_and_frame():
    kinds = read_body_kinds()
    assert len(kinds) >= 120
    for kind in kinds:
        assert all((kind.id, kind.name, kind.name_en, kind.definition, kind.source, kind.frame)), kind
        assert kind.type in ("Unit", "Department", "Organisation")
    assert len({k.id for k in kinds}) == len(kinds)


def test_a_term_is_found_whatever_its_quotation_marks():
    lexicon = read_lexicon("mechanisms")
    text = "推行“情指行”一体化机制"
    assert [(text[s:e], t.name) for s, e, t in lexicon.find(text)] == [("“情指行”一体化机制", "情指行一体化")]


@pytest.mark.parametrize(("text", "span"), [("“甲”乙", (0, 3)), ("甲“乙”", (0, 4)), ("甲乙", (0, 2))])
def test_a_span_takes_in_the_partner_of_a_mark_that_it_holds(text, span):
    inner = {"“甲”乙": (1, 3), "甲“乙”": (0, 3), "甲乙": (0, 2)}[text]
    assert balanced(text, *inner) == span
