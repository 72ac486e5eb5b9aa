"""What one finding says in the terms of the ontology: a state participates, a person attends."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.moments import LASTED, LASTS, parse_moment, until
from kg.model import Literal
from kg.reading.successions import hand_over
from kg.reading.told_roles import home_of
from kg.text.numerals import read_number

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterator, Mapping

    from kg.reading.reading import Finding, Reading


#: So many sign for all who meet.
_MANY = 5
#: The rules that tell that a meeting ended; characters before them in which its length is told.
_CLOSED, _BEFORE = frozenset(("year.closed", "year.closed-then")), 8


def complete(reading: Reading, item: Finding) -> Iterator[Finding]:
    """Make a finding about an actor fit its predicate (a state participates, not attends)."""
    if isinstance(item.object, Literal) and item.object.datatype == "moment":
        return _ended(reading, item) if item.predicate == "year" else _dates(item)
    return _COMPLETIONS.get(item.predicate, _as_it_is)(reading, item)


def _as_it_is(_: Reading, item: Finding) -> Iterator[Finding]:
    yield item


def _held(_: Reading, item: Finding) -> Iterator[Finding]:
    """Held in a state: the state hosts."""
    country = str(item.object)
    if country.startswith("country/"):
        item = item._replace(subject=country, predicate="hosted", object=item.subject)
    yield item


def _attended(_: Reading, item: Finding) -> Iterator[Finding]:
    """Persons attend, also where only their number is told; states and bodies participate."""
    person = item.subject.startswith(("leader", "@"))
    yield item if person else item._replace(predicate="participatedIn")


def _hosted(reading: Reading, item: Finding) -> Iterator[Finding]:
    """A state hosts; a leader who does so does it for the state of the title."""
    if item.subject.startswith("country"):
        yield item
    kept = tuple(pair for pair in item.qualifiers if pair[0] != "capacity")
    for home in reading.homes.get(item.subject, ()):
        if home.startswith("country"):
            yield item._replace(subject=home, qualifiers=kept)


def _by_meeting(_: Reading, item: Finding) -> Iterator[Finding]:
    """Supported or adopted by the participants: by the meeting."""
    if item.subject.startswith("@"):
        item = item._replace(subject=item.subject.partition("/")[2])
    yield item


def _signed(reading: Reading, item: Finding) -> Iterator[Finding]:
    """What many who attend a meeting sign together it brought; two or three may have their own."""
    yield from _by_person(reading, item)
    meeting = item.told("atSummit")
    if meeting and item.notes.listed >= _MANY:
        yield item.other(meeting, "adopted", str(item.object))


def _adopted(reading: Reading, item: Finding) -> Iterator[Finding]:
    """Adopted by a meeting, or by the participants of one; not by two who talk."""
    if not item.subject.startswith("leader"):
        yield from _by_meeting(reading, item)


def _by_person(_: Reading, item: Finding) -> Iterator[Finding]:
    if not item.subject.startswith(("country", "organisation")):
        yield item


def _by_state(reading: Reading, item: Finding) -> Iterator[Finding]:
    """Who comes as an observer, or of whose state is told, stands for it; bodies have no status."""
    state = home_of(reading, item.subject) or item.subject
    if state.startswith("country"):
        yield item._replace(subject=state)


def _joins(reading: Reading, item: Finding) -> Iterator[Finding]:
    """A state joins the union, whichever council of it takes that state in."""
    union = reading.knowledge.gazetteer.union_of(str(item.object))
    return _by_state(reading, item._replace(object=union))


def _dates(item: Finding) -> Iterator[Finding]:
    moment = parse_moment(str(item.object.value)) if isinstance(item.object, Literal) else None
    if moment is None:
        return
    if moment.start:
        yield item._replace(predicate="startDate", object=Literal(moment.start, "date"))
    if moment.end:
        yield item._replace(predicate="endDate", object=Literal(moment.end, "date"))
    yield from _year(item)


def _ended(reading: Reading, item: Finding) -> Iterator[Finding]:
    """The year of the day on which a meeting ended; how long it was tells when it began."""
    told = _length(reading, item) if item.rule in _CLOSED else None
    moment = parse_moment(str(item.object.value)) if isinstance(item.object, Literal) else None
    if told and moment and not moment.end_day:
        days = until(moment, read_number(told["long"]))
        start, end = min(item.start, told.start()), max(item.end, told.end())
        literal = Literal(days.literal, "moment")
        yield from _dates(item._replace(object=literal, start=start, end=end))
    yield from _year(item)


def _length(reading: Reading, item: Finding) -> re.Match[str] | None:
    """How many days a meeting lasted, told where it ends."""
    shadow = reading.document.shadow
    near = LASTED.search(shadow, max(0, item.start - _BEFORE), item.start)
    return near or LASTS.search(shadow, item.start, item.end)


def _year(item: Finding) -> Iterator[Finding]:
    moment = parse_moment(str(item.object.value)) if isinstance(item.object, Literal) else None
    if moment is not None and moment.year:
        yield item._replace(predicate="year", object=Literal(str(moment.year), "integer"))


_COMPLETIONS: Mapping[str, Callable[[Reading, Finding], Iterator[Finding]]] = {
    "heldIn": _held,
    "attended": _attended,
    "hosted": _hosted,
    "supports": _by_meeting,
    "adopted": _adopted,
    "succeededAsChair": hand_over,
    "delivered": _by_person,
    "signed": _signed,
    "chaired": _by_person,
    "accededTo": _joins,
    "startedAccessionTo": _joins,
    "becameObserverOf": _joins,
    "becameDialoguePartnerOf": _joins,
    "memberOf": _by_state,
    "observerOf": _by_state,
    "dialoguePartnerOf": _by_state,
}
