"""Where triple stores take graphs and answer queries: the presets of ``kg load --to``."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING
from urllib.parse import SplitResult, quote, urlsplit

from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping

#: White space, controls, and what no URL holds: nothing of it may reach a request line.
_NO_URL = re.compile(r"[^\x21-\x7e]|[<>\"{}|\\^`]")


@dataclass(frozen=True, slots=True)
class Store:
    """A place of the Graph Store Protocol.

    ``graphs`` is its URL. ``query`` is that of the SPARQL endpoint (empty: not known, so the
    graph is fetched to be counted). ``named`` is the parameter that names a graph;
    ``has_default`` tells whether there is a graph without a name; ``default`` is the name
    under which queries see it alone, where they otherwise see the union of all graphs.
    """

    graphs: str
    query: str = ""
    named: str = "graph"
    has_default: bool = True
    default: str = ""

    def place(self, graph: str) -> str:
        """The URL of a graph by its IRI; the empty one is the default graph."""
        joint = "&" if urlsplit(self.graphs).query else "?"
        chosen = f"{self.named}={quote(graph, safe='')}" if graph else "default"
        return f"{self.graphs}{joint}{chosen}"


#: Paths below the URL that people know their store by.
_PRESETS: Mapping[str, Store] = {
    "oxigraph": Store("/store", "/query"),
    "fuseki": Store("/data", "/query"),
    "graphdb": Store(  # what it infers is not counted
        "/rdf-graphs/service",
        "?infer=false",
        default="http://www.openrdf.org/schema/sesame#nil",
    ),
    "virtuoso": Store("/sparql-graph-crud-auth", "/sparql", named="graph-uri", has_default=False),
    "qlever": Store(
        "", "", default="http://qlever.cs.uni-freiburg.de/builtin-functions/default-graph"
    ),
}


def find_store(target: str, graph: str = "") -> Store:
    """The store that ``--to`` means: ``KIND:URL`` or the URL of a graph store itself.

    ``graph`` is the IRI the graph shall have there. Raises DataError for what is no such
    target, and for a graph without a name where the store has none.

    >>> find_store("fuseki:http://localhost:3030/kg").place("")
    'http://localhost:3030/kg/data?default'
    >>> find_store("https://example.org/gsp").place("urn:x")
    'https://example.org/gsp?graph=urn%3Ax'
    """
    kind, _, rest = target.partition(":")
    preset = _PRESETS.get(kind.lower())
    if preset is None:
        return Store(_checked(target).geturl())
    parts = _checked(rest)
    if parts.query:
        raise DataError("--to", "the URL of a store whose kind is told has no query")
    base = parts.geturl().rstrip("/")
    if not graph and not preset.has_default:
        raise DataError("--graph-iri", f"{kind} keeps no graph without a name: give one")
    return replace(preset, graphs=base + preset.graphs, query=base + preset.query)


def _checked(url: str) -> SplitResult:
    try:
        parts = urlsplit(url)
        port_is_fine = parts.port != 0  # reading it raises ValueError for what is no port
    except ValueError as error:
        raise DataError("--to", f"no URL: {error}") from error
    if parts.scheme not in {"http", "https"} or not parts.hostname or not port_is_fine:
        kinds = ", ".join(_PRESETS)
        raise DataError("--to", f"neither a URL (http, https) nor KIND:URL with one of {kinds}")
    if "@" in parts.netloc:
        raise DataError("--to", "no user and password in a URL: they go into the environment")
    if parts.fragment or _NO_URL.search(url):
        raise DataError("--to", "no URL: a character or a part that it cannot have")
    return parts
