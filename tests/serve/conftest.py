"""The server over the graph of the golden files, asked without a network; and a browser."""

from __future__ import annotations

import pytest
from test_golden import GOLDEN
from werkzeug.test import Client

from kg import KG
from kg.serve.app import Application
from kg.serve.guard import Access
from kg.serve.site import open_site
from page.browser import NoBrowserError, started_browser


def open_client(path):
    return Client(Application(open_site(KG.load(path)), Access()))


@pytest.fixture(scope="package")
def client():
    client = open_client(GOLDEN)
    yield client
    client.application.site.kg.close()


@pytest.fixture(scope="package")
def browser():
    try:
        with started_browser() as browser:
            yield browser
    except NoBrowserError as error:
        pytest.skip(f"NOT ONE TEST OF kg serve IN THE BROWSER RUNS: {error}")
