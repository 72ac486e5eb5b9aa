"""Messages between processes: a line of JSON with the length of the bytes that follow it."""

from __future__ import annotations

import json
from select import POLLIN, poll
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import socket
    from collections.abc import Mapping

_BYTES = 1 << 16


def send(connection: socket.socket, head: Mapping[str, Any], body: bytes = b"") -> None:
    """Send one message."""
    line = json.dumps({**head, "size": len(body)}).encode() + b"\n"
    connection.sendall(line + body)


def receive(connection: socket.socket) -> tuple[dict[str, Any], bytes]:
    """Wait for one message; raises EOFError when the other side is gone."""
    data = bytearray()
    while b"\n" not in data:
        data += _more(connection)
    line, _, rest = bytes(data).partition(b"\n")
    head = json.loads(line)
    body = bytearray(rest)
    while len(body) < head["size"]:
        body += _more(connection)
    return head, bytes(body)


def _more(connection: socket.socket) -> bytes:
    part = connection.recv(_BYTES)
    if not part:
        raise EOFError
    return part


def arrives(connection: socket.socket, seconds: float) -> bool:
    """Whether something arrives, or nothing can any more, within the time."""
    if connection.fileno() < 0:  # closed
        return True
    waiting = poll()  # select() knows only the first thousand descriptors
    waiting.register(connection, POLLIN)
    return bool(waiting.poll(max(0, seconds) * 1000))
