"""The addresses of the server, and what answers each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug import Request, Response
from werkzeug.exceptions import HTTPException, Unauthorized
from werkzeug.routing import Map, Rule

from kg.asking.sparql import QueryError
from kg.model import DataError
from kg.serve import site as pages
from kg.serve import things
from kg.serve.asking import refusal
from kg.serve.catalogue import void, well_known
from kg.serve.completion import terms
from kg.serve.files import download, graph_page, static
from kg.serve.front import home, members, search
from kg.serve.guard import COOKIE, check_access
from kg.serve.negotiation import prefers_html
from kg.serve.protocol import sparql
from kg.serve.query_page import query_page, set_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from typing import Any

    from kg.serve.guard import Access
    from kg.serve.site import Site

    View = Callable[..., Response]

#: Every answer carries these.
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    # Not no-referrer: forms sent without scripts would then have the origin "null".
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}


def health(_site: Site, _request: Request) -> Response:
    """Answers while the server does."""
    return Response("ok\n", mimetype="text/plain")


#: Address to view and methods; GET brings HEAD along.
_VIEWS: Mapping[str, tuple[View, tuple[str, ...]]] = {
    "/": (home, ("GET",)),
    "/class/<name>": (members, ("GET",)),
    "/search": (search, ("GET",)),
    "/id/<path:key>": (things.identify, ("GET",)),
    "/page/<path:key>": (things.page, ("GET",)),
    "/data/<path:name>": (things.data, ("GET",)),
    "/void.ttl": (void, ("GET",)),
    "/.well-known/void": (well_known, ("GET",)),
    "/sparql": (sparql, ("GET", "POST")),
    "/query": (query_page, ("GET",)),
    "/query/parameters": (set_parameters, ("POST",)),
    "/terms.json": (terms, ("GET",)),
    "/graph": (graph_page, ("GET",)),
    "/download/<name>": (download, ("GET",)),
    "/static/<path:name>": (static, ("GET",)),
    "/health": (health, ("GET",)),
}
_MAP = Map(
    [Rule(path, endpoint=path, methods=methods) for path, (_, methods) in _VIEWS.items()],
    merge_slashes=False,
)


class Application:
    """The WSGI application (PEP 3333)."""

    def __init__(self, site: Site, access: Access) -> None:
        """Know what to serve, and to whom."""
        self.site, self.access = site, access

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """Answer one request."""
        request = Request(environ)
        try:
            check_access(request, self.access)
            response = self._answer(request)
        except HTTPException as error:
            response = _failure(request, error)
        except QueryError as error:
            response = refusal(error)
        except DataError as error:
            response = Response(f"{error}\n", 500, mimetype="text/plain")
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        return response(environ, start_response)

    def _answer(self, request: Request) -> Response:
        endpoint, values = _MAP.bind_to_environ(request.environ).match()
        view, _ = _VIEWS[endpoint]
        response = view(self.site, request, **values)
        if self.access.token and request.args.get("token"):
            response.set_cookie(COOKIE, self.access.token, httponly=True, samesite="Strict")
        return response


def _failure(request: Request, error: HTTPException) -> Response:
    """An error as a page for browsers, as a line of text for everybody else."""
    code, text = error.code or 500, error.description or ""
    if error.response is not None:  # a redirect
        return error.get_response(request.environ)
    if prefers_html(request):
        values = {"code": code, "name": error.name, "text": text}
        response = pages.render(request, "error.html", status=code, **values)
    else:
        response = Response(f"{text}\n", code, mimetype="text/plain")
    for name, value in error.get_headers(request.environ):
        if name.lower() != "content-type":
            response.headers[name] = value
    if isinstance(error, Unauthorized):
        response.headers["WWW-Authenticate"] = 'Bearer realm="kg"'
    return response
