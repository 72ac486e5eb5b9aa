"""The graph as N-Quads with one named graph per source document.

The name of a graph is the IRI of its document. In it stands

- what is said of the document itself;
- each fact with evidence from it: the fact node with its qualifiers and, if the fact stands,
  its direct triple; of the evidence only the passages from this document;
- types and names of the things that these facts mention.

So a fact told by three documents is in three graphs. Qualifiers and names are those of all
documents together, since the graph does not say who told which. What no fact mentions is in
the default graph. All graphs together are ``graph.ttl``, no triple more or less.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.model import STANDING
from kg.namespaces import CODE, OA, RDF, SM
from kg.writing.ntriples import read_triples

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

_HAS_EVIDENCE = f"{SM}hasEvidence"
_STANDING = frozenset(f"{CODE}{item}" for item in STANDING)

#: What is said of a subject: predicate to objects (terms of pyoxigraph).
_Said = dict[str, list[Any]]


def write_ntriples(path: Path) -> str:
    """The graph as sorted N-Triples, for bulk loaders and for comparing line by line."""
    return "".join(sorted({f"{triple} .\n" for triple in read_triples(path)}))


def write_nquads(path: Path) -> str:
    """The graph as sorted N-Quads; raises DataError for what is no Turtle."""
    triples = list(read_triples(path))
    said: dict[Any, _Said] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        said[triple.subject][triple.predicate.value].append(triple.object)
    homes, direct = _homes(said), _homes_of_direct_triples(said)
    lines: set[str] = set()
    for triple in triples:
        key = triple.object if triple.predicate.value == _HAS_EVIDENCE else triple.subject
        graphs, text = direct.get(triple) or homes.get(key), str(triple)
        lines.update(f"{text} {graph} .\n" for graph in graphs or ())
        if not graphs:
            lines.add(f"{text} .\n")
    return "".join(sorted(lines))


def _homes(said: Mapping[Any, _Said]) -> dict[Any, set[Any]]:
    """Node to the documents whose graphs tell of it."""
    homes: dict[Any, set[Any]] = defaultdict(set)
    for node, lines in said.items():
        if _HAS_EVIDENCE in lines:
            sources = _sources(lines, said)
            for term in (node, *_mentioned(lines)):
                homes[term] |= sources
        for source in lines.get(f"{OA}hasSource", ()):
            for term in (source, node, *lines.get(f"{OA}hasSelector", ())):
                homes[term].add(source)
        if f"{SM}SourceDocument" in _values(lines.get(f"{RDF}type", ())):
            homes[node].add(node)
    return homes


def _homes_of_direct_triples(said: Mapping[Any, _Said]) -> dict[Any, set[Any]]:
    """Direct triple to the documents that have it as actual or decided."""
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    homes: dict[Any, set[Any]] = defaultdict(set)
    parts = [f"{RDF}{name}" for name in ("subject", "predicate", "object")]
    for lines in said.values():
        if _HAS_EVIDENCE in lines and _STANDING & _values(lines[f"{SM}factuality"]):
            triple = ox.Triple(*(lines[part][0] for part in parts))
            homes[triple] |= _sources(lines, said)
    return homes


def _sources(fact: _Said, said: Mapping[Any, _Said]) -> set[Any]:
    evidence = (said[node] for node in fact[_HAS_EVIDENCE] if node in said)
    return {source for lines in evidence for source in lines.get(f"{OA}hasSource", ())}


def _mentioned(fact: _Said) -> Iterable[Any]:
    """Subject, object and qualifiers; what is no thing among them does no harm."""
    return (term for name, terms in fact.items() if name != _HAS_EVIDENCE for term in terms)


def _values(terms: Iterable[Any]) -> set[str]:
    return {term.value for term in terms}
