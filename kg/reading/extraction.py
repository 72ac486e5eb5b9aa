"""One document in, what it says out: a pure function of the text and the knowledge."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.finders.dates import parse_iso
from kg.grammar.mentions import COLLECTIVE, LEADER, ORGANISATION, PARTIES, Masked
from kg.model import Entity, Evidence, Extraction, Factuality, Literal, Statement
from kg.reading.agenda import Agenda
from kg.reading.attention import listen, turn_to
from kg.reading.conclusions import conclude
from kg.reading.implied import JOINED, last_body, last_two
from kg.reading.matching import read_rules
from kg.reading.memberships import SHOWN
from kg.reading.online import note_online
from kg.reading.reading import Finding, Reading, named_within, note_entities
from kg.reading.sections import HEADLINE
from kg.reading.sentences import read_sentences
from kg.reading.signatures import read_signatures
from kg.reading.slots import alone
from kg.reading.talks import note_talk
from kg.text.normalise import is_traditional

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.finders.groups import Party
    from kg.finders.meetings import Meeting
    from kg.grammar.mentions import Mention
    from kg.model import Document
    from kg.reading.knowledge import Knowledge

_LOCAL = ("summit:", "leader:", "document:", "speech:")
#: Passages of one fact in one document; the longest reports say something twenty times.
_MOST_PASSAGES = 500
#: How many fields of a finding are the fact itself, before its passage.
_FACT = Finding._fields.index("start")


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
        statements=frozenset(_statement(item, document) for item in _first_passages(findings)),
    )


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
    digest, comment = bool(cues.digest.search(title)), bool(cues.comment.search(title))
    opinion = bool(cues.opinion.search(title))
    told = Reading(knowledge, document, agenda, digest=digest, comment=comment, opinion=opinion)
    told.otherwise = is_traditional(document.text)
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


# -- records ----------------------------------------------------------------------------------


def _first_passages(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; of a fact that one text repeats without end only the first passages."""
    if len(findings) <= _MOST_PASSAGES:
        yield from findings
        return
    told: Counter[tuple[object, ...]] = Counter()
    for item in findings:
        told[item[:_FACT]] += 1
        if told[item[:_FACT]] <= _MOST_PASSAGES:
            yield item


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
            yield Entity(key, known[key].cls, named_within(reading, key))
    common = {key for key in reading.names if key.startswith("initiative:")} - reading.proper
    for key in reading.names.keys() - (common - used):  # 基地, 联盟, of which nothing is said
        names = reading.names[key]
        attributes = tuple(("home", home) for home, _ in sorted(reading.homes.get(key, {}).items()))
        if key.startswith("leader:"):
            attributes += (("told", document.source.published[:4]),)
        if key in reading.strangers:
            attributes += (("stranger", "yes"),)
        yield Entity(
            _scoped(key, scope),
            reading.classes[key],
            tuple(name for name in names if name),
            "",
            attributes,
        )
    for meeting in reading.agenda.meetings:
        if not meeting.event:
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
        "day": meeting.day,
        "told": parse_iso(document.source.published).year,
    }
    pairs = tuple((name, str(value)) for name, value in attributes.items() if value)
    return Entity(f"summit:{scope}:{meeting.number}", "Summit", tuple(meeting.names), "", pairs)
