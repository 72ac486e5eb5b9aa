"""What a report is about while it is read: its meeting, its sections."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.grammar.mentions import DATE, SUMMIT, Masked, Mention
from kg.reading.asides import (
    drop_later,
    is_attended,
    is_beside,
    of_its_council,
    take_up,
    told_of,
    turn_aside,
    turn_beside,
    turn_elsewhere,
)
from kg.reading.chronicle import heads_line, note_list, of_body, of_chronicle, of_same, without_mark
from kg.reading.clauses import is_aside
from kg.reading.focus import is_commented, is_its_own, note_asked, turn_to_asked
from kg.reading.noting import note_meeting, note_other_name
from kg.reading.reading import LEAD
from kg.reading.references import of_leaders, resolve
from kg.reading.sections import (
    begins_item,
    heads_item,
    heads_section,
    is_below,
    is_held,
    note_day,
    opens_at,
    opens_paragraph,
    start_section,
    tells_past,
    told_before,
)
from kg.reading.topics import is_subject, is_told

if TYPE_CHECKING:
    from kg.finders.meeting_names import SummitName
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading

#: So many are left of them in the headline and the sentence after it.
_EARLY = 2
#: The last month in which no meeting of the next year is announced.
_AUTUMN = 10


def turn_to(reading: Reading, sentence: Masked) -> None:
    """Resolve the meetings that a sentence names, and see which one it is about."""
    agenda, opens = reading.agenda, opens_paragraph(reading, sentence)
    if reading.passing or opens or is_below(reading, sentence):
        agenda.leave()
    reading.passing = False
    start_section(reading, sentence, opens=opens)
    early = reading.lead >= _EARLY and not reading.comment
    turn_aside(reading, sentence)
    turn_elsewhere(reading, sentence)
    turn_to_asked(reading, sentence)
    for mention, mark in _named_meetings(sentence):
        note_other_name(reading, sentence, mention.value, mark)
        begins = sentence.text[:mark].strip() == DATE
        drop_later(reading, sentence, mention.value)
        told = of_same(reading, sentence, mark, of_body(reading, sentence, mark, mention.value))
        meeting = _resolve(reading, mention._replace(value=told), begins=begins)
        if meeting is None:
            take_up(reading, sentence.text, mention.value, mark)
        elif heads_line(mention):
            agenda.visit(meeting)
        elif not _heads(reading, sentence, meeting, mark, opens=opens):
            if early and not meeting.relative and _of_this_year(reading, sentence, mark):
                meeting.year = meeting.year or agenda.year
            _turn_to_meeting(reading, sentence, (mention.value, meeting), mark)
    note_list(reading, sentence)
    if _of_earlier_year(reading, sentence):
        agenda.step_aside()
        reading.passing = True
    _note_meant(reading, sentence)
    note_asked(reading, sentence)


def _heads(reading: Reading, sentence: Masked, meeting: Meeting, mark: int, *, opens: bool) -> bool:
    """Whether an item or a section begins with a meeting: it is told of that one then."""
    if opens and heads_item(sentence, mark):
        note_day(sentence, meeting)
        reading.agenda.visit(meeting)
        return True
    if heads_section(reading, sentence, meeting, mark):
        reading.agenda.turn_to(meeting, topic=True, live=True)
        return True
    return False


def _note_meant(reading: Reading, sentence: Masked) -> None:
    """Note which meetings the names in a sentence mean, now that all of them are known."""
    reading.meant = {}
    for mention, mark in _named_meetings(sentence):
        name = of_same(reading, sentence, mark, mention.value)
        told = told_before(reading, sentence, mark, name)
        reading.meant[mention.start] = told or resolve(reading.agenda, name)


def _of_earlier_year(reading: Reading, sentence: Masked) -> bool:
    """Whether the day that opens a sentence is of a year before that of the meeting spoken of.

    2011年12月2日,某国领导人在某地聚会,会议由甲主持: nobody here names that meeting.
    """
    focus, left = reading.agenda.focus, reading.agenda.left
    if not (focus and focus.year and not left and sentence.text.startswith(DATE)):
        return False
    named = {mention.value.generic for mention, _ in _named_meetings(sentence)}
    return named == {True} and bool(0 < sentence.mentions[0].value.year < focus.year)


def _named_meetings(sentence: Masked) -> list[tuple[Mention, int]]:
    """The meetings that a sentence names, and where their marks stand in it."""
    marked = zip(sentence.mentions, sentence.marks, strict=True)
    return [(mention, mark) for mention, mark in marked if mention.kind == SUMMIT]


def _resolve(reading: Reading, mention: Mention, *, begins: bool) -> Meeting | None:
    """The meeting that a name means, with what the name states noted; None for 会议 alone."""
    agenda, name = reading.agenda, of_chronicle(reading, mention.value, begins=begins)
    if (beside := of_leaders(agenda, name)) is not name:
        mention, name = mention._replace(value=beside), beside
    if name.generic and not name.variant:
        if agenda.implied and agenda.focus is None and name.present:
            agenda.imply()
        told = name.year or name.level
        if told and (other := resolve(agenda, name)) and other is not agenda.focus:
            note_meeting(reading, other, mention)
        return None
    meeting = resolve(agenda, name)
    if meeting is not None:
        if begins and reading.digest:
            meeting.day = meeting.day or agenda.day
        note_meeting(reading, meeting, without_mark(mention, name))
    return meeting


def _of_this_year(reading: Reading, sentence: Masked, mark: int) -> bool:
    """Whether the meeting at ``mark`` is this year's: somebody attends it, or is on the way.

    What is announced at the end of a year can be of the next one.
    """
    cues, text = reading.cues, sentence.text
    clause = sentence.clause(mark)
    if not cues.attends.search(clause) or tells_past(reading, sentence, mark):
        return False
    published = reading.published
    under_way = cues.trip.search(text) or cues.arrives.search(text)
    announced = cues.planned.search(text) and not under_way
    if announced and published.month > _AUTUMN:
        return False
    dates = (item.value.year for item in sentence.mentions if item.kind == DATE)
    return all(year in (0, published.year) for year in dates)


def _turn_to_meeting(
    reading: Reading, sentence: Masked, named: tuple[SummitName, Meeting], mark: int
) -> None:
    """See whether the report is about the meeting that a sentence names."""
    cues, agenda, text = reading.cues, reading.agenda, sentence.text
    name, meeting = named
    around = text[max(0, mark - 4) : mark] + "|" + text[mark + 1 : mark + 5]
    other = agenda.topic and agenda.focus is not meeting
    aside = other and is_aside(text, mark + 1, cues)  # 还出席了另一峰会记者会
    background = meeting.relative or aside or cues.background.search(around)
    clause = sentence.clause(mark)
    once = agenda.live and (tells_past(reading, sentence, mark) or cues.contrast.search(clause))
    if not meeting.relative:
        turn_beside(reading, sentence, meeting, mark)
    again = agenda.focus is meeting and SUMMIT in text[:mark]
    if agenda.left and agenda.left.focus is meeting and not again:
        agenda.leave()
    if _visits(reading, sentence, named, mark):
        agenda.focus = agenda.focus or meeting
        agenda.visit(meeting)
        reading.passing = meeting.relative != "" and not begins_item(reading, sentence, mark)
        return
    if background or once or not (agenda.focus is None or (name.present and not name.decided)):
        return
    lead = reading.lead > 0 or is_its_own(reading, sentence, name, mark)
    planned = cues.planned.search(told_of(text, mark)) is not None
    _end_topic(reading, text, mark, to_come=bool(planned and other))
    off = agenda.topic and not (lead or is_attended(text, mark, cues))
    if off or (planned and agenda.live):
        return  # where somebody goes next
    apart = agenda.topic and not (lead or planned) and agenda.focus is not meeting
    council = agenda.topic and of_its_council(reading, meeting)
    council = council or (agenda.topic and is_beside(agenda.focus, meeting, lead=lead))
    if council or (apart and cues.besides.search(clause)):
        agenda.attend(meeting)
        return
    live = name.present and lead and not (planned or is_commented(reading, text, mark))
    agenda.turn_to(meeting, topic=name.present and lead, live=live)
    if planned and not agenda.live:
        reading.lead = 0  # a report before the meeting stays one


def _end_topic(reading: Reading, text: str, mark: int, *, to_come: bool) -> None:
    """Below 某峰会下周开幕, a headline, the report tells of what is to come, and of no other."""
    if to_come and reading.lead == LEAD and is_subject(text, mark):
        reading.agenda.turn_away()


def _visits(
    reading: Reading, sentence: Masked, named: tuple[SummitName, Meeting], mark: int
) -> bool:
    """Whether the sentence tells of another meeting than the report's, if any, that it is held.

    Then it is the one of which the rest of the paragraph speaks, of an earlier or later one
    only the rest of the sentence: 去年的峰会在某地举行,会议通过….
    """
    cues, agenda, text = reading.cues, reading.agenda, sentence.text
    name, meeting = named
    own = (agenda.topic and agenda.focus is meeting) or is_its_own(reading, sentence, name, mark)
    begins = reading.lead > 0 or meeting.relative or not is_held(reading, text, mark)
    if not name.present or name.decided or own or (agenda.focus is None and begins):
        return False
    alone = is_told(text, mark) or opens_at(reading, text, mark)
    # A headline and the sentence after it tell what a section is about: no visit.
    later = reading.lead <= 0 or (agenda.live and reading.lead < _EARLY) or meeting.relative
    held = alone and (later or (reading.digest and begins_item(reading, sentence, mark)))
    beside = agenda.live and cues.afterwards.match(text) and is_attended(text, mark, cues)
    return bool((held or beside) and not cues.planned.search(told_of(text, mark)))
