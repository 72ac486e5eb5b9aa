"""The regexes of names of meetings, made from the words of ``meetings.toml``."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Any

from kg.finders.counted import on_a_state
from kg.finders.glosses import glossed
from kg.finders.held import own_meeting
from kg.grammar.mentions import (
    ALL_KINDS,
    CITY,
    COUNTRY,
    DATE,
    DOCUMENT,
    OFFICE,
    ORGANISATION,
    SERIES,
)
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from kg.finders.sides import Sides

    #: What a kind of name is called, what it is not without, its regex.
    Kinds = tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...]

NUMBER = "[0-9零〇一二三四五六七八九十百两]{1,5}"
_COUNTER = "[届次轮]"
TURN = f"第{NUMBER}{_COUNTER}"
ANY_TURN = f"{TURN}|首[届次]"
ORDINAL = re.compile(f"第(?P<ordinal>{NUMBER}){_COUNTER}")
#: 第二次会议 alone: it is of nobody if not of those of whom the report is.
COUNTED = re.compile(f"第{NUMBER}次会[议晤]")
#: 2016年, and in front of a body without 年 (2016某组织峰会).
YEAR = rf"(?:19|20)\d\d(?:年|(?=[{ORGANISATION}{SERIES}]))"


def any_part(words: Mapping[str, Any], anchors: str, turns: str, sides: Sides) -> str:
    """What a name may consist of before its head.

    Atomic: 部长级 is also 部长 and 级, and a run of such words would be tried in every way.
    """
    since, years = any_of(words["parts"]["since"]), any_of(words["parts"]["anniversary"])
    plain = any_of((*words["links"], *words["inner"], *words["theme"]["seasons"]))
    count = rf"(?:{any_of(words['parts']['count'])})?"
    return (
        rf"(?>{sides.part}|{_bodies(words)}|{_lasting(words)}|{_invited(words)}|{OFFICE}和{OFFICE}|{anchors}{count}|{DOCUMENT}"
        rf"|(?:{since})?{NUMBER}(?:{years})|“[^“”。,;\n]{{1,20}}”{count}|{YEAR}|{TURN}|{turns}"
        rf"|{plain}|\((?:[^()\n]{{1,6}}|[A-Z]{{7,12}}|{glossed(words['parts']['called'])})\))"
    )


def _bodies(words: Mapping[str, Any]) -> str:
    """The bodies that hold one meeting together: 甲组织和乙组织联合|峰会."""
    body, parts = f"[{ORGANISATION}{SERIES}]", words["parts"]
    return rf"{body}(?:(?:{any_of((*parts['joint'], '-'))}){body})+{parts['together']}"


def _lasting(words: Mapping[str, Any]) -> str:
    """How long a body meets: 某组织|为期两天的|峰会."""
    lasting = words["parts"]["lasting"]
    days = rf"{lasting['begin']}{NUMBER}(?:{any_of(lasting['end'])})"
    return rf"(?<=[{ORGANISATION}{SERIES})]){days}"


def _invited(words: Mapping[str, Any]) -> str:
    """With whom a body (某组织同|非洲国家|领导人对话会) or its leaders (领导人|和|理事会) meet."""
    partners, people = words["parts"]["partners"], any_of(words["parts"]["people"])
    states, head = partners["states"], partners["head"]
    # The states' leaders may be masked as an office together.
    rest = rf"{states}(?=(?:{people})?{head})|(?={OFFICE}{head})"
    whom = rf"(?:{OFFICE}|{partners['people']})?{head}"
    own = rf"(?<={partners['leaders']})和(?={ORGANISATION}{whom})"
    return rf"(?:{any_of(partners['region'])})(?:{rest})|{own}"


def all_heads(words: Mapping[str, Any]) -> str:
    """What the name of a meeting can end with."""
    return rf"{any_of(words['heads'])}|(?<={_COUNTER})(?:{any_of(words['numbered'])})"


def stage(words: Mapping[str, Any]) -> str:
    """The part of a meeting of all parties to a treaty, months from the next: 第一阶段会议."""
    parties = (head for head in words["bodied"] if head.startswith(tuple(words["treaty"])))
    behind = "|".join(f"(?<={head})" for head in parties)
    return rf"(?:{behind})第{NUMBER}{words['parts']['stage']}"


def all_series(words: Mapping[str, Any]) -> list[str]:
    """All names of series that we know."""
    return [*words["series"]["names"], *pair_names(words)]


def pair_names(words: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The short names of the meetings of a body with a state, with both: 日欧峰会, 欧日高峰会."""
    return _held_names(words) | {
        side + meet: (row["body"], row["partner"])
        for row in words["series"]["pairs"]
        for side in row["sides"]
        for meet in words["series"]["meet"]
    }


