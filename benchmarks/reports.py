"""Many different reports made of some real ones, to measure what a build of many costs.

    python benchmarks/reports.py FOLDER NUMBER TARGET

Each is one report of FOLDER, or two of which paragraphs are taken by turns, in which every
known name (leaders, countries, cities, organisations) is exchanged for another of its kind and
every year and day for others. The same numbers give the same reports: number 7 is the same
among ten and among a million.
"""

from __future__ import annotations

import random
import re
import sys
from collections import defaultdict
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import ahocorasick_rs

from kg.pipeline import read_documents
from kg.reading.knowledge import load_knowledge

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_PER_FOLDER = 1000
_KINDS = ("leader", "country", "city", "organisation")
_SHORTEST = {"city": 3}  # shorter ones are parts of other words too often
_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?=年)")
_DAY = re.compile(r"(?<![0-9])[0-9]{1,2}(?=日)")
_FIRST_YEAR, _LAST_YEAR, _LAST_DAY = 1996, 2026, 28


class Exchange:
    """Names by kind, and where they stand in a text."""

    def __init__(self) -> None:
        """Take the names of the gazetteer."""
        found: dict[str, list[str]] = defaultdict(list)
        for form, keys in sorted(load_knowledge().gazetteer.names.items()):
            kind = keys[0].partition("/")[0]
            if kind in _KINDS and len(form) >= _SHORTEST.get(kind, 2):
                found[kind].append(form)
        self._kinds: Mapping[str, Sequence[str]] = found
        self._names = [(form, kind) for kind, forms in found.items() for form in forms]
        self._finder = ahocorasick_rs.AhoCorasick(
            [form for form, _ in self._names], matchkind=ahocorasick_rs.MatchKind.LeftmostLongest
        )

    def rewrite(self, text: str, dice: random.Random) -> str:
        """The text with other names and dates; the same name always for the same one."""
        others: dict[str, str] = {}
        parts, end = [], 0
        for number, start, stop in self._finder.find_matches_as_indexes(text):
            form, kind = self._names[number]
            if form not in others:
                others[form] = dice.choice(self._kinds[kind])
            parts += [text[end:start], others[form]]
            end = stop
        changed = "".join((*parts, text[end:]))
        year = partial(_moved, dice.randrange(100), _FIRST_YEAR, _LAST_YEAR)
        return _DAY.sub(
            partial(_moved, dice.randrange(100), 1, _LAST_DAY), _YEAR.sub(year, changed)
        )


def _moved(by: int, first: int, last: int, match: re.Match[str]) -> str:
    return str(first + (int(match[0]) + by) % (last - first + 1))


def make_reports(texts: Sequence[str], number: int) -> Iterator[str]:
    """So many reports made of ``texts``."""
    exchange = Exchange()
    for place in range(number):
        dice = random.Random(place)  # noqa: S311 - nothing secret
        one, other = (dice.choice(texts).splitlines() for _ in range(2))
        if dice.choice((True, False)):
            one = [line for pair in zip(one[::2], other[1::2], strict=False) for line in pair]
        yield exchange.rewrite("\n".join(one), dice) + "\n"


def write_reports(folder: str, number: int, target: Path) -> None:
    """Write them into folders of a thousand."""
    texts = [document.text for document in read_documents([folder])[0]]
    for place, text in enumerate(make_reports(texts, number)):
        file = target / f"{place // _PER_FOLDER:03}" / f"{place:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write_reports(sys.argv[1], int(sys.argv[2]), Path(sys.argv[3]))
