"""What is sent as it is: the files of the graph, its page, and what our pages load."""

from __future__ import annotations

import mimetypes
import re
import subprocess
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from urllib.parse import quote

from werkzeug import Response
from werkzeug.exceptions import NotFound
from werkzeug.http import dump_options_header, is_resource_modified
from werkzeug.wsgi import wrap_file

from kg.asking.disk_store import link_files
from kg.asking.workers import Reply
from kg.model import DataError
from kg.process.launch import start_module
from kg.serve.site import static_files
from kg.version import VERSION

if TYPE_CHECKING:
    from werkzeug import Request

    from kg.serve.site import Site
    from kg.serve.snapshot import Held, Snapshot


def static(_site: Site, request: Request, name: str) -> Response:
    """A script, style or image of ours."""
    content = static_files().get(name)
    if content is None:
        raise NotFound
    kind = mimetypes.guess_type(name)[0] or "application/octet-stream"
    response = Response(content, mimetype=kind)
    response.add_etag()
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


def download(site: Site, request: Request, name: str) -> Response:
    """One of the files that the graph was read from."""
    held = next((held for held in site.snapshot.graphs if held.name == name), None)
    if held is None:
        raise NotFound
    response = _stream(request, held, "text/turtle")
    response.headers["Content-Disposition"] = _attachment(name)
    return response.make_conditional(request)


def _attachment(name: str) -> str:
    """The header that keeps the name of a file (RFC 6266): for new clients whole, and in ASCII.

    >>> _attachment("graph.ttl")
    'attachment; filename=graph.ttl'
    >>> print(_attachment("图 1.ttl"))
    attachment; filename="_ 1.ttl"; filename*=UTF-8''%E5%9B%BE%201.ttl
    """
    names = {"filename": re.sub(r"[^ -~]", "_", name)}
    if names["filename"] != name:
        names["filename*"] = f"UTF-8''{quote(name, safe='')}"
    return dump_options_header("attachment", names)


def graph_page(site: Site, request: Request) -> Response:
    """The graph as a picture: as the build drew it, or drawn now, once."""
    held = site.snapshot.page
    response = _drawn(site, request) if held is None else _stream(request, held, "text/html")
    response.headers["Content-Security-Policy"] = "frame-ancestors 'none'"  # it brings the rest
    return response.make_conditional(request)


def _stream(request: Request, held: Held, kind: str) -> Response:
    """A file, read while it is sent."""
    body = wrap_file(request.environ, held.open())
    response = Response(body, mimetype=kind, direct_passthrough=True)
    response.content_length = held.size
    response.set_etag(held.sha256)
    return response


def _drawn(site: Site, request: Request) -> Response:
    tag = f"{VERSION}-{site.snapshot.version}"
    known = not is_resource_modified(request.environ, etag=tag)
    page = b"" if known else site.desk.once("page", lambda: _draw(site.snapshot)).body
    response = Response(page, mimetype="text/html")
    response.set_etag(tag)
    return response


def _draw(snapshot: Snapshot) -> Reply:
    """What `kg page` writes; in a process of its own, so that others are answered meanwhile."""
    with TemporaryDirectory() as folder:
        page = Path(folder) / "graph.html"
        origin, descriptors = _origin(snapshot, Path(folder))
        arguments = ["page", *origin, "--output", page]
        process = start_module("kg", arguments, descriptors, subprocess.PIPE)
        _, complaint = process.communicate()
        if process.returncode:
            reason = complaint.decode("utf-8", "replace").strip()
            raise DataError("the graph", reason.rpartition(f" {origin[-1]}: ")[2])
        return Reply("page", page.read_bytes())


def _origin(snapshot: Snapshot, folder: Path) -> tuple[list[object], list[int]]:
    """What `kg page` is to read, and the descriptors that this stands on."""
    if snapshot.graphs:
        descriptor = snapshot.graphs[0].descriptor
        return [f"/proc/self/fd/{descriptor}"], [descriptor]
    store = folder / "store"
    store.mkdir()
    link_files(snapshot.store, store)
    return ["--store", store], list(snapshot.store.values())
