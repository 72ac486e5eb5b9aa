"""People: known by name, or found by office and the look of a name; journalists are nobody.

An office word opens the search: what stands before it is the state or organisation that the
person represents, what follows is the name (``kg.finders.names`` reads those that no list holds).
"""

from __future__ import annotations

import sys
from itertools import pairwise
from typing import TYPE_CHECKING

from kg.finders.called import find_called, find_leading, untitle
from kg.finders.homes import find_homes
from kg.finders.name_words import REGNAL, NameGrammar
from kg.finders.names import ended, read_name
from kg.finders.standing import Person, can_stand, read_title, shared_state
from kg.finders.two_offices import find_both
from kg.finders.untitled import find_bare, find_by_surname, find_delegations, find_sharers
from kg.grammar.mentions import CITY, COUNTRY, LEADER, OFFICE, ORGANISATION, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.finders.offices import OfficeGrammar
    from kg.gazetteers.lexicon import Hit

_BODIES = frozenset((COUNTRY, ORGANISATION))
_STANDS_FOR = "代表"


def find_people(shadow: str, hits: Sequence[Hit], grammar: NameGrammar) -> list[Mention]:
    """Everybody in the text, sorted and disjoint; a mention covers title and name."""
    titled = _find_titled(shadow, hits, grammar)
    called = list(find_called(shadow, hits, titled, grammar))
    leading = find_leading(shadow, hits, (*titled, *called), grammar)
    titled = sorted((*titled, *called, *leading), key=lambda item: item.start)
    titled = untitle(find_homes(shadow, titled, hits, grammar), called)
    titled = list(find_both(shadow, titled, hits, grammar))
    titled = sorted(
        (*titled, *find_sharers(shadow, hits, titled, grammar)), key=lambda item: item.start
    )
    named = {mention.value.name: mention.value.keys for mention in titled}
    bare = find_bare(shadow, hits, named, grammar)
    bare += find_by_surname(shadow, hits, (*titled, *bare), grammar)
    starts = {mention.start for mention in bare}
    bare += (item for item in find_delegations(shadow, grammar) if item.start not in starts)
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
        passed = hits[index].kind != OFFICE or _follows_name(shadow, hits, index, grammar)
        if passed or _is_verb(shadow, hits, index, found[-1:]):
            index += 1
            continue
        last = _chain(shadow, hits, index, grammar)
        name = _name_after(shadow, hits, (index, last), known, grammar)
        if name is not None:
            person = _titled(shadow, hits, (index, last), name, grammar)
            apart = not found or person.start >= found[-1].end  # a name may look like a title
            if apart and not _watches(person.value, grammar):
                found.append(_with_state(shadow, found[-1], person, grammar) if found else person)
        index = last + 1
    return found


def _follows_name(shadow: str, hits: Sequence[Hit], index: int, grammar: NameGrammar) -> bool:
    """习近平主席: the office belongs to the name before it; but not 习近平特使."""
    before, hit = (hits[index - 1] if index else None), hits[index]
    follows = before is not None and before.kind == LEADER and before.end == hit.start
    return follows and shadow[hit.start : hit.end] not in grammar.offices.envoys


def _is_verb(shadow: str, hits: Sequence[Hit], index: int, last: Sequence[Mention]) -> bool:
    """总理A代表总统B, 在会上代表A主席发言: who represents somebody bears no title 代表."""
    start, end = hits[index][:2]
    if shadow[start:end] != _STANDS_FOR:
        return False
    if index and hits[index - 1].kind in _BODIES and hits[index - 1].end == start:
        return False
    kinds = "".join(one.kind for one in _adjacent(hits[index : index + 3]))[1:]
    called = kinds[:1] == OFFICE or kinds == LEADER + OFFICE
    return called or any(one.end == start for one in last)


def _adjacent(hits: Sequence[Hit]) -> Iterator[Hit]:
    """The first of ``hits``, and those that follow without anything between them."""
    end = hits[0].start
    for hit in hits:
        if hit.start != end:
            return
        yield hit
        end = hit.end


def _chain(shadow: str, hits: Sequence[Hit], first: int, grammar: NameGrammar) -> int:
    """The index of the last office in a run of them (总统特别代表、外长)."""
    last = first
    while (
        last + 1 < len(hits)
        and hits[last + 1].kind == OFFICE
        and _joined(shadow, hits[last], hits[last + 1], grammar.offices)
    ):
        last += 1
    return last


