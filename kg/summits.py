"""Names of meetings: where they stand, and what they say (organisation, edition, year, place)."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.meeting_names import NUMBER, ORDINAL, YEAR, MeetingGrammar, SummitName
from kg.mentions import (
    CITY,
    COUNTRY,
    EVENTS,
    INITIATIVE,
    OFFICE,
    ORGANISATION,
    SERIES,
    SUMMIT,
    Masked,
    Mention,
)
from kg.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A meeting within a meeting is of the same series (…高峰论坛圆桌峰会).
_PART = re.compile(r"^(.*?(?:论坛|峰会|首脑会议))(?:圆桌|领导人).*$")
_TURN = re.compile(rf"第{NUMBER}[届次轮]|{YEAR}|首届|首次|下一?届|上一?届|本届|\s")
_YEAR = re.compile(YEAR)
_QUOTED = re.compile("“[^“”]*”")
#: 明年…举办的…峰会: in the same clause, and no later than so many characters before the name.
_AHEAD = 12
_BODIES = ORGANISATION + SERIES


class _Draft(NamedTuple):
    """A candidate: its words, the same with masked names, the names, and how it was found."""

    text: str
    masked: str
    parts: Sequence[Mention]
    kind: str
    after: str  # a few characters behind it
    lead: str  # 明年 or 去年 shortly before it
    present: bool
    decided: bool

    def keys(self, kinds: str) -> tuple[str, ...]:
        return tuple(part.value.keys[0] for part in self.parts if part.kind in kinds)


def find_summits(sentence: Masked, shadow: str, grammar: MeetingGrammar) -> list[Mention]:
    """The mentions of meetings in a sentence whose names are masked; sorted, disjoint."""
    text = sentence.text
    if not grammar.trigger.search(text):
        return []
    spans = sorted(
        (match.start(), -match.end(), kind)
        for kind, needed, regex in grammar.kinds
        if needed.search(text)
        for match in regex.finditer(text)
    )
    found: list[Mention] = []
    last = -1
    for start, minus_end, kind in spans:
        if start < last:
            continue
        mention = _read(sentence, shadow, start, -minus_end, kind, grammar)
        if mention is not None:
            found.append(mention)
        if mention is not None or kind in ("themed", "series"):  # no shorter name is inside
            last = -minus_end
    return found


def _read(  # noqa: PLR0913, PLR0917  (a place in a sentence, and how it was found)
    sentence: Masked, shadow: str, start: int, end: int, kind: str, grammar: MeetingGrammar
) -> Mention | None:
    start = _trim(sentence.text, start, end)
    begin, stop = sentence.offset(start), sentence.offset(end)
    text = shadow[begin:stop].strip()
    if kind == "generic":
        whole = grammar.every.fullmatch(text)
        name: SummitName | None = SummitName(text, generic=True)
        return Mention(begin, stop, EVENTS if whole else SUMMIT, name)
    name = describe(_draft(sentence, text, (start, end), kind, grammar), grammar)
    if name is None:
        return None
    return Mention(begin, stop, SUMMIT, name)


def _draft(
    sentence: Masked, text: str, span: tuple[int, int], kind: str, grammar: MeetingGrammar
) -> _Draft:
    start, end = span
    return _Draft(
        text=text,
        masked=sentence.text[start:end],
        parts=_without_homes(sentence.within(start, end)),
        kind=kind,
        after=sentence.text[end : end + 4],
        lead=_lead(sentence.text[max(0, start - _AHEAD) : start], grammar),
        present=grammar.goes_on(sentence.text, start, end),
        decided=grammar.future.search(sentence.text) is not None,
    )


def _without_homes(parts: Sequence[Mention]) -> Sequence[Mention]:
    """The state before its city tells where that is; it is no partner of the meeting."""
    homes = [
        one
        for one, two in pairwise(parts)
        if one.kind == COUNTRY and two.kind == CITY and one.end == two.start
    ]
    return [part for part in parts if part not in homes] if homes else parts


def _lead(before: str, grammar: MeetingGrammar) -> str:
    """The word of a year that is not the report's, where it belongs to the name after it."""
    found = grammar.other_year.search(before)
    return found[0] if found else ""


def _trim(text: str, start: int, end: int) -> int:
    """Leave out what cannot begin a name: 和, 同, an office, the last state of a list."""
    while start < end - 2 and text[start] in "和与同及暨- " + OFFICE:
        start += 1
    if text[start] == COUNTRY and start and text[start - 1] in "、和":  # 甲国、乙国“某集团”峰会
        start += 1
    return start


