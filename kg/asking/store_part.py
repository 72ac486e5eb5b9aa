"""The part of a store on the disk that a page shows; the store may be larger than memory.

Counting goes through all facts and remembers a number for each thing; after that only what the
page shows is read. A store holds ``graph.ttl`` and ``background.ttl`` in one graph: the names in
both are shown, things that only the background knows of are not.
"""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import replace
from typing import TYPE_CHECKING, Any, NamedTuple

from pyoxigraph import NamedNode, RdfFormat, serialize

from kg.asking.disk_store import complaint
from kg.model import DataError
from kg.namespaces import DCTERMS, ID, OA, RDF, SM
from kg.page.part import LIMITS, Limits, Part, choose, exceeds, fitting, told, whole_of
from kg.triples import TurtleFile
from kg.writing.described import thing_classes
from kg.writing.load import read_fact, read_graph

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
    from collections.abc import Set as AbstractSet

    from pyoxigraph import Store

    from kg.ontology import Ontology
    from kg.page.part import Whole

_TYPE, _SUBJECT, _OBJECT = (NamedNode(RDF + name) for name in ("type", "subject", "object"))
_EVIDENCE, _ISSUED = NamedNode(f"{SM}hasEvidence"), NamedNode(f"{DCTERMS}issued")
_SOURCE, _SELECTOR = NamedNode(f"{OA}hasSource"), NamedNode(f"{OA}hasSelector")

_ORG = "http://www.w3.org/ns/org#"
_PREFIXES = {"dcterms": DCTERMS, "oa": OA, "org": _ORG, "rdf": RDF, "sm": SM}
#: How many passages speak of each thing as subject, and whether those facts lead to a thing.
_SUBJECTS = """SELECT ?thing ?leads (COUNT(?passage) AS ?n) {
  ?fact rdf:subject ?thing ; rdf:object ?object ; sm:hasEvidence ?passage
  BIND(isIRI(?object) AS ?leads)
} GROUP BY ?thing ?leads"""
_OBJECTS = """SELECT ?thing (COUNT(?passage) AS ?n) {
  ?fact rdf:object ?thing ; sm:hasEvidence ?passage FILTER(isIRI(?thing))
} GROUP BY ?thing"""
_FACTS = "SELECT (COUNT(?fact) AS ?n) { ?fact a sm:Fact }"
#: Where the background leads from things of the graph.
_REFERRED = "SELECT DISTINCT ?thing { ?other sm:locatedIn|org:subOrganizationOf ?thing }"
#: The passages of a fact in the order of ``kg.page.part.first_passages``.
_FIRST = """SELECT ?passage {{
  {{ SELECT ?passage ?source ?start ?end ?rule (MIN(STR(?issued)) AS ?date) {{
    {fact} sm:hasEvidence ?passage .
    ?passage oa:hasSource ?source ; oa:hasSelector ?selector ; sm:rule ?rule .
    ?selector oa:start ?start ; oa:end ?end
    OPTIONAL {{ ?source dcterms:issued ?issued }}
  }} GROUP BY ?passage ?source ?start ?end ?rule }}
}} ORDER BY ?date ?source ?start ?end ?rule LIMIT {each}"""


def read_part(store: Store, ontology: Ontology, limits: Limits = LIMITS) -> Part:
    """What the page of a store shows; the same as of its ``graph.ttl``. Raises DataError."""
    try:
        _try(store)
        return _read_part(store, ontology, limits)
    except (OSError, RuntimeError) as error:
        raise DataError("", f"the store is damaged ({complaint(error)})") from error


def _try(store: Store) -> None:
    """Read what counting reads: queries gather the errors of a damaged store, and without end."""
    len(store)
    fact = NamedNode(f"{SM}Fact")
    for pair in ((_SUBJECT, None), (_OBJECT, None), (_EVIDENCE, None), (_TYPE, fact)):
        deque(store.quads_for_pattern(None, *pair), maxlen=0)


def _read_part(store: Store, ontology: Ontology, limits: Limits) -> Part:
    counts = _count(store, ontology)
    whole = _whole(store, counts)
    if not exceeds((whole.entities, whole.facts, counts.passages), limits):
        facts = _read_facts(store, counts.classes)
        file = _read(store, counts.classes, facts, _of_type(store, "SourceDocument"))
        return Part(read_graph(file, ontology))
    kept = _choose(store, counts, limits)
    facts = _read_facts(store, kept, limits.each)
    file = _read(store, (kept | _named(store, facts)) & counts.classes.keys(), facts)
    graph = read_graph(file, ontology)
    return Part(
        replace(graph, entities=tuple(one for one in graph.entities if one.key in kept)),
        whole,
        tuple(one for one in graph.entities if one.key not in kept),
        {
            told(read_fact(file, fact.node.value)): fact.number
            for fact in facts
            if fact.number > limits.each
        },
    )


# -- Counting ---------------------------------------------------------------------------------


class _Counts(NamedTuple):
    """Things by key: their classes, how many passages speak of them, which are tied to no other.

    All keys are the same strings, of which a large store has millions.
    """

    classes: Mapping[str, str]
    spoken: Mapping[str, int]
    lone: AbstractSet[str]
    passages: int


