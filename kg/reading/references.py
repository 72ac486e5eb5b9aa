"""Which meeting a name means, among those of one report: the resolution of references."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.drafts import DEBATE, FOUNDING
from kg.finders.meeting_shapes import COUNTED
from kg.finders.turns import UNNAMED
from kg.reading.elided import STEPS, complete, foreign, whose
from kg.reading.meetings import Meeting, beside, in_full, is_called, next_to

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.reading.agenda import Agenda

#: Of two they are called so, too: 第十五次领导人会晤 in a report of a visitor from a body.
_TALKS = "会晤"
#: Nothing but its year tells which one it is.
_BY_YEAR = re.compile(r"\d{4}年.{2}")
#: The level of the summit at a meeting of officials; and what it is beside that.
_LEADERS = "leaders"
#: Whoever sits in it meets as such, and as nothing else (元首理事会, 政府首脑理事会).
_COUNCIL = "理事会"
#: What any of them may be called, or the main one; what its leaders sit down to.
_MEETING, _SUMMIT, _ROUND = "会议", "峰会", "round-table"


def resolve(agenda: Agenda, name: SummitName) -> Meeting | None:
    """The meeting that ``name`` means, a new one if none fits; None if nobody can tell."""
    if name.relative in UNNAMED:
        return _visited(agenda, name)
    if name.generic:
        return _generic(agenda, of_leaders(agenda, name))
    alone = not (name.organisations or name.series or name.city or name.country)
    if alone and COUNTED.fullmatch(name.text):
        own = beside(agenda.focus if agenda.topic else None, agenda.meetings, name)
        if own is None:
            return None
        name = own
    elif alone and name.edition and not (agenda.live or _counted(agenda, name)):
        return None
    known = _visited(agenda, name) or _named(agenda, name)
    if known is None:
        return _find(agenda, complete(agenda, name))
    known.learn(name)
    return known


def of_leaders(agenda: Agenda, name: SummitName) -> SummitName:
    """领导人峰会 at a meeting of all parties to a treaty is a meeting of its own."""
    apart = agenda.topic and agenda.focus and agenda.focus.parties
    if not (apart and name.generic and name.level == _LEADERS) or name.relative or name.variant:
        return name
    return name._replace(variant=_LEADERS)


def _counted(agenda: Agenda, name: SummitName) -> bool:
    """Whether a bare 第二届峰会 is told to be of some body, or the next one to 第一届会议."""
    return bool((name.level and whose(agenda, name)[0]) or next_to(agenda.meetings, name))


def _visited(agenda: Agenda, name: SummitName) -> Meeting | None:
    """The meeting that a visit is paid to: 上届峰会 is not the last but one after it."""
    return agenda.focus if agenda.left and agenda.focus and agenda.focus.again(name) else None


def _named(agenda: Agenda, name: SummitName) -> Meeting | None:
    """The meeting other than the focus that the report called by this name before."""
    if agenda.focus is None or name.relative or name.text in agenda.focus.texts:
        return agenda.focus if agenda.focus and name.text in agenda.focus.also else None
    named = (item for item in reversed(agenda.meetings) if name.text in item.texts)
    return next((item for item in named if item.fits(name)), None)


def _generic(agenda: Agenda, name: SummitName) -> Meeting | None:
    focus = agenda.focus if agenda.topic else _this(agenda, name)
    if agenda.left is not None and name.relative == "this":
        focus = agenda.left.focus
    focus = _main_one(agenda, name) or focus
    other_year = focus and name.level and name.year and focus.year not in (0, name.year)
    if other_year or (focus and _of_other_council(focus, name)):
        return _of_year(agenda, name)
    if focus and focus.variant == DEBATE:
        return in_full(agenda.meetings, name)
    if focus is None or name.variant in ("", focus.variant):
        return focus
    told = in_full(agenda.meetings, name) or agenda.if_this(name)
    if told or name.variant == FOUNDING or (not agenda.live and name.variant != _ROUND):
        return told
    if name.variant == _ROUND and any(text.endswith(_SUMMIT) for text in focus.texts):
        return focus  # a session of the summit; of a 论坛 it is its summit
    name = complete(agenda, name)._replace(
        text=f"{max(sorted(focus.texts), key=len, default='')}{name.text}",
        edition=focus.edition,
        year=name.year or focus.year,
        city=focus.city,
        generic=False,
    )
    return _find(agenda, name)


def _main_one(agenda: Agenda, name: SummitName) -> Meeting | None:
    """The meeting of the report, where another one is visited that nobody calls 峰会 or 论坛."""
    own, visited = agenda.left and agenda.left.focus, agenda.focus
    if not (own and visited) or name.variant or name.text[-2:] == _MEETING:
        return None
    called = any(is_called(text, name) for text in visited.texts)
    return own if not called and any(is_called(text, name) for text in own.texts) else None


def _of_other_council(focus: Meeting, name: SummitName) -> bool:
    """Whether the heads of state are told to meet, in a report of the heads of government."""
    other = focus.level and name.level and name.level != focus.level
    return bool(other and focus.organisation and name.present and _COUNCIL in name.text)


def _of_year(agenda: Agenda, name: SummitName) -> Meeting | None:
    """2011年的峰会 where the report is about that of another year; or one of another council."""
    name = complete(agenda, name._replace(generic=False))._replace(turn="")
    told = (item for item in agenda.meetings if item.year == name.year and item.fits(name))
    return next(told, None) or _new(agenda, name)


def _this(agenda: Agenda, name: SummitName) -> Meeting | None:
    """What 本次峰会 means in a report that is about no meeting: the only one it named.

    Of several the only one that it called so; all of them are a 会议.
    """
    if name.relative != "this":
        return None
    word, named = name.text[-2:], agenda.meetings
    called = [item for item in named if any(text.endswith(word) for text in item.texts)]
    alone = len(called) == 1 and (word != _MEETING or len(named) == 1)
    return called[0] if alone and not called[0].relative else None


def _find(agenda: Agenda, name: SummitName) -> Meeting | None:
    """The meeting that a complete name fits, which learns from it; else a new one."""
    known = _fit(agenda, name)
    if known is None:
        return _new(agenda, name)
    known.learn(name)
    return known


def _fit(agenda: Agenda, name: SummitName) -> Meeting | None:
    focus = agenda.focus
    placed = name.city or name.country
    moved = focus is not None and placed and not focus.city and _apart(focus, name)
    apart = moved or _of_some_year(agenda, name)
    if focus is not None and not name.turn and not apart and focus.fits(name):
        return focus
    if name.plain:
        for item in reversed(agenda.held):
            if item is not focus and item.fits(name):
                return item
    alike = [item for item in reversed(agenda.meetings) if _like(agenda, item, name)]
    if alike:
        return max(alike, key=lambda item: item.agrees(name))
    return _only(agenda, name)


def _of_some_year(agenda: Agenda, name: SummitName) -> bool:
    """Whether 1998年会议, said in passing in a report of nobody knows which year, may be any."""
    told = name.edition or name.city or name.country or name.present or not name.year
    unknown = agenda.live and agenda.focus and not (agenda.year or agenda.focus.year)
    return bool(unknown and not told and _BY_YEAR.fullmatch(name.text))


def _like(agenda: Agenda, item: Meeting, name: SummitName) -> bool:
    counted = name.edition and name.edition == item.edition  # be it the last one, seen from here
    turned = {item.relative, name.turn} == STEPS.keys() and not counted
    apart = turned or item.on_another_day(agenda.day, name)
    return item is not agenda.focus and not apart and item.fits(name) and item.shares(name)


def _only(agenda: Agenda, name: SummitName) -> Meeting | None:
    """The one meeting of its series that the report named so far, for a name without more.

    亚信峰会 is the 亚信第四次峰会 where no other of that body is spoken of.
    """
    if not (name.organisation or name.series) or not name.plain:
        return None
    known = [item for item in agenda.meetings if not item.themed and item.same_series(name)]
    same = [item for item in known if item.variant == name.variant and item.level == name.level]
    alone = len(same) == 1 and not same[0].relative and same[0].fits(name)
    return same[0] if alone else None


def _apart(focus: Meeting, name: SummitName) -> bool:
    """Whether a name with a place is told from afar, or is of a series of nobody knows whom."""
    bare = not (name.organisations or name.series)
    return not name.present or (bare and foreign(focus, name))


def _new(agenda: Agenda, name: SummitName) -> Meeting | None:
    placed = (name.city or name.country) and not name.text.endswith(_TALKS)
    if not (name.organisations or name.series or placed):
        return None  # 某地会晤 is of talks between two
    number = len(agenda.meetings)
    meeting = Meeting(number, series=name.series, variant=name.variant, relative=name.turn)
    meeting.themed = name.themed
    meeting.learn(name)
    agenda.meetings.append(meeting)
    return meeting
