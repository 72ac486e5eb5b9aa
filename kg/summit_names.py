"""What a name of a meeting says: its organisers, series, edition, year, level and place."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from kg.meeting_names import NUMBER, ORDINAL, YEAR, MeetingGrammar, SummitName
from kg.mentions import CITY, COUNTRY, INITIATIVE, ORGANISATION, SERIES, Mention
from kg.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Sequence

#: A meeting within a meeting is of the same series (…高峰论坛圆桌峰会).
_PART = re.compile(r"^(.*?(?:论坛|峰会|首脑会议))(?:圆桌|领导人).*$")
_TURN = re.compile(rf"第{NUMBER}[届次轮]|{YEAR}|首[届次]|[上下]一?[届次]|[本这此][届次]|\s")
_YEAR = re.compile(YEAR)
_QUOTED = re.compile("“[^“”]*”")
#: What explains the words before it: (G20), (10+3). It tells no meeting from another.
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")
#: 16+1 counts the states of a group; a plus after a word (金砖+) makes another meeting.
_SUM = re.compile(r"\d+ ?\+ ?\d+")
_BODIES = ORGANISATION + SERIES


class Draft(NamedTuple):
    """A candidate: its words, the same with masked names, the names, and how it was found."""

    text: str
    start: int  # of the text, as the parts count
    masked: str
    parts: Sequence[Mention]
    kind: str
    after: str  # a few characters behind it
    lead: str  # 明年 or 去年 shortly before it
    year: int  # the same in figures, where the clause tells that it is held then
    present: bool
    decided: bool

    def keys(self, kinds: str) -> tuple[str, ...]:
        """The keys of the names of these kinds that the candidate holds."""
        return tuple(part.value.keys[0] for part in self.parts if part.kind in kinds)


def describe(draft: Draft, grammar: MeetingGrammar) -> SummitName | None:
    """What a name of a meeting says; None if it names no particular kind of meeting."""
    if _refused(draft, grammar):
        return None
    organisations, states = _organisers(draft), draft.keys(COUNTRY)
    series = "" if organisations else _series(draft, grammar)
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
        year=int(year[0][:4]) if year else draft.year,
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


def _refused(draft: Draft, grammar: MeetingGrammar) -> bool:
    text = draft.text
    if draft.kind == "body" and not grammar.head.search(text):
        return True
    if grammar.cut.match(draft.masked):
        return True
    return bool(grammar.domestic.search(text) or grammar.empty.fullmatch(text) or _joined(draft))


def _relative(draft: Draft, grammar: MeetingGrammar) -> str:
    words = draft.masked + draft.lead
    told = next((name for word, name in grammar.relative.items() if word in words), "")
    return told or ("previous" if draft.after.startswith("以来") else "")


def _variant(
    draft: Draft, organisations: tuple[str, ...], level: str, grammar: MeetingGrammar
) -> str:
    """What makes it a meeting of its own beside the main one of its organisation."""
    if variant := _first(grammar.variants, _SUM.sub("", draft.text)):
        return variant
    if not organisations:
        return _office(draft, grammar) if level == "ministers" else ""
    rest = grammar.words.sub("", _ASIDE.sub("", draft.masked))  # 媒体领袖 in 中拉媒体领袖峰会
    rest = grammar.joints.sub("", rest)
    states = "-".join(key[-3:].lower() for key in draft.keys(COUNTRY))
    rest = (rest if len(rest) > 1 else "") + states
    return rest or (_office(draft, grammar) if level == "ministers" else "")


def _office(draft: Draft, grammar: MeetingGrammar) -> str:
    """Whose meeting a meeting of ministers is: 外长 in 某组织成员国外长理事会第五次会议."""
    bodies = [part.end for part in draft.parts if part.kind in _BODIES]
    text = draft.text[bodies[-1] - draft.start :] if bodies else draft.text
    return grammar.plain.sub("", _ASIDE.sub("", text)).strip("()“” ")


def _joined(draft: Draft) -> bool:
    """甲组织和乙组织峰会 are two meetings under one word."""
    begin = draft.start
    gaps = (draft.text[a.end - begin : b.start - begin] for a, b in pairwise(draft.parts))
    return any(gap[:1] in ("和", "及") for gap in gaps)


def _organisers(draft: Draft) -> tuple[str, ...]:
    """The organisations in a name; a body named after the first one is not another organiser."""
    found = [part for part in draft.parts if part.kind in _BODIES]
    if not found:
        return ()
    start, end = found[0].start - draft.start, found[0].end - draft.start
    begin = draft.text[start:end].strip("“”")
    keys = tuple(dict.fromkeys(draft.keys(_BODIES)))
    return keys[:1] if draft.text.count(begin) >= len(found) else keys


def _first(table: Sequence[tuple[str, re.Pattern[str]]], text: str) -> str:
    return next((name for name, words in table if words.search(text)), "")


def _series(draft: Draft, grammar: MeetingGrammar) -> str:
    """The identity of a meeting without organisation: its name less ordinal, year and place.

    Of a series that we know also less what fills the name: 世界核安全峰会, 华盛顿核安全峰会.
    """
    if known := grammar.series.fullmatch(_TURN.sub("", draft.masked)):
        return known["name"]
    named = draft.keys(INITIATIVE) or _QUOTED.search(draft.text)
    if draft.kind == "name" and not named and "问题" not in draft.masked:
        return ""
    plain = _PART.sub(r"\1", _TURN.sub("", draft.text))
    return plain if len(plain) > len("峰会") else ""
