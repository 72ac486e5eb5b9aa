"""The process that holds a graph (``kg.asking.worker``), as the one who started it sees it."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import weakref
from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING, Any

from kg.model import DataError
from kg.process.launch import start_module
from kg.process.messages import receive, send

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


#: Bytes that a worker may grow by in any case, and those that fill with what was read of a store.
_KEPT, _CACHE = 16 << 20, 32 << 20


class LostError(OSError):
    """The process has died, or was ended."""


class NoRoomError(OSError):
    """The system has no room for another process."""


class Holder:
    """Loads Turtle files and forks workers; several threads may use it."""

    def __init__(self, paths: Sequence[str]) -> None:
        """Start loading the files."""
        self._paths, self._lock = paths, RLock()
        self._loaded: dict[str, Any] = {}
        self._open: set[socket.socket] = set()
        self._connection, theirs = socket.socketpair()
        with theirs:
            self._process = start_module("kg.asking.worker", [theirs.fileno()], [theirs.fileno()])
        self._open.add(self._connection)
        self.close = weakref.finalize(self, _end, self._process, self._open, self._loaded)
        with suppress(OSError):
            send(self._connection, {"paths": paths})

    @property
    def triples(self) -> int | None:
        """The number of triples, when all is loaded; None for a store, which is not counted.

        Raises DataError if loading fails.
        """
        with self._lock:
            if not self._loaded:
                try:
                    self._loaded.update(self._hear())
                except LostError:
                    self._loaded["error"] = "the process that loads it has died"
            if "error" in self._loaded:
                raise self._failed(self._loaded)
            triples: int | None = self._loaded["triples"]
            return triples

    def _failed(self, head: Mapping[str, Any]) -> DataError:
        return DataError(" ".join(self._paths), head["error"])

    @property
    def kept(self) -> int:
        """Bytes that a worker may have grown by and still be used again: it gives none back."""
        return _KEPT + _CACHE if self.triples is None else _KEPT

    @property
    def closed(self) -> bool:
        """Whether it was ended by ``close``."""
        return not self.close.alive

    def fork(self, memory: int) -> tuple[socket.socket, int]:
        """The way to a new worker with ``memory`` bytes more, and the number of its process.

        Raises DataError if the graph cannot be loaded, LostError and NoRoomError.
        """
        _ = self.triples
        ours, theirs = socket.socketpair()
        self._open.add(ours)
        try:
            with self._lock, theirs:
                socket.send_fds(self._connection, [b'{"memory": %d}' % memory], [theirs.fileno()])
                head = self._hear()
            if "error" in head:
                raise NoRoomError(head["error"])
        except OSError as error:
            self.hang_up(ours)
            raise error if isinstance(error, NoRoomError) else LostError from None
        self._greet(ours, head["worker"])
        return ours, head["worker"]

    def _greet(self, connection: socket.socket, number: int) -> None:
        """Wait until a new worker has opened the graph. Raises DataError if not."""
        try:
            head, _ = receive(connection)
        except (EOFError, OSError):
            if self.closed:
                raise LostError from None
            head = {"error": "the process that opens it has died"}
        if "error" in head:
            self.kill(number)
            self.hang_up(connection)
            raise self._failed(head)

    def kill(self, number: int) -> int:
        """End a worker; the number of the signal it died of."""
        try:
            with self._lock:
                self._connection.sendall(b'{"end": %d}' % number)
                return int(self._hear()["signal"])
        except OSError:
            if not self.closed:  # an orphan; one that was closed has ended its workers itself
                with suppress(OSError):
                    os.kill(number, signal.SIGKILL)
            return 0

    def hang_up(self, connection: socket.socket) -> None:
        """Forget the way to a worker."""
        self._open.discard(connection)
        connection.close()

    def _hear(self) -> dict[str, Any]:
        try:
            return receive(self._connection)[0]
        except (EOFError, OSError):
            raise LostError from None


def _end(
    process: subprocess.Popen[bytes], connections: set[socket.socket], loaded: Mapping[str, Any]
) -> None:
    """Hanging up is the sign to end; one that is still loading does not see it."""
    for connection in tuple(connections):
        with suppress(OSError):  # wakes whoever waits for an answer
            connection.shutdown(socket.SHUT_RDWR)
        connection.close()
    try:
        process.wait(timeout=1)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if links := loaded.get("links"):  # of one that could not remove them any more
        shutil.rmtree(links, ignore_errors=True)
