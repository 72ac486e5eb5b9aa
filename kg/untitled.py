"""People without a title: known names, those told before, 习主席, and 王甲、李乙等参加会议."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.mentions import LEADER, OFFICE, Mention
from kg.standing import Person

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.lexicon import Hit
    from kg.names import NameGrammar


def find_bare(
    shadow: str,
    hits: Sequence[Hit],
    named: Mapping[str, tuple[str, ...]],
    grammar: NameGrammar,
) -> list[Mention]:
    """Known names, and those that a title made known (``named``: name -> keys)."""
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


def find_by_surname(
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


def find_delegations(shadow: str, grammar: NameGrammar) -> list[Mention]:
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
