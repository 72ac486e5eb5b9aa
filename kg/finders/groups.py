"""Participants as one mention: a list of them (see ``party_lists``), or 与会领导人."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.participants import Collective, Party
from kg.finders.party_lists import read_list
from kg.gazetteers.short_states import COUNTED
from kg.grammar.mentions import (
    COLLECTIVE,
    COUNTRY,
    LEADER,
    ORGANISATION,
    PARTIES,
    SUMMIT,
    Masked,
    Mention,
)
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.finders.group_words import GroupGrammar

_ITEM = re.compile(f"[{COUNTRY}{ORGANISATION}{LEADER}]")
_COUNTED = re.compile(COUNTED)
#: Characters before a list of delegates in which they are asked to come.
_ASKED = 2


def fold_groups(sentence: Masked, grammar: GroupGrammar) -> tuple[Mention, ...]:
    """The mentions of ``sentence`` with its lists folded into one mention each.

    The very same tuple if there is nothing to fold.
    """
    folded = list(_fold_lists(sentence, grammar)) if _ITEM.search(sentence.text) else []
    for match in grammar.collective.finditer(sentence.text):
        start, end = sentence.offset(match.start()), sentence.offset(match.end())
        if not any(item.start < end and start < item.end for item in folded):
            who = _collective(match[0], grammar)._replace(states=_led(match[0], folded, start))
            if who.states:
                folded = [_with_people(item) if item.end == start else item for item in folded]
            folded.append(Mention(start, end, COLLECTIVE, who))
    if not folded:
        return sentence.mentions
    kept = (
        mention
        for mention in sentence.mentions
        if not any(item.start <= mention.start < item.end for item in folded)
    )
    return tuple(sorted((*kept, *folded), key=lambda mention: mention.start))


def _collective(text: str, grammar: GroupGrammar) -> Collective:
    ministers = text.endswith(grammar.ministers)
    pair = text in grammar.pair
    both = pair or text in grammar.both
    members = text in grammar.members or grammar.so_many.fullmatch(text) is not None
    return Collective(text, members, pair, ministers, both=both)


def _led(text: str, lists: Iterable[Mention], start: int) -> tuple[str, ...]:
    """The states listed right before ``start``, where ``text`` (三国元首) tells as many."""
    found = (item.value for item in lists if item.kind == PARTIES and item.end == start)
    parties, counted = next(found, ()), _COUNTED.match(text)
    states = tuple(party.actor for party in parties if party.bare and not party.role)
    whole = counted and read_number(counted[0][:-1]) == len(states) == len(parties)
    return states if whole else ()


def _with_people(states: Mention) -> Mention:
    """A list of states whose people are told right behind it: 甲国、乙国|两国元首."""
    return states._replace(value=tuple(party._replace(bare=False) for party in states.value))


def _fold_lists(sentence: Masked, grammar: GroupGrammar) -> Iterator[Mention]:
    for match in grammar.run.finditer(_without_names(sentence)):
        if match.end() - match.start() == 1:  # a name alone is no list
            continue
        before = sentence.text[max(0, match.start() - _ASKED) : match.start()]
        if match[0].endswith(grammar.sent) and grammar.asked.search(before):
            continue
        parties = read_list(sentence, match.start(), match.end(), grammar)
        if _worth(parties) and not _visited(sentence.text, match.start(), parties, grammar):
            start, end = sentence.offset(match.start()), sentence.offset(match.end())
            yield Mention(start, end, PARTIES, parties)


def _without_names(sentence: Masked) -> str:
    """The sentence without the meetings that have a name: of 峰会嘉宾国 alone 峰会 is a part."""
    text = sentence.text
    if SUMMIT in text:
        for mention, mark in zip(sentence.mentions, sentence.marks, strict=True):
            if mention.kind == SUMMIT and not mention.value.generic:
                text = f"{text[:mark]}。{text[mark + 1 :]}"
    return text


def _visited(text: str, start: int, parties: tuple[Party, ...], grammar: GroupGrammar) -> bool:
    """Whether states are only where somebody travels to: 对甲国、乙国进行国事访问."""
    return grammar.way.search(text, max(0, start - 2), start) is not None and all(
        party.bare and not party.role for party in parties
    )


def _worth(parties: tuple[Party, ...]) -> bool:
    """主席国甲国 stays a state."""
    if len(parties) == 1 and (parties[0].role == "host" or parties[0].chair):
        return parties[0].person is not None
    return bool(parties)
