"""What a name of a meeting says: its organisers, series, edition, year, level and place."""

from __future__ import annotations

import re

from kg.finders.counted import OF
from kg.finders.drafts import BODIES, Draft, first_of, is_refused
from kg.finders.meeting_names import MeetingGrammar, SummitName
from kg.finders.meeting_shapes import NUMBER, ORDINAL, YEAR
from kg.grammar.mentions import (
    ALL_KINDS,
    CITY,
    COUNTRY,
    DOCUMENT,
    INITIATIVE,
    ORGANISATION,
    SERIES,
    Mention,
)
from kg.text.numerals import read_number

#: A meeting within a meeting is of the same series (…高峰论坛圆桌峰会).
_PART = re.compile(r"^(.*?(?:论坛|峰会|首脑会议))(?:圆桌|领导人).*$")
_TURN = re.compile(rf"第{NUMBER}[届次轮]|{YEAR}|首[届次]|[上下]一?[届次]|[本这此][届次]|\s")
_YEAR = re.compile(YEAR)
_YEARS = re.compile(f"({NUMBER})周年")
#: What makes a meeting without organisation one of a series.
_NAMED = re.compile(f"[{DOCUMENT}{INITIATIVE}{SERIES}]|“[^“”]*”")
#: A theme between quotation marks, no name there (“一带一路”, “某组织+”).
_MOTTO, _KINDS = re.compile("“(?P<theme>[^“”+]{5,})”"), re.compile(f"[{ALL_KINDS}]")
_OWN = re.compile(f"[{DOCUMENT}{INITIATIVE}]|“[^“”]*”")
_MARKS = re.compile("[《》“”]")
#: A body that has taken in others: “大某组织”首次峰会 is the first since then, not of all.
_LARGER = re.compile(f"“大[{ORGANISATION}{SERIES}]”")
#: After a state: it is what they meet on.
_ISSUE = f"{COUNTRY}问题"
#: What explains the words before it: (G20), (10+3). It tells no meeting from another.
_ASIDE = re.compile(r"[(（][^()（）]*[)）]")


def describe(draft: Draft, grammar: MeetingGrammar) -> SummitName | None:
    """What a name of a meeting says; None if it names no particular kind of meeting."""
    if is_refused(draft, grammar):
        return None
    sides = grammar.sides.read(draft.masked, draft.keys(COUNTRY + BODIES))
    draft = draft._replace(parts=[part for part in draft.parts if not _is_side(part, sides)])
    level = first_of(grammar.levels, draft.text)
    organisations, series, partner = _whose(draft, sides, level, grammar)
    level, states = grammar.level_in(organisations, level), draft.keys(COUNTRY)
    alone = not (organisations or series)
    if alone and states and (len(states) > 1 or not draft.masked.endswith(f"{COUNTRY}峰会")):
        return None
    ordinal, year = ORDINAL.search(draft.fair + draft.masked), _YEAR.search(draft.masked)
    relative = _relative(draft, grammar)
    edition = read_number(ordinal["ordinal"]) if ordinal else int(is_first(draft.masked, grammar))
    city, host = (draft.keys(CITY) or ("",))[-1], _host(draft, organisations, grammar)
    apart = relative not in ("", "this") or grammar.seasons.match(draft.masked)
    return SummitName(
        text=draft.text,
        organisations=organisations,
        series=series,
        level=level,
        variant=partner or _variant(draft, organisations, level, host, grammar),
        edition=edition,
        year=int(year[0][:4]) if year else draft.year,
        occasion=_occasion(draft, grammar),
        relative=relative,
        city=city,
        there=draft.there,
        then=draft.then if draft.present else 0,
        country=states[0] if states and alone else host,
        generic=alone and not (apart or city or states or edition or year),
        partners=bool(partner or (states and not host and _ISSUE not in draft.masked)),
        members="成员国" in draft.text,
        parties=DOCUMENT in draft.masked and grammar.treaty.search(draft.text) is not None,
        present=draft.present,
        themed=not organisations and _themed(draft, grammar),
        dated="年" in draft.text[:2] or bool(draft.lead),
        decided=draft.decided,
    )


