"""Turns alone inside a sentence that tells of their meetings: 第二届于2004年在某地举行."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.meeting_names import SummitName
from kg.finders.meeting_shapes import NUMBER
from kg.grammar.mentions import COUNTRY, SUMMIT, Mention
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kg.finders.meeting_names import MeetingGrammar
    from kg.grammar.mentions import Masked

#: What ``SummitName.relative`` says of them: they are of the meetings told of right before.
SAME = "same"
_TURN = rf"第(?P<number>{NUMBER})届"
#: At the start of a clause, which tells that it is held then or there, or who hosts it.
_HELD = re.compile(rf"(?<=[,;]){_TURN}(?=[将则]?[于在由]|(?:19|20)\d\d年)(?P<told>[^,;:。]*)")
_HOSTED = re.compile(rf"[将则]?由{COUNTRY}.{{0,4}}[主承举]办")
#: Behind what tells so: 在某地举行的|第二届.
_SO = re.compile(rf"(?<=[,;])(?P<told>[^,;:。]{{0,40}}[行开办])的{_TURN}(?=[也则只仅有是,;。])")
_YEAR = re.compile(r"(?:19|20)\d\d(?=年)")


def find_inner_turns(
    sentence: Masked, summits: list[Mention], grammar: MeetingGrammar
) -> list[Mention]:
    """``summits``, with the turns alone after a counted one, or after how often a body meets."""
    begin = min(_begins(sentence, summits, grammar), default=sentence.offset(len(sentence.text)))
    turns = (one for one in _turns(sentence, grammar) if begin < one.start)
    found = [one for one in turns if _apart(one, summits)]
    return sorted((*summits, *found)) if found else summits


def _begins(sentence: Masked, summits: list[Mention], grammar: MeetingGrammar) -> Iterator[int]:
    """The places after which a turn alone can be of the meetings told of."""
    yield from (one.end for one in summits if one.value and one.value.edition)
    if often := grammar.often.search(sentence.text):
        yield sentence.offset(often.start())


def _turns(sentence: Masked, grammar: MeetingGrammar) -> Iterator[Mention]:
    told = (grammar.after, _HOSTED)
    turns = _HELD.finditer(sentence.text)
    held = (one for one in turns if any(words.match(one["told"]) for words in told))
    for match in (*held, *_SO.finditer(sentence.text)):
        begin, end = match.start("number") - 1, match.end("number") + 1
        year = _YEAR.search(match["told"])
        name = SummitName(
            sentence.text[begin:end],
            edition=read_number(match["number"]),
            year=int(year[0]) if year else 0,
            relative=SAME,
            present=True,
        )
        yield Mention(sentence.offset(begin), sentence.offset(end), SUMMIT, name)


def _apart(turn: Mention, summits: list[Mention]) -> bool:
    return all(one.end <= turn.start or turn.end <= one.start for one in summits)
