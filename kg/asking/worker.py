"""The process that holds a graph and answers queries: ``python -m kg.asking.worker SOCKET``.

It loads the graph once and then forks workers, which share its memory, in milliseconds. A store
on the disk is not loaded: its files are held open, and each worker opens it for itself. A worker
may use so much memory and time, and open only tables of its store. It can crash without harm.
"""

from __future__ import annotations

import io
import json
import os
import signal
import socket
import sys
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.asking.disk_store import TABLES, complaint, hold_store, is_store, open_store
from kg.asking.sparql import QueryError
from kg.asking.spot import explain_syntax
from kg.model import DataError
from kg.process.confinement import confine, limit_time, open_files, peak, refuse_sockets
from kg.process.messages import receive, send

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pyoxigraph import Store

_ORDER = 1 << 16


class Held(NamedTuple):
    """A graph that is loaded, and which all forks share, or the folder of a store."""

    store: Store | None = None
    folder: Path = Path()

    @property
    def triples(self) -> int | None:
        """How many; of a store nobody knows without counting."""
        return None if self.store is None else len(self.store)

    @property
    def links(self) -> str:
        """The temporary folder that stands for a store; empty if there is none."""
        return "" if self.store is not None else str(self.folder)

    def open(self) -> tuple[Store, int]:
        """What a fork asks, and how many files that may still open later. Raises DataError."""
        if self.store is not None:
            return self.store, 0
        before, tables = len(open_files()), len(list(self.folder.glob(TABLES)))
        store = open_store(self.folder)
        return store, tables - (len(open_files()) - before)


def serve(connection: socket.socket) -> None:
    """Load what the first message names, then fork a worker for every socket that is sent."""
    children: set[int] = set()
    with suppress(EOFError, OSError), ExitStack() as stack:
        head, _ = receive(connection)
        try:
            held = stack.enter_context(_hold(head["paths"]))
        except (OSError, SyntaxError, ValueError) as error:
            send(connection, {"error": getattr(error, "reason", str(error))})
            return
        send(connection, {"triples": held.triples, "links": held.links})
        while True:
            _obey(connection, held, children)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os._exit(0)  # a large graph takes its time to be taken apart


@contextmanager
def _hold(paths: Sequence[str]) -> Iterator[Held]:
    if is_store(folder := Path(paths[0])):
        with hold_store(folder) as held:
            yield Held(folder=held)
    else:
        yield Held(load_store(paths))


def load_store(paths: Sequence[str]) -> Store:
    """The triples of some Turtle files in one default graph."""
    import pyoxigraph as ox  # noqa: PLC0415 - the parent, which imports this module, needs none

    store = ox.Store()
    for path in paths:
        try:
            store.bulk_load(path=path, format=ox.RdfFormat.TURTLE)
        except SyntaxError as error:
            raise SyntaxError(f"{Path(path).name}: {error}") from error
    return store


def _obey(connection: socket.socket, held: Held, children: set[int]) -> None:
    """One order: a socket for a new worker, or the number of one that has to end."""
    data, sockets, _, _ = socket.recv_fds(connection, _ORDER, 1)
    if not data:
        raise EOFError
    order = json.loads(data)
    if sockets:
        with socket.socket(fileno=sockets[0]) as own:
            send(connection, _fork(connection, own, held, order, children))
    else:
        children.remove(order["end"])
        os.kill(order["end"], signal.SIGKILL)  # not reaped yet, so the number is still its own
        _, status = os.waitpid(order["end"], 0)
        send(connection, {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})


def _fork(
    parent: socket.socket,
    own: socket.socket,
    held: Held,
    limits: Mapping[str, Any],
    children: set[int],
) -> dict[str, Any]:
    """Start a worker; its number, or why there is no room for it."""
    try:
        child = os.fork()
    except OSError as error:
        return {"error": error.strerror}
    if child == 0:
        _be_worker(parent, own, held, limits)
    children.add(child)
    return {"worker": child}


