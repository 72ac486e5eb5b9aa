"""What a report tells beside its meeting: talks between two, briefings, whoever is quoted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import CITY, COLLECTIVE, DATE, LEADER, PARTIES, SUMMIT
from kg.reading.meetings import is_called

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.grammar.cues import Cues
    from kg.grammar.mentions import Masked
    from kg.reading.agenda import Agenda
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading


#: What leaders hold beside their summit (see ``meetings.toml``).
_ROUND = "round-table"
_BESIDE = frozenset((_ROUND, "dialogue", "council-dialogue"))
#: What a council is not called.
_SUMMIT = "峰会"
#: 同与会各国领导人|举行双边会见: with all who meet, one by one.
_WITH_ALL = re.compile(f"[同与和]{COLLECTIVE}(?:举行|进行)")
#: What ends the clause of a meeting, or the part of a headline that tells of it.
_END = re.compile("[,;:。!? ]")
#: Characters before the name of a meeting in which its attendant stands.
_NEAR = 24


def tells_aside(reading: Reading, text: str) -> set[str]:
    """The words of a sentence that tell so; none where it speaks of a part of the meeting."""
    cues = reading.cues
    found = {match[0] for match in cues.bilateral.finditer(text)}
    return set() if found and (cues.sessional.search(text) or _WITH_ALL.search(text)) else found


def turn_aside(reading: Reading, sentence: Masked) -> None:
    """Leave the meeting for what is told beside it, or for a while.

    What a spokesman says, a message to the meeting, talks to come: until the paragraph ends. Talks
    beside another meeting (此前,甲出席某峰会,并同乙举行会谈) do not end the report of this one.
    """
    text = sentence.text
    agenda, told = reading.agenda, tells_aside(reading, text)
    if not told or (agenda.live and _of_another(reading, sentence)) or _heads_both(reading, text):
        return
    if (agenda.live or agenda.left) and _in_passing(reading, text, told):
        agenda.step_aside()
    else:
        agenda.turn_away()
    reading.lead = 0


def _heads_both(reading: Reading, text: str) -> bool:
    """Whether a headline tells of a meeting that it is held, and of the message beside it.

    某峰会在某地举行 甲致电祝贺: the report below it is one of the meeting.
    """
    cues, parts = reading.cues, text.split(" ")
    if text[-1] in "。!?" or not parts[1:]:
        return False
    held = (part for part in parts if SUMMIT in part and not cues.bilateral.search(part))
    return any(cues.held.match(f"{part},", part.index(SUMMIT) + 1) for part in held)


def _of_another(reading: Reading, sentence: Masked) -> bool:
    """Whether the sentence goes back to what was before, and names another meeting there."""
    focus = reading.agenda.focus
    told = reading.cues.afterwards.match(sentence.text)
    named = [item.value for item in sentence.mentions if item.kind == SUMMIT]
    others = (name for name in named if not (name.generic or (focus and focus.fits(name))))
    return told is not None and any(others)


def turn_elsewhere(reading: Reading, sentence: Masked) -> None:
    """Leave the meeting for a while where some are told to meet in another city than all do.

    五国领导人在某地举行集体会晤: 会晤 is theirs until the paragraph ends.
    """
    agenda, gathers = reading.agenda, reading.cues.gathers
    if not (agenda.live and agenda.focus and agenda.focus.city):
        return
    for item in sentence.mentions:
        there = item.kind == CITY and gathers.match(reading.document.shadow, item.end)
        if there and agenda.focus.city not in item.value.keys:
            agenda.step_aside()


def _in_passing(reading: Reading, text: str, told: set[str]) -> bool:
    """Whether somebody who is not there is quoted or sends a message, or talks are to come."""
    cues = reading.cues
    if all(map(cues.quoted.fullmatch, told)):
        return True
    return all(cues.not_yet.search(text, 0, one.start()) for one in cues.bilateral.finditer(text))


def turn_beside(reading: Reading, sentence: Masked, meeting: Meeting, mark: int) -> None:
    """Take the meeting at ``mark`` for that of the report, where something was done beside it.

    A report may begin with 某峰会闭幕后,…; 在某峰会期间,… but no talks there. If 会谈是在某峰会期间
    举行的 it is of that meeting, too.
    """
    agenda, cues, text = reading.agenda, reading.cues, sentence.text
    around = text[max(0, mark - 4) : mark] + "|" + text[mark + 1 : mark + 5]
    after = agenda.focus is None and reading.lead > 0 and cues.told_after.search(around)
    if after and not tells_aside(reading, text):
        agenda.turn_to(meeting, topic=True, live=False)
    undated = cues.undated.search(sentence.clause(mark))
    if not (agenda.topic or undated) and cues.beside.match(text, mark + 1):
        agenda.turn_to(meeting, topic=True, live=agenda.focus is meeting)


def take_up(reading: Reading, text: str, name: SummitName, mark: int) -> None:
    """Go back to the meeting of the report where a sentence names it again without its name.

    A report whose headline names it begins with 峰会在某地举行; 峰会通过了 after talks beside it is
    told of the only one that the report was about. So is 峰会 after a council with a state at it.
    """
    if main := _main_one(reading.agenda, name):
        reading.agenda.turn_to(main, topic=True, live=True)
    elif _after_council(reading, name):
        reading.agenda.leave()
    agenda, focus = reading.agenda, reading.agenda.focus
    if focus is None or agenda.topic or not name.generic:
        return
    if not any(is_called(word, name) for word in focus.texts):
        return
    if reading.lead > 0 and name.present:
        planned = reading.cues.planned.search(told_of(text, mark))
        agenda.turn_to(focus, topic=True, live=not (planned or reading.comment))
    elif not mark and agenda.held == [focus] and reading.cues.passes.match(text, 1):
        agenda.turn_to(focus, topic=True, live=False)


def _after_council(reading: Reading, name: SummitName) -> bool:
    """Whether 峰会 is that of the body again, of which the report visits a council."""
    agenda = reading.agenda
    stand, council = agenda.left and agenda.left.focus, agenda.focus
    if not (stand and council and name.text.endswith(_SUMMIT)):
        return False
    own = reading.knowledge.gazetteer.parents.get(council.organisation) == stand.organisation
    return own and any(map(_is_summit, stand.texts)) and not any(map(_is_summit, council.texts))


def _main_one(agenda: Agenda, name: SummitName) -> Meeting | None:
    """The 峰会 of a body at which its council with a state met, which nobody calls so."""
    focus = agenda.focus
    if not (agenda.live and focus and focus.partners and name.text.endswith(_SUMMIT)):
        return None
    called = [item for item in (focus, *agenda.held) if any(map(_is_summit, item.texts))]
    alike = [item for item in called if item.organisation == focus.organisation]
    return None if focus in called or len(alike) != 1 else alike[0]


def _is_summit(text: str) -> bool:
    return text.endswith(_SUMMIT)


def told_of(text: str, mark: int) -> str:
    """What is told before the meeting at ``mark`` and right of it, in the same part of a headline.

    What somebody says that will be done (强调…将) is not said of the meeting.
    """
    end = _END.search(text, mark)
    return text[text.rfind(" ", 0, mark) + 1 : end.start() if end else len(text)]


def drop_later(reading: Reading, sentence: Masked, name: SummitName) -> None:
    """A meeting of a later year, only named so far, is not the counted one held before the report.

    2026年某组织峰会由谁主办? 某组织第32次峰会11月1日闭幕.
    """
    agenda = reading.agenda
    own = name.edition and name.present and not (name.year or name.relative or name.decided)
    if agenda.topic or agenda.focus is None or not (own and 0 < agenda.year < agenda.focus.year):
        return
    days = [one.value.start for one in sentence.mentions if one.kind == DATE]
    if days and all("" < day <= reading.published.start for day in days):
        agenda.focus, reading.lead = None, max(reading.lead, 1)


def is_attended(text: str, mark: int, cues: Cues) -> bool:
    """Whether a leader attends the meeting at ``mark``: the report goes over to it."""
    before = text[max(0, mark - _NEAR) : mark]
    attends = cues.attends.search(before) is not None
    return attends and any(kind in before for kind in (LEADER, PARTIES, COLLECTIVE))


def of_its_council(reading: Reading, meeting: Meeting) -> bool:
    """Whether a meeting is that of a council of the body whose meeting the report is about.

    某组织—甲国理事会会议 is one of the days of the summit of that body.
    """
    focus, parents = reading.agenda.focus, reading.knowledge.gazetteer.parents
    own = focus is not None and focus.organisation
    return bool(own) and parents.get(meeting.organisation) == own


def is_beside(focus: Meeting | None, meeting: Meeting, *, lead: bool) -> bool:
    """Whether a meeting is one that the leaders hold beside their summit, or as a part of it.

    Of such a part a report may be that names it at first (``lead``).
    """
    if focus is None or focus.variant or meeting.variant not in _BESIDE:
        return False
    own = (focus.organisation, focus.series) == (meeting.organisation, meeting.series)
    return own and not (lead and meeting.variant == _ROUND)
