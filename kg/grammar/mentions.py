"""Mentions, and sentences in which every mention is one character.

A mention is a span of the shadow text with a kind and a value. Rules do not see words of
names: they match a *masked* sentence, in which each mention is replaced by one private-use
character that stands for its kind, so a pattern over typed mentions is an ordinary regex.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import Any, NamedTuple

# One private-use character per kind; the reader removes these from documents.
COUNTRY = "\ue001"
CITY = "\ue002"
ORGANISATION = "\ue003"
LEADER = "\ue004"
SUMMIT = "\ue005"
DOCUMENT = "\ue006"
INITIATIVE = "\ue007"
DATE = "\ue008"
PARTIES = "\ue009"  # a list of participants, folded into one mention
COLLECTIVE = "\ue00a"  # 成员国元首, 与会领导人: participants without names
OFFICE = "\ue00b"
SPEECH = "\ue00c"
SERIES = "\ue00e"  # means an organisation, but only inside the name of a meeting
EVENTS = "\ue00f"  # 上述活动: all the meetings that the report is about
PROJECT = "\ue00d"  # an initiative that the gazetteer does not hold

#: What a slot of a pattern may name, and which mentions it accepts.
SLOT_KINDS = {
    "Country": COUNTRY,
    "City": CITY,
    "Place": CITY + COUNTRY,
    "Organisation": ORGANISATION,
    "Leader": LEADER,
    "Party": LEADER + PARTIES,
    "List": PARTIES,
    "Actor": LEADER + PARTIES + COUNTRY + ORGANISATION,
    "State": COUNTRY + PARTIES,
    "Side": COUNTRY + PARTIES + LEADER,
    "Signatory": LEADER + PARTIES + COLLECTIVE,
    "Summit": SUMMIT,
    "Meetings": SUMMIT + EVENTS,
    "Meeting": SUMMIT + COLLECTIVE,
    "Document": DOCUMENT,
    "Speech": SPEECH,
    "Initiative": INITIATIVE + PROJECT,
    "Project": PROJECT,
    "Date": DATE,
    "When": DATE + SUMMIT,
    "Collective": COLLECTIVE,
}
#: What ends a clause.
_CLAUSE_MARK = re.compile("[,;:。!?]")
ALL_KINDS = "".join(chr(code) for code in range(0xE001, 0xE010))


class Mention(NamedTuple):
    """``shadow[start:end]`` speaks of ``value``; the value's type depends on the kind."""

    start: int
    end: int
    kind: str
    value: Any


class Masked(NamedTuple):
    """A sentence with one character per mention.

    ``marks[i]`` is the index in ``text`` of the character of ``mentions[i]``; ``start`` is
    the place of the sentence in the shadow.
    """

    text: str
    start: int
    mentions: tuple[Mention, ...]
    marks: tuple[int, ...]

    def clause(self, index: int) -> str:
        """The masked text up to ``index``, from where its clause begins."""
        return _CLAUSE_MARK.split(self.text[:index])[-1]

    def at(self, index: int) -> Mention:
        """The mention whose character stands at ``index`` of the masked text."""
        return self.mentions[bisect_right(self.marks, index) - 1]

    def offset(self, index: int) -> int:
        """The place in the shadow of ``text[index]`` (or of the end of the sentence)."""
        before = bisect_right(self.marks, index - 1)
        if before == 0:
            return self.start + index
        return self.mentions[before - 1].end + index - self.marks[before - 1] - 1

    def within(self, start: int, end: int) -> tuple[Mention, ...]:
        """The mentions whose characters lie in ``text[start:end]``."""
        return self.mentions[
            bisect_right(self.marks, start - 1) : bisect_right(self.marks, end - 1)
        ]


def mask(shadow: str, start: int, end: int, mentions: tuple[Mention, ...]) -> Masked:
    """Mask ``shadow[start:end]``; ``mentions`` are sorted, disjoint and inside it."""
    if not mentions:
        return Masked(shadow[start:end], start, (), ())
    parts: list[str] = []
    marks: list[int] = []
    length, here = 0, start
    for mention in mentions:
        parts += (shadow[here : mention.start], mention.kind)
        length += mention.start - here
        marks.append(length)
        length += 1
        here = mention.end
    parts.append(shadow[here:end])
    return Masked("".join(parts), start, mentions, tuple(marks))
