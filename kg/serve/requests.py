"""What a request carries, read strictly: a query told twice or not in UTF-8 is an error."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from werkzeug.exceptions import BadRequest, Forbidden, NotFound, UnsupportedMediaType

if TYPE_CHECKING:
    from collections.abc import Mapping

    from werkzeug import Request

_FORM, _QUERY = "application/x-www-form-urlencoded", "application/sparql-query"
#: What decides the answer; SPARQLWrapper names its format in several ways at once.
_ONCE = ("query", "update", "default-graph-uri", "named-graph-uri")
_MOST_FIELDS = 20
_NUMBER = re.compile(r"[1-9][0-9]{0,5}")
_READ_ONLY = "updates are refused: the graph is read, never changed"


def read_query(request: Request) -> str | None:
    """The query of a request by the SPARQL Protocol; None if it has none.

    Raises Forbidden for updates, BadRequest, UnsupportedMediaType.
    """
    text, query = _decode(request.query_string), None
    if request.method == "POST":
        match request.mimetype:
            case "application/x-www-form-urlencoded":
                text = f"{text}&{_decode(request.get_data())}"
            case "application/sparql-query":
                query = _decode(request.get_data())
            case "application/sparql-update":
                raise Forbidden(_READ_ONLY)
            case _:
                raise UnsupportedMediaType(f"a query comes as {_FORM} or {_QUERY}")
    fields = _read_fields(text)
    _refuse(fields, has_query=query is not None)
    return fields.get("query") if query is None else query


def _refuse(fields: Mapping[str, str], *, has_query: bool) -> None:
    if "update" in fields:
        if "query" in fields or has_query:
            raise BadRequest("a request has a query or an update, not both")
        raise Forbidden(_READ_ONLY)
    if has_query and "query" in fields:
        raise BadRequest("there are two queries, one in the address and one in the body")
    if fields.keys() & {"default-graph-uri", "named-graph-uri"}:
        raise BadRequest("there is one graph here, no other can be chosen")


def _decode(data: bytes) -> str:
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BadRequest(f"not UTF-8 at byte {error.start}") from error


def _read_fields(text: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(
            text, keep_blank_values=True, errors="strict", max_num_fields=_MOST_FIELDS
        )
    except UnicodeDecodeError as error:
        raise BadRequest("a parameter is not UTF-8") from error
    except ValueError as error:
        raise BadRequest(f"more than {_MOST_FIELDS} parameters") from error
    told = [name for name, _ in pairs]
    for name in _ONCE:
        if told.count(name) > 1:
            raise BadRequest(f"{name} is given twice")
    return dict(pairs)


def read_page(request: Request) -> int:
    """The number of the page that is wanted. Raises NotFound for what is none."""
    number = request.args.get("page", "1")
    if not _NUMBER.fullmatch(number):
        raise NotFound(f"there is no page {number}")
    return int(number)
