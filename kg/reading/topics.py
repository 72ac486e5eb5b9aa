"""What a sentence tells of: whether the meeting that it names is its subject."""

from __future__ import annotations

import re

from kg.grammar.mentions import ALL_KINDS, CITY, COUNTRY, DATE, ORGANISATION, SUMMIT

#: Names of all kinds but states, cities and days.
OTHERS = ALL_KINDS.translate({ord(kind): None for kind in (COUNTRY, CITY, DATE)})
#: What the meeting is held for: 为筹备峰会,第三届部长级会议在某地举行; what it is: 作为前奏,…; or
#: why it is held: 4日,应各方要求,….
_WHY = f"(?:{DATE},)?(?:作?为|根据|应)[^,;:]{{2,30}},"
#: Nobody and nothing but a day or a place before the meeting: it is what the sentence tells of.
_SUBJECT = re.compile(f"(?:{_WHY})?(?:[^{OTHERS}]{{0,20}}[^{OTHERS}在对为])?")
#: Nor anybody but the body itself, or its host: 1999年9月,某组织(在某地)召开特别峰会; nor more than
#: the meeting beside which it is held: 峰会期间召开了某工商峰会.
_HOLDS, _BESIDE = "[举召][行开办]了?", f"{SUMMIT}(?:期间|间隙),?"
_HELD_BY = re.compile(
    rf"(?:{_BESIDE})?[^{OTHERS}]{{0,8}}{ORGANISATION}[也还亦]?{DATE}?"
    rf"(?:在[^{OTHERS},;:]{{1,12}})?{_HOLDS}(?:[^{OTHERS},;:]{{2,6}}的)?"
    rf"|[^{OTHERS}]{{0,6}}{_BESIDE}[^{OTHERS},;:]{{0,6}}{_HOLDS}"
    rf"|[^{OTHERS}]{{0,12}}{COUNTRY}[^{OTHERS},;:]{{0,12}}[主举承]办了"
)
#: After a meeting these tell that something else is told of: 峰会上, 峰会的, 峰会期间; or what it
#: is: 某峰会是扩员后召开的首次峰会.
_WITHIN = ("上", "的", "前", "后", "期", "中", "是", "为")


def is_subject(text: str, mark: int) -> bool:
    """Whether the meeting at ``mark`` is what its sentence tells of."""
    return _SUBJECT.fullmatch(text, 0, mark) is not None and goes_on(text, mark)


def is_told(text: str, mark: int) -> bool:
    """Whether it is, or the sentence tells that a body, or its host, holds it."""
    held = _HELD_BY.fullmatch(text, 0, mark) is not None
    return is_subject(text, mark) or (held and goes_on(text, mark))


def goes_on(text: str, mark: int) -> bool:
    """Whether the sentence goes on with the meeting at ``mark`` itself: not 峰会上, 峰会的."""
    return text[mark + 1 : mark + 2] not in _WITHIN
