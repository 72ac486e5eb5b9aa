"""Queries on behalf of clients: each once, so many at a time, and failures as HTTP says them."""

from __future__ import annotations

from collections import OrderedDict
from concurrent.futures import Future
from contextlib import contextmanager
from hashlib import sha256
from threading import BoundedSemaphore, Lock
from time import monotonic
from typing import TYPE_CHECKING

from werkzeug import Response

from kg.asking.sparql import QueryError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from werkzeug import Request

    from kg.asking.graphs import KG
    from kg.asking.workers import Reply

#: Queries that run at the same time; those that may wait for their turn, too; and in which
#: steps (seconds) who waits looks whether its client is still there.
_AT_ONCE, _SEATS, _GLANCE = 16, 64, 0.5
#: Bytes of answers that are kept, of the largest of them, and what each costs besides.
_KEPT, _LARGEST, _OVERHEAD = 64 << 20, 16 << 20, 1 << 10
_RETRY = 5
_STATUS = {
    "refused": 403,
    "timeout": 503,
    "memory": 503,
    "too-much-output": 503,
    "busy": 503,
    "cancelled": 503,
    "crash": 500,
    "engine": 500,
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

    def find(self, key: object) -> Reply | None:
        """The answer kept under ``key``."""
        with self._lock:
            if key in self._replies:
                self._replies.move_to_end(key)
            return self._replies.get(key)

    def get(self, key: object, work: Callable[[], Reply], gone: Callable[[], bool]) -> Reply:
        """The answer kept under ``key``, or what ``work`` gives. Raises QueryError."""
        while True:
            if (found := self.find(key)) is not None:
                return found
            with self._lock:
                coming = self._coming.get(key)
                if coming is None:
                    mine = self._coming[key] = Future()
            if coming is None:
                return self._work(key, work, mine)
            if (reply := _wait(coming, gone)) is not None:
                return reply

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
            self._bytes += len(reply.body) + _OVERHEAD
        while self._bytes > self._kept:
            _, oldest = self._replies.popitem(last=False)
            self._bytes -= len(oldest.body) + _OVERHEAD


def _wait(coming: Future[Reply], gone: Callable[[], bool]) -> Reply | None:
    """What another is asking for; None if that one has gone and we have not."""
    while not gone():
        try:
            return coming.result(_GLANCE)
        except TimeoutError:
            continue
        except QueryError as error:
            if error.code != "cancelled":
                raise
            return None
    raise _nobody()


def _nobody() -> QueryError:
    return QueryError("cancelled", "nobody waits for the answer any more")


class Desk:
    """Where clients ask: some are served, some may wait, and all others are told to come again."""

    def __init__(self, kg: KG) -> None:
        """Know the graph."""
        self._kg, self._answers = kg, Answers()
        self._turns, self._seats = BoundedSemaphore(_AT_ONCE), BoundedSemaphore(_SEATS)

    def ask(
        self, request: Request, query: str, *, solutions: str = "json", graph: str = "ttl"
    ) -> Reply:
        """The answer to a query; it is stopped when the client goes away. Raises QueryError."""
        gone = request.environ.get("waitress.client_disconnected", bool)  # bool() is False

        def work() -> Reply:
            with self._turn(gone):
                return self._kg.engine.ask(
                    query, self._kg.prefixes, solutions=solutions, graph=graph, gone=gone
                )

        digest = sha256(query.encode("utf-8", "replace")).digest()
        return self.once((digest, solutions, graph), work, gone)

    def once(
        self, key: object, work: Callable[[], Reply], gone: Callable[[], bool] = bool
    ) -> Reply:
        """What ``work`` gives, or gave before under this key. Raises QueryError."""
        if (found := self._answers.find(key)) is not None:
            return found
        if not self._seats.acquire(blocking=False):
            raise QueryError("busy", "too many others are waiting; try again later")
        try:
            return self._answers.get(key, work, gone)
        finally:
            self._seats.release()

    @contextmanager
    def _turn(self, gone: Callable[[], bool]) -> Iterator[None]:
        deadline = monotonic() + self._kg.limits.seconds
        while not self._turns.acquire(timeout=_GLANCE):
            if gone():
                raise _nobody()
            if monotonic() > deadline:
                raise QueryError("busy", f"{_AT_ONCE} other queries are running; try again later")
        try:
            yield
        finally:
            self._turns.release()


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
