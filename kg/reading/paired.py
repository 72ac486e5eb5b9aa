"""Two meetings of one body held together: 第3届和第4届某组织峰会; who is at one is at both."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import SUMMIT
from kg.reading.certainty import generic

if TYPE_CHECKING:
    from kg.grammar.mentions import Masked
    from kg.grammar.rule import Rule
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Reading
    from kg.reading.slots import Value

_BOTH = re.compile(f"{SUMMIT}(?:[和与及、暨]|以及)(?={SUMMIT})")
_PRESENT = "attended"


def note_pair(reading: Reading, sentence: Masked) -> None:
    """Remember two meetings of one body, one after the other, that a sentence names together."""
    for found in _BOTH.finditer(sentence.text):
        both = sentence.within(found.start(), found.end() + 1)
        one, two = (reading.meant[item.start] for item in both)
        if one and two and both[1].value.present and _next_to(one, two):
            one.twin, two.twin = two.number, one.number


def _next_to(one: Meeting, two: Meeting) -> bool:
    """Whether two meetings are of one series, one right after the other."""
    whose = ((item.organisation, item.series, item.variant) for item in (one, two))
    return len(set(whose)) == 1 and one.edition > 0 and two.edition == one.edition + 1


def with_twin(reading: Reading, rule: Rule, objects: list[Value]) -> list[Value]:
    """``objects``; with the other one of a pair, where the report says 会议 of both."""
    if rule.predicate != _PRESENT or len(objects) != 1:
        return objects
    (only,), key = objects, str(objects[0].key)
    if not key.startswith("summit:") or not (only.mention is None or generic(only)):
        return objects
    twin = reading.meeting_of(key).twin
    return objects if twin < 0 else [only, only._replace(key=f"summit:{twin}")]
