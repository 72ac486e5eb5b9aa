"""A small Turtle file in memory, to be asked by subject and predicate.

For our own files (ontology, shapes) and for answers, in the order in which they were written.
Terms are plain strings: an IRI, the name of a blank node, or the text of a literal.
"""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import DataError
from kg.namespaces import RDF

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


class TurtleFile:
    """The triples of a file, or of Turtle as bytes; raises ``DataError`` for what is none."""

    def __init__(self, source: Path | bytes) -> None:
        """Read it."""
        self.name = source.name if isinstance(source, Path) else "an answer"
        self._objects: dict[tuple[str, str], list[Any]] = defaultdict(list)
        self._predicates: dict[str, dict[str, None]] = defaultdict(dict)
        self._typed: dict[str, list[str]] = defaultdict(list)
        self.prefixes: Mapping[str, str] = self._read(source)
        self._by_length = sorted(self.prefixes.items(), key=lambda item: -len(item[1]))

    def _read(self, source: Path | bytes) -> dict[str, str]:
        import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

        try:
            given = {"path": source} if isinstance(source, Path) else {"input": source}
            parser = ox.parse(**given, format=ox.RdfFormat.TURTLE)
            for quad in parser:
                self._add(_text(quad.subject), quad.predicate.value, quad.object)
        except (OSError, SyntaxError) as error:
            raise DataError(self.name, str(error)) from error
        return dict(parser.prefixes)

    def _add(self, subject: str, predicate: str, term: Any) -> None:
        self._objects[subject, predicate].append(term)
        self._predicates[subject][predicate] = None
        if predicate == f"{RDF}type":
            self._typed[_text(term)].append(subject)

    def of_type(self, cls: str) -> tuple[str, ...]:
        """Subjects that have this ``rdf:type``."""
        return tuple(self._typed.get(cls, ()))

    def predicates(self, subject: str) -> tuple[str, ...]:
        """Predicates that the subject has."""
        return tuple(self._predicates.get(subject, ()))

    def terms(self, subject: str, predicate: str) -> tuple[Any, ...]:
        """Objects as pyoxigraph terms."""
        return tuple(self._objects.get((subject, predicate), ()))

    def values(self, subject: str, predicate: str) -> tuple[str, ...]:
        """Objects as strings."""
        return tuple(map(_text, self.terms(subject, predicate)))

    def value(self, subject: str, *predicates: str) -> str:
        """Return the one value of the first predicate that has any; empty if none has."""
        for predicate in predicates:
            values = self.values(subject, predicate)
            if len(values) > 1:
                raise DataError(self.name, f"more than one {self.shorten(predicate)}", subject)
            if values:
                return values[0]
        return ""

    def text(self, subject: str, predicate: str, language: str) -> str:
        """Return the literal in this language; empty if there is none."""
        terms = self.terms(subject, predicate)
        return next((t.value for t in terms if getattr(t, "language", "") == language), "")

    def items(self, head: str) -> Iterator[Any]:
        """Members of an RDF list, as pyoxigraph terms."""
        while head and head != f"{RDF}nil":
            yield from self.terms(head, f"{RDF}first")
            head = self.value(head, f"{RDF}rest")

    def shorten(self, iri: str) -> str:
        """``xsd:integer`` for the full IRI, by the longest prefix of the file that fits."""
        for prefix, namespace in self._by_length:
            if iri.startswith(namespace):
                return f"{prefix}:{iri[len(namespace) :]}"
        return iri


def _text(term: Any) -> str:
    return str(getattr(term, "value", term))
