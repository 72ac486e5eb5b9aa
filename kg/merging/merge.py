"""Many extractions, one graph.

Merging is set union (``Extraction.__or__``): associative, commutative, idempotent. ``settle``
then decides on the union, as a pure function of it, which local things are one, mints their
keys, and joins the statements; the order in which reports came cannot matter.

Its steps are functions of their own, so that they can be taken where the records are (see
``kg.spark``): what is told of one thing or fact is joined without looking at any other.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.merging.arrivals import choose, first_days
from kg.merging.facts import (
    PROPOSALS,
    TELLING,
    Roles,
    drop_own,
    find_conflicts,
    join_fact,
    look_over,
    rename,
    with_role,
)
from kg.merging.identity import match_leaders
from kg.merging.naming import Namer
from kg.merging.same_meetings import match_meetings
from kg.merging.same_texts import match_texts
from kg.merging.spans import DAYS, settle_days
from kg.model import Entity, Extraction, Graph, Literal, Source, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.gazetteers.gazetteer import Gazetteer


class Naming(NamedTuple):
    """Local key to final key, and the things with their final keys and names, sorted."""

    keys: Mapping[str, str]
    entities: tuple[Entity, ...]


class Outlook(NamedTuple):
    """What finishing a fact needs to know of the others: things, facts that go, roles, days."""

    known: frozenset[str]
    dropped: frozenset[tuple[Any, ...]]
    roles: Roles
    days: Mapping[str, str]

    def finish(self, fact: Statement) -> Iterator[Statement]:
        """The fact as it stands in the graph, if it does."""
        if fact.subject in self.known and fact[:4] not in self.dropped:
            for item in choose(fact, self.days):
                yield with_role(item, self.roles)


def merge(extractions: Iterable[Extraction]) -> Extraction:
    """The union of all; the same as joining them with ``|``, without copying at each step."""
    sources: set[Source] = set()
    entities: set[Entity] = set()
    statements: set[Statement] = set()
    for extraction in extractions:
        sources |= extraction.sources
        entities |= extraction.entities
        statements |= extraction.statements
    return Extraction(frozenset(sources), frozenset(entities), frozenset(statements))


def settle(extraction: Extraction, gazetteer: Gazetteer) -> Graph:
    """The graph that an extraction amounts to: final keys, one statement per fact, sorted."""
    naming = name_all(extraction, gazetteer)
    told: dict[tuple[str, str, str | Literal], list[Statement]] = defaultdict(list)
    for statement in extraction.statements:
        for item in rename(statement, naming.keys):
            told[item[:3]].append(item)
    facts = [fact for items in told.values() for fact in join_fact(items)]
    return draw(arrange(facts), naming, extraction.sources)


def join_thing(same: Iterable[Entity]) -> Entity:
    """What many reports tell of the thing with one local key (a country, say)."""
    first, *others = sorted(same)
    names = dict.fromkeys((*first.names, *(name for other in others for name in other.names)))
    return first._replace(names=tuple(names)) if others else first


def name_all(extraction: Extraction, gazetteer: Gazetteer) -> Naming:
    """Which of the things in an extraction are one, and their names."""
    things: dict[str, list[Entity]] = defaultdict(list)
    for entity in extraction.entities:
        things[entity.key].append(entity)
    return name_things(map(join_thing, things.values()), extraction.statements, gazetteer)


def name_things(
    things: Iterable[Entity], statements: Iterable[Statement], gazetteer: Gazetteer
) -> Naming:
    """Decide which things are one and name them; of ``statements`` only who adopted what counts.

    ``things`` are all there are, one for each local key: here, and only here, everything
    depends on everything else.
    """
    local = {entity.key: entity for entity in sorted(things)}
    identity = _identify(list(local.values()), statements, gazetteer)
    namer = Namer(gazetteer)
    keys = namer.name_all(local, identity)
    return Naming(keys, namer.entities(local, keys))


def arrange(facts: Iterable[Statement]) -> list[Statement]:
    """Facts that are joined, less those that others show to be none, in order."""
    return sorted(drop_own(settle_days(facts)), key=_order)


def draw(
    facts: Sequence[Statement],
    naming: Naming,
    sources: Iterable[Source],
) -> Graph:
    """The graph of facts that are arranged; roles that no report shows are filled in."""
    known = {entity.key: entity for entity in naming.entities}
    outlook = Outlook(frozenset(known), frozenset(), look_over(facts), first_days(facts))
    return Graph(
        sources=tuple(sorted(sources)),
        entities=naming.entities,
        statements=tuple(item for fact in facts for item in outlook.finish(fact)),
        conflicts=find_conflicts(facts, known),
    )


def adoptions(extraction: Extraction) -> tuple[Statement, ...]:
    """Who adopted what, and where that is said: it tells declarations with like titles apart."""
    return tuple(item for item in extraction.statements if item.predicate == "adopted")


def decides(fact: Statement) -> bool:
    """Whether other facts depend on this one."""
    return any(fact.predicate in telling for telling in (DAYS, TELLING, PROPOSALS))


def lighten(fact: Statement) -> Statement:
    """The fact without its evidence, unless that decides about days."""
    return fact if fact.predicate in DAYS else fact._replace(evidence=())


def look_out(told: Sequence[Statement], naming: Naming) -> tuple[list[Statement], Outlook]:
    """Arrange joined facts, at least those that decide, and what they mean for any other."""
    arranged = arrange(told)
    known = frozenset(entity.key for entity in naming.entities)
    dropped = frozenset(item[:4] for item in told) - {item[:4] for item in arranged}
    return arranged, Outlook(known, dropped, look_over(arranged), first_days(arranged))


def _identify(
    things: list[Entity], statements: Iterable[Statement], gazetteer: Gazetteer
) -> dict[str, str]:
    """Local key -> identity: things with one identity are one thing."""
    leaders = [entity for entity in things if entity.key.startswith("leader:")]
    summits = (entity for entity in things if entity.key.startswith("summit:"))
    meetings = match_meetings(summits, gazetteer.home_of)
    texts = match_texts(things, statements, meetings, gazetteer)
    return match_leaders(leaders, gazetteer) | meetings | texts


def _order(item: Statement) -> tuple[str, str, str, str]:
    return item.subject, item.predicate, str(item.object), item.factuality
