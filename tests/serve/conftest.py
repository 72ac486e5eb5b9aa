"""The graph of the golden file and a few things with hostile names, served."""

from __future__ import annotations

from threading import Thread

import pytest
from page.browser import NoBrowserError, started_browser
from test_golden import GOLDEN
from werkzeug.serving import WSGIRequestHandler, make_server
from werkzeug.test import Client

from kg.graphs import KG
from kg.ontology import ontology_folder
from kg.serve.app import Application
from kg.serve.guard import Access
from kg.serve.site import open_site

#: What a report might hold, as names: each would do something if it were taken for markup.
HOSTILE = (
    "<img src=x onerror=window.__p=1>",
    "</script><script>window.__p=1</script>",
    '" onmouseover="window.__p=1" x="',
)
_THING = """
<https://w3id.org/summitkg/id/leader/hostile-{number}>
  a <https://w3id.org/summitkg/ontology#Leader> ;
  <http://www.w3.org/2000/01/rdf-schema#label> "恶名{number} {name}"@zh ;
  <http://www.w3.org/2000/01/rdf-schema#seeAlso> <javascript:window.__p=1> .
"""


class _Quiet(WSGIRequestHandler):
    def log(self, *_):
        pass


@pytest.fixture(scope="session")
def application(tmp_path_factory):
    """The application over the golden graph, the ontology, and three hostile leaders."""
    path = tmp_path_factory.mktemp("hostile") / "hostile.ttl"
    names = [name.replace('"', '\\"') for name in HOSTILE]
    things = [_THING.format(number=number, name=name) for number, name in enumerate(names)]
    path.write_text("".join(things), encoding="utf-8")
    with KG([GOLDEN, path, ontology_folder() / "ontology.ttl"]) as kg:
        yield Application(open_site(kg), Access())


@pytest.fixture(scope="session")
def client(application):
    return Client(application)


@pytest.fixture(scope="session")
def address(application):
    """Where the application listens."""
    server = make_server("127.0.0.1", 0, application, threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture(scope="session")
def browser():
    try:
        with started_browser() as browser:
            yield browser
    except NoBrowserError as error:
        pytest.skip(f"NOT ONE TEST OF kg serve IN THE BROWSER RUNS: {error}")
