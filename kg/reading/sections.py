"""Sections of a report: what opens one, and what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.finders.dates import parse_iso
from kg.grammar.mentions import DATE, ORGANISATION, SUMMIT, Masked

if TYPE_CHECKING:
    from kg.reading.agenda import Agenda
    from kg.reading.reading import Reading

_INDENT = " \u3000"
#: What an item of a digest begins with, when it has no headline.
_SUBJECT = "【"
_ITEM = (_SUBJECT, DATE)
#: Sentences of a section that tell what it is about; characters of a headline at most.
_LEAD, HEADLINE = 3, 60


def opens_paragraph(reading: Reading, sentence: Masked) -> bool:
    """Whether the sentence is the first of its paragraph."""
    shadow, place = reading.document.shadow, sentence.start
    while place and shadow[place - 1] in _INDENT:
        place -= 1
    return shadow[place - 1 : place] == "\n"


def start_section(reading: Reading, sentence: Masked, *, opens: bool) -> None:
    """A headline opens a section; only its first sentences tell what it reports.

    So does in a digest a paragraph that begins with its subject in brackets or with a day.
    """
    text = sentence.text
    headline = text[-1] not in "。!?”" and len(text) < HEADLINE
    if headline or text.startswith(_SUBJECT):
        _note_body(reading.agenda, sentence)
    headline = headline or (reading.digest and opens and text.startswith(_ITEM))
    reading.lead = _LEAD if headline else reading.lead - 1
    if headline and reading.digest:
        reading.agenda.year = _year(reading, sentence)
        reading.agenda.day = sentence.mentions[0].value.start if text.startswith(DATE) else ""
        reading.agenda.turn_away()
        reading.agenda.focus = None


def _year(reading: Reading, sentence: Masked) -> int:
    """The year that an item of a digest begins with; else that of the report."""
    dated = sentence.text.startswith(DATE) and sentence.mentions[0].value.year
    return dated or parse_iso(reading.document.source.published).year


def _note_body(agenda: Agenda, sentence: Masked) -> None:
    """Whose 第二届领导人会议 is below a headline: of the only body that it names."""
    end = sentence.text.find("】") + 1 or len(sentence.text)
    marked = zip(sentence.mentions, sentence.marks, strict=True)
    named = [item for item, mark in marked if mark < end]
    bodies = {item.value.keys[0] for item in named if item.kind == ORGANISATION}
    for item in named:
        if item.kind == SUMMIT:
            bodies.update(item.value.organisations)
    if bodies:
        agenda.body = bodies.pop() if len(bodies) == 1 else ""
