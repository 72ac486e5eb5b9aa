"""Meetings of a state or body with a part of the world, or of two such parts.

美国—非洲领导人峰会, 印非峰会; 亚非峰会, 南美—阿拉伯国家首脑会议.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.grammar.mentions import COUNTRY, OFFICE, ORGANISATION, SERIES
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.gazetteers.gazetteer import Gazetteer

_NAMED_GROUP = re.compile(r"\?P<\w+>")
_ONE = f"[{COUNTRY}{ORGANISATION}{SERIES}]"


class Sides(NamedTuple):
    """How the two sides of a meeting are written, and what they are called.

    ``begins`` is the regex of what such a name may begin with, beside a name of a state or body;
    ``short`` gives the key for one character, ``names`` the name for a key, ``regions`` the one
    name of a part of the world for any; ``both`` the parts of the world in a short name of two.
    """

    pair: re.Pattern[str]
    begins: str
    short: Mapping[str, str]
    names: Mapping[str, str]
    regions: Mapping[str, str]
    both: Mapping[str, tuple[str, str]]

    @property
    def part(self) -> str:
        """The regex of both, without groups."""
        return _NAMED_GROUP.sub("?:", self.pair.pattern)

    def read(self, masked: str, keys: Sequence[str]) -> tuple[str, str]:
        """The key of the state or body, and the part of the world; both "" where none meet.

        ``masked`` is the name of a meeting, ``keys`` are those of the states and bodies in it.
        Of two parts of the world that meet, both, in one order.
        """
        found = self.pair.search(masked)
        if found is None:
            return "", ""
        if found["both"]:
            return self.both[found["both"]]
        if found["one"]:
            one, other = sorted((self.regions[found["one"]], self.regions[found["other"]]))
            return one, other
        if short := found["short"]:
            return self.short[short[0]], self.regions[short[1]]
        return keys[0], self.regions[found["first"] or found["last"]]

    def series(self, side: str, region: str, level: str = "leaders") -> str:
        """The series of their meetings, however both are joined and called.

        亚非会议, of whom nobody tells who meets, is none of those of leaders.
        """
        if not side or side in self.names:
            return f"{self.names[side]}—{region}峰会" if side else ""
        short = (name for name, both in self.both.items() if both == (side, region))
        return next(short, f"{side}—{region}") + ("峰会" if level else "会议")


def compile_sides(table: Mapping[str, Any], people: str, gazetteer: Gazetteer) -> Sides:
    """Compile the table ``sides`` of ``meetings.toml``; ``people`` is the regex of who meets."""
    states = gazetteer.short_states.items()
    short = {form: keys[0] for form, keys in states if len(keys) == 1}
    short = {form: short[form] for form in short.keys() - {*table["no_state"]}}
    short |= table["short_bodies"]
    regions = {form: name for name, forms in table["regions"].items() for form in (name, *forms)}
    wide, there = rf"(?:{any_of(regions)})", rf"(?:{any_of(table['states'])})?"
    talk = rf"(?:{wide}{there}|{_ONE})(?:{OFFICE}|{people})?(?:{any_of(table['talks'])})"
    joint = rf"(?:{any_of(table['dashes'])}|(?:{any_of(table['joints'])})(?!{talk}))"
    both = f"[{''.join(short)}][{''.join(table['short'])}]"
    two = (
        rf"(?<![{table['inner']}])(?P<both>{any_of(table['both'])})(?!{any_of(table['no_region'])})"
    )
    world = rf"(?>(?P<one>{wide}))(?:{there}){joint}(?P<other>{wide}){there}"
    pair = (
        rf"(?:{_ONE}{joint}(?P<last>{wide}){there}|(?P<first>{wide}){there}{joint}{_ONE}"
        rf"|(?<![{''.join(short)}])(?P<short>{both})(?!{any_of(table['no_region'])})|{two}|{world})"
        rf"(?:{any_of(table['forum'])})?"
    )
    return Sides(
        pair=re.compile(pair),
        begins=rf"{both}|{any_of(table['both'])}|{wide}{there}{joint}(?:{_ONE}|{wide})",
        short=short,
        names={key: entity.names[0] for key, entity in gazetteer.entities.items()},
        regions=regions | {form: regions[name] for form, name in table["short"].items()},
        both={form: (one, other) for form, (one, other) in table["both"].items()},
    )


def known_sides(sides: Sides, gazetteer: Gazetteer) -> dict[str, str]:
    """The bodies that hold such meetings, by series: their names name both sides, too."""
    keys = {name: key for key, name in sides.names.items()}
    told = (
        (form.partition("-"), bodies[0])
        for form, bodies in gazetteer.meeting_names.items()
        if form.count("-") == 1
    )
    return {
        sides.series(keys[one], sides.regions[other.removesuffix("国家")]): body
        for (one, _, other), body in told
        if one in keys and other.removesuffix("国家") in sides.regions
    }
