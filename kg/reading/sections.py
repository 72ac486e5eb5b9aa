"""Sections of a report: what opens one, and what it is about."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import (
    CITY,
    COUNTRY,
    DATE,
    LEADER,
    ORGANISATION,
    SUMMIT,
    Masked,
    Mention,
)
from kg.reading.meetings import is_called
from kg.reading.reading import LEAD
from kg.reading.topics import OTHERS

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.reading.agenda import Agenda
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading

#: Before the first words of a paragraph: an indent, the mark or number of an item.
_MARK = re.compile(r"[\s\u3000]*(?:[^\w\s]|[\w(]{1,3}[、.)])?[\s\u3000]*")
#: What an item of a digest begins with, when it has no headline.
_SUBJECT = "【"
_ITEM = (_SUBJECT, DATE)
#: Characters of a headline at most.
HEADLINE = 60
#: Before and after a line.
_EDGES = ("", "\n")
#: After 举行的某峰会: it is told of.
_WAS = ",是"
#: What any meeting may be called.
_MEETING = "会议"
_PLACE = f"(?:{COUNTRY}?(?:首都)?{CITY}|{COUNTRY})"
#: 2019年8月在某地举行的|某会议|上, — nobody before it, but a day and a place.
_OPENING = re.compile(f"[^{OTHERS},;:]{{0,24}}")
_AT_IT = re.compile("[上中],")
#: Who answers, in an interview.
SPEAKER = re.compile(rf"(?:{LEADER}|[^{OTHERS},;:]{{1,12}}):")
#: Before a meeting that is all of a headline: 一、|某峰会, 下午的|某峰会.
_HEADS = re.compile(f"(?:[^{OTHERS},;:]{{0,4}}[、.)])?(?:[^{OTHERS},;:在与和对]{{1,6}}的)?")
#: What stands between a meeting and its day.
_THEN = re.compile(f"[于在]?{DATE}")
#: 某城。11月3日。 — before the first sentence of a report; it tells nothing itself.
_DATELINE = re.compile(f"[{CITY}{COUNTRY}{DATE}, ]+。")
#: 11日至12日,某地:某峰会。 — an item of a list of meetings, below its day or place.
_HEADED = re.compile(
    rf"(?:{DATE}(?:\([^()]{{1,6}}\))?[, ]?在?{_PLACE}?|{_PLACE}):{SUMMIT}[,。;及和、]"
)


def opens_paragraph(reading: Reading, sentence: Masked) -> bool:
    """Whether the sentence is the first of its paragraph, maybe after the mark of an item."""
    shadow, place = reading.document.shadow, sentence.start
    if _goes_on(reading, sentence):
        return False
    line = shadow.rfind("\n", 0, place)
    return _MARK.fullmatch(shadow, line + 1, place) is not None and line >= 0


def is_below(reading: Reading, sentence: Masked) -> bool:
    """Whether a paragraph ended since the last sentence that was read: of 〈nobody〉。 none is."""
    apart = "\n" in reading.document.shadow[reading.until : sentence.start]
    return apart and not _goes_on(reading, sentence)


def _goes_on(reading: Reading, sentence: Masked) -> bool:
    """Whether a line of a script tells more of what the one above it tells: 【配音】…."""
    return reading.cues.goes_on.match(sentence.text) is not None


def start_section(reading: Reading, sentence: Masked, *, opens: bool) -> None:
    """A headline opens a section; only its first sentences tell what it reports.

    So does in a digest a paragraph that begins with its subject in brackets or with a day.
    """
    text = sentence.text
    headline = len(text) < HEADLINE and _above(reading, sentence)
    if headline or text.startswith(_SUBJECT):
        _note_body(reading.agenda, sentence)
        _turn_back(reading, sentence)
    headline = headline or (reading.digest and opens and _begins(reading, text))
    step = 0 if _DATELINE.fullmatch(text) else 1
    reading.lead = LEAD if headline else reading.lead - step
    if headline and reading.digest:
        reading.agenda.year = _year(reading, sentence)
        reading.agenda.day = sentence.mentions[0].value.start if text.startswith(DATE) else ""
        reading.agenda.turn_away()
        reading.agenda.focus = None


def _begins(reading: Reading, text: str) -> bool:
    """Whether a paragraph of a digest begins with its subject, a day or who asks (某社记者:)."""
    return text.startswith(_ITEM) or reading.cues.is_question(text)


def _above(reading: Reading, sentence: Masked) -> bool:
    """Whether no mark ends the sentence; a headline of one line can end in words quoted."""
    text, shadow = sentence.text, reading.document.shadow
    if not text.endswith("”"):
        return text[-1] not in "。!?"
    begin, end = sentence.start, sentence.offset(len(text))
    indent = shadow[shadow.rfind("\n", 0, begin) + 1 : begin]
    line = not indent.strip() and shadow[end : end + 1] in _EDGES
    return line and text[-2:-1] not in "。!?"


def heads_item(sentence: Masked, mark: int) -> bool:
    """Whether a paragraph begins with a day or place and the meeting at ``mark``: it is of it."""
    return _HEADED.fullmatch(sentence.text, 0, mark + 2) is not None


def heads_section(reading: Reading, sentence: Masked, meeting: Meeting, mark: int) -> bool:
    """Whether a line is no more than the name of a meeting, maybe after its time: 下午的某峰会.

    What stands below it is of that meeting, if the report told of it before.
    """
    text = sentence.text
    alone = _HEADS.fullmatch(text, 0, mark) and not text[mark + 1 :].strip()
    if not (alone and reading.lead == LEAD and reading.agenda.live):
        return False
    key = reading.meeting_key(meeting)
    return any(key in item[:3:2] and item.end < sentence.start for item in reading.findings)


def note_day(sentence: Masked, meeting: Meeting) -> None:
    """Remember the day with which the item of a meeting begins, if it does."""
    told = sentence.mentions[0]
    if told.kind == DATE:
        meeting.year, meeting.day = meeting.year or told.value.year, meeting.day or told.value.start


def begins_item(reading: Reading, sentence: Masked, mark: int) -> bool:
    """Whether a paragraph begins with a month or day, and with the meeting at ``mark`` after it.

    Or a sentence with one of an earlier year, before the meeting or after it (第一届会议于1996年3月
    在某地举行): background tells of one meeting after the other.
    """
    text = sentence.text
    told = _dated_after(sentence, mark) or _answered(reading, sentence, mark)
    if told is None and (
        text[:mark].rstrip(" ,") == DATE
        or (text.startswith(DATE) and opens_at(reading, text, mark))
    ):
        told = sentence.mentions[0]
    if told is None:
        return False
    past = 0 < told.value.year < reading.published.year
    opens = told is sentence.mentions[0] and opens_paragraph(reading, sentence)
    return bool(told.value.month and (past or opens))


def _answered(reading: Reading, sentence: Masked, mark: int) -> Mention | None:
    """The day on which an answer begins: 甲:2024年11月6日在某地举行的第十一届峰会成果丰富."""
    begin = SPEAKER.match(sentence.text, 0, mark) if reading.comment else None
    if begin is None or not sentence.text.startswith(DATE, begin.end()):
        return None
    held = reading.cues.held_there.search(sentence.text, begin.end(), mark)
    return sentence.at(begin.end()) if held else None


def _dated_after(sentence: Masked, mark: int) -> Mention | None:
    """The day or month right after the meeting at ``mark``, if the sentence begins with that."""
    if sentence.text[:mark].strip() or not _THEN.match(sentence.text, mark + 1):
        return None
    return next(item for item in sentence.mentions if item.kind == DATE)


def opens_at(reading: Reading, text: str, mark: int) -> bool:
    """Whether a sentence begins with 2019年8月在某地举行的某会议上,: it is told of that one."""
    led = _OPENING.fullmatch(text, 0, mark) and _AT_IT.match(text, mark + 1)
    return bool(led and reading.cues.held_there.search(text[:mark]))


def is_held(reading: Reading, text: str, mark: int) -> bool:
    """Whether a meeting is told to be held: 某峰会在某地举行, 12月4日举行的某峰会,是…."""
    cues = reading.cues
    was = cues.held_there.search(text, 0, mark) and text.startswith(_WAS, mark + 1)
    return bool(was or cues.held.match(text, mark + 1))


def told_before(reading: Reading, sentence: Masked, mark: int, name: SummitName) -> Meeting | None:
    """What 会议 means after the name of a meeting of which the sentence tells that it is held.

    The last one told of: 2016年,某峰会在某地举行…;2017年,某峰会在某地举行,会议通过…; or 某年,
    三国领导人在某地举行第一届峰会,会议通过….
    """
    if not name.generic or name.relative or name.variant or name.year:
        return None
    cues, text = reading.cues, sentence.text
    that = cues.that.fullmatch(text, max(0, mark - 2), mark)  # 上一次峰会…,那次|会议曾通过…
    for mention, place in zip(reversed(sentence.mentions), reversed(sentence.marks), strict=True):
        if place >= mark or mention.kind != SUMMIT or mention.value.generic:
            continue
        clause = sentence.clause(place)
        held = (
            that
            or cues.held.match(text, place + 1, mark)
            or (cues.held_there.search(text[:place]) and text[place + 1 : place + 2] == ",")
        )
        called = name.text == _MEETING or is_called(mention.value.text, name)
        told = held and called and not cues.not_yet.search(clause)
        return reading.meant.get(mention.start) if told else None
    return None


def tells_past(reading: Reading, sentence: Masked, mark: int) -> bool:
    """Whether what is told at ``mark`` is of another time: 他曾出席某峰会; 去年7月,他出席某峰会."""
    opens = sentence.text.startswith(DATE)
    told = sentence.mentions[0].value.year if opens else 0
    undated = reading.cues.undated.search(sentence.clause(mark))
    return undated is not None or 0 < told < reading.published.year


def _turn_back(reading: Reading, sentence: Masked) -> None:
    """Below a headline that names a body a report of a journey is back at its meeting there."""
    agenda = reading.agenda
    named = agenda.body and any(item.kind == ORGANISATION for item in sentence.mentions)
    held = [item for item in agenda.held if named and item.organisation == agenda.body]
    if len(held) == 1 and not (agenda.topic or reading.comment):
        agenda.turn_to(held[0], topic=True, live=True)


def _year(reading: Reading, sentence: Masked) -> int:
    """The year that an item of a digest begins with; else that of the report."""
    dated = sentence.text.startswith(DATE) and sentence.mentions[0].value.year
    return dated or reading.published.year


def _note_body(agenda: Agenda, sentence: Masked) -> None:
    """Whose 第二届领导人会议 is below a headline: of the only body that it names."""
    end = sentence.text.find("】") + 1 or len(sentence.text)
    marked = zip(sentence.mentions, sentence.marks, strict=True)
    named = [item for item, mark in marked if mark < end]
    bodies = {item.value.keys[0] for item in named if item.kind == ORGANISATION}
    for item in named:
        if item.kind == SUMMIT:
            bodies.update(item.value.organisations)
    if bodies:
        agenda.body = bodies.pop() if len(bodies) == 1 else ""
