"""Meetings named together: 第3届和第4届某组织峰会, 第3、4届某组织峰会; 首届某组织峰会…,第2届…."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.meeting_shapes import ANY_TURN, NUMBER, ORDINAL
from kg.grammar.mentions import SUMMIT, Mention
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Sequence

    from kg.finders.meeting_names import SummitName
    from kg.grammar.mentions import Masked

#: The turn of the first, right before the second, and the number of that where it is shared.
_TWIN = re.compile(
    rf"(?P<turn>第(?P<ordinal>{NUMBER})(?:[届次轮])?)[、和与及暨](?P<last>{NUMBER}[届次轮])?$"
)
#: The turn alone, before a day or place: 首届某组织峰会在甲地举行,第二届在乙地举行.
_FURTHER = re.compile(rf"(?<=[,;])第(?P<ordinal>{NUMBER})届(?=于|在|将|则|(?:19|20)\d\d年)")
_TURN = re.compile(ANY_TURN)
#: So far before the name they stand.
_AHEAD = 12


def twins(sentence: Masked, shadow: str, mention: Mention) -> tuple[Mention, ...]:
    """The meeting of ``mention``, after the other one that is named together with it."""
    name = mention.value
    first = max(sentence.start, mention.start - _AHEAD)
    found = _TWIN.search(shadow, first, mention.start)
    own = name and ORDINAL.match(name.text)
    if not (found and name and name.organisations and bool(own) != bool(found["last"])):
        return (mention,)
    rest = name.text[own.end() :] if own else name.text
    turn = found["turn"]
    if last := found["last"]:
        if turn[-1] == last[-1]:
            return (mention,)
        name = name._replace(text=f"{turn[0]}{last}{rest}", edition=read_number(last[:-1]))
        mention = Mention(found.start("last"), mention.end, SUMMIT, name)
        turn += last[-1]
    twin = name._replace(text=turn + rest, edition=read_number(found["ordinal"]))
    return Mention(*found.span("turn"), SUMMIT, twin), mention


def further(sentence: Masked, shadow: str, found: Sequence[Mention]) -> list[Mention]:
    """``found``, and the next meetings of the last one's kind that only their turn names."""
    more = []
    end = sentence.offset(len(sentence.text))
    for match in _FURTHER.finditer(shadow, sentence.start, end) if found else ():
        before = [mention for mention in found if mention.end <= match.start()][-1:]
        if before and (twin := _next(before[0].value, match)):
            more.append(Mention(*match.span(), SUMMIT, twin))
    return sorted((*found, *more), key=lambda mention: mention.start) if more else list(found)


def _next(name: SummitName, match: re.Match[str]) -> SummitName | None:
    """What a turn alone names after the meeting ``name``; None if that was not counted itself."""
    counted = name and name.edition and (name.organisations or name.series)
    if not counted or name.variant:
        return None
    text, edition = match[0] + _TURN.sub("", name.text), read_number(match["ordinal"])
    return name._replace(text=text, edition=edition, year=0, city="", country="", relative="")
