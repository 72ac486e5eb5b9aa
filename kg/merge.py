"""Many extractions, one graph.

Merging is set union (``Extraction.__or__``): associative, commutative, idempotent. ``settle``
then decides on the union, as a pure function of it, which local things are one, mints their
keys, and joins the statements; the order in which reports came cannot matter.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.identity import match_leaders
from kg.model import (
    STANDING,
    Entity,
    Extraction,
    Factuality,
    Graph,
    Literal,
    Problem,
    Source,
    Statement,
)
from kg.naming import Namer
from kg.same_meetings import match_meetings
from kg.same_texts import match_texts
from kg.spans import settle_days

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from kg.gazetteer import Gazetteer

_STATUS = {"memberOf": "member", "observerOf": "observer", "dialoguePartnerOf": "partner"}
_SINGLE = frozenset(("edition", "startDate"))


def merge(extractions: Iterable[Extraction]) -> Extraction:
    """The union of all; the same as joining them with ``|``, without copying at each step."""
    sources: set[Source] = set()
    entities: set[Entity] = set()
    statements: set[Statement] = set()
    unresolved: set[Problem] = set()
    for extraction in extractions:
        sources |= extraction.sources
        entities |= extraction.entities
        statements |= extraction.statements
        unresolved |= extraction.unresolved
    return Extraction(
        frozenset(sources), frozenset(entities), frozenset(statements), frozenset(unresolved)
    )


def settle(extraction: Extraction, gazetteer: Gazetteer) -> Graph:
    """The graph that an extraction amounts to: final keys, one statement per fact, sorted."""
    local = _join_entities(extraction.entities)
    identity = _identify(local.values(), extraction.statements, gazetteer)
    namer = Namer(gazetteer)
    keys = namer.name_all(local, identity)
    statements = _join_statements(extraction.statements, keys)
    statements = _fill_roles(statements)
    entities = namer.entities(local, keys)
    used = {entity.key for entity in entities}
    conflicts = _conflicts(statements, {entity.key: entity for entity in entities})
    return Graph(
        sources=tuple(sorted(extraction.sources)),
        entities=entities,
        statements=tuple(item for item in statements if item.subject in used),
        conflicts=conflicts,
        unresolved=tuple(sorted(extraction.unresolved)),
    )


def _join_entities(entities: Iterable[Entity]) -> dict[str, Entity]:
    """One entity per local key: countries and the like come from many reports."""
    joined: dict[str, Entity] = {}
    for entity in sorted(entities):
        known = joined.get(entity.key)
        if known is None:
            joined[entity.key] = entity
        else:
            names = tuple(dict.fromkeys((*known.names, *entity.names)))
            joined[entity.key] = known._replace(names=names)
    return joined


def _identify(
    local: Iterable[Entity], statements: Iterable[Statement], gazetteer: Gazetteer
) -> dict[str, str]:
    """Local key -> identity: things with one identity are one thing."""
    entities = list(local)
    leaders = [entity for entity in entities if entity.key.startswith("leader:")]
    meetings = match_meetings(entity for entity in entities if entity.key.startswith("summit:"))
    texts = match_texts(entities, statements, meetings, gazetteer)
    return match_leaders(leaders, gazetteer) | meetings | texts


def _join_statements(
    statements: Iterable[Statement], keys: Mapping[str, str]
) -> tuple[Statement, ...]:
    """One statement per subject, predicate, object and factuality, with all evidence."""
    joined: dict[tuple[str, str, str | Literal, Factuality], list[Statement]] = defaultdict(list)
    for item in statements:
        subject = keys.get(item.subject, item.subject)
        obj = (
            item.object if isinstance(item.object, Literal) else keys.get(item.object, item.object)
        )
        if subject != obj:
            joined[subject, item.predicate, obj, item.factuality].append(item)
    result = [
        Statement(
            *identity,
            qualifiers=_qualifiers(items, keys),
            evidence=tuple(sorted({evidence for item in items for evidence in item.evidence})),
        )
        for identity, items in joined.items()
    ]
    return tuple(sorted(settle_days(_settled(result)), key=_order))


def _order(item: Statement) -> tuple[str, str, str, str]:
    return item.subject, item.predicate, str(item.object), item.factuality


def _settled(statements: Iterable[Statement]) -> list[Statement]:
    """What is told as done needs no second fact that says it is decided."""
    items = list(statements)
    actual = {
        (item.subject, item.predicate, item.object): index
        for index, item in enumerate(items)
        if item.factuality is Factuality.ACTUAL
    }
    kept: list[Statement] = []
    for item in items:
        index = actual.get((item.subject, item.predicate, item.object))
        if item.factuality is Factuality.DECIDED and index is not None:
            evidence = tuple(sorted({*items[index].evidence, *item.evidence}))
            items[index] = items[index]._replace(evidence=evidence)
    for item in items:
        twin = (item.subject, item.predicate, item.object) in actual
        if item.factuality is not Factuality.DECIDED or not twin:
            kept.append(item)
    return kept


def _qualifiers(items: list[Statement], keys: Mapping[str, str]) -> tuple[tuple[str, str], ...]:
    pairs = {(name, keys.get(value, value)) for item in items for name, value in item.qualifiers}
    roles = {value for name, value in pairs if name == "role"}
    if "host" in roles:
        pairs.discard(("role", "member"))
    return tuple(sorted(pairs))


def _fill_roles(statements: tuple[Statement, ...]) -> tuple[Statement, ...]:
    """Where a report shows no role, the status that other reports tell gives it."""
    organiser = {
        item.subject: str(item.object) for item in statements if item.predicate == "organisedBy"
    }
    status: dict[tuple[str, str], str] = {}
    for predicate in ("dialoguePartnerOf", "observerOf", "memberOf"):
        for item in statements:
            if item.predicate == predicate and item.factuality in STANDING:
                status[item.subject, str(item.object)] = _STATUS[predicate]
    return tuple(_fill_role(item, organiser, status) for item in statements)


def _fill_role(
    item: Statement, organiser: Mapping[str, str], status: Mapping[tuple[str, str], str]
) -> Statement:
    qualifiers = dict(item.qualifiers)
    if item.predicate not in ("attended", "participatedIn") or "role" in qualifiers:
        return item
    actor = qualifiers.get("onBehalfOf", item.subject)
    role = status.get((actor, organiser.get(str(item.object), "")))
    pairs = (*item.qualifiers, ("role", role)) if role else item.qualifiers
    return item._replace(qualifiers=tuple(sorted(pairs)))


def _conflicts(
    statements: Iterable[Statement], entities: Mapping[str, Entity]
) -> tuple[Problem, ...]:
    """Values that cannot both be true; both are kept, and reported."""
    values: dict[tuple[str, str], set[str]] = defaultdict(set)
    for item in statements:
        if item.predicate in _SINGLE and isinstance(item.object, Literal):
            values[item.subject, item.predicate].add(item.object.value)
    return tuple(
        Problem(
            "warning",
            "conflict",
            subject,
            f"{entities[subject].names[0]}: {predicate} {' / '.join(sorted(found))}",
        )
        for (subject, predicate), found in sorted(values.items())
        if len(found) > 1 and subject in entities
    )


__all__ = ["merge", "settle"]
