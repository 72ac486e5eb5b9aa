"""Candidates for names of meetings, and which of them are none."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.finders.date_shapes import YEAR_FIRST
from kg.finders.meeting_shapes import COUNTED, ORDINAL, TURN
from kg.gazetteers.curated import body_of
from kg.grammar.mentions import (
    CITY,
    COUNTRY,
    DATE,
    DOCUMENT,
    OFFICE,
    ORGANISATION,
    SERIES,
    Masked,
    Mention,
)
from kg.text.hanzi import is_noun, segment
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.finders.meeting_names import MeetingGrammar

_JOINTS = "和与及"
#: The variant of the meeting at which a body is founded.
FOUNDING = "founding"
#: That of a body whose members meet in many ways in those days.
DEBATE = "debate"
#: What may hold a meeting: bodies, and series that are known.
BODIES = ORGANISATION + SERIES


_STATE = f"(?:{COUNTRY}(?:首都)?)?"
#: 某峰会4日在甲国首都某城|闭幕.
_THERE = re.compile(rf"[^{CITY},;:。、]{{0,12}}在{_STATE}(?={CITY})")
#: 在甲国首都某城举行的|第十一届峰会.
_HELD_THERE = re.compile(rf"在{_STATE}(?P<city>{CITY})[举召][行开办]的\Z")
#: So many characters long that is.
_LONG = 9
#: 一年前在某城,|甲出席某组织峰会: at the start of the sentence.
_ONCE_THERE = re.compile(
    rf"(?:{DATE}[^,;:。]{{0,3}}|[^,;:。]{{1,4}}(?:前|时))在{_STATE}(?P<city>{CITY}),[^;:。]*\Z"
)


def venue_of(sentence: Masked, start: int, end: int) -> str:
    """The city in which ``sentence.text[start:end]`` is told to be, right beside it; or ""."""
    found = _THERE.match(sentence.text, end)
    if found:
        return str(sentence.at(found.end()).value.keys[0])
    led = _HELD_THERE.search(sentence.text, max(0, start - _LONG), start)
    led = led or _ONCE_THERE.match(sentence.text, 0, start)
    return str(sentence.at(led.start("city")).value.keys[0]) if led else ""


#: 第二届某组织峰会|将于|2025年在…, 元首理事会会议|(2009年6月15日…): before the year behind it.
_THEN = re.compile("[将拟]?[于在]?")


def year_after(text: str, end: int) -> int:
    """The year that stands right behind what ends at ``end``; 0 if none does."""
    told = _THEN.match(text, end)
    found = YEAR_FIRST.match(text, told.end() if told else end)
    return read_number(found["year"]) if found else 0


#: 第六届“某组织峰会”: so far before the name the turn begins that is outside its quotation marks.
_OUTSIDE, _AHEAD = re.compile(f"{TURN}“$"), 9


def turn_before(text: str, start: int, end: int) -> int:
    """Where the turn begins that stands before the quoted name ``text[start:end]``, or it."""
    counted = text.startswith("”", end) and not ORDINAL.search(text, start, end)
    found = _OUTSIDE.search(text, max(0, start - _AHEAD), start) if counted else None
    return found.start() if found else start


def without_homes(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The state before its city tells where that is; it is no partner of the meeting."""
    homes = [
        one
        for one, two in pairwise(parts)
        if one.kind == COUNTRY and two.kind == CITY and one.end == two.start
    ]
    return [part for part in parts if part not in homes] if homes else parts


class Draft(NamedTuple):
    """A candidate: its words, the same with masked names, the names, and how it was found."""

    text: str
    start: int  # of the text, as the parts count
    masked: str
    parts: Sequence[Mention]
    kind: str
    after: str  # a few characters behind it
    remembered: bool  # its anniversary is told, it is past
    lead: str  # 明年 or 去年 shortly before it
    year: int  # the same in figures, where the clause tells that it is held then
    present: bool
    decided: bool
    there: str  # the city that is told right behind it
    then: int  # the year that is told there
    fair: str = ""  # the first of two events with one ordinal, masked

    def keys(self, kinds: str) -> tuple[str, ...]:
        """The keys of the names of these kinds that the candidate holds."""
        return tuple(body_of(part.value.keys[0]) for part in self.parts if part.kind in kinds)


