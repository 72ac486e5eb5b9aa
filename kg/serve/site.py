"""What all views share: the graph, the templates, and the language of the one who asks."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from werkzeug import Response

from kg.asking.disk_store import identities
from kg.asking.sparql import QueryError
from kg.model import DataError
from kg.ontology import load_ontology
from kg.serve.asking import Desk
from kg.serve.snapshot import hold

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug import Request

    from kg.asking.graphs import KG
    from kg.ontology import Ontology
    from kg.serve.snapshot import Snapshot

_ASSETS = Path(__file__).resolve().parent / "assets"
LANGUAGES = ("zh", "en")
_YEAR = 365 * 24 * 3600
#: Pages load nothing but our own files, run no script that stands in them, and are in no frame.
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "font-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; "
    "frame-ancestors 'none'"
)


@dataclass(frozen=True, slots=True)
class Site:
    """The graph that is served, where to ask it, its vocabulary, and its files at the start."""

    kg: KG
    desk: Desk
    ontology: Ontology
    snapshot: Snapshot


def open_site(kg: KG) -> Site:
    """Load a graph to be served. Raises OSError and DataError.

    If a build replaces the files meanwhile, they are loaded again, so that all is one graph.
    """
    while True:
        before = identities(kg.paths)
        snapshot = hold(kg.paths)
        kg.engine.wait()
        if identities(kg.paths) == before:
            _read_names(kg)
            return Site(kg, Desk(kg), load_ontology(), snapshot)
        kg.close()


def _read_names(kg: KG) -> None:
    """Read all names; those of a store while others are answered already."""
    if kg.on_disk:
        Thread(target=_try_names, args=[kg], daemon=True).start()
    else:
        _ = kg.names


def _try_names(kg: KG) -> None:
    with suppress(DataError, QueryError):  # who searches by name is told
        _ = kg.names


def language_of(request: Request) -> str:
    """``zh`` or ``en``: as the address says, as chosen before, or as the browser prefers."""
    for choice in (request.args.get("lang"), request.cookies.get("lang")):
        if choice in LANGUAGES:
            return choice
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def render(request: Request, template: str, *, status: int = 200, **values: Any) -> Response:
    """A page from a template; it knows ``lang``, ``word`` (of ``words.json``), ``path``."""
    lang = language_of(request)
    text = _templates().get_template(template).render(
        lang=lang, word=words()[lang], path=request.path, other_language=_other(request, lang),
        **values,
    )  # fmt: skip
    response = Response(text, status=status, mimetype="text/html")
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Vary"] = "Accept, Accept-Language, Cookie"
    if request.args.get("lang") == lang:
        response.set_cookie("lang", lang, max_age=_YEAR, samesite="Strict")
    return response


def _other(request: Request, lang: str) -> str:
    """The query string of the same page in the other language, without the token."""
    args = {**request.args.to_dict(), "lang": "en" if lang == "zh" else "zh"}
    args.pop("token", None)
    return urlencode(args)


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_ASSETS), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip


@cache
def words() -> Mapping[str, Mapping[str, str]]:
    """Language to key to text; ``words.json`` holds both languages of each key."""
    known = json.loads((_ASSETS / "words.json").read_text(encoding="utf-8"))
    return {
        lang: {key: texts[place] for key, texts in known.items()}
        for place, lang in enumerate(LANGUAGES)
    }


@cache
def static_files() -> Mapping[str, bytes]:
    """Name to content of what pages may load; nothing else on the disk can be asked for."""
    folder = _ASSETS / "static"
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
