"""Meetings named together: 第3届和第4届某组织峰会, 第3、4届某组织峰会; one with two names."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.meeting_shapes import NUMBER, ORDINAL
from kg.grammar.mentions import SUMMIT, Mention
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.grammar.mentions import Masked

#: The turn of the first, right before the second, and the number of that where it is shared.
_TWIN = re.compile(
    rf"(?P<turn>第(?P<ordinal>{NUMBER})(?:[届次轮])?)[、和与及暨](?P<last>{NUMBER}[届次轮])?$"
)
#: Between a regular meeting and what it remembers as well: 第3次会议暨建立关系25周年纪念峰会.
_ALSO = re.compile("暨(?:庆祝|纪念)?")
_REMEMBERS = "anniversary"
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


def one_of_two(shadow: str, found: Iterable[Mention]) -> list[Mention]:
    """The meetings, where one and the anniversary that is kept at it are one."""
    whole: list[Mention] = []
    for mention in found:
        if whole and _is_kept_at(shadow, mention, whole[-1]):
            first = whole.pop()
            text = shadow[first.start : mention.end].strip()
            whole.append(first._replace(end=mention.end, value=first.value._replace(text=text)))
        else:
            whole.append(mention)
    return whole


def _is_kept_at(shadow: str, mention: Mention, first: Mention) -> bool:
    one, other = first.value, mention.value
    if not (one and other and other.variant == _REMEMBERS and one.variant != _REMEMBERS):
        return False
    same = one.organisations and one.organisations == other.organisations
    return bool(same and _ALSO.fullmatch(shadow[first.end : mention.start].strip()))
