"""One rule: what a way of saying one relation looks like, and what it says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from kg.model import Factuality

if TYPE_CHECKING:
    import re

    from kg.grammar.patterns import Pattern


#: Slots that a report fills without a word of the match (see ``kg.reading.slots``).
IMPLIED = frozenset(
    "@" + name
    for name in (
        *("session", "ours", "sitting", "only", "held", "organisation", "body", "counted"),
        *("its", "joined", "two", "chair", "home", "dateline", "here", "before", "actor"),
        *("delegate", "me", "us", "text", "proposal", "founded"),
    )
)
#: Slots that mean something beside ``subject`` and ``object``: who acts, if not two of a talk; the
#: meeting that goes on; its place; what names no other meeting; and those that qualify the fact.
NAMED = frozenset(("who", "session", "venue", "it", "term", "atSummit", "organisation"))
#: Qualifiers that a rule may set, and what it may note (see ``kg.reading.reading.Notes``).
SETS = frozenset(("capacity", "mode", "role"))
NOTES = frozenset(("arrived", "by_year", "later", "led", "seat"))


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence of a rule file and the facts it must yield (none for a counter-example)."""

    text: str
    gives: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """One way of saying one relation.

    ``subject`` and ``object`` are slots of the pattern or implied ones (see ``kg.reading.slots``);
    an implied one gives way to a slot of that name (``{object:…}``) if a match fills it. Where
    there are ``choices``, the last of their words in a match tells the predicate.
    Words that forbid a match: ``reject`` in it or just before it, ``inside`` in it only,
    ``without`` anywhere in the sentence, ``after`` in the next few characters of the clause; of
    ``needs`` the sentence must have one. Between an ``outer`` verb and its object nobody else
    acts; what is done ``here`` is qualified by the meeting that goes on. What follows a
    ``closed`` match is not 的 (出席峰会的贵宾 speaks of the guests). Who is ``heard`` is there
    only if no one else is quoting; only ``heads`` of the states whose leaders meet may be sure
    to be; who is ``met`` is one of the two of the last talk. The meeting of a ``named`` match is
    told by its name (会晤 alone may be any talk between two).
    ``if_planned`` is what the fact is where cue words, or an invitation, say that it is planned;
    ``usual`` is what it is where they say nothing. ``fixed`` are qualifiers that every match gets,
    ``notes`` what it tells later stages.
    """

    name: str
    predicate: str
    pattern: Pattern
    subject: str = "subject"
    object: str = "object"
    reject: tuple[str, ...] = ()
    inside: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    closed: bool = False
    heard: bool = False
    heads: bool = False
    met: bool = False
    outer: bool = False
    here: bool = False
    named: bool = False
    if_planned: Factuality | None = None
    usual: Factuality = Factuality.ACTUAL
    fixed: tuple[tuple[str, str], ...] = ()
    notes: tuple[str, ...] = ()
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    yes: tuple[Example, ...] = field(default=(), compare=False)
    no: tuple[Example, ...] = field(default=(), compare=False)

    @property
    def predicates(self) -> tuple[str, ...]:
        """What a match may say."""
        return tuple(name for name, _ in self.choices)

    def as_told(self, match: re.Match[str]) -> Rule:
        """The rule as one match means it: with its predicate, and the slots that it fills."""
        if len(self.choices) == 1 and not self.pattern.maybe:
            return self
        return replace(
            self,
            predicate=self._predicate(match[0]),
            subject=self._slot("subject", self.subject, match),
            object=self._slot("object", self.object, match),
        )

    def _slot(self, name: str, usual: str, match: re.Match[str]) -> str:
        return name if name in self.pattern.maybe and match[name] else usual

    def _predicate(self, text: str) -> str:
        """The predicate whose word stands last in ``text``; the first one if none does."""
        ends = {name: max(map(text.rfind, words), default=-1) for name, words in self.choices}
        return max(ends, key=ends.__getitem__)
