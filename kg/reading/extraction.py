"""One document in, what it says out: a pure function of the text and the knowledge."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from kg.finders.moments import parse_iso
from kg.grammar.mentions import COLLECTIVE, LEADER, ORGANISATION, PARTIES, SUMMIT, Masked
from kg.model import Extraction, Factuality
from kg.reading.agenda import Agenda
from kg.reading.attention import turn_to
from kg.reading.conclusions import conclude
from kg.reading.implied import JOINED, last_body, last_two
from kg.reading.matching import read_rules
from kg.reading.memberships import SHOWN
from kg.reading.noting import note_entities
from kg.reading.online import note_online
from kg.reading.paired import note_pair
from kg.reading.reading import Finding, Reading
from kg.reading.records import record
from kg.reading.sections import HEADLINE
from kg.reading.sentences import read_sentences
from kg.reading.signatures import read_signatures
from kg.reading.talks import alone, listen, note_talk
from kg.text.normalise import is_traditional

if TYPE_CHECKING:
    from kg.finders.participants import Party
    from kg.finders.standing import Person
    from kg.grammar.mentions import Mention
    from kg.model import Document
    from kg.reading.knowledge import Knowledge

#: Between a body and who has its chair: 某组织轮值主席、甲国总统A, 担任某组织主席的甲国总统A.
_SEAT = re.compile(r"((?:轮值|执行)?主席)[、的]")


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """Everything that ``document`` says, as records with keys local to it.

    Pure: the same document and knowledge give the same extraction; nothing is read from or
    written to anywhere else.
    """
    reading = read(document, knowledge)
    return record(reading, conclude(reading))


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Read ``document`` sentence by sentence; the reading keeps every rule's verdict."""
    reading, sentences = begin(document, knowledge)
    for sentence in sentences:
        read_sentence(reading, sentence)
    read_signatures(reading, sentences)
    return reading


def begin(document: Document, knowledge: Knowledge) -> tuple[Reading, list[Masked]]:
    """A reading in which nothing is read yet, and the sentences to read, in order."""
    sentences = list(read_sentences(document, knowledge))
    agenda = Agenda(parse_iso(document.source.published).year)
    agenda.implied = _implied(sentences)
    title = document.source.title or document.shadow[:HEADLINE]
    cues = knowledge.rules.cues
    told = Reading(
        knowledge,
        document,
        agenda,
        digest=bool(cues.digest.search(title)),
        comment=bool(cues.comment.search(title)),
        opinion=bool(cues.opinion.search(title)),
        otherwise=is_traditional(document.text),
    )
    return told, sentences


def _implied(sentences: list[Masked]) -> str:
    """The organisation whose member states' leaders meet, where no meeting is named at first."""
    leaders = any(
        mention.kind == COLLECTIVE and mention.value.members
        for sentence in sentences
        if COLLECTIVE in sentence.text
        for mention in sentence.mentions
    )
    if not leaders:
        return ""
    counts = Counter(
        mention.value.keys[0]
        for sentence in sentences
        for mention in sentence.mentions
        if mention.kind == ORGANISATION
    )
    return counts.most_common(1)[0][0] if counts else ""


def read_sentence(reading: Reading, sentence: Masked) -> None:
    """Take one sentence into ``reading``."""
    note_entities(reading, sentence)
    _note_people(reading, sentence)
    turn_to(reading, sentence)
    listen(reading, sentence)
    note_talk(reading, sentence)
    note_online(reading, sentence)
    if SUMMIT in sentence.text:
        note_pair(reading, sentence)
    read_rules(reading, sentence)
    reading.body = last_body(sentence.mentions, reading.body, ())
    reading.joined = last_body(sentence.mentions, reading.joined, JOINED)
    reading.before = alone(sentence.mentions)
    reading.two = last_two(sentence.mentions, reading.two)


def _note_people(reading: Reading, sentence: Masked) -> None:
    for mention in sentence.mentions:
        if mention.kind == PARTIES:
            for party in mention.value:
                _note_states(reading, party.mention)
                _note_status(reading, party)
        else:
            _note_states(reading, mention)


def _note_states(reading: Reading, mention: Mention) -> None:
    """A title tells whom a person stands for."""
    if mention.kind != LEADER:
        return
    person = mention.value
    if person.represents:
        key = reading.person(person)
        title = reading.spell(person.title, *mention[:2])
        qualifiers = (("capacity", title),)
        for actor in person.represents:
            _note(reading, (key, "represents", actor), qualifiers, mention[:2], "people.title")
    if person.instead:
        _note_states(reading, person.instead)


def _note_status(reading: Reading, party: Party) -> None:
    """Who chairs a body (东盟轮值主席国…) is a member of it; a label may name its body, too."""
    label = party.chair or party.body
    predicate = SHOWN.get("member" if party.chair else party.role)
    if label is None or predicate is None or _denied(reading, label):
        return
    name = reading.written(label.value.start, label.value.end)
    body = reading.note(label.value.keys[0], "Organisation", name)
    first, last = sorted((label, party.mention))
    for state in party.person.represents if party.person else (party.actor,):
        if state.startswith("country"):
            rule = "groups.chair" if party.chair else "groups.label"
            _note(reading, (state, predicate, body), (), (first.start, last.end), rule)
    if party.chair and party.person:
        _note_seat(reading, party.person, body, (party.chair, party.mention))


def _note_seat(reading: Reading, person: Person, body: str, span: tuple[Mention, Mention]) -> None:
    """Who has the chair of a body stands for it, too."""
    label, mention = span
    seat = _SEAT.fullmatch(reading.document.shadow, label.end, mention.start)
    if seat:
        qualifiers = (("capacity", reading.spell(seat[1], seat.start(1), seat.end(1))),)
        told = label.start, mention.end
        _note(
            reading, (reading.person(person), "represents", body), qualifiers, told, "groups.seat"
        )


def _denied(reading: Reading, label: Mention) -> bool:
    """Whether a label says what somebody is not: 非北约成员国."""
    return reading.document.shadow[label.start - 1 : label.start] == "非"


def _note(
    reading: Reading,
    fact: tuple[str, str, str],
    qualifiers: tuple[tuple[str, str], ...],
    span: tuple[int, int],
    rule: str,
) -> None:
    found = Finding(*fact, Factuality.ACTUAL, qualifiers, *span, rule)
    reading.findings.append(found)
