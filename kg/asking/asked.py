"""One thing of a graph that is asked, not loaded: its facts, fetched by queries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from kg.namespaces import ID
from kg.triples import TurtleFile
from kg.writing.load import read_graph
from kg.writing.portraits import hang

if TYPE_CHECKING:
    from collections.abc import Callable

    from kg.ontology import Ontology
    from kg.writing.portraits import Portrait

#: The facts about {x}, and what belongs to them ({path}): as in the file that a build writes.
_FACTS = "CONSTRUCT {{ ?fact ?p ?o }} {{ ?fact ?link {x} ; a sm:Fact ; ?p ?o }}"
_PARTS = "CONSTRUCT {{ ?s ?p ?o }} {{ ?fact ?link {x} ; a sm:Fact ; {path} ?s . ?s ?p ?o }}"
_PATHS = ("sm:hasEvidence", "sm:hasEvidence/oa:hasSelector", "sm:hasEvidence/oa:hasSource")
#: The names of {x} and of all things that stand in these facts.
_NAMES = """
CONSTRUCT {{ ?s ?p ?o }} {{
  {{ SELECT DISTINCT ?s {{
    {{ VALUES ?s {{ {x} }} }}
    UNION {{ ?fact ?link {x} ; a sm:Fact ; ?any ?s FILTER (?any != sm:hasEvidence) }}
    FILTER (STRSTARTS(STR(?s), "{start}"))
  }} }}
  ?s ?p ?o FILTER (?p IN (rdf:type, rdfs:label, skos:altLabel))
}}
"""


def portray(ask: Callable[[str], bytes], key: str, ontology: Ontology) -> Portrait | None:
    """All about the thing with this key, as ``Gallery.portrait``; None if there is none.

    ``ask`` runs a query that builds a graph, and gives it as N-Triples. Names that only the
    background knows are there, too, and so are things that only it names, without a fact.
    """
    x = f"<{ID}{key}>"
    parts = (_PARTS.format(x=x, path=path) for path in _PATHS)
    queries = (_FACTS.format(x=x), *parts, _NAMES.format(x=x, start=ID))
    file = TurtleFile(b"".join(map(ask, queries)))
    return hang(read_graph(file, ontology)).portrait(key)
