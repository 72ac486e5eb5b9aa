"""The loop under the server, step by step: what only shows when two things happen in one step."""

from __future__ import annotations

import os
import resource
import socket
from contextlib import ExitStack
from functools import partial

import pytest

from kg.serve.listener import listen


@pytest.fixture
def server(client):
    limits = resource.getrlimit(resource.RLIMIT_NOFILE)
    server = listen(client.application, "127.0.0.1", 0)
    yield server
    server.task_dispatcher.shutdown()
    server.asyncore.close_all(server._map)
    resource.setrlimit(resource.RLIMIT_NOFILE, limits)


def step(server):
    """Let it look once for what clients sent."""
    server.asyncore.loop(timeout=0.2, use_poll=True, map=server._map, count=1)


def test_who_comes_while_a_spent_client_is_left_is_not_left_with_it(server):
    """The new connection gets the number of the one that ends in the same step."""
    call = partial(socket.create_connection, ("127.0.0.1", server.effective_port), 5)
    with ExitStack() as stack:
        stack.enter_context(call())
        step(server)
        (spent,) = server.active_channels.values()
        number = spent.socket.fileno()
        new = stack.enter_context(call())
        while (free := os.open(os.devnull, os.O_RDONLY)) < number:  # no lower one is free
            stack.callback(os.close, free)
        stack.callback(os.close, free)
        spent.last_activity = server.next_channel_cleanup = 0
        new.sendall(b"GET /health HTTP/1.1\r\nHost: localhost\r\n\r\n")
        for _ in range(20):
            step(server)
        new.settimeout(5)
        assert new.recv(12) == b"HTTP/1.1 200"
        assert spent not in server.active_channels.values()
