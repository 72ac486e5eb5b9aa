"""The meeting at which something happens that is told without naming it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.mentions import SUMMIT

if TYPE_CHECKING:
    from kg.mentions import Masked
    from kg.reading import Reading

#: 某峰会4日在某地举行,  某峰会在某地召开:  — the rest of the clause tells that it is held.
_HELD = re.compile("[^,;:。!?将拟在]{0,12}(?:在[^,;:。!?将拟的]{1,16})?(?:举行|召开|举办|开幕|登场|闭幕|落幕)[,;:]")
#: 在某地举行的某峰会,  在某地举行的某峰会上,  在某地召开某峰会, — what follows is told of it.
_AT_IT = re.compile("[上中]?,")
_HELD_THERE = re.compile("(?:举行|召开|举办)[的了]?(?:首次|首场)?$")
#: What tells of a meeting to come, or of one that is not held after all.
_NOT_YET = re.compile("将|拟|原定|原计划|原拟|推迟|取消|定于|预计|即将|筹备|希望|建议|邀请|如果")
_CLAUSE = re.compile("[,;:。!?]")


def sitting(reading: Reading, match: re.Match[str], sentence: Masked, *, told: bool) -> str:
    """The key of the meeting that goes on at a match; "" if none does.

    With ``told``, it may be one of which the sentence tells only: 某会议在某地举行,甲主持,乙出席.
    """
    focus = reading.agenda.focus
    if focus and reading.agenda.live:
        return reading.meeting(focus)
    return _told_here(reading, match.start(), sentence) if told else ""


def _told_here(reading: Reading, place: int, sentence: Masked) -> str:
    """The last meeting before ``place`` of which the sentence tells that it is held."""
    text = sentence.text
    for mention, mark in zip(reversed(sentence.mentions), reversed(sentence.marks), strict=True):
        if mark < place and mention.kind == SUMMIT:
            clause = _CLAUSE.split(text[:mark])[-1]
            told = _HELD.match(text, mark + 1, place) or (
                _HELD_THERE.search(clause) and _AT_IT.match(text, mark + 1, place)
            )
            if not told or _NOT_YET.search(clause + text[mark : told.end()]):
                return ""
            meeting = reading.agenda.resolve(mention.value)
            return reading.meeting(meeting) if meeting else ""
    return ""
