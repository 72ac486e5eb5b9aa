"""Graphs as rdflib sees them, held by Oxigraph: its queries are fast, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from oxrdflib import OxigraphStore
from rdflib import Graph
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID

from kg.disk_store import open_store

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path


def load_files(paths: Iterable[Path]) -> Graph:
    """The triples of some Turtle files, in memory."""
    graph = Graph(store="Oxigraph")
    for path in paths:
        graph.parse(path, format="ox-turtle")
    return graph


def open_folder(folder: Path) -> Graph:
    """The default graph of a store, which is read where it lies and cannot be changed."""
    return Graph(OxigraphStore(store=open_store(folder)), DATASET_DEFAULT_GRAPH_ID)
