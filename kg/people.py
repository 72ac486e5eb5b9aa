"""People: known by name, or found by office and the look of a name; journalists are nobody.

An office word opens the search: what stands before it is the state or organisation that the
person represents, what follows is the name (``kg.names`` reads those that no list holds).
"""

from __future__ import annotations

import re
import sys
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions import COUNTRY, LEADER, OFFICE, ORGANISATION, Mention
from kg.names import NameGrammar, read_name
from kg.standing import can_stand, is_stranger, read_title, shared_state

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.lexicon import Hit

_BODIES = frozenset((COUNTRY, ORGANISATION))
_SPACES = re.compile(r"[  ]*")


class Person(NamedTuple):
    """One mention of a person.

    ``represents`` holds the keys of the state or organisation that the title names;
    ``stranger`` is set where the title speaks against the one known by this name.
    """

    name: str
    keys: tuple[str, ...] = ()
    represents: tuple[str, ...] = ()
    title: str = ""
    stranger: bool = False


def find_people(shadow: str, hits: Sequence[Hit], grammar: NameGrammar) -> list[Mention]:
    """Everybody in the text, sorted and disjoint; a mention covers title and name."""
    states = frozenset(hit.keys[0] for hit in hits if hit.kind == COUNTRY)
    titled = [_estrange(item, states, grammar) for item in _find_titled(shadow, hits, grammar)]
    named = {mention.value.name: mention.value.keys for mention in titled}
    bare = _find_bare(shadow, hits, named, grammar)
    bare += _find_by_surname(shadow, hits, (*titled, *bare), grammar)
    starts = {mention.start for mention in bare}
    bare += (item for item in _find_delegations(shadow, grammar) if item.start not in starts)
    bare.sort(key=lambda item: (item.start, -item.end))
    return sorted((*titled, *_apart(bare, titled)), key=lambda item: item.start)


def _apart(bare: Sequence[Mention], titled: Sequence[Mention]) -> Iterator[Mention]:
    """Those of ``bare`` that overlap neither each other nor ``titled``; all sorted by start."""
    index = last = 0
    for mention in bare:
        while index < len(titled) and titled[index].end <= mention.start:
            index += 1
        free = index == len(titled) or titled[index].start >= mention.end
        if free and mention.start >= last:
            yield mention
            last = mention.end


def _find_titled(shadow: str, hits: Sequence[Hit], grammar: NameGrammar) -> list[Mention]:
    found: list[Mention] = []
    known = {hit.start: hit for hit in hits if hit.kind == LEADER}
    index = 0
    while index < len(hits):
        if hits[index].kind != OFFICE or _follows_name(hits, index):
            index += 1
            continue
        last = _chain(shadow, hits, index, grammar)
        name = _name_after(shadow, hits, (index, last), known, grammar)
        if name is not None:
            person = _titled(shadow, hits, (index, last), name, grammar)
            if _watches(person.value, grammar):
                pass
            elif not found:
                found.append(person)
            elif person.start >= found[-1].end:  # a name may look like a title's start
                found.append(_with_state(shadow, found[-1], person, grammar))
        index = last + 1
    return found


def _follows_name(hits: Sequence[Hit], index: int) -> bool:
    """习近平主席: the office belongs to the name before it."""
    before = hits[index - 1] if index else None
    return before is not None and before.kind == LEADER and before.end == hits[index].start


def _chain(shadow: str, hits: Sequence[Hit], first: int, grammar: NameGrammar) -> int:
    """The index of the last office in a run of them (总统特别代表、外长)."""
    last = first
    while (
        last + 1 < len(hits)
        and hits[last + 1].kind == OFFICE
        and shadow[hits[last].end : hits[last + 1].start] in grammar.offices.joints
    ):
        last += 1
    return last


def _titled(
    shadow: str,
    hits: Sequence[Hit],
    office: tuple[int, int],
    name: tuple[int, int, tuple[str, ...]],
    grammar: NameGrammar,
) -> Mention:
    """The mention of a person whose title is the first to the last of ``hits`` in ``office``."""
    start, end, keys = name
    title = read_title(shadow, hits, office, (shadow[start:end], keys), grammar)
    person = Person(shadow[start:end], keys, title.represents, title.text)
    honorific = grammar.honorific.match(shadow, end)
    return Mention(title.start, honorific.end() if honorific else end, LEADER, person)


def _watches(person: Person, grammar: NameGrammar) -> bool:
    """Whether somebody is heard, but takes no part: 顾问A, of no state or body that we know."""
    return person.title in grammar.offices.watchers and not (person.represents or person.keys)


