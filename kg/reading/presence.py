"""Whether somebody who is told to say or do something is at the meeting at all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.offices import HEAD_OF_GOVERNMENT
from kg.grammar.mentions import LEADER
from kg.model import Factuality
from kg.reading.roles import is_stranger
from kg.reading.titles import told_office

if TYPE_CHECKING:
    from kg.finders.standing import Person
    from kg.grammar.rule import Rule
    from kg.reading.reading import Reading
    from kg.reading.slots import Value


def may_be_there(reading: Reading, rule: Rule, value: Value, meetings: list[Value]) -> bool:
    """Whether what somebody says is said at the meeting: in a comment only heads say it there."""
    heads = rule.heads or (rule.heard and reading.comment)
    if heads and (_stays_away(reading, value) or not _leads_member(reading, value, meetings)):
        return False
    if rule.met and not _has_come(reading, value, meetings):
        return False
    if not rule.heard:
        return True
    elsewhere = _explains(reading, value) or _comments(reading, value, meetings)
    return value.key not in reading.senders and not elsewhere


def _has_come(reading: Reading, value: Value, meetings: list[Value]) -> bool:
    """Whether it is he with whom the host talks at home, and no other meeting goes on there."""
    pair = {reading.person_key(one.value) for one in reading.pair}
    held = {reading.meeting_key(one) for one in reading.agenda.held}
    other = held.difference(str(meeting.key) for meeting in meetings)
    return value.key in pair and not (reading.abroad or other)


def _person(value: Value) -> Person | None:
    """Who is meant, if it is somebody by name or title."""
    mention = value.party.mention if value.party else value.mention
    return mention.value if mention is not None and mention.kind == LEADER else None


def _stays_away(reading: Reading, value: Value) -> bool:
    """Whether the report told before that somebody does not attend."""
    negated = (item for item in reading.findings if item.factuality is Factuality.NEGATED)
    return any(item[:2] == (value.key, "attended") for item in negated)


def _explains(reading: Reading, value: Value) -> bool:
    """Whether it is somebody's office to tell of meetings (发言人): he need not be there."""
    person = _person(value)
    return person is not None and bool(reading.cues.spokesmen.search(person.title))


def _comments(reading: Reading, value: Value, meetings: list[Value]) -> bool:
    """Whether somebody speaks of a meeting to which his state does not belong."""
    person = _person(value)
    if not meetings or person is None:
        return False
    _, represents = told_office(reading, person)
    key = str(meetings[0].key)
    return bool(represents) and all(is_stranger(reading, one, key) for one in represents)


def _leads_member(reading: Reading, value: Value, meetings: list[Value]) -> bool:
    """Whether somebody leads a member of the body whose leaders meet."""
    person = _person(value)
    if not meetings or person is None:
        return False
    knowledge, meeting = reading.knowledge, reading.meeting_of(str(meetings[0].key))
    title, represents = told_office(reading, person)
    leads = knowledge.names.offices.rank(title) >= HEAD_OF_GOVERNMENT
    year = meeting.year or reading.agenda.year
    belongs = knowledge.gazetteer.belongs
    home = any(belongs(state, meeting.organisation, year) for state in represents)
    return leads and home and meeting.level == "leaders" and not meeting.variant
