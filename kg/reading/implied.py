"""What a report implies: the meeting, its body, the text that it told of."""

from __future__ import annotations

import re
from itertools import takewhile
from typing import TYPE_CHECKING

from kg.finders.drafts import DEBATE
from kg.finders.moments import parse_iso
from kg.grammar.mentions import DATE, LEADER, ORGANISATION, PARTIES, SUMMIT
from kg.reading.bodies import body_named, last_body
from kg.reading.reading import place_key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.grammar.mentions import Masked, Mention
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading

#: 在某地举行的某峰会,  在某地举行的某峰会上,  在某地召开某峰会, — what follows is told of it.
_AT_IT = re.compile("[上中]?,")
#: So many characters before 这一倡议 it may have been told of.
_REACH = 300
#: Between two sentences there is another one, or the end of a paragraph.
_FURTHER = re.compile(r"\n|[。!?;][^。!?;]*[。!?;]")
#: A line that goes on below it, and lines of the list there.
_LIST = re.compile(r"[:,](?:\n[^\n]*;)*\Z")
#: Before the word for what was proposed: 的建议, 这一建议.
_OF_IT = "的一该此项"
#: What a date opens stands after these.
_OPENS = ("", ";")
#: Texts that meetings bring; characters of the word for their kind (宣言).
_TEXTS, _WORD = frozenset(("Declaration", "Instrument")), 2


