"""Meetings held by video: who attends one does so by video, and his seat is not its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.grammar.mentions import SUMMIT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from kg.grammar.mentions import Masked
    from kg.reading.reading import Finding, Reading

#: What a rule sets where the place is only that of somebody who attends.
SEAT = "seat"
_BY_VIDEO = ("mode", "by-video")


def note_online(reading: Reading, sentence: Masked) -> None:
    """Remember which meetings a sentence tells to be held by video (某峰会4日以视频方式举行)."""
    cues = reading.knowledge.rules.cues
    held = cues.online.search(sentence.text)
    for mention, mark in zip(sentence.mentions, sentence.marks, strict=True):
        if mention.kind == SUMMIT:
            after = held is not None and mark < held.start()
            if after or (not mention.value.generic and cues.virtual.search(mention.value.text)):
                meeting = reading.agenda.resolve(mention.value)
                if meeting:
                    meeting.online = True


def place_online(reading: Reading, found: Iterable[Finding]) -> Iterator[Finding]:
    """``found`` without the places of those who attend by video, with their mode."""
    online = {reading.meeting(item) for item in reading.agenda.meetings if item.online}
    for item in found:
        qualifiers = dict(item.qualifiers)
        if item.predicate == "attended" and item.object in online and "mode" not in qualifiers:
            yield item._replace(qualifiers=tuple(sorted((*item.qualifiers, _BY_VIDEO))))
        elif SEAT not in qualifiers or online.isdisjoint((item.subject, item.object)):
            yield item
