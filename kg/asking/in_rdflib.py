"""Graphs as rdflib sees them, held by Oxigraph: its queries are fast, too."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.asking.disk_store import held_store

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def load_files(paths: Iterable[Path]) -> Graph:
    """The triples of some Turtle files, in memory."""
    graph = Graph(store="Oxigraph")
    for path in paths:
        graph.parse(path, format="ox-turtle")
    return graph


@contextmanager
def open_folder(folder: Path) -> Iterator[Graph]:
    """The default graph of a store as it is now, read where it lies, which cannot be changed.

    Raises DataError and OSError.
    """
    with held_store(folder) as store:
        graph = Graph(OxigraphStore(store=store), DATASET_DEFAULT_GRAPH_ID)
        del store  # the graph alone has it, and lets go of it
        try:
            yield graph
        finally:
            graph.close()
