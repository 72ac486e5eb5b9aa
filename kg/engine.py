"""Queries answered by a process that can be killed, as the one who asks sees it.

An ``Engine`` starts the process that holds the graph (``kg.worker``); a ``Worker`` is one
fork of it, answers one query at a time, and is ended when that takes too long. Several
threads may use one engine, each its own worker.
"""

from __future__ import annotations

import os
import signal
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from threading import Lock, RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from kg.disk_store import identities
from kg.holder import Holder, LostError, NoRoomError
from kg.messages import arrives, receive, send
from kg.model import DataError
from kg.sparql import QueryError, check_query

if TYPE_CHECKING:
    import socket
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGKILL)
#: Seconds between two looks at who waits for a query; what takes longer than one is slow.
_GLANCE, _LOW_PRIORITY = 0.5, 10
#: Bytes that a worker may have grown by and still be used again: they do not give memory back.
_KEPT = 16 << 20
_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


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


class Engine:
    """The process that holds the graph of some Turtle files, or a store; it loads meanwhile.

    >>> from kg.ontology import ontology_folder
    >>> with Engine([ontology_folder() / "ontology.ttl"]) as engine:
    ...     engine.ask("ASK { ?class a owl:Class }", {"owl": "http://www.w3.org/2002/07/owl#"})
    Reply(kind='boolean', body=b'{"head":{},"boolean":true}')
    """

    def __init__(self, paths: Iterable[Path], limits: Limits | None = None) -> None:
        """Start loading the files."""
        self.limits, self._paths = limits or Limits(), tuple(paths)
        self._lock, self._closed = Lock(), False
        self._idle: list[Worker] = []
        self._files = identities(self._paths)
        self._holder = Holder([str(path) for path in self._paths])

    def __enter__(self) -> Self:
        """Use as a context: the process ends with it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.close()

    def close(self) -> None:
        """End the process and all its workers; who waits for an answer is told."""
        self._closed = True
        self._holder.close()

    @cached_property
    def triples(self) -> int:
        """The number of triples, when all is loaded; those of a store are counted now.

        Raises DataError if loading fails, and for a store QueryError.
        """
        known = self._holder.triples
        return (
            int(self.ask(_COUNT, {}, solutions="csv").body.split()[1]) if known is None else known
        )

    def wait(self) -> None:
        """Wait until queries can be answered. Raises DataError and QueryError."""
        self._idle.append(self._free_worker())

    def worker(self) -> Worker:
        """A new worker. Raises DataError if the graph cannot be loaded, QueryError if no room."""
        holder = self._holder
        try:
            return Worker(self, holder, *holder.fork(self.limits.memory))
        except NoRoomError as error:
            reason = f"no room for another process ({error}); try again later"
            raise QueryError("busy", reason) from None
        except LostError:
            self._start_again(holder)
            return self.worker()

    def _start_again(self, lost: Holder) -> None:
        """Load the files once more if they are the same: what is answered is always one graph."""
        with self._lock:
            if self._closed:
                raise QueryError("cancelled", "the graph was closed")
            if self._holder is not lost:
                return
            if identities(self._paths) != self._files:
                reason = "was replaced, and the process that held what it was has died"
                raise DataError(" ".join(map(str, self._paths)), reason)
            lost.close()
            self._holder = Holder([str(path) for path in self._paths])

    def ask(  # noqa: PLR0913 - options by name, each with a default
        self,
        query: str,
        prefixes: Mapping[str, str],
        *,
        solutions: str = "json",
        graph: str = "ttl",
        seconds: float | None = None,
        gone: Callable[[], bool] = bool,
    ) -> Reply:
        """Check a query, run it in a worker that is free or new, and return its answer.

        ``solutions`` and ``graph`` name the format by its extension: json, csv, tsv, xml; ttl,
        nt, rdf, jsonld. When ``gone()`` says that nobody waits any more, the query is stopped.
        Raises QueryError.
        """
        check_query(query, prefixes)
        order = {"prefixes": dict(prefixes), "solutions": solutions, "graph": graph}
        worker = self._free_worker()
        try:
            limit = self.limits.seconds if seconds is None else seconds
            return worker.ask(query, order, limit, gone)
        finally:
            if worker.alive and not worker.spent:
                self._idle.append(worker)
            else:
                worker.end()

    def _free_worker(self) -> Worker:
        """One that waits for work, or a new one."""
        with suppress(IndexError):
            while True:
                worker = self._idle.pop()
                if not worker.has_died():
                    return worker
                worker.end()
        return self.worker()


class Worker:
    """One process for one query at a time."""

    def __init__(
        self, engine: Engine, holder: Holder, connection: socket.socket, number: int
    ) -> None:
        """Know the way to the process, its number, and who can end it."""
        self.engine, self.holder = engine, holder
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
        wanted = {**order, "seconds": seconds, "most": self.engine.limits.output}
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
        self.spent = self.spent or head["grown"] > _KEPT
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
            most = self.engine.limits.memory >> 20
            return QueryError("memory", f"stopped: it needs more than {most} MiB of memory")
        return QueryError("crash", "the query engine crashed on this query")


class _GoneError(Exception):
    """Nobody waits for the answer."""
