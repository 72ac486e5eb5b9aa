"""One automaton over every name and word that the readers of mentions need."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.grammar.mentions import CITY, COUNTRY, INITIATIVE, LEADER, OFFICE, ORGANISATION, SERIES
from kg.text.hanzi import common_words, segment
from kg.text.words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from kg.gazetteers.gazetteer import Gazetteer
    from kg.gazetteers.short_states import ShortState, ShortStates

#: Kinds of hit that are no mentions: words that hide the names inside them (印度洋), and
#: forms like 巴方 that can mean several states.
BLOCKER, SIDE = "x", "s"
#: A state of one character with an office, where both together look like its name: 美国|防部长.
_SPLIT = "+"
#: A place after 首都, where that ends like the beginning of another place: 首都|柏林, no 都柏林.
_CAPITAL, _SEAT = "-", "首都"
_KIND = {
    "country": COUNTRY,
    "city": CITY,
    "organisation": ORGANISATION,
    "leader": LEADER,
    "initiative": INITIATIVE,
    "side": SIDE,
}
#: Characters of a name that two words can make by accident, and the kinds of which it may be.
_SHORT, _CHANCE = 2, frozenset((CITY, COUNTRY, OFFICE))
#: Characters before and after it that tell.
_AROUND = 3


#: The rest of a personal name that begins like a city.
_PERSON = re.compile(r"[^\W\da-zA-Z]?·[^\W\da-zA-Z]")
_AIRPORT = re.compile(r"[^\W\d_]{1,4}国际机场")


class Hit(NamedTuple):
    """``shadow[start:end]`` is a known name; ``keys`` are the things it can mean."""

    start: int
    end: int
    kind: str
    keys: tuple[str, ...]


_NO_HIT = Hit(-1, -1, "", ())


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Finds all names of a text in one pass, the longest at each place."""

    automaton: AhoCorasick
    entries: tuple[tuple[str, tuple[str, ...]], ...]
    offices: frozenset[str]  # keys of states whose name is also an office
    after: Mapping[str, re.Pattern[str]]  # kind of a place -> what makes its name part of another
    short: ShortStates
    joined: Mapping[str, int]  # a state and an office run together -> characters of the state
    before_counted: str  # characters after which a number of states is short for a body

    def find(self, shadow: str) -> list[Hit]:
        """Every hit, in order and without overlaps; offsets are places in ``shadow``.

        A form that can mean several states means the one that the text names elsewhere.
        """
        entries, words = self.entries, common_words()
        hits = [
            Hit(start, end, *entries[index])
            for index, start, end in self.automaton.find_matches_as_indexes(shadow)
            if entries[index][0] != BLOCKER
            and not (
                end - start == _SHORT
                and entries[index][0] in _CHANCE
                and _between(shadow, start, end, words)
            )
        ]
        hits = [
            hit
            for before, hit in pairwise((_NO_HIT, *hits))
            if not self._nested(shadow, before, hit)
        ]
        if any(hit.kind in _SPLIT + _CAPITAL for hit in hits):
            hits = list(self._split(shadow, hits))
        if any(hit.kind == SIDE for hit in hits):
            hits = list(_decide_sides(shadow, hits))
        if short := list(self.short.find(shadow)):
            hits = sorted((*hits, *_decide_short(short, hits)))
        # 文莱苏丹: right after a state, a word that is both a state and an office is an office.
        twice = [
            index
            for index, (before, hit) in enumerate(pairwise(hits), 1)
            if before.end == hit.start and before.kind == COUNTRY == hit.kind
        ]
        for index in twice:
            hit = hits[index]
            if hit.keys[0] in self.offices:
                hits[index] = Hit(hit.start, hit.end, OFFICE, ())
        return hits

    def _nested(self, shadow: str, before: Hit, hit: Hit) -> bool:
        """Whether a place is only part of a name: 黄浦|江, 巴格达|德·某某, 圣地亚哥|·某某.

        埃塞|伊萨国际机场 is an airport's if its city stands before it.
        """
        if hit.kind == SERIES:
            return self._counts_others(shadow, hit.start)
        if hit.kind not in self.after:
            return False
        if self.after[hit.kind].match(shadow, hit.end):
            return True
        if hit.kind == CITY and "·" in shadow[hit.end : hit.end + 2]:
            return _PERSON.match(shadow, hit.end) is not None
        inside = before.kind == CITY and before.end == hit.start
        return inside and _AIRPORT.match(shadow, hit.end) is not None

    def _split(self, shadow: str, hits: Iterable[Hit]) -> Iterator[Hit]:
        """The hits with each 美国防部长 as a state and an office, each 首都柏林 as the place."""
        for hit in hits:
            if hit.kind == _CAPITAL:
                yield Hit(hit.start + len(_SEAT), hit.end, CITY, hit.keys)
            elif hit.kind == _SPLIT:
                place = hit.start + self.joined[shadow[hit.start : hit.end]]
                yield Hit(hit.start, place, COUNTRY, hit.keys)
                yield Hit(place, hit.end, OFFICE, ())
            else:
                yield hit

    def _counts_others(self, shadow: str, start: int) -> bool:
        """Whether a number of states at ``start`` is not that of a body: 南美|八国."""
        number = shadow[start].isnumeric() and not shadow[start].isdecimal()
        before = shadow[max(0, start - 1) : start]
        return number and (before.isalnum() and before not in self.before_counted)


