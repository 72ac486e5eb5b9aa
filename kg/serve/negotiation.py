"""Which of the formats we have is the one that is wanted (RFC 9110, 12.5.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from werkzeug.datastructures import MIMEAccept
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
#: The parameters that name a format, and other names that clients know the formats by; ``xml``
#: and ``json`` are formats of solutions, and of graphs what is nearest.
_PARAMETERS = ("format", "output")
_ALIASES = {
    "turtle": "ttl", "n3": "ttl", "ntriples": "nt", "n-triples": "nt", "rdfxml": "rdf",
    "rdf+xml": "rdf", "xml": "rdf", "json-ld": "jsonld", "json": "jsonld",
}  # fmt: skip
_MIME = {form: kinds[0] for form, kinds in {**SOLUTIONS, **GRAPHS, **HTML}.items()}


def content_type(form: str) -> str:
    """The value of the header for a format.

    >>> content_type("ttl"), content_type("json")
    ('text/turtle; charset=utf-8', 'application/sparql-results+json')
    """
    kind = _MIME[form]
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind


def choose(request: Request, formats: Mapping[str, tuple[str, ...]]) -> str:
    """The format asked for by ``format=`` or ``output=``, or the best by ``Accept``.

    Clients send several names of one format: the first that is known is taken, and none of
    them is an error only if there is no ``Accept`` either.
    Raises NotAcceptable, which names those that there are.
    """
    names = wanted_formats(request)
    for form in (_known(name, formats) for name in names):
        if form:
            return form
    told = request.accept_mimetypes.provided or not names
    if told and (best := _best(request, formats)):
        return best
    kinds = ", ".join(kinds[0] for kinds in formats.values())
    raise NotAcceptable(f"this can be had as {kinds}")


def wanted_formats(request: Request) -> list[str]:
    """The names of formats that a request has as parameters, in the address or in a form."""
    told = (name for key in _PARAMETERS for name in request.values.getlist(key))
    return [name.lower() for name in told if name]


def _known(name: str, formats: Mapping[str, tuple[str, ...]]) -> str:
    """The format of this name; empty if it is none of ``formats``."""
    found = [form for form, kinds in formats.items() if name in (form, *kinds)]
    return next((form for form in (*found, _ALIASES.get(name, "")) if form in formats), "")


def prefers_html(request: Request) -> bool:
    """Whether HTML is what the client likes best, as browsers do and programs do not.

    Not ``best``: that is the type told most exactly, ``text/html;q=0.1`` before ``*/*``.
    """
    best, quality = max(_accepted(request), key=lambda item: item[1], default=("", 0))
    return best in HTML["html"] and quality > 0


def _accepted(request: Request) -> MIMEAccept:
    """What is accepted, without the parameters of types: we have one form of each."""
    accept = request.accept_mimetypes
    return MIMEAccept([(kind.partition(";")[0].strip(), quality) for kind, quality in accept])


def _best(request: Request, formats: Mapping[str, tuple[str, ...]]) -> str:
    if not request.accept_mimetypes.provided:
        return next(iter(formats))
    # A type with a star means what we send; other names of it count when they are told in full.
    accept = _accepted(request)
    told = set(accept.values())
    offers = [
        kind
        for first, *more in formats.values()
        for kind in (first, *(other for other in more if other in told))
    ]
    best = accept.best_match(offers)
    return next((form for form, kinds in formats.items() if best in kinds), "")
