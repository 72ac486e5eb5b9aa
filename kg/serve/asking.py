"""Queries on behalf of clients: each once, so many at a time, and failures as HTTP says them."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from threading import BoundedSemaphore, Lock
from typing import TYPE_CHECKING

from werkzeug import Response

from kg.sparql import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable

    from werkzeug import Request

    from kg.engine import Reply
    from kg.graphs import KG

#: Queries that run at the same time; more wait for their turn.
_AT_ONCE = 16
#: Bytes of answers that are kept, and of the largest of them.
_KEPT, _LARGEST = 64 << 20, 16 << 20
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
_BAD, _UNAVAILABLE = 400, 503


class Answers:
    """Answers already given, the latest: the graph never changes, so they stay true.

    Who asks what another is waiting for waits for the same answer.
    """

    def __init__(self, kept: int = _KEPT, largest: int = _LARGEST) -> None:
        """Keep so many bytes, and nothing larger."""
        self._kept, self._largest, self._bytes = kept, largest, 0
        self._replies: OrderedDict[object, Reply] = OrderedDict()
        self._coming: dict[object, Future[Reply]] = {}
        self._lock = Lock()

    def get(self, key: object, work: Callable[[], Reply]) -> Reply:
        """The answer kept under ``key``, or what ``work`` gives. Raises QueryError."""
        while True:
            with self._lock:
                if key in self._replies:
                    self._replies.move_to_end(key)
                    return self._replies[key]
                coming = self._coming.get(key)
                if coming is None:
                    mine = self._coming[key] = Future()
            if coming is None:
                return self._work(key, work, mine)
            try:
                return coming.result()
            except QueryError as error:
                if error.code != "cancelled":  # the other has gone, we have not
                    raise

    def _work(self, key: object, work: Callable[[], Reply], mine: Future[Reply]) -> Reply:
        try:
            reply = work()
        except BaseException as error:
            with self._lock:
                del self._coming[key]
            mine.set_exception(error)
            raise
        with self._lock:
            del self._coming[key]
            self._keep(key, reply)
        mine.set_result(reply)
        return reply

    def _keep(self, key: object, reply: Reply) -> None:
        if len(reply.body) <= self._largest:
            self._replies[key] = reply
            self._bytes += len(reply.body)
        while self._bytes > self._kept:
            _, oldest = self._replies.popitem(last=False)
            self._bytes -= len(oldest.body)


class Desk:
    """Where clients ask."""

    def __init__(self, kg: KG) -> None:
        """Know the graph."""
        self._kg, self._answers = kg, Answers()
        self._turns = BoundedSemaphore(_AT_ONCE)

    def ask(
        self, request: Request, query: str, *, solutions: str = "json", graph: str = "ttl"
    ) -> Reply:
        """The answer to a query; it is stopped when the client goes away. Raises QueryError."""
        gone = request.environ.get("waitress.client_disconnected", bool)  # bool() is False

        def work() -> Reply:
            if not self._turns.acquire(timeout=self._kg.limits.seconds):
                reason = f"{_AT_ONCE} other queries are running; try again later"
                raise QueryError("busy", reason)
            try:
                return self._kg.engine.ask(
                    query, self._kg.prefixes, solutions=solutions, graph=graph, gone=gone
                )
            finally:
                self._turns.release()

        return self.once((query, solutions, graph), work)

    def once(self, key: object, work: Callable[[], Reply]) -> Reply:
        """What ``work`` gives, or gave before under this key. Raises QueryError."""
        return self._answers.get(key, work)


def refusal(error: QueryError) -> Response:
    """A query error as plain text: place, reason, and the line with a mark under the spot."""
    text = str(error)
    if error.line:
        text += f"\n\n{error.source}\n{' ' * (error.column - 1)}{'^' * max(1, error.width)}"
    response = Response(text + "\n", _STATUS.get(error.code, _BAD), mimetype="text/plain")
    response.headers["X-Error-Code"] = error.code
    if response.status_code == _UNAVAILABLE:
        response.headers["Retry-After"] = str(_RETRY)
    return response
