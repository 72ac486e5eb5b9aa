"""Chinese reports of summit diplomacy to a knowledge graph whose every fact can be checked.

The flow::

    documents → sentences → mentions → statements → (all documents) merge → RDF → Turtle

``extract`` reads one report, ``settle`` makes the graph of one or many, ``build`` does it
for files and writes the outputs, ``KG`` opens these to be asked. All is loaded when it is first
used: ``import kg`` itself loads nothing.

>>> import kg
>>> graph = kg.settle(kg.extract("2013年9月13日，上海合作组织比什凯克峰会举行。"))
>>> kg.to_networkx(graph).has_edge("country/KGZ", "summit/sco-2013", "hosted")
True
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from kg.version import VERSION

if TYPE_CHECKING:
    from kg.api import extract, settle
    from kg.asking.graphs import KG
    from kg.asking.results import Result
    from kg.asking.sparql import QueryError
    from kg.asking.workers import Limits
    from kg.building.report import Report
    from kg.large import build_store
    from kg.model import DataError, Document, Entity, Extraction, Graph, Statement
    from kg.page import render_page
    from kg.pipeline import build, build_graph, read_documents
    from kg.reading.knowledge import load_knowledge
    from kg.sources.documents import make_document, read_document
    from kg.writing.load import load_graph
    from kg.writing.network import to_networkx, write_graphml
    from kg.writing.portraits import Fact, Portrait

__version__ = VERSION
__all__ = [
    "KG",
    "DataError",
    "Document",
    "Entity",
    "Extraction",
    "Fact",
    "Graph",
    "Limits",
    "Portrait",
    "QueryError",
    "Report",
    "Result",
    "Statement",
    "build",
    "build_graph",
    "build_store",
    "extract",
    "load_graph",
    "load_knowledge",
    "make_document",
    "read_document",
    "read_documents",
    "render_page",
    "settle",
    "to_networkx",
    "write_graphml",
]
_HOMES = {
    "kg.api": ("extract", "settle"),
    "kg.sources.documents": ("make_document", "read_document"),
    "kg.asking.graphs": ("KG",),
    "kg.reading.knowledge": ("load_knowledge",),
    "kg.large": ("build_store",),
    "kg.writing.load": ("load_graph",),
    "kg.model": ("DataError", "Document", "Entity", "Extraction", "Graph", "Statement"),
    "kg.writing.network": ("to_networkx", "write_graphml"),
    "kg.page": ("render_page",),
    "kg.pipeline": ("build", "build_graph", "read_documents"),
    "kg.writing.portraits": ("Fact", "Portrait"),
    "kg.building.report": ("Report",),
    "kg.asking.results": ("Result",),
    "kg.asking.sparql": ("QueryError",),
    "kg.asking.workers": ("Limits",),
}


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for."""
    for module, names in _HOMES.items():
        if name in names:
            return getattr(import_module(module), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]
