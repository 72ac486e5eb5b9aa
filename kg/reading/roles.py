"""The role in which somebody takes part: from the list, from the title, by default, as host."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.finders.offices import HEAD_OF_GOVERNMENT
from kg.model import STANDING
from kg.reading.told_roles import PRESENT, Told, home_of, told_of

if TYPE_CHECKING:
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Finding, Reading

#: The label that says where they meet; who has the chair may have it elsewhere.
_AT_HOME = "东道国"
#: The level of a meeting without leaders.
_OF_MINISTERS = "ministers"
#: A body with others, whom it may take in later.
_DIALOGUE = "dialogue"
#: Variants of a meeting at which the members are the same: of leaders, and one of their ministers.
_OWN = ("", "special", "anniversary", "informal", _DIALOGUE)
_OFFICES = ("外长", "部长", "防长", "财长", "理事会")


def give_roles(reading: Reading, found: list[Finding]) -> list[Finding]:
    """Give attendance its role: from the list, from the title, or by default."""
    told = told_of(reading, found)
    return [
        _with_role(reading, item, told) if item.predicate in PRESENT else item for item in found
    ]


def _with_role(reading: Reading, item: Finding, told: Told) -> Finding:
    meeting = str(item.object)
    actor = home_of(reading, item.subject) or item.subject
    follows = item.predicate == "attended" and _follows(reading, item, told)
    role = told.roles.get((item.subject, meeting), "")
    if not role and reading.homes.get(item.subject) and not follows:
        role = told.roles.get((actor, meeting), "")
    if role:
        item = item._replace(notes=item.notes._replace(labelled=True))
    elif follows:
        role = "delegation"
    else:
        role = _role_alone(reading, item, told)
    if role:
        item = item.having(role=role)
    if item.predicate == "attended" and actor != item.subject and role != "delegation":
        item = item.having(onBehalfOf=item.told("onBehalfOf") or actor)
    return item


def _role_alone(reading: Reading, item: Finding, told: Told) -> str:
    """The role of somebody of whom no label tells it; "" if nothing does."""
    meeting, notes = str(item.object), item.notes
    actor = home_of(reading, item.subject) or item.subject
    if item.predicate != "attended":
        state = item.subject.startswith("country") and not notes.later
        known = state and _of_known(reading, meeting)
        return _default_role(reading, item, item.subject, blocked=False) if known else ""
    alone = notes.listed <= 1
    if _is_led(reading, item, told, alone=alone, led=notes.led):
        return "delegation"
    guest = notes.chairs not in ("", reading.meeting_of(meeting).organisation)
    listed = not alone and ("member", meeting) in told.groups
    apart = notes.later or (notes.further and not _of_known(reading, meeting))
    body = reading.meeting_of(meeting).organisation
    role = "" if notes.later else told.status.get((actor, body), "")
    role = role or _default_role(reading, item, actor, blocked=guest or apart or listed)
    stranger = not role and notes.invited and is_stranger(reading, actor, meeting)
    return "guest" if stranger else role


def _default_role(reading: Reading, item: Finding, actor: str, *, blocked: bool) -> str:
    if actor.startswith("organisation"):
        return "organisation"
    if not actor.startswith("country") or blocked:
        return ""
    return "member" if _is_member(reading, actor, str(item.object)) else ""


def _of_known(reading: Reading, meeting: str) -> bool:
    """Whether the members of the body that meets are known: 甲、乙,以及丙 is no guest."""
    return reading.meeting_of(meeting).organisation in reading.knowledge.gazetteer.members


def _is_led(reading: Reading, item: Finding, told: Told, *, alone: bool, led: bool) -> bool:
    """Whether somebody without a title is one of a delegation (甲等出席).

    Whoever is known and comes alone leads his own, unless his state has somebody with a title.
    """
    actor = home_of(reading, item.subject) or item.subject
    if reading.homes.get(item.subject) or actor.startswith("organisation"):
        return False
    if (actor, str(item.object)) in told.chiefs:
        return True
    others = not alone or "等" in reading.document.shadow[item.start : item.end]
    known = actor.startswith("country")
    return led and (others or not known)


def _follows(reading: Reading, item: Finding, told: Told) -> bool:
    """Whether a minister is at a meeting of leaders to which the head of his state came."""
    rank = told.ranks[item.subject]
    presides = (item.subject, str(item.object)) in told.presiding
    below = 0 < rank < HEAD_OF_GOVERNMENT and not presides
    leaders = reading.meeting_of(str(item.object)).level != _OF_MINISTERS
    return below and leaders and _seat_of(reading, item) in told.led


def _seat_of(reading: Reading, item: Finding) -> tuple[str, str]:
    """For whom somebody is there by his title, and where."""
    return home_of(reading, item.subject), str(item.object)


def _is_member(reading: Reading, state: str, key: str) -> bool:
    """Whether a state that attends a meeting without a label does so as a member.

    It does where only members meet, or all others are guests: then it must have been a member
    at the time.
    """
    meeting = reading.meeting_of(key)
    undated = meeting.variant == _DIALOGUE and not (meeting.year or reading.agenda.year)
    members = of_members(reading, meeting) and not undated  # who joined later was a guest there
    return members and not is_stranger(reading, state, key)


def of_members(reading: Reading, meeting: Meeting) -> bool:
    """Whether it is one of a body that has members, not one with others or of its merchants."""
    members = reading.knowledge.gazetteer.members.get(meeting.organisation)
    office = meeting.level == "ministers" and meeting.variant.endswith(_OFFICES)
    return bool(members or meeting.members) and (meeting.variant in _OWN or office)


def is_stranger(reading: Reading, actor: str, key: str) -> bool:
    """Whether ``actor`` is a state, and none of those that met then, as far as they are listed."""
    gazetteer, meeting = reading.knowledge.gazetteer, reading.meeting_of(key)
    if not actor.startswith("country") or meeting.organisation not in gazetteer.members:
        return False
    year = meeting.year or reading.agenda.year
    return not gazetteer.belongs(actor, meeting.organisation, year)


def heads_at_home(reading: Reading) -> list[Finding]:
    """东道国总统A: who attends like this stands for the state in which the meeting is held."""
    return [
        item.other(item.subject, "represents", state, capacity=office)
        for item in reading.findings
        if item.predicate == "attended" and not reading.homes.get(item.subject)
        for office in [item.told("capacity")]
        for state in [reading.meeting_of(str(item.object)).country]
        if office and state and item.told("role") == "host"
        if reading.document.shadow.startswith(_AT_HOME, item.start)
    ]


def give_host_roles(found: list[Finding]) -> list[Finding]:
    """Who takes part for the host state is host; who was called host elsewhere is a member."""
    hosts: dict[str, set[str]] = defaultdict(set)
    for item in found:
        if item.predicate == "hosted" and item.factuality in STANDING:
            hosts[str(item.object)].add(item.subject)
    return [_as_host(item, hosts) for item in found]


def _as_host(item: Finding, hosts: dict[str, set[str]]) -> Finding:
    if item.predicate not in PRESENT:
        return item
    actor = item.told("onBehalfOf") or item.subject
    role, known = item.told("role"), hosts.get(str(item.object), set())
    if actor in known and role in ("", "member"):
        return item.having(role="host")
    if role == "host" and known and actor not in known:
        return item.having(role="member")
    return item
