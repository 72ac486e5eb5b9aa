"""The words of the ontology in the language of a page."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from kg.namespaces import local_name

if TYPE_CHECKING:
    from collections.abc import Iterable

    from kg.ontology import Class, Ontology, Term
    from kg.writing.portraits import Node

_APPARATUS = frozenset(("Fact", "Evidence"))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels of classes, properties and codes, in one of two languages; others by their name."""

    ontology: Ontology
    lang: str

    def cls(self, name: str) -> str:
        """A class, by its local name."""
        return self._label(self.ontology.classes.get(name), name)

    def prop(self, iri: str) -> str:
        """A property, by its IRI or local name."""
        name = local_name(iri)
        return self._label(self.ontology.properties.get(name), name)

    def both(self, iri: str) -> tuple[str, str]:
        """A property in the language of the page and in the other one; empty if it has none."""
        term = self.ontology.properties.get(local_name(iri))
        other = Vocabulary(self.ontology, "en" if self.lang == "zh" else "zh")
        return self.prop(iri), other.prop(iri) if term else ""

    def meaning(self, iri: str) -> str:
        """The definition of a property or class."""
        name = local_name(iri)
        term = self.ontology.properties.get(name) or self.ontology.classes.get(name)
        if term is None:
            return ""
        return term.definition_zh if self.lang == "zh" else term.definition_en

    def code(self, prop: str, name: str) -> str:
        """A code, such as ``observer`` of the property ``role``."""
        codes = {code.name: code for code in self.ontology.codes.get(prop, ())}
        return self._label(codes.get(name), name)

    def name(self, node: Node) -> str:
        """A thing; its Chinese name where it has no English one."""
        return (node.en if self.lang == "en" else "") or node.label

    def _label(self, term: Term | None, name: str) -> str:
        return name if term is None else term.zh if self.lang == "zh" else term.en


def shown_classes(ontology: Ontology) -> tuple[Class, ...]:
    """The classes whose members have pages that people look for: things and documents."""
    parents = {name for cls in ontology.classes.values() for name in cls.parents}
    leaves = (cls for name, cls in ontology.classes.items() if name not in parents)
    return tuple(cls for cls in leaves if _APPARATUS.isdisjoint(cls.ancestors))


def kind_of(ontology: Ontology, classes: Iterable[str]) -> str:
    """The most special of the classes of a thing, by local name; empty if none is of ours."""
    known = (ontology.classes[name] for name in classes if name in ontology.classes)
    return max(((len(cls.ancestors), cls.name) for cls in known), default=(0, ""))[1]
