"""``graph.ttl`` back to records: the way back of ``kg.rdf``.

For what works on a finished graph (network, statistics) without reading the reports again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement
from kg.ontology import CODE, ID, SM, load_ontology
from kg.triples import RDF, TurtleFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from kg.ontology import Ontology

_DCTERMS = "http://purl.org/dc/terms/"
_OA = "http://www.w3.org/ns/oa#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_SKOS = "http://www.w3.org/2004/02/skos/core#"
#: Classes of nodes that are no things of the world.
_APPARATUS = ("Fact", "Evidence", "SourceDocument")
#: What every fact node has; anything else on it is a qualifier.
_STRUCTURE = {f"{RDF}{name}" for name in ("type", "subject", "predicate", "object")} | {
    f"{SM}{name}" for name in ("factuality", "hasEvidence")
}
_SOURCE_FIELDS = {
    "path": f"{SM}path",
    "title": f"{_DCTERMS}title",
    "published": f"{_DCTERMS}issued",
    "publisher": f"{_DCTERMS}publisher",
    "author": f"{_DCTERMS}creator",
    "url": "https://schema.org/url",
    "encoding": f"{SM}encoding",
    "sha256": f"{SM}sha256",
}


def load_graph(path: Path, ontology: Ontology | None = None) -> Graph:
    """The graph in the Turtle file at ``path``, as ``kg.rdf.write_turtle`` wrote it.

    Conflicts and what was left unresolved are not in the file. Raises DataError if it is no
    Turtle, and ValueError if it lacks what every graph of ours has.
    """
    file, ontology = TurtleFile(path), ontology or load_ontology()
    classes = {SM + name: cls.ancestors for name, cls in ontology.classes.items()}
    facts = (_fact(file, iri) for iri in file.of_type(f"{SM}Fact"))
    return Graph(
        sources=tuple(sorted(_source(file, iri) for iri in file.of_type(f"{SM}SourceDocument"))),
        entities=tuple(sorted(_entities(file, classes))),
        statements=tuple(sorted(facts, key=_order)),
    )


def _order(item: Statement) -> tuple[str, str, str, str]:
    return item.subject, item.predicate, str(item.object), item.factuality


def _source(file: TurtleFile, iri: str) -> Source:
    # The same text under two names is one node with two paths: the first one stands for both.
    fields = {
        name: min(file.values(iri, predicate), default="")
        for name, predicate in _SOURCE_FIELDS.items()
    }
    return Source(id=_key(iri).removeprefix("source/"), **fields)


def _entities(file: TurtleFile, classes: dict[str, tuple[str, ...]]) -> Iterator[Entity]:
    """Every typed thing once, with the most special of its classes."""
    depth = {iri: len(ancestors) for iri, ancestors in classes.items()}
    best: dict[str, str] = {}
    for cls, ancestors in classes.items():
        if not set(ancestors) & set(_APPARATUS):
            for iri in file.of_type(cls):
                if iri not in best or depth[cls] > depth[best[iri]]:
                    best[iri] = cls
    for iri, cls in best.items():
        label = file.text(iri, f"{_RDFS}label", "zh")
        others = sorted(file.values(iri, f"{_SKOS}altLabel"))
        names = (label, *others) if label else tuple(others)
        english = file.text(iri, f"{_RDFS}label", "en")
        yield Entity(_key(iri), cls.removeprefix(SM), names, english)


def _fact(file: TurtleFile, iri: str) -> Statement:
    (target,) = file.terms(iri, f"{RDF}object")
    (factuality,) = file.values(iri, f"{SM}factuality")
    qualifiers = (
        (_local(predicate), value.removeprefix(CODE).removeprefix(ID))
        for predicate in file.predicates(iri)
        if predicate not in _STRUCTURE
        for value in file.values(iri, predicate)
    )
    return Statement(
        _key(file.value(iri, f"{RDF}subject")),
        _local(file.value(iri, f"{RDF}predicate")),
        _object(target),
        Factuality(factuality.removeprefix(CODE)),
        tuple(sorted(qualifiers)),
        tuple(sorted(_evidence(file, node) for node in file.values(iri, f"{SM}hasEvidence"))),
    )


def _evidence(file: TurtleFile, node: str) -> Evidence:
    selector = file.value(node, f"{_OA}hasSelector")
    return Evidence(
        source=_key(file.value(node, f"{_OA}hasSource")).removeprefix("source/"),
        start=int(file.value(selector, f"{_OA}start")),
        end=int(file.value(selector, f"{_OA}end")),
        quote=file.value(selector, f"{_OA}exact"),
        rule=file.value(node, f"{SM}rule"),
    )


def _key(iri: str) -> str:
    return iri.removeprefix(ID)


def _object(term: Any) -> str | Literal:
    datatype = getattr(term, "datatype", None)
    return _key(term.value) if datatype is None else Literal(term.value, _local(datatype.value))


def _local(iri: str) -> str:
    return re.split("[/#]", iri)[-1]
