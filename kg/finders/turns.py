"""Lines that begin with the turn of a meeting alone: 第12届:2004年1月在某地举行."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.meeting_names import SummitName
from kg.finders.meeting_shapes import NUMBER
from kg.grammar.mentions import SUMMIT, Mention
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from kg.finders.meeting_names import MeetingGrammar
    from kg.grammar.mentions import Masked

#: What ``SummitName.relative`` says of them: they are of the meetings that are listed there.
LISTED = "listed"
#: What such names say that are of no meeting, or only of that of their line.
UNNAMED = frozenset(("past", LISTED))
_YEAR = re.compile(r"((?:19|20)\d\d)年")
_DAY = r"\d{4}年(?:\d+月)?(?:\d+日)?"
#: After a day, or before a mark or its year; 第一次在某地举行 is for the first time.
_LINE = re.compile(
    rf"\s*(?P<day>{_DAY}[,: ]+)?(?P<turn>第(?P<number>{NUMBER})(?P<time>次)?(?(time)|届)|首届)"
    rf"(?:[:, ]|-{{1,2}}|(?=\d{{4}}年)|(?(day)(?(time)(?!)|(?=[于在]))|(?!)))"
)


def find_turn(sentence: Masked, grammar: MeetingGrammar) -> Mention | None:
    """The turn with which a sentence begins that tells of its meeting when or where it is held.

    The mark after it belongs to it, so that the sentence goes on as after any meeting.
    """
    found = _LINE.match(sentence.text)
    if found is None or not grammar.after.match(sentence.text[found.end() :]):
        return None
    edition = read_number(found["number"]) if found["number"] else 1
    told = _YEAR.search(sentence.text)
    name = SummitName(
        found["turn"],
        edition=edition,
        year=int(told[1]) if told else 0,
        relative=LISTED,
        present=True,
    )
    return Mention(sentence.offset(found.start("turn")), sentence.offset(found.end()), SUMMIT, name)
