"""The head of a report that is the text of a speech: when and where it was given, and by whom.

Below 在某会议上的讲话 stand (2014年11月13日,某地) and the title and name of the speaker.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import CITY, COUNTRY, DATE, LEADER
from kg.model import Factuality, Literal
from kg.reading.reading import Finding, place_key
from kg.reading.slots import read_values

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.grammar.mentions import Masked, Mention
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading

#: The headline, and its day in brackets, right above a line.
_ABOVE = re.compile(
    r"(?P<line>[^\n]*)(?:上|(?<=[次届]会晤)时)的(?P<what>[^\s,;:。!?()]{2,8})(?:\(全文\))?\s*(?:\([^()\n]{4,40}\)\s*)?\Z"
)
#: So far above a line its headline may begin.
_REACH = 160
#: A city, with its province: 中国海南三亚; not 视频连线某城.
_CITY = rf"{COUNTRY}?(?:首都|[^{CITY},()线频经]{{2,4}}省?)?{CITY}"
_PLACED = re.compile(rf"\s*\(?{DATE}[, ]*(?:{_CITY})?\)?\s*")
_SPEAKER = re.compile(rf"\s*{LEADER}\s*")


def note_heading(reading: Reading, sentence: Masked) -> None:
    """Note the day and the place of a speech, and its speaker, of the meeting in its headline."""
    meeting = reading.agenda.focus
    placed, named = (one.fullmatch(sentence.text) for one in (_PLACED, _SPEAKER))
    if meeting is None or not (placed or named) or not _heads_speech(reading, sentence):
        return
    for mention in sentence.mentions:
        for subject, predicate, told in _told(reading, meeting, mention):
            span = (mention.start, mention.end, "speeches.heading")
            found = Finding(subject, predicate, told, Factuality.ACTUAL, (), *span)
            reading.findings.append(found)


def _heads_speech(reading: Reading, sentence: Masked) -> bool:
    """Whether the line is right below the headline of a speech given in the room."""
    shadow, cues = reading.document.shadow, reading.cues
    above = _ABOVE.search(shadow, max(0, sentence.start - _REACH), sentence.start)
    if above is None or not reading.agenda.live:
        return False
    return bool(cues.address.fullmatch(above["what"])) and not cues.aside.search(above["line"])


def _told(
    reading: Reading, meeting: Meeting, mention: Mention
) -> Iterator[tuple[str, str, str | Literal]]:
    """What one mention of such a line tells of the meeting, which learns from it."""
    key, value = reading.meeting_key(meeting), mention.value
    if mention.kind == LEADER:
        yield str(read_values(reading, mention)[0].key), "attended", key
    elif mention.kind == DATE:
        meeting.year, meeting.day = meeting.year or value.year, meeting.day or value.start
        yield key, "startDate", Literal(value.literal, "moment")
    elif mention.kind == CITY:
        meeting.city = meeting.city or place_key(mention)
        yield key, "heldIn", place_key(mention)
