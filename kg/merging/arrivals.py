"""Who came for a meeting, told long before the meeting began: that is a plan, not a presence.

甲会见前来出席峰会的乙 tells that 乙 is there. When that was told is known to each report, on which
day the meeting began often to another one only. So a statement of that kind bears the day of its
report; when what all reports tell of one fact is joined, it becomes a statement for each of
the two cases, and as soon as the first day of every meeting is known one of them goes.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from kg.model import STANDING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from kg.model import Statement

#: The qualifier of a statement that somebody has come, and the day on which that was told.
ARRIVED = "arrived"
#: Joined statements that stand if the meeting began up to that day, or later.
_BEGUN, _AHEAD = "begunBy", "aheadOf"
_PRIVATE = frozenset((ARRIVED, _BEGUN, _AHEAD))
#: Who has come for a meeting that begins within so many days is at it.
_WAITS = timedelta(days=7)
Pair = tuple[str, str]


def day_of_arrival(actual: Iterable[Statement]) -> str:
    """The last day on which it is told that somebody has come; "" if more than that is told."""
    days = [dict(item.qualifiers).get(ARRIVED, "") for item in actual]
    return max(days, default="") if all(days) else ""


def in_case(fact: Statement, day: str, *, ahead: bool) -> Statement:
    """The fact, to stand only if its meeting was far off on ``day`` (``ahead``), or only if not."""
    return fact._replace(qualifiers=(*fact.qualifiers, (_AHEAD if ahead else _BEGUN, day)))


def public(pairs: Iterable[Pair]) -> set[Pair]:
    """The qualifiers without those that only this module reads."""
    return {pair for pair in pairs if pair[0] not in _PRIVATE}


def first_days(facts: Iterable[Statement]) -> dict[str, str]:
    """Each meeting's first day, the earliest one where sources disagree."""
    days: dict[str, str] = {}
    for item in facts:
        told = item.predicate == "startDate" and item.factuality in STANDING
        if told and isinstance(item.object, Literal):
            days[item.subject] = min(item.object.value, days.get(item.subject, item.object.value))
    return days


def choose(fact: Statement, days: Mapping[str, str]) -> Iterator[Statement]:
    """The fact if its case is the one that is so, given the first day of each meeting."""
    case = next((pair for pair in fact.qualifiers if pair[0] in _PRIVATE), None)
    if case is None:
        yield fact
        return
    name, day = case
    if _far_off(days.get(str(fact.object), ""), day) == (name == _AHEAD):
        yield fact._replace(qualifiers=tuple(pair for pair in fact.qualifiers if pair != case))


def _far_off(first: str, day: str) -> bool:
    """Whether a meeting whose first day is ``first`` begins more than some days after ``day``.

    Both are ISO dates, ``first`` perhaps without its day, or "" if it is not known.
    """
    return first > (date.fromisoformat(day) + _WAITS).isoformat()
