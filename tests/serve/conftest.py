"""Servers over two graphs: as users start them, or asked without a network."""

from __future__ import annotations

import pytest
from conftest import ROOT
from werkzeug.test import Client

from kg import KG
from kg.ontology import load_ontology
from kg.serve.app import Application
from kg.serve.guard import Access
from kg.serve.site import open_site
from kg.writing.rdf import write_turtle
from serve.running import Running
from serve.worlds import BACKGROUND, hub_graph

GRAPH = ROOT / "tests" / "golden" / "graph.ttl"


@pytest.fixture(scope="package")
def server():
    """``kg serve`` in a process of its own, on a free port of loopback."""
    with Running(GRAPH, "--timeout", "3") as running:
        yield running


def open_client(path):
    return Client(Application(open_site(KG.load(path)), Access()))


@pytest.fixture(scope="package")
def client():
    """The application itself, asked as a function."""
    client = open_client(GRAPH)
    yield client
    client.application.site.kg.close()


@pytest.fixture(scope="package")
def hub_path(tmp_path_factory):
    path = tmp_path_factory.mktemp("hub") / "graph.ttl"
    path.write_text(write_turtle(hub_graph(), load_ontology()) + BACKGROUND, encoding="utf-8")
    return path


@pytest.fixture(scope="package")
def hub(hub_path):
    """The same over a graph in which a country has more facts than a page."""
    client = open_client(hub_path)
    yield client
    client.application.site.kg.close()