def _be_worker(
    parent: socket.socket, own: socket.socket, held: Held, limits: Mapping[str, Any]
) -> None:
    """Answer queries until nobody asks any more; never returns. The first word says if it can."""
    try:
        parent.close()
        refuse_sockets()  # before the engine has threads
        try:
            store, files = held.open()
        except DataError as error:
            send(own, {"error": error.reason})
            return
        confine(limits["memory"], files)
        send(own, {})
        _answer_all(own, store)
    except MemoryError:
        os.abort()
    finally:
        os._exit(0)


def _answer_all(own: socket.socket, store: Store) -> None:
    before = peak()
    with suppress(EOFError, OSError):
        while True:
            order, body = receive(own)
            limit_time(order["seconds"])
            head, answer = _reply(store, body.decode("utf-8", "replace"), order)
            send(own, {**head, "grown": peak() - before}, answer)


class _Limited(io.BytesIO):
    """A file that refuses to grow beyond a number of bytes."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self.most = most

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self.most:
            reason = f"the answer is larger than {self.most >> 20} MiB; ask for less with LIMIT"
            raise QueryError("too-much-output", reason)
        return super().write(data)


def _reply(store: Store, query: str, order: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    try:
        return answer(store, query, order)
    except QueryError as error:
        return {"failed": error.fields()}, b""
    except (OSError, ValueError, RuntimeError) as error:
        reason = f"the graph cannot be read: {complaint(error)}"
        return {"failed": QueryError("engine", reason).fields()}, b""


def answer(store: Store, query: str, order: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Run one query; its kind and the answer as bytes in the format asked for that kind.

    ``order`` has ``prefixes``, ``solutions`` and ``graph`` (extensions of formats: ``csv``,
    ``ttl``) and ``most`` (bytes). Raises QueryError, and OSError or RuntimeError of the engine.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - loaded in the process that holds the graph

    result = _ask(store, query, order["prefixes"])
    output = _Limited(order["most"])
    if isinstance(result, ox.QueryTriples):
        triples = sorted(set(result), key=str)
        form = ox.RdfFormat.from_extension(order["graph"])
        used = used_prefixes(order["prefixes"], triples)
        try:
            ox.serialize(triples, output, form, prefixes=used)
        except OSError as error:  # of the format: all has been read
            raise QueryError("unsupported", str(error)) from error
        return {"kind": "graph"}, output.getvalue()
    kind = "boolean" if isinstance(result, ox.QueryBoolean) else "solutions"
    result.serialize(output, ox.QueryResultsFormat.from_extension(order["solutions"]))
    return {"kind": kind}, output.getvalue()


def _ask(store: Store, query: str, prefixes: Mapping[str, str]) -> Any:
    """The result. What fails without a graph, too, is the query's fault: a QueryError."""
    try:
        return store.query(query, prefixes=dict(prefixes))
    except SyntaxError as error:
        raise explain_syntax(query, str(error), _parser(prefixes)) from error
    except (OSError, RuntimeError):
        try:
            _parser(prefixes)(query)
        except (OSError, RuntimeError) as error:
            raise QueryError("unsupported", str(error)) from error
        raise


def used_prefixes(prefixes: Mapping[str, str], triples: Sequence[Any]) -> dict[str, str]:
    """The prefixes that a graph has use for."""
    terms = {term for triple in triples for term in triple}
    names = [getattr(term, "datatype", term) for term in terms]
    iris = [name.value for name in names if hasattr(name, "value")]
    return {
        prefix: start
        for prefix, start in sorted(prefixes.items())
        if any(iri.startswith(start) for iri in iris)
    }


def _parser(prefixes: Mapping[str, str]) -> Any:
    """What reads a text as a query and does nothing with it: the query of an empty store."""
    import pyoxigraph as ox  # noqa: PLC0415 - loaded in the process that holds the graph

    empty = ox.Store()
    return lambda text: empty.query(text, prefixes=dict(prefixes))


if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the one who asked
    serve(socket.socket(fileno=int(sys.argv[1])))