def _count(store: Store, ontology: Ontology) -> _Counts:
    classes = {_key(node): cls for cls in thing_classes(ontology) for node in _of_type(store, cls)}
    spoken, lone, passages = dict.fromkeys(classes, 0), set(classes), 0
    for thing, leads, number in _ask(store, _SUBJECTS):
        passages += int(number.value)
        _add(spoken, thing, number)
        if leads.value == "true":
            lone.discard(_key(thing))
    for thing, number in _ask(store, _OBJECTS):
        _add(spoken, thing, number)
        lone.discard(_key(thing))
    for key in _only_referred(store, spoken):
        classes.pop(key, None)
    return _Counts(classes, spoken, lone, passages)


def _add(spoken: dict[str, int], thing: Any, number: Any) -> None:
    if (key := _key(thing)) in spoken:
        spoken[key] += int(number.value)


def _only_referred(store: Store, spoken: Mapping[str, int]) -> Iterator[str]:
    """The things that only the background names.

    A thing without facts to which the background leads (the country of a city) counts as one:
    nothing in the store tells otherwise.
    """
    for (thing,) in _ask(store, _REFERRED):
        if not spoken.get(_key(thing)) and not _in_qualifier(store, thing):
            yield _key(thing)


def _in_qualifier(store: Store, thing: NamedNode) -> bool:
    quads: Iterator[Any] = store.quads_for_pattern(None, None, thing)
    return any(quad.subject.value.startswith(f"{ID}fact/") for quad in quads)


def _whole(store: Store, counts: _Counts) -> Whole:
    ((facts,),) = _ask(store, _FACTS)
    documents, dates = 0, set()
    for source in _of_type(store, "SourceDocument"):
        documents += 1
        dates.add(min((quad.object.value for quad in _about(store, source, _ISSUED)), default=""))
    return whole_of(len(counts.classes), int(facts.value), documents, dates)


def _choose(store: Store, counts: _Counts, limits: Limits) -> frozenset[str]:
    order = choose(counts.classes, counts.spoken, counts.lone, limits.things)
    rank = {key: number for number, key in enumerate(order)}
    completed = Counter(max(rank[end] for end in ends) for _, ends in _facts(store, rank))
    return frozenset(order[: fitting(completed, limits)])


# -- Reading ----------------------------------------------------------------------------------


class _Fact(NamedTuple):
    """The node of a fact, those of its passages that are shown, and the number of all."""

    node: Any
    passages: Sequence[Any]
    number: int


def _facts(store: Store, things: Collection[str]) -> Iterator[tuple[Any, list[str]]]:
    """The facts among things, each with the keys of its ends."""
    for key in things:
        for found in store.quads_for_pattern(None, _SUBJECT, NamedNode(ID + key)):
            targets = (quad.object for quad in _about(store, found.subject, _OBJECT))
            ends = [key, *(_key(one) for one in targets if isinstance(one, NamedNode))]
            if all(end in things for end in ends):
                yield found.subject, ends


def _read_facts(store: Store, things: Collection[str], each: int = 0) -> list[_Fact]:
    """The facts among things, with the first passages of ``each``, or (0) with all of them."""
    facts = []
    for node, _ in _facts(store, things):
        passages = [quad.object for quad in _about(store, node, _EVIDENCE)]
        shown = passages
        if 0 < each < len(passages):
            first = _FIRST.format(fact=node, each=each)
            shown = [passage for (passage,) in _ask(store, first)]
        facts.append(_Fact(node, shown, len(passages)))
    return facts


def _named(store: Store, facts: Iterable[_Fact]) -> set[str]:
    """What facts lead to: their ends, and what their qualifiers name."""
    quads = (quad for fact in facts for quad in _about(store, fact.node))
    return {_key(quad.object) for quad in quads if quad.predicate != _EVIDENCE}


def _read(
    store: Store, things: Iterable[str], facts: Sequence[_Fact], documents: Iterable[Any] = ()
) -> TurtleFile:
    """All about things, facts, the passages of these and their documents, and more documents."""
    passages = {passage for fact in facts for passage in fact.passages}
    places = {
        quad.object
        for passage in passages
        for predicate in (_SOURCE, _SELECTOR)
        for quad in _about(store, passage, predicate)
    }
    nodes = [*(NamedNode(ID + key) for key in things), *(fact.node for fact in facts)]
    triples = (
        quad.triple
        for node in (*nodes, *passages, *places.union(documents))
        for quad in _about(store, node)
        if quad.predicate != _EVIDENCE or quad.object in passages
    )
    return TurtleFile(serialize(triples, format=RdfFormat.N_TRIPLES) or b"")


# -- The store --------------------------------------------------------------------------------


def _ask(store: Store, query: str) -> Any:
    return store.query(query, prefixes=_PREFIXES)


def _about(store: Store, subject: Any, predicate: Any = None) -> Iterator[Any]:
    return store.quads_for_pattern(subject, predicate, None)


def _of_type(store: Store, cls: str) -> Iterator[Any]:
    quads = store.quads_for_pattern(None, _TYPE, NamedNode(SM + cls))
    return (quad.subject for quad in quads)


def _key(term: Any) -> str:
    return str(term.value).removeprefix(ID)
