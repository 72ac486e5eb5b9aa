"""What the editor offers while somebody types: the terms that the graph uses."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from werkzeug import Response

from kg.asking.results import Term, read_result

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from werkzeug import Request

    from kg.ontology import Term as Word
    from kg.serve.site import Site

#: Most used first.
_USED = """
SELECT ?kind ?term (COUNT(*) AS ?uses) {
  { ?thing a ?term BIND ("class" AS ?kind) }
  UNION { ?thing ?term ?value BIND ("property" AS ?kind) }
} GROUP BY ?kind ?term ORDER BY DESC(?uses) ?term
"""


def terms(site: Site, request: Request) -> Response:
    """Classes and properties that the graph has, most used first, and the codes; with labels."""
    found = json.dumps(list(_terms(site, request)), ensure_ascii=False)
    response = Response(found, mimetype="application/json")
    response.set_etag(site.snapshot.version)
    response.headers["Cache-Control"] = "no-cache"
    return response.make_conditional(request)


def _terms(site: Site, request: Request) -> Iterator[dict[str, str]]:
    reply = site.desk.ask(request, _USED)
    words = _words(site)
    for kind, term, _ in read_result(reply.kind, reply.body, {}).terms:
        if kind and term:
            yield _term(site, kind.value, term.value, words)
    for codes in site.ontology.codes.values():
        for code in codes:
            yield _term(site, "code", code.iri, words)


def _words(site: Site) -> Mapping[str, Word]:
    ontology = site.ontology
    lists = (ontology.classes.values(), ontology.properties.values(), *ontology.codes.values())
    return {word.iri: word for words in lists for word in words}


def _term(site: Site, kind: str, iri: str, words: Mapping[str, Word]) -> dict[str, str]:
    word = words.get(iri)
    labels = {"zh": word.zh, "en": word.en} if word else {"zh": "", "en": ""}
    return {"name": _shorten(site, iri), "kind": kind, **labels}


def _shorten(site: Site, iri: str) -> str:
    return Term("uri", iri).shorten(site.kg.prefixes)
