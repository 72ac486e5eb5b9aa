"""All that the graph says of one node, as triples and as records made from these very triples."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.asking.worker import used_prefixes
from kg.model import DataError, Entity, Source
from kg.namespaces import ID, OA, RDF, RDFS, SKOS, SM
from kg.serve.selections import chunks, select, term
from kg.triples import TurtleFile
from kg.writing.load import read_fact, read_graph
from kg.writing.portraits import hang

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from kg.ontology import Ontology
    from kg.serve.selections import Ask, Selection, Window
    from kg.writing.portraits import Fact, Gallery, Passage

_EVIDENCE, _SEE_ALSO = f"{SM}hasEvidence", f"{RDFS}seeAlso"
#: Everything that nodes have of their own; ``but`` are properties that come another way.
_OWN = "CONSTRUCT {{ ?s ?p ?o }} {{ VALUES ?s {{ {nodes} }} ?s ?p ?o {but} }}"
_NAMES = """
CONSTRUCT {{ ?s a ?class ; rdfs:label ?label }} {{
  VALUES ?s {{ {nodes} }} ?s a ?class . OPTIONAL {{ ?s rdfs:label ?label }}
}}
"""
#: The direct triples of those facts that stand.
_DIRECT = """
CONSTRUCT {{ ?s ?p ?o }} {{
  VALUES ?fact {{ {nodes} }} ?fact rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o . ?s ?p ?o
}}
"""
_NAMING = frozenset((f"{RDF}type", f"{RDFS}label", f"{SKOS}altLabel"))


class Told(NamedTuple):
    """A fact by its key, with as many of its ``passages`` as the page has room for."""

    key: str
    fact: Fact
    passages: int

    def places(self) -> list[tuple[Passage, list[str]]]:
        """The passages, oldest document first, each with the rules that read the fact there."""
        ordered = sorted(self.fact.evidence, key=_place)
        return [(same[0], [item.rule for item in same]) for same in _grouped(ordered)]


class Value(NamedTuple):
    """A value that is no fact: the key of a thing, or an IRI of others, or neither; its text."""

    key: str
    iri: str
    text: str


@dataclass(frozen=True, slots=True)
class Description:
    """A node by its key: the triples, what they say, and notes on where there is more."""

    key: str
    selection: Selection
    triples: frozenset[Any]
    notes: frozenset[Any]
    file: TurtleFile
    gallery: Gallery

    @property
    def entity(self) -> Entity:
        """The thing; without class or names if the graph tells none."""
        return self.gallery.entities.get(self.key, Entity(self.key, ""))

    @property
    def source(self) -> Source:
        """The document; without a path if it is none."""
        name = self.key.removeprefix("source/")
        return self.gallery.sources.get(name, Source(name, ""))

    def told(self) -> tuple[Told, ...]:
        """The facts of the page, in order."""
        return tuple(
            Told(_key(iri), self._fact(iri), self.selection.passages.get(iri, 0))
            for iri in self.selection.facts
        )

    def _fact(self, iri: str) -> Fact:
        return self.gallery.fact(read_fact(self.file, iri))

    def others(self) -> dict[str, tuple[Value, ...]]:
        """What is known besides names and facts, by property: codes, places, other vocabularies."""
        iri = ID + self.key
        properties = set(self.file.predicates(iri)) - _NAMING - set(self.selection.counts)
        return {
            prop: tuple(map(_value, self.file.terms(iri, prop)))
            for prop in sorted(properties)
            if prop != _EVIDENCE
        }


def describe(
    ask: Ask, key: str, window: Window, ontology: Ontology, data: str
) -> Description | None:
    """What the graph says of a node; None if it says nothing, or nothing on this page.

    ``data`` is where the RDF of our nodes is to be had: a fact of which not all passages are
    told says there (``rdfs:seeAlso``) where the others are. Raises QueryError and DataError.
    """
    carriers = [prop.iri for prop in ontology.fact_properties()]
    own = _fetch(ask, _OWN, [ID + key], (*carriers, _EVIDENCE))
    selection = select(ask, key, window) if own else None
    if selection is None or not selection.exists:
        return None
    facts = _fetch(ask, _OWN, selection.facts, (_EVIDENCE,))
    triples = own | facts | _fetch(ask, _DIRECT, selection.facts)
    triples |= _triples((fact, _EVIDENCE, node) for fact, node in selection.evidence)
    passages = _fetch(ask, _OWN, [evidence for _, evidence in selection.evidence])
    triples |= passages | _fetch(ask, _OWN, _things(passages))
    triples |= _fetch(ask, _NAMES, _things(own | facts))
    file = TurtleFile(write_graph(triples, "ttl", {}))
    notes = _triples(_elsewhere(selection, file, data))
    gallery = _hang(file, ontology)
    return Description(key, selection, frozenset(triples), frozenset(notes), file, gallery)


def _hang(file: TurtleFile, ontology: Ontology) -> Gallery:
    try:
        return hang(read_graph(file, ontology))
    except ValueError as error:  # a graph that no build of ours wrote
        raise DataError("the graph", f"a fact is not as it should be: {error}") from error


def _fetch(ask: Ask, query: str, nodes: Iterable[str], but: Collection[str] = ()) -> set[Any]:
    """The triples that a query builds about some nodes."""
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    rest = f"FILTER (?p NOT IN ({', '.join(map(term, but))}))" if but else ""
    queries = (query.format(nodes=part, but=rest) for part in chunks(nodes))
    bodies = (ask(text, graph="nt").body for text in queries)
    parsed = (ox.parse(input=body, format=ox.RdfFormat.N_TRIPLES) for body in bodies)
    return {quad.triple for quads in parsed for quad in quads}


def _triples(links: Iterable[tuple[str, str, str]]) -> set[Any]:
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    return {ox.Triple(*map(ox.NamedNode, link)) for link in links}


def _elsewhere(selection: Selection, file: TurtleFile, data: str) -> Iterator[tuple[str, str, str]]:
    """From facts of which not all passages are told to where the others are."""
    places = {(fact, file.value(node, f"{OA}hasSelector")) for fact, node in selection.evidence}
    told = Counter(fact for fact, _ in places)
    for fact, number in selection.passages.items():
        if told[fact] < number:
            yield fact, _SEE_ALSO, data.format(key=_key(fact))


def _things(triples: Iterable[Any]) -> list[str]:
    """The nodes of ours that some triples lead to, without those they start from."""
    pairs = [(item.subject.value, getattr(item.object, "value", "")) for item in triples]
    starts = {start for start, _ in pairs}
    return sorted({end for _, end in pairs if end.startswith(ID)} - starts)


def _place(passage: Passage) -> tuple[str, str, int, int]:
    return passage.source.published, passage.source.id, passage.start, passage.end


def _grouped(passages: Iterable[Passage]) -> Iterator[list[Passage]]:
    return (list(same) for _, same in groupby(passages, key=_place))


def _value(item: Any) -> Value:
    text = str(item.value)
    if getattr(item, "datatype", None) is not None:
        return Value("", "", text)
    return Value(_key(text), "", text) if text.startswith(ID) else Value("", text, text)


def _key(iri: str) -> str:
    return iri.removeprefix(ID)


def write_graph(triples: Iterable[Any], form: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples as Turtle, N-Triples, RDF/XML or JSON-LD; the same bytes for the same triples."""
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    ordered = sorted(triples, key=str)
    used = used_prefixes(prefixes, ordered)
    return ox.serialize(ordered, format=ox.RdfFormat.from_extension(form), prefixes=used) or b""


def further(selection: Selection) -> Iterator[tuple[str, int]]:
    """The pages beside this one: ("prev", 1), ("next", 3)."""
    page = selection.window.page
    if page > 1:
        yield "prev", page - 1
    if page < selection.pages:
        yield "next", page + 1
