"""The graph as JSON-LD 1.1: short keys, one object per node, in the order of the Turtle.

The context is made from the ontology alone, so it is the same for every graph of one version,
and it stands in the file: nothing is fetched to read it.
"""

from __future__ import annotations

import json
from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.namespaces import RDF, XSD
from kg.ontology import load_ontology
from kg.writing.ntriples import read_triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

    from kg.ontology import Ontology

_ID = {"@type": "@id"}
_BY_LANGUAGE = {"@container": "@language"}
#: Ranges in the ontology that are no things, and how values of such properties are written.
_RANGES: Mapping[str, Mapping[str, str]] = {
    "xsd:integer": {},
    "xsd:string": {},
    "xsd:date": {"@type": "xsd:date"},
    "xsd:anyURI": {"@type": "xsd:anyURI"},
    "rdfs:Literal": _BY_LANGUAGE,
    "rdf:langString": _BY_LANGUAGE,
}
#: What the graph uses of RDF itself. An object may be a thing or a value: each says which.
_BASICS: Mapping[str, Mapping[str, str]] = {
    "rdfs:label": _BY_LANGUAGE,
    "skos:altLabel": _BY_LANGUAGE,
    "rdf:subject": _ID,
    "rdf:predicate": {"@type": "@vocab"},
    "rdf:object": {},
}
#: Larger numbers are not exact in every JSON program.
_LARGEST = 2**53


def make_context(ontology: Ontology) -> dict[str, Any]:
    """The context: prefixes, classes and properties by their short names.

    A property that is called like a prefix keeps its own prefix: ``sm:organisation``.
    """
    prefixes = dict(sorted(ontology.prefixes.items()))
    curies = {prop.curie: _RANGES.get(prop.range, _ID) for prop in ontology.properties.values()}
    terms: dict[str, Any] = {name: f"sm:{name}" for name in sorted(ontology.classes)}
    for curie, coercion in sorted({**curies, **_BASICS}.items()):
        name = curie.partition(":")[2]
        terms[curie if name in prefixes else name] = {"@id": curie, **coercion}
    return {"@version": 1.1, **prefixes, "id": "@id", "type": "@type", **terms}


def write_jsonld(path: Path, ontology: Ontology | None = None) -> str:
    """The Turtle file at ``path`` as JSON-LD; raises DataError for what is no Turtle."""
    context = make_context(ontology or load_ontology())
    writer = _Writer.of(context)
    nodes: dict[str, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
    for triple in read_triples(path):
        nodes[triple.subject.value][triple.predicate.value].append(triple.object)
    graph = [writer.node(iri, lines) for iri, lines in nodes.items()]
    return json.dumps({"@context": context, "@graph": graph}, ensure_ascii=False, indent=2) + "\n"


@dataclass(frozen=True, slots=True)
class _Writer:
    """How terms are written under one context."""

    prefixes: tuple[tuple[str, str], ...]  # namespace and name, longest first
    terms: Mapping[str, tuple[str, Mapping[str, str]]]  # IRI to key and coercion

    @classmethod
    def of(cls, context: Mapping[str, Any]) -> _Writer:
        plain = {name: value for name, value in context.items() if isinstance(value, str)}
        spaces = {name: iri for name, iri in plain.items() if iri.endswith(("#", "/"))}
        terms = {}
        for key, value in context.items():
            coercion = value if isinstance(value, dict) else {"@id": plain.get(key, "")}
            prefix, _, local = coercion["@id"].partition(":")
            if prefix in spaces and key not in spaces:
                terms[spaces[prefix] + local] = key, coercion
        ordered = sorted(((iri, name) for name, iri in spaces.items()), key=lambda p: -len(p[0]))
        return cls(tuple(ordered), terms)

    def node(self, iri: str, lines: Mapping[str, Iterable[Any]]) -> dict[str, Any]:
        """One object: identity, types, then the properties by their names."""
        types = [self.word(term.value) for term in lines.get(f"{RDF}type", ())]
        pairs = (self.property(name, terms) for name, terms in lines.items())
        properties = dict(sorted(pair for found in pairs for pair in found.items()))
        return {"id": self.short(iri), **({"type": _one(types)} if types else {}), **properties}

    def property(self, iri: str, terms: Iterable[Any]) -> dict[str, Any]:
        """Key and value; a second key for what a language map cannot hold."""
        if iri == f"{RDF}type":
            return {}
        key, coercion = self.terms.get(iri, (self.short(iri), {}))
        if coercion.get("@container") != "@language":
            return {key: _one([self.value(term, coercion.get("@type", "")) for term in terms])}
        texts: dict[str, list[str]] = defaultdict(list)
        others = []
        for term in terms:
            if getattr(term, "language", None):
                texts[term.language].append(term.value)
            else:
                others.append(self.value(term, ""))
        found: dict[str, Any] = {iri: _one(others)} if others else {}
        if texts:
            found[key] = {language: _one(values) for language, values in sorted(texts.items())}
        return found

    def value(self, term: Any, coercion: str) -> Any:
        """A thing or a literal under a key of this coercion."""
        datatype = getattr(term, "datatype", None)
        if datatype is None:
            if coercion == "@vocab":
                return self.word(term.value)
            return self.short(term.value) if coercion == "@id" else {"id": self.short(term.value)}
        if term.language:
            return {"@value": term.value, "@language": term.language}
        name = self.short(datatype.value)
        if not coercion and datatype.value == f"{XSD}integer" and _is_plain(term.value):
            return int(term.value)
        if coercion == name or (not coercion and datatype.value == f"{XSD}string"):
            return term.value
        return {"@value": term.value, "@type": name}

    def word(self, iri: str) -> str:
        """The short name of a class or property, if the context has one."""
        return self.terms[iri][0] if iri in self.terms else self.short(iri)

    def short(self, iri: str) -> str:
        """``leader:xi-jinping`` for the full IRI, if there is a prefix for it."""
        for space, name in self.prefixes:
            if iri.startswith(space) and not iri.startswith("//", len(space)):
                return f"{name}:{iri[len(space) :]}"
        return iri


def _is_plain(text: str) -> bool:
    return text.removeprefix("-").isdecimal() and str(int(text)) == text and int(text) < _LARGEST


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values
