"""``graph.ttl`` back to records: the way back of ``kg.writing.rdf``.

For what works on a finished graph (network, statistics) without reading the reports again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement
from kg.namespaces import CODE, ID, OA, RDF, RDFS, SKOS, SM, local_name
from kg.ontology import load_ontology
from kg.triples import TurtleFile
from kg.writing.described import SOURCE_FIELDS, find_things

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.ontology import Ontology

#: What every fact node has; anything else on it is a qualifier.
_STRUCTURE = {f"{RDF}{name}" for name in ("type", "subject", "predicate", "object")} | {
    f"{SM}{name}" for name in ("factuality", "hasEvidence")
}


def load_graph(path: Path, ontology: Ontology | None = None) -> Graph:
    """The graph in the Turtle file at ``path``, as ``kg.writing.rdf.write_turtle`` wrote it.

    Conflicts and what was left unresolved are not in the file. Raises DataError if it is no
    Turtle, and ValueError if it lacks what every graph of ours has.
    """
    return read_graph(TurtleFile(path), ontology or load_ontology())


def read_graph(file: TurtleFile, ontology: Ontology) -> Graph:
    """The records of Turtle that has been read, such as a part of a graph."""
    facts = (read_fact(file, iri) for iri in file.of_type(f"{SM}Fact"))
    return Graph(
        sources=tuple(sorted(_source(file, iri) for iri in file.of_type(f"{SM}SourceDocument"))),
        entities=tuple(sorted(_entities(file, ontology))),
        statements=tuple(sorted(facts, key=_order)),
    )


def _order(item: Statement) -> tuple[str, str, str, str]:
    return item.subject, item.predicate, str(item.object), item.factuality


def _source(file: TurtleFile, iri: str) -> Source:
    # The same text under two names is one node with two paths: the first one stands for both.
    fields = {
        name: min(file.values(iri, predicate), default="")
        for name, predicate in SOURCE_FIELDS.items()
    }
    return Source(id=_key(iri).removeprefix("source/"), **fields)


def _entities(file: TurtleFile, ontology: Ontology) -> Iterator[Entity]:
    for iri, cls in find_things(file, ontology).items():
        label = file.text(iri, f"{RDFS}label", "zh")
        others = sorted(file.values(iri, f"{SKOS}altLabel"))
        names = (label, *others) if label else tuple(others)
        english = file.text(iri, f"{RDFS}label", "en")
        yield Entity(_key(iri), cls, names, english)


def read_fact(file: TurtleFile, iri: str) -> Statement:
    """The fact with this IRI; raises ValueError for one that is not as ours are."""
    (target,) = file.terms(iri, f"{RDF}object")
    (factuality,) = file.values(iri, f"{SM}factuality")
    qualifiers = (
        (local_name(predicate), value.removeprefix(CODE).removeprefix(ID))
        for predicate in file.predicates(iri)
        if predicate not in _STRUCTURE
        for value in file.values(iri, predicate)
    )
    return Statement(
        _key(file.value(iri, f"{RDF}subject")),
        local_name(file.value(iri, f"{RDF}predicate")),
        _object(target),
        Factuality(factuality.removeprefix(CODE)),
        tuple(sorted(qualifiers)),
        tuple(sorted(_evidence(file, node) for node in file.values(iri, f"{SM}hasEvidence"))),
    )


def _evidence(file: TurtleFile, node: str) -> Evidence:
    selector = file.value(node, f"{OA}hasSelector")
    return Evidence(
        source=_key(file.value(node, f"{OA}hasSource")).removeprefix("source/"),
        start=int(file.value(selector, f"{OA}start")),
        end=int(file.value(selector, f"{OA}end")),
        quote=file.value(selector, f"{OA}exact"),
        rule=file.value(node, f"{SM}rule"),
    )


def _key(iri: str) -> str:
    return iri.removeprefix(ID)


def _object(term: Any) -> str | Literal:
    datatype = getattr(term, "datatype", None)
    return _key(term.value) if datatype is None else Literal(term.value, local_name(datatype.value))
