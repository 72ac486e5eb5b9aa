"""Queries on behalf of clients: so many at once, and what went wrong as HTTP says it."""

from __future__ import annotations

from threading import BoundedSemaphore
from typing import TYPE_CHECKING

from werkzeug import Response

from kg.sparql import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug import Request

    from kg.engine import Reply
    from kg.graphs import KG

#: Queries that run at the same time; more wait for their turn.
AT_ONCE = 16
_turns = BoundedSemaphore(AT_ONCE)
_RETRY = 5
_STATUS = {
    "refused": 403,
    "timeout": 503,
    "memory": 503,
    "too-much-output": 503,
    "busy": 503,
    "cancelled": 503,
    "crash": 500,
    "unknown-name": 404,
    "unknown-query": 404,
}
_BAD = 400


def ask(
    kg: KG, request: Request, query: str, *, solutions: str = "json", graph: str = "ttl"
) -> Reply:
    """The answer to a query; it is stopped when the client goes away. Raises QueryError."""
    gone = request.environ.get("waitress.client_disconnected", bool)  # bool() is False
    return in_turn(
        kg, lambda: kg.engine.ask(
            query, kg.prefixes, solutions=solutions, graph=graph, gone=gone
        ),
    )  # fmt: skip


def in_turn(kg: KG, work: Callable[[], Reply]) -> Reply:
    """Do some work when fewer than ``AT_ONCE`` others are at it. Raises QueryError ("busy")."""
    if not _turns.acquire(timeout=kg.limits.seconds):
        raise QueryError("busy", f"{AT_ONCE} other queries are running; try again later")
    try:
        return work()
    finally:
        _turns.release()


def refusal(error: QueryError) -> Response:
    """A query error as plain text: place, reason, and the line with a mark under the spot."""
    text = str(error)
    if error.line:
        text += f"\n\n{error.source}\n{' ' * (error.column - 1)}{'^' * max(1, error.width)}"
    response = Response(text + "\n", _STATUS.get(error.code, _BAD), mimetype="text/plain")
    response.headers["X-Error-Code"] = error.code
    if response.status_code == _STATUS["busy"]:
        response.headers["Retry-After"] = str(_RETRY)
    return response
