"""SHACL shapes as SPARQL: every constraint of ``shapes.ttl`` becomes one query.

pySHACL, the reference, parses each SPARQL constraint anew for each node: a minute for a
thousand facts. The queries here do the same in milliseconds on pyoxigraph; a test compares
both. Only what our shapes use is understood; anything else is refused, never skipped.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.model import DataError
from kg.triples import RDF, TurtleFile

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

_SH = "http://www.w3.org/ns/shacl#"
_XSD = "http://www.w3.org/2001/XMLSchema#"

#: Constraint to when a value {v} breaks it; {value} and {items} of the shape are filled.
_VALUE_FAULTS = {
    "datatype": "!isLiteral({v}) || datatype({v}) != {value}",
    "nodeKind": "!isIRI({v})",
    "in": "{v} NOT IN ({items})",
    "pattern": "!REGEX(STR({v}), {value})",
}
#: A literal of the right type can still be none: "2031-13-40"^^xsd:date.
_ILL_FORMED = "COALESCE(STR({value}(STR({v}))), '') = ''"
#: Constraints on more than one value, to what a fault looks like: {path} and {value} are filled.
_PROPERTY_FAULTS = {
    "minCount": "FILTER NOT EXISTS {{ ?this {path} ?any }}",
    "maxCount": "?this {path} ?one, ?value . FILTER(!sameTerm(?one, ?value))",
    "class": "?this {path} ?value . MINUS {{ ?value a {value} }}",
    "lessThan": "?this {path} ?value ; {value} ?end . FILTER(!COALESCE(?value < ?end, false))",
    "lessThanOrEquals": (
        "?this {path} ?value ; {value} ?end . FILTER(!COALESCE(?value <= ?end, false))"
    ),
    "uniqueLang": (
        "?this {path} ?one, ?value . FILTER(LANG(?one) = LANG(?value) && ?one != ?value)"
    ),
}
#: What the number of values means where there is at most one.
_COUNTED = {"minCount": "!BOUND({v})".format, "maxCount": "false".format}
_PARSED = {f"{_XSD}date", f"{_XSD}integer"}
#: Values our templates hold for; another one would need another template.
_ONLY = {"minCount": "1", "maxCount": "1", "nodeKind": f"{_SH}IRI", "uniqueLang": "true"}
_NO_CONSTRAINT = {"path", "message", "severity"}
_OF_A_NODE = {"targetClass", "targetSubjectsOf", "nodeKind", "closed", "ignoredProperties"}


@dataclass(frozen=True, slots=True)
class Check:
    """One query whose rows (``?this`` and perhaps ``?value``) are faults, and what they mean."""

    shape: str
    message: str
    level: str  # "warning" or "error"
    query: str
    screen: str = ""  # cheaper; without rows here, ``query`` has none (perhaps shared by checks)


class _Fault(NamedTuple):
    """What breaks a constraint: a pattern, and the same said of a lone ``v``, if it can be."""

    path: str
    constraint: str
    pattern: str
    of_value: Callable[..., str] | None = None


def load_checks(path: Path) -> tuple[Check, ...]:
    """Read the shapes at ``path``; raise ``DataError`` for a construct that has no query here."""
    file = TurtleFile(path)
    shapes = file.of_type(f"{_SH}NodeShape")
    return tuple(check for shape in shapes for check in _of_shape(file, shape))


def _of_shape(file: TurtleFile, shape: str) -> Iterator[Check]:
    name, target = shape.rsplit("#", 1)[-1], _target(file, shape)
    _refuse(file, shape, _OF_A_NODE | {"property", "sparql"})
    if file.value(shape, f"{_SH}nodeKind"):
        yield Check(name, "is no IRI", "error", _select(target, "FILTER(!isIRI(?this))"))
    if file.value(shape, f"{_SH}closed") == "true":
        fault = f"?this ?path ?value . FILTER(?path NOT IN ({_allowed(file, shape)}))"
        yield Check(name, "has a property it must not have", "error", _select(target, fault))
    yield from _of_properties(file, shape, target)
    for node in file.values(shape, f"{_SH}sparql"):
        fault = f"{{ {file.value(node, f'{_SH}select')} }}"
        prologue = "".join(f"PREFIX {p}: <{iri}>\n" for p, iri in file.prefixes.items())
        query, screen = prologue + _select(target, fault), prologue + _anywhere(fault)
        yield Check(name, *_meaning(file, node), query, screen)


def _select(target: str, fault: str) -> str:
    return f"SELECT DISTINCT ?this ?value WHERE {{ {target} {fault} }}"


def _anywhere(fault: str) -> str:
    """The screen of a fault that names its nodes itself: whether any node at all has it.

    Not to look up whether each node is a target saves half of the time.
    """
    return f"SELECT * WHERE {{ {fault} }} LIMIT 1"


def _target(file: TurtleFile, shape: str) -> str:
    classes = file.terms(shape, f"{_SH}targetClass")
    paths = file.terms(shape, f"{_SH}targetSubjectsOf")
    if bool(classes) == bool(paths):
        raise DataError(file.name, "a shape needs either target classes or properties", shape)
    if len(classes) == 1:
        return f"?this a {classes[0]} ."
    targets, pattern = (classes, "?this a ?is") if classes else (paths, "?this ?is ?of")
    values = " ".join(map(str, targets))
    return f"{{ SELECT DISTINCT ?this {{ VALUES ?is {{ {values} }} {pattern} }} }}"


def _of_properties(file: TurtleFile, shape: str, target: str) -> Iterator[Check]:
    nodes = file.values(shape, f"{_SH}property")
    faults = [(node, fault) for node in nodes for fault in _property_faults(file, node)]
    screened = _screened([fault for _, fault in faults])
    screen = _screen(target, screened)
    for node, fault in faults:
        query = _select(target, fault.pattern)
        name = shape.rsplit("#", 1)[-1]
        anywhere = _anywhere(fault.pattern) if fault.pattern.startswith("?this") else ""
        yield Check(name, *_meaning(file, node), query, screen if fault in screened else anywhere)


def _screened(faults: list[_Fault]) -> list[_Fault]:
    """The faults of properties that must have one value, as far as it can be judged alone."""
    bounds = {(fault.path, fault.constraint) for fault in faults}
    return [
        fault
        for fault in faults
        if fault.of_value and bounds >= {(fault.path, "minCount"), (fault.path, "maxCount")}
    ]


def _screen(target: str, faults: list[_Fault]) -> str:
    """One query that clears most graphs at once, far cheaper than a query per fault.

    There are as many ``?rows`` as ``?nodes`` if no property has two values; ``?faults`` are
    those of values that are there or missing.
    """
    names = {path: f"?v{n}" for n, path in enumerate(dict.fromkeys(f.path for f in faults))}
    values = " ".join(f"OPTIONAL {{ ?this {path} {v} }}" for path, v in names.items())
    wrong = " || ".join(f"({f.of_value(v=names[f.path])})" for f in faults if f.of_value)
    counts = "(COUNT(*) AS ?rows) (COUNT(DISTINCT ?this) AS ?nodes)"
    counted = f"SELECT {counts} (SUM(IF({wrong}, 1, 0)) AS ?faults) {{ {target} {values} }}"
    # An error in an expression (COALESCE) clears nothing.
    clear = "COALESCE(?rows = ?nodes && ?faults = 0, false)"
    return f"SELECT ?rows {{ {{ {counted} }} FILTER(!{clear}) }}"


def _property_faults(file: TurtleFile, node: str) -> Iterator[_Fault]:
    (path,) = map(str, file.terms(node, f"{_SH}path"))
    _refuse(file, node, _VALUE_FAULTS.keys() | _PROPERTY_FAULTS.keys() | _NO_CONSTRAINT)
    for name, template in {**_VALUE_FAULTS, **_PROPERTY_FAULTS}.items():
        for value in file.terms(node, f"{_SH}{name}"):
            if name in _ONLY and value.value != _ONLY[name]:
                raise DataError(file.name, f"sh:{name} cannot be {value.value}", node)
            items = _listed(file.items(str(value.value))) if name == "in" else ""
            if name in _PROPERTY_FAULTS:
                pattern = template.format(path=path, value=value)
                yield _Fault(path, name, pattern, _COUNTED.get(name))
                continue
            yield _of_value(path, name, template, value=value, items=items)
            if name == "datatype" and value.value in _PARSED:
                yield _of_value(path, name, _ILL_FORMED, value=value)


def _of_value(path: str, name: str, template: str, **parts: Any) -> _Fault:
    fault = template.format(v="?value", **parts)
    of_value = partial(template.format, **parts)
    return _Fault(path, name, f"?this {path} ?value . FILTER({fault})", of_value)


def _allowed(file: TurtleFile, shape: str) -> str:
    """Properties that a closed shape names or ignores."""
    nodes = file.values(shape, f"{_SH}property")
    paths = [path for node in nodes for path in file.terms(node, f"{_SH}path")]
    ignored = file.items(file.value(shape, f"{_SH}ignoredProperties"))
    return _listed((*paths, *ignored))


def _meaning(file: TurtleFile, node: str) -> tuple[str, str]:
    """Message and level of a constraint."""
    warning = file.value(node, f"{_SH}severity") == f"{_SH}Warning"
    return file.value(node, f"{_SH}message"), "warning" if warning else "error"


def _refuse(file: TurtleFile, node: str, known: set[str]) -> None:
    for predicate in file.predicates(node):
        name = predicate.removeprefix(_SH)
        if predicate != f"{RDF}type" and name not in known:
            raise DataError(file.name, f"no check is known for {predicate}", node)


def _listed(terms: Any) -> str:
    return ", ".join(map(str, terms))
