"""``graph.html``: the graph as one page to look at, search and check, which needs nothing else.

The page is worked out here once (importance, places, short labels, pinyin), so that opening it
computes nothing; its scripts and styles are in ``assets``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.page.network import render
from kg.page.part import cut
from kg.page.payload import make_payload

if TYPE_CHECKING:
    from kg.model import Graph
    from kg.ontology import Ontology
    from kg.page.part import Part

__all__ = ["render_page", "render_part"]


def render_page(graph: Graph, ontology: Ontology) -> str:
    """The page of a settled graph, or of its most telling part; the same graph, the same text."""
    return render_part(cut(graph), ontology)


def render_part(part: Part, ontology: Ontology) -> str:
    """The page of a part (see ``kg.asking.store_part``), which says what it leaves out."""
    return render(make_payload(part, ontology))