def _is_side(part: Mention, sides: tuple[str, str]) -> bool:
    """Whether a state in a name meets with a part of the world: it is no partner of a body."""
    return part.kind == COUNTRY and part.value.keys[0] == sides[0]


def _whose(
    draft: Draft, sides: tuple[str, str], level: str, grammar: MeetingGrammar
) -> tuple[tuple[str, ...], str, str]:
    """The bodies that hold a meeting, or else its series; and with whom one body meets."""
    side, region = sides
    own = first_of(grammar.variants, draft.text)  # 某组织同非洲国家领导人对话会 is not one of many
    if side.startswith("organisation"):
        return (side,), "", "" if own else region
    organisations = _organisers(draft, level, grammar)
    if series := grammar.sides.series(side, region, level) or _placed(draft, grammar):
        organisations = ()
    else:
        series = _series(draft, organisations, grammar)
    body, partner = ("", "") if side and own else grammar.pairs.get(series, ("", ""))
    return ((body,), "", partner) if body else (organisations, series, "")


def _placed(draft: Draft, grammar: MeetingGrammar) -> str:
    """The series whose name may hold its city (气候变化巴黎大会); "" if it is none."""
    if draft.kind != "series":
        return ""
    return next((series for series, name in grammar.placed if name.search(draft.masked)), "")


def _relative(draft: Draft, grammar: MeetingGrammar) -> str:
    if draft.remembered or grammar.often.match(draft.after):
        return "past"
    words = draft.masked + draft.lead
    told = next((name for word, name in grammar.relative.items() if word in words), "")
    told = "" if told == "first" and _LARGER.match(draft.masked) else told
    return told or ("previous" if grammar.ago.match(draft.after) else "")


def is_first(text: str, grammar: MeetingGrammar) -> bool:
    """Whether a meeting is the first of its series, whatever else is told (今年的首届峰会)."""
    return not _LARGER.match(text) and any(
        name == "first" and word in text for word, name in grammar.relative.items()
    )


def _themed(draft: Draft, grammar: MeetingGrammar) -> bool:
    """Whether only a free theme tells what kind of meeting it is."""
    if draft.kind not in ("themed", "about"):
        return draft.kind == "topical"
    between = SERIES in draft.masked and draft.text[-1] != "坛"  # 中拉媒体领袖峰会
    return not (between or _OWN.search(draft.masked) or grammar.states.search(draft.text))


def _host(draft: Draft, organisations: tuple[str, ...], grammar: MeetingGrammar) -> str:
    """The member of a body that receives it: 某集团甲国峰会; a stranger meets with it.

    某集团甲国问题部长会议 is held on that state, anywhere.
    """
    states = draft.keys(COUNTRY)
    if len(states) != 1 or len(organisations) != 1 or grammar.linked.search(draft.masked):
        return ""
    if _ISSUE in draft.masked:
        return ""
    return states[0] if states[0] in grammar.member_states.get(organisations[0], ()) else ""


def _variant(
    draft: Draft, organisations: tuple[str, ...], level: str, host: str, grammar: MeetingGrammar
) -> str:
    """What makes it a meeting of its own beside the main one of its organisation."""
    if stage := grammar.stage.search(draft.text):
        return stage[0]
    if variant := first_of(grammar.variants, draft.text):
        return f"council-{variant}" if _partner(draft, grammar) else variant
    if not organisations:
        return _office(draft, grammar) if level == "ministers" else ""
    states = "-".join(key[-3:].lower() for key in draft.keys(COUNTRY) if key != host)
    rest = _theme(draft, grammar) + states
    return rest or (_office(draft, grammar) if level == "ministers" else "")


