"""People without a title of their own: known names, those told before, 习主席, 王甲、李乙等参加.

副主席王甲、李乙 bear one title, if it is one that several people have.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from ahocorasick_rs import AhoCorasick, MatchKind

from kg.finders.names import read_name
from kg.finders.standing import Person, can_stand
from kg.grammar.mentions import LEADER, OFFICE, Mention

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.finders.name_words import NameGrammar
    from kg.gazetteers.lexicon import Hit


def find_bare(
    shadow: str,
    hits: Sequence[Hit],
    named: Mapping[str, tuple[str, ...]],
    grammar: NameGrammar,
) -> list[Mention]:
    """Known names, and those that a title made known (``named``: name -> keys).

    戴高乐机场 is no person, nor is 塔马洛夫总统基金会.
    """
    spans = [(hit.start, hit.end, hit.keys) for hit in hits if hit.kind == LEADER]
    unknown = sorted(name for name, keys in named.items() if not keys)
    if unknown:
        automaton = AhoCorasick(unknown, matchkind=MatchKind.LeftmostLongest)
        spans += [(a, b, ()) for _, a, b in automaton.find_matches_as_indexes(shadow)]
    people = (_bare(shadow, start, end, keys, grammar) for start, end, keys in spans)
    return [one for one in people if not grammar.called_after.match(shadow, one.end)]


def _bare(
    shadow: str, start: int, end: int, keys: tuple[str, ...], grammar: NameGrammar
) -> Mention:
    after = grammar.after.match(shadow, end)
    stop = after.end() if after else end
    return Mention(start, stop, LEADER, Person(shadow[start:end], keys))


def find_sharers(
    shadow: str, hits: Sequence[Hit], titled: Sequence[Mention], grammar: NameGrammar
) -> Iterator[Mention]:
    """全国政协副主席王甲、李乙: the second one bears the title of the first."""
    known = {hit.start: hit for hit in hits}
    for mention in titled:
        person, end = mention.value, mention.end
        if not (person.represents and person.title.endswith(grammar.offices.common)):
            continue
        while shadow[end : end + 1] == "、" and (
            last := _next_name(shadow, end + 1, known, grammar)
        ):
            place, end = end + 1, last
            keys = known[place].keys if place in known else ()
            name = shadow[place:end]
            if can_stand(name, keys, person.represents[0], grammar):
                sharer = Person(name, keys, person.represents, person.title)
                yield Mention(place, end, LEADER, sharer)


def _next_name(shadow: str, place: int, known: Mapping[int, Hit], grammar: NameGrammar) -> int:
    """The end of the Chinese name at ``place`` that goes no further; 0 if there is none."""
    hit = known.get(place)
    end = hit.end if hit and hit.kind == LEADER else read_name(shadow, place, grammar)
    if (hit and hit.kind != LEADER) or not grammar.chinese.fullmatch(shadow, place, end):
        return 0
    following = shadow[end : end + 1]
    return end if end not in known and (not following.isalpha() or following in grammar.ends) else 0


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
            if _is_word(name, grammar):
                break
            found.append(Mention(place, place + len(name), LEADER, Person(name)))
            place += len(name) + 1
    return found


def _is_word(name: str, grammar: NameGrammar) -> bool:
    """Whether what looks like a name begins with a common word; 王家瑞 is no 王家."""
    whole = len(grammar.words(name)) == 1 and not grammar.common(name)
    return grammar.common(name[:2]) and not whole
