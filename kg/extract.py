"""One document in, what it says out: a pure function of the text and the knowledge."""

from __future__ import annotations


from collections import Counter
from typing import TYPE_CHECKING

from kg.conclusions import conclude
from kg.dates import parse_iso
from kg.meetings import Agenda, Meeting
from kg.mentions import COLLECTIVE, LEADER, ORGANISATION, PARTIES, SUMMIT, Masked, Mention
from kg.model import Entity, Evidence, Extraction, Factuality, Literal, Statement
from kg.reading import Finding, Reading, note_entities, read_rules
from kg.sentences import read_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.knowledge import Knowledge
    from kg.model import Document

#: Sentences of a section that tell what it is about; characters of a headline at most.
_LEAD, _HEADLINE = 3, 60
_LOCAL = ("summit:", "leader:", "document:", "speech:")


def extract(document: Document, knowledge: Knowledge) -> Extraction:
    """Everything that ``document`` says, as records with keys local to it.

    Pure: the same document and knowledge give the same extraction; nothing is read from or
    written to anywhere else.
    """
    reading = read(document, knowledge)
    findings = [item for item in conclude(reading) if not _dangling(item)]
    scope = document.source.id
    return Extraction(
        sources=frozenset((document.source,)),
        entities=frozenset(_entities(reading, findings, scope, document)),
        statements=frozenset(_statement(item, document) for item in findings),
    )


def read(document: Document, knowledge: Knowledge) -> Reading:
    """Read ``document`` sentence by sentence; the reading keeps every rule's verdict."""
    reading = Reading(knowledge, document, Agenda(parse_iso(document.source.published).year))
    cues, title = knowledge.rules.cues, document.source.title or document.shadow[:_HEADLINE]
    reading.digest = any(word in title for word in cues.digest)
    sentences = list(read_sentences(document, knowledge))
    reading.agenda.implied = _implied(sentences, knowledge)
    for sentence in sentences:
        read_sentence(reading, sentence)
    return reading


