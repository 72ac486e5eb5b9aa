"""Clients that people use, as they come: SPARQLWrapper, rdflib's SPARQLStore, curl."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess

import pytest
from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import (
    CSV,
    GET,
    JSON,
    JSONLD,
    N3,
    POST,
    POSTDIRECTLY,
    RDF,
    RDFXML,
    TSV,
    TURTLE,
    URLENCODED,
    XML,
    SPARQLWrapper,
)
from SPARQLWrapper.SPARQLExceptions import QueryBadFormed

from kg.asking.questions import read_questions

from .test_protocol import LEADERS, QUERIES

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"


def test_sparqlwrapper_reads_rows_graphs_and_errors(server):
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(COUNT)
    client.setReturnFormat(JSON)
    (row,) = client.queryAndConvert()["results"]["bindings"]
    assert int(row["n"]["value"]) == server.triples
    client.setReturnFormat(XML)
    assert client.queryAndConvert().getElementsByTagName("result").length == 1
    client.setReturnFormat(CSV)
    assert client.queryAndConvert().split() == [b"n", str(server.triples).encode()]
    client.setMethod(POST)
    client.setQuery("DESCRIBE leader:xi-jinping")
    client.setReturnFormat(TURTLE)
    assert len(Graph().parse(data=client.queryAndConvert(), format="turtle")) > 10
    client.setReturnFormat(JSON)
    client.setQuery("SELECT {")
    with pytest.raises(QueryBadFormed, match="line 1, column"):
        client.query()


ROWS = {
    JSON: "application/sparql-results+json",
    XML: "application/sparql-results+xml",
    CSV: "text/csv",
    TSV: "text/tab-separated-values",
}
BUILT = {
    TURTLE: "text/turtle",
    N3: "text/turtle",
    RDF: "application/rdf+xml",
    RDFXML: "application/rdf+xml",
    XML: "application/rdf+xml",
    JSONLD: "application/ld+json",
    JSON: "application/ld+json",
}
FORMATS = {"select": ROWS, "ask": ROWS, "construct": BUILT, "describe": BUILT}


@pytest.mark.filterwarnings(
    "ignore:ConjunctiveGraph:DeprecationWarning", "ignore:Sending Accept header:RuntimeWarning"
)
@pytest.mark.parametrize(
    ("method", "way"), [(GET, URLENCODED), (POST, URLENCODED), (POST, POSTDIRECTLY)]
)
@pytest.mark.parametrize(
    ("form", "named"), [(form, named) for form, formats in FORMATS.items() for named in formats]
)
def test_sparqlwrapper_gets_every_format_it_knows(server, form, named, method, way):
    client = SPARQLWrapper(f"{server.url}/sparql", returnFormat=named)
    client.setQuery(QUERIES[form])
    client.setMethod(method)
    client.setRequestMethod(way)
    answer = client.query()
    assert answer.info()["content-type"].partition(";")[0] == FORMATS[form][named]
    assert answer.convert()


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflibs_store_sees_the_graph(server, method):
    graph = Graph(SPARQLStore(f"{server.url}/sparql", method=method))
    assert {row.leader for row in graph.query(LEADERS)}
    assert len(graph) == server.triples
    xi = URIRef("https://w3id.org/summitkg/id/leader/xi-jinping")
    label = URIRef("http://www.w3.org/2000/01/rdf-schema#label")
    assert "习近平" in {str(value) for value in graph.objects(xi, label)}


def curl(*arguments):
    program = shutil.which("curl") or pytest.skip("curl is not installed")
    done = subprocess.run([program, "-sS", *arguments], capture_output=True, check=True)
    return done.stdout.decode()


def test_curl_as_the_readme_has_it(server):
    text = curl(f"{server.url}/sparql", "-H", "Accept: text/csv", "--data-urlencode",
                f"query={LEADERS} LIMIT 2")  # fmt: skip
    rows = list(csv.reader(io.StringIO(text)))
    assert (rows[0], len(rows)) == (["leader"], 3)
    text = curl("-G", f"{server.url}/sparql", "--data-urlencode", f"query={COUNT}")
    assert json.loads(text)["results"]["bindings"][0]["n"]["value"] == str(server.triples)


def test_every_named_query_gives_what_the_command_gives(server):
    from conftest import ROOT  # noqa: PLC0415

    for name, question in read_questions().items():
        golden = (ROOT / "tests" / "golden" / "answers" / f"{name}.tsv").read_text("utf-8")
        answer = server.ask(question.text, "text/tab-separated-values", "form")
        assert answer.text.splitlines() == golden.splitlines(), name
