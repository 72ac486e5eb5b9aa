"""People: known by name, or found by office and the look of a name; journalists are nobody.

An office word opens the search: what stands before it is the state or organisation that the
person represents, what follows is the name. Names that no list holds are read character by
character: foreign names are runs of the characters used for transliteration, Chinese ones
begin with a surname; jieba's dictionary says where a name ends and a common word begins.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.mentions import COUNTRY, LEADER, OFFICE, ORGANISATION, Mention

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from kg.lexicon import Hit

_JOINTS = frozenset(("", "、", "兼", "和", "、中共中央"))
#: Characters of the shortest foreign name.
_LEAST = 2
_SPACES = re.compile(r"[  ]*")


@dataclass(frozen=True, slots=True)
class Person:
    """One mention of a person.

    ``represents`` holds the keys of the state or organisation that the title names;
    ``bare`` is set where the text gives no title at all.
    """

    name: str
    keys: tuple[str, ...] = ()
    represents: tuple[str, ...] = ()
    title: str = ""

    @property
    def bare(self) -> bool:
        """Whether the text calls the person by the name alone."""
        return not self.title


@dataclass(frozen=True, slots=True)
class NameGrammar:
    """The compiled tables of ``names.toml`` and the words of offices."""

    foreign: re.Pattern[str]
    chinese: re.Pattern[str]
    delegation: re.Pattern[str]
    ends: frozenset[str]
    soft_ends: frozenset[str]  # in names too, but not at their end
    never_first: frozenset[str]  # in names too, but not at their beginning
    former: tuple[str, ...]  # titles of people who no longer stand for the state
    after: re.Pattern[str]
    home_offices: frozenset[str]
    posted: str  # before a state: the person is sent there, not its own
    home: str
    words: Callable[[str], Sequence[str]]
    common: Callable[[str], bool]


def compile_names(
    words: Mapping[str, Any],
    after: Sequence[str],
    segment: Callable[[str], Sequence[str]],
    common: Callable[[str], bool],
) -> NameGrammar:
    """Compile the tables of ``names.toml``; ``segment`` cuts a text into words,
    ``common`` tells whether a word is one that is nobody's name.
    """
    foreign = "".join(sorted(set(re.sub(r"\s", "", words["transliteration"]))))
    single = "".join(sorted(set(re.sub(r"\s", "", words["surnames"]))))
    surname = f"(?:{'|'.join(words['compound_surnames'])}|[{single}])"
    given = f"[^{words['not_in_names']}\\W\\da-zA-Z]{{1,2}}"
    one = f"{surname}{given}"
    return NameGrammar(
        foreign=re.compile(
            f"[{foreign}]{{2,}}(?:[·.-][{foreign}]{{1,}})*|[{foreign}]+(?:[·.-][{foreign}]+)+"
        ),
        chinese=re.compile(one),
        delegation=re.compile(
            rf"(?:^|(?<=[,。;:\n!\s]))({one}(?:、{one})*)等?(?:同志)?(?:也|还|一同|分别)?(?:参加|出席|陪同)"
        ),
        ends=frozenset(words["ends"]),
        soft_ends=frozenset(words["soft_ends"]),
        never_first=frozenset(words["never_first"]),
        former=tuple(words["former"]),
        after=re.compile("|".join(sorted(after, key=len, reverse=True))),
        home_offices=frozenset(words["home_offices"]),
        home=words["home"],
        posted=words["posted"],
        words=segment,
        common=common,
    )


def find_people(shadow: str, hits: Sequence[Hit], grammar: NameGrammar) -> list[Mention]:
    """Everybody in the text, sorted and disjoint; a mention covers title and name."""
    titled = _find_titled(shadow, hits, grammar)
    taken = [(mention.start, mention.end) for mention in titled]
    named = {mention.value.name: mention.value.keys for mention in titled}
    bare = _find_bare(shadow, hits, named, grammar)
    starts = {mention.start for mention in bare}
    bare += (item for item in _find_delegations(shadow, grammar) if item.start not in starts)
    found = list(titled)
    for mention in sorted(bare, key=lambda item: (item.start, -item.end)):
        if not any(start < mention.end and mention.start < end for start, end in taken):
            found.append(mention)
            taken.append((mention.start, mention.end))
    return sorted(found, key=lambda item: item.start)


def _find_titled(shadow: str, hits: Sequence[Hit], grammar: NameGrammar) -> list[Mention]:
    found: list[Mention] = []
    known = {hit.start: hit for hit in hits if hit.kind == LEADER}
    index = 0
    while index < len(hits):
        if hits[index].kind != OFFICE or _follows_name(hits, index):
            index += 1
            continue
        last = _chain(shadow, hits, index)
        place = hits[last].end
        named = (
            last + 1 < len(hits) and hits[last + 1].start == place and hits[last + 1].kind != LEADER
        )
        name = None if named else _name_after(shadow, place, known, grammar)
        if name is not None:
            found.append(_titled(shadow, hits, index, last, name, grammar))
        index = last + 1
    return found


def _follows_name(hits: Sequence[Hit], index: int) -> bool:
    """习近平主席: the office belongs to the name before it."""
    before = hits[index - 1] if index else None
    return before is not None and before.kind == LEADER and before.end == hits[index].start


def _chain(shadow: str, hits: Sequence[Hit], first: int) -> int:
    """The index of the last office in a run of them (总统特别代表、外长)."""
    last = first
    while (
        last + 1 < len(hits)
        and hits[last + 1].kind == OFFICE
        and shadow[hits[last].end : hits[last + 1].start] in _JOINTS
    ):
        last += 1
    return last


def _titled(
    shadow: str,
    hits: Sequence[Hit],
    first: int,
    last: int,
    name: tuple[int, int, tuple[str, ...]],
    grammar: NameGrammar,
) -> Mention:
    start, represents = hits[first].start, ()
    title = shadow[start : hits[last].end]
    before = hits[first - 1] if first else None
    if before and before.kind in (COUNTRY, ORGANISATION) and before.end == start:
        start = before.start
        sent = shadow[start - 1 : start] == grammar.posted
        represents = () if sent or title.startswith(grammar.former) else before.keys[:1]
    elif shadow[hits[first].start : hits[first].end] in grammar.home_offices:
        represents = (grammar.home,)
    person = Person(shadow[name[0] : name[1]], name[2], represents, title)
    return Mention(start, name[1], LEADER, person)


def _name_after(
    shadow: str, place: int, known: Mapping[int, Hit], grammar: NameGrammar
) -> tuple[int, int, tuple[str, ...]] | None:
    space = _SPACES.match(shadow, place)
    place = space.end() if space else place
    hit = known.get(place)
    end = read_name(shadow, place, grammar)
    if hit is not None and (end <= hit.end or shadow[hit.end : hit.end + 1] not in "·-"):
        return hit.start, hit.end, hit.keys
    return (place, end, ()) if end > place else None


def read_name(shadow: str, start: int, grammar: NameGrammar) -> int:
    """The end of the personal name that begins at ``start``; ``start`` itself if none does."""
    foreign = grammar.foreign.match(shadow, start)
    if foreign and foreign.end() - start >= _LEAST:
        return _read_foreign(shadow, start, foreign.end(), grammar)
    chinese = grammar.chinese.match(shadow, start)
    if chinese is None or grammar.common(shadow[start : start + 2]):
        return start
    if grammar.common(grammar.words(shadow[start : start + 4])[0]):
        return start
    return _trim_words(shadow, start, chinese.end(), grammar)


def _read_foreign(shadow: str, start: int, end: int, grammar: NameGrammar) -> int:
    while end - start > _LEAST and shadow[end - 1] in grammar.soft_ends:
        end -= 1
    if shadow[start] in grammar.never_first:
        return start
    first, *rest = grammar.words(shadow[start : end + 1])
    if end - start == _LEAST + 1 and grammar.common(first) and rest and len(rest[0]) > 1:
        return start  # two words, the second of which goes on
    end = _trim_words(shadow, start, end, grammar)
    return start if grammar.common(shadow[start:end]) else end


def _trim_words(shadow: str, start: int, end: int, grammar: NameGrammar) -> int:
    """Give back the last characters if they belong to a common word (普京达|成 -> 普京)."""
    following = shadow[end : end + 2]
    if not following or not following[0].isalpha() or following[0] in grammar.ends:
        return end
    place = start
    for word in grammar.words(shadow[start : end + 2]):
        if place >= start + 2 and place + len(word) > end and place < end:
            return place
        place += len(word)
    return end + _goes_on(shadow, end, grammar)


def _goes_on(shadow: str, end: int, grammar: NameGrammar) -> int:
    """1 if the next character, unusual in names, can only belong to the name (德高|乐|出席)."""
    first, *rest = grammar.words(shadow[end : end + 3])
    if len(first) > 1 or not rest:
        return 0
    ended = not rest[0][0].isalpha() or rest[0] in grammar.ends
    return int(ended or (len(rest[0]) > 1 and grammar.common(rest[0])))


def _find_bare(
    shadow: str,
    hits: Sequence[Hit],
    named: Mapping[str, tuple[str, ...]],
    grammar: NameGrammar,
) -> list[Mention]:
    spans = [(hit.start, hit.end, hit.keys) for hit in hits if hit.kind == LEADER]
    unknown = sorted((name for name, keys in named.items() if not keys), key=len, reverse=True)
    if unknown:
        regex = re.compile("|".join(map(re.escape, unknown)))
        spans += [(match.start(), match.end(), ()) for match in regex.finditer(shadow)]
    return [_bare(shadow, start, end, keys, grammar) for start, end, keys in spans]


def _bare(
    shadow: str, start: int, end: int, keys: tuple[str, ...], grammar: NameGrammar
) -> Mention:
    after = grammar.after.match(shadow, end)
    stop = after.end() if after else end
    return Mention(start, stop, LEADER, Person(shadow[start:end], keys))


def _find_delegations(shadow: str, grammar: NameGrammar) -> list[Mention]:
    """王甲、李乙等参加会议: names without any title, at the head of their clause."""
    found = []
    for match in grammar.delegation.finditer(shadow):
        place = match.start(1)
        for name in match[1].split("、"):
            if grammar.common(name[:2]):
                break
            found.append(Mention(place, place + len(name), LEADER, Person(name)))
            place += len(name) + 1
    return found
