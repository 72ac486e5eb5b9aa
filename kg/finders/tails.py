"""Whether 会议 or 峰会 is only the end of a name that nobody here understands (媒体峰会)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.meeting_shapes import COUNTED
from kg.grammar.mentions import COUNTRY, DATE, DOCUMENT, LEADER, OFFICE
from kg.text.hanzi import is_noun, segment

if TYPE_CHECKING:
    from kg.finders.meeting_names import MeetingGrammar, SummitName

#: What touches the name: characters and letters, not further than a word is long.
_WORDS = re.compile(r"[\u4e00-\u9fffA-Za-z0-9]+$")
_FAR = 8
#: Before a name that opens its clause; so far before a name stands since when it is the first.
_OPENS, _AHEAD = re.compile(rf"(?:^|[,;:。 {DATE}])$"), 12
#: 第二次峰会 is one of several; 第二届峰会 has that number, whoever attends.
_ONE_OF = "次"
#: 三次会议 and 两轮峰会 are none in particular, nor is that of 举行过峰会.
_TIMES = re.compile(r"(?<![这此])[一二两三四五六七八九十几多数\d][次轮]$|[行开办席加]过$")
_STATE = "国"
#: Names that are no part of the name of the present meeting.
_MASKS = COUNTRY + DOCUMENT + LEADER + OFFICE


def is_tail(text: str, start: int, name: SummitName, grammar: MeetingGrammar) -> bool:
    """Whether the words before ``text[start:]`` belong to the generic ``name`` there."""
    if not start or name.text.startswith(tuple(grammar.relative)):
        return False
    if text[start - 1] in _MASKS:
        return text[start - 2 : start] != f"、{COUNTRY}"  # 甲国、乙国、丙国领导人会议
    touching = _WORDS.search(text, max(0, start - _FAR), start)
    if touching is None or grammar.session.search(touching[0]):
        return False
    if grammar.other.search(touching[0]) or _TIMES.search(touching[0]):
        return True
    if name.text == "会晤" and grammar.verb.search(touching[0]):
        return True
    return is_noun(segment(touching[0])[-1])


def is_others(text: str, start: int) -> bool:
    """Whether leaders at ``text[start:]`` are those of companies, towns …, not of states."""
    touching = _WORDS.search(text, max(0, start - _FAR), start)
    word = segment(touching[0])[-1] if touching else ""
    return bool(word) and word[-1] != _STATE and is_noun(word)


def is_nobodys(text: str, start: int, name: SummitName, grammar: MeetingGrammar) -> bool:
    """Whether 首次峰会 is the first since something (扩员后的首次峰会), or of what nobody knows.

    甲国以成员国身份出席的第二次峰会 is not the second of all.
    """
    since = grammar.since.search(text, max(0, start - _AHEAD), start)
    first = name.edition == 1 or (since and since["theirs"] and _ONE_OF in name.text)
    if since and first and not (name.organisations or name.series):
        return True
    bare = grammar.empty.fullmatch(name.text) and not name.organisations
    if not bare or _OPENS.search(text, 0, start):
        return False
    if COUNTED.fullmatch(name.text):  # 第二次会议 in the middle of a clause: of some board
        return True
    return name.relative == "first" or is_tail(text, start, name, grammar)
