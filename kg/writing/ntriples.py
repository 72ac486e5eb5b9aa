"""RDF files as N-Triples lines: sorted, each triple once, without blank nodes.

Such lines can be cut anywhere and sent twice: a set of them is the same graph in any order.
"""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING, Any

from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

#: Names for blank nodes as RDF 1.1 proposes them (section 3.5): below this well-known path.
_SKOLEM = "https://w3id.org/summitkg/.well-known/genid/"
_HASH = 16


def read_lines(paths: Iterable[Path]) -> list[str]:
    """The triples of all files as N-Triples lines with their ends.

    A blank node gets an IRI made of the hash of its file and its number in it, so the same
    file gives the same lines. Raises DataError for what is no Turtle (or N-Triples, which is
    a part of it), and OSError.
    """
    return sorted({f"{triple} .\n" for path in paths for triple in read_triples(path)})


def read_triples(path: Path) -> Iterator[Any]:
    """The triples of a Turtle file in its order, without blank nodes."""
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    data = path.read_bytes()
    stem = f"{_SKOLEM}{sha256(data).hexdigest()[:_HASH]}-"
    names: dict[Any, Any] = {}

    def named(term: Any) -> Any:
        if not isinstance(term, ox.BlankNode):
            return term
        return names.setdefault(term, ox.NamedNode(f"{stem}{len(names) + 1}"))

    try:
        for quad in ox.parse(data, format=ox.RdfFormat.TURTLE):
            yield ox.Triple(named(quad.subject), quad.predicate, named(quad.object))
    except SyntaxError as error:
        raise DataError(path.name, str(error)) from error


def check_iri(iri: str, place: str) -> None:
    """Raise DataError (for the option or file ``place``) unless ``iri`` is a full IRI."""
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    try:
        ox.NamedNode(iri)
    except ValueError as error:
        raise DataError(place, f"{iri} is no full IRI ({error})") from error
