"""What it means to break a constraint: one function for each that our shapes use."""

from __future__ import annotations

import re
from datetime import date
from functools import partial
from itertools import product
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.namespaces import CODE, OA, RDF, SM, XSD
from kg.writing.columns import datatype

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from collections.abc import Set as AbstractSet

    from kg.writing.columns import Columns, Term

    #: A node that breaks a constraint, and the value that does so (None where one is missing).
    Row = tuple[Term, Term | None]
    Question = Callable[["Asked"], Iterator[Row]]

_XSD_INTEGER, _XSD_DATE = f"{XSD}integer", f"{XSD}date"
_FACT = tuple(f"{RDF}{part}" for part in ("subject", "predicate", "object"))
_QUOTE = tuple(f"{OA}{part}" for part in ("start", "end", "exact"))
_FACTUALITY = f"{SM}factuality"
_STANDING = frozenset((f"{CODE}actual", f"{CODE}decided"))
_INTEGER = re.compile(r"[+-]?[0-9]+")
_DATE = re.compile(r"(\d{4}-\d\d-\d\d)(?:Z|[+-]\d\d:\d\d)?", re.ASCII)


class Asked(NamedTuple):
    """What a constraint is about: a graph, the nodes to look at, and what the shape says of them.

    ``path`` is the property that it constrains; ``said`` are the values it has in the shape.
    """

    graph: Columns
    nodes: AbstractSet[Term]
    path: str = ""
    said: tuple[Term, ...] = ()

    def values(self) -> Iterator[tuple[Term, Term]]:
        """Each node that has the property, with each of its values."""
        return self.graph.values(self.path, self.nodes)


def _amount(term: Term) -> tuple[str, Any]:
    """Type and value of a well-formed number or day; two that have one type can be compared."""
    kind = datatype(term)
    if kind == _XSD_INTEGER and _INTEGER.fullmatch(term.value):
        return kind, int(term.value)
    if kind == _XSD_DATE and (day := _DATE.fullmatch(term.value)):
        try:
            return kind, date.fromisoformat(day[1])
        except ValueError:
            return "", None
    return "", None


def _well_formed(term: Term) -> str:
    return _amount(term)[0]


# -- constraints of properties ----------------------------------------------------------------


def _missing(asked: Asked) -> Iterator[Row]:
    for node in asked.nodes - asked.graph.column(asked.path).keys():
        yield node, None


def _several(asked: Asked) -> Iterator[Row]:
    for node, terms in asked.graph.several(asked.path, asked.nodes):
        for term in terms:
            yield node, term


def _of_other_type(asked: Asked) -> Iterator[Row]:
    """Of another datatype; or of the right one, but none: "2031-13-40"^^xsd:date."""
    (wanted,) = asked.said
    kind = _well_formed if wanted in (_XSD_INTEGER, _XSD_DATE) else datatype
    return ((node, term) for node, term in asked.values() if kind(term) != wanted)


def _no_node(asked: Asked) -> Iterator[Row]:
    return ((node, term) for node, term in asked.values() if type(term) is not str)


def _not_listed(asked: Asked) -> Iterator[Row]:
    return ((node, term) for node, term in asked.values() if term not in asked.said)


def _unlike(asked: Asked) -> Iterator[Row]:
    (wanted,) = asked.said
    pattern = re.compile(wanted.value)
    for node, term in asked.values():
        if not pattern.search(term if type(term) is str else term.value):
            yield node, term


def _of_other_class(asked: Asked) -> Iterator[Row]:
    members = asked.graph.members(*asked.said)
    return ((node, term) for node, term in asked.values() if term not in members)


def _not_before(asked: Asked, *, equal: bool = False) -> Iterator[Row]:
    (later,) = asked.said
    ends = asked.graph.column(later)
    for node, term in asked.values():
        kind, value = _amount(term)
        for end in map(_amount, ends.get(node, ())):
            if not kind or kind != end[0] or value > end[1] or (value == end[1] and not equal):
                yield node, term


def _one_language_twice(asked: Asked) -> Iterator[Row]:
    for node, terms in asked.graph.several(asked.path, asked.nodes):
        languages = [getattr(term, "language", None) for term in terms]
        for term, language in zip(terms, languages, strict=True):
            if language and languages.count(language) > 1:
                yield node, term


#: By name in SHACL.
OF_PROPERTIES: dict[str, Question] = {
    "minCount": _missing,
    "maxCount": _several,
    "datatype": _of_other_type,
    "nodeKind": _no_node,
    "in": _not_listed,
    "pattern": _unlike,
    "class": _of_other_class,
    "lessThan": _not_before,
    "lessThanOrEquals": partial(_not_before, equal=True),
    "uniqueLang": _one_language_twice,
}


# -- constraints of nodes ---------------------------------------------------------------------


def no_iri(asked: Asked) -> Iterator[Row]:
    """Nodes that are no IRIs."""
    return ((node, None) for node in asked.nodes if type(node) is not str)


def other_property(asked: Asked) -> Iterator[Row]:
    """Nodes with a property that is not among those said."""
    for path in asked.graph.predicates() - {*asked.said}:
        yield from asked.graph.values(path, asked.nodes)


def _facts(asked: Asked) -> Iterator[tuple[Term, bool, tuple[Term, ...]]]:
    """Each fact, whether by its own account it stands as a triple, and that triple."""
    columns = [asked.graph.column(part) for part in _FACT]
    for fact, factuality in asked.graph.values(_FACTUALITY, asked.nodes):
        for triple in product(*(column.get(fact, ()) for column in columns)):
            yield fact, factuality in _STANDING, triple


def _stands(graph: Columns, triple: tuple[Term, ...]) -> bool:
    subject, predicate, value = triple
    return value in graph.column(predicate).get(subject, ())


def _fact_without_triple(asked: Asked) -> Iterator[Row]:
    for fact, standing, triple in _facts(asked):
        if standing and not _stands(asked.graph, triple):
            yield fact, None


def _triple_of_no_fact(asked: Asked) -> Iterator[Row]:
    facts = list(_facts(asked))
    told = {triple for _, standing, triple in facts if standing}
    for fact, standing, triple in facts:
        if not standing and triple not in told and _stands(asked.graph, triple):
            yield fact, None


def _triple_without_fact(asked: Asked) -> Iterator[Row]:
    """Of the properties said; those that carry facts."""
    subjects, predicates, objects = (asked.graph.column(part) for part in _FACT)
    told = {
        triple
        for fact, paths in predicates.items()
        for triple in product(subjects.get(fact, ()), paths, objects.get(fact, ()))
    }
    for path in asked.said:
        for node, term in asked.graph.values(path, asked.nodes):
            if (node, path, term) not in told:
                yield node, term


def _quote_of_other_length(asked: Asked) -> Iterator[Row]:
    starts, ends, quotes = (asked.graph.column(part) for part in _QUOTE)
    for node in asked.nodes & quotes.keys():
        parts = product(starts.get(node, ()), ends.get(node, ()), quotes[node])
        for start, end, quote in parts:
            first, last = _amount(start)[1], _amount(end)[1]
            if None not in (first, last) and len(quote.value) != last - first:
                yield node, None


#: What ``shapes.ttl`` says in SPARQL, by the names it has there, said for columns.
IN_SPARQL: dict[str, Question] = {
    "factWithoutTriple": _fact_without_triple,
    "tripleOfNoFact": _triple_of_no_fact,
    "tripleWithoutFact": _triple_without_fact,
    "quoteOfOtherLength": _quote_of_other_length,
}
