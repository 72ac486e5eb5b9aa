"""The endpoint: SPARQL 1.1 Protocol, queries only.

https://www.w3.org/TR/sparql11-protocol/
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug import Response
from werkzeug.exceptions import BadRequest
from werkzeug.utils import redirect

from kg.asking.sparql import query_form
from kg.serve.catalogue import describe_service
from kg.serve.negotiation import (
    GRAPHS,
    SOLUTIONS,
    choose,
    content_type,
    prefers_html,
    wanted_formats,
)
from kg.serve.requests import read_query

if TYPE_CHECKING:
    from werkzeug import Request

    from kg.serve.site import Site

_BUILDS = ("CONSTRUCT", "DESCRIBE")


def sparql(site: Site, request: Request) -> Response:
    """Answer the query of a request in the format that it accepts.

    A browser that comes with a query is shown it on the query page; one that comes with none,
    the page; other clients without a query get the description of the service.
    """
    query = read_query(request)
    page = _wants_page(request)
    if query is None and request.method == "POST":
        raise BadRequest("there is no query")
    if page:
        return redirect("/query" + (f"#query={quote(query)}" if query else ""), 303)
    if query is None:
        return describe_service(site, request)
    builds = query_form(query) in _BUILDS
    form = choose(request, GRAPHS if builds else SOLUTIONS)
    reply = site.desk.ask(request, query, **{"graph" if builds else "solutions": form})
    return Response(reply.body, content_type=content_type(form), headers={"Vary": "Accept"})


def _wants_page(request: Request) -> bool:
    """Whether somebody opens the address in a browser."""
    return request.method != "POST" and not wanted_formats(request) and prefers_html(request)
