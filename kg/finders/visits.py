"""Where a text tells what somebody does in a state: 访问甲国期间."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from kg.finders.offices import OfficeGrammar
    from kg.gazetteers.lexicon import Hit

#: What stands between a state that is visited and the word for the time: 并进行友好访问.
_VISIT = re.compile(r"\w{0,10}")
#: Characters before a state in which a word for a visit stands.
_NEAR = 10


class Visit(NamedTuple):
    """Where words for a visit end, and the state that is visited."""

    end: int
    state: str


def find_visits(shadow: str, states: Sequence[Hit], grammar: OfficeGrammar) -> Iterator[Visit]:
    """The visits in ``shadow``; ``states`` are the names of states in it, in order."""
    ends = [hit.end for hit in states]
    named = frozenset(hit.keys[0] for hit in states)
    for match in grammar.visited.finditer(shadow):
        index = bisect_left(ends, match.start() + 1)
        state = states[index - 1] if index else None
        key = _short(shadow, match.start() - 1, named, grammar)
        near = state and _VISIT.fullmatch(shadow, state.end, match.start())
        if state and near and _goes_to(shadow, state.start, grammar):
            key = state.keys[0]
        if key:
            yield Visit(match.end(), key)


def _goes_to(shadow: str, place: int, grammar: OfficeGrammar) -> bool:
    """Whether a word for a visit stands before ``place``."""
    return grammar.visiting.search(shadow, max(0, place - _NEAR), place) is not None


def _short(shadow: str, place: int, named: frozenset[str], grammar: OfficeGrammar) -> str:
    """访|老|期间: the state of one character, if the text names it."""
    own = named.intersection(grammar.sides.get(shadow[place : place + 1], ()))
    return min(own) if len(own) == 1 and _goes_to(shadow, place, grammar) else ""
