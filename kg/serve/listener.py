"""The server under the application: waitress, with limits for those who mean ill.

Requests are read by one thread that never waits, so a client that sends slowly holds up
nobody; a thread works on a request only when all of it is there.
"""

from __future__ import annotations

import re
from time import time
from typing import TYPE_CHECKING, Any

from waitress import create_server
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser, ParsingError

if TYPE_CHECKING:
    from kg.serve.app import Application

#: Bytes; a query may have 64 KiB, in a form three times as many.
_MOST_HEADER, _MOST_BODY = 256 << 10, 1 << 20
_MOST_CONNECTIONS = 1000
#: Seconds for a whole request to arrive, and for an idle connection.
_PATIENCE = 10
_LOOK_EVERY = 2
_THREADS = 48
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

    def received(self, data: bytes) -> Any:
        done = super().received(data)
        if self.request is None:
            self._began = 0.0
        else:
            self._began = self._began or time()
            self.last_activity = self._began
        return done


def listen(application: Application, host: str, port: int) -> Any:
    """A server that is bound to its port and runs when told to: ``.run()``, ``.close()``.

    Raises OSError if the port cannot be had; port 0 is any free one (``.effective_port``).
    """
    server = create_server(
        application, host=host, port=port, ident=None, threads=_THREADS,
        max_request_header_size=_MOST_HEADER, max_request_body_size=_MOST_BODY,
        connection_limit=_MOST_CONNECTIONS, channel_timeout=_PATIENCE,
        cleanup_interval=_LOOK_EVERY, channel_request_lookahead=1, asyncore_use_poll=True,
        clear_untrusted_proxy_headers=True,
    )  # fmt: skip
    server.channel_class = _Channel
    return server
