"""Is a graph what it should be? Shapes, vocabulary, and quotes against their documents.

Three readers of the same triples: the shapes (``shapes.ttl``, see ``kg.shacl``), the
vocabulary (``ontology.ttl``: declared terms, domains, ranges, superclasses, disjoint classes,
all read closed-world, since the data writes out every superclass), and the texts themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import Problem
from kg.ontology import CODE, ID, SM, load_ontology, ontology_folder
from kg.shacl import load_checks

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    import pyoxigraph as ox

    from kg.ontology import Ontology, Property

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_RDFS = "http://www.w3.org/2000/01/rdf-schema#"
_PREFIXES = f"PREFIX sm: <{SM}> PREFIX rdf: <{_RDF}> PREFIX oa: <http://www.w3.org/ns/oa#>\n"
_QUOTES = f"""{_PREFIXES} SELECT DISTINCT ?source ?start ?end ?quote WHERE {{
    ?evidence oa:hasSource ?source ; oa:hasSelector ?selector .
    ?selector oa:start ?start ; oa:end ?end ; oa:exact ?quote }}"""


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
    return _check(turtle, name, texts or {}, folder or ontology_folder())


def check_turtle(
    turtle: str, texts: Mapping[str, str] | None = None, folder: Path | None = None
) -> tuple[Problem, ...]:
    """Check one graph that is not yet a file; otherwise the same as ``check_graph``."""
    parts = [("graph.ttl", turtle.encode())]
    return _check(parts, "graph.ttl", texts or {}, folder or ontology_folder())


def _check(
    turtle: Iterable[tuple[str, bytes]], name: str, texts: Mapping[str, str], folder: Path
) -> tuple[Problem, ...]:
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    store = ox.Store()
    for file, content in turtle:
        try:
            store.bulk_load(content, format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            return (Problem("error", "syntax", file, str(error)),)
    graph = _Graph(store, name)
    ontology = load_ontology(folder / "ontology.ttl")
    problems = {
        *_check_shapes(graph, folder / "shapes.ttl"),
        *_check_terms(graph, ontology),
        *_check_classes(graph, ontology),
        *_check_domains(graph, ontology),
        *_check_quotes(graph, texts),
    }
    return tuple(sorted(problems))


class _Graph:
    """A store to be asked, and how its nodes are named to people."""

    def __init__(self, store: ox.Store, path: str) -> None:
        self._store, self._path = store, path

    def ask(self, query: str) -> Iterator[dict[str, Any]]:
        """Rows of a SELECT query."""
        found: Any = self._store.query(query)
        names = [variable.value for variable in found.variables]
        for row in found:
            yield {name: row[name] for name in names}

    def objects(self, subject: Any, predicate: str) -> list[Any]:
        query = f"SELECT ?o {{ {subject} <{predicate}> ?o }} ORDER BY ?o"
        return [row["o"] for row in self.ask(query)] if str(subject).startswith("<") else []

    def problem(self, level: str, code: str, row: Mapping[str, Any], what: str) -> Problem:
        """Say what is wrong with ``row["this"]``, and with which value if there is one."""
        value = f": {self.say(row['value'])}" if row.get("value") is not None else ""
        return Problem(level, code, self._path, f"{self.say(row['this'])} {what}{value}")

    def say(self, node: Any) -> str:
        """Name a node: its label, the triple of a fact, and the short form of its IRI."""
        short = _short(str(getattr(node, "value", node)))
        if not str(node).startswith("<"):
            return short
        parts = [self.objects(node, _RDF + role) for role in ("subject", "predicate", "object")]
        if all(parts):
            names = (self._label(part[0], _short(part[0].value)) for part in parts)
            return f"{short} ({' '.join(names)})"
        label = self._label(node, "")
        return f"{label} ({short})" if label else short

    def _label(self, node: Any, default: str) -> str:
        labels = self.objects(node, f"{_RDFS}label")
        chinese = [label for label in labels if getattr(label, "language", "") == "zh"]
        return next((str(label.value) for label in chinese + labels), default)


def _short(value: str) -> str:
    return value.removeprefix(ID).removeprefix(CODE).replace(SM, "sm:")


def _check_shapes(graph: _Graph, shapes: Path) -> Iterator[Problem]:
    cleared = {"": False}
    for check in load_checks(shapes):
        if check.screen not in cleared:
            cleared[check.screen] = _clears(graph, check.screen)
        for row in () if cleared[check.screen] else graph.ask(check.query):
            yield graph.problem(check.level, f"shape-{check.shape}", row, check.message)


def _clears(graph: _Graph, screen: str) -> bool:
    """Whether none of the checks that share the query can find anything."""
    return next(graph.ask(screen), None) is None


def _check_terms(graph: _Graph, ontology: Ontology) -> Iterator[Problem]:
    """Every class and property in our namespace must be declared."""
    declared = {term.iri for term in (*ontology.classes.values(), *ontology.properties.values())}
    uses = " UNION ".join(
        f"{{ SELECT DISTINCT ?this {{ {use} }} }}"
        for use in ("[] ?this []", "[] a ?this", "[] rdf:predicate ?this")
    )
    for row in graph.ask(f"{_PREFIXES} SELECT DISTINCT ?this {{ {uses} }}"):
        iri = row["this"].value
        if iri.startswith(SM) and iri not in declared:
            yield graph.problem("error", "undeclared", row, "is not in the ontology")
    carriers = ", ".join(f"<{p.iri}>" for p in ontology.fact_properties())
    query = f"?this rdf:predicate ?value . FILTER(?value NOT IN ({carriers}))"
    yield from _faults(graph, query, "predicate", "has a predicate that carries no facts")


def _check_classes(graph: _Graph, ontology: Ontology) -> Iterator[Problem]:
    for cls in ontology.classes.values():
        for parent in cls.parents:
            query = f"?this a sm:{cls.name} . FILTER NOT EXISTS {{ ?this a sm:{parent} }}"
            what = f"is a {cls.name}, but its class {parent} is not written"
            yield from _faults(graph, query, "superclass", what)
    listed = " ".join(f"sm:{name}" for name in ontology.disjoint)
    counts = "(COUNT(*) AS ?all) (COUNT(DISTINCT ?this) AS ?nodes)"
    counted = f"SELECT {counts} {{ VALUES ?one {{ {listed} }} ?this a ?one }}"
    if _clears(graph, f"{_PREFIXES} SELECT * {{ {{ {counted} }} FILTER(?all != ?nodes) }}"):
        return  # a fifth of the work of looking for pairs
    query = (
        f"VALUES ?one {{ {listed} }} VALUES ?two {{ {listed} }} ?this a ?one, ?two . "
        "FILTER(STR(?one) < STR(?two))"
    )
    yield from _faults(graph, query, "disjoint", "is of two classes that exclude each other")


def _check_domains(graph: _Graph, ontology: Ontology) -> Iterator[Problem]:
    """Compare domain and range; those of fact properties with subject and object of facts."""
    for prop in ontology.properties.values():
        if prop.fact_class:
            triple = f"?fact rdf:predicate <{prop.iri}> ; rdf:subject ?this ; rdf:object ?value ."
            odd = f"?this rdf:predicate <{prop.iri}> . FILTER NOT EXISTS {{ ?this a sm:%s }}"
            what = f"is of {prop.curie}, but no {prop.fact_class}"
            yield from _faults(graph, odd % prop.fact_class, "fact-class", what)
        elif prop.iri.startswith(SM):
            triple = f"?this <{prop.iri}> ?value ."
        else:
            continue  # not ours to say; the shapes look at the reused terms
        if prop.domain in ontology.classes:
            # MINUS lists the class once; NOT EXISTS would ask anew for each of the many facts.
            fault = f"{triple} MINUS {{ ?this a sm:{prop.domain} }}"
            what = f"has {prop.curie}, but is no {prop.domain}"
            yield from _faults(graph, fault, "domain", what)
        if fault := _range_fault(prop, ontology):
            what = f"has {prop.curie} of something that is no {prop.range}"
            yield from _faults(graph, f"{triple} {fault}", "range", what)


def _range_fault(prop: Property, ontology: Ontology) -> str:
    if prop.range in ontology.classes:
        return f"FILTER NOT EXISTS {{ ?value a sm:{prop.range} }}"
    prefix, _, name = prop.range.partition(":")
    if prefix == "xsd":
        return f"FILTER(datatype(?value) != <{ontology.prefixes['xsd']}{name}>)"
    if prop.name in ontology.codes:
        codes = ", ".join(f"<{code.iri}>" for code in ontology.codes[prop.name])
        return f"FILTER(?value NOT IN ({codes}))"
    return ""


def _faults(graph: _Graph, pattern: str, code: str, what: str) -> Iterator[Problem]:
    for row in graph.ask(f"{_PREFIXES} SELECT DISTINCT * WHERE {{ {pattern} }}"):
        yield graph.problem("error", code, row, what)


def _check_quotes(graph: _Graph, texts: Mapping[str, str]) -> Iterator[Problem]:
    """Quotes must stand in the text of their source where the offsets say."""
    if not texts:
        return
    for row in graph.ask(_QUOTES):
        text = texts.get(row["source"].value.removeprefix(f"{ID}source/"))
        start, end = row["start"].value, row["end"].value
        if text is None or not (start.isdecimal() and end.isdecimal()):
            continue  # no text to compare with; bad offsets are for the shapes
        if text[int(start) : int(end)] != row["quote"].value:
            what = f"does not have these words from {start} to {end}"
            seen = {"this": row["source"], "value": row["quote"]}
            yield graph.problem("error", "quote", seen, what)
