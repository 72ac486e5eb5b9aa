"""Names of meetings: where they stand, and what they say (organisation, edition, year, place)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from kg.mentions import (
    CITY,
    COUNTRY,
    EVENTS,
    INITIATIVE,
    LEADER,
    OFFICE,
    ORGANISATION,
    SERIES,
    SUMMIT,
    Masked,
    Mention,
)
from kg.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_NUMBER = "[0-9零〇一二三四五六七八九十百两]{1,5}"
_ORDINAL = f"第(?P<ordinal>{_NUMBER})[届次轮]"
#: A meeting within a meeting is of the same series (…高峰论坛圆桌峰会).
_PART = re.compile(r"^(.*?(?:论坛|峰会|首脑会议))(?:圆桌|领导人).*$")
#: A clause, and how near in it a verb belongs to the name of a meeting.
_CLAUSE, _NEAR = re.compile("[,;:。]"), 10
_YEAR = r"(?:19|20)\d\d年"


@dataclass(frozen=True, slots=True)
class SummitName:
    """What one mention of a meeting says.

    ``relative`` is "", "this", "next", "previous", "first" or "past"; ``series`` names a
    meeting that belongs to no organisation of the gazetteer. A ``generic`` name (会议) says
    nothing that would tell its meeting from others.
    """

    text: str
    organisations: tuple[str, ...] = ()
    series: str = ""
    level: str = ""
    variant: str = ""
    edition: int = 0
    year: int = 0
    relative: str = ""
    city: str = ""
    country: str = ""
    generic: bool = False
    partners: bool = False  # it is a meeting of the organisation with a state
    members: bool = False  # the name itself speaks of member states
    present: bool = False  # the clause tells that it is held or attended
    decided: bool = False  # the sentence tells of what was decided for the future
    turn: str = ""  # "next" or "previous", seen from the meeting that the report is about

    @property
    def organisation(self) -> str:
        """The organiser, when the name holds exactly one."""
        return self.organisations[0] if len(self.organisations) == 1 else ""


@dataclass(frozen=True, slots=True)
class MeetingGrammar:
    """The compiled word lists of ``meetings.toml``."""

    name: re.Pattern[str]
    themed: re.Pattern[str]
    series: re.Pattern[str]
    generic: re.Pattern[str]
    body: re.Pattern[str]
    words: re.Pattern[str]  # all that the grammar itself explains in a name
    head: re.Pattern[str]
    plain: re.Pattern[str]  # what says nothing of whose meeting it is
    relative: Mapping[str, str]
    future: re.Pattern[str]
    every: re.Pattern[str]
    domestic: re.Pattern[str]
    levels: tuple[tuple[str, tuple[str, ...]], ...]
    variants: tuple[tuple[str, tuple[str, ...]], ...]
    before: re.Pattern[str]
    after: re.Pattern[str]

    def goes_on(self, text: str, start: int, end: int) -> bool:
        """Whether the clause around ``text[start:end]`` tells that the meeting is held."""
        clause = _CLAUSE.split(text[end : end + _NEAR * 4], maxsplit=1)[0]
        return bool(self.before.search(text[max(0, start - _NEAR) : start]) or self.after.search(clause))


def _any(words: Sequence[str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


def compile_grammar(words: Mapping[str, Any]) -> MeetingGrammar:
    """Compile the tables of ``meetings.toml``."""
    relative = {word: name for name, group in words["relative"].items() for word in group}
    heads, links = _any(words["heads"]), _any(words["links"])
    anchors = f"[{ORGANISATION}{SERIES}{COUNTRY}{CITY}{INITIATIVE}{OFFICE}]"
    part = rf"{anchors}|“[^“”。,;\n]{{1,20}}”|{_YEAR}|第{_NUMBER}[届次轮]|{_any(list(relative))}|{links}|\([^()\n]{{1,6}}\)"
    tail = rf"(?:第{_NUMBER}次(?:会议|会晤)|(?:下次|上次|本次)?(?:会议|会晤))?"
    lead = rf"(?:{_YEAR}|{_any(list(relative))}|{anchors}|第{_NUMBER}[届次]|\s)*"
    venue = _any(words["venues"])
    return MeetingGrammar(
        name=re.compile(rf"(?:{part})*?(?:{heads})(?!{venue})(?:(?![和与及暨同、-])(?:{part})*(?:{heads})(?!{venue}))*{tail}"),
        themed=re.compile(
            rf"{lead}(?:第{_NUMBER}[届次]|首届)[^,。;:、《》“”的了\n]{{2,14}}?(?:{_any(words['themed_heads'])})"
        ),
        series=re.compile(rf"{lead}(?:{_any(words['series']['names'])})"),
        generic=re.compile(_any(words["generic"]["words"])),
        body=re.compile(rf"(?:{_YEAR}|第{_NUMBER}[届次]|{_any(list(relative))}|(?<=出席)|(?<=召开)|(?<=举行)){ORGANISATION}(?![的总秘主框部级])"),
        words=re.compile(rf"{part}|{heads}|“[^“”]*”|[^\u4e00-\u9fff]"),
        plain=re.compile(rf"{_YEAR}|第{_NUMBER}[届次轮]|{_any(list(relative))}|成员国|各国|理事会|会议|会晤|级|\s"),
        head=re.compile(rf"(?:{heads})$"),
        before=re.compile(_any(words["present"]["before"])),
        after=re.compile(rf"^(?!.*(?:{_any(words['present']['not_after'])})).*(?:{_any(words['present']['after'])})"),
        relative=relative,
        domestic=re.compile(_any(words["domestic"]["words"])),
        every=re.compile(_any(words["generic"]["every"])),
        future=re.compile(_any(words["future"]["words"])),
        levels=tuple((row["name"], tuple(row["words"])) for row in words["level"]),
        variants=tuple((row["name"], tuple(row["words"])) for row in words["variant"]),
    )


def find_summits(sentence: Masked, shadow: str, grammar: MeetingGrammar) -> list[Mention]:
    """The mentions of meetings in a sentence whose names are masked; sorted, disjoint."""
    found: list[Mention] = []
    text = sentence.text
    decided = bool(grammar.future.search(sentence.text))
    end = -1
    spans = sorted(
        (match.start(), -match.end(), kind)
        for kind, regex in (
            ("series", grammar.series),
            ("themed", grammar.themed),
            ("name", grammar.name),
            ("generic", grammar.generic),
            ("body", grammar.body),
        )
        for match in regex.finditer(sentence.text)
    )
    for start, minus_end, kind in spans:
        if start < end:
            continue
        mention = _read(sentence, shadow, start, -minus_end, kind, grammar)
        if mention is not None:
            present = grammar.goes_on(text, start, -minus_end)
            found.append(
                mention._replace(value=replace(mention.value, decided=decided, present=present))
            )
        if mention is not None or kind in ("themed", "series"):  # a themed name is no name of anything shorter
            end = -minus_end
    return found


def _read(
    sentence: Masked, shadow: str, start: int, end: int, kind: str, grammar: MeetingGrammar
) -> Mention | None:
    start = _trim(sentence, start, end)
    begin, stop = sentence.offset(start), sentence.offset(end)
    text = shadow[begin:stop].strip()
    if kind == "generic":
        kind = EVENTS if grammar.every.fullmatch(text) else SUMMIT
        return Mention(begin, stop, kind, SummitName(text, generic=True))
    if kind == "body" and not grammar.head.search(text) and not text.endswith("论坛"):
        return None
    name = describe(text, sentence.text[start:end], sentence.within(start, end), grammar, kind, sentence.text[end : end + 4])
    return Mention(begin, stop, SUMMIT, name) if name else None


def _trim(sentence: Masked, start: int, end: int) -> int:
    """Leave out what cannot begin a name: a country or office with its holder's verb, 和, 同."""
    text = sentence.text
    while start < end - 2 and text[start] in "和与同及暨- " + OFFICE:
        start += 1
    if text[start] == COUNTRY and start and text[start - 1] in "、和":  # 甲国、乙国“某集团”峰会
        start += 1
    return start


