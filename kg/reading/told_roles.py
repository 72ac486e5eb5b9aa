"""What a report tells of roles: labels of lists, titles, who leads whom, who is no member."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from kg.finders.drafts import FOUNDING
from kg.finders.offices import HEAD_OF_GOVERNMENT
from kg.model import STANDING
from kg.text.normalise import normalise

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reading.reading import Finding, Reading

#: The predicates of who takes part.
PRESENT = ("attended", "participatedIn")
#: What a report tells of the status of a state, and the role in which it then takes part.
_STATUS = {
    "observerOf": "observer",
    "becameObserverOf": "observer",
    "dialoguePartnerOf": "partner",
    "becameDialoguePartnerOf": "partner",
}
#: Below such a label stand members; who presides follows nobody.
_MEMBERS, _PRESIDES = "员", ("chaired.", "attended.chairs-opening")


class Told(NamedTuple):
    """What the findings tell of roles: pairs of a role, a person or an actor and a meeting."""

    groups: set[tuple[str, str]]  # (role, meeting): some list of the meeting has this label
    roles: dict[tuple[str, str], str]  # (leader or actor, meeting) -> role
    chiefs: set[tuple[str, str]]  # (state, meeting): somebody with a title is there for it
    led: set[tuple[str, str]]  # the same: its head of state or government is
    presiding: set[tuple[str, str]]  # (leader, meeting), if only over its opening
    ranks: dict[str, int]  # of the offices of leaders, the highest
    status: dict[tuple[str, str], str]  # (state, body) -> role, of those that are no members


def told_of(reading: Reading, found: list[Finding]) -> Told:
    """What the findings tell, all of them together."""
    told = Told(set(), {}, set(), set(), set(), {}, _status(found))
    for item in found:
        if item.predicate in PRESENT:
            _note_role(reading, item, told)
    for founder in _founders(reading, found):
        told.roles.setdefault(founder, "member")
    return told


def _status(found: list[Finding]) -> dict[tuple[str, str], str]:
    """The roles of observers and partners, as far as the report tells who they are."""
    told = [item for item in found if item.factuality in STANDING]
    joined = {(item.subject, str(item.object)) for item in told if item.predicate == "accededTo"}
    return {
        pair: _STATUS[item.predicate]
        for item in told
        if item.predicate in _STATUS and (pair := (item.subject, str(item.object))) not in joined
    }


def _note_role(reading: Reading, item: Finding, told: Told) -> None:
    role, meeting = item.told("role"), str(item.object)
    homes = tuple(reading.homes.get(item.subject, ()))
    told.chiefs.update((home, meeting) for home in homes)
    told.ranks[item.subject] = max(told.ranks.get(item.subject, 0), rank_of(reading, item))
    if item.rule.startswith(_PRESIDES):
        told.presiding.add((item.subject, meeting))
    if leads(reading, item) and item.factuality in STANDING:
        told.led.update((home, meeting) for home in homes)
    if role:
        # 共同主席国甲国 is a member, too, but heads no list of them.
        if role != "member" or _MEMBERS in reading.document.shadow[item.start : item.end]:
            told.groups.add((role, meeting))
        for actor in (item.subject, *(homes if role != "delegation" else ())):
            told.roles.setdefault((actor, meeting), role)


def _founders(reading: Reading, found: Iterable[Finding]) -> Iterator[tuple[str, str]]:
    """Who signs a text where a body is founded, and for which state: (who, meeting).

    Others may watch: whoever only attends need not join.
    """
    brought = {
        item.object: item.subject
        for item in found
        if item.predicate == "adopted" and reading.meeting_of(item.subject).variant == FOUNDING
    }
    for item in found:
        if item.predicate == "signed" and item.object in brought and item.factuality in STANDING:
            for who in (item.subject, home_of(reading, item.subject)):
                yield who, brought[item.object]


def home_of(reading: Reading, key: str) -> str:
    """The state or organisation that a leader stands for: by title, or by the gazetteer."""
    if homes := reading.homes.get(key):
        return homes.most_common(1)[0][0]
    if not key.startswith("leader:") or key in reading.titled:
        return ""
    gazetteer = reading.knowledge.gazetteer
    known = gazetteer.names.get(key.partition(":")[2], ())
    return gazetteer.home_of.get(known[0], "") if len(known) == 1 else ""


def leads(reading: Reading, item: Finding) -> bool:
    """Whether a head of state or government attends."""
    return item.predicate == "attended" and rank_of(reading, item) >= HEAD_OF_GOVERNMENT


def rank_of(reading: Reading, item: Finding) -> int:
    """How high the office is that a finding tells of its subject; 0 if none."""
    office = item.told("capacity")
    written = normalise(office).text if reading.traditional else office
    return reading.knowledge.names.offices.rank(written)
