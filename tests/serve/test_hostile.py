"""What clients can do to hurt: requests too large, too slow, ambiguous, and queries without end.

After each of them the server must answer others as if nothing had been.
"""

from __future__ import annotations

import signal
import socket
import time
from contextlib import ExitStack
from pathlib import Path
from threading import Thread

import pytest

from .conftest import GRAPH
from .running import Running, read_answer

HEAD = b"POST /sparql HTTP/1.1\r\nHost: localhost\r\n"
FORM = b"Content-Type: application/x-www-form-urlencoded\r\n"
RUNAWAY = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"


@pytest.fixture(autouse=True)
def goes_on(server):
    yield
    begin = time.monotonic()
    assert server.get("/health").status == 200
    assert time.monotonic() - begin < 5


def children(server):
    """The processes that answer queries: children of the process that holds the graph."""
    (holder,) = _children(server.process.pid)
    return _children(holder)


def _children(pid):
    path = Path(f"/proc/{pid}/task/{pid}/children")
    return [int(child) for child in path.read_text(encoding="ascii").split()]


def test_a_huge_body_is_refused_before_it_is_sent(server):
    status, _ = server.send(HEAD + FORM + b"Content-Length: 10000000000\r\n\r\n")
    assert status == 413


def test_a_body_without_end_is_refused(server):
    with server.connect() as connection:
        connection.sendall(HEAD + FORM + b"Transfer-Encoding: chunked\r\n\r\n")
        sent = 0
        try:
            while sent < 64 << 20:
                connection.sendall(b"10000\r\n" + b"x" * 0x10000 + b"\r\n")
                sent += 0x10000
        except OSError:
            pass
        assert sent < 32 << 20
        assert read_answer(connection)[0] in (0, 413)  # 0: it hung up while we were sending


def test_a_huge_header_is_refused(server):
    assert server.send(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"x" * (1 << 20))[0] == 431


def test_two_lengths_are_refused(server):
    both = b"Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
    assert server.send(HEAD + FORM + both)[0] == 400


def test_a_long_query_is_refused(server):
    assert server.ask("ASK {} #" + "x" * 70_000, how="form").status == 400


def test_nothing_of_a_query_gets_into_a_header(server):
    answer = server.get("/sparql?query=ASK%7B%0d%0aX-Evil:%201%7D&format=csv%0d%0aX-Evil:%201")
    assert "x-evil" not in answer.headers


def test_slow_clients_are_left_and_hold_up_nobody(server):
    with ExitStack() as stack:
        slow = [stack.enter_context(server.connect(60)) for _ in range(200)]
        for connection in slow:
            connection.sendall(
                b"POST /sparql HTTP/1.1\r\nHost: localhost\r\nContent-Length: 99\r\n\r\n"
            )
        begin = time.monotonic()
        assert server.ask("ASK {}").status == 200
        assert time.monotonic() - begin < 5
        left = slow
        while left and time.monotonic() - begin < 60:
            time.sleep(2)
            left = [connection for connection in left if _trickle(connection)]
        assert not left


def _trickle(connection):
    """Send one more byte; False when the server has hung up."""
    connection.settimeout(0.001)
    try:
        connection.sendall(b"x")
        return connection.recv(1) != b""
    except TimeoutError:
        return True
    except OSError:
        return False


def test_a_query_that_nobody_waits_for_is_stopped():
    with Running(GRAPH, "--timeout", "60") as server:
        with server.connect() as connection:
            query = RUNAWAY.replace(" ", "+").replace("?", "%3F").encode()
            connection.sendall(
                b"GET /sparql?query=" + query + b" HTTP/1.1\r\nHost: localhost\r\n\r\n"
            )
            time.sleep(1)
            (busy,) = children(server)
        deadline = time.monotonic() + 10
        while busy in children(server) and time.monotonic() < deadline:
            time.sleep(0.1)
        assert busy not in children(server)


