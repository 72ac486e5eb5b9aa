"""The server over the graph of the golden files, asked without a network; and a browser."""

from __future__ import annotations

import pytest
from page.browser import NoBrowserError, started_browser
from test_golden import GOLDEN
from werkzeug.test import Client

from kg import KG
from kg.ontology import load_ontology
from kg.rdf import write_turtle
from kg.serve.app import Application
from kg.serve.guard import Access
from kg.serve.site import open_site
from serve.worlds import BACKGROUND, hub_graph


def open_client(path):
    return Client(Application(open_site(KG.load(path)), Access()))


@pytest.fixture(scope="package")
def client():
    client = open_client(GOLDEN)
    yield client
    client.application.site.kg.close()


@pytest.fixture(scope="package")
def hub(tmp_path_factory):
    """The same over a graph in which a country has more facts than a page."""
    path = tmp_path_factory.mktemp("hub") / "graph.ttl"
    path.write_text(write_turtle(hub_graph(), load_ontology()) + BACKGROUND, encoding="utf-8")
    client = open_client(path)
    yield client
    client.application.site.kg.close()


@pytest.fixture(scope="package")
def browser():
    try:
        with started_browser() as browser:
            yield browser
    except NoBrowserError as error:
        pytest.skip(f"NOT ONE TEST OF kg serve IN THE BROWSER RUNS: {error}")