def session(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The key of the meeting that goes on; "" if none does, or the sentence tells of another.

    Then of that, where it tells before that it is held: 会议期间,甲和乙举行某会晤,三国领导人….
    """
    focus = reading.agenda.focus
    if other := held_here(reading, match.start(), sentence):
        return other
    if focus is None or not reading.agenda.live or focus.variant == DEBATE:
        return ""
    meets = reading.cues.meets_too
    others = _others_meet(focus, match.start(), sentence, meets)
    others = others or _of_other_times(focus, match.start(), sentence)
    return "" if others else reading.meeting_key(focus)


def ours(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The same, if the report is the text of a declaration, where nobody else is told to act.

    Below 敦促成员国: the lines of the list tell what others are to do.
    """
    if not reading.ours:
        return ""
    above = reading.document.shadow[max(0, sentence.start - _REACH) : sentence.start].rstrip()
    return "" if _LIST.search(above) else session(reading, match, sentence)


def _of_other_times(focus: Meeting, place: int, sentence: Masked) -> bool:
    """Whether a year before the meeting's opens what is told up to ``place``: 1994年,….

    One of a list of such years does, too: 1994年…;2005年…; or a month before that of the
    meeting, where its day is known: 上月24日,….
    """
    opening = [
        mention.value
        for mention, mark in zip(sentence.mentions, sentence.marks, strict=True)
        if mark < place and mention.kind == DATE and sentence.text[:mark].rstrip()[-1:] in _OPENS
    ]
    if not (focus.year and opening and opening[-1].year):
        return False
    told, begins = opening[-1], parse_iso(focus.day)
    earlier = told.month and begins.month and told[:2] < begins[:2]
    return told.year < focus.year or bool(earlier)


def _others_meet(focus: Meeting, place: int, sentence: Masked, meets: re.Pattern[str]) -> bool:
    """Whether the sentence tells before ``place`` that a body other than its own meets."""
    if meets.search(sentence.text, 0, place) is None:
        return False
    return any(
        mark < place
        and meets.match(sentence.text, mark + 1, place)
        and focus.organisation not in keys
        for item, mark in zip(sentence.mentions, sentence.marks, strict=True)
        if (keys := _bodies(item))
    )


def _bodies(mention: Mention) -> tuple[str, ...]:
    """The bodies that a mention names."""
    if mention.kind == ORGANISATION:
        return (place_key(mention),)
    if mention.kind == PARTIES:
        return tuple(one.actor for one in mention.value if one.actor.startswith("organisation/"))
    return ()


def sitting(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The same, or the key of the one of which the sentence tells that it is held.

    某会议在某地举行,甲主持,乙出席 tells of that meeting in any report; after the name of another
    meeting nothing is told of the one that goes on.
    """
    told = _told_here(reading, match.start(), sentence)
    if told is not None:
        return told
    if of_another_year(reading, match.start(), sentence):
        return ""
    return session(reading, match, sentence) or _told_of(reading, match, sentence)


def held_here(reading: Reading, place: int, sentence: Masked) -> str:
    """The key of the other meeting of which the sentence tells before ``place`` that it is held."""
    return (_told_here(reading, place, sentence) or "") if reading.agenda.live else ""


def of_another_year(reading: Reading, place: int, sentence: Masked) -> bool:
    """Whether the sentence up to ``place`` speaks of another year than the meeting's: 去年….

    Of a meeting whose year nobody tells, a year without any meeting is another one.
    """
    year = reading.agenda.focus.year if reading.agenda.focus else 0
    told = sentence.within(0, place)
    dated = [item.value.year for item in told if item.kind == DATE]
    if not year and any(item.kind == SUMMIT for item in told):
        return False
    return bool(dated and dated[-1] not in (0, year))


def _told_of(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The key of the only meeting of an interview or a comment, if it is over; or ""."""
    key = only(reading, match, sentence)
    day = reading.meeting_of(key).day if key else ""
    return key if day and day <= reading.published.start else ""


def _told_here(reading: Reading, place: int, sentence: Masked) -> str | None:
    """The last meeting before ``place`` of which the sentence tells that it is held.

    "" if it tells something else of that meeting; None if no meeting is named, or the one that
    goes on.
    """
    text, cues = sentence.text, reading.cues
    behind = reading.knowledge.meetings.behind
    for mention, mark in zip(reversed(sentence.mentions), reversed(sentence.marks), strict=True):
        other = text[mark + 1 : mark + 2] == LEADER or behind.search(text, 0, mark)  # 某峰会主席甲
        if mark < place and mention.kind == SUMMIT and not other:
            clause = sentence.clause(mark)
            meeting = reading.meant[mention.start]
            if reading.agenda.live and meeting in (None, reading.agenda.focus):
                return None
            told = cues.held.match(text, mark + 1, place) or (
                cues.held_there.search(clause) and _AT_IT.match(text, mark + 1, place)
            )
            if not told or cues.not_yet.search(clause + text[mark : told.end()]):
                return ""
            return reading.meeting_key(meeting) if meeting else ""
    return None


def only(reading: Reading, _match: re.Match[str], _sentence: Masked) -> str:
    """The key of the only meeting that an interview or a comment has named so far; or ""."""
    agenda = reading.agenda
    named = [item for item in agenda.meetings if not item.relative]
    alone = len(named) == 1 and reading.comment and not agenda.live
    return reading.meeting_key(named[0]) if alone else ""


def text(reading: Reading, match: re.Match[str], _sentence: Masked) -> str:
    """The key of the only text so far whose title ends with a word of the match (宪章); or ""."""
    words = match[0]
    called = [
        key
        for key, cls in reading.classes.items()
        if cls in _TEXTS and any(_kind_of_text(name) in words for name in reading.names[key])
    ]
    return called[0] if len(called) == 1 else ""


def _kind_of_text(title: str) -> str:
    """The last word of a title, which tells what kind of text it is."""
    return title.rstrip("》”")[-_WORD:]


def proposals(reading: Reading, match: re.Match[str], sentence: Masked) -> list[str]:
    """The keys of what was proposed last, if in this sentence or the one before.

    Of none if something else is announced in between (乙宣布取消关税,与会领导人对此表示欢迎).
    """
    place = sentence.offset(match.start())
    near = takewhile(lambda item: item.end > place - _REACH, reversed(reading.findings))
    told = [item for item in near if item.predicate == "proposed" and item.end <= place]
    end = max((item.end for item in told), default=0)
    shadow, announced = reading.document.shadow, reading.cues.announced
    if not end or _FURTHER.search(shadow, end, place):
        return []
    between = announced.finditer(shadow, end, place)
    if any(shadow[other.start() - 1] not in _OF_IT for other in between):
        return []
    return list(dict.fromkeys(str(item.object) for item in reversed(told) if item.end == end))


def founded(reading: Reading, match: re.Match[str], sentence: Masked) -> list[str]:
    """The same, if its name ends as the match does: 支持该基金."""
    told = proposals(reading, match, sentence)
    return [
        key for key in told if any(name.endswith(match[0][-_WORD:]) for name in reading.names[key])
    ]


def held(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """The key of the meeting beside which something is told, where ``it`` names no other; or ""."""
    focus = reading.agenda.focus
    named = any(not item.value.generic for item in sentence.within(*match.span("it")))
    return "" if named or focus not in reading.agenda.held else reading.meeting_key(focus)


def chaired(reading: Reading, match: re.Match[str], sentence: Masked) -> Sequence[Meeting]:
    """The meeting whose chair is followed: the one in focus, or the last of the body named."""
    agenda = reading.agenda
    told = sentence.within(0, match.end()) if "term" in match.re.groupindex else ()
    named = last_body(reading, told, reading.body, ()) if told else ""
    known = (agenda.focus, *reversed(agenda.held))
    return [item for item in known if item and named in ("", item.organisation)][:1]


def body(reading: Reading, match: re.Match[str], sentence: Masked) -> str:
    """Whose meeting the sentence names up to the match's end, or goes on.

    Without any meeting the organisation that was named last; "" if nobody knows, as of one that
    it names and nobody has told of (会议决定…).
    """
    named = [item for item in sentence.within(0, match.end()) if item.kind == SUMMIT]
    meeting = reading.meant[named[-1].start] if named else reading.agenda.focus
    if meeting is None:
        return "" if named else body_named(reading, match, sentence)
    return meeting.organisation