def test_queries_without_end_are_stopped_while_others_are_answered(server):
    answers = []
    begin = time.monotonic()
    threads = [Thread(target=lambda: answers.append(server.ask(RUNAWAY))) for _ in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(0.5)
    while any(thread.is_alive() for thread in threads):
        asked = time.monotonic()
        assert server.ask("ASK { ?x a sm:Leader }").status == 200
        assert time.monotonic() - asked < 5
        time.sleep(0.2)
    assert time.monotonic() - begin < 3 + 10
    assert [(answer.status, answer.text) for answer in answers] == [
        (503, "stopped after 3 s\n")
    ] * 4
    assert all("retry-after" in answer.headers for answer in answers)


@pytest.mark.parametrize(
    ("query", "status", "code"),
    [
        ("SELECT * { ?a ?b ?c . ?d ?e ?f }", 503, "too-much-output|timeout"),
        ("SELECT * { SERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", 403, "refused"),
        (r"SELECT * { \u0053ERVICE <http://127.0.0.1:9/> { ?a ?b ?c } }", 403, "refused"),
        ("LOAD <file:///etc/passwd>", 403, "refused"),
        ("SELECT * {" + "{" * 3000 + "?a ?b ?c" + "}" * 3000 + "}", 400, "too-deep"),
        ("SELECT * {" + "?a ?b ?c ." * 500 + "}", 400, "too-many"),
        ("SELECT * { ?a ?b", 400, "syntax"),
    ],
)
def test_bad_queries_end_with_a_status_and_a_reason(server, query, status, code):
    answer = server.ask(query, how="form")
    assert answer.status == status
    assert answer.headers["x-error-code"] in code.split("|")


def test_graphs_named_in_a_query_are_not_fetched(server):
    for iri in ("http://127.0.0.1:9/x.ttl", "file:///etc/passwd"):
        answer = server.ask(f"SELECT * FROM <{iri}> {{ ?a ?b ?c }}", "text/csv")  # noqa: S608
        assert (answer.status, answer.text.split()) == (200, ["a,b,c"])


def test_the_server_listens_on_loopback_only(server):
    """And has no other socket to the network than the one it listens on."""
    listening = _sockets(server.process.pid)
    assert listening == {f"0100007F:{server.port:04X}"}


def _sockets(pid):
    inodes = set()
    for entry in Path(f"/proc/{pid}/fd").iterdir():
        link = str(entry.readlink()) if entry.is_symlink() else ""
        if link.startswith("socket:["):
            inodes.add(link[8:-1])
    lines = Path(f"/proc/{pid}/net/tcp").read_text(encoding="ascii").splitlines()[1:]
    return {line.split()[1] for line in lines if line.split()[9] in inodes}


def test_clients_that_do_not_read_are_left_and_hold_up_nobody(server):
    """Each asks for megabytes and for one thing more, and reads none of it."""
    query = "SELECT%20*%20%7B?a%20?b%20?c%20.%20?d%20a%20?e%7D%20LIMIT%2030000"
    asked = f"GET /sparql?query={query} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()
    with ExitStack() as stack:
        deaf = [stack.enter_context(server.connect()) for _ in range(100)]
        for connection in deaf:
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            connection.sendall(asked + b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        time.sleep(1)
        begin = time.monotonic()
        assert server.get("/health").status == 200
        assert time.monotonic() - begin < 5
        deadline = time.monotonic() + 60
        while _connections(server) and time.monotonic() < deadline:
            time.sleep(1)
        assert not _connections(server)


def _connections(server):
    """Connections of clients that the server still holds."""
    lines = Path(f"/proc/{server.process.pid}/net/tcp").read_text(encoding="ascii").splitlines()
    ours = f"0100007F:{server.port:04X}"
    return [line for line in lines[1:] if line.split()[1] == ours and line.split()[3] == "01"]


def test_a_server_ends_at_once_while_queries_run():
    with Running(GRAPH, "--timeout", "60") as server:
        asking = Thread(target=lambda: server.ask(RUNAWAY))
        asking.start()
        time.sleep(1)
        begin = time.monotonic()
        server.process.send_signal(signal.SIGTERM)
        _, complaint = server.process.communicate(timeout=20)
        asking.join()
    assert time.monotonic() - begin < 15
    assert complaint == ""
