"""Every thing at an address of its own: ``/id/KEY`` leads to a page or to RDF, as is wanted."""

from __future__ import annotations

import re
from functools import partial
from itertools import groupby
from typing import TYPE_CHECKING
from urllib.parse import quote, urlencode, urlsplit

from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.utils import redirect

from kg.namespaces import ID
from kg.serve.descriptions import describe, further, write_graph
from kg.serve.negotiation import GRAPHS, HTML, choose, content_type
from kg.serve.requests import read_page
from kg.serve.selections import MOST, Window, asker, term
from kg.serve.site import language_of, render
from kg.serve.vocabulary import Vocabulary
from kg.version import VERSION

if TYPE_CHECKING:
    from werkzeug import Request

    from kg.serve.descriptions import Description, Told
    from kg.serve.selections import Selection
    from kg.serve.site import Site

_KEY = re.compile(r"[a-z]+/[A-Za-z0-9_](?:[A-Za-z0-9_.-]*[A-Za-z0-9_-])?")
_TEMPLATES = {
    "source": "source.html",
    "fact": "fact.html",
    "evidence": "passage.html",
    "selector": "passage.html",
}
#: Where no fact is told: a document may tell none, all others are then shown as they are.
_WITHOUT = {"source": "source.html"}
_CALLED = {"ttl": "Turtle", "jsonld": "JSON-LD", "nt": "N-Triples", "rdf": "RDF/XML"}
_FORMATS = tuple((form, GRAPHS[form][0], called) for form, called in _CALLED.items())
#: What the query page is opened with: the facts about a thing, with their sentences.
_QUESTION = """SELECT ?subject ?property ?object ?factuality ?quote ?document {{
  ?fact ?link <{iri}> ;
    rdf:subject ?subject ; rdf:predicate ?property ; rdf:object ?object ;
    sm:factuality ?factuality ; sm:hasEvidence ?evidence .
  ?evidence oa:hasSource ?document ; oa:hasSelector/oa:exact ?quote .
}}
ORDER BY ?property ?fact
LIMIT 100
"""


def identify(site: Site, request: Request, key: str) -> Response:
    """From the name of a thing to what is said of it (303: a thing cannot be sent)."""
    _check(key)
    if b"true" not in asker(site, request)(f"ASK {{ {term(ID + key)} ?p ?o }}").body:
        raise _unknown(key)
    form = choose(request, {**HTML, **GRAPHS})
    place = f"/page/{key}" if form == "html" else f"/data/{key}.{form}"
    response = redirect(place, 303)
    response.headers["Vary"] = "Accept"
    return response


def data(site: Site, request: Request, name: str) -> Response:
    """What the graph says of a thing, as RDF; ``name`` is its key and a format."""
    key, _, form = name.rpartition(".")
    if form not in GRAPHS:
        raise NotFound(f"there is {', '.join(f'.{form}' for form in GRAPHS)}")
    found = _find(site, request, key)
    body = write_graph(found.triples | found.notes, form, site.kg.prefixes)
    response = Response(body, content_type=content_type(form))
    for rel, page in further(found.selection):
        place = f"/data/{name}{_part(found.selection, page)}"
        response.headers.add("Link", f'<{place}>; rel="{rel}"')
    response.set_etag(f"{VERSION}-{site.snapshot.version}")
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


def page(site: Site, request: Request, key: str) -> Response:
    """What the graph says of a thing, to be read."""
    found = _find(site, request, key)
    groups, kind = _groups(found), key.partition("/")[0]
    template = _TEMPLATES.get(kind, "thing.html") if groups else _WITHOUT.get(kind, "thing.html")
    return render(
        request, template, found=found, iri=ID + key, kind=kind, groups=groups,
        terms=Vocabulary(site.ontology, language_of(request)),
        search=partial(_search, found.selection), web=web_address, formats=_FORMATS, most=MOST,
        part=_part(found.selection, found.selection.window.page), version=site.snapshot.version,
        ask=quote(_QUESTION.format(iri=ID + key)),
    )  # fmt: skip


def _find(site: Site, request: Request, key: str) -> Description:
    _check(key)
    window = Window(request.args.get("property", ""), read_page(request))
    data = f"{request.host_url}data/{{key}}.ttl"
    found = describe(asker(site, request), key, window, site.ontology, data)
    if found is None:
        raise _unknown(key)
    return found


def _check(key: str) -> None:
    if not _KEY.fullmatch(key):
        raise _unknown(key)


def _unknown(key: str) -> NotFound:
    return NotFound(f"the graph says nothing here of {key}")


def _groups(found: Description) -> list[tuple[str, list[Told]]]:
    """The facts of the page by property."""
    ordered = groupby(found.told(), key=lambda told: told.fact.predicate)
    return [(prop, list(facts)) for prop, facts in ordered]


def _search(selection: Selection, page: int = 1, prop: str | None = None) -> str:
    """The part of an address that names a page, of the same property or another one."""
    prop = selection.window.prop if prop is None else prop
    fields = {"property": prop, "page": str(page) if page > 1 else ""}
    return "?" + urlencode({name: value for name, value in fields.items() if value})


def _part(selection: Selection, page: int) -> str:
    return _search(selection, page).rstrip("?")


def web_address(text: str) -> str:
    """The address of a page on the web; empty for whatever else stands in its place.

    >>> web_address("https://example.org/a"), web_address("javascript:alert(1)")
    ('https://example.org/a', '')
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return ""
    return text if parts.scheme in ("http", "https") and parts.netloc else ""
