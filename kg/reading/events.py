"""Which meetings of a report are only events: a fair, a congress, a forum of some trade."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from kg.reading.reading import Finding, Reading

#: How many states or organisations take part in a meeting of their leaders.
_PARTIES = 2
_TAKES_PART = frozenset(("participatedIn", "hosted"))


def drop_events(reading: Reading, found: list[Finding]) -> list[Finding]:
    """The findings without those on events, which are marked as such.

    第三届海洋峰会 may be anything. It counts where two states or organisations take part or
    where it adopts a declaration, by what the whole report says; so do others of its series.
    """
    unsure = {reading.meeting_key(item) for item in reading.agenda.meetings if item.themed}
    if not unsure:
        return found
    sure = unsure & _of_leaders(reading, found)
    series = {reading.meeting_of(key).series for key in sure} - {""}
    events = {key for key in unsure - sure if reading.meeting_of(key).series not in series}
    for key in events:
        reading.meeting_of(key).event = True
    return [_elsewhere(item, events) for item in found if not _tells_of(item, events)]


def _of_leaders(reading: Reading, found: Sequence[Finding]) -> set[str]:
    parties: Mapping[str, set[str]] = defaultdict(set)
    adopting = set()
    for item in found:
        if item.predicate in _TAKES_PART:
            parties[str(item.object)].add(item.subject)
        elif item.predicate == "adopted" and reading.classes.get(str(item.object)) == "Declaration":
            adopting.add(item.subject)
    return adopting | {key for key, names in parties.items() if len(names) >= _PARTIES}


def _tells_of(item: Finding, events: set[str]) -> bool:
    return item.subject in events or item.object in events


def _elsewhere(item: Finding, events: set[str]) -> Finding:
    kept = tuple(pair for pair in item.qualifiers if pair[1] not in events)
    return item if len(kept) == len(item.qualifiers) else item._replace(qualifiers=kept)