def describe(
    text: str, masked: str, parts: Sequence[Mention], grammar: MeetingGrammar, kind: str, after: str = ""
) -> SummitName | None:
    """What a name of a meeting says; None if it names no particular kind of meeting."""
    ordinal = re.search(_ORDINAL, masked)
    year = re.search(_YEAR, masked)
    relative = next((name for word, name in grammar.relative.items() if word in masked), "")
    if after.startswith("以来") and not relative:
        relative = "previous"
    keys = {
        mark: tuple(part.value.keys[0] for part in parts if part.kind in mark)
        for mark in (ORGANISATION + SERIES, COUNTRY, CITY, INITIATIVE)
    }
    organisations = _organisers(parts, text)
    quoted = re.search("“[^“”]*”", text)
    series = ""
    if not organisations:
        series = _series(text, masked, kind, bool(keys[INITIATIVE] or quoted))
    edition = read_number(ordinal["ordinal"]) if ordinal else int(relative == "first")
    place = ""
    if keys[COUNTRY] and not organisations and not series:
        if len(keys[COUNTRY]) > 1 or not masked.endswith(f"{COUNTRY}峰会"):
            return None
        place = keys[COUNTRY][0]
    if grammar.domestic.search(text):
        return None
    if re.fullmatch(rf"(?:第{_NUMBER}次|首次).{{0,2}}(?:会议|峰会|会晤)", text):
        return None
    if _joined(parts, text):
        return None
    anchored = organisations or series or keys[CITY] or place
    return SummitName(
        text=text,
        organisations=organisations,
        series=series,
        level=_first(grammar.levels, text),
        variant=_first(grammar.variants, text)
        or _rest(masked, organisations, keys[COUNTRY], grammar)
        or (_office(text, parts, grammar) if _first(grammar.levels, text) == "ministers" else ""),
        partners=bool(keys[COUNTRY]),
        edition=edition,
        year=int(year[0][:4]) if year else 0,
        relative=relative,
        city=keys[CITY][-1] if keys[CITY] else "",
        country=place,
        generic=not (anchored or edition or year or relative not in ("", "this")),
        members="成员国" in text,
    )