def describe(draft: _Draft, grammar: MeetingGrammar) -> SummitName | None:
    """What a name of a meeting says; None if it names no particular kind of meeting."""
    if _refused(draft, grammar):
        return None
    organisations, states = _organisers(draft), draft.keys(COUNTRY)
    series = "" if organisations else _series(draft)
    alone = not (organisations or series)
    if alone and states and (len(states) > 1 or not draft.masked.endswith(f"{COUNTRY}峰会")):
        return None
    ordinal, year = ORDINAL.search(draft.masked), _YEAR.search(draft.masked)
    relative = _relative(draft, grammar)
    edition = read_number(ordinal["ordinal"]) if ordinal else int(relative == "first")
    city = (draft.keys(CITY) or ("",))[-1]
    told = not alone or city or states or edition or year or relative not in ("", "this")
    level = _first(grammar.levels, draft.text)
    return SummitName(
        text=draft.text,
        organisations=organisations,
        series=series,
        level=level,
        variant=_variant(draft, organisations, level, grammar),
        edition=edition,
        year=int(year[0][:4]) if year else 0,
        relative=relative,
        city=city,
        country=states[0] if states and alone else "",
        generic=not told,
        partners=bool(states),
        members="成员国" in draft.text,
        present=draft.present,
        dated="年" in draft.text[:2] or bool(draft.lead),
        decided=draft.decided,
    )


def _refused(draft: _Draft, grammar: MeetingGrammar) -> bool:
    text = draft.text
    if draft.kind == "body" and not grammar.head.search(text):
        return True
    return bool(grammar.domestic.search(text) or grammar.empty.fullmatch(text) or _joined(draft))


def _relative(draft: _Draft, grammar: MeetingGrammar) -> str:
    words = draft.masked + draft.lead
    told = next((name for word, name in grammar.relative.items() if word in words), "")
    return told or ("previous" if draft.after.startswith("以来") else "")


def _variant(
    draft: _Draft, organisations: tuple[str, ...], level: str, grammar: MeetingGrammar
) -> str:
    """What makes it a meeting of its own beside the main one of its organisation."""
    if variant := _first(grammar.variants, draft.text):
        return variant
    if not organisations:
        return _office(draft, grammar) if level == "ministers" else ""
    rest = grammar.words.sub("", draft.masked)  # 媒体领袖 in 中拉媒体领袖峰会
    states = "-".join(key[-3:].lower() for key in draft.keys(COUNTRY))
    rest = (rest if len(rest) > 1 else "") + states
    return rest or (_office(draft, grammar) if level == "ministers" else "")


def _office(draft: _Draft, grammar: MeetingGrammar) -> str:
    """Whose meeting a meeting of ministers is: 外长 in 某组织成员国外长理事会第五次会议."""
    text, first = draft.text, draft.parts[0] if draft.parts else None
    if first is not None and first.kind in _BODIES:
        text = text[first.end - first.start :]
    return grammar.plain.sub("", text)


def _joined(draft: _Draft) -> bool:
    """甲组织和乙组织峰会 are two meetings under one word."""
    begin = draft.parts[0].start if draft.parts else 0
    gaps = (draft.text[a.end - begin : b.start - begin] for a, b in pairwise(draft.parts))
    return any(gap[:1] in ("和", "及") for gap in gaps)


def _organisers(draft: _Draft) -> tuple[str, ...]:
    """The organisations in a name; a body named after the first one is not another organiser."""
    found = [part for part in draft.parts if part.kind in _BODIES]
    if not found:
        return ()
    begin = draft.text[: found[0].end - found[0].start].strip("“”")
    first, *others = draft.keys(_BODIES)
    return (first,) if draft.text.count(begin) >= len(found) else (first, *others)


def _first(table: Sequence[tuple[str, re.Pattern[str]]], text: str) -> str:
    return next((name for name, words in table if words.search(text)), "")


def _series(draft: _Draft) -> str:
    """The identity of a meeting without organisation: its name less ordinal, year and place."""
    named = draft.keys(INITIATIVE) or _QUOTED.search(draft.text)
    if draft.kind == "name" and not named and "问题" not in draft.masked:
        return ""
    plain = _PART.sub(r"\1", _TURN.sub("", draft.text))
    return plain if len(plain) > len("峰会") else ""
