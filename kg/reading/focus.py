"""Whether a report is of the meeting that a sentence names: its headline's, or one asked of."""

from __future__ import annotations

import datetime as dt
import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import COUNTRY, DATE, PARTIES, SUMMIT
from kg.reading.sections import SPEAKER
from kg.reading.topics import OTHERS, goes_on, is_subject

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.grammar.mentions import Masked
    from kg.reading.reading import Reading

#: A day, or its hosts: 由甲国和乙国共同主办的某峰会.
_BARE = re.compile(
    f"(?:{DATE}[^{OTHERS},]{{0,2}},?)?(?:由[{COUNTRY}{PARTIES}](?:共同|联合)?[主举承]办的)?"
)
#: An answer that goes on with what was asked: 甲:那是首次在某地举行的会议,….
_THAT = re.compile(f"(?:{SPEAKER.pattern})?[那这](?:也|正)?(?:是(?:首|第|一)|[次届场])")
#: So many days before or after a report a meeting is the news of it.
_FRESH = 7


def is_its_own(reading: Reading, sentence: Masked, name: SummitName, mark: int) -> bool:
    """Whether a name tells that the report, which spoke of no meeting so far, is about this one.

    这次某组织-某地区峰会, after 某组织和某地区国家的领导人举行会晤; 这次特别峰会, below a headline.
    Or the meeting held these days of the body that the headline names; or the text before it: a
    feature tells what it saw before it tells where.
    """
    told = name.organisations or name.series or name.generic
    this = told and name.relative == "this" and not name.dated
    if not name.present or reading.agenda.topic or reading.comment:
        return False
    text = sentence.text
    if this and is_subject(text, mark):
        return True
    bare = _BARE.fullmatch(text, 0, mark) and goes_on(text, mark)
    return bool(bare) and _of_headline(reading, sentence, name) and not _planned(reading, text)


def _of_headline(reading: Reading, sentence: Masked, name: SummitName) -> bool:
    """Whether it is the first meeting told of, held these days, of the body in the headline.

    If the headline names no body, of the one that the text named last.
    """
    agenda, published = reading.agenda, reading.published.start
    apart = name.relative or name.decided or name.dated or agenda.meetings[1:] or reading.digest
    body = agenda.body or reading.body
    if apart or not body or name.organisations != (body,):
        return False
    days = [one.value.start for one in sentence.mentions if one.kind == DATE]
    return bool(published and days) and all(_near(day, published) for day in days)


def _near(day: str, published: str) -> bool:
    """Whether both are whole days, and one is soon before or after the other."""
    if not day:
        return False
    apart = dt.date.fromisoformat(day) - dt.date.fromisoformat(published)
    return abs(apart.days) <= _FRESH


def _planned(reading: Reading, text: str) -> bool:
    return reading.cues.planned.search(text) is not None


def is_commented(reading: Reading, text: str, mark: int) -> bool:
    """Whether it is a comment; what begins with 某峰会在某地举行 is a report if no opinion.

    A day by itself begins a line of a chronicle.
    """
    told = is_subject(text, mark) and not text.startswith(f"{DATE} ")
    return reading.comment and (reading.opinion or not told)


def note_asked(reading: Reading, sentence: Masked) -> None:
    """Remember the one meeting that a question of an interview names (您如何评价某峰会?)."""
    named = [one for one in sentence.mentions if one.kind == SUMMIT and not one.value.generic]
    asks = reading.comment and sentence.text.endswith("?") and len(named) == 1
    reading.asked = reading.meant.get(named[0].start) if asks else None


def turn_to_asked(reading: Reading, sentence: Masked) -> None:
    """Speak of the meeting that was asked of where an answer begins: 那是首次在某地举行的会议."""
    if reading.asked and _THAT.match(sentence.text):
        reading.agenda.visit(reading.asked)
