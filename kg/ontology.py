"""The vocabulary, read from ``ontology/ontology.ttl``: the only place where names are born.

Terms of our own namespace go by their local name (``Leader``, ``attended``), terms of others
in domains and ranges by prefix and name (``xsd:integer``, ``skos:Concept``).
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import DataError
from kg.namespaces import CODE, DCTERMS, OWL, RDFS, SCHEMA, SKOS, SM
from kg.triples import TurtleFile

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


@dataclass(frozen=True, slots=True)
class Term:
    """A named thing of the vocabulary with its labels, definitions and notes (zh, en)."""

    name: str
    iri: str
    zh: str
    en: str
    definition_zh: str
    definition_en: str
    note_zh: str = ""
    note_en: str = ""


@dataclass(frozen=True, slots=True)
class Class(Term):
    """A class, its direct superclasses and all of them (``ancestors``: itself, then sorted)."""

    parents: tuple[str, ...] = ()
    ancestors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Property(Term):
    """A property; ``fact_class`` is the class of its fact nodes, empty if it carries no facts."""

    curie: str = ""
    domain: str = ""
    range: str = ""
    parents: tuple[str, ...] = ()
    fact_class: str = ""


@dataclass(frozen=True, slots=True)
class Ontology:
    """The whole vocabulary.

    ``about`` introduces it in paragraphs, zh and en in turn. ``properties`` holds ours and the
    reused ones of others (``startDate``, ``exact``, …) by local name; ``codes`` maps a code
    list (``role``) to its codes; ``disjoint`` are the classes of which nothing may have two;
    ``prefixes`` are those of the file.
    """

    version: str
    title_zh: str
    title_en: str
    about: tuple[str, ...]
    classes: Mapping[str, Class]
    properties: Mapping[str, Property]
    codes: Mapping[str, tuple[Term, ...]]
    disjoint: tuple[str, ...]
    prefixes: Mapping[str, str]

    def is_a(self, cls: str, ancestor: str) -> bool:
        """Whether every ``cls`` is an ``ancestor``; False for names not declared."""
        return cls in self.classes and ancestor in self.classes[cls].ancestors

    def allows(self, predicate: str, subject_class: str, object_class: str = "") -> bool:
        """Whether a triple of these classes fits domain and range.

        ``object_class`` is left out for literals: then only the domain is looked at.
        """
        prop = self.properties.get(predicate)
        if prop is None or not self.is_a(subject_class, prop.domain):
            return False
        return not object_class or self.is_a(object_class, prop.range)

    def fact_properties(self) -> tuple[Property, ...]:
        """Properties that carry facts, sorted by name."""
        return tuple(p for _, p in sorted(self.properties.items()) if p.fact_class)


def ontology_folder() -> Path:
    """Return the folder of our data: inside the installed package, or beside it in a checkout."""
    here = Path(__file__).resolve().parent
    packed = here / "_ontology"
    return packed if packed.is_dir() else here.parent / "ontology"


def load_ontology(path: Path | None = None) -> Ontology:
    """Read ``ontology.ttl`` (ours when no path is given); raise ``DataError`` if it is wrong."""
    file = TurtleFile(path or ontology_folder() / "ontology.ttl")
    header = next(iter(file.of_type(f"{OWL}Ontology")), "")
    ontology = Ontology(
        version=file.value(header, f"{OWL}versionInfo"),
        title_zh=file.text(header, f"{DCTERMS}title", "zh"),
        title_en=file.text(header, f"{DCTERMS}title", "en"),
        about=tuple(
            file.text(header, predicate, language)
            for predicate in (f"{DCTERMS}description", f"{RDFS}comment")
            for language in ("zh", "en")
        ),
        classes={c.name: c for c in _read_classes(file)},
        properties={p.name: p for p in _read_properties(file)},
        codes=_read_codes(file),
        disjoint=_read_disjoint(file),
        prefixes=file.prefixes,
    )
    _refuse_unknown_names(file.name, ontology)
    return ontology


def _read_classes(file: TurtleFile) -> Iterator[Class]:
    for iri in file.of_type(f"{OWL}Class"):
        if iri.startswith(SM):
            parents = _names(file, iri, f"{RDFS}subClassOf")
            fields = _describe(file, iri, f"{RDFS}label", f"{SKOS}definition")
            yield Class(**fields, parents=parents, ancestors=_ancestors(file, iri))


def _ancestors(file: TurtleFile, iri: str) -> tuple[str, ...]:
    above: set[str] = set()
    todo = list(file.values(iri, f"{RDFS}subClassOf"))
    while todo:
        parent = todo.pop()
        if parent not in above:
            above.add(parent)
            todo += file.values(parent, f"{RDFS}subClassOf")
    if iri in above:
        raise DataError(file.name, "the class is its own superclass", iri)
    return (_name(file, iri), *sorted(_name(file, parent) for parent in above))


def _read_properties(file: TurtleFile) -> Iterator[Property]:
    kinds = [f"{OWL}{kind}Property" for kind in ("Object", "Datatype", "Annotation")]
    for iri in (iri for kind in kinds for iri in file.of_type(kind)):
        ours = iri.startswith(SM)
        domain = file.value(iri, f"{RDFS}domain", f"{SCHEMA}domainIncludes")
        if not ours and not domain:
            continue  # a term of others that only our release metadata uses
        meaning = f"{SKOS}definition" if ours else f"{RDFS}comment"
        yield Property(
            **_describe(file, iri, f"{RDFS}label", meaning),
            curie=file.shorten(iri),
            domain=_name(file, domain),
            range=_name(file, file.value(iri, f"{RDFS}range", f"{SCHEMA}rangeIncludes")),
            parents=_names(file, iri, f"{RDFS}subPropertyOf"),
            fact_class=_name(file, file.value(iri, f"{SM}factClass")),
        )


def _read_codes(file: TurtleFile) -> dict[str, tuple[Term, ...]]:
    lists: dict[str, list[Term]] = defaultdict(list)
    for iri in file.of_type(f"{SKOS}Concept"):
        scheme = file.value(iri, f"{SKOS}inScheme").removeprefix(CODE)
        fields = _describe(file, iri, f"{SKOS}prefLabel", f"{SKOS}definition")
        lists[scheme].append(Term(**fields))
    return {scheme: tuple(codes) for scheme, codes in lists.items()}


def _read_disjoint(file: TurtleFile) -> tuple[str, ...]:
    heads = [file.value(a, f"{OWL}members") for a in file.of_type(f"{OWL}AllDisjointClasses")]
    return tuple(_name(file, item.value) for head in heads for item in file.items(head))


def _describe(file: TurtleFile, iri: str, label: str, meaning: str) -> dict[str, Any]:
    """Read the fields that all terms share; all but the notes must be there."""
    fields = {
        "name": iri.removeprefix(SM).rsplit("/", 1)[-1].rsplit("#", 1)[-1],
        "zh": file.text(iri, label, "zh"),
        "en": file.text(iri, label, "en"),
        "definition_zh": file.text(iri, meaning, "zh"),
        "definition_en": file.text(iri, meaning, "en"),
    }
    if missing := [name for name, value in fields.items() if not value]:
        raise DataError(file.name, f"the term lacks its {', '.join(missing)}", iri)
    notes = {f"note_{tag}": file.text(iri, f"{SKOS}scopeNote", tag) for tag in ("zh", "en")}
    return {"iri": iri, **fields, **notes}


def _name(file: TurtleFile, iri: str) -> str:
    """``Leader`` for a term of ours, ``xsd:integer`` for one of others."""
    return iri.removeprefix(SM) if iri.startswith(SM) else file.shorten(iri)


def _names(file: TurtleFile, iri: str, predicate: str) -> tuple[str, ...]:
    return tuple(sorted(_name(file, value) for value in file.values(iri, predicate)))


def _refuse_unknown_names(file: str, ontology: Ontology) -> None:
    """Superclasses, domains, ranges and fact classes must be declared (or be of others)."""
    uses = [(c.name, name) for c in ontology.classes.values() for name in c.ancestors]
    for prop in ontology.properties.values():
        uses += [(prop.name, prop.domain), (prop.name, prop.range)]
        uses += [(prop.name, prop.fact_class)] if prop.fact_class else []
    for user, name in uses:
        if not name:
            raise DataError(file, "the property lacks a domain or a range", user)
        if ":" not in name and name not in ontology.classes:
            raise DataError(file, f"there is no class {name}", user)
