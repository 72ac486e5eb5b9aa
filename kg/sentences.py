"""From a document to sentences in which every mention is found: the reading order.

Names first (one pass of the automaton), then titled texts, people, meetings, initiatives and
dates, each seeing what the ones before found; last the lists of participants.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, TypeVar

from kg.dates import Moment, find_dates, parse_iso
from kg.groups import fold_groups
from kg.initiatives import find_initiatives
from kg.lexicon import Hit
from kg.mentions import (
    INITIATIVE,
    LEADER,
    OFFICE,
    ORGANISATION,
    SERIES,
    SUMMIT,
    Masked,
    Mention,
    mask,
)
from kg.people import find_people
from kg.summits import find_summits
from kg.titles import find_titles

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from kg.knowledge import Knowledge
    from kg.model import Document

T = TypeVar("T", Mention, Hit)
_SENTENCE = re.compile(r"[^。!?\n]+[。!?]*[”’)]*")


def read_sentences(document: Document, knowledge: Knowledge) -> Iterator[Masked]:
    """The sentences of a document that mention anything, masked, in order."""
    shadow = document.shadow
    found = _find_names(shadow, knowledge)
    published = parse_iso(document.source.published)
    index = 0
    for match in _SENTENCE.finditer(shadow):
        start, end = match.span()
        first = index
        while index < len(found) and found[index].start < end:
            index += 1
        mentions = found[first:index]
        sentence = _read_sentence(shadow, (start, end), mentions, published, knowledge)
        if sentence.mentions:
            yield sentence


def _read_sentence(
    shadow: str,
    span: tuple[int, int],
    names: Sequence[Mention],
    published: Moment,
    knowledge: Knowledge,
) -> Masked:
    """One sentence with all its mentions; ``names`` are those already found in it."""
    draft = mask(shadow, *span, tuple(names))
    summits = find_summits(draft, shadow, knowledge.meetings)
    mentions = _add(summits, names) if summits else list(names)
    mentions = _absorb(mentions, find_initiatives(shadow, *span, knowledge.initiatives))
    mentions = _fill(mentions, find_dates(shadow, *span, published))
    mentions = [mention for mention in mentions if mention.kind not in (OFFICE, SERIES)]
    return mask(shadow, *span, fold_groups(mask(shadow, *span, tuple(mentions)), knowledge.groups))


def _find_names(shadow: str, knowledge: Knowledge) -> list[Mention]:
    """Known names, titled texts and people of the whole text, sorted and disjoint."""
    titles = find_titles(shadow, knowledge.titles)
    hits = _outside(knowledge.lexicon.find(shadow), titles)
    people = find_people(shadow, hits, knowledge.names)
    names = [Mention(hit.start, hit.end, hit.kind, hit) for hit in hits if hit.kind != LEADER]
    rest = _outside(names, people)
    return sorted((*titles, *_outside(people, titles), *rest), key=lambda item: item.start)


def _outside(items: Sequence[T], taken: Sequence[Mention]) -> list[T]:
    """The items that overlap none of ``taken``; both sorted by start."""
    kept: list[T] = []
    index = 0
    for item in items:
        while index < len(taken) and taken[index].end <= item.start:
            index += 1
        if index == len(taken) or taken[index].start >= item.end:
            kept.append(item)
    return kept


def _add(longer: Sequence[Mention], shorter: Sequence[Mention]) -> list[Mention]:
    """All of ``longer``, and of ``shorter`` what they leave free."""
    return sorted((*longer, *_outside(shorter, longer)), key=lambda item: item.start)


def _absorb(mentions: list[Mention], found: Iterable[Mention]) -> list[Mention]:
    """Add names that may hold other names, but never cut one."""
    for item in found:
        inside = [other for other in mentions if other.start < item.end and item.start < other.end]
        if all(
            item.start <= other.start
            and other.end <= item.end
            and _may_hold(other)
            and not (other.kind == ORGANISATION and other.end == item.end)
            for other in inside
        ):
            mentions = sorted(
                (*(other for other in mentions if other not in inside), item),
                key=lambda mention: mention.start,
            )
    return mentions


def _may_hold(mention: Mention) -> bool:
    return mention.kind not in (LEADER, INITIATIVE, SUMMIT)


def _fill(mentions: list[Mention], found: Iterable[Mention]) -> list[Mention]:
    free = _outside(list(found), mentions)
    return sorted((*mentions, *free), key=lambda item: item.start) if free else mentions
