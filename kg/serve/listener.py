"""The server under the application: waitress, with limits for those who mean ill.

Requests are read by one thread that never waits, so a client that sends slowly holds up
nobody; a thread works on a request only when all of it is there, and puts all of its answer
aside before the client reads it.
"""

from __future__ import annotations

import re
import resource
import socket
from contextlib import suppress
from functools import partial
from time import time
from typing import TYPE_CHECKING, Any

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

from kg.process.confinement import open_files

if TYPE_CHECKING:
    from kg.serve.app import Application

#: Bytes; a query may have 64 KiB, in a form three times as many.
_MOST_HEADER, _MOST_BODY = 256 << 10, 1 << 20
#: More than any answer, so that no thread waits for a client to read.
_NEVER_WAIT = 1 << 30
#: Connections, and open files for each: itself, what it sends, what it is sent.
_MOST_CONNECTIONS, _FILES_EACH = 1000, 4
#: Seconds for a whole request to arrive, for an idle connection, and for a client that does
#: not read; and for the whole of an answer to be read.
_PATIENCE, _LONG_PATIENCE = 10, 300
_LOOK_EVERY = 2
_THREADS = 96
_LENGTH = re.compile(rb"^content-length[ \t]*:", re.IGNORECASE | re.MULTILINE)
_ENCODING = re.compile(rb"^transfer-encoding[ \t]*:", re.IGNORECASE | re.MULTILINE)


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Refuses a request whose length can be read in two ways (RFC 9112, 6.3)."""

    def parse_header(self, header_plus: bytes) -> None:
        if _LENGTH.search(header_plus) and _ENCODING.search(header_plus):
            raise ParsingError("Content-Length and Transfer-Encoding together")
        super().parse_header(header_plus)


class _Channel(HTTPChannel):  # type: ignore[misc]
    """Counts the time from the beginning of a request, not from its last byte."""

    parser_class = _Parser
    _began = 0.0
    _sending_since = 0.0

    def received(self, data: bytes) -> Any:
        done = super().received(data)
        if self.request is None:
            self._began = 0.0
        else:
            self._began = self._began or time()
            self.last_activity = self._began
        return done

    def is_spent(self, now: float) -> bool:
        """Whether it has kept us waiting too long."""
        sending = bool(self.total_outbufs_len)
        self._sending_since = (self._sending_since or now) if sending else 0.0
        if sending and now - self._sending_since > _LONG_PATIENCE:
            return True
        return (sending or not self.requests) and now - self.last_activity > _PATIENCE


def _close_spent(server: Any, now: float) -> None:
    """In place of waitress's own, which waits for those that do not read to read.

    They are hung up on, and closed by the loop, which then sees it: of what is closed here and
    now the loop still asks, under a number that a new connection may have by then.
    """
    for channel in server.active_channels.values():
        if channel.is_spent(now):
            channel.will_close = True
            with suppress(OSError):  # the client was faster
                channel.socket.shutdown(socket.SHUT_RDWR)


def listen(application: Application, host: str, port: int) -> Any:
    """A server that is bound to its port and runs when told to: ``.run()``, ``.close()``.

    Raises OSError if the port cannot be had; port 0 is any free one (``.effective_port``).
    """
    address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][4][0]
    server = create_server(
        application, host=address, port=port, ident=None, threads=_THREADS,
        max_request_header_size=_MOST_HEADER, max_request_body_size=_MOST_BODY,
        connection_limit=_room(), cleanup_interval=_LOOK_EVERY, channel_request_lookahead=1,
        outbuf_high_watermark=_NEVER_WAIT, asyncore_use_poll=True, log_socket_errors=False,
        clear_untrusted_proxy_headers=True,
    )  # fmt: skip
    server.channel_class = _Channel
    server.maintenance = partial(_close_spent, server)
    return server


def _room() -> int:
    """How many connections there is room for beside the files of a store, and make it."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    held = len(open_files())
    wanted = held + _FILES_EACH * _MOST_CONNECTIONS
    files = wanted if most == resource.RLIM_INFINITY else min(wanted, most)
    resource.setrlimit(resource.RLIMIT_NOFILE, (files, most))
    return max(1, (files - held) // _FILES_EACH)
