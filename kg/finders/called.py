"""People called by name and office: 塔马洛夫总统, 佩雷拉总理 - whether known or not."""

from __future__ import annotations

from bisect import bisect_right
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.finders.names import read_name
from kg.finders.standing import Person
from kg.grammar.mentions import COUNTRY, LEADER, OFFICE, Mention

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.finders.name_words import NameGrammar
    from kg.gazetteers.lexicon import Hit

#: Characters of the longest name that is looked for before an office, and of the shortest.
_LONGEST, _SHORTEST = 14, 2
_LEADING = "领导人"


def find_called(
    shadow: str, hits: Sequence[Hit], titled: Sequence[Mention], grammar: NameGrammar
) -> Iterator[Mention]:
    """Those whom the text calls so outside of ``titled``, which is sorted; in order."""
    starts = [mention.start for mention in titled]
    for index, hit in enumerate(hits):
        if hit.kind != OFFICE or shadow[hit.start : hit.end] not in grammar.offices.after_name:
            continue
        place = bisect_right(starts, hit.start) - 1
        last = titled[place].end if place >= 0 else 0
        if last > hit.start or grammar.called_after.match(shadow, hit.end):
            continue
        before = hits[index - 1] if index else None
        name = _name_before(shadow, before, hit, last, grammar)
        if name:
            person = Person(shadow[name[0] : hit.start], name[1], (), shadow[hit.start : hit.end])
            yield Mention(name[0], hit.end, LEADER, person)


def find_leading(
    shadow: str, hits: Sequence[Hit], titled: Sequence[Mention], grammar: NameGrammar
) -> Iterator[Mention]:
    """甲国领导人塔马洛夫: a known one of this state; no office, for many words may follow it."""
    starts = {mention.start for mention in titled}
    for state, hit in pairwise(hits):
        if (
            hit.kind == LEADER
            and state.kind == COUNTRY
            and shadow[state.end : hit.start] == _LEADING
            and starts.isdisjoint((state.start, hit.start))
            and state.keys[0] in map(grammar.offices.homes.get, hit.keys)
        ):
            person = Person(shadow[hit.start : hit.end], hit.keys, state.keys[:1], _LEADING)
            yield Mention(state.start, hit.end, LEADER, person)


def untitle(people: Iterable[Mention], called: Iterable[Mention]) -> list[Mention]:
    """``people``; those of ``called`` whose state the text does not tell only have their name."""
    ends = {mention.end for mention in called}
    return [
        one._replace(value=one.value._replace(title=""))
        if one.end in ends and not one.value.represents
        else one
        for one in people
    ]


def _name_before(
    shadow: str, before: Hit | None, office: Hit, last: int, grammar: NameGrammar
) -> tuple[int, tuple[str, ...]] | None:
    """Where the name begins that ends at ``office``, and the keys of who is known by it."""
    if before is not None and before.end == office.start:
        if before.kind != LEADER or shadow[before.start - 1 : before.start] in {"·", "-"}:
            return None
        return before.start, before.keys
    first = max(last, office.start - _LONGEST, before.end if before else 0)
    for place in range(office.start - _SHORTEST, first - 1, -1):
        if place and not grammar.offices.before_called.search(shadow, max(0, place - 2), place):
            continue
        if read_name(shadow, place, grammar) == office.start:
            return place, ()
        if place and not shadow[place - 1].isalpha():
            return None
    return None
