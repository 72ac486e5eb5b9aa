"""What a report was found to say, as records with keys local to it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from kg.model import Entity, Evidence, Extraction, Literal, Statement
from kg.reading.bodies import named_within
from kg.reading.reading import Finding, Reading

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from kg.model import Document
    from kg.reading.meetings import Meeting

_LOCAL = ("summit:", "leader:", "document:", "speech:")
#: Passages of one fact in one document; the longest reports say something twenty times.
_MOST_PASSAGES = 500
#: How many fields of a finding are the fact itself, before its passage.
_FACT = Finding._fields.index("start")


def record(reading: Reading, found: Sequence[Finding]) -> Extraction:
    """The findings of a report, with all that it names and the passages that tell it."""
    findings, document = [item for item in found if not _dangling(item)], reading.document
    scope = document.source.id
    return Extraction(
        sources=frozenset((document.source,)),
        entities=frozenset(_entities(reading, findings, scope, document)),
        statements=frozenset(_statement(item, document) for item in _first_passages(findings)),
    )


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


def _mentioned(item: Finding) -> Iterator[str]:
    """The keys of all that a finding speaks of, and some other values."""
    yield from (item.subject, str(item.object))
    yield from (value for _, value in item.qualifiers)


def _entities(
    reading: Reading, findings: list[Finding], scope: str, document: Document
) -> Iterator[Entity]:
    known = reading.knowledge.gazetteer.entities
    used = {part for item in findings for part in _mentioned(item)}
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
        "occasion": meeting.occasion,
        "city": meeting.city,
        "country": meeting.country,
        "relative": meeting.relative,
        "day": meeting.day,
        "told": document.source.published,
    }
    pairs = tuple((name, str(value)) for name, value in attributes.items() if value)
    return Entity(f"summit:{scope}:{meeting.number}", "Summit", tuple(meeting.names), "", pairs)
