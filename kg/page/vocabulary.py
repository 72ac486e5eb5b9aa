"""The terms that the page shows: classes with their signs, properties, factualities, codes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from kg.model import STANDING, Factuality
from kg.writing.turtle import Terms

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ontology import Ontology, Term

    Row = dict[str, Any]

#: Colour (Okabe and Ito: told apart by everybody) and shape (told apart without colour).
_SIGNS = {
    "Leader": ("#0072B2", "dot"),
    "Country": ("#009E73", "square"),
    "Organisation": ("#E69F00", "hexagon"),
    "Summit": ("#D55E00", "star"),
    "City": ("#56B4E9", "triangleDown"),
    "Declaration": ("#CC79A7", "diamond"),
    "Instrument": ("#8C6D9E", "pentagon"),
    "Speech": ("#7A7A7A", "triangle"),
    "Initiative": ("#B59F00", "cross"),
}
_OTHER_SIGN = ("#999999", "dot")


def sign_of(cls: str) -> tuple[str, str]:
    """Colour and shape of a class."""
    return _SIGNS.get(cls, _OTHER_SIGN)


def _sign(cls: str) -> Row:
    colour, shape = sign_of(cls)
    return {"colour": colour, "shape": shape}


def order_classes(present: Iterable[str]) -> list[str]:
    """The classes of the legend, in its order."""
    known = [cls for cls in _SIGNS if cls in set(present)]
    return [*known, *sorted(set(present) - set(known))]


def make_vocabulary(
    classes: Iterable[str], properties: Iterable[str], qualifiers: Iterable[str], ontology: Ontology
) -> Row:
    """Labels in both languages of all terms that the rows point to by number."""
    lists = {name: codes for name, codes in ontology.codes.items() if name in ontology.properties}
    told = {code.name: code for code in lists.get("factuality", ())}
    return {
        "classes": [
            _sign(cls) | _types(cls, ontology) | _term(ontology.classes.get(cls), cls)
            for cls in classes
        ],
        "properties": [_property(name, ontology) for name in properties],
        "qualifiers": _terms(qualifiers, ontology),
        "factualities": [
            {"stands": item in STANDING, **_term(told.get(item), item)} for item in Factuality
        ],
        "codes": {
            code.name: {"zh": code.zh, "en": code.en}
            for name, codes in sorted(lists.items())
            for code in codes
            if name != "factuality"
        },
    }


def _types(cls: str, ontology: Ontology) -> Row:
    """The class and those above it: what Turtle says of a thing or a fact."""
    return {"types": list(ontology.classes[cls].ancestors) if cls in ontology.classes else [cls]}


def _property(name: str, ontology: Ontology) -> Row:
    """``kinds``: the only kind of subject and object, which names of facts leave out."""
    (row,) = _terms([name], ontology)
    kinds = list(Terms(ontology).only_kinds(name))
    return {**row, "kinds": kinds, **_types(ontology.properties[name].fact_class, ontology)}


def _terms(names: Iterable[str], ontology: Ontology) -> list[Row]:
    found = ontology.properties
    return [{"iri": found[name].iri, **_term(found[name], name)} for name in names]


def _term(term: Term | None, name: str) -> Row:
    return {"key": str(name), "zh": term.zh if term else name, "en": term.en if term else name}
