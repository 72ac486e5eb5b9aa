"""One automaton over every name and word that the readers of mentions need."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions import CITY, COUNTRY, INITIATIVE, LEADER, OFFICE, ORGANISATION
from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.gazetteer import Gazetteer

_KIND = {
    "country": COUNTRY,
    "city": CITY,
    "organisation": ORGANISATION,
    "leader": LEADER,
    "initiative": INITIATIVE,
}
#: Kinds of hit that are not mentions: words that hide the names inside them (印度洋).
BLOCKER = "x"


class Hit(NamedTuple):
    """``shadow[start:end]`` is a known name; ``keys`` are the things it can mean."""

    start: int
    end: int
    kind: str
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Finds all names of a text in one pass, the longest at each place."""

    automaton: AhoCorasick
    entries: tuple[tuple[str, tuple[str, ...]], ...]

    def find(self, shadow: str) -> list[Hit]:
        """Every hit, in order and without overlaps; offsets are places in ``shadow``."""
        entries = self.entries
        return [
            Hit(start, end, *entries[index])
            for index, start, end in self.automaton.find_matches_as_indexes(shadow)
            if entries[index][0] != BLOCKER
        ]


def build_lexicon(gazetteer: Gazetteer, offices: Iterable[str], blockers: Iterable[str]) -> Lexicon:
    """The automaton of ``gazetteer``'s names, office words and blocking words."""
    table: dict[str, tuple[str, tuple[str, ...]]] = {
        name: (_KIND[keys[0].partition("/")[0]], keys) for name, keys in gazetteer.names.items()
    }
    table |= {word: (OFFICE, ()) for word in offices}
    table |= {word: (BLOCKER, ()) for word in blockers}
    names = sorted(table)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    return Lexicon(automaton, tuple(table[name] for name in names))


def read_words(path: Path) -> Mapping[str, Any]:
    """The tables of a TOML word file. Raises DataError naming the file and the place."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DataError(path.name, str(error)) from error
