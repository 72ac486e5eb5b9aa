"""Names of meetings: where they stand in a sentence."""

from __future__ import annotations

import re

from kg.finders.drafts import Draft, turn_before, venue_of, without_homes, year_after
from kg.finders.meeting_names import MeetingGrammar, SummitName
from kg.finders.meeting_shapes import ORDINAL
from kg.finders.meeting_years import is_soon, only_meant, tells_of, told_year
from kg.finders.summit_names import describe
from kg.finders.tails import is_nobodys, is_others, is_tail
from kg.finders.turns import of_founded
from kg.finders.twins import one_of_two, twins
from kg.grammar.mentions import (
    COUNTRY,
    DATE,
    EVENTS,
    OFFICE,
    ORGANISATION,
    SERIES,
    SUMMIT,
    Masked,
    Mention,
)

#: 在某组织峰会上: what the clause tells was done there, and then.
_AT, _MARKS = ("在", "上"), ("“", "”")
#: “合作共赢”-某组织峰会: a theme before the name.
_THEME = re.compile(f"“[^“”]*”-+(?=[第{ORGANISATION}])")
#: 把某议程“纳入了”某组织峰会: what is quoted is done, it is no word of the name.
_SAID = re.compile(f"[^“”]*“[^“”]*[入进出为到了]”(?=[{ORGANISATION}])")
_JOINTS, _BOTH = "和与及暨", re.compile(f"{ORGANISATION}[和与及]$")
#: What cannot begin a name; 政府首脑(总理)理事会会议 is one.
_LOOSE = re.compile(rf"[{_JOINTS}同 -]|{OFFICE}(?!(?:\([^()]*\))?理事会)")
#: Whose turn it is not.
_OTHER_TURNS = {"next", "previous"}
#: 明年…举办的…峰会: in the same clause, and no later than so many characters before the name.
_AHEAD = 12
#: 某组织…在某地召开|峰会: so far before the name stands the body.
_FAR = 40


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
            found += twins(sentence, shadow, mention)
        if mention is not None or kind in ("themed", "series"):  # no shorter name is inside
            last = -minus_end
    return one_of_two(shadow, found)


def _read(  # noqa: PLR0913, PLR0917  (a place in a sentence, and how it was found)
    sentence: Masked, shadow: str, start: int, end: int, kind: str, grammar: MeetingGrammar
) -> Mention | None:
    first, whole = start, _trim(sentence.text, start, end, grammar)
    start = _last_part(sentence, whole, end)
    begin, stop = sentence.offset(start), sentence.offset(end)
    text = shadow[begin:stop].strip()
    if kind == "generic":
        events = grammar.every.fullmatch(text)
        name: SummitName | None = SummitName(text, generic=True)
        return Mention(begin, stop, EVENTS if events else SUMMIT, name)
    turn = turn_before(sentence.text, start, end)
    draft = _draft(sentence, text, (start, end), kind, grammar)
    name = describe(draft._replace(fair=sentence.text[min(whole, turn) : start]), grammar)
    name = name and _of_holder(sentence, start, name, grammar)
    season = grammar.seasons.match(text)  # 春季峰会 of a body that is not told
    if name is None or grammar.met.match(sentence.text, start):
        return None
    if _leans(name, grammar) and (season or is_tail(sentence.text, start, name, grammar)):
        return None
    if _shared(sentence.text, start, name) or is_nobodys(sentence.text, start, name, grammar):
        return None
    if grammar.people.match(sentence.text, first):
        talks = text.endswith("会晤") and sentence.text.endswith(grammar.two, 0, first)
        if talks or is_others(sentence.text, first):
            return None
    if turn < start:
        name = name._replace(text=sentence.text[turn : start - 1] + name.text)
        begin, stop = sentence.offset(turn), stop + 1
    return Mention(begin, stop, SUMMIT, name)


def _leans(name: SummitName, grammar: MeetingGrammar) -> bool:
    """Whether the words before a name may be what it is the end of: 审计机关|领导人第一次会议.

    So may those between a year and its meetings: 去年的两次|峰会; or 信息社会|世界首脑会议.
    """
    alone = not (name.organisations or name.series or name.city or name.country)
    whole = grammar.pairs.get(name.text, ("", name.text))[1]  # "": of one body, not of two sides
    return name.generic or not whole or (alone and not ORDINAL.match(name.text))


