"""The words of titles: offices, whose they are, and how several of them are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping


#: The ranks of offices: a head of state, a head of government, a deputy or minister.
HEAD_OF_STATE, HEAD_OF_GOVERNMENT, MINISTER = 3, 2, 1
#: Between two offices of one person.
_AND = "、"


@dataclass(frozen=True, slots=True)
class OfficeGrammar:
    """The compiled tables of ``names.toml`` that are about offices."""

    former: tuple[str, ...]  # titles of people who no longer stand for the state
    in_turn: frozenset[str]  # chairs that heads of states have one after the other
    joints: frozenset[str]  # between two offices of one title
    also: str  # the joint before another office of the same person
    watchers: frozenset[str]  # titles of people who are heard, but do not act
    envoys: frozenset[str]  # of somebody who stays at home
    instead: tuple[str, ...]  # before somebody who stays at home
    home: str  # the state of the reports
    home_offices: frozenset[str]
    home_bodies: tuple[str, ...]  # an office that begins so is one of ``home``, wherever it stands
    home_only: tuple[str, ...]  # the same, and nowhere else, whatever the name (艾力更·某某)
    home_ministers: frozenset[str]  # of ``home`` where no state stands before them
    commissioners: tuple[str, ...]  # of a body, for a field: 欧盟贸易专员
    ministers: tuple[str, ...]  # how offices end that may follow words of their field
    fields: re.Pattern[str]
    parties: re.Pattern[str]
    ruled: Mapping[str, str]  # party -> the state that it rules
    organs: re.Pattern[str]  # of a state, between it and an office
    units: re.Pattern[str]  # the same of a body: departments
    bridges: re.Pattern[str]  # words before any office: 新任
    sends: re.Pattern[str]  # before who is sent; ``only``: where who stays at home must be told
    sent: re.Pattern[str]  # between a state and those words: as what somebody is sent
    common: tuple[str, ...]  # offices that several people of one state have
    goodwill: tuple[str, ...]  # offices that bodies give to people of any state
    after_name: frozenset[str]  # 塔马洛夫总统
    of_body: frozenset[str]  # of the one body that is spoken of
    before_called: re.Pattern[str]
    visiting: re.Pattern[str]  # before a state, of a visitor
    visited: re.Pattern[str]
    meets: re.Pattern[str]  # before whom a visitor meets
    of_places: re.Pattern[str]  # after a city that is no name, though a title stands before it
    acts: re.Pattern[str]  # after a name: comes for somebody
    sides: Mapping[str, tuple[str, ...]]  # one character -> the states for which it stands
    japanese: str  # the state of a minister with such a name, if the text names it
    no_short: str  # of ``sides``, but before the office of somebody unknown an adjective
    seated: re.Pattern[str]  # a state that chairs, and what joins it to an office
    posted: re.Pattern[str]  # before a state: the person is sent there, not its own
    ranks: Mapping[str, int]  # of offices, see above
    homes: Mapping[str, str]  # who is known -> the state or organisation of that person

    def rank(self, title: str) -> int:
        """How high the highest office of a title (副总理兼外长) is; 0 if none is known."""
        if title in self.ranks:
            return self.ranks[title]
        offices = title.replace(self.also, _AND).split(_AND)
        return max(self.ranks.get(office, 0) for office in offices)


def compile_offices(
    words: Mapping[str, Any],
    ranks: Mapping[str, int],
    homes: Mapping[str, str],
    sides: Mapping[str, tuple[str, ...]],
) -> OfficeGrammar:
    """Compile the tables of ``names.toml``.

    ``ranks`` of offices, ``homes`` of who is known, ``sides``: states of one character.
    """
    return OfficeGrammar(
        former=tuple(words["former"]),
        joints=frozenset(("", *words["joints"])),
        also=words["also"],
        instead=(*words["instead"], *words["charged"]),
        home=words["home"],
        home_bodies=tuple(words["home_bodies"]),
        home_only=tuple(words["home_only"]),
        ministers=tuple(words["ministers"]),
        commissioners=tuple(words["commissioners"]),
        fields=re.compile(f"(?:{any_of(words['fields'])}){{1,8}}"),
        parties=re.compile(rf"({any_of(list(words['ruled']))})(?:中央)?(?:委员会)?\Z"),
        ruled=words["ruled"],
        seated=re.compile(words["seated"]),
        posted=re.compile(rf"(?:{any_of(words['posted'])})\Z"),
        ranks={word: rank for word, rank in ranks.items() if word not in words["local"]},
        homes=homes,
        sides=sides,
        common=tuple(words["common"]),
        goodwill=tuple(words["goodwill"]),
        japanese=words["japanese"],
        no_short=words["no_short"],
        **_looked_up(words),
        **_around(words),
    )


def _looked_up(words: Mapping[str, Any]) -> dict[str, Any]:
    """The tables of whole words."""
    tables = (
        *("watchers", "envoys", "home_offices", "home_ministers"),
        *("after_name", "of_body", "in_turn"),
    )
    return {name: frozenset(words[name]) for name in tables}


def _around(words: Mapping[str, Any]) -> dict[str, Any]:
    """The words between a state and an office, and around who is sent."""
    unit = f"[^{words['not_in_units']}\\W\\d_]{{1,12}}"
    return {
        "organs": re.compile(f"“?(?:{any_of(words['organs'])}){{1,5}}”?"),
        "units": re.compile(f"{unit}(?:{any_of(words['units'])})"),
        "bridges": re.compile(f"(?:{any_of(words['bridges'])})+"),
        "sends": re.compile(
            rf"(?:{any_of(words['sends_after'])})*"
            rf"(?:{any_of(words['sends'])}|由(?:{any_of(words['kin'])})|(?P<only>由))\Z"
        ),
        "sent": re.compile(words["sent"]),
        "acts": re.compile(any_of(words["acts_for"])),
        "before_called": re.compile(rf"(?:[^\w·-]|{any_of(words['before_called'])})\Z"),
        "visiting": re.compile(rf"(?:{any_of(words['visiting'])})\Z"),
        "visited": re.compile(any_of(words["visited"])),
        "meets": re.compile(any_of(words["meets"])),
        "of_places": re.compile(any_of(words["of_places"])),
    }
