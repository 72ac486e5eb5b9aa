"""A server as users start it, over the graph of the golden files."""

from __future__ import annotations

import pytest
from conftest import ROOT

from serve.running import Running

GRAPH = ROOT / "tests" / "golden" / "graph.ttl"


@pytest.fixture(scope="package")
def server():
    """``kg serve`` in a process of its own, on a free port of loopback."""
    with Running(GRAPH, "--timeout", "3") as running:
        yield running
