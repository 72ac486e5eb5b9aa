"""What many reports tell of one fact, joined; each fact on its own, as long as it can be.

A fact is subject, predicate and object. Only roles and conflicts need some other facts, too.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from kg.merging.arrivals import day_of_arrival, in_case, public
from kg.model import STANDING, Factuality, Literal, Problem, Statement

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Entity

_STATUS = {"memberOf": "member", "observerOf": "observer", "dialoguePartnerOf": "partner"}
_SINGLE = frozenset(("edition", "startDate"))
#: The predicates of facts that give roles to others, or can contradict one another.
TELLING = frozenset((*_STATUS, *_SINGLE, "organisedBy"))
_PROPOSED, _SUPPORTS = "proposed", "supports"
#: The predicates of facts about initiatives, of which some make others superfluous.
PROPOSALS = frozenset((_PROPOSED, _SUPPORTS))


class Roles(NamedTuple):
    """Summit to the organisation that holds it; (actor, organisation) to its role there."""

    organiser: Mapping[str, str]
    status: Mapping[tuple[str, str], str]


def mentioned(fact: Statement) -> Iterator[str]:
    """Keys of the things in a fact, and some other values."""
    yield fact.subject
    if isinstance(fact.object, str):
        yield fact.object
    yield from (value for _, value in fact.qualifiers)


def rename(item: Statement, keys: Mapping[str, str]) -> Iterator[Statement]:
    """The statement about final things; none where subject and object turn out to be one."""
    subject, obj = keys.get(item.subject, item.subject), item.object
    if not isinstance(obj, Literal):
        obj = keys.get(obj, obj)
    if subject != obj:
        pairs = tuple([(name, keys.get(value, value)) for name, value in item.qualifiers])
        # Not by ``_replace``, which takes longer than all the rest.
        yield Statement(subject, item.predicate, obj, item.factuality, pairs, item.evidence)


def join_fact(same: Iterable[Statement]) -> Iterator[Statement]:
    """One statement per factuality of the fact that all in ``same`` tell, with all evidence.

    What is told as done needs no second statement that says it is decided. Who has only come
    for a meeting may be there or be to come: a statement for each case
    (see ``kg.merging.arrivals``).
    """
    told: dict[Factuality, list[Statement]] = defaultdict(list)
    for item in same:
        told[item.factuality].append(item)
    actual, decided = told.get(Factuality.ACTUAL, ()), told.get(Factuality.DECIDED, ())
    if not decided and (day := day_of_arrival(actual)):
        yield from _arrived(told.pop(Factuality.ACTUAL), told.pop(Factuality.PLANNED, []), day)
    for factuality, items in told.items():
        if factuality is Factuality.ACTUAL:
            yield _joined(items, decided)
        elif factuality is not Factuality.DECIDED or not actual:
            yield _joined(items)


def _arrived(actual: list[Statement], planned: list[Statement], day: str) -> Iterator[Statement]:
    """The statements of who has come by ``day``, in case the meeting had begun, and if not."""
    for items in filter(None, (actual, planned)):
        yield in_case(_joined(items), day, ahead=False)
    to_come = [item._replace(factuality=Factuality.PLANNED) for item in (*planned, *actual)]
    yield in_case(_joined(to_come), day, ahead=True)


def drop_own(facts: Iterable[Statement]) -> list[Statement]:
    """The facts less those that somebody supports what is his own proposal."""
    items = list(facts)
    own = {(item.subject, item.object) for item in items if item.predicate == _PROPOSED}
    return [
        item
        for item in items
        if item.predicate != _SUPPORTS or (item.subject, item.object) not in own
    ]


def _joined(items: list[Statement], more: Iterable[Statement] = ()) -> Statement:
    """All of ``items``, and the evidence of ``more``."""
    evidence = sorted({passage for item in (*items, *more) for passage in item.evidence})
    pairs = public(pair for item in items for pair in item.qualifiers)
    if ("role", "host") in pairs:
        pairs.discard(("role", "member"))
    subject, predicate, obj, factuality = items[0][:4]
    return Statement(subject, predicate, obj, factuality, tuple(sorted(pairs)), tuple(evidence))


def look_over(statements: Iterable[Statement]) -> Roles:
    """What gives a role where a report shows none; of sorted ``statements`` the last one counts."""
    organiser: dict[str, str] = {}
    status: dict[str, dict[tuple[str, str], str]] = {name: {} for name in _STATUS}
    for item in statements:
        if item.predicate == "organisedBy":
            organiser[item.subject] = str(item.object)
        elif item.predicate in status and item.factuality in STANDING:
            status[item.predicate][item.subject, str(item.object)] = _STATUS[item.predicate]
    return Roles(organiser, status["dialoguePartnerOf"] | status["observerOf"] | status["memberOf"])


def with_role(item: Statement, roles: Roles) -> Statement:
    """The statement with the role that the status of its actor gives, unless it has one."""
    if item.predicate not in ("attended", "participatedIn"):
        return item
    qualifiers = dict(item.qualifiers)
    if "role" in qualifiers:
        return item
    actor = qualifiers.get("onBehalfOf", item.subject)
    role = roles.status.get((actor, roles.organiser.get(str(item.object), "")))
    pairs = (*item.qualifiers, ("role", role)) if role else item.qualifiers
    return item._replace(qualifiers=tuple(sorted(pairs)))


def find_conflicts(
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
