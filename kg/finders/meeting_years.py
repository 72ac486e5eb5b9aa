"""The year that a clause tells of the meeting that it names next."""

from __future__ import annotations

import re

from kg.grammar.mentions import ALL_KINDS, CITY, COUNTRY, LEADER

_OTHERS = ALL_KINDS.translate({ord(kind): None for kind in (COUNTRY, CITY)})
#: 2016年9月4日,举世瞩目的…峰会, 2016年某国将举办…峰会: no other event lies between the year and
#: the name, and it does not end some years (2016年至2018年).
_DATED = re.compile(
    r"(?<![至\-到])(?P<year>(?:19|20)\d\d|今)年(?:\d+月)?(?:\d+日)?,?"
    rf"(?:{LEADER}(?:在|(?:在{COUNTRY}?.{{0,2}}{CITY})?(?:出席|参加|主持))了?|[^{_OTHERS}\d,。;:、来后起至到]*)$"
)
#: Before the year in which a meeting was to be: the words of ``intended`` among the cues.
_WAS_TO = "(?:原定|原计划|原拟|原本|本应|本定|曾定)"
_MEANT = re.compile(f"{_WAS_TO}[于在]?$")
_MEANT_THEN = re.compile(f"年,?\\s*{_WAS_TO}")
_HOSTED = re.compile("(?:举办|主办|承办)[^,]*$")
#: 2016年9月某组织峰会, 2016年举行的某组织峰会: the year is part of what the meeting is called.
_TOUCHING = re.compile(
    r"年(?:\d+月|年?[底初中末]|[上下]半年)?(?:\d+日)?(?:(?:举行|召开|举办)?的)?(?:视[频讯]|线上|网络|紧急)?$"
)
_ON_DAY = re.compile(r"于\d{1,2}日[^,;:。]{0,12}的$")
_QUOTED = re.compile("“[^“”]*”")


def tells_of(cue: re.Pattern[str], text: str, start: int, end: int) -> bool:
    """Whether ``text`` has the cue for what is named at ``text[start:end]``.

    Not in a quotation beside it, and not partly made of the name: 某地会议|决定.
    """
    if cue.search(text) is None:
        return False
    rest = f"{text[:end]}|{text[end:]}"
    told = _QUOTED.sub(lambda one: one[0] if one.start() <= start < one.end() else "“”", rest)
    return cue.search(told) is not None


def is_soon(text: str, start: int) -> bool:
    """Whether the meeting at ``start`` is announced for a day of this month: 将于11日举行的."""
    return _ON_DAY.search(text, 0, start) is not None


def only_meant(before: str, place: int) -> bool:
    """Whether a year at ``place`` is one in which a meeting was to be: 原定去年举行的峰会."""
    return _MEANT.search(before, max(0, place - 4), place) is not None


def told_year(before: str, *, held: bool) -> str:
    """The year in which a clause puts the meeting that it names next: in figures, or 今; or "".

    The clause must say that the meeting is held or hosted then, or nothing stands between.
    """
    found = _DATED.search(before)
    if found is None or only_meant(before, found.start()) or _MEANT_THEN.search(found[0]):
        return ""
    if not (held or _HOSTED.search(found[0]) or _TOUCHING.search(found[0])):
        return ""
    return found["year"]
