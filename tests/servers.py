"""Triple stores for the tests: real ones on free ports in temporary folders, and a fake one.

Oxigraph is the server from PyPI, Virtuoso the program of Debian's package, which
``.ci/stores.sh`` installs. Each is started with files of its own and ended with the tests.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

#: A new database of Virtuoso takes 4 s on a quiet machine.
_PATIENCE = 120

_INI = """\
[Database]
DatabaseFile = kg.db
ErrorLogFile = kg.log
LockFile = kg.lck
TransactionFile = kg.trx
xa_persistent_file = kg.pxa
FileExtend = 200
[TempDatabase]
DatabaseFile = kg-temp.db
TransactionFile = kg-temp.trx
[Parameters]
ServerPort = 127.0.0.1:{sql}
ServerThreads = 8
NumberOfBuffers = 10000
MaxDirtyBuffers = 6000
CheckpointInterval = 0
DirsAllowed = .
[HTTPServer]
ServerPort = 127.0.0.1:{http}
ServerRoot = .
ServerThreads = 4
MaxClientConnections = 4
[SPARQL]
ResultSetMaxRows = 1000000
"""


def free_port():
    """A port that nobody listened to a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


def program(name, package):
    """The path of a program; skips the test where it is not installed."""
    beside = Path(sys.executable).parent / name
    path = str(beside) if beside.exists() else shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed ({package}; see .ci/stores.sh)")
    return path


@contextmanager
def oxigraph(folder):
    """The URL of a running Oxigraph."""
    port = free_port()
    address = f"127.0.0.1:{port}"
    command = [program("oxigraph", "from PyPI"), "serve", "--location", str(folder / "store")]
    with _running([*command, "--bind", address], folder, f"http://{address}/"):
        yield f"http://{address}"


@contextmanager
def virtuoso(folder):
    """The URL of a running Virtuoso; user and password are dba."""
    http, sql = free_port(), free_port()
    command = [program("virtuoso-t", "Debian package virtuoso-opensource-7-bin")]
    (folder / "kg.ini").write_text(_INI.format(http=http, sql=sql), encoding="utf-8")
    url = f"http://127.0.0.1:{http}"
    command += ["+foreground", "+configfile", "kg.ini"]
    with _running(command, folder, f"{url}/sparql?query=ASK%7B%7D"):
        yield url


@contextmanager
def _running(command, folder, url):
    with (folder / "output.txt").open("wb") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
    try:
        _wait(process, url, folder / "output.txt")
        yield
    finally:
        process.kill()  # its data are thrown away anyway
        process.wait()


def _wait(process, url, output):
    end = time.monotonic() + _PATIENCE
    while time.monotonic() < end and process.poll() is None:
        try:
            with urlopen(url, timeout=5):  # noqa: S310 - our own server
                return
        except (URLError, OSError):
            time.sleep(0.05)
    pytest.fail(f"{process.args[0]} did not start: {output.read_text(errors='replace')[-2000:]}")


@contextmanager
def fake(answer):
    """The URL of a server that does ``answer(handler, number, body)``; and its requests.

    ``number`` counts the requests from 0; each is noted as (method, path, headers, body).
    """
    requests = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def handle_any(self):
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            requests.append((self.command, self.path, dict(self.headers), body))
            answer(self, len(requests) - 1, body)

        do_GET = do_PUT = do_POST = handle_any  # noqa: N815 - names of http.server

        def log_message(self, *_):
            """Say nothing."""

        def reply(self, status, body=b"", **headers):
            self.send_response(status)
            for name, value in headers.items():
                self.send_header(name.replace("_", "-"), value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}", requests
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