def _occasion(draft: Draft, grammar: MeetingGrammar) -> str:
    if years := _YEARS.search(draft.masked):
        return str(read_number(years[1]))
    season = grammar.seasons.search(draft.masked)
    return season[0] if season else ""


def _theme(draft: Draft, grammar: MeetingGrammar) -> str:
    """What the grammar does not explain, or what is quoted: 媒体领袖 in 中拉媒体领袖峰会."""
    if motto := _MOTTO.search(draft.masked):
        return _KINDS.sub("", motto["theme"])
    rest = grammar.words.sub("", _ASIDE.sub("", grammar.seasons.sub("", draft.masked)))
    plain = grammar.joints.sub("", rest)
    return next((theme for theme in (plain, rest) if len(theme) > 1), "")


def _office(draft: Draft, grammar: MeetingGrammar) -> str:
    """Whose meeting a meeting of ministers is: 外长 in 某组织成员国外长理事会第五次会议."""
    bodies = [part.end for part in draft.parts if part.kind in BODIES]
    text = draft.text[bodies[-1] - draft.start :] if bodies else draft.text
    text = grammar.plain.sub("", _ASIDE.sub("", text)).strip("()“” ")
    for office, short in grammar.same_office.items():
        text = text.replace(office, short)
    return text


def _organisers(draft: Draft, level: str, grammar: MeetingGrammar) -> tuple[str, ...]:
    """The organisations in a name; a body named after the first one is not another organiser.

    中拉媒体领袖峰会 is a meeting of the media of both, not of the forum of their states; nor is
    “中非携手抗疫”主题会议.
    """
    found = [part for part in draft.parts if part.kind in BODIES]
    if not found:
        return ()
    only_states = all(part.kind == SERIES for part in found)
    if only_states and level != "ministers" and _theme(draft, grammar):
        return ()
    start, end = found[0].start - draft.start, found[0].end - draft.start
    begin = draft.text[start:end].strip("“”")
    named = dict.fromkeys(draft.keys(BODIES))
    keys = tuple(key for key in named if grammar.parents.get(key) not in named)
    if own := _partner(draft, grammar):
        return (grammar.parents[own],)
    return keys[:1] if draft.text.count(begin) >= len(found) else keys


def _partner(draft: Draft, grammar: MeetingGrammar) -> str:
    """The body with which the leaders of its own organisation hold a 对话会; "" if none."""
    if first_of(grammar.variants, draft.text) != "dialogue":
        return ""
    return next((key for key in draft.keys(BODIES) if key in grammar.parents), "")


def _series(draft: Draft, organisations: tuple[str, ...], grammar: MeetingGrammar) -> str:
    """The identity of a meeting without one organiser: all of them, or its name less its turn.

    The turn is its ordinal, year and place; of a series that we know also what fills the name
    (世界核安全峰会, 华盛顿核安全峰会).
    """
    if organisations:
        return "+".join(sorted(organisations)) if organisations[1:] else ""
    if known := grammar.series.fullmatch(_TURN.sub("", draft.masked)):
        return known["name"]
    named = _NAMED.search(draft.masked)
    if draft.kind == "name" and not named and "问题" not in draft.masked:
        return ""
    plain = _PART.sub(r"\1", _TURN.sub("", grammar.stage.sub("", _with_titles(draft))))
    plain = _MARKS.sub("", _ASIDE.sub("", plain)) if DOCUMENT in draft.masked else plain
    plain = plain.replace(OF, "") if draft.kind == "counted" else plain
    return plain if len(plain) > len("峰会") else ""


def _with_titles(draft: Draft) -> str:
    """The words of a name, in which texts have their whole titles (RCEP领导人会议)."""
    text = draft.text
    for part in draft.parts:
        if part.kind == DOCUMENT:
            text = text.replace(
                draft.text[part.start - draft.start : part.end - draft.start], part.value.text
            )
    return text
