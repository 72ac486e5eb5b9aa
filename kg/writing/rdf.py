"""The settled graph as Turtle: ``graph.ttl`` and ``background.ttl``.

Two layers in one file. Direct triples serve short queries; each has a fact node with its
qualifiers and evidence. A statement that is neither actual nor decided has the fact node only.
No blank nodes, no time stamps, every line sorted: the same graph gives the same bytes.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from kg.model import STANDING
from kg.writing.turtle import (
    Blocks,
    Terms,
    digest,
    join_blocks,
    quote,
    render_blocks,
    render_prefixes,
    render_section,
)

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

    from kg.model import Entity, Evidence, Graph, Source, Statement
    from kg.ontology import Ontology


# What the gazetteer knows of a thing, by class and attribute: a property with the kind of thing
# it leads to, or a whole line. Capitals and the countries of leaders are missing on purpose:
# these are facts, and a fact stands only where a document states it.
_REFERENCES = {
    ("City", "country"): ("sm:locatedIn", "country"),
    ("Organisation", "parent"): ("org:subOrganizationOf", "organisation"),
}
_CODES = {
    ("City", "geonames"): "skos:exactMatch <https://sws.geonames.org/{}/>",
    ("Country", "geonames"): "skos:exactMatch <https://sws.geonames.org/{}/>",
    ("Country", "iso2"): 'skos:notation "{}"',
    ("Country", "iso3"): 'skos:notation "{}"',
}
_CODE_VALUE = re.compile(r"[A-Za-z0-9-]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


#: Of each section of the file: subject to the text of its block.
Sections = dict[str, dict[str, str]]
_SOURCES, _THINGS, _FACTS, _EVIDENCE, _PASSAGES = (
    "Source documents",
    "Things and what the documents say of them",
    "Facts",
    "Evidence",
    "Passages",
)


def write_turtle(graph: Graph, ontology: Ontology) -> str:
    """Return ``graph.ttl``: what the documents say, with evidence.

    Raises ``ValueError`` for a key no IRI can be made of, and for a class or a predicate
    that the ontology does not have.
    """
    return write_file(write_sections(graph, ontology), graph.entities, ontology)


def write_sections(graph: Graph, ontology: Ontology) -> Sections:
    """Return the blocks of ``graph.ttl``, or of what a share of the graph gives to it.

    Raises ``ValueError`` as ``write_turtle`` does.
    """
    terms = Terms(ontology)
    blocks: dict[str, Blocks] = {
        _SOURCES: _source_blocks(graph.sources, terms),
        **{title: defaultdict(set) for title in (_THINGS, _FACTS, _EVIDENCE, _PASSAGES)},
    }
    for entity in graph.entities:
        blocks[_THINGS][terms.key(entity.key)].update(_describe(entity, terms))
    for statement in graph.statements:
        fact = terms.fact_name(statement)
        lines = blocks[_FACTS][f"fact:{fact}"]
        lines |= _statement_lines(statement, terms, blocks[_THINGS])
        for passage in statement.evidence:
            node = _evidence_term(fact, passage)
            lines.add(f"sm:hasEvidence {node}")
            _add_evidence(passage, node, terms, blocks[_EVIDENCE], blocks[_PASSAGES])
    return {title: render_blocks(found) for title, found in blocks.items()}


def join_sections(shares: Sequence[Sections]) -> Sections:
    """Return the sections of all ``shares``, at least one."""
    return {title: join_blocks(share[title] for share in shares) for title in shares[0]}


def write_file(sections: Sections, entities: Iterable[Entity], ontology: Ontology) -> str:
    """Return the Turtle file that has these ``sections``; ``entities`` come by their classes."""
    terms = Terms(ontology)
    classes = {terms.key(entity.key): entity.cls for entity in entities}
    things = sorted(sections[_THINGS], key=lambda term: (classes.get(term, ""), term))
    return render_prefixes(ontology.prefixes) + "".join(
        render_section(title, blocks, things if title == _THINGS else None)
        for title, blocks in sections.items()
    )


def write_background(
    graph: Graph, entities: Iterable[Entity], ontology: Ontology, appendix: Iterable[str] = ()
) -> str:
    """Return ``background.ttl``: what only the gazetteer knows of the things in the graph.

    ``entities`` come from the gazetteer; those that neither occur in the graph nor are the
    country or parent of one that does are passed over, so the whole gazetteer may be given.
    ``appendix`` holds Turtle texts to append (the ontology, its alignment), so that the file
    brings the terms it uses along.
    """
    terms = Terms(ontology)
    seen = {entity.key: entity for entity in graph.entities}
    blocks: Blocks = defaultdict(set)
    for entity in _neighbourhood(seen, {entity.key: entity for entity in entities}):
        block = blocks[terms.key(entity.key)]
        block |= _describe(_as_labelled(entity, seen.get(entity.key)), terms)
        block |= _background_lines(entity, terms)
    return (
        render_prefixes(ontology.prefixes)
        + render_section("What only the gazetteer knows", render_blocks(blocks))
        + "".join(f"\n{text}" for text in appendix)
    )


def _neighbourhood(seen: Container[str], known: Mapping[str, Entity]) -> Iterator[Entity]:
    """Yield the known things that were seen, and those that they refer to, once each."""
    todo = [key for key in known if key in seen]
    done: set[str] = set()
    while todo:
        key = todo.pop()
        if key in known and key not in done:
            done.add(key)
            yield known[key]
            todo += [target for _, target in _references(known[key])]


def _references(entity: Entity) -> Iterator[tuple[str, str]]:
    for name, value in entity.attributes:
        if (entity.cls, name) in _REFERENCES:
            predicate, kind = _REFERENCES[entity.cls, name]
            yield predicate, f"{kind}/{value}"


def _background_lines(entity: Entity, terms: Terms) -> set[str]:
    codes = {
        _CODES[entity.cls, name].format(value)
        for name, value in entity.attributes
        if (entity.cls, name) in _CODES and _CODE_VALUE.fullmatch(value)
    }
    return codes | {f"{name} {terms.key(target)}" for name, target in _references(entity)}


def _as_labelled(entity: Entity, seen: Entity | None) -> Entity:
    """Keep the labels the graph has, so that both files together give one per language."""
    if seen is None or not seen.names:
        return entity
    return entity._replace(names=(seen.names[0], *entity.names), en=seen.en or entity.en)


def _source_blocks(sources: Iterable[Source], terms: Terms) -> Blocks:
    blocks: Blocks = defaultdict(set)
    for source in sources:
        dated = bool(_DATE.fullmatch(source.published))
        lines = {
            "dcterms:title": source.title and quote(source.title, "zh"),
            "dcterms:issued": source.published
            and quote(source.published) + ("^^xsd:date" if dated else ""),
            "dcterms:publisher": source.publisher and quote(source.publisher),
            "dcterms:creator": source.author and quote(source.author),
            "schema:url": source.url and f"{quote(source.url)}^^xsd:anyURI",
            "sm:path": source.path and quote(source.path),
            "sm:encoding": source.encoding and quote(source.encoding),
            "sm:sha256": source.sha256 and quote(source.sha256),
        }
        block = blocks[terms.key(f"source/{source.id}")]
        block |= {"a sm:SourceDocument", 'dcterms:language "zh"'}
        block |= {f"{predicate} {value}" for predicate, value in lines.items() if value}
    return blocks


def _describe(entity: Entity, terms: Terms) -> set[str]:
    """Types and names; the first name is the label."""
    lines = {terms.types(entity.cls)}
    if entity.names:
        label, *others = entity.names
        lines.add(f"rdfs:label {quote(label, 'zh')}")
        lines.update(f"skos:altLabel {quote(name, 'zh')}" for name in others if name != label)
    if entity.en:
        lines.add(f"rdfs:label {quote(entity.en, 'en')}")
    return lines


def _statement_lines(statement: Statement, terms: Terms, entities: Blocks) -> set[str]:
    """The lines of the fact node; if the fact stands, its direct triple goes to ``entities``."""
    prop = terms.property(statement.predicate)
    if not prop.fact_class:
        raise ValueError(f"the property {prop.name!r} carries no facts")
    subject, value = terms.key(statement.subject), terms.object(statement.object)
    if statement.factuality in STANDING:
        entities[subject].add(f"{prop.curie} {value}")
    return {
        terms.types(prop.fact_class),
        f"rdf:subject {subject}",
        f"rdf:predicate {prop.curie}",
        f"rdf:object {value}",
        f"sm:factuality code:{statement.factuality}",
        *(terms.qualifier(*qualifier) for qualifier in statement.qualifiers),
    }


def _evidence_term(fact: str, passage: Evidence) -> str:
    identity = f"{fact} {passage.source} {passage.start} {passage.end} {passage.rule}"
    return f"evidence:{digest(identity, 16)}"


def _add_evidence(
    passage: Evidence, node: str, terms: Terms, evidence: Blocks, selectors: Blocks
) -> None:
    """Write one passage for one fact; all facts from the same passage share its selector."""
    source = terms.key(f"source/{passage.source}")
    selector = f"selector:{passage.source}.{passage.start}-{passage.end}"
    evidence[node] |= {
        "a sm:Evidence",
        f"oa:hasSource {source}",
        f"oa:hasSelector {selector}",
        f"sm:rule {quote(passage.rule)}",
    }
    selectors[selector] |= {
        "a oa:TextPositionSelector, oa:TextQuoteSelector",
        f"oa:start {passage.start}",
        f"oa:end {passage.end}",
        f"oa:exact {quote(passage.quote)}",
    }
