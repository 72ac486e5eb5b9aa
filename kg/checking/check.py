"""Is a graph what it should be? Shapes, vocabulary, and quotes against their documents.

Three readers of the same triples: the shapes (``shapes.ttl``, see ``kg.checking.shacl``), the
vocabulary (``ontology.ttl``: declared terms, domains, ranges, superclasses, disjoint classes,
all read closed-world, since the data writes out every superclass), and the texts themselves.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations, product
from typing import TYPE_CHECKING, NamedTuple

from kg.checking.shacl import Check, load_checks
from kg.model import Problem
from kg.namespaces import CODE, ID, OA, RDF, RDFS, SM
from kg.ontology import Ontology, load_ontology, ontology_folder
from kg.writing.columns import Columns, datatype

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from collections.abc import Set as AbstractSet
    from pathlib import Path

    from kg.ontology import Property
    from kg.writing.columns import Term

_LABEL = f"{RDFS}label"
_SOURCE, _SELECTOR = f"{OA}hasSource", f"{OA}hasSelector"
_PLACE = tuple(f"{OA}{part}" for part in ("start", "end", "exact"))
_SUBJECT, _PREDICATE, _OBJECT = (f"{RDF}{part}" for part in ("subject", "predicate", "object"))


class Standard(NamedTuple):
    """What graphs are held against."""

    ontology: Ontology
    checks: tuple[Check, ...]


def load_standard(folder: Path | None = None) -> Standard:
    """Read ``ontology.ttl`` and ``shapes.ttl`` in ``folder`` (by default ours)."""
    folder = folder or ontology_folder()
    return Standard(load_ontology(folder / "ontology.ttl"), load_checks(folder / "shapes.ttl"))


def check_graph(
    paths: Iterable[Path], texts: Mapping[str, str] | None = None, folder: Path | None = None
) -> tuple[Problem, ...]:
    """Check the Turtle files at ``paths`` as one graph; return what is wrong, sorted.

    ``texts`` maps source ids to normalised texts; quotes are compared with those that are
    given. ``folder`` holds ``ontology.ttl`` and ``shapes.ttl`` (by default ours).
    """
    files = tuple(paths)
    name = ", ".join(path.name for path in files)
    turtle = [(path.name, path.read_bytes()) for path in files]
    return _check(turtle, name, texts or {}, load_standard(folder))


def check_turtle(
    turtle: str, texts: Mapping[str, str] | None = None, standard: Standard | None = None
) -> tuple[Problem, ...]:
    """Check one graph that is not yet a file; otherwise the same as ``check_graph``."""
    parts = [("graph.ttl", turtle.encode())]
    return _check(parts, "graph.ttl", texts or {}, standard or load_standard())


def _check(
    turtle: Iterable[tuple[str, bytes]], name: str, texts: Mapping[str, str], standard: Standard
) -> tuple[Problem, ...]:
    columns = Columns()
    for file, content in turtle:
        try:
            columns.read(content)
        except SyntaxError as error:
            return (Problem("error", "syntax", file, str(error)),)
    graph, ontology = _Graph(columns, name), standard.ontology
    problems = {
        *_check_shapes(graph, standard.checks),
        *_check_terms(graph, ontology),
        *_check_classes(graph, ontology),
        *_check_facts(graph, ontology),
        *_check_domains(graph, ontology),
        *_check_quotes(graph, texts),
    }
    return tuple(sorted(problems))


class _Graph:
    """The columns to be asked, and how their nodes are named to people."""

    def __init__(self, columns: Columns, path: str) -> None:
        self.columns, self._path = columns, path

    def members(self, cls: str) -> AbstractSet[Term]:
        """The nodes of one of our classes."""
        return self.columns.members(_iri(cls))

    def problem(
        self, level: str, code: str, node: Term, what: str, value: Term | None = None
    ) -> Problem:
        """Say what is wrong with ``node``, and with which value if there is one."""
        said = "" if value is None else f": {self.say(value)}"
        return Problem(level, code, self._path, f"{self.say(node)} {what}{said}")

    def say(self, term: Term) -> str:
        """Name a node: its label, the triple of a fact, and the short form of its IRI."""
        short = _short(term)
        if type(term) is not str:
            return short
        parts = [self.columns.objects(term, part) for part in (_SUBJECT, _PREDICATE, _OBJECT)]
        if all(parts):
            names = (self._label(part[0], _short(part[0])) for part in parts)
            return f"{short} ({' '.join(names)})"
        label = self._label(term, "")
        return f"{label} ({short})" if label else short

    def _label(self, term: Term, default: str) -> str:
        labels = self.columns.objects(term, _LABEL)
        chinese = [label for label in labels if getattr(label, "language", "") == "zh"]
        return next((str(label.value) for label in chinese + labels), default)


def _iri(name: str) -> str:
    """The node of one of our terms."""
    return f"{SM}{name}"


def _short(term: Term) -> str:
    value = term if type(term) is str else str(term.value)
    return value.removeprefix(ID).removeprefix(CODE).replace(SM, "sm:")


def _check_shapes(graph: _Graph, checks: Iterable[Check]) -> Iterator[Problem]:
    for check in checks:
        for node, value in check.faults(graph.columns):
            yield graph.problem(check.level, f"shape-{check.shape}", node, check.message, value)


def _check_terms(graph: _Graph, ontology: Ontology) -> Iterator[Problem]:
    """Every class and property in our namespace must be declared."""
    terms = (*ontology.classes.values(), *ontology.properties.values())
    declared = {term.iri for term in terms}
    columns = graph.columns
    told = {str(term) for terms in columns.column(_PREDICATE).values() for term in terms}
    for term in columns.predicates() | columns.classes() | told:
        if term.startswith(SM) and term not in declared:
            yield graph.problem("error", "undeclared", term, "is not in the ontology")


def _check_classes(graph: _Graph, ontology: Ontology) -> Iterator[Problem]:
    for cls in ontology.classes.values():
        for parent in cls.parents:
            what = f"is a {cls.name}, but its class {parent} is not written"
            for node in graph.members(cls.name) - graph.members(parent):
                yield graph.problem("error", "superclass", node, what)
    for one, two in combinations(ontology.disjoint, 2):
        for node in graph.members(one) & graph.members(two):
            what = "is of two classes that exclude each other"
            yield graph.problem("error", "disjoint", node, what)


def _check_facts(graph: _Graph, ontology: Ontology) -> Iterator[Problem]:
    """Facts have predicates that carry facts, and the class that goes with each."""
    carriers = {prop.iri: prop for prop in ontology.fact_properties()}
    for fact, predicates in graph.columns.column(_PREDICATE).items():
        for predicate in predicates:
            prop = carriers.get(predicate)
            if prop is None:
                what = "has a predicate that carries no facts"
                yield graph.problem("error", "predicate", fact, what, predicate)
            elif fact not in graph.members(prop.fact_class):
                what = f"is of {prop.curie}, but no {prop.fact_class}"
                yield graph.problem("error", "fact-class", fact, what)


def _check_domains(graph: _Graph, ontology: Ontology) -> Iterator[Problem]:
    """Compare domain and range; those of fact properties with subject and object of facts."""
    facts = _facts_by_predicate(graph.columns)
    for prop in ontology.properties.values():
        if prop.fact_class:
            pairs = facts.get(prop.iri, [])
        elif prop.iri.startswith(SM):
            pairs = graph.columns.pairs(prop.iri)
        else:
            continue  # not ours to say; the shapes look at the reused terms
        if prop.domain in ontology.classes:
            members, what = graph.members(prop.domain), f"has {prop.curie}, but is no {prop.domain}"
            for node, term in pairs:
                if node not in members:
                    yield graph.problem("error", "domain", node, what, term)
        what = f"has {prop.curie} of something that is no {prop.range}"
        for node, term in _outside_range(prop, pairs, graph, ontology):
            yield graph.problem("error", "range", node, what, term)


def _facts_by_predicate(columns: Columns) -> Mapping[Term, list[tuple[Term, Term]]]:
    """Subject and object of each fact."""
    subjects, objects = columns.column(_SUBJECT), columns.column(_OBJECT)
    pairs: dict[Term, list[tuple[Term, Term]]] = defaultdict(list)
    for fact, predicates in columns.column(_PREDICATE).items():
        for predicate in predicates:
            pairs[predicate] += product(subjects.get(fact, ()), objects.get(fact, ()))
    return pairs


def _outside_range(
    prop: Property, pairs: Iterable[tuple[Term, Term]], graph: _Graph, ontology: Ontology
) -> Iterator[tuple[Term, Term]]:
    prefix, _, name = prop.range.partition(":")
    if prop.range in ontology.classes:
        members = graph.members(prop.range)
        yield from (pair for pair in pairs if pair[1] not in members)
    elif prefix == "xsd":
        wanted = f"{ontology.prefixes['xsd']}{name}"
        yield from (pair for pair in pairs if datatype(pair[1]) not in ("", wanted))
    elif prop.name in ontology.codes:
        codes = {code.iri for code in ontology.codes[prop.name]}
        yield from (pair for pair in pairs if pair[1] not in codes)


def _check_quotes(graph: _Graph, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Quotes must stand in the text of their source where the offsets say."""
    if not texts:
        return
    places = [graph.columns.column(part) for part in _PLACE]
    for node, selector in graph.columns.pairs(_SELECTOR):
        for source in graph.columns.objects(node, _SOURCE):
            text = texts.get(_short(source).removeprefix("source/"))
            if text is None:
                continue
            for start, end, quote in product(*(column.get(selector, ()) for column in places)):
                if not (start.value.isdecimal() and end.value.isdecimal()):
                    continue  # bad offsets are for the shapes
                if text[int(start.value) : int(end.value)] != quote.value:
                    what = f"does not have these words from {start.value} to {end.value}"
                    yield graph.problem("error", "quote", source, what, quote)
