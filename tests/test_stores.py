"""Real triple stores take the graph of the seeds and answer like the libraries do.

All run in one process (see ``conftest.py``), so that each store is started once.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import pytest
import servers
from conftest import ROOT
from engines import QUERIES, all_queries, http_engine, pyoxigraph_engine, rdflib_engine

from kg.loading.stores import find_store
from kg.loading.upload import Plan, upload
from kg.pipeline import build
from kg.process.remote import Credentials, Remote, RemoteError
from kg.writing.ntriples import read_lines

GRAPH = ROOT / "tests" / "golden" / "graph.ttl"
IRI = "https://w3id.org/summitkg/graph"
DBA = Credentials("", "dba", "dba")
#: Small enough that the graph takes several requests.
CHUNK = 2000
ALL = all_queries()


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory):
    with servers.oxigraph(tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    with servers.virtuoso(tmp_path_factory.mktemp("virtuoso")) as url:
        yield url


@pytest.fixture(scope="module")
def lines():
    return read_lines([GRAPH])


def load(target, lines, graph="", credentials=None, **fields):
    plan = Plan(find_store(target, graph), lines, graph, **{"size": CHUNK, **fields})
    return send(plan, credentials)


def send(plan, credentials=None, start=0):
    client = Remote(plan.url, credentials)
    try:
        return upload(plan, client, start)
    finally:
        client.close()


@pytest.fixture(scope="module")
def reference():
    return pyoxigraph_engine(GRAPH)


@pytest.fixture(scope="module")
def rdflib_answers():
    return rdflib_engine(GRAPH)


@pytest.fixture(scope="module")
def oxigraph_answers(oxigraph, lines):
    load(f"oxigraph:{oxigraph}", lines, replace=True)
    return http_engine(f"{oxigraph}/query")


@pytest.fixture(scope="module")
def virtuoso_answers(virtuoso, lines):
    load(f"virtuoso:{virtuoso}", lines, IRI, DBA, replace=True)
    return http_engine(f"{virtuoso}/sparql", IRI)


@pytest.mark.parametrize("engine", ["rdflib_answers", "oxigraph_answers", "virtuoso_answers"])
@pytest.mark.parametrize("query", ALL.values(), ids=ALL)
def test_all_engines_answer_alike(request, reference, engine, query):
    assert request.getfixturevalue(engine)(query) == reference(query)


def test_our_own_queries_find_something(reference):
    """Engines that all find nothing agree, too."""
    empty = {name for name in QUERIES if not reference(ALL[name])}
    assert empty == {"quotes of another length than their offsets"}


def stores(request):
    """Both stores as (target, graph, credentials)."""
    kind = request.param
    graph = "" if kind == "default" else f"urn:test:{kind}"
    if kind == "virtuoso":
        return f"virtuoso:{request.getfixturevalue('virtuoso')}", graph, DBA
    return f"oxigraph:{request.getfixturevalue('oxigraph')}", graph, None


store = pytest.fixture(stores, params=["default", "oxigraph", "virtuoso"])


def test_counts_after_loading_adding_and_replacing(store, lines):
    target, *place = store
    other = ['<urn:a> <urn:p> "中"@zh .\n', *lines[:10]]
    first = load(target, other, *place, replace=True)
    assert (first.after, first.holds) == (11, True)
    added = load(target, lines, *place)
    assert (added.before, added.after, added.holds) == (11, len(lines) + 1, True)
    assert added.explanation == "it had 11 before, 10 of these among them"
    again = load(target, lines, *place, size=10**6)
    assert (again.after, again.holds) == (len(lines) + 1, True)
    replaced = load(target, lines, *place, replace=True)
    assert (replaced.after, replaced.explanation) == (len(lines), "the same")


def test_a_store_whose_kind_is_not_told_is_counted_by_a_copy(oxigraph, lines):
    for graph in ("", "urn:test:plain"):
        outcome = load(f"{oxigraph}/store", lines, graph, replace=True)
        assert (outcome.after, outcome.explanation) == (len(lines), "the same")


def test_background_is_loaded_whole_and_twice_without_change(oxigraph, virtuoso, tmp_path):
    """It has blank nodes, in the ontology: they get names, so that it can be sent twice."""
    build([str(ROOT / "seeds" / "2013-09-13-bishkek-bulletin.txt")], tmp_path)
    lines = read_lines([tmp_path / "graph.ttl", tmp_path / "background.ttl"])
    for target, credentials in ((f"oxigraph:{oxigraph}", None), (f"virtuoso:{virtuoso}", DBA)):
        for _ in range(2):
            outcome = load(target, lines, "urn:test:both", credentials, size=500)
            assert (outcome.after, outcome.explanation) == (len(lines), "the same")


def test_a_wrong_password_is_unauthorised(virtuoso):
    for credentials in (None, Credentials("", "dba", "wrong"), Credentials("token")):
        with pytest.raises(RemoteError) as caught:
            load(f"virtuoso:{virtuoso}", ["<urn:a> <urn:b> <urn:c> .\n"], IRI, credentials)
        assert caught.value.code == "unauthorised"


def test_the_command_loads_with_what_the_environment_says(kg, virtuoso):
    command = ["load", GRAPH, "--to", f"virtuoso:{virtuoso}", "--graph-iri", "urn:test:command"]
    done = kg(*command, KG_USER=DBA.user, KG_PASSWORD=DBA.password)
    number = f"{len(read_lines([GRAPH])):,}"
    assert done.out == f"sent {number}, the store answers {number}: the same\n"


def test_a_store_that_was_killed_is_loaded_on(tmp_path, lines):
    """The first server dies after some chunks; the next one, with its data, gets the rest."""
    with servers.oxigraph(tmp_path) as url:
        part = Plan(find_store(f"oxigraph:{url}"), lines[: 2 * CHUNK], size=CHUNK)
        send(part)
    with servers.oxigraph(tmp_path) as url:
        again = Plan(find_store(f"oxigraph:{url}"), lines, size=CHUNK)
        outcome = send(again, start=2)
    assert (outcome.after, outcome.holds) == (len(lines), True)


# -- parsers that are not ours to choose -----------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "package", "options"),
    [
        ("rapper", "Debian package raptor2-utils", ["-q", "-i", "turtle", "-o", "ntriples"]),
        ("serdi", "Debian package serdi", ["-i", "turtle", "-o", "ntriples"]),
    ],
)
def test_other_parsers_read_the_same_triples(tmp_path, name, package, options):
    command = servers.program(name, package)
    build([str(ROOT / "seeds")], tmp_path)
    for file in ("graph.ttl", "background.ttl"):
        arguments = [command, *options, str(tmp_path / file)]
        done = subprocess.run(arguments, capture_output=True, check=False)
        assert (done.returncode, done.stderr) == (0, b"")
        expected = read_lines([tmp_path / file])
        assert len(set(done.stdout.splitlines())) == len(expected)


# -- what the tests need ---------------------------------------------------------------------------


def test_the_script_never_fails_and_says_what_it_could_not_do(tmp_path):
    """Without apt-get it names the packages, and the tests that need them are skipped."""
    for tool in ("bash", "id", "tail", "mktemp", "rm"):
        (tmp_path / tool).symlink_to(shutil.which(tool))
    script = ROOT / ".ci" / "stores.sh"
    environment = {**os.environ, "PATH": str(tmp_path)}
    done = subprocess.run(
        ["bash", str(script)], env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0
    assert "!! stores: not installed:" in done.stderr
    for package in ("virtuoso-opensource-7-bin", "raptor2-utils", "serdi"):
        assert package in done.stderr
