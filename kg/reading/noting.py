"""What the sentences of a report name, remembered as the report writes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.grammar.mentions import (
    CITY,
    COUNTRY,
    DOCUMENT,
    INITIATIVE,
    LEADER,
    ORGANISATION,
    PARTIES,
    PROJECT,
    Masked,
    Mention,
)
from kg.reading.reading import Reading, bare, initiative_key, place_key

if TYPE_CHECKING:
    from collections.abc import Iterable


def note_entities(reading: Reading, sentence: Masked) -> None:
    """Remember every named thing that a sentence mentions."""
    for mention in sentence.mentions:
        if mention.kind == PARTIES:
            for party in mention.value:
                _note(reading, party.mention)
        else:
            _note(reading, mention)


def _note(reading: Reading, mention: Mention) -> None:
    if mention.kind == LEADER:
        _note_leader(reading, mention)
        return
    text = reading.written(mention.start, mention.end)
    if mention.kind == DOCUMENT:
        title = mention.value
        key = reading.note(f"document:{title.text}", title.cls, bare(text))
        for inner in title.inner:
            reading.note(f"document:{inner.text}", inner.cls, inner.text)
    elif mention.kind in (INITIATIVE, PROJECT):
        initiative_key(reading, mention, text)
    elif mention.kind in (COUNTRY, CITY, ORGANISATION):
        key = place_key(mention)
        name = text if len(text) > 1 else ""  # 中 of 中俄蒙三国 is no name
        reading.note(key, reading.knowledge.gazetteer.entities[key].cls, name)


def _note_leader(reading: Reading, mention: Mention) -> None:
    person = mention.value
    if reading.otherwise:
        reading.spelled[person.name] = reading.spell(person.name, *mention[:2])
    reading.note_person(person)
    for key in person.represents:
        known = reading.knowledge.gazetteer.entities[key]
        reading.note(key, known.cls, _in_title(reading, mention, known.names))
    if person.instead:
        _note(reading, person.instead)


def _in_title(reading: Reading, mention: Mention, names: Iterable[str]) -> str:
    """How the report calls the state or body with which a title begins; "" if by one character."""
    shadow, start = reading.document.shadow, mention.start
    told = [name for name in names if len(name) > 1 and shadow.startswith(name, start)]
    if not told:
        return ""
    longest = max(told, key=len)
    return reading.spell(longest, start, start + len(longest))
