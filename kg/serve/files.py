"""What is sent as it is: the files of the graph, its page, and what our pages load."""

from __future__ import annotations

import mimetypes
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from werkzeug import Response
from werkzeug.exceptions import NotFound

from kg.engine import Reply
from kg.launch import start_module
from kg.model import DataError
from kg.serve.site import static_files
from kg.version import VERSION

if TYPE_CHECKING:
    from werkzeug import Request

    from kg.serve.site import Site
    from kg.serve.snapshot import Held


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
    snapshot = site.snapshot
    if snapshot.page is not None:
        return snapshot.page.read()
    return site.desk.once("page", lambda: Reply("page", _draw(snapshot.graphs[0]))).body


def _draw(graph: Held) -> bytes:
    """What `kg page` writes; in a process of its own, so that others are answered meanwhile."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "graph.html"
        arguments = ["page", f"/proc/self/fd/{graph.descriptor}", "--output", page]
        process = start_module("kg", arguments, [graph.descriptor], subprocess.PIPE)
        _, complaint = process.communicate()
        if process.returncode:
            raise DataError(graph.name, complaint.decode("utf-8", "replace").strip())
        return page.read_bytes()
