"""A graph by predicate, for questions about all its nodes at once.

Sets and dictionaries answer what a shape asks (who has no label, what is no city) before a
SPARQL store would have been filled.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from kg.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from collections.abc import Set as AbstractSet

#: An IRI (str), a literal or a blank node.
Term = Any
_TYPE = f"{RDF}type"


def datatype(term: Term) -> str:
    """The type of a literal; "" for a node."""
    if type(term) is str:
        return ""
    kind = getattr(term, "datatype", None)
    return str(kind.value) if kind else ""


class Columns:
    """The triples of the Turtle texts that were read, as one graph."""

    def __init__(self) -> None:
        """Begin with an empty graph."""
        self._columns: dict[str, dict[Term, list[Term]]] = {}
        self._members: dict[Term, set[Term]] = defaultdict(set)

    def read(self, text: bytes) -> None:
        """Add the triples of a text. Raises SyntaxError if it is no Turtle."""
        import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

        columns, iri = self._columns, ox.NamedNode
        for triple in ox.parse(text, format=ox.RdfFormat.TURTLE):
            predicate = triple.predicate.value
            column = columns.get(predicate)
            if column is None:
                column = columns[predicate] = defaultdict(list)
            node, term = triple.subject, triple.object
            column[node.value if type(node) is iri else node].append(
                term.value if type(term) is iri else term
            )
        for node, classes in self.column(_TYPE).items():
            for cls in classes:
                self._members[cls].add(node)

    def predicates(self) -> AbstractSet[Term]:
        """All predicates of the graph."""
        return self._columns.keys()

    def classes(self) -> AbstractSet[Term]:
        """All classes of the graph."""
        return self._members.keys()

    def column(self, predicate: str) -> Mapping[Term, list[Term]]:
        """The subjects of a predicate with their objects, as written (perhaps twice)."""
        return self._columns.get(predicate, {})

    def members(self, *classes: Term) -> AbstractSet[Term]:
        """The nodes of one class at least."""
        if len(classes) == 1:
            return self._members.get(classes[0], set())
        return {node for cls in classes for node in self._members.get(cls, ())}

    def pairs(self, predicate: str) -> list[tuple[Term, Term]]:
        """Each subject of a predicate with each object."""
        column = self.column(predicate)
        return [(node, term) for node, terms in column.items() for term in terms]

    def values(self, predicate: str, nodes: AbstractSet[Term]) -> Iterator[tuple[Term, Term]]:
        """Each of ``nodes`` that has the predicate, with each of its values."""
        for node, terms in self.column(predicate).items():
            if node in nodes:
                for term in terms:
                    yield node, term

    def several(self, predicate: str, nodes: AbstractSet[Term]) -> Iterator[tuple[Term, set[Term]]]:
        """Those of ``nodes`` that have more than one value."""
        for node, terms in self.column(predicate).items():
            if len(terms) > 1 and node in nodes and len(different := set(terms)) > 1:
                yield node, different

    def objects(self, node: Term, predicate: str) -> list[Term]:
        """The values of one node, sorted."""
        return sorted(set(self.column(predicate).get(node, ())), key=str)
