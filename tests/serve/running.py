"""``kg serve`` as a process, and requests to it as bytes: what a client library would mend."""

from __future__ import annotations

import http.client
import os
import re
import signal
import socket
import subprocess
import sys
from dataclasses import dataclass
from urllib.parse import urlencode

_SAYS = re.compile(r"(?:([\d,]+) triples|the store .*) at http://(\S+):(\d+)/")


@dataclass
class Answer:
    """Status, headers (names in lower case) and body."""

    status: int
    headers: dict
    body: bytes

    @property
    def text(self):
        return self.body.decode()

    @property
    def kind(self):
        return self.headers["content-type"].partition(";")[0]


class Running:
    """A running server; ends with the context."""

    def __init__(self, graph, *arguments, **environment):
        self.command = [sys.executable, "-m", "kg", "serve", "--port", "0", str(graph), *arguments]
        self.environment = {**os.environ, "PYTHONUNBUFFERED": "1", **environment}

    def __enter__(self):
        """Start it, and wait until it answers."""
        self.process = subprocess.Popen(
            self.command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
            env=self.environment,
        )  # fmt: skip
        said = _SAYS.search(self.process.stdout.readline())
        if said is None:
            raise AssertionError(self.process.communicate(timeout=10)[1])
        self.triples = int(said[1].replace(",", "")) if said[1] else None
        self.port = int(said[3])
        self.url = f"http://127.0.0.1:{self.port}"
        return self

    def __exit__(self, *_):
        """End it."""
        self.process.send_signal(signal.SIGTERM)
        self.process.communicate(timeout=20)

    def get(self, path, headers=None, method="GET", body=None):
        """One request on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers or {})
        response = connection.getresponse()
        names = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, names, response.read())
        connection.close()
        return answer

    def ask(self, query, accept="", how="GET", **headers):
        """One query, sent in one of the three ways of the protocol."""
        headers = {**headers, **({"Accept": accept} if accept else {})}
        if how == "GET":
            return self.get(f"/sparql?{urlencode({'query': query})}", headers)
        kinds = {"form": "application/x-www-form-urlencoded", "body": "application/sparql-query"}
        body = urlencode({"query": query}) if how == "form" else query
        headers["Content-Type"] = kinds[how]
        return self.get("/sparql", headers, "POST", body.encode())

    def connect(self, timeout=30):
        """A plain connection."""
        return socket.create_connection(("127.0.0.1", self.port), timeout)

    def send(self, data, timeout=30):
        """The status of the answer to these bytes, and the answer; 0 if there is none."""
        with self.connect(timeout) as connection:
            connection.sendall(data)
            return read_answer(connection)


def read_answer(connection):
    """Everything until the server closes, and its status."""
    received = b""
    try:
        while part := connection.recv(65536):
            received += part
            if b"\r\n\r\n" in received and b"connection: close" not in received.lower():
                break
    except (TimeoutError, ConnectionResetError):
        pass
    return (int(received.split(b" ", 2)[1]) if received else 0), received
