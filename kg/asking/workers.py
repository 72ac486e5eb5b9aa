"""A process that answers queries, as the one who asks it sees it."""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, RLock
from time import monotonic
from typing import TYPE_CHECKING, Any

from kg.asking.sparql import QueryError
from kg.process.messages import arrives, receive, send

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Mapping

    from kg.asking.holder import Holder

_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGKILL)
#: Seconds between two looks at who waits for a query; what takes longer than one is slow.
_GLANCE, _LOW_PRIORITY = 0.5, 10


@dataclass(frozen=True, slots=True)
class Limits:
    """What one query may use: seconds, bytes of memory beyond the graph's, bytes of answer."""

    seconds: float = 60
    memory: int = 1 << 30
    output: int = 256 << 20


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer as it came: ``kind`` is "solutions", "boolean" or "graph"."""

    kind: str
    body: bytes


class Worker:
    """One process for one query at a time."""

    def __init__(
        self, limits: Limits, holder: Holder, connection: socket.socket, number: int
    ) -> None:
        """Know the way to the process, its number, and who can end it."""
        self.limits, self.holder = limits, holder
        self.connection, self.number = connection, number
        self.alive, self.spent = True, False
        self._lock, self._busy = Lock(), RLock()

    def has_died(self) -> bool:
        """Whether it hung up while it had nothing to do."""
        return arrives(self.connection, 0)

    def end(self) -> int:
        """End it, busy or not, from any thread; the number of the signal it died of."""
        with self._lock:
            if not self.alive:
                return 0
            self.alive = False
            cause = self.holder.kill(self.number)
        with self._busy:  # whoever waits for its answer has heard of its end by now
            self.holder.hang_up(self.connection)
        return cause

    def ask(
        self,
        query: str,
        order: Mapping[str, Any],
        seconds: float,
        gone: Callable[[], bool] = bool,
    ) -> Reply:
        """The answer. Raises QueryError; after some of them this worker is not ``alive``."""
        wanted = {**order, "seconds": seconds, "most": self.limits.output}
        with self._busy:
            try:
                send(self.connection, wanted, query.encode("utf-8", "replace"))
                head, body = self._receive(monotonic() + seconds, gone)
            except _GoneError:
                self.end()
                raise QueryError("cancelled", "nobody waits for the answer any more") from None
            except TimeoutError:
                self.end()
                raise QueryError("timeout", f"stopped after {seconds:g} s") from None
            except (EOFError, OSError):
                raise self._cause_of_death() from None
        self.spent = self.spent or head["grown"] > self.holder.kept
        if "failed" in head:
            raise QueryError(**head["failed"])
        return Reply(head["kind"], body)

    def _receive(self, deadline: float, gone: Callable[[], bool]) -> tuple[dict[str, Any], bytes]:
        while not arrives(self.connection, min(_GLANCE, deadline - monotonic())):
            if monotonic() >= deadline:
                raise TimeoutError
            if gone():
                raise _GoneError
            self._give_way()
        self.connection.settimeout(max(0.001, deadline - monotonic()))
        try:
            return receive(self.connection)
        finally:
            self.connection.settimeout(None)

    def _give_way(self) -> None:
        """Let short queries go first: one that takes long waits for the processor, not they."""
        if not self.spent:
            self.spent = True  # only root may raise a priority again
            with suppress(OSError):
                os.setpriority(os.PRIO_PROCESS, self.number, _LOW_PRIORITY)

    def _cause_of_death(self) -> QueryError:
        if not self.alive or self.holder.closed:
            return QueryError("cancelled", "stopped on request")
        cause = self.end()
        if cause == signal.SIGXCPU:
            return QueryError("timeout", "stopped: too much processor time")
        if cause in _MEMORY_SIGNALS:
            most = self.limits.memory >> 20
            return QueryError("memory", f"stopped: it needs more than {most} MiB of memory")
        return QueryError("crash", "the query engine crashed on this query")


class _GoneError(Exception):
    """Nobody waits for the answer."""
