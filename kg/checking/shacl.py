"""SHACL shapes as questions to columns: every constraint of ``shapes.ttl`` becomes one.

pySHACL, the reference, parses each SPARQL constraint anew for each node: a minute for a
thousand facts. Here the same takes milliseconds; a test compares both. Only what our shapes
use is understood; anything else is refused, never skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from kg.checking.constraints import IN_SPARQL, OF_PROPERTIES, Asked, no_iri, other_property
from kg.model import DataError
from kg.namespaces import RDF
from kg.triples import TurtleFile

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from kg.checking.constraints import Question, Row
    from kg.writing.columns import Columns, Term

_SH = "http://www.w3.org/ns/shacl#"
#: Values our functions hold for; another one would need another function.
_ONLY = {"minCount": "1", "maxCount": "1", "nodeKind": f"{_SH}IRI", "uniqueLang": "true"}
_NO_CONSTRAINT = {"path", "message", "severity"}
_OF_A_NODE = {"targetClass", "targetSubjectsOf", "nodeKind", "closed", "ignoredProperties"}


@dataclass(frozen=True, slots=True)
class Target:
    """The nodes that a shape speaks of: of one of the classes, or with one of the properties."""

    classes: tuple[str, ...]
    paths: tuple[str, ...]

    def nodes(self, graph: Columns) -> AbstractSet[Term]:
        """All of them in ``graph``."""
        if self.classes:
            return graph.members(*self.classes)
        return {node for path in self.paths for node in graph.column(path)}


@dataclass(frozen=True, slots=True)
class Check:
    """One constraint of one shape, and what it means to break it."""

    shape: str
    message: str
    level: str  # "warning" or "error"
    target: Target
    question: Question
    path: str = ""
    said: tuple[Term, ...] = ()

    def faults(self, graph: Columns) -> Iterator[Row]:
        """The nodes that break it, with the value that does so."""
        return self.question(Asked(graph, self.target.nodes(graph), self.path, self.said))


def load_checks(path: Path) -> tuple[Check, ...]:
    """Read the shapes at ``path``; raise ``DataError`` for a construct that is not known here."""
    file = TurtleFile(path)
    shapes = file.of_type(f"{_SH}NodeShape")
    return tuple(check for shape in shapes for check in _of_shape(file, shape))


def _of_shape(file: TurtleFile, shape: str) -> Iterator[Check]:
    name, target = shape.rsplit("#", 1)[-1], _target(file, shape)
    _refuse(file, shape, _OF_A_NODE | {"property", "sparql"})
    if file.value(shape, f"{_SH}nodeKind"):
        yield Check(name, "is no IRI", "error", target, no_iri)
    if file.value(shape, f"{_SH}closed") == "true":
        message, allowed = "has a property it must not have", _allowed(file, shape)
        yield Check(name, message, "error", target, other_property, said=allowed)
    for node in file.values(shape, f"{_SH}property"):
        for question, path, said in _of_property(file, node):
            yield Check(name, *_meaning(file, node), target, question, path, said)
    for node in file.values(shape, f"{_SH}sparql"):
        known = IN_SPARQL.get(node.rsplit("#", 1)[-1])
        if known is None:
            raise DataError(file.name, "no function is known for this constraint", node)
        yield Check(name, *_meaning(file, node), target, known, said=target.paths)


def _target(file: TurtleFile, shape: str) -> Target:
    classes = file.values(shape, f"{_SH}targetClass")
    paths = file.values(shape, f"{_SH}targetSubjectsOf")
    if bool(classes) == bool(paths):
        raise DataError(file.name, "a shape needs either target classes or properties", shape)
    return Target(classes, paths)


def _of_property(file: TurtleFile, node: str) -> Iterator[tuple[Question, str, tuple[Term, ...]]]:
    """What is asked of a property: the question, the property, and what the shape says."""
    (path,) = file.values(node, f"{_SH}path")
    _refuse(file, node, OF_PROPERTIES.keys() | _NO_CONSTRAINT)
    for name, question in OF_PROPERTIES.items():
        for value in file.terms(node, f"{_SH}{name}"):
            if name in _ONLY and value.value != _ONLY[name]:
                raise DataError(file.name, f"sh:{name} cannot be {value.value}", node)
            said = file.items(str(value.value)) if name == "in" else (value,)
            yield question, path, tuple(map(_term, said))


def _term(term: Any) -> Term:
    """A term as columns hold it: an IRI as a string."""
    return term if hasattr(term, "datatype") else term.value


def _allowed(file: TurtleFile, shape: str) -> tuple[str, ...]:
    """Properties that a closed shape names or ignores."""
    nodes = file.values(shape, f"{_SH}property")
    paths = [path for node in nodes for path in file.values(node, f"{_SH}path")]
    ignored = file.items(file.value(shape, f"{_SH}ignoredProperties"))
    return (*paths, *(term.value for term in ignored))


def _meaning(file: TurtleFile, node: str) -> tuple[str, str]:
    """Message and level of a constraint."""
    warning = file.value(node, f"{_SH}severity") == f"{_SH}Warning"
    return file.value(node, f"{_SH}message"), "warning" if warning else "error"


def _refuse(file: TurtleFile, node: str, known: AbstractSet[str]) -> None:
    for predicate in file.predicates(node):
        name = predicate.removeprefix(_SH)
        if predicate != f"{RDF}type" and name not in known:
            raise DataError(file.name, f"no check is known for {predicate}", node)