def _implied(sentences: list[Masked], knowledge: Knowledge) -> str:
    """The organisation whose member states' leaders meet, where no meeting is named at first."""
    leaders = any(
        mention.kind == COLLECTIVE and mention.value.members
        for sentence in sentences
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
    _turn_to(reading, sentence)
    _listen(reading, sentence)
    read_rules(reading, sentence)


def _note_people(reading: Reading, sentence: Masked) -> None:
    for mention in sentence.mentions:
        parts = [party.mention for party in mention.value] if mention.kind == PARTIES else [mention]
        for part in parts:
            if part.kind == LEADER and part.value.represents:
                key = reading.person(part.value)
                qualifiers = (("capacity", part.value.title),)
                for actor in part.value.represents:
                    reading.findings.append(
                        Finding(key, "represents", actor, Factuality.ACTUAL, qualifiers, part.start, part.end, "people.title")
                    )


def _turn_to(reading: Reading, sentence: Masked) -> None:
    """Resolve the meetings that a sentence names, and see which one it is about."""
    cues, agenda, text = reading.knowledge.rules.cues, reading.agenda, sentence.text
    _start_section(reading, text)
    talk = any(word in text for word in cues.bilateral)
    if talk and not any(word in text for word in cues.sessional):
        agenda.turn_away()
        reading.lead = 0
    for mention, mark in zip(sentence.mentions, sentence.marks, strict=True):
        if mention.kind == SUMMIT:
            _turn_to_meeting(reading, sentence, mention, mark)


def _start_section(reading: Reading, text: str) -> None:
    """A headline opens a section; only its first sentences tell what it reports."""
    headline = text[-1] not in "。!?”" and len(text) < _HEADLINE
    reading.lead = _LEAD if headline else reading.lead - 1
    if headline and reading.digest:
        reading.agenda.turn_away()
        reading.agenda.focus = None


def _turn_to_meeting(reading: Reading, sentence: Masked, mention: Mention, mark: int) -> None:
    cues, agenda, text = reading.knowledge.rules.cues, reading.agenda, sentence.text
    name = mention.value
    if name.generic and not name.variant:
        if agenda.implied and agenda.focus is None and name.present:
            agenda.imply()
        return
    meeting = agenda.resolve(name)
    if meeting is None:
        return
    _note_name(reading, meeting, mention)
    around = text[max(0, mark - 4) : mark] + "|" + text[mark + 1 : mark + 5]
    background = meeting.relative or any(word in around for word in cues.background)
    if background or not (agenda.focus is None or (name.present and not name.decided)):
        return
    lead = reading.lead > 0
    if agenda.topic and not (lead or _attended(text, mark)):
        return
    planned = any(word in text for word in cues.planned)
    agenda.turn_to(meeting, topic=name.present and lead, live=name.present and lead and not planned)


def _attended(text: str, mark: int) -> bool:
    """Whether a leader attends the meeting at ``mark``: the report goes over to it."""
    before = text[max(0, mark - 24) : mark]
    return any(kind in before for kind in (LEADER, PARTIES, COLLECTIVE)) and "出席" in before


def _note_name(reading: Reading, meeting: Meeting, mention: Mention) -> None:
    """The facts that the name of a meeting states by itself."""
    key, name = reading.meeting(meeting), mention.value
    meeting.names[reading.written(mention.start, mention.end)] = None
    span = (mention.start, mention.end, "summits.name")
    facts: list[tuple[str, str | Literal]] = []
    if (name.organisation or meeting.organisation) and not name.partners:
        facts.append(("organisedBy", name.organisation or meeting.organisation))
    if name.edition and not name.variant:
        facts.append(("edition", Literal(str(name.edition), "integer")))
    if name.year or (meeting.year and name.relative):
        facts.append(("year", Literal(str(name.year or meeting.year), "integer")))
    if name.city:
        facts.append(("heldIn", name.city))
    reading.findings += (Finding(key, predicate, value, Factuality.ACTUAL, (), *span) for predicate, value in facts)
    if name.country:
        reading.findings.append(Finding(name.country, "hosted", key, Factuality.ACTUAL, (), *span))


def _listen(reading: Reading, sentence: Masked) -> None:
    """Remember who speaks: later clauses without a subject are theirs."""
    cues = reading.knowledge.rules.cues
    if sentence.text.strip() == LEADER:
        reading.actor = sentence.mentions[0]
        return
    for mention, mark in zip(sentence.mentions, sentence.marks, strict=True):
        after = sentence.text[mark + 1 : mark + 12]
        if mention.kind in (LEADER, COLLECTIVE) and any(word in after for word in cues.speech):
            reading.actor = mention


# -- records ----------------------------------------------------------------------------------


def _dangling(item: Finding) -> bool:
    return item.subject.startswith("@") or str(item.object).startswith("@")


def _scoped(key: str, scope: str) -> str:
    if key.startswith(_LOCAL):
        kind, _, name = key.partition(":")
        return f"{kind}:{scope}:{name}"
    return key


def _statement(item: Finding, document: Document) -> Statement:
    scope = document.source.id
    start, end = document.span(item.start, item.end)
    evidence = Evidence(scope, start, end, document.text[start:end], item.rule)
    obj = item.object if isinstance(item.object, Literal) else _scoped(item.object, scope)
    qualifiers = tuple((name, _scoped(value, scope)) for name, value in item.qualifiers)
    return Statement(
        _scoped(item.subject, scope), item.predicate, obj, item.factuality, qualifiers, (evidence,)
    )


def _entities(
    reading: Reading, findings: list[Finding], scope: str, document: Document
) -> Iterator[Entity]:
    known = reading.knowledge.gazetteer.entities
    used = {str(part) for item in findings for part in (item.subject, item.object)}
    for key in sorted(used - set(reading.names)):
        if key in known:
            yield Entity(key, known[key].cls)
    for key, names in reading.names.items():
        attributes = tuple(("home", home) for home, _ in sorted(reading.homes.get(key, {}).items()))
        if key.startswith("leader:"):
            attributes += (("told", document.source.published[:4]),)
        yield Entity(_scoped(key, scope), reading.classes[key], tuple(name for name in names if name), "", attributes)
    for meeting in reading.agenda.meetings:
        yield _summit(meeting, scope, document)


def _summit(meeting: Meeting, scope: str, document: Document) -> Entity:
    attributes: Mapping[str, str | int] = {
        "organisation": meeting.organisation,
        "series": meeting.series,
        "level": meeting.level,
        "variant": meeting.variant,
        "edition": meeting.edition,
        "year": meeting.year,
        "city": meeting.city,
        "country": meeting.country,
        "relative": meeting.relative,
        "told": parse_iso(document.source.published).year,
    }
    pairs = tuple((name, str(value)) for name, value in attributes.items() if value)
    return Entity(f"summit:{scope}:{meeting.number}", "Summit", tuple(meeting.names), "", pairs)


