"""What is sent as it is: the files of the graph, its page, and what our pages load."""

from __future__ import annotations

import mimetypes
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock
from typing import TYPE_CHECKING

from werkzeug import Response
from werkzeug.exceptions import NotFound

from kg.model import DataError
from kg.serve.site import static_files
from kg.version import VERSION

if TYPE_CHECKING:
    from werkzeug import Request

    from kg.serve.site import Site
    from kg.serve.snapshot import Held

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
    snapshot = site.snapshot
    if snapshot.page is not None:
        return snapshot.page.read()
    with _drawing:
        if snapshot.version not in _drawn:
            _drawn[snapshot.version] = _draw(snapshot.graphs[0])
    return _drawn[snapshot.version]


def _draw(graph: Held) -> bytes:
    """What `kg page` writes; in a process of its own, so that others are answered meanwhile."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "graph.html"
        path = f"/proc/self/fd/{graph.descriptor}"
        command = [sys.executable, "-P", "-m", "kg", "page", path, "--output", str(page)]
        done = subprocess.run(  # noqa: S603 - ourselves
            command, pass_fds=[graph.descriptor], capture_output=True, check=False,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        )  # fmt: skip
        if done.returncode:
            raise DataError(graph.name, done.stderr.decode("utf-8", "replace").strip())
        return page.read_bytes()
