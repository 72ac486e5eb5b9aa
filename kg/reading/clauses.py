"""What the clause around a match tells: of whom it speaks, and who is speaking."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import COLLECTIVE, COUNTRY, DATE, LEADER, ORGANISATION, PARTIES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.grammar.cues import Cues
    from kg.grammar.mentions import Masked

#: After 出席峰会, in its clause: what closes the name, a day, and a few words up to 的.
_REST = re.compile(r"""[”"』」]?[^,;:。、了后并时]{0,8}?的""")
#: What follows a match, in its clause.
_NEXT = re.compile("[^,;:。!?]{0,12}")
#: Characters after a name in which its head noun may stand (欢迎宴会), and what ends the name.
_HEAD, _APART = 10, re.compile("[并和与及、,;:。!?在举后前等期式]")
#: 法方参与, 非洲国家积极推进: between a verb and its object, others who do something.
_ACTOR = f"[{COUNTRY}{ORGANISATION}{LEADER}{PARTIES}{COLLECTIVE}方国洲岛]|各界|企业|机构|地区|人民"
_INNER = re.compile(
    f"(?:{_ACTOR})[^的,;:]{{0,8}}?(?:参与|支持|参加|加入|响应|推进|落实|对接|申办|分享|利用)"
)
_SPEAKER = re.compile(f"[{LEADER}{PARTIES}]")


def follows(words: Iterable[str], text: str, place: int) -> str:
    """The first of ``words`` that stands next in the clause; "" if none does."""
    rest = _NEXT.match(text, place)
    return next((word for word in words if rest and word in rest[0]), "")


def describes_others(text: str, start: int, end: int, cues: Cues) -> bool:
    """Whether 出席峰会 tells who others are: 的 follows, or a verb that has them as its object.

    ``text[start:end]`` is what stands between the subject and the end of the name. Whom
    somebody meets before he attends is no subject either.
    """
    if any(verb.end() in (start - 1, start - 2) for verb in cues.meets.finditer(text, 0, start)):
        return True
    if cues.describes.match(text, end) or _REST.match(text, end):
        return True
    verb = cues.meets.search(text, start, end)
    return verb is not None and not cues.too.search(text, verb.end(), end)


def is_aside(text: str, end: int, cues: Cues) -> bool:
    """Whether the name of a meeting that ends at ``end`` goes on: 峰会欢迎宴会, 会议60周年."""
    head = cues.aside.search(text, end, end + _HEAD)
    return head is not None and not _APART.search(text, end, head.start())


def inner_subject(text: str, start: int, end: int) -> bool:
    """Whether others do what is told between a verb at ``start`` and its object's end."""
    return _INNER.search(text, start, end) is not None


def is_quoted(sentence: Masked, end: int, cues: Cues) -> bool:
    """Whether somebody else speaks before ``end`` in the sentence, or a day of its own is told."""
    dated = any(item.kind == DATE and item.value.day for item in sentence.within(0, end))
    before = sentence.text[: end - 1]
    return dated or any(cues.speech.search(before, one.end()) for one in _SPEAKER.finditer(before))