def _of_holder(
    sentence: Masked, start: int, name: SummitName, grammar: MeetingGrammar
) -> SummitName:
    """A bare 峰会 is the meeting of the body that holds it: 某组织在某地召开特别峰会.

    So is another one of the body whose chair is told: 某组织轮值主席国是甲国,上次峰会在….
    """
    if name.relative == "first":
        name = of_founded(sentence, start, name, grammar)
    several = name.series == "" or grammar.several.match(name.series)
    if name.organisations or not (several and name.level):
        return name
    turned = name.relative in _OTHER_TURNS and not name.dated
    holder = grammar.chaired if turned else grammar.holder
    found = holder.search(sentence.text, max(0, start - _FAR), start)
    if found is None:
        return name
    name = _then(sentence.text[: found.start("body")], name, grammar)
    held = sentence.within(*found.span("body"))
    keys = tuple(dict.fromkeys(one.value.keys[0] for one in held if one.kind == ORGANISATION))
    states = [one.value.keys[0][-3:].lower() for one in held if one.kind == COUNTRY]
    if not keys[1:]:
        alone = not (name.series or (name.edition and states))  # 某组织同甲国举行第二次峰会
        return name._replace(organisations=keys, generic=False, present=True) if alone else name
    return name._replace(
        present=True,
        organisations=keys,
        series="+".join(sorted(keys)),
        variant="-".join(states),
        generic=False,
        themed=False,
    )


def _then(before: str, name: SummitName, grammar: MeetingGrammar) -> SummitName:
    """``name`` in the year that opens the clause of its body: 去年11月,某组织在某地召开峰会."""
    told = grammar.opening.search(before)
    if told is None or name.year or name.relative or only_meant(before, told.start()):
        return name
    year = told["year"]
    if year in grammar.relative:
        return name._replace(relative=grammar.relative[year], dated=True)
    return name._replace(year=int(year))


def _draft(
    sentence: Masked, text: str, span: tuple[int, int], kind: str, grammar: MeetingGrammar
) -> Draft:
    start, end = span
    present = _goes_on(sentence, start, end, grammar)
    year = told_year(
        sentence.text[max(0, start - 2 * _AHEAD) : start],
        held=present or _is_place(sentence.text, start, end),
    )
    return Draft(
        text=text,
        start=sentence.offset(start),
        masked=sentence.text[start:end],
        parts=without_homes(sentence.within(start, end)),
        kind=kind,
        after=sentence.text[end : end + 2 * _AHEAD],
        remembered=grammar.remembers(sentence.text, start, end),
        lead=_lead(sentence.text, start, grammar) or ("今年" if year == "今" else ""),
        year=int(year) if year.isdecimal() else 0,
        present=present,
        there=venue_of(sentence, start, end),
        decided=tells_of(grammar.future, sentence.text, start, end)
        and not is_soon(sentence.text, start),
        then=year_after(sentence.text, end),
    )


def _goes_on(sentence: Masked, start: int, end: int, grammar: MeetingGrammar) -> bool:
    """Whether a meeting is held, or somebody speaks at a counted one, in no other month or year.

    Or at one whose name is quoted: 在“地中海峰会”上宣布.
    """
    held = grammar.goes_on(sentence.text, start, end)
    days = all(one.value.day for one in sentence.within(0, start) if one.kind == DATE)
    quoted = (sentence.text[start - 1 : start], sentence.text[end : end + 1]) == _MARKS
    told = days and (quoted or ORDINAL.search(sentence.text, start, end))
    return held or bool(told and grammar.spoken.match(sentence.text, end + quoted))


def _shared(text: str, start: int, name: SummitName) -> bool:
    """Whether 甲组织和乙组织峰会 is one meeting of both or two: nobody can tell."""
    own = name.edition or name.year or name.city
    return bool(name.organisations and not own and _BOTH.match(text, max(0, start - 2), start))


def _last_part(sentence: Masked, start: int, end: int) -> int:
    """Where the meeting begins in 中国-东盟博览会和中国-东盟商务峰会: its body is named again."""
    bodies = [part for part in sentence.within(start, end) if part.kind in ORGANISATION + SERIES]
    if not bodies[1:] or bodies[0].value.keys != bodies[-1].value.keys:
        return start
    again = sentence.marks[sentence.mentions.index(bodies[-1])]
    return again if sentence.text[again - 1] in _JOINTS else start


def _lead(text: str, start: int, grammar: MeetingGrammar) -> str:
    """The word of a year that is not the report's, where it belongs to the name at ``start``."""
    before = max(0, start - _AHEAD)
    found = grammar.other_year.search(text[before:start])
    if found is None or only_meant(text, before + found.start()):
        return ""
    return found[0]


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether something is done at the meeting ``text[start:end]``."""
    return (text[start - 1 : start], text[end : end + 1]) == _AT


def _trim(text: str, start: int, end: int, grammar: MeetingGrammar) -> int:
    """Leave out what cannot begin a name: 和, 同, an office, the last state of a list."""
    while start < end - 2 and _LOOSE.match(text, start):
        start += 1
    if theme := _THEME.match(text, start, end):
        start = theme.end()
    if kept := grammar.kept.match(text, start, end):  # 某组织成立60周年|某集团特别峰会
        start = kept.end()
    if said := _SAID.match(text, start, end):
        start = said.end()
    if people := grammar.people.match(text, start, end):  # 两国|元首|杭州会晤
        start = people.end()
    if text[start] == COUNTRY and start and text[start - 1] in "、和":  # 甲国、乙国“某集团”峰会
        start += 1
    return grammar.begin(text, start) if grammar.anniversary.search(text, start, end) else start