def _estrange(mention: Mention, states: frozenset[str], grammar: NameGrammar) -> Mention:
    person = mention.value
    if person.represents or not is_stranger(
        person.name, person.keys, person.title, states, grammar
    ):
        return mention
    return mention._replace(value=person._replace(keys=(), stranger=True))


def _with_state(shadow: str, last: Mention, mention: Mention, grammar: NameGrammar) -> Mention:
    """甲国总统A、总理B: the next of a list stands for the state of the one before."""
    before, person = last.value, mention.value
    if person.represents:
        return mention
    joint = shadow[last.end : mention.start]
    state = shared_state(person.title, joint, before.title, before.represents, grammar)
    if not state or not can_stand(person.name, person.keys, state[0], grammar):
        return mention
    return mention._replace(value=person._replace(represents=state))


def _name_after(
    shadow: str,
    hits: Sequence[Hit],
    office: tuple[int, int],
    known: Mapping[int, Hit],
    grammar: NameGrammar,
) -> tuple[int, int, tuple[str, ...]] | None:
    """Start, end and keys of the name behind the hits of ``office``; None if there is none."""
    first, last = office
    space = _SPACES.match(shadow, hits[last].end)
    place = space.end() if space else hits[last].end
    if last + 1 < len(hits) and hits[last + 1].start == place and hits[last + 1].kind != LEADER:
        return None  # a state, a city or an organisation is no name
    hit = known.get(place)
    stated = (
        first > 0 and hits[first - 1].kind in _BODIES and hits[first - 1].end == hits[first].start
    )
    end = min(read_name(shadow, place, grammar, stated=stated), _next_title(hits, last))
    number = grammar.regnal.match(shadow, hit.end) if hit else None
    if hit and number:  # 费利佩 of the list need not be 费利佩六世
        return hit.start, number.end(), ()
    if hit and (end <= hit.end or shadow[hit.end : hit.end + 1] not in "·-"):
        return hit.start, hit.end, hit.keys
    return (place, end, ()) if end > place else None


def _next_title(hits: Sequence[Hit], last: int) -> int:
    """Where the next title with its state begins: no name goes further."""
    titles = (
        one.start
        for one, two in pairwise(hits[last + 1 : last + 9])
        if two.kind == OFFICE and one.kind in _BODIES and one.end == two.start
    )
    return next(titles, sys.maxsize)


def _find_bare(
    shadow: str,
    hits: Sequence[Hit],
    named: Mapping[str, tuple[str, ...]],
    grammar: NameGrammar,
) -> list[Mention]:
    spans = [(hit.start, hit.end, hit.keys) for hit in hits if hit.kind == LEADER]
    unknown = sorted(name for name, keys in named.items() if not keys)
    if unknown:
        automaton = AhoCorasick(unknown, matchkind=MatchKind.LeftmostLongest)
        spans += [(a, b, ()) for _, a, b in automaton.find_matches_as_indexes(shadow)]
    return [_bare(shadow, start, end, keys, grammar) for start, end, keys in spans]


def _bare(
    shadow: str, start: int, end: int, keys: tuple[str, ...], grammar: NameGrammar
) -> Mention:
    after = grammar.after.match(shadow, end)
    stop = after.end() if after else end
    return Mention(start, stop, LEADER, Person(shadow[start:end], keys))


def _find_by_surname(
    shadow: str, hits: Sequence[Hit], people: Sequence[Mention], grammar: NameGrammar
) -> Iterator[Mention]:
    """习主席: the one of this surname whom the text calls so with the whole name."""
    called: dict[str, dict[Person, list[str]]] = {}
    for mention in people:
        person = mention.value
        if grammar.chinese.fullmatch(person.name):
            bare = Person(person.name, person.keys)
            told = shadow[mention.start : mention.end]
            called.setdefault(person.name[0], {}).setdefault(bare, []).append(told)
    for hit in hits:
        if hit.kind != OFFICE or not (family := called.get(shadow[hit.start - 1 : hit.start])):
            continue
        office = shadow[hit.start : hit.end]
        meant = [one for one, told in family.items() if any(office in text for text in told)]
        if len(meant) == 1:
            yield Mention(hit.start - 1, hit.end, LEADER, meant[0])


def _find_delegations(shadow: str, grammar: NameGrammar) -> list[Mention]:
    """王甲、李乙等参加会议: names without any title, at the head of their clause."""
    found = []
    # Looked for by the mark before it, which takes a quarter of the time; the text begins one.
    for match in grammar.delegation.finditer(f"\n{shadow}"):
        place = match.start(1) - 1
        for name in match[1].split("、"):
            if grammar.common(name[:2]):
                break
            found.append(Mention(place, place + len(name), LEADER, Person(name)))
            place += len(name) + 1
    return found
