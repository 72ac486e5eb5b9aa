"""Meetings held by video: who attends one does so by video, and his seat is not its place."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.grammar.mentions import SUMMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.grammar.mentions import Masked, Mention
    from kg.reading.meetings import Meeting
    from kg.reading.reading import Finding, Reading

_BY_VIDEO = "by-video"
#: The meetings right before and after the words, one or several in a row (甲峰会和乙峰会).
_MEETINGS = f"(?P<meetings>{SUMMIT}(?:(?:[、和与及暨]|以及){SUMMIT})*)"
_AFTER = re.compile(f"的[^,;:。!?{SUMMIT}]{{0,16}}{_MEETINGS}")
_BEFORE = re.compile(f"{_MEETINGS}[^{SUMMIT}]*$")
#: Characters before the words in which a meeting is looked for.
_NEAR = 80


def note_online(reading: Reading, sentence: Masked) -> None:
    """Remember which meetings a sentence tells to be held by video (某峰会4日以视频方式举行)."""
    cues = reading.cues
    told = {
        mention.start
        for match in cues.online.finditer(sentence.text)
        for mention in _held_so(sentence, match)
    }
    for mention in sentence.mentions:
        if mention.kind == SUMMIT and (
            mention.start in told
            or (not mention.value.generic and cues.virtual.search(mention.value.text))
        ):
            meeting = reading.meant[mention.start]
            if meeting:
                meeting.online = True


def _held_so(sentence: Masked, match: re.Match[str]) -> tuple[Mention, ...]:
    """The meetings of which the words of ``match`` are told: the last ones before them.

    出席以视频方式举行的某峰会 tells it of the next one.
    """
    text, (start, end) = sentence.text, match.span()
    found = _AFTER.match(text, end) or _BEFORE.search(text, max(0, start - _NEAR), start)
    return sentence.within(*found.span("meetings")) if found else ()


def _online(reading: Reading) -> list[Meeting]:
    """The meetings held by video; where a series (系列峰会) is, so are all that go with it."""
    meetings = reading.agenda.meetings
    series = [item for item in meetings if item.online and any(map(_series, item.texts))]
    years = {item.year for item in series}
    return [
        item
        for item in meetings
        if item.online or (series and not item.relative and item.year in {0, *years})
    ]


def _series(name: str) -> bool:
    return "系列" in name


def place_online(reading: Reading, found: Iterable[Finding]) -> Iterator[Finding]:
    """``found`` without the places of those who attend by video, with their mode.

    Where one comes by video, another may sit at home as well: his seat tells no place.
    """
    online = {reading.meeting_key(item) for item in _online(reading)}
    found = list(found)
    seats = online | {str(item.object) for item in found if item.told("mode") == _BY_VIDEO}
    for item in found:
        if item.predicate == "attended" and item.object in online and not item.told("mode"):
            yield item.having(mode=_BY_VIDEO)
        elif not item.notes.seat or seats.isdisjoint((item.subject, item.object)):
            yield item
