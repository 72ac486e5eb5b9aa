"""The grammar of names of meetings, compiled from ``meetings.toml``."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.finders.held import chaired, held, opening_years, since
from kg.finders.meeting_shapes import (
    NUMBER,
    TURN,
    YEAR,
    all_heads,
    all_kinds,
    anniversary,
    any_part,
    holder,
    kept,
    known_series,
    pair_names,
    placed_names,
    stage,
)
from kg.finders.sides import Sides, compile_sides, known_sides
from kg.grammar.mentions import CITY, COUNTRY, INITIATIVE, OFFICE, ORGANISATION, SERIES
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Container, Mapping

    from kg.finders.meeting_shapes import Kinds
    from kg.gazetteers.gazetteer import Gazetteer

#: Masked names that the name of a meeting may hold.
_ANCHORS = f"[{ORGANISATION}{SERIES}{COUNTRY}{CITY}{INITIATIVE}{OFFICE}]"
#: 欢迎出席峰会的来宾 is not said at the meeting; a picture of those who are there is taken at it.
_OF_OTHERS = re.compile("[”』」]?的(?!间隙|同时|[^,;:。]{0,14}(?:合影|集体照|全家福))")
_PARTS = ("cut", "texts", "several", "all_of", "many", "often")
#: A clause, and how near in it (in characters) a verb belongs to the name of a meeting.
_CLAUSE, _NEAR = re.compile("[,;:。]"), 10
#: 第一次会议, 第二次全体会议, 首次峰会: of nothing in particular, or of whom the report is about.
_EMPTY = rf"第{NUMBER}次.{{0,2}}(?:会议|会晤)|(?:理事会)?首次.{{0,2}}(?:会议|峰会|会晤)"


class SummitName(NamedTuple):
    """What one mention of a meeting says.

    ``relative`` is "", "this", "next", "previous", "first", "past" or "listed" (see ``turns``);
    ``series`` is of no body of the gazetteer. A ``generic`` name (会议) tells it from no other.
    """

    text: str
    organisations: tuple[str, ...] = ()
    series: str = ""
    level: str = ""
    variant: str = ""
    edition: int = 0
    year: int = 0
    occasion: str = ""  # which of the meetings of a year: 春季; the anniversary that it keeps
    relative: str = ""
    city: str = ""
    there: str = ""  # the city in which the clause goes on to tell that it is held
    then: int = 0  # the year in which it goes on to tell so
    country: str = ""
    generic: bool = False
    partners: bool = False  # it is a meeting of the organisation with a state
    members: bool = False  # the name itself speaks of member states
    present: bool = False  # the clause tells that it is held or attended
    decided: bool = False  # the sentence tells of what was decided for the future
    dated: bool = False  # the relative word is one of years (明年)
    parties: bool = False  # all parties to a treaty meet, whoever goes there for them
    themed: bool = False  # nothing but a theme tells whose meeting it is
    turn: str = ""  # "next" or "previous", seen from the meeting that the report is about

    @property
    def organisation(self) -> str:
        """The organiser, when the name holds exactly one."""
        return self.organisations[0] if len(self.organisations) == 1 else ""

    @property
    def plain(self) -> bool:
        """Whether it tells nothing that would make it one of a series."""
        return not (self.turn or self.edition or self.year or self.city or self.country)

    @property
    def organisers(self) -> tuple[str, ...]:
        """The bodies that hold the meeting: to a dialogue the first invites the others."""
        return self.organisations[:1] if self.variant == "dialogue" else self.organisations


@dataclass(frozen=True, slots=True)
class MeetingGrammar:
    """The compiled word lists of ``meetings.toml``."""

    kinds: Kinds  # see all_kinds
    trigger: re.Pattern[str]  # what no name is without
    words: re.Pattern[str]  # all that the grammar itself explains in a name
    head: re.Pattern[str]
    bodied: re.Pattern[str]  # ends a name only with the body that meets
    treaty: re.Pattern[str]  # its parties meet, whoever goes
    stage: re.Pattern[str]  # after those words: a part of their meeting, months from the next
    together: str  # after two bodies: their meeting is one
    series: re.Pattern[str]  # a series that we know, with what fills its name
    sides: Sides  # a state and a part of the world that meet
    pairs: Mapping[str, tuple[str, str]]  # a series of a body and a state, by its short name
    placed: tuple[tuple[str, re.Pattern[str]], ...]  # a series, and its names with a city inside
    plain: re.Pattern[str]  # what says nothing of whose meeting it is
    same_office: Mapping[str, str]  # 国防部长 -> 防长
    empty: re.Pattern[str]  # 第一次会议: of nothing
    cut: re.Pattern[str]  # begins what is the end of a longer name that is not understood
    session: re.Pattern[str]  # what kind of session 会议 is, or who attends it, right before it
    other: re.Pattern[str]  # what, right before 会议, makes it a meeting of its own
    verb: re.Pattern[str]  # the words after which 会晤 is what people do
    met: re.Pattern[str]  # 在某地会晤 as what leaders do there
    subject: re.Pattern[str]  # words other than nouns that tell what a meeting is about
    seasons: re.Pattern[str]  # which of the meetings of a year
    people: re.Pattern[str]  # who meets, right before the place where they do
    states: re.Pattern[str]  # in a name with a theme: states meet
    texts: re.Pattern[str]  # after a name: it is the title of a text
    parents: Mapping[str, str]  # a body of another one -> the other one
    member_states: Mapping[str, Container[str]]  # a body -> the states that can receive it
    linked: re.Pattern[str]  # a state and whom it meets with
    two: tuple[str, ...]  # before 元首杭州会晤: talks of two, whatever else is held there
    joints: re.Pattern[str]  # what joins the parts of a name, in one way or another
    every: re.Pattern[str]
    all_of: re.Pattern[str]  # begins the name of all meetings of a kind: 历届
    many: re.Pattern[str]  # after a body alone: all its meetings of some days
    domestic: re.Pattern[str]
    future: re.Pattern[str]
    other_year: re.Pattern[str]  # 明年 or 去年 in the clause that ends with the text
    opening: re.Pattern[str]  # the year or month that ends before the body that meets then
    relative: Mapping[str, str]
    governments: frozenset[tuple[str, ...]]  # bodies whose leaders are all heads of government
    levels: tuple[tuple[str, re.Pattern[str]], ...]
    variants: tuple[tuple[str, re.Pattern[str]], ...]
    remember: str
    anniversary: re.Pattern[str]
    kept: re.Pattern[str]  # before the body that meets: the anniversary of another one
    holder: re.Pattern[str]  # the body that holds the meeting named next, up to its verb
    several: re.Pattern[str]  # begins no name of a series: how many meet (三方峰会)
    spoken: re.Pattern[str]  # right after the name of a meeting: somebody speaks there
    since: re.Pattern[str]  # before 第一次峰会: the first since something (扩员后的), or of theirs
    founded: re.Pattern[str]  # the body that was founded in the clause before
    chaired: re.Pattern[str]  # the body whose chair is told in the clause before
    before: re.Pattern[str]
    after: re.Pattern[str]
    behind: re.Pattern[str]  # right before a name: another meeting follows this one
    ago: re.Pattern[str]  # right after a name: the last one is spoken of
    often: re.Pattern[str]  # right after a name: how often such meetings are held

    def remembers(self, text: str, start: int, end: int) -> bool:
        """Whether ``text[start:end]`` is remembered: 纪念某会议, 某会议召开60周年."""
        if self.anniversary.search(text, start, end):  # 纪念某组织成立20周年峰会 is its own
            return False
        return self.begin(text, start) < start or self.anniversary.match(text, end) is not None

    def begin(self, text: str, start: int) -> int:
        """Where a name begins that tells what it remembers: 纪念|某组织成立20周年峰会."""
        return start - len(self.remember) * text.endswith(self.remember, 0, start)

    def level_in(self, bodies: tuple[str, ...], level: str) -> str:
        """The level of a meeting of these bodies: of some all leaders are heads of government."""
        return "leaders" if level == "government" and bodies[:1] in self.governments else level

    def goes_on(self, text: str, start: int, end: int) -> bool:
        """Whether the clause around ``text[start:end]`` tells that the meeting is held."""
        led = self.before.search(text, max(0, start - _NEAR), start)
        clause = _CLAUSE.split(text[end : end + _NEAR * 4], maxsplit=1)[0]
        held = (led and not _OF_OTHERS.match(text, end)) or self.after.search(clause)
        return bool(held) and not self.behind.search(text, max(0, start - _NEAR), start)


def compile_grammar(words: Mapping[str, Any], gazetteer: Gazetteer) -> MeetingGrammar:
    """Compile the tables of ``meetings.toml``; ``gazetteer`` tells of bodies and states."""
    relative = {word: name for name, group in words["relative"].items() for word in group}
    turns, heads = any_of(relative), all_heads(words)
    joints = any_of((*words["parts"]["joint"], "-"))
    sides = compile_sides(words["sides"], any_of(words["parts"]["people"]), gazetteer)
    part = any_part(words, _ANCHORS, turns, sides)
    return MeetingGrammar(
        kinds=all_kinds(words, part, _ANCHORS, turns, sides),
        trigger=re.compile("会|坛|活动|" + ORGANISATION),
        words=re.compile(rf"{part}|{heads}|{any_of(words['bodied'])}|“[^“”]*”|[^\u4e00-\u9fff]"),
        head=re.compile(rf"(?:{heads}|论坛)$"),
        bodied=re.compile(f"(?:{any_of(words['bodied'])})$"),
        treaty=re.compile(any_of(words["treaty"])),
        stage=re.compile(stage(words)),
        together=words["parts"]["together"],
        series=known_series(words),
        sides=sides,
        pairs={key: (body, "") for key, body in known_sides(sides, gazetteer).items()}
        | pair_names(words),
        placed=placed_names(words),
        plain=re.compile(rf"{YEAR}|{TURN}|{turns}|成员国|各国|理事会|会议|会晤|会$|级|\s"),
        same_office=words["same_office"],
        empty=re.compile(_EMPTY),
        people=re.compile(f"(?:{any_of(words['parts']['people'])})(?={CITY})"),
        parents=gazetteer.parents,
        member_states=gazetteer.members,
        linked=re.compile(f"{COUNTRY}(?:{joints})|(?:{joints}){COUNTRY}"),
        two=tuple(words["parts"]["two"]),
        joints=re.compile(any_of(words["parts"]["joint"])),
        every=re.compile(any_of(words["generic"]["every"])),
        domestic=re.compile(any_of(words["domestic"]["words"])),
        relative=relative,
        governments=frozenset((body,) for body in words["governments"]),
        levels=_table(words["level"]),
        variants=_table(words["variant"]),
        **_tails(words["tails"], words["theme"]["seasons"]),
        **_theme(words["theme"]),
        **_around(words),
    )


def _tails(words: Mapping[str, Any], seasons: list[str]) -> dict[str, Any]:
    """The fields that tell whether 会议 or 峰会 is only the end of a name."""
    return {
        "session": re.compile(f"(?:{any_of(words['session'])})$"),
        "other": re.compile(f"(?:{any_of((*words['other'], *seasons))}|[{words['sides']}]{{2}})$"),
        "verb": re.compile(f"(?:{any_of(words['verb'])})$"),
        "met": re.compile(rf"(?<=在){CITY}{words['met']['word']}(?!{any_of(words['met']['but'])})"),
    }


def _theme(words: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that tell what the theme in a name may be, and who meets on it."""
    return {name: re.compile(any_of(words[name])) for name in ("subject", "seasons", "states")}


def _around(words: Mapping[str, Any]) -> dict[str, Any]:
    """The fields that tell by the words around a name when it is held, and who holds it."""
    return {
        "future": re.compile(any_of(words["future"]["words"])),
        "other_year": re.compile(f"(?:{any_of(words['dated']['years'])})(?=[^,;:。]*$)"),
        "opening": opening_years(words["dated"]),
        **{name: re.compile(any_of(words["parts"][name])) for name in _PARTS},
        "remember": words["remembered"]["verb"],
        "anniversary": anniversary(words),
        "kept": kept(words["parts"]),
        "holder": holder(words),
        "chaired": chaired(words),
        "since": since(words["parts"]),
        **{name: re.compile(any_of(words["present"][name])) for name in ("before", "spoken")},
        **held(words["present"]),
    }


def _table(rows: list[Mapping[str, Any]]) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row["name"], re.compile(any_of(row["words"]))) for row in rows)
