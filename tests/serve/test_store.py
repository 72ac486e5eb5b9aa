"""``kg serve --store``: a store on the disk is served like the files of a build."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from builders import store_of
from test_engine import children

from kg.serve import files
from kg.serve.snapshot import hold
from kg.workers import Reply
from serve.conftest import open_client
from serve.running import Running

TOKAYEV = "leader/kassym-jomart-tokayev"
COUNT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c }"
HOSTS = "SELECT ?c (COUNT(?m) AS ?n) { ?c sm:hosted ?m } GROUP BY ?c ORDER BY ?c"


@pytest.fixture(scope="module")
def stored(golden_store):
    """The application over the store, asked as a function."""
    client = open_client(golden_store)
    yield client
    client.application.site.kg.close()


@pytest.fixture
def copy(golden_store, tmp_path):
    return shutil.copytree(golden_store, tmp_path / "store")


@pytest.mark.parametrize(
    "address",
    [f"/page/{TOKAYEV}", f"/data/{TOKAYEV}.nt", f"/data/{TOKAYEV}.jsonld", "/class/Summit",
     "/class/SourceDocument", "/search?q=托卡", "/search?q=Tokaev&class=Leader&format=json",
     "/terms.json", "/page/source/0f7f27e3a107bb34", "/page/fact/hosted.RUS.sco-2015"],
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


def test_the_version_is_that_of_the_store(copy, golden_store):
    assert hold([golden_store]).version == hold([copy]).version
    before = hold([copy]).version
    store_of(copy, "<http://a> <http://b> <http://c> .")
    assert hold([copy]).version != before


def test_the_page_of_the_graph_is_drawn_by_the_command_from_the_same_store(
    copy, tmp_path, monkeypatch
):
    """`kg page --store` is given the folder that was opened, not the one that has its name now."""
    seen = []

    class Process:
        returncode = 0

        def communicate(self):
            return b"", b""

    def start(_module, arguments, _descriptors, _stderr):
        command, option, store, _, page = arguments
        seen.append((command, option, sorted(path.name for path in Path(store).iterdir())))
        Path(page).write_text("<!doctype html>", encoding="utf-8")
        return Process()

    snapshot, names = hold([copy]), sorted(path.name for path in copy.iterdir())
    copy.rename(tmp_path / "elsewhere")
    monkeypatch.setattr(files, "start_module", start)
    assert files._draw(snapshot) == Reply("page", b"<!doctype html>")
    assert seen == [("page", "--store", names)]


# -- as a process -------------------------------------------------------------------------------


def numbers(answer):
    assert answer.status == 200, answer.text
    return json.loads(answer.body)["results"]["bindings"]


def test_it_is_served_and_what_takes_its_place_is_not(copy):
    with Running("--store", copy, "--timeout", "3") as server:
        assert server.triples is None
        before = numbers(server.ask(COUNT))
        store_of(copy, "<http://a> <http://b> <http://c> .")
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