def _between(shadow: str, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether a short name is only where two words meet (隆重|庆祝, 拉美|国家, 扩大|公路)."""
    if not (shadow[start - 1 : start + 1] in words and shadow[end - 1 : end + 1] in words):
        return False
    first = max(0, start - _AROUND)
    place = first
    for word in segment(shadow[first : end + _AROUND]):
        if place == start:
            return place + len(word) != end
        place += len(word)
    return True


def _decide_sides(shadow: str, hits: list[Hit]) -> Iterator[Hit]:
    """Which state 巴方 is; none where a part of the world is named that begins so (阿拉伯国家)."""
    wide = {shadow[hit.start] for hit in hits if hit.kind == SERIES}
    named = {hit.keys[0] for hit in hits if hit.kind == COUNTRY}
    for hit in hits:
        if hit.kind != SIDE:
            yield hit
            continue
        meant = [key for key in hit.keys if key in named]
        if len(meant) == 1 and (len(hit.keys) == 1 or shadow[hit.start] not in wide):
            yield Hit(hit.start, hit.end, COUNTRY, tuple(meant))


def _joined(
    gazetteer: Gazetteer, offices: frozenset[str], never: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], int]]:
    """美国防部长, 以色列国防部长: a state run together with an office, and where this begins.

    The state has a name of two characters, or one that the last character does not change.
    """
    joined = [one for one in offices if not one.startswith(never)]
    for name, keys in gazetteer.names.items():
        if not keys[0].startswith("country") or name in never:
            continue
        state, last = name[:-1], name[-1]
        if len(name) == _SHORT or gazetteer.names.get(state) == keys:
            yield from ((state + one, keys, len(state)) for one in joined if one[0] == last)


def _capitals(names: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, tuple[str, ...]]]:
    """首都柏林: places that begin like another one after 首."""
    first, last = _SEAT[0], _SEAT[1]
    for name in names:
        if name[0] == last and names.get(name[1:], ("",))[0].startswith("city"):
            yield first + name, names[name[1:]]


def _decide_short(lists: Iterable[tuple[ShortState, ...]], hits: Sequence[Hit]) -> Iterator[Hit]:
    """The states of lists such as 中俄蒙三国, where it is clear of each which one it is."""
    named = {hit.keys[0] for hit in hits if hit.kind == COUNTRY}
    taken = {place for hit in hits for place in range(hit.start, hit.end)}
    for states in lists:
        meant = [keys if len(keys) == 1 else tuple(named.intersection(keys)) for _, keys in states]
        if all(len(keys) == 1 for keys in meant) and not any(one.place in taken for one in states):
            for one, keys in zip(states, meant, strict=True):
                yield Hit(one.place, one.place + 1, COUNTRY, keys)


def build_lexicon(
    gazetteer: Gazetteer,
    offices: frozenset[str],
    blockers: Mapping[str, Any],
    counted: ShortStates,
) -> Lexicon:
    """The automaton of ``gazetteer``'s names, office words and the words of ``blockers.toml``."""
    table: dict[str, tuple[str, tuple[str, ...]]] = {
        name: (_KIND[keys[0].partition("/")[0]], keys) for name, keys in gazetteer.names.items()
    }
    table |= {
        name: (SERIES, keys) for name, keys in gazetteer.meeting_names.items() if name not in table
    }
    table |= {name: (SIDE, keys) for name, keys in gazetteer.sides.items() if name not in table}
    joined = list(_joined(gazetteer, offices, tuple(blockers["never_short"])))
    table |= {name: (_SPLIT, keys) for name, keys, _ in joined if name not in table}
    table |= {name: (_CAPITAL, keys) for name, keys in _capitals(gazetteer.names)}
    both = frozenset(table[word][1][0] for word in offices if word in table)
    table |= {word: (OFFICE, ()) for word in offices if word not in table}
    table |= dict.fromkeys(blockers["words"], (BLOCKER, ()))
    names = sorted(table)
    automaton = AhoCorasick(names, matchkind=MatchKind.LeftmostLongest)
    after = {_KIND[kind]: _tail(words) for kind, words in blockers["after"].items()}
    entries = tuple(table[name] for name in names)
    places = {name: place for name, _, place in joined}
    return Lexicon(automaton, entries, both, after, counted, places, blockers["before_counted"])


def _tail(words: Mapping[str, Iterable[str]]) -> re.Pattern[str]:
    return re.compile(f"(?!{any_of(words['but'])})(?:{any_of(words['words'])})")
