"""The process that holds a graph and answers queries: ``python -m kg.worker SOCKET``.

It loads the graph once and then forks a worker for whoever asks for one, so all of them share
its memory and a new one is there within milliseconds. A worker may use so much memory more and
so much time, and can open nothing any more, neither file nor connection: whatever a query says,
it stays inside. It can crash or be killed without harm to anybody else.
"""

from __future__ import annotations

import io
import json
import os
import resource
import signal
import socket
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.messages import receive, send
from kg.sparql import QueryError
from kg.spot import explain_syntax

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from pyoxigraph import Store

#: Processor time beyond the limit: the parent stops a query by the clock; this is for the case
#: that there is no parent any more.
_GRACE = 2
_ORDER = 1 << 16


def serve(connection: socket.socket) -> None:
    """Load what the first message names, then fork a worker for every socket that is sent."""
    children: set[int] = set()
    with suppress(EOFError, OSError):
        head, _ = receive(connection)
        try:
            store = load_store(head["paths"])
        except (OSError, SyntaxError, ValueError) as error:
            send(connection, {"error": str(error)})
            return
        send(connection, {"triples": len(store)})
        while True:
            _obey(connection, store, children)
    for child in children:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    os._exit(0)  # a large graph takes its time to be taken apart


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


def _obey(connection: socket.socket, store: Store, children: set[int]) -> None:
    """One order: a socket for a new worker, or the number of one that has to end."""
    data, sockets, _, _ = socket.recv_fds(connection, _ORDER, 1)
    if not data:
        raise EOFError
    order = json.loads(data)
    if sockets:
        with socket.socket(fileno=sockets[0]) as own:
            send(connection, _fork(connection, own, store, order, children))
    else:
        children.remove(order["end"])
        os.kill(order["end"], signal.SIGKILL)  # not reaped yet, so the number is still its own
        _, status = os.waitpid(order["end"], 0)
        send(connection, {"signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0})


def _fork(
    parent: socket.socket,
    own: socket.socket,
    store: Store,
    limits: Mapping[str, Any],
    children: set[int],
) -> dict[str, Any]:
    """Start a worker; its number, or why there is no room for it."""
    try:
        child = os.fork()
    except OSError as error:
        return {"error": error.strerror}
    if child == 0:
        _be_worker(parent, own, store, limits)
    children.add(child)
    return {"worker": child}


def _be_worker(
    parent: socket.socket, own: socket.socket, store: Store, limits: Mapping[str, Any]
) -> None:
    """Answer queries until nobody asks any more; never returns."""
    try:
        parent.close()
        _confine(limits["memory"])
        before = _peak()
        with suppress(EOFError, OSError):
            while True:
                order, body = receive(own)
                _limit_time(order["seconds"])
                head, answer = _reply(store, body.decode("utf-8", "replace"), order)
                send(own, {**head, "grown": _peak() - before}, answer)
    except MemoryError:
        os.abort()
    finally:
        os._exit(0)


def _confine(memory: int) -> None:
    """From here on: no new file or connection, no core dump, ``memory`` bytes more."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stderr.fileno())  # last words of a crash
    with suppress(OSError, ValueError):
        used = resource.getpagesize() * _pages()
        resource.setrlimit(resource.RLIMIT_AS, (used + memory, used + memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _pages() -> int:
    return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])  # Linux only


def _peak() -> int:
    """The most memory that this process has had in use, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


def _limit_time(seconds: float) -> None:
    usage = resource.getrusage(resource.RUSAGE_SELF)
    most = int(usage.ru_utime + usage.ru_stime + seconds) + _GRACE
    _, hard = resource.getrlimit(resource.RLIMIT_CPU)
    resource.setrlimit(resource.RLIMIT_CPU, (most, hard))


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
        return {"failed": QueryError("engine", str(error)).fields()}, b""


def answer(store: Store, query: str, order: Mapping[str, Any]) -> tuple[dict[str, Any], bytes]:
    """Run one query; its kind and the answer as bytes in the format asked for that kind.

    ``order`` has ``prefixes``, ``solutions`` and ``graph`` (extensions of formats, such as
    ``csv`` and ``ttl``) and ``most`` (bytes). Raises QueryError.
    """
    import pyoxigraph as ox  # noqa: PLC0415 - loaded in the process that holds the graph

    def ask(text: str) -> Any:
        return store.query(text, prefixes=dict(order["prefixes"]))

    try:
        result = ask(query)
    except SyntaxError as error:
        raise explain_syntax(query, str(error), _parser(order["prefixes"])) from error
    output = _Limited(order["most"])
    if isinstance(result, ox.QueryTriples):
        triples = sorted(set(result), key=str)
        form = ox.RdfFormat.from_extension(order["graph"])
        ox.serialize(triples, output, form, prefixes=used_prefixes(order["prefixes"], triples))
        return {"kind": "graph"}, output.getvalue()
    kind = "boolean" if isinstance(result, ox.QueryBoolean) else "solutions"
    result.serialize(output, ox.QueryResultsFormat.from_extension(order["solutions"]))
    return {"kind": kind}, output.getvalue()


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
