"""Queries answered by a process that can be killed, as the one who asks sees it.

An ``Engine`` starts the process that holds the graph (``kg.worker``); a ``Worker`` is one
fork of it, answers one query at a time, and is ended when that takes too long. Several
threads may use one engine, each its own worker.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import weakref
from contextlib import suppress
from dataclasses import dataclass
from threading import Lock, RLock
from time import monotonic
from typing import TYPE_CHECKING, Any, Self

from kg.launch import start_module
from kg.messages import arrives, receive, send
from kg.model import DataError
from kg.sparql import QueryError, check_query

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

_MEMORY_SIGNALS = (signal.SIGABRT, signal.SIGKILL)
#: Seconds between two looks at who waits for a query; what takes longer than one is slow.
_GLANCE, _LOW_PRIORITY = 0.5, 10
#: Bytes that a worker may have grown by and still be used again: they do not give memory back.
_KEPT = 16 << 20


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
    """The process that holds the graph of some Turtle files; start it early, it loads meanwhile.

    >>> from kg.ontology import ontology_folder
    >>> with Engine([ontology_folder() / "ontology.ttl"]) as engine:
    ...     engine.ask("ASK { ?class a owl:Class }", {"owl": "http://www.w3.org/2002/07/owl#"})
    Reply(kind='boolean', body=b'{"head":{},"boolean":true}')
    """

    def __init__(self, paths: Iterable[Path], limits: Limits | None = None) -> None:
        """Start loading the files."""
        self.limits = limits or Limits()
        self._paths = [str(path) for path in paths]
        self._lock = Lock()
        self._idle: list[Worker] = []
        self._open: set[socket.socket] = set()
        self._triples = -1
        self._connection, theirs = socket.socketpair()
        with theirs:
            self._process = start_module("kg.worker", [theirs.fileno()], [theirs.fileno()])
        self._open.add(self._connection)
        self._end = weakref.finalize(self, _end, self._process, self._open)
        send(self._connection, {"paths": self._paths})

    def __enter__(self) -> Self:
        """Use as a context: the process ends with it."""
        return self

    def __exit__(self, *_: object) -> None:
        """End."""
        self.close()

    def close(self) -> None:
        """End the process and all its workers."""
        self._end()

    @property
    def triples(self) -> int:
        """The number of triples, when all is loaded. Raises DataError if that fails."""
        with self._lock:
            return self._load()

    def _load(self) -> int:
        if self._triples < 0:
            head, _ = self._hear()
            if "error" in head:
                raise DataError(" ".join(self._paths), head["error"])
            self._triples = head["triples"]
        return self._triples

    def _hear(self) -> tuple[dict[str, Any], bytes]:
        try:
            return receive(self._connection)
        except (EOFError, OSError):
            raise DataError(" ".join(self._paths), "the process that loads it has died") from None

    def worker(self) -> Worker:
        """A new worker. Raises DataError if the graph cannot be loaded."""
        ours, theirs = socket.socketpair()
        with self._lock, theirs:
            self._load()
            order = b'{"memory": %d}' % self.limits.memory
            socket.send_fds(self._connection, [order], [theirs.fileno()])
            self._open.add(ours)
            return Worker(self, ours, self._hear()[0]["worker"])

    def end(self, worker: Worker) -> int:
        """End a worker, busy or not, from any thread; the number of the signal it died of."""
        with self._lock:
            if not worker.alive:
                return 0
            worker.alive = False
            self._connection.sendall(b'{"end": %d}' % worker.number)
            cause = int(self._hear()[0]["signal"])
        with worker.busy:  # whoever waits for its answer has heard of its end by now
            worker.connection.close()
        self._open.discard(worker.connection)
        return cause

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
                self.end(worker)

    def _free_worker(self) -> Worker:
        try:
            return self._idle.pop()
        except IndexError:
            return self.worker()


class Worker:
    """One process for one query at a time."""

    def __init__(self, engine: Engine, connection: socket.socket, number: int) -> None:
        """Know the engine, the way to the process, and its number."""
        self.engine, self.connection, self.number = engine, connection, number
        self.alive, self.spent, self.busy = True, False, RLock()

    def ask(
        self,
        query: str,
        order: Mapping[str, Any],
        seconds: float,
        gone: Callable[[], bool] = bool,
    ) -> Reply:
        """The answer. Raises QueryError; after some of them this worker is not ``alive``."""
        wanted = {**order, "seconds": seconds, "most": self.engine.limits.output}
        with self.busy:
            try:
                send(self.connection, wanted, query.encode("utf-8", "replace"))
                head, body = self._receive(monotonic() + seconds, gone)
            except _GoneError:
                self.engine.end(self)
                raise QueryError("cancelled", "nobody waits for the answer any more") from None
            except TimeoutError:
                self.engine.end(self)
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
        if not self.alive:
            return QueryError("cancelled", "stopped on request")
        cause = self.engine.end(self)
        if cause == signal.SIGXCPU:
            return QueryError("timeout", "stopped: too much processor time")
        if cause in _MEMORY_SIGNALS:
            most = self.engine.limits.memory >> 20
            return QueryError("memory", f"stopped: it needs more than {most} MiB of memory")
        return QueryError("crash", "the query engine crashed on this query")


class _GoneError(Exception):
    """Nobody waits for the answer."""


def _end(process: subprocess.Popen[bytes], connections: Iterable[socket.socket]) -> None:
    """Hanging up is the sign to end; one that is still loading does not see it."""
    for connection in connections:
        connection.close()
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
