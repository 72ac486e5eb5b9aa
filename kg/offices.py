"""The words of titles: offices, whose they are, and how several of them are joined."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.words import any_of

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class OfficeGrammar:
    """The compiled tables of ``names.toml`` that are about offices."""

    former: tuple[str, ...]  # titles of people who no longer stand for the state
    joints: frozenset[str]  # between two offices of one title
    watchers: frozenset[str]  # titles of people who are heard, but do not act
    envoys: frozenset[str]  # of somebody who stays at home
    instead: tuple[str, ...]  # before somebody who stays at home
    home: str  # the state of the reports
    home_offices: frozenset[str]
    home_bodies: tuple[str, ...]  # an office that begins so is one of ``home``, wherever it stands
    home_only: tuple[str, ...]  # the same, and nowhere else, whatever the name (艾力更·某某)
    home_ministers: frozenset[str]  # of ``home`` where no state stands before them
    ministers: tuple[str, ...]  # how offices end that may follow words of their field
    fields: re.Pattern[str]
    parties: re.Pattern[str]
    ruled: Mapping[str, str]  # party -> the state that it rules
    posted: re.Pattern[str]  # before a state: the person is sent there, not its own
    ranks: Mapping[str, int]  # office -> 3 for a head of state, 2 of government, 1 below it
    homes: Mapping[str, str]  # who is known -> the state or organisation of that person


def compile_offices(
    words: Mapping[str, Any], ranks: Mapping[str, int], homes: Mapping[str, str]
) -> OfficeGrammar:
    """Compile the tables of ``names.toml``; ``ranks`` of offices, ``homes`` of who is known."""
    return OfficeGrammar(
        former=tuple(words["former"]),
        joints=frozenset(("", *words["joints"])),
        watchers=frozenset(words["watchers"]),
        envoys=frozenset(words["envoys"]),
        instead=(*words["instead"], *words["charged"]),
        home=words["home"],
        home_offices=frozenset(words["home_offices"]),
        home_bodies=tuple(words["home_bodies"]),
        home_only=tuple(words["home_only"]),
        home_ministers=frozenset(words["home_ministers"]),
        ministers=tuple(words["ministers"]),
        fields=re.compile(f"(?:{any_of(words['fields'])}){{1,8}}"),
        parties=re.compile(rf"({any_of(list(words['ruled']))})(?:中央)?(?:委员会)?\Z"),
        ruled=words["ruled"],
        posted=re.compile(rf"(?:{any_of(words['posted'])})\Z"),
        ranks={word: rank for word, rank in ranks.items() if word not in words["local"]},
        homes=homes,
    )
