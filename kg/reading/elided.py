"""What a name of a meeting leaves out because its place in the report tells it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.reading.meetings import are_talks, next_to, sits

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.reading.agenda import Agenda
    from kg.reading.meetings import Meeting

#: How far meetings are from that of the report, in turns; and in years.
STEPS = {"next": 1, "previous": -1}
_YEARS = STEPS | {"this": 0}
#: What any of them may be called, or the main one.
_MEETING, _SUMMIT = "会议", "峰会"


def complete(agenda: Agenda, name: SummitName) -> SummitName:
    """Add what the place of the name in the report implies: its series, year and turn."""
    focus = agenda.focus
    organisation, series = whose(agenda, name)
    if organisation or series:
        level = name.level or (focus.level if focus else "")
        name = name._replace(
            organisations=(organisation,) if organisation else (), series=series, level=level
        )
        name = _with_partner(agenda, name)
    if name.relative in _YEARS and agenda.year and not name.year and name.dated:
        name = name._replace(year=agenda.year + _YEARS[name.relative])
    if focus is not None and name.relative in STEPS and focus.counts_on(name):
        name = name._replace(edition=focus.edition + STEPS[name.relative])
    return name._replace(turn=_turn(agenda, name))


def _with_partner(agenda: Agenda, name: SummitName) -> SummitName:
    """The next meeting in a report of 某组织-甲国峰会 is with the same state."""
    focus = agenda.focus
    other = name.edition or name.relative in STEPS
    if focus is None or name.variant or not (focus.partners and agenda.topic and other):
        return name
    return name._replace(variant=focus.variant, partners=True)


def whose(agenda: Agenda, name: SummitName) -> tuple[str, str]:
    """The organisation or series of a bare name, seen from its place in the report."""
    if name.organisations or name.series:
        return "", ""
    focus = agenda.focus
    if focus is not None and agenda.topic and not foreign(focus, name):
        alike = focus.edition and name.level in ("", focus.level)
        counted = None if alike or not name.edition else next_to(agenda.meetings, name)
        meeting = counted or focus
        return meeting.organisation, "" if meeting.organisation else meeting.series
    if name.edition and (near := next_to(agenda.meetings, name)):
        return near.organisation, "" if near.organisation else near.series
    if _follows_headline(agenda, name):
        return agenda.body, ""
    another = name.edition or name.relative in STEPS or (name.year and agenda.body)
    other = another and not are_talks(agenda.meetings, name)
    if not (other and (name.level or sits(agenda.meetings, name))) or name.city or name.country:
        return "", ""
    bodies = {item.organisation for item in agenda.meetings}
    return agenda.body or (bodies.pop() if len(bodies) == 1 else ""), ""


def _follows_headline(agenda: Agenda, name: SummitName) -> bool:
    """Whether 下一次峰会 is told to be held, in a comment whose headline names one of a body.

    No other body has met there.
    """
    bodies = {item.organisation for item in agenda.meetings} - {""}
    told = name.relative in STEPS and name.decided and not (name.city or name.country)
    own = agenda.focus and any(text.endswith(name.text[-2:]) for text in agenda.focus.texts)
    return bool(told and own and agenda.body) and bodies == {agenda.body}


def foreign(focus: Meeting, name: SummitName) -> bool:
    """Whether a name that tells only a place is of a series of nobody knows whom.

    Series keep to their word: who speaks of 厦门会晤 at a 峰会 speaks of another one.
    """
    if not name.city or (name.city == focus.city and focus.fits(name)):
        return False
    word = name.text[-2:]
    if name.edition or name.relative or (name.year and word != _MEETING):
        return False
    alike = {word, _MEETING} if word == _SUMMIT else {word}
    return not any(text[-2:] in alike for text in focus.texts)


def _turn(agenda: Agenda, name: SummitName) -> str:
    """Whether a name with a year or edition speaks of a later or an earlier meeting."""
    focus = agenda.focus
    if name.relative in STEPS:
        return name.relative
    if focus is None or name.text in focus.texts:
        return ""
    edition = focus.edition if focus.same_series(name) and name.level in ("", focus.level) else 0
    for mine, its in ((focus.year, name.year), (edition, name.edition)):
        if mine and its:
            return "" if mine == its else ("next" if its > mine else "previous")
    # The headline 某峰会将选举… tells of the very one that is announced below.
    told = agenda.topic or focus.edition or focus.year or focus.city
    return "next" if told and name.decided and name.relative != "this" else ""