def _joined(shadow: str, one: Hit, other: Hit, words: OfficeGrammar) -> bool:
    """Whether two offices make one title; of a minister the field may stand between them."""
    gap = shadow[one.end : other.start]
    if gap in words.joints:
        return True
    minister = shadow[other.start : other.end].endswith(words.ministers)
    return minister and gap.startswith(words.also) and words.fields.fullmatch(gap) is not None


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


def _with_state(shadow: str, last: Mention, mention: Mention, grammar: NameGrammar) -> Mention:
    """甲国总统A、总理B: the next of a list stands for the state of the one before."""
    before, person = last.value, mention.value
    if person.represents:
        return mention
    field = _field(shadow, last, mention, grammar)
    start, title = mention.start - len(field), field + person.title
    joint = shadow[last.end : start]
    state = shared_state(title, joint, before.title, before.represents, grammar)
    if not state or not can_stand(person.name, person.keys, state[0], grammar):
        return mention
    return mention._replace(start=start, value=person._replace(represents=state, title=title))


def _field(shadow: str, last: Mention, mention: Mention, grammar: NameGrammar) -> str:
    """The field of a minister who follows another: 甲国外交部长A、|矿产资源|部长B."""
    joint, _, field = shadow[last.end : mention.start].partition("、")
    words = grammar.offices
    minister = not joint and mention.value.title.endswith(words.ministers)
    return field if minister and words.fields.fullmatch(field) else ""


def _name_after(
    shadow: str,
    hits: Sequence[Hit],
    office: tuple[int, int],
    known: Mapping[int, Hit],
    grammar: NameGrammar,
) -> tuple[int, int, tuple[str, ...]] | None:
    """Start, end and keys of the name behind the hits of ``office``; None if there is none."""
    first, last = office
    style = grammar.style.match(shadow, hits[last].end)
    place = style.end() if style else hits[last].end
    following = hits[last + 1] if last + 1 < len(hits) and hits[last + 1].start == place else None
    if following and following.kind == CITY and following.start == hits[last].end:
        return _like_city(shadow, following, grammar)
    if following and following.kind == COUNTRY:
        return _like_state(shadow, following, hits[last + 2 : last + 3], grammar)
    if following and following.kind != LEADER:
        return None  # an organisation is no name
    hit = known.get(place)
    stated = (
        first > 0 and hits[first - 1].kind in _BODIES and hits[first - 1].end == hits[first].start
    )
    end = min(read_name(shadow, place, grammar, stated=stated), _next_title(hits, last))
    number = REGNAL.match(shadow, hit.end) if hit else None
    if hit and number:  # 费利佩 of the list need not be 费利佩六世
        return hit.start, number.end(), ()
    if hit and (end <= hit.end or shadow[hit.end : hit.end + 1] not in "·-"):
        before = hits[max(0, first - 1) : first]
        if end <= hit.end + 1 or not _is_other(shadow, hit, before, grammar):
            return hit.start, hit.end, hit.keys
    return (place, end, ()) if end > place else None


def _is_other(shadow: str, hit: Hit, before: Sequence[Hit], grammar: NameGrammar) -> bool:
    """Whether the title with the hit ``before`` it is of another state than who is known so.

    甲国总理阿卜杜拉赫曼 is no 阿卜杜拉 of 乙国.
    """
    states = [one.keys[0] for one in before if one.kind == COUNTRY]
    return bool(states) and not can_stand(shadow[hit.start : hit.end], hit.keys, states[0], grammar)


def _like_city(
    shadow: str, city: Hit, grammar: NameGrammar
) -> tuple[int, int, tuple[str, ...]] | None:
    """外长佩里斯: right after a title, what looks like a city is a name, or begins one.

    None for 甲国总统上海会晤, 副市长某市大学.
    """
    end = read_name(shadow, city.start, grammar)
    if end <= city.end and ended(shadow, city.end, grammar):
        end = city.end
    meets = grammar.offices.of_places.match(shadow, city.end)
    return None if meets or end < city.end else (city.start, end, ())


def _like_state(
    shadow: str, state: Hit, following: Sequence[Hit], grammar: NameGrammar
) -> tuple[int, int, tuple[str, ...]] | None:
    """副总理阿曼别尔季: what begins like a state, and goes on as a name; else a state is none."""
    end = read_name(shadow, state.start, grammar)
    apart = any(hit.start < end for hit in following)
    return None if apart or end <= state.end else (state.start, end, ())


def _next_title(hits: Sequence[Hit], last: int) -> int:
    """Where the next title with its state begins: no name goes further."""
    titles = (
        one.start
        for one, two in pairwise(hits[last + 1 : last + 9])
        if two.kind == OFFICE and one.kind in _BODIES and one.end == two.start
    )
    return next(titles, sys.maxsize)
