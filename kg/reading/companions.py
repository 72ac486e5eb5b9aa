"""Who goes on to another meeting together: 五国领导人还出席了某对话会."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.meeting_shapes import NUMBER
from kg.model import Factuality
from kg.text.numerals import read_number

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.reading.reading import Finding, Reading

_SO_MANY = re.compile(f"(?P<number>{NUMBER})国")
_AT_HOME = frozenset(("member", "host"))


def go_on(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """The findings, with each who is meant where so many leaders attend another meeting."""
    for item in found:
        if item.predicate == "attended" and item.subject.startswith("@"):
            yield from _each(reading, item, found)
        else:
            yield item


def _each(reading: Reading, item: Finding, found: Iterable[Finding]) -> Iterator[Finding]:
    """Who attended the meeting told last before, if those are just so many."""
    number = _SO_MANY.search(reading.document.shadow, item.start, item.end)
    told = [other for other in found if _tells(other, item)]
    if number is None or not told:
        return
    last = max(told, key=lambda other: other.start).object
    people = {other.subject: other for other in told if other.object == last}
    if len(people) == read_number(number["number"]):
        for own in people.values():
            shared = item._replace(subject=own.subject, qualifiers=own.qualifiers, notes=own.notes)
            yield shared.having(role="member")


def _tells(other: Finding, item: Finding) -> bool:
    """Whether ``other`` tells, before ``item``, of a leader of a member at another meeting."""
    there = other.predicate == "attended" and other.factuality is Factuality.ACTUAL
    apart = other.object != item.object and other.end <= item.start
    person = other.subject.startswith("leader")
    return there and apart and person and other.told("role") in _AT_HOME
