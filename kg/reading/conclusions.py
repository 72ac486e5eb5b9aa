"""What follows from a report as a whole: roles, states behind their leaders, signers, hosts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.participants import MINISTERS
from kg.grammar.mentions import CITY
from kg.merging.arrivals import ARRIVED
from kg.model import Factuality
from kg.reading.bodies import named_within
from kg.reading.companions import go_on
from kg.reading.completions import complete
from kg.reading.councils import find_bodies
from kg.reading.events import drop_events
from kg.reading.memberships import show_status
from kg.reading.online import place_online
from kg.reading.roles import (
    give_host_roles,
    give_roles,
    heads_at_home,
)
from kg.reading.signers import find_signers

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.reading.reading import Finding, Reading

_NAME = "summits.name"
#: Longer titles tell whose text it is; 主席声明 and 联合公报 are those of any meeting.
_COMMON = 6
#: What of an attendance holds for the state, too.
_OF_STATE = frozenset(("role", "mode"))


def conclude(reading: Reading) -> list[Finding]:
    """All findings of a report: those of the rules, completed, and those that follow.

    What it finds out of people and meetings (whom somebody stands for, the city of a meeting,
    that one is no more than an event) is noted in ``reading``, from which records are made.
    """
    for item in heads_at_home(reading):
        reading.homes[item.subject][str(item.object)] += 1
        reading.findings.append(item)
    found = [item for raw in reading.findings for item in complete(reading, raw)]
    found += list(_presence(reading, found))
    venues = _venues(reading, found)
    for item in venues:
        reading.meeting_of(item.subject).city = str(item.object)
    found += venues
    found = give_roles(reading, list(place_online(reading, found)))
    found = list(go_on(reading, found))
    found += list(_states(found))
    found += list(find_bodies(reading, found))
    found += list(show_status(reading, found))
    signers = find_signers(reading, found)
    found = [item for raw in found for item in _expand(raw, signers)]
    found = list(_part_texts(reading, _drop_namesakes(found)))
    found += list(_hosts(reading, found))
    day = reading.published.start
    found = drop_events(reading, give_host_roles([_dated(item, day) for item in found]))
    return list(_named(reading, found))


def _named(reading: Reading, found: Iterable[Finding]) -> Iterator[Finding]:
    """What is told of bodies that the report names.

    东亚 in 东亚领导人系列会议 tells which meetings are of one kind, not whose they are.
    """
    known: dict[str, bool] = {}
    for item in found:
        body = str(item.object)
        if body.startswith("organisation/") and body not in known:
            known[body] = body in reading.names or bool(named_within(reading, body))
        if known.get(body, True):
            yield item


def _part_texts(reading: Reading, found: Sequence[Finding]) -> Iterator[Finding]:
    """《主席声明》 of one meeting is not that of another, of which the report tells as well."""
    signed = {str(item.object) for item in found if item.predicate == "signed"}
    whose: dict[str, str] = {}
    for item in found:
        key = str(item.object)
        title = key.partition(":")[2]
        common = reading.classes.get(key) == "Declaration" and len(title) <= _COMMON
        if item.predicate == "adopted" and common and key not in signed:
            first = whose.setdefault(key, item.subject)
            key = key if first == item.subject else f"{key}@{item.subject}"
            yield item._replace(object=reading.note(key, "Declaration", title))
        else:
            yield item


def _drop_namesakes(found: list[Finding]) -> list[Finding]:
    """A meeting named after one city and held in another was held in the other."""
    told = {item.subject for item in found if item.predicate == "heldIn" and item.rule != _NAME}
    return [
        item
        for item in found
        if item.predicate != "heldIn" or item.rule != _NAME or item.subject not in told
    ]


def _dated(item: Finding, day: str) -> Finding:
    """An arrival bears the day on which it was told: that of the report, or one before."""
    if not item.notes.arrived or not day or item.factuality is not Factuality.ACTUAL:
        return item
    return item.having(**{ARRIVED: min(item.notes.day or day, day)})


def _presence(reading: Reading, found: Sequence[Finding]) -> Iterator[Finding]:
    """Who chairs a meeting or speaks at it attends it."""
    focus = reading.agenda.focus
    given: dict[object, list[Finding]] = {}  # speech -> who gave it
    for item in found:
        if item.predicate == "delivered":
            given.setdefault(item.object, []).append(item)
    told = set()
    for item in found:
        if item.predicate == "chaired" and item.subject.startswith("leader"):
            yield item._replace(predicate="attended")
        elif item.predicate == "deliveredAt" and focus is not None and item[:3] not in told:
            told.add(item[:3])
            for speech in given.get(item.subject, ()):
                yield speech._replace(predicate="attended", object=str(item.object))


def _states(found: list[Finding]) -> Iterator[Finding]:
    """Represented by an attending leader, a state or organisation participates."""
    for item in found:
        if item.predicate == "attended":
            actor = item.told("onBehalfOf")
            if actor:
                kept = tuple(pair for pair in item.qualifiers if pair[0] in _OF_STATE)
                yield item._replace(subject=actor, predicate="participatedIn", qualifiers=kept)


def _venues(reading: Reading, found: Iterable[Finding]) -> list[Finding]:
    """《…乌法宣言》: a declaration is named after the city in which it was adopted.

    Only of meetings whose city is not told, and by the first such declaration; not of those
    held by video, whose chair has given the text its name.
    """
    venues: dict[str, Finding] = {}
    for item in found:
        if item.predicate != "adopted" or item.factuality is not Factuality.ACTUAL:
            continue
        meeting = reading.meeting_of(item.subject)
        if (
            not (meeting.city or meeting.online)
            and reading.classes.get(str(item.object)) == "Declaration"
        ):
            for city in _cities_of(reading, str(item.object).partition(":")[2]):
                venue = item._replace(predicate="heldIn", object=city)
                venues.setdefault(item.subject, venue)
    return list(venues.values())


def _cities_of(reading: Reading, title: str) -> Iterator[str]:
    for hit in reading.knowledge.lexicon.find(title):
        if hit.kind == CITY and title[hit.end : hit.end + 2] == "宣言":
            yield hit.keys[0]


def _expand(item: Finding, signers: Mapping[str, Iterable[str]]) -> Iterator[Finding]:
    """成员国元首签署: every leader whom the report lists as attending for a member; or minister."""
    if not item.subject.startswith("@"):
        yield item
    elif item.predicate == "signed":
        name, _, meeting = item.subject.partition("/")
        for leader in signers.get(item.subject if name == MINISTERS else meeting, ()):
            yield item._replace(subject=leader)


def _hosts(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """The state in which a meeting is held hosts it, if it was a state by then (1961年在莫斯科)."""
    gazetteer = reading.knowledge.gazetteer
    for item in found:
        country = gazetteer.home_of.get(str(item.object), "")
        if item.predicate != "heldIn" or not country:
            continue
        year = reading.meeting_of(item.subject).year
        if not year or year >= gazetteer.since.get(country, 0):
            yield item._replace(subject=country, predicate="hosted", object=item.subject)
