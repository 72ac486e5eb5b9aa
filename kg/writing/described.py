"""What ``graph.ttl`` says of documents and of things, for all that read it back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.namespaces import DCTERMS, SCHEMA, SM

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from kg.ontology import Ontology
    from kg.triples import TurtleFile

#: Classes of nodes that are no things of the world.
_APPARATUS = frozenset(("Fact", "Evidence", "SourceDocument"))
#: Fields of ``kg.model.Source`` and their properties.
SOURCE_FIELDS: Mapping[str, str] = {
    "path": f"{SM}path",
    "title": f"{DCTERMS}title",
    "published": f"{DCTERMS}issued",
    "publisher": f"{DCTERMS}publisher",
    "author": f"{DCTERMS}creator",
    "url": f"{SCHEMA}url",
    "encoding": f"{SM}encoding",
    "sha256": f"{SM}sha256",
}


def find_things(file: TurtleFile, ontology: Ontology) -> dict[str, str]:
    """The IRI of every thing of the world, and the name of the most special of its classes."""
    found: dict[str, str] = {}
    for name in thing_classes(ontology):
        found.update(dict.fromkeys(file.of_type(SM + name), name))
    return found


def thing_classes(ontology: Ontology) -> Iterator[str]:
    """The names of the classes of things of the world, the most special last."""
    for cls in sorted(ontology.classes.values(), key=lambda cls: (len(cls.ancestors), cls.name)):
        if _APPARATUS.isdisjoint(cls.ancestors):
            yield cls.name
