"""A server as users start it, over the graph of the golden files."""

from __future__ import annotations

import pytest
from conftest import ROOT
from page.browser import NoBrowserError, started_browser

from serve.running import Running

GRAPH = ROOT / "tests" / "golden" / "graph.ttl"


@pytest.fixture(scope="package")
def server():
    """``kg serve`` in a process of its own, on a free port of loopback."""
    with Running(GRAPH, "--timeout", "3") as running:
        yield running


@pytest.fixture(scope="package")
def browser():
    try:
        with started_browser() as browser:
            yield browser
    except NoBrowserError as error:
        pytest.skip(f"NOT ONE TEST OF kg serve IN THE BROWSER RUNS: {error}")
