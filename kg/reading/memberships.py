"""Which states are members, observers and partners of what, as their roles show."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import STANDING, Factuality

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.reading.meetings import Meeting
    from kg.reading.reading import Finding, Reading

_MEMBER, _OBSERVER, _PARTNER = "memberOf", "observerOf", "dialoguePartnerOf"
#: The label of a list -> the status that it tells; a host shows to be a member.
SHOWN = {"member": _MEMBER, "observer": _OBSERVER, "partner": _PARTNER}
_STATUS = SHOWN | {"host": _MEMBER}
#: What a partner is called who has that status: one 以伙伴国身份 need not have it.
_TITLE = "对话伙伴"
_CHANGES = {
    "accededTo": _MEMBER,
    "becameObserverOf": _OBSERVER,
    "becameDialoguePartnerOf": _PARTNER,
}
#: What only a body of states can be the object of: no secretariat has members.
OF_STATES = frozenset((*SHOWN.values(), *_CHANGES))


def show_status(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Roles show the status of states; a change of status leads to the status."""
    yield from _shown_by_roles(reading, found)
    for item in found:
        if item.factuality not in STANDING:
            continue
        if item.predicate in _CHANGES:
            yield item.other(item.subject, _CHANGES[item.predicate], str(item.object))
        elif item.predicate == "succeededAsChair":
            yield from _shown_by_chair(item)


def _shown_by_roles(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """The status that roles show, by the passages that name the body or its meeting if any do.

    A label (观察员国甲国总统) shows it whether he comes or not.

    他指出 shows that its speaker takes part, and little of a membership. At the meeting of
    another body 某组织成员国 tells of that organisation only. At a forum whoever is invited takes
    part: there a role shows it only where a label tells it, or the report counts the members.
    """
    others = {item[:3] for item in found if item.notes.of}
    shown: dict[tuple[object, ...], list[tuple[bool, Finding]]] = defaultdict(list)
    for item in found:
        if item.predicate != "participatedIn" or not item.subject.startswith("country"):
            continue
        if item[:3] in others:
            continue
        meeting = reading.meeting_of(str(item.object))
        passage = reading.document.shadow[item.start : item.end]
        predicate = _shown_by(passage, item.told("role"))
        told = item.notes.labelled or (item.factuality in STANDING and _joins(reading, meeting))
        if told and predicate and meeting.organisation:
            meant = item.factuality if item.factuality in STANDING else Factuality.ACTUAL
            union = reading.knowledge.gazetteer.union_of(meeting.organisation)
            status = item.other(item.subject, predicate, union)._replace(factuality=meant)
            shown[status[:3]].append((_names_body(reading, passage, meeting), status))
    for items in shown.values():
        telling = [status for names, status in items if names]
        yield from telling or [status for _, status in items]


def _joins(reading: Reading, meeting: Meeting) -> bool:
    """Whether those who meet are members of the body: of a forum only where they are counted."""
    forum = meeting.organisation in reading.knowledge.gazetteer.forums
    return not forum or bool(reading.cues.counted.search(reading.document.shadow))


def _shown_by(passage: str, role: str) -> str:
    """The status that a role shows; of a partner only where it is called dialogue partner."""
    status = _STATUS.get(role, "")
    return "" if status == _PARTNER and _TITLE not in passage else status


def _names_body(reading: Reading, passage: str, meeting: Meeting) -> bool:
    """Whether the passage of a finding names the meeting or its organisation."""
    body = reading.knowledge.gazetteer.entities[meeting.organisation].names
    return any(name in passage for name in (*meeting.texts, *body))


def _shown_by_chair(item: Finding) -> Iterator[Finding]:
    """Who chairs an organisation, or did, is a member of it."""
    organisation = item.told("organisation")
    if organisation:
        for state in (item.subject, str(item.object)):
            yield item.other(state, "memberOf", organisation)
