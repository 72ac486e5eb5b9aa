"""Which facts, and which of their passages, a page about something shows.

A graph may hold thousands of facts about one country, and one fact may be told in thousands of
documents: facts come in pages, and each with a few of its passages only. What is left out is
counted, so that every page can say so.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from kg.asking.results import Result, read_result
from kg.namespaces import ID, local_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from werkzeug import Request

    from kg.asking.workers import Reply
    from kg.serve.site import Site

#: Facts, or passages of one fact, on a page; passages of each fact among others.
MOST, FEW = 100, 3
#: Nodes that one query names: 64 KiB of it are allowed.
_AT_ONCE = 200
#: How the facts are found that a page is about, by the kind of its subject ({x}).
_FACTS = {
    "fact": "VALUES ?fact {{ {x} }}",
    "source": "?evidence oa:hasSource {x} . ?fact sm:hasEvidence ?evidence .",
    "selector": "?evidence oa:hasSelector {x} . ?fact sm:hasEvidence ?evidence .",
    "": "?fact ?link {x} .",
}
#: All passages of a fact, oldest document first. A passage is a place in a document: what
#: several rules read there are several nodes of evidence with one selector.
_OF_FACT = """
SELECT ?evidence {{
  {{ SELECT ?place (MIN(STR(?issued)) AS ?when) {{
    {x} sm:hasEvidence ?any . ?any oa:hasSelector ?place ; oa:hasSource ?source .
    OPTIONAL {{ ?source dcterms:issued ?issued }}
  }} GROUP BY ?place ORDER BY ?when ?place LIMIT {most} OFFSET {skip} }}
  {x} sm:hasEvidence ?evidence . ?evidence oa:hasSelector ?place
}}
"""
#: The passages that a page about a document, or a part of it, shows.
_WITHIN = {
    "source": "?evidence oa:hasSource {x} .",
    "selector": "?evidence oa:hasSelector {x} .",
    "evidence": "VALUES ?evidence {{ {x} }}",
}
_COUNTS = "SELECT ?property (COUNT(DISTINCT ?fact) AS ?facts) {{ {facts} ?fact rdf:predicate ?property }} GROUP BY ?property ORDER BY ?property"  # noqa: E501
_ORDER = """
SELECT ?fact (MIN(COALESCE(?to, ?from, ?at)) AS ?year) {{
  {facts} ?fact rdf:predicate ?property . {narrow}
  OPTIONAL {{ ?fact rdf:object/sm:year ?to }}
  OPTIONAL {{ ?fact rdf:subject/sm:year ?from }}
  OPTIONAL {{ ?fact sm:atSummit/sm:year ?at }}
}} GROUP BY ?property ?fact ORDER BY ?property ?year ?fact LIMIT {most} OFFSET {skip}
"""
_TOTALS = "SELECT ?fact (COUNT(DISTINCT ?place) AS ?passages) {{ VALUES ?fact {{ {nodes} }} ?fact sm:hasEvidence/oa:hasSelector ?place }} GROUP BY ?fact"  # noqa: E501
_SOME = "{{ {{ SELECT DISTINCT ?fact ?place {{ VALUES ?fact {{ {fact} }} ?fact sm:hasEvidence/oa:hasSelector ?place }} ORDER BY ?place LIMIT {few} }} ?fact sm:hasEvidence ?evidence . ?evidence oa:hasSelector ?place }}"  # noqa: E501


class Ask(Protocol):
    """How a query is answered: ``Desk.ask`` with the request in place."""

    def __call__(self, query: str, *, graph: str = "ttl") -> Reply:
        """Raise QueryError or answer."""


class Window(NamedTuple):
    """What is asked for: facts of one property (its local name) or of all, and which page."""

    prop: str = ""
    page: int = 1

    @property
    def skip(self) -> int:
        """How many come before."""
        return (self.page - 1) * MOST


@dataclass(frozen=True, slots=True)
class Selection:
    """What a page shows, and how much there is.

    ``counts`` are facts by the IRI of their property; ``facts`` and ``evidence`` are IRIs, in
    order; ``passages`` counts all passages of each fact; ``pages`` is 0 if there is nothing.
    """

    window: Window
    counts: Mapping[str, int]
    pages: int
    facts: tuple[str, ...]
    evidence: tuple[tuple[str, str], ...]
    passages: Mapping[str, int]

    @property
    def exists(self) -> bool:
        """Whether there is such a page: the first one always, unless it is of no property."""
        prop, page = self.window
        known = not prop or any(prop == local_name(iri) for iri in self.counts)
        return known and page <= max(1, self.pages)


def asker(site: Site, request: Request) -> Ask:
    """Queries on behalf of a request."""
    return partial(site.desk.ask, request)


def term(iri: str) -> str:
    """An IRI as queries write it."""
    return f"<{iri}>"


def rows(ask: Ask, query: str) -> Result:
    """The rows that a query finds."""
    reply = ask(query)
    return read_result(reply.kind, reply.body, {})


def chunks(nodes: Iterable[str]) -> Iterator[str]:
    """The nodes as lists of terms, none too long for a query."""
    terms = [term(node) for node in nodes]
    for start in range(0, len(terms), _AT_ONCE):
        yield " ".join(terms[start : start + _AT_ONCE])


def select(ask: Ask, key: str, window: Window) -> Selection:
    """The facts about the thing, document, passage or fact with this key."""
    kind, x = key.partition("/")[0], term(ID + key)
    pattern = _FACTS.get(kind, _FACTS[""]).format(x=x)
    counts = {row[0]: int(row[1]) for row in rows(ask, _COUNTS.format(facts=pattern))}
    if kind == "fact":
        return _one_fact(ask, ID + key, window, counts)
    wanted = [iri for iri in counts if window.prop in ("", local_name(iri))]
    narrow = f"VALUES ?property {{ {' '.join(map(term, wanted))} }}" if window.prop else ""
    order = _ORDER.format(facts=pattern, narrow=narrow, most=MOST, skip=window.skip)
    facts = tuple(str(row[0]) for row in rows(ask, order))
    evidence = _within(ask, kind, x, facts) if kind in _WITHIN else _some(ask, facts)
    pages = -(-sum(counts[iri] for iri in wanted) // MOST)
    return Selection(window, counts, pages, facts, evidence, _totals(ask, facts))


def _one_fact(ask: Ask, fact: str, window: Window, counts: Mapping[str, int]) -> Selection:
    facts = (fact,) if counts else ()
    passages = _totals(ask, facts)
    query = _OF_FACT.format(x=term(fact), most=MOST, skip=window.skip)
    evidence = tuple((fact, str(row[0])) for row in rows(ask, query))
    pages = max(1, -(-passages.get(fact, 0) // MOST))
    return Selection(window, counts, pages, facts, evidence, passages)


def _totals(ask: Ask, facts: Iterable[str]) -> dict[str, int]:
    found = (row for nodes in chunks(facts) for row in rows(ask, _TOTALS.format(nodes=nodes)))
    return {row[0]: int(row[1]) for row in found}


def _some(ask: Ask, facts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The first passages of each fact."""
    parts = [_SOME.format(fact=term(fact), few=FEW) for fact in facts]
    query = f"SELECT ?fact ?evidence {{ {' UNION '.join(parts)} }}"
    return tuple((row[0], row[1]) for row in rows(ask, query)) if parts else ()


def _within(ask: Ask, kind: str, x: str, facts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """The passages of the facts within a document, or a part of it."""
    shown = set(facts)
    pattern = _WITHIN[kind].format(x=x)
    query = f"SELECT ?fact ?evidence {{ {pattern} ?fact sm:hasEvidence ?evidence }}"
    return tuple((row[0], row[1]) for row in rows(ask, query) if row[0] in shown)