def _held_names(words: Mapping[str, Any]) -> dict[str, tuple[str, str]]:
    """The names of meetings of a body that do without it (世界首脑会议)."""
    return {name: (row["body"], "") for row in words["series"]["held"] for name in row["names"]}


def placed_names(words: Mapping[str, Any]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A series that we know, and its names with a city inside, or without."""
    rows = words["series"]["placed"]
    return tuple((row["name"], re.compile(_placed(row))) for row in rows)


def _placed(row: Mapping[str, Any]) -> str:
    return f"(?:{any_of(row['first'])}){CITY}?(?:{any_of(row['last'])})"


def known_series(words: Mapping[str, Any]) -> re.Pattern[str]:
    """A series that we know, with what fills its name (世界核安全峰会)."""
    filling = rf"[{COUNTRY}{CITY}]|{any_of(words['series']['filling'])}"
    return re.compile(rf"(?:{filling})*(?P<name>{any_of(all_series(words))})")


def holder(words: Mapping[str, Any]) -> re.Pattern[str]:
    """The body, or the bodies and states, at the start of a clause that hold a meeting.

    Up to the verb: 甲组织(乙组)、甲国与丙组织4日在某地举行; or to its place: 某组织领导人在某地的,
    某组织成员国领导人周三在(某地峰会上).
    """
    parts, present = words["parts"], words["present"]
    joints, aside = "".join(parts["joint"]), r"(?:\([^()]*\))?"
    body = rf"{ORGANISATION}{aside}(?:[{joints}][{ORGANISATION}{COUNTRY}]{aside})*+"
    people, several = any_of(parts["people"]), f"{NUMBER}{present['state']}"
    crowd = f"(?:(?:{several})?(?:{OFFICE}[{joints}]{OFFICE}|{people})|{several}{OFFICE})?"
    when = rf"[\d{present['when']}]{{0,8}}"
    there = f"{present['at']}{CITY}{present['of']}"
    day = rf"(?:[\d{present['when']}{DATE}]|\([^()]{{1,8}}\)){{0,8}}{present['at']}"
    members = f"(?:{several}|{present['members']})(?:{OFFICE}|{people})"
    begin, apart = rf"(?:^|[,;:、。) {words['dated']['marks']}])", any_of(parts["apart"])
    return re.compile(
        rf"{begin}(?P<body>{body})(?!.*(?:{apart}))"
        rf"(?:{crowd}(?:{_held(words, joints)}|{when}{there})|{members}{day})$"
    )


def _held(words: Mapping[str, Any], joints: str) -> str:
    """The verb of a body that holds a meeting, after a day or place, and what kind: 紧急|峰会."""
    lasting, ever = words["parts"]["lasting"], any_of(words["parts"]["ever"])
    others = ALL_KINDS.translate({ord(kind): None for kind in (CITY, COUNTRY)})
    between = rf"(?:[^{others}{joints},;:()]|\([^()]{{1,8}}\)){{0,16}}"
    days = rf"(?:{lasting['begin']})?{NUMBER}(?:{any_of(lasting['short'])})|{ever}"
    verbs, inner = any_of(words["present"]["hold"]), any_of(words["inner"])
    return f"{between}(?:{verbs})了?(?:{days})?(?:{inner})?"


def anniversary(words: Mapping[str, Any]) -> re.Pattern[str]:
    """After a meeting how long ago it was: 某会议|召开60周年."""
    held, years = any_of(words["remembered"]["held"]), any_of(words["parts"]["anniversary"])
    return re.compile(rf"[”』]?(?:{held})?{NUMBER}(?:{years})")


def kept(parts: Mapping[str, Any]) -> re.Pattern[str]:
    """The anniversary of another body before the one that meets: 甲组织成立60周年|乙峰会."""
    since, years = any_of(parts["since"]), any_of(parts["anniversary"])
    return re.compile(f"{ORGANISATION}(?:{since}){NUMBER}(?:{years})的?(?={ORGANISATION})")


def all_kinds(words: Mapping[str, Any], part: str, anchors: str, turns: str, sides: Sides) -> Kinds:
    """Every kind of name: what it is called, what it is not without, its regex.

    The regexes begin with what may be left out, so ``re`` tries them at every character;
    what they need begins with plain characters and is found ten times as fast.
    """
    lead = rf"(?:{YEAR}|{turns}|{anchors}|第{NUMBER}[届次]|\s)*"
    # No theme goes on after a whole name of a meeting, over a verb or over a day.
    ends = rf"\d+(?:日|月)|{any_of(words['theme']['ends'])}"
    theme = rf"(?!{any_of(words['parts']['joint'])})(?:(?!{ends})[^,。;:、《》“”的了\n]){{2,14}}?"
    series = "|".join((any_of(all_series(words)), *map(_placed, words["series"]["placed"])))
    generic = re.compile(any_of((*words["generic"]["every"], *words["generic"]["words"])))
    return (
        ("series", re.compile(series), re.compile(rf"{lead}(?:{series})")),
        ("themed", re.compile(_COUNTER), _themed(words, lead, theme)),
        ("about", re.compile(f"[{ORGANISATION}{SERIES}]"), _about(words, lead, ends)),
        ("name", re.compile("[会坛辩]"), _name(words, part, anchors + DOCUMENT, sides.begins)),
        ("generic", generic, generic),
        ("body", *own_meeting(words, rf"{YEAR}|第{NUMBER}[届次]|{turns}")),
        ("topical", *_topical(words, ends)),
        ("counted", *on_a_state(words, f"{TURN}|{turns}")),
    )


def _themed(words: Mapping[str, Any], lead: str, theme: str) -> re.Pattern[str]:
    """A turn, a theme and a head that is counted so: 第三届…论坛, 第四次…国际会议."""
    counted, timed = any_of(words["themed_heads"]), any_of(words["timed_heads"])
    turn = f"第{NUMBER}届|首届|[上下]一?届"
    return re.compile(f"{lead}(?:(?:{turn}){theme}(?:{counted})|{TURN}{theme}(?:{timed}))")


def _topical(words: Mapping[str, Any], ends: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """A theme and a head that open their clause, or follow the verb of those who meet."""
    done, heads = words["present"]["done"], any_of(words["topical_heads"])
    before = (verb + end for end in ("", done, "“") for verb in words["present"]["before"])
    verbs = "|".join(f"(?<={verb})" for verb in before)
    no = f"{ends}|{words['present']['of']}|{done}"  # 举行的|…峰会
    theme = rf"[{COUNTRY}{CITY}]?(?:(?!{no})[\u4e00-\u9fff]){{2,14}}?"
    opening = rf"(?:^|(?<=[,;:。、 {DATE}])|(?<=在“)|{verbs})"
    name = rf"{opening}{theme}(?:{heads})(?!{any_of(words['venues'])})"
    return re.compile(heads), re.compile(name)


def _about(words: Mapping[str, Any], lead: str, ends: str) -> re.Pattern[str]:
    """A body, its turn, a theme and a head: its meeting on one subject."""
    theme = rf"(?:{TURN})?(?:(?!{ends})[\u4e00-\u9fff]){{2,10}}?"
    heads = f"{any_of(words['about_heads'])}|{OFFICE}(?:{any_of(words['office_heads'])})"
    return re.compile(rf"{lead}[{ORGANISATION}{SERIES}]{theme}(?:{heads})")


def _name(words: Mapping[str, Any], part: str, anchors: str, begins: str) -> re.Pattern[str]:
    """Parts and a head, or two; 和 or a dash divides them, but 甲对话会暨乙对话会 is one."""
    # What parts and heads begin with: so most places of a text are passed over at once.
    alone = (head for head in words["heads"] if head not in words["bodied"])
    lists = (alone, words["links"], words["theme"]["seasons"], *words["relative"].values())
    plain = chain.from_iterable(lists)
    initials = {*"“12第", *anchors.replace("[", "").replace("]", ""), *(word[0] for word in plain)}
    first = f"(?=[{re.escape(''.join(sorted(initials)))}]|{begins})"
    office = rf"{OFFICE}会(?!{any_of(words['talks'])})"  # 外长会
    head = rf"(?:{all_heads(words)}|{office})(?!{any_of(words['venues'])})"
    tail = rf"(?:{stage(words)}|第{NUMBER}次(?:会议|会晤)|(?:下次|上次|本次)?(?:会议|会晤))?"
    dialogue = words["parts"]["partners"]["head"]
    double = rf"(?:(?<={dialogue})暨(?:{part})*{dialogue})?"
    more = rf"(?:(?![和与及暨同、-])(?:{part})*{head})*"
    return re.compile(rf"{first}(?:{part})*?{head}{more}{tail}{double}")