def is_refused(draft: Draft, grammar: MeetingGrammar) -> bool:
    """Whether the words of a candidate make no name of a meeting."""
    text = draft.text
    if draft.kind == "body" and not grammar.head.search(text):
        return True
    about = draft.kind in ("about", "topical") and not _subject(draft, grammar)
    if about or (draft.kind == "topical" and not draft.present):
        return True
    if _of_officials(draft, grammar) or _of_nobody(draft, grammar):
        return True
    if grammar.cut.match(draft.masked) or grammar.many.fullmatch(draft.masked.lstrip(BODIES)):
        return True
    if grammar.texts.match(draft.after) and not draft.keys(BODIES):  # 雅典峰会宣言
        return True
    empty = grammar.empty.fullmatch(text) and not first_of(grammar.levels, text)
    empty = empty and not COUNTED.fullmatch(text)
    return bool(empty or grammar.domestic.search(text) or _joined(draft, grammar))


def _of_nobody(draft: Draft, grammar: MeetingGrammar) -> bool:
    """Whether the body is missing without which 首脑会谈 or 例会 is no name.

    第十次外长会 is one: a report of that body leaves it out. So is 上一届缔约方会议.
    """
    counted = OFFICE in draft.masked and ORDINAL.search(draft.masked)
    if grammar.treaty.search(draft.text) and draft.text.startswith(tuple(grammar.relative)):
        return False
    founding = dict(grammar.variants)[FOUNDING]
    if founding.fullmatch(draft.masked):  # 成立大会 of the body whose one is told of
        return False
    told = DOCUMENT in draft.masked or draft.keys(BODIES) or counted or draft.kind == "series"
    return not told and grammar.bodied.search(draft.text) is not None


def _of_officials(draft: Draft, grammar: MeetingGrammar) -> bool:
    """Whether it is of a treaty, but neither of leaders nor of all its parties."""
    level = first_of(grammar.levels, draft.text)
    return DOCUMENT in draft.masked and level != "leaders" and not grammar.treaty.search(draft.text)


def _subject(draft: Draft, grammar: MeetingGrammar) -> bool:
    """Whether the words before 峰会, behind a body or place, are nouns: what it is about."""
    body = max(draft.masked.rfind(kind) for kind in BODIES + COUNTRY + CITY)
    head = grammar.head.search(draft.masked)
    subject = draft.masked[body + 1 : head.start() if head else None].partition(OFFICE)[0]
    subject = grammar.seasons.sub("", ORDINAL.sub("", subject))
    if draft.kind == "topical" and not _tells_enough(subject, body >= 0, grammar):
        return False
    words = segment(grammar.subject.sub("", subject)) or ("",)
    nouns = is_noun(words[0]) and is_noun(words[-1])
    return nouns and all(len(word) > 1 or is_noun(word) or word in _JOINTS for word in words)


def _tells_enough(theme: str, placed: bool, grammar: MeetingGrammar) -> bool:  # noqa: FBT001
    """Whether a theme names one kind of meeting: 全球健康峰会, 开罗和平峰会, no 多边峰会."""
    told = grammar.words.sub("", theme)
    if len(told) < len("主题") or grammar.several.match(told) or grammar.session.fullmatch(told):
        return False
    return placed or len(theme) >= len("两个词语")


def _joined(draft: Draft, grammar: MeetingGrammar) -> bool:
    """甲组织和乙组织峰会 are two meetings under one word, 甲组织和乙组织联合峰会 is one."""
    if grammar.together in draft.masked:
        return False
    begin = draft.start
    parts = [part for part in draft.parts if part.kind != OFFICE]  # 国家元首和政府首脑会议
    gaps = (draft.text[a.end - begin : b.start - begin] for a, b in pairwise(parts))
    return any(gap[:1] in ("和", "及") for gap in gaps)


def first_of(table: Sequence[tuple[str, re.Pattern[str]]], text: str) -> str:
    """The first name of a table whose words stand in ``text``; ""."""
    return next((name for name, words in table if words.search(text)), "")
