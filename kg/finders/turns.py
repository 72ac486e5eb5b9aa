"""Lines that begin with a meeting's name or its turn alone: 第12届:2004年1月在某地举行.

Or rows of a table of meetings: 第12届 2004年1月5日至6日 某地 某国; 第12届:《某宣言》.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.inner_turns import SAME
from kg.finders.meeting_names import SummitName
from kg.finders.meeting_shapes import ANY_TURN, NUMBER
from kg.grammar.mentions import CITY, COUNTRY, DOCUMENT, SUMMIT, Mention
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from kg.finders.meeting_names import MeetingGrammar
    from kg.grammar.mentions import Masked

#: What ``SummitName.relative`` says of them: they are of the meetings that are listed there.
LISTED = "listed"
#: So far before its first meeting stands a body that is told to be founded.
_BORN = 40
#: What such names say that are of no meeting, or only of that of their line.
UNNAMED = frozenset(("past", LISTED, SAME))
TURN_ALONE = re.compile(ANY_TURN)
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_DAY = r"\d{4}年(?:\d+月)?(?:\d+日)?"
#: After a day, or before a mark or its year; 第一次在某地举行 is for the first time.
_LINE = re.compile(
    rf"[\s-]*(?P<day>{_DAY}[,: ]+)?(?P<turn>第(?P<number>{NUMBER})(?P<time>次)?(?(time)|届)|首届)"
    rf"(?:[:, ]|-{{1,2}}|(?=\d{{4}}年)|(?(day)(?(time)(?!)|(?=[于在]))|(?!)))"
)
#: What stands before a whole name at the start of a line, and after it: 第三届某组织峰会:2005年….
_BEFORE, _AFTER = re.compile(r"[\s-]*"), re.compile(rf"(?::|-{{1,2}})(?={_DAY})")
#: What a row has after its turn: a day and a place, each in its cell, or only texts.
_DAYS = rf"{_DAY}(?:\([^()]{{1,6}}\))?(?:[至到~-](?:(?:\d{{4}}年)?\d{{1,2}}月)?\d{{1,2}}日)?"
_NEXT = r"(?:[,;/ ]|$)"
_PLACE = f"{COUNTRY}?(?: *[·,/] *| *|首都){CITY}|{COUNTRY}[\u4e00-\u9fff·]{{0,8}}"
_ROW = re.compile(
    rf" *(?:(?:{_DAYS})[,/ ]+(?:{_PLACE}){_NEXT}|(?:{_PLACE})[,/ ]+(?:{_DAYS}){_NEXT}"
    rf"|{DOCUMENT}(?:[、和,; ]?{DOCUMENT})*$)"
)


def find_turns(
    sentence: Masked, shadow: str, summits: list[Mention], grammar: MeetingGrammar
) -> list[Mention]:
    """``summits``, with the turn or counted name first that begins a line of a chronicle.

    The line tells after it that the meeting is held. The mark between them belongs to it, so
    that the sentence goes on as after any meeting.
    """
    first = _named(sentence, shadow, summits) or _turn(sentence)
    end = sentence.offset(len(sentence.text))
    if first is None:
        return summits
    if _is_row(sentence, first):
        first = first._replace(end=first.start + len(first.value.text))
    elif not grammar.after.match(shadow[first.end : end]):
        return summits
    told = _YEAR.search(shadow, sentence.start, end)
    name = first.value._replace(year=int(told[1]) if told else 0, relative=LISTED, present=True)
    return [first._replace(value=name), *(one for one in summits if one.start >= first.end)]


def _is_row(sentence: Masked, first: Mention) -> bool:
    """Whether a day and a place in their cells, or nothing but texts, follow a turn alone."""
    if first.value.organisations or first.value.series:
        return False
    marked = zip(sentence.mentions, sentence.marks, strict=True)
    after = next((at - item.start for item, at in marked if item.start >= first.end), None)
    return after is not None and _ROW.match(sentence.text, first.end + after) is not None


def _named(sentence: Masked, shadow: str, summits: list[Mention]) -> Mention | None:
    """The counted meeting with whose name a sentence begins, and the mark after it."""
    first = summits[0] if summits else None
    if first is None or not _BEFORE.fullmatch(shadow, sentence.start, first.start):
        return None
    mark = _AFTER.match(shadow, first.end)
    counted = first.value and first.value.edition and not first.value.relative
    return first._replace(end=mark.end()) if mark and counted else None


def _turn(sentence: Masked) -> Mention | None:
    """The turn alone with which a sentence begins, and the mark after it."""
    found = _LINE.match(sentence.text)
    if found is None:
        return None
    edition = read_number(found["number"]) if found["number"] else 1
    name = SummitName(found["turn"], edition=edition)
    return Mention(sentence.offset(found.start("turn")), sentence.offset(found.end()), SUMMIT, name)


def of_founded(
    sentence: Masked, start: int, name: SummitName, grammar: MeetingGrammar
) -> SummitName:
    """首次峰会 is that of the body which was founded in the clause before, long ago."""
    found = grammar.founded.search(sentence.text, max(0, start - _BORN), start)
    if found is None or not grammar.empty.fullmatch(name.text):
        return name
    body = sentence.within(*found.span("body"))[0]
    return name._replace(organisations=body.value.keys[:1], generic=False, present=False)
