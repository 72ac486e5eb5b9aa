"""When a meeting was: what many reports tell of its days, as one beginning and one end.

A day in the midst of a meeting is told like its first (会议 27 日举行); a report that tells the
first and the last day together knows better. Beginnings that no such range explains contradict
each other: they stay, and are reported.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import TYPE_CHECKING

from kg.model import STANDING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from kg.model import Evidence, Statement

_START, _END = "startDate", "endDate"
#: The predicates that this is about.
DAYS = frozenset((_START, _END))


def settle_days(statements: Iterable[Statement]) -> list[Statement]:
    """The statements less the beginnings of a meeting that are days in its midst."""
    items = list(statements)
    days: dict[str, list[Statement]] = defaultdict(list)
    for item in items:
        if item.predicate in DAYS and item.factuality in STANDING:
            days[item.subject].append(item)
    dropped = {id(item) for told in days.values() for item in _midst(told)}
    return [item for item in items if id(item) not in dropped]


def _midst(told: Sequence[Statement]) -> Iterable[Statement]:
    """Those that tell no first or last day of the meeting, though they seem to."""
    starts = [item for item in told if item.predicate == _START]
    ends = [item for item in told if item.predicate == _END]
    ranges = [(_day(start), _day(end)) for start in starts for end in ends if _together(start, end)]
    kept = []
    for item in starts:
        if any(first < _day(item) <= last for first, last in ranges):
            yield item
        else:
            kept.append(item)
    yield from (end for end in ends if all(_day(end) <= _day(one) for one in kept))


def _together(one: Statement, other: Statement) -> bool:
    """Whether a passage tells both."""
    return not {*map(_passage, one.evidence)}.isdisjoint(map(_passage, other.evidence))


def _passage(evidence: Evidence) -> tuple[str, int, int]:
    return evidence.source, evidence.start, evidence.end


def _day(item: Statement) -> date:
    return date.fromisoformat(item.object.value) if isinstance(item.object, Literal) else date.min
