"""What is sent as it is: the files of the graph, its page, and what our pages load."""

from __future__ import annotations

import mimetypes
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug import Response
from werkzeug.exceptions import NotFound

from kg.load import load_graph
from kg.page import render_page
from kg.serve.site import static_files
from kg.version import VERSION

if TYPE_CHECKING:
    from werkzeug import Request

    from kg.serve.site import Site

_drawing = Lock()
_drawn: dict[str, bytes] = {}


def static(_site: Site, request: Request, name: str) -> Response:
    """A script, style or image of ours."""
    content = static_files().get(name)
    if content is None:
        raise NotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = Response(content, mimetype=kind)
    response.set_etag(f"{VERSION}-{len(content)}")
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


def download(site: Site, request: Request, name: str) -> Response:
    """One of the files that the graph was read from."""
    held = next((held for held in site.snapshot.graphs if held.name == name), None)
    if held is None:
        raise NotFound
    response = Response(held.read(), mimetype="text/turtle")
    response.set_etag(held.sha256)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response.make_conditional(request)


def graph_page(site: Site, request: Request) -> Response:
    """The graph as a picture: as the build drew it, or drawn now, once."""
    response = Response(_page(site), mimetype="text/html")
    response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"  # it brings the rest
    response.set_etag(site.snapshot.version)
    return response.make_conditional(request)


def _page(site: Site) -> bytes:
    if site.snapshot.page is not None:
        return site.snapshot.page.read()
    version = site.snapshot.version
    with _drawing:
        if version not in _drawn:
            held = site.snapshot.graphs[0]
            graph = load_graph(Path(f"/proc/self/fd/{held.descriptor}"), site.ontology)
            _drawn[version] = render_page(graph, site.ontology).encode("utf-8", "replace")
    return _drawn[version]
