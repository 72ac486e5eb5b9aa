"""States of one character before their number: 中、俄、蒙三国元首, 中日韩等十六国首脑."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from kg.text.numerals import read_number
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

#: A number of states, as in 三国元首.
COUNTED = "(?:[两二三四五六七八九十]{1,3}|[0-9]{1,2})国"
_MARK = "、"
#: Characters before the number in which they stand.
_BEFORE = 60


class ShortState(NamedTuple):
    """The place of one character, and the keys of the states for which it can stand."""

    place: int
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShortStates:
    """The characters that stand for states; where a number of states and their people stands."""

    keys: Mapping[str, tuple[str, ...]]
    run: re.Pattern[str]
    counted: re.Pattern[str]

    def find(self, shadow: str) -> Iterator[tuple[ShortState, ...]]:
        """Each list that has as many states as it says, or goes on with 等."""
        for match in self.counted.finditer(shadow):
            first = max(0, match.start() - _BEFORE)
            run = self.run.search(shadow[first : match.start()])
            if run is None:
                continue
            places = range(first + run.start(), match.start())
            found = tuple(
                ShortState(place, self.keys[shadow[place]])
                for place in places
                if shadow[place] != _MARK
            )
            stated = read_number(match["count"][:-1])
            if 1 < len(found) <= stated and (match["etc"] or len(found) == stated):
                yield found


def compile_short_states(
    keys: Mapping[str, tuple[str, ...]], words: Mapping[str, Iterable[str]]
) -> ShortStates:
    """The lists of states with these ``keys``, before ``words["people"]``.

    Not where these go on as the name of a meeting: 三国|领导人会议.
    """
    states = {char: found for char, found in keys.items() if found[0].startswith("country/")}
    one = f"[{''.join(sorted(states))}]"
    return ShortStates(
        states,
        re.compile(f"(?:{one}{_MARK}?)*{one}$"),
        re.compile(
            f"(?P<etc>等?)(?P<count>{COUNTED})(?:{any_of(words['people'])})"
            f"(?!{any_of(words['meetings'])})"
        ),
    )
