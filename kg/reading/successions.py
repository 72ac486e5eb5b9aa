"""Who hands the chair of a body over to whom."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reading.told_roles import home_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reading.meetings import Meeting
    from kg.reading.reading import Finding, Reading


def hand_over(reading: Reading, item: Finding) -> Iterator[Finding]:
    """The state that hands over: the one that is named, or that chairs the meeting."""
    old, _, key = str(item.object).partition("@chair/")
    extra = dict(item.qualifiers)
    told = key or extra.pop("atSummit", "")
    meeting = reading.meeting_of(told) if told else reading.agenda.focus
    if item.notes.by_year and not _to_come(reading, extra, meeting):
        return
    if meeting is not None and extra.get("organisation", "") not in ("", meeting.organisation):
        meeting = None  # the chair of another body
        extra.pop("atSummit", "")
    if meeting is not None:
        old = old or _told_of(reading, item) or _chair(reading, meeting)
        extra["atSummit"] = reading.meeting_key(meeting)
        if meeting.organisation:
            extra.setdefault("organisation", meeting.organisation)
    old, new = (home_of(reading, key) or key for key in (old, item.subject))  # 甲国总统 for 甲国
    if old != new and old.startswith("country") and new.startswith("country"):
        yield item._replace(subject=new, object=old, qualifiers=tuple(sorted(extra.items())))


def _told_of(reading: Reading, item: Finding) -> str:
    """Who hands over to the same state by another passage of the report; "" if none tells."""
    new = home_of(reading, item.subject) or item.subject
    told = (
        str(other.object)
        for other in reading.findings
        if other.predicate == item.predicate and not str(other.object).startswith("@")
        if new == (home_of(reading, other.subject) or other.subject)
    )
    return next(told, "")


def _to_come(reading: Reading, extra: dict[str, str], meeting: Meeting | None) -> bool:
    """Whether a term begins after the year told of: who chairs this year does already."""
    year = max(reading.agenda.year, meeting.year if meeting else 0)
    return int(extra.get("termStartYear", 0)) > year > 0


def _chair(reading: Reading, focus: Meeting) -> str:
    """The state that holds the chair: it chairs the meeting, or hosts it."""
    key = reading.meeting_key(focus)
    chairs = dict.fromkeys(
        reading.homes[item.subject].most_common(1)[0][0]
        for item in reading.findings
        if item.predicate == "chaired" and item.object == key and reading.homes.get(item.subject)
    )
    if chairs:  # of two, one of whom always has it, it is the other one's that changes
        return next(iter(chairs)) if len(chairs) == 1 else _last_of(reading, focus, chairs)
    for item in reading.findings:
        if item.predicate == "hosted" and item.object == key and item.subject.startswith("country"):
            return item.subject
    return _state(reading, focus) or _this_year(reading, focus)


def _last_of(reading: Reading, focus: Meeting, chairs: Iterable[str]) -> str:
    """Which of ``chairs`` took it over last, as the report told before; "" if it did not."""
    taken = [
        item.subject
        for item in reading.findings
        if item.predicate == "succeededAsChair" and item.subject in chairs
        if item.told("organisation") in ("", focus.organisation)
    ]
    return taken[-1] if taken else ""


def _state(reading: Reading, meeting: Meeting) -> str:
    """The state in which a meeting is held."""
    return meeting.country or reading.knowledge.gazetteer.home_of.get(meeting.city, "")


def _this_year(reading: Reading, focus: Meeting) -> str:
    """The one state in which the organisation of ``focus`` meets in the year of the report."""
    agenda = reading.agenda
    states = {
        _state(reading, item)
        for item in agenda.meetings
        if agenda.year and item.year == agenda.year
        if item.organisation and item.organisation == focus.organisation
    } - {""}
    return states.pop() if len(states) == 1 else ""
