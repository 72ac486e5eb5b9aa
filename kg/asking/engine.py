"""Queries answered by a process that can be killed, as the one who asks sees it.

An ``Engine`` starts the process that holds the graph (``kg.asking.worker``); a ``Worker`` is one
fork of it, answers one query at a time, and is ended when that takes too long. Several
threads may use one engine, each its own worker.
"""

from __future__ import annotations

from contextlib import suppress
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Self

from kg.asking.disk_store import identities
from kg.asking.holder import Holder, LostError, NoRoomError
from kg.asking.sparql import QueryError, check_query
from kg.asking.workers import Limits, Worker
from kg.model import DataError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping
    from pathlib import Path

    from kg.asking.workers import Reply

_COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


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
            return Worker(self.limits, holder, *holder.fork(self.limits.memory))
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
