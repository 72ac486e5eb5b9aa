"""A built graph, opened to be asked: ``KG.load("output")``."""

from __future__ import annotations

from contextlib import ExitStack
from difflib import get_close_matches
from functools import cached_property
from html import escape
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING, Self

from kg.asking.disk_store import is_store
from kg.asking.engine import Engine
from kg.asking.lookup import CLASSES, NAMES, Names, read_names
from kg.asking.questions import (
    THING,
    Question,
    find_question,
    plain_term,
    query_prefixes,
    read_questions,
    set_values,
)
from kg.asking.results import Result, read_result
from kg.asking.sparql import QueryError
from kg.asking.workers import Limits
from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import networkx as nx
    import rdflib

    from kg.asking.workers import Reply
    from kg.model import Graph
    from kg.writing.portraits import Gallery, Portrait

GRAPH, BACKGROUND = "graph.ttl", "background.ttl"


class KG:
    """A graph that was built, as files; everything else is loaded when it is first asked for.

    Queries run in a process of their own, with limits; ``close`` (or ``with``) ends it. A store
    on the disk (``on_disk``) may be larger than memory: only what is asked for is read.
    """

    def __init__(self, paths: Sequence[Path], limits: Limits | None = None) -> None:
        """Know the files, the graph and its background, or the folder of a store."""
        self.paths, self.limits = tuple(paths), limits or Limits()
        self.on_disk = is_store(self.paths[0])
        self.prefixes, self._naming = query_prefixes(), Lock()
        self._open = ExitStack()

    @classmethod
    def load(
        cls, path: str | Path = "output", *, background: bool = True, limits: Limits | None = None
    ) -> KG:
        """Open the graph in a folder that ``kg build`` wrote, in a Turtle file or in a store.

        ``background.ttl`` in the same folder (other names, codes, where a city lies, the
        ontology) comes along if it is there; a store holds it always. Raises OSError if there is
        no graph, and DataError for a store without its background.
        """
        graph = Path(path)
        if is_store(graph):
            if not background:
                raise DataError(str(graph), "the background cannot be left out of a store")
            return cls([graph], limits)
        graph = graph / GRAPH if graph.is_dir() else graph
        graph.stat()
        beside = graph.with_name(BACKGROUND)
        more = [beside] if background and beside.is_file() and beside != graph else []
        return cls([graph, *more], limits)

    def __enter__(self) -> Self:
        """Use as a context."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close."""
        self.close()

    def __repr__(self) -> str:
        """The files."""
        return f"KG({', '.join(map(str, self.paths))})"

    def close(self) -> None:
        """End the process that answers queries, and close the ``graph`` of a store.

        Both are there again when they are asked for.
        """
        if engine := self.__dict__.pop("engine", None):
            engine.close()
        if self.on_disk:
            self.__dict__.pop("graph", None)
            self._open.close()

    @cached_property
    def engine(self) -> Engine:
        """The process that holds the graph; asking for it starts it."""
        return Engine(self.paths, self.limits)

    def start(self) -> None:
        """Let the process load the graph while other things are done."""
        _ = self.engine

    @property
    def names(self) -> Names:
        """Every name of every thing, read once. Raises QueryError if that takes too long."""
        if not self._naming.acquire(timeout=self.limits.seconds):
            raise QueryError("busy", "the names are being read; try again later")
        try:
            return self._names
        finally:
            self._naming.release()

    @cached_property
    def _names(self) -> Names:
        return read_names(self._ask(NAMES.format(which="")), self._ask(CLASSES))

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The named queries."""
        return read_questions()

    @cached_property
    def records(self) -> Graph:
        """The graph as records: sources, entities, statements with their evidence."""
        from kg.writing.load import load_graph  # noqa: PLC0415 - queries do without

        if self.on_disk:
            reason = "a store may be larger than memory: ask it by queries, or load graph.ttl"
            raise DataError(str(self.paths[0]), reason)
        return load_graph(self.paths[0])

    @cached_property
    def gallery(self) -> Gallery:
        """The records by thing."""
        from kg.writing.portraits import hang  # noqa: PLC0415 - queries do without

        return hang(self.records)

    @cached_property
    def graph(self) -> rdflib.Graph:
        """All triples, until ``close``, for rdflib; held by Oxigraph: its queries are fast, too."""
        from kg.asking.in_rdflib import load_files, open_folder  # noqa: PLC0415 - takes 200 ms

        folder = open_folder(self.paths[0]) if self.on_disk else None
        graph = self._open.enter_context(folder) if folder else load_files(self.paths)
        for prefix, namespace in self.prefixes.items():
            graph.bind(prefix, namespace)
        return graph

    def query(self, query: str, /, **parameters: str | Sequence[str]) -> Result:
        """The answer to a SPARQL query, or to a named one with its parameters.

        ``kg.query("career", leader="托卡耶夫")``: things go by any name. Prefixes of the
        ontology need no declaration. Raises QueryError.
        """
        return self._ask(self.complete(query, parameters))

    def _ask(self, text: str) -> Result:
        reply = self.engine.ask(text, self.prefixes)
        return read_result(reply.kind, reply.body, self.prefixes)

    def answer(self, text: str, *, solutions: str = "json", graph: str = "ttl") -> Reply:
        """The answer to a complete query in a format of the SPARQL standards, as bytes."""
        return self.engine.ask(text, self.prefixes, solutions=solutions, graph=graph)

    def complete(self, query: str, parameters: Mapping[str, str | Sequence[str]]) -> str:
        """The text of a query, named or given, with the values of its parameters in place."""
        question = find_question(query)
        if question is None:
            _refuse_unknown_name(query)
        known = question.parameters if question else {}
        text = question.text if question else query
        if question and (strange := [name for name in parameters if name not in known]):
            takes = ", ".join(known) or "no parameter"
            raise QueryError("parameter", f"{query} takes {takes}, not {strange[0]}")
        values = {
            name: [self._term(item, known.get(name, "")) for item in _several(given)]
            for name, given in parameters.items()
        }
        return set_values(text, values)

    def _term(self, value: str, cls: str) -> str:
        wanted = "" if cls == THING else cls
        return plain_term(value, cls) or f"<{self.names.find(value, wanted).iri}>"

    def entity(self, name: str, cls: str = "") -> Portrait:
        """All facts about the thing of this name (any alias, or its key), with evidence.

        Raises QueryError, with what is near, for a name that is unknown or means several.
        """
        thing = self.names.find(name, cls)
        portrait = self._portray(thing.key) if self.on_disk else self.gallery.portrait(thing.key)
        if portrait is None:
            reason = f"{thing.label} ({thing.key}) is in the background only: no report names it"
            raise QueryError("unknown-name", reason)
        return portrait

    def _portray(self, key: str) -> Portrait | None:
        from kg.asking.asked import portray  # noqa: PLC0415 - queries do without
        from kg.ontology import load_ontology  # noqa: PLC0415

        return portray(lambda query: self.answer(query, graph="nt").body, key, load_ontology())

    def to_networkx(self) -> nx.MultiDiGraph:
        """The facts as a network: see ``kg.to_networkx``."""
        from kg.writing.network import to_networkx  # noqa: PLC0415 - queries do without

        return to_networkx(self.records)

    def show(self, height: int = 600) -> Page:
        """The page of the graph, to be shown by a notebook."""
        from kg.ontology import load_ontology  # noqa: PLC0415 - queries do without
        from kg.page import render_page  # noqa: PLC0415 - queries do without

        return Page(render_page(self.records, load_ontology()), height)


class Page:
    """A page in a frame of its own: it cannot reach the notebook around it."""

    def __init__(self, html: str, height: int) -> None:
        """Hold the page."""
        self.html, self.height = html, height

    def _repr_html_(self) -> str:
        """The frame."""
        return (
            f'<iframe sandbox="allow-scripts allow-downloads" srcdoc="{escape(self.html)}" '
            f'width="100%" height="{int(self.height)}" style="border:0"></iframe>'
        )


def _several(given: str | Sequence[str]) -> Sequence[str]:
    return [given] if isinstance(given, str) else given


def _refuse_unknown_name(query: str) -> None:
    """One word is no query: it is a name that we do not have."""
    if query.strip() and query.replace("-", "").isalnum():
        near = get_close_matches(query, read_questions(), n=3)
        hint = f"; near: {', '.join(near)}" if near else ""
        raise QueryError("unknown-query", f"there is no named query {query}{hint}")
