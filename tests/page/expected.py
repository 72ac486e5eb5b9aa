"""What a page must show, worked out from the records of a graph and not from the page.

Follows the words of issue 3 and of the ontology; nothing here reads ``kg.page``.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

import networkx as nx

from kg.model import STANDING, Factuality, Literal
from kg.writing.turtle import Terms

if TYPE_CHECKING:
    from pathlib import Path

    from kg.model import Entity, Graph, Source, Statement
    from kg.ontology import Ontology

#: Things that happen in a year, by themselves or through the summit they belong to.
_DATED = ("Summit", "Declaration", "Instrument", "Speech")


@dataclass(frozen=True)
class Fact:
    """A statement with what the page derives from it."""

    name: str
    told: Statement
    year: int = 0
    organisations: frozenset[str] = frozenset()

    @property
    def ends(self) -> tuple[str, str]:
        return self.told.subject, self.told.object

    @property
    def stands(self) -> bool:
        return self.told.factuality in STANDING


@dataclass(frozen=True)
class Sample:
    """One graph and its page."""

    name: str
    graph: Graph
    ontology: Ontology
    page: Path

    @cached_property
    def sources(self) -> dict[str, Source]:
        return {source.id: source for source in self.graph.sources}

    @cached_property
    def entities(self) -> dict[str, Entity]:
        return {entity.key: entity for entity in self.graph.entities}

    def label(self, key: str) -> str:
        return self.entities[key].names[0]

    @cached_property
    def told(self) -> dict[str, Statement]:
        """Every statement by the local name of its fact, literals included."""
        terms = Terms(self.ontology)
        return {terms.fact_name(item): item for item in self.graph.statements}

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """The facts between things by name: what can be an edge."""
        return {
            name: Fact(name, item, self._year(item), frozenset(self._organisations(item)))
            for name, item in self.told.items()
            if not isinstance(item.object, Literal)
        }

    # -- Years and organisations of facts ----------------------------------------------------

    @cached_property
    def _summit_years(self) -> dict[str, int]:
        found: dict[str, int] = {}
        for item in self.graph.statements:
            if isinstance(item.object, Literal) and item.predicate in {"year", "startDate"}:
                year = int(item.object.value[:4])
                if item.predicate == "year" or item.subject not in found:
                    found[item.subject] = year
        return found

    @cached_property
    def _summits_of(self) -> dict[str, set[str]]:
        """Documents and speeches to the summits that they belong to."""
        found: dict[str, set[str]] = {}
        for item in self.graph.statements:
            if item.factuality is Factuality.NEGATED:
                continue
            if item.predicate == "adopted":
                found.setdefault(item.object, set()).add(item.subject)
            elif item.predicate == "deliveredAt":
                found.setdefault(item.subject, set()).add(item.object)
        return found

    def years_of(self, key: str) -> set[int]:
        """The years that a thing may be put in."""
        summits = {key} if self.entities[key].cls == "Summit" else self._summits_of.get(key, set())
        return {self._summit_years[summit] for summit in summits if summit in self._summit_years}

    def _year(self, item: Statement) -> int:
        qualifiers = dict(item.qualifiers)
        for key in (item.subject, item.object, qualifiers.get("atSummit", "")):
            if key in self.entities and self.entities[key].cls in _DATED and self.years_of(key):
                return min(self.years_of(key))
        if "termStartYear" in qualifiers:
            return int(qualifiers["termStartYear"])
        dates = [self.sources[passage.source].published for passage in item.evidence]
        return min((int(date[:4]) for date in dates if date), default=0)

    @cached_property
    def _organisers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {}
        for item in self.graph.statements:
            if item.predicate == "organisedBy" and item.factuality is not Factuality.NEGATED:
                found.setdefault(item.subject, set()).add(item.object)
        return found

    def _organisations(self, item: Statement) -> set[str]:
        qualifiers = dict(item.qualifiers)
        ends = {item.subject, item.object}
        summits = ends | {qualifiers.get("atSummit", "")}
        for end in ends:
            summits |= self._summits_of.get(end, set())
        found = {key for key in ends if self.entities[key].cls == "Organisation"}
        found |= {qualifiers["organisation"]} if "organisation" in qualifiers else set()
        return found.union(*(self._organisers.get(summit, set()) for summit in summits))

    # -- Filters -----------------------------------------------------------------------------

    def filtered(self, *, hide=(), orgs=(), years=None) -> Filtered:
        """What is left of the whole graph under these filters."""
        first, last = years or (0, 9999)
        timely = [
            fact
            for fact in self.facts.values()
            if years is None or (fact.year and first <= fact.year <= last)
        ]
        if orgs:
            core = [fact for fact in timely if fact.organisations & set(orgs)]
            known = {end for fact in core for end in fact.ends}
            loose = [f for f in timely if not f.organisations and known.issuperset(f.ends)]
            timely = core + loose
        known = {end for fact in timely for end in fact.ends}
        shown = {key for key in known if self.entities[key].cls not in hide}
        edges = {fact.name for fact in timely if shown.issuperset(fact.ends)}
        return Filtered(shown, edges, Counter(self.entities[key].cls for key in known))

    def network(self, names) -> nx.Graph:
        """The standing facts among ``names`` as an undirected network."""
        facts = (self.facts[name] for name in names)
        return nx.Graph([fact.ends for fact in facts if fact.stands])


@dataclass(frozen=True)
class Filtered:
    """Keys of things, names of facts, and number of things by class before classes are hidden."""

    nodes: set[str]
    edges: set[str]
    classes: Counter[str]
