"""What the sentences of a report name, remembered as the report writes it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from kg.finders.meeting_shapes import ORDINAL
from kg.finders.summit_names import is_first
from kg.grammar.mentions import (
    CITY,
    COUNTRY,
    DOCUMENT,
    INITIATIVE,
    LEADER,
    ORGANISATION,
    PARTIES,
    PROJECT,
    SUMMIT,
    Masked,
    Mention,
)
from kg.model import Factuality, Literal
from kg.reading.initiatives import bare, initiative_key
from kg.reading.reading import Finding, Reading, place_key

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.finders.meeting_names import SummitName
    from kg.reading.meetings import Meeting

#: So many characters before the other name of a meeting 会议 may stand.
_REACH = 24
#: Between 会议 and the other name of the same meeting, which ends its clause.
_IS, _THIS = re.compile(f"{SUMMIT}(?:也|正|就)?(?:是|即){SUMMIT}(?:[,;。]|$)"), ("", "this")
#: Meetings beside another one, whose ordinal they bear: 第二届…论坛圆桌峰会, 第二届峰会系列会议.
_PARTS_OF = re.compile("(?:峰会|会[议晤]|论坛)系列")
#: So is one held on an anniversary, if it tells which (首届某组织纪念峰会 counts for itself).
_KEPT = "anniversary"
_OF_ANOTHER = frozenset(("round-table", "plus", "dialogue", _KEPT))


def note_other_name(reading: Reading, sentence: Masked, name: SummitName, mark: int) -> None:
    """Remember how the meeting of the report is called, too: 会议是某公约第21次缔约方会议."""
    focus, text = reading.agenda.focus, sentence.text
    told = reading.agenda.topic and _IS.search(text, max(0, mark - _REACH), mark + 2)
    if not (focus and told and name.edition and name.series):
        return
    this = sentence.at(told.start()).value
    if this.generic and this.relative in _THIS and focus.edition in (0, name.edition):
        focus.also.add(name.text)
        focus.texts.add(name.text)


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
    named = person.name in reading.document.shadow[mention.start : mention.end]  # not 主席先生
    if reading.traditional and named:
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


def note_meeting(reading: Reading, meeting: Meeting, mention: Mention) -> None:
    """Remember how a meeting is called, and the facts that its name states by itself."""
    key, name = reading.meeting_key(meeting), mention.value
    elliptic = len(name.text) > mention.end - mention.start  # 第3届|和第4届某组织峰会
    written = name.text if elliptic else reading.written(mention.start, mention.end)
    if not name.generic or name.variant:  # 2011年的|峰会
        meeting.names[written] = None
    span = (mention.start, mention.end, "summits.name")
    facts: list[tuple[str, str | Literal]] = []
    if not (name.partners or meeting.partners):
        organisers = name.organisers or (meeting.organisation,)
        told = dict.fromkeys(filter(None, organisers))
        told |= dict.fromkeys(map(reading.knowledge.gazetteer.union_of, told))
        facts += (("organisedBy", organisation) for organisation in told)
    counted = is_first(name.text, reading.knowledge.meetings) or ORDINAL.search(name.text)
    apart = name.variant in _OF_ANOTHER and (name.variant != _KEPT or name.occasion)
    own = not (apart or _PARTS_OF.search(name.text))
    if name.edition and counted and own:
        facts.append(("edition", Literal(str(name.edition), "integer")))
    if name.year or (meeting.year and name.relative):
        facts.append(("year", Literal(str(name.year or meeting.year), "integer")))
    if name.city:
        facts.append(("heldIn", name.city))
    reading.findings += (
        Finding(key, predicate, value, Factuality.ACTUAL, (), *span) for predicate, value in facts
    )
    if name.country:
        reading.findings.append(Finding(name.country, "hosted", key, Factuality.ACTUAL, (), *span))
