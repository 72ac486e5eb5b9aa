"""``graph.html``: the graph as one page to look at, search and check, which needs nothing else.

The page is worked out here once (importance, places, short labels, pinyin), so that opening it
computes nothing; its scripts and styles are in ``assets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.page.network import render
from kg.page.payload import make_payload

if TYPE_CHECKING:
    from kg.model import Graph
    from kg.ontology import Ontology

__all__ = ["render_page"]


def render_page(graph: Graph, ontology: Ontology) -> str:
    """The page of a settled graph; the same graph, the same text."""
    return render(make_payload(graph, ontology))
