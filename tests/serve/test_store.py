"""``kg serve --store``: a store on the disk is served like the files of a build."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from builders import damage, store_of
from test_engine import children

from kg.serve import files
from kg.serve.snapshot import hold
from serve.conftest import open_client
from serve.running import Running

OTHER = "<http://a> <http://b> <http://c> ."
TOKAYEV = "leader/kassym-jomart-tokayev"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
HOSTS = "SELECT ?c (COUNT(?m) AS ?n) { ?c sm:hosted ?m } GROUP BY ?c ORDER BY ?c"


@pytest.fixture(scope="module")
def stored(golden_store):
    """The application over the store, asked as a function."""
    client = open_client(golden_store)
    yield client
    client.application.site.kg.close()


@pytest.mark.parametrize(
    "address",
    [f"/page/{TOKAYEV}", f"/data/{TOKAYEV}.nt", f"/data/{TOKAYEV}.jsonld", "/class/Summit",
     "/class/SourceDocument", "/search?q=托卡", "/search?q=Tokaev&class=Leader&format=json",
     "/terms.json", "/page/source/0f7f27e3a107bb34", "/page/fact/hosted.CHN.cica-2014"],
)  # fmt: skip
def test_pages_data_and_search_are_those_of_the_file(stored, client, address):
    answers = [one.get(address) for one in (stored, client)]
    assert {answer.status_code for answer in answers} == {200}
    versions = [one.application.site.snapshot.version for one in (stored, client)]
    ours, theirs = (
        answer.text.replace(version, "") for answer, version in zip(answers, versions, strict=True)
    )
    assert ours == theirs


def test_the_front_page_offers_no_files_and_counts_no_triples(stored, client):
    page, other = stored.get("/").text, client.get("/").text
    assert "/download/" in other
    assert "/download/" not in page
    assert "triples" not in vars(stored.application.site.kg.engine)
    assert page.count("/page/") == other.count("/page/")
    assert stored.get("/download/graph.ttl").status_code == 404
    assert stored.get("/download/CURRENT").status_code == 404


def test_the_descriptions_tell_what_they_can(stored, client):
    triples = client.application.site.kg.engine.triples
    assert f"void:triples {triples} " in stored.get("/void.ttl").text.replace(";", " ")
    assert "dcat:Distribution" not in stored.get("/void.ttl").text
    assert "void:triples" not in stored.get("/sparql").text


def test_the_version_is_that_of_the_store(golden_copy, golden_store):
    assert hold([golden_store]).version == hold([golden_copy]).version
    before = hold([golden_copy]).version
    store_of(golden_copy, OTHER)
    assert hold([golden_copy]).version != before


@pytest.mark.parametrize("harm", [shutil.rmtree, lambda folder: store_of(folder, OTHER)])
def test_the_page_of_the_graph_is_that_of_the_store_at_the_start(golden_copy, stored, harm):
    """Also when the files are removed, and not only their folder."""
    snapshot = hold([golden_copy])
    harm(golden_copy)
    page = files._draw(snapshot)
    assert "托卡耶夫" in page.body.decode()
    assert page.body == stored.get("/graph").data


def test_damage_is_a_failure_of_the_server_and_shows_no_place(golden_copy):
    client = open_client(damage(golden_copy))
    for address in ("/sparql?query=SELECT * { ?a ?b ?c }", "/graph"):
        answer = client.get(address, headers={"Accept": "*/*"})
        assert answer.status_code == 500
        assert "Corruption" in answer.text
        assert "/" not in answer.text.replace("*/*", "")
    client.application.site.kg.close()


def test_what_no_engine_knows_is_a_fault_of_the_query(stored):
    answer = stored.get("/sparql?query=SELECT (<urn:f>(1) AS ?a) {}")
    assert (answer.status_code, answer.headers["X-Error-Code"]) == (400, "unsupported")


# -- as a process -------------------------------------------------------------------------------


def numbers(answer):
    assert answer.status == 200, answer.text
    return json.loads(answer.body)["results"]["bindings"]


def test_it_is_served_and_what_takes_its_place_is_not(golden_copy):
    with Running("--store", golden_copy, "--timeout", "3") as server:
        assert server.triples is None
        before = numbers(server.ask(COUNT))
        store_of(golden_copy, OTHER)
        (holder,) = children(server.process.pid)
        for worker in children(holder):
            os.kill(worker, signal.SIGKILL)
        time.sleep(0.1)
        assert numbers(server.ask(COUNT + " # again")) == before
        assert "托卡耶夫" in server.get(f"/page/{TOKAYEV}").text


def test_eight_clients_at_once_get_the_right_answers_while_one_runs_away(golden_store):
    runaway = "SELECT (COUNT(*) AS ?n) { ?a ?p ?b . ?c ?q ?d . ?e ?r ?f . ?g ?s ?h }"
    with (
        Running("--store", golden_store, "--timeout", "2") as server,
        ThreadPoolExecutor(9) as pool,
    ):
        stopped = pool.submit(server.ask, runaway)
        asked = [pool.submit(server.ask, f"{HOSTS} # {number % 8}") for number in range(40)]
        assert len({json.dumps(numbers(answer.result())) for answer in asked}) == 1
        assert stopped.result().status == 503
        assert stopped.result().headers["x-error-code"] == "timeout"
