"""What the parts of the page ask a graph: its facts in one order, and when and where things were.

Everything is put in an order of its own here, so that the page of a graph is the same whether
the graph comes from a build or from its ``graph.ttl`` (see ``kg.writing.load``).
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.model import STANDING, Entity, Factuality, Graph, Literal, Source, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

_SURROGATES = re.compile("[\ud800-\udfff]")
_YEAR = re.compile(r"[0-9]{4}")
#: What says when a summit was, the better first.
_DATES = ("year", "startDate", "endDate")
#: What ties a document or a speech to its summit: predicate to whether the summit is its subject.
_OUTCOMES = {"adopted": True, "deliveredAt": False}
_SOURCE_FIELDS = ("path", "title", "published", "publisher", "url")


@dataclass(frozen=True, slots=True)
class Things:
    """A graph as the page reads it; all mappings are by entity key.

    ``edges`` are the facts between things, ``literals`` the others. ``years`` holds the things
    whose year is known, ``summits`` the summits that a document or a speech belongs to.
    """

    entities: Mapping[str, Entity]
    edges: tuple[Statement, ...]
    literals: tuple[Statement, ...]
    sources: Mapping[str, Source]
    years: Mapping[str, int]
    summits: Mapping[str, tuple[str, ...]]
    organisers: Mapping[str, tuple[str, ...]]
    cities: Mapping[str, tuple[str, ...]]

    def label(self, key: str) -> str:
        """The name under which a thing goes."""
        entity = self.entities[key]
        return entity.names[0] if entity.names else entity.en or key

    def linked(self) -> frozenset[str]:
        """The things that some fact ties to another thing."""
        return frozenset(key for edge in self.edges for key in ends(edge))


def ends(edge: Statement) -> tuple[str, str]:
    """Subject and object of a fact between things."""
    return edge.subject, str(edge.object)


def read_things(graph: Graph) -> Things:
    """Look through a settled graph; facts about what is no thing of the graph are left out."""
    entities = {entity.key: _tidy(entity) for entity in sorted(graph.entities)}
    facts = sorted((item for item in graph.statements if _known(item, entities)), key=_order)
    edges = tuple(item for item in facts if not isinstance(item.object, Literal))
    literals = tuple(item for item in facts if isinstance(item.object, Literal))
    summits = _join(
        (document, summit)
        for predicate, forward in _OUTCOMES.items()
        for summit, document in _pairs(edges, predicate, forward=forward)
    )
    return Things(
        entities,
        edges,
        literals,
        _read_sources(graph),
        _read_years(literals, summits),
        summits,
        _join(_pairs(edges, "organisedBy")),
        _join(_pairs(edges, "heldIn")),
    )


def clean(text: str) -> str:
    """``text`` as Turtle can hold it: halves of surrogate pairs are no characters."""
    return _SURROGATES.sub("\ufffd", text)


def _tidy(entity: Entity) -> Entity:
    """The label first, the other names sorted, nothing twice: as ``kg.writing.load`` reads them."""
    names = [clean(name) for name in entity.names if name]
    others = sorted(set(names[1:]) - set(names[:1]))
    return Entity(entity.key, entity.cls, (*names[:1], *others), entity.en)


def _known(item: Statement, entities: Mapping[str, Entity]) -> bool:
    return item.subject in entities and (
        isinstance(item.object, Literal) or item.object in entities
    )


def _order(item: Statement) -> tuple[str, str, str, str]:
    target = item.object.value if isinstance(item.object, Literal) else item.object
    return item.subject, item.predicate, target, item.factuality


def _pairs(
    edges: Iterable[Statement], predicate: str, *, forward: bool = True
) -> list[tuple[str, str]]:
    """Ends of the facts of one predicate, those that did not happen excepted."""
    told = (edge for edge in edges if edge.predicate == predicate)
    pairs = [ends(edge) for edge in told if edge.factuality is not Factuality.NEGATED]
    return pairs if forward else [(target, subject) for subject, target in pairs]


def _join(pairs: Iterable[tuple[str, str]]) -> dict[str, tuple[str, ...]]:
    found: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        found[key].add(value)
    return {key: tuple(sorted(values)) for key, values in found.items()}


def _read_sources(graph: Graph) -> dict[str, Source]:
    """By id; the same text under two names is one source with the first of each field."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in graph.sources:
        found[source.id].append(source)
    for item in graph.statements:
        for passage in item.evidence:
            found.setdefault(passage.source, [Source(passage.source, "")])
    sources = [_join_sources(key, same) for key, same in found.items()]
    return {one.id: one for one in sorted(sources, key=lambda one: (one.published, one.id))}


def _join_sources(key: str, same: Iterable[Source]) -> Source:
    fields = {name: sorted(filter(None, (getattr(one, name) for one in same)))
              for name in _SOURCE_FIELDS}  # fmt: skip
    return Source(
        id=key, **{name: clean(next(iter(values), "")) for name, values in fields.items()}
    )


def _read_years(
    literals: Iterable[Statement], summits: Mapping[str, tuple[str, ...]]
) -> dict[str, int]:
    """The year of each summit, and for its documents and speeches the first of theirs."""
    best: dict[str, tuple[bool, int, int, int]] = {}
    for item in literals:
        match = _YEAR.match(str(getattr(item.object, "value", "")))
        if item.predicate in _DATES and match:
            better = -_DATES.index(item.predicate)
            grade = (item.factuality in STANDING, better, len(item.evidence), -int(match[0]))
            best[item.subject] = max(grade, best.get(item.subject, grade))
    years = {key: -grade[-1] for key, grade in best.items()}
    for key, hosts in summits.items():
        dated = [years[summit] for summit in hosts if summit in years]
        if dated and key not in years:
            years[key] = min(dated)
    return years