def _rest(
    masked: str, organisations: tuple[str, ...], states: tuple[str, ...], grammar: MeetingGrammar
) -> str:
    """What a name says beside organisation, place, turn and kind: 媒体领袖 in 中拉媒体领袖峰会."""
    if not organisations:
        return ""
    rest = grammar.words.sub("", masked)
    return (rest if len(rest) > 1 else "") + "-".join(key[-3:].lower() for key in states)


def _office(text: str, parts: Sequence[Mention], grammar: MeetingGrammar) -> str:
    """Whose meeting a meeting of ministers is: 外长 in 某组织成员国外长理事会第五次会议."""
    for part in parts:
        if part.kind in ORGANISATION + SERIES:
            text = text[part.end - parts[0].start :] if part is parts[0] else text
    return grammar.plain.sub("", text)


def _joined(parts: Sequence[Mention], text: str) -> bool:
    """甲组织和乙组织峰会 are two meetings under one word."""
    if len(parts) < 2:  # noqa: PLR2004
        return False
    begin = parts[0].start
    gaps = (text[one.end - begin : other.start - begin] for one, other in pairwise(parts))
    return any(gap and gap[0] in "和及" for gap in gaps)


def _organisers(parts: Sequence[Mention], text: str) -> tuple[str, ...]:
    """The organisations in a name; a body named after the first one is not another organiser."""
    found = [(part.value.keys[0], part) for part in parts if part.kind in ORGANISATION + SERIES]
    if not found:
        return ()
    first = found[0][1]
    begin = text[: first.end - first.start].strip("“”")
    return tuple(
        key for index, (key, _) in enumerate(found) if not index or text.count(begin) < len(found)
    )


def _first(table: Sequence[tuple[str, tuple[str, ...]]], text: str) -> str:
    return next((name for name, words in table if any(word in text for word in words)), "")


def _series(text: str, masked: str, kind: str, named: bool) -> str:
    """The identity of a meeting without organisation: its name less ordinal, year and place."""
    if kind == "name" and not named and "问题" not in masked:
        return ""
    plain = re.sub(rf"第{_NUMBER}[届次轮]|{_YEAR}|首届|首次|下一?届|上一?届|本届|\s", "", text)
    plain = _PART.sub(r"\1", plain)
    return plain if len(plain) > 2 else ""


__all__ = ["LEADER", "MeetingGrammar", "SummitName", "compile_grammar", "find_summits"]
