"""What an entity of each kind can be asked beside what every one can."""

from __future__ import annotations

from typing import Unpack

from ..result import Result
from .entity import Counted, Entity


class Body(Entity):
    """A police unit, department, organisation or class of bodies."""

    def parents(self, **which: Unpack[Counted]) -> Result:
        """The chain above it, each edge labelled: unit of, directed by; the query ``chain``."""
        return self._ask("chain", "unit", **which)

    def children(self, **which: Unpack[Counted]) -> Result:
        """What lies directly below it; the query ``subordinates``."""
        return self._ask("subordinates", "unit", **which)

    def implements(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """Mechanisms that it runs, with stage and date; the query ``mechanisms-of``."""
        return self._ask("mechanisms-of", "body", place=place, **which)

    def meetings(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """Meetings that it convenes or takes part in, with their frequency; the query ``who-meets-whom``."""
        return self._ask("who-meets-whom", "body", place=place, **which)

    def postings(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """Staff that it sends or hosts, with headcount and schedule; the query ``postings``."""
        return self._ask("postings", "body", place=place, **which)

    def referrals(self, manner: str = "", **which: Unpack[Counted]) -> Result:
        """Matters that it refers to others or has referred to it; the query ``referrals``."""
        return self._ask("referrals", "body", manner=manner, **which)

    def reorganisations(self, **which: Unpack[Counted]) -> Result:
        """What it came from, and what came of it; the query ``reorganisations``."""
        return self._ask("reorganisations", "body", **which)

    def figures(self, measure: str = "", year: int | str = "", unit: str = "", **which: Unpack[Counted]) -> Result:
        """Figures reported of it; the query ``figures``."""
        return self._ask("figures", "subject", measure=measure, year=year, unit=unit, **which)


class Mechanism(Entity):
    """A named reform, system, programme, platform, campaign or meeting."""

    def implementations(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """Who runs it, since when and how sure that is, at which stage; the query ``adopters``."""
        return self._ask("adopters", "mechanism", place=place, **which)

    def timeline(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """Its implementations in the order of their dates; the query ``timeline``."""
        return self._ask("timeline", "mechanism", place=place, **which)

    def first_reported(self, place: str = "", reviewed: bool = False) -> Result:
        """The first report for each place, which is not the date of adoption; the query ``first-reported``."""
        return self._ask("first-reported", "mechanism", place=place, reviewed=reviewed)

    def parts(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """What it consists of, here and elsewhere; the query ``composition``."""
        return self._ask("composition", "mechanism", place=place, **which)

    def meetings(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """Who holds it and how often, where it is a meeting; the query ``who-meets-whom``."""
        return self._ask("who-meets-whom", "meeting", place=place, **which)


class Place(Entity):
    """An administrative division or a named place; what lies in it is included."""

    def mechanisms(self, **which: Unpack[Counted]) -> Result:
        """What its bodies run; the query ``mechanisms-of``."""
        return self._ask("mechanisms-of", "place", **which)

    def department_links(self, department: str = "", **which: Unpack[Counted]) -> Result:
        """What ties the police to other departments here; the query ``department-links``."""
        return self._ask("department-links", "place", department=department, **which)

    def meetings(self, **which: Unpack[Counted]) -> Result:
        """Who meets whom here, and how often; the query ``who-meets-whom``."""
        return self._ask("who-meets-whom", "place", **which)

    def postings(self, **which: Unpack[Counted]) -> Result:
        """Who is posted where in it; the query ``postings``."""
        return self._ask("postings", "place", **which)

    def figures(self, measure: str = "", year: int | str = "", unit: str = "", **which: Unpack[Counted]) -> Result:
        """Figures reported for it; the query ``figures``."""
        return self._ask("figures", "place", measure=measure, year=year, unit=unit, **which)


class Post(Entity):
    """A post or kind of worker."""

    def implements(self, **which: Unpack[Counted]) -> Result:
        """Mechanisms that it runs; the query ``mechanisms-of``."""
        return self._ask("mechanisms-of", "body", **which)

    def meetings(self, **which: Unpack[Counted]) -> Result:
        """Meetings that it convenes or takes part in; the query ``who-meets-whom``."""
        return self._ask("who-meets-whom", "body", **which)

    def dual_offices(self, **which: Unpack[Counted]) -> Result:
        """Posts that are held together with it; the query ``dual-offices``."""
        return self._ask("dual-offices", "post", **which)

    def postings(self, **which: Unpack[Counted]) -> Result:
        """Where its holders are posted; the query ``postings``."""
        return self._ask("postings", "body", **which)


class Measure(Entity):
    """What figures measure."""

    def figures(self, place: str = "", year: int | str = "", unit: str = "", **which: Unpack[Counted]) -> Result:
        """What each place reports; the query ``figures``."""
        return self._ask("figures", "measure", place=place, year=year, unit=unit, **which)

    def contradictions(self, place: str = "", **which: Unpack[Counted]) -> Result:
        """Where two documents give different figures for one subject and period; the query ``contradictions``."""
        return self._ask("contradictions", "measure", place=place, **which)


class Policy(Entity):
    """A policy document: not a source, but what sources speak of."""

    def issues(self, **which: Unpack[Counted]) -> Result:
        """Its number, status and issuers as the sources give them; the query ``policy-documents``."""
        return self._ask("policy-documents", "policy", **which)


class Source(Entity):
    """A document of the dataset."""

    def coverage(self, reviewed: bool = False) -> Result:
        """How many statements of each relation it yields; the query ``document-claims``."""
        return self._ask("document-claims", "document", reviewed=reviewed)

    def unresolved(self) -> Result:
        """Names in it that stayed ambiguous; the query ``unresolved``."""
        return self._ask("unresolved", "document")
