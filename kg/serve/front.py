"""The ways in: the front page, the things of a class, and search by name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from werkzeug import Response
from werkzeug.exceptions import BadRequest, NotFound

from kg.asking.lookup import NAMES, read_names
from kg.asking.results import Result, Term
from kg.namespaces import ID, SM
from kg.serve.negotiation import HTML, choose
from kg.serve.requests import read_page
from kg.serve.selections import MOST, Window, asker, rows, term
from kg.serve.site import language_of, render
from kg.serve.vocabulary import Vocabulary, kind_of, shown_classes
from kg.writing.portraits import Node

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from werkzeug import Request

    from kg.asking.lookup import Thing
    from kg.serve.selections import Ask
    from kg.serve.site import Site

_MOST_FOUND, _MOST_CENTRAL, _LONGEST = 20, 8, 200
_JSON = {"json": ("application/json",)}
_CENTRAL = ("Leader", "Summit", "Organisation")
_COUNTS = "SELECT ?class (COUNT(?thing) AS ?things) { ?thing a ?class } GROUP BY ?class"
_TOP = """
SELECT ?thing (COUNT(?fact) AS ?facts) {{
  ?thing a {cls} . ?fact rdf:subject|rdf:object ?thing
}} GROUP BY ?thing ORDER BY DESC(?facts) ?thing LIMIT {most}
"""
#: Documents and summits by their time, the last first; all others by their keys.
_MEMBERS = """
SELECT ?thing (MAX(STR(?is)) AS ?when) {{
  ?thing a {cls} . OPTIONAL {{ ?thing dcterms:issued|sm:year ?is }}
}} GROUP BY ?thing ORDER BY DESC(?when) ?thing LIMIT {most} OFFSET {skip}
"""
_TITLES = """
SELECT ?thing (COALESCE(?title, ?path) AS ?called) {{
  VALUES ?thing {{ {nodes} }}
  OPTIONAL {{ ?thing dcterms:title ?title }} OPTIONAL {{ ?thing sm:path ?path }}
}}
"""


class Member(NamedTuple):
    """A thing in a list, with its time ("2014-09-13", "2014") or how many facts it has."""

    node: Node
    when: str = ""
    facts: int = 0


class Overview(NamedTuple):
    """What the front page tells: numbers by class, and the most connected things of some."""

    counts: dict[str, int]
    central: dict[str, list[Member]]


def home(site: Site, request: Request) -> Response:
    """What there is, and where to begin."""
    overview = _overview(asker(site, request))
    files = [held.name for held in site.snapshot.graphs]
    triples = None if site.kg.on_disk else site.kg.engine.triples
    return render(
        request, "home.html", overview=overview, classes=shown_classes(site.ontology),
        terms=_terms(site, request), triples=triples, files=files,
    )  # fmt: skip


def _overview(ask: Ask) -> Overview:
    central = {cls: _top(ask, cls) for cls in _CENTRAL}
    return Overview(_counts(ask), {cls: members for cls, members in central.items() if members})


def _counts(ask: Ask) -> dict[str, int]:
    return {row[0].removeprefix(SM): row[1] for row in rows(ask, _COUNTS)}


def _top(ask: Ask, cls: str) -> list[Member]:
    found = rows(ask, _TOP.format(cls=term(SM + cls), most=_MOST_CENTRAL))
    nodes = _nodes(ask, [row[0] for row in found])
    return [Member(nodes[row[0]], facts=row[1]) for row in found]


def _nodes(ask: Ask, iris: Sequence[str]) -> dict[str, Node]:
    """What has these IRIs, with the labels."""
    which = f"VALUES ?thing {{ {' '.join(map(term, iris))} }}"
    things = read_names(rows(ask, NAMES.format(which=which)), Result()).things if iris else {}
    return {iri: _node(iri.removeprefix(ID), things) for iri in iris}


def _node(key: str, things: Mapping[str, Thing]) -> Node:
    thing = things.get(key)
    return Node(key, thing.label, thing.en) if thing else Node(key, key)


def _terms(site: Site, request: Request) -> Vocabulary:
    return Vocabulary(site.ontology, language_of(request))


def members(site: Site, request: Request, name: str) -> Response:
    """The things of a class, or the documents."""
    ask, number = asker(site, request), read_page(request)
    if name not in {cls.name for cls in shown_classes(site.ontology)}:
        raise NotFound(f"there is no list of {name}")
    counts = _counts(ask)
    pages = max(1, -(-counts.get(name, 0) // MOST))
    if number > pages:
        raise NotFound(f"there is no page {number}")
    return render(
        request, "class.html", name_of_class=name, count=counts.get(name, 0),
        window=Window(page=number), pages=pages, most=MOST, terms=_terms(site, request),
        members=_members(ask, name, number), search=lambda page: f"?page={page}",
    )  # fmt: skip


def _members(ask: Ask, name: str, number: int) -> list[Member]:
    query = _MEMBERS.format(cls=term(SM + name), most=MOST, skip=Window(page=number).skip)
    found = [(row[0], row[1] or "") for row in rows(ask, query)]
    iris = [iri for iri, _ in found]
    titled = (
        rows(ask, _TITLES.format(nodes=" ".join(map(term, iris))))
        if name == "SourceDocument"
        else ()
    )
    titles = {row[0]: Node(row[0].removeprefix(ID), row[1]) for row in titled if row[1]}
    nodes = _nodes(ask, iris) | titles
    return [Member(nodes[iri], when) for iri, when in found]


def search(site: Site, request: Request) -> Response:
    """The things whose names are like ``q``, for people or for programs; only of a ``class``."""
    asked = request.args.get("q", "").strip()
    if len(asked) > _LONGEST:
        raise BadRequest(f"no name has more than {_LONGEST} characters")
    form = choose(request, {**HTML, **_JSON})
    cls = request.args.get("class", "")
    found = site.kg.names.near(asked, cls, _MOST_FOUND) if asked else ()
    if form == "json":
        body = json.dumps([_entry(site, thing) for thing in found], ensure_ascii=False)
        return Response(body, mimetype="application/json", headers={"Vary": "Accept"})
    things = [
        (Node(thing.key, thing.label, thing.en), thing, _kind(site, thing)) for thing in found
    ]
    return render(
        request, "search.html", asked=asked, found=things, most=_MOST_FOUND,
        terms=_terms(site, request),
    )  # fmt: skip


def _kind(site: Site, thing: Thing) -> str:
    return kind_of(site.ontology, thing.classes)


def _entry(site: Site, thing: Thing) -> dict[str, Any]:
    return {
        "key": thing.key,
        "iri": thing.iri,
        "curie": Term("uri", thing.iri).shorten(site.kg.prefixes),
        "label": thing.label,
        "class": _kind(site, thing),
        "names": list(thing.names),
    }
