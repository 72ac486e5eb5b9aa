"""The page for asking: an editor, the named queries, and values for their parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from werkzeug import Response
from werkzeug.exceptions import BadRequest, NotFound

from kg.asking.questions import THING
from kg.asking.sparql import check_length
from kg.namespaces import ID
from kg.serve.site import language_of, render

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug import Request

    from kg.asking.questions import Question
    from kg.serve.site import Site

_START = """\
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX sm: <https://w3id.org/summitkg/ontology#>

SELECT ?summit ?name ?city WHERE {
  ?summit a sm:Summit ; rdfs:label ?name .
  OPTIONAL { ?summit sm:heldIn ?city }
}
ORDER BY ?summit
LIMIT 100
"""


def query_page(site: Site, request: Request) -> Response:
    """The editor, with the named query that ``example`` asks for, or with a short one."""
    chosen = request.args.get("example", "")
    questions = site.kg.questions
    if chosen and chosen not in questions:
        raise NotFound(f"there is no named query {chosen}")
    lang = language_of(request)
    return render(
        request, "query.html",
        chosen=chosen,
        text=questions[chosen].text if chosen else _START,
        examples=[_example(site, question, lang) for question in questions.values()],
        prefixes=dict(site.kg.prefixes),
        base=ID,
    )  # fmt: skip


def set_parameters(site: Site, request: Request) -> Response:
    """The query of a form with other values for its parameters; things go by key or name."""
    values = request.form.to_dict()
    query = values.pop("query", "")
    if not query or not values:
        raise BadRequest("a query and the value of a parameter are needed")
    check_length(query)
    return Response(site.kg.complete(query, values), mimetype="text/plain")


def _example(site: Site, question: Question, lang: str) -> Mapping[str, Any]:
    return {
        "name": question.name,
        "title": question.zh if lang == "zh" else question.en,
        "text": question.text,
        "parameters": [
            {"name": name, "class": "" if cls == THING else cls, "label": _label(site, cls, lang)}
            for name, cls in question.parameters.items()
        ],
    }


def _label(site: Site, cls: str, lang: str) -> str:
    """The class of a parameter as people call it; empty if it may be anything, or is no thing."""
    word = site.ontology.classes.get(cls)
    return "" if word is None else word.zh if lang == "zh" else word.en.lower()
