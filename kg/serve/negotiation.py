"""Which of the formats we have is the one that is wanted (RFC 9110, 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.exceptions import NotAcceptable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug import Request

#: Format (extension) to media types: the first is the one we send, all are understood.
SOLUTIONS: Mapping[str, tuple[str, ...]] = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
}
GRAPHS: Mapping[str, tuple[str, ...]] = {
    "ttl": ("text/turtle", "application/x-turtle"),
    "nt": ("application/n-triples", "text/plain"),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
}
HTML: Mapping[str, tuple[str, ...]] = {"html": ("text/html", "application/xhtml+xml")}
_MIME = {form: kinds[0] for form, kinds in {**SOLUTIONS, **GRAPHS, **HTML}.items()}


def content_type(form: str) -> str:
    """The value of the header for a format.

    >>> content_type("ttl"), content_type("json")
    ('text/turtle; charset=utf-8', 'application/sparql-results+json')
    """
    kind = _MIME[form]
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def choose(request: Request, formats: Mapping[str, tuple[str, ...]]) -> str:
    """The format asked for: by ``?format=``, or the best by ``Accept``; first come, first served.

    Raises NotAcceptable, which names those that there are.
    """
    wanted = request.args.get("format", "").removeprefix(".").lower()
    if wanted:
        if found := [form for form, kinds in formats.items() if wanted in (form, *kinds)]:
            return found[0]
    elif best := _best(request, formats):
        return best
    kinds = ", ".join(kinds[0] for kinds in formats.values())
    raise NotAcceptable(f"this can be had as {kinds}")


def prefers_html(request: Request) -> bool:
    """Whether HTML is what the client likes best, as browsers do and programs do not.

    Not ``accept_mimetypes.best``: that is the type with the most parameters, and Chromium
    names one with parameters that it hardly wants (``application/signed-exchange;v=b3;q=0.7``).
    """
    best, _ = max(request.accept_mimetypes, key=lambda item: item[1], default=("", 0))
    return best in HTML["html"]


def _best(request: Request, formats: Mapping[str, tuple[str, ...]]) -> str:
    accept = request.accept_mimetypes
    if not accept.provided:
        return next(iter(formats))
    # A type with a star means what we send; other names of it count when they are told in full.
    told = set(accept.values())
    offers = [
        kind
        for first, *more in formats.values()
        for kind in (first, *(other for other in more if other in told))
    ]
    best = accept.best_match(offers)
    return next((form for form, kinds in formats.items() if best in kinds), "")
