"""The SPARQL Protocol: ways of asking, formats, errors; all by a real connection."""

from __future__ import annotations

import json
from urllib.parse import quote

import pytest
from rdflib import Graph

LEADERS = "SELECT ?leader { ?leader a sm:Leader }"
QUERIES = {
    "select": LEADERS,
    "ask": "ASK { ?leader a sm:Leader }",
    "construct": "CONSTRUCT { ?x a sm:Leader } { ?x a sm:Leader }",
    "describe": "DESCRIBE leader:xi-jinping",
}
SOLUTIONS = {
    "": "application/sparql-results+json",
    "*/*": "application/sparql-results+json",
    "application/json": "application/sparql-results+json",
    "application/sparql-results+xml": "application/sparql-results+xml",
    "application/xml;q=0.9,text/csv;q=0.2": "application/sparql-results+xml",
    "text/csv": "text/csv",
    "text/tab-separated-values, text/csv;q=0.5": "text/tab-separated-values",
    "image/png, text/csv;q=0.1": "text/csv",
    "text/*": "text/csv",
    "application/sparql-results+xml;charset=utf-8": "application/sparql-results+xml",
    "application/json;odata=verbose;q=0.5, text/csv; header=present": "text/csv",
    "text/csv;q=0, */*;q=0.1": "application/sparql-results+json",
    "image/png": "",
    "text/turtle": "",
}
GRAPHS = {
    "": "text/turtle",
    "*/*": "text/turtle",
    "text/turtle": "text/turtle",
    "application/n-triples": "application/n-triples",
    "application/rdf+xml": "application/rdf+xml",
    "application/ld+json, text/turtle;q=0.3": "application/ld+json",
    'application/ld+json;profile="http://www.w3.org/ns/json-ld#compacted"': "application/ld+json",
    "application/sparql-results+json": "",
    "image/png": "",
}
CASES = [
    (form, how, accept, kind)
    for form in QUERIES
    for how in ("GET", "form", "body")
    for accept, kind in (SOLUTIONS if form in ("select", "ask") else GRAPHS).items()
]


@pytest.mark.parametrize(("form", "how", "accept", "kind"), CASES)
def test_each_way_of_asking_negotiates_each_format(server, form, how, accept, kind):
    answer = server.ask(QUERIES[form], accept, how)
    assert answer.status == (200 if kind else 406)
    if kind:
        assert (answer.kind, answer.headers["vary"]) == (kind, "Accept")
        assert answer.body
    else:
        assert "this can be had as" in answer.text


def test_the_formats_say_the_same(server):
    data = json.loads(server.ask(LEADERS).body)
    found = {row["leader"]["value"] for row in data["results"]["bindings"]}
    lines = server.ask(LEADERS, "text/csv").text.splitlines()
    assert lines[0] == "leader"
    assert set(lines[1:]) == found
    assert len(lines) == len(found) + 1


@pytest.mark.filterwarnings("ignore:ConjunctiveGraph:DeprecationWarning")
@pytest.mark.parametrize("kind", ["turtle", "xml", "nt", "json-ld"])
def test_graphs_are_read_back_equal(server, kind):
    types = {"turtle": "text/turtle", "xml": "application/rdf+xml",
             "nt": "application/n-triples", "json-ld": "application/ld+json"}  # fmt: skip
    expected = Graph().parse(data=server.ask(QUERIES["describe"]).body, format="turtle")
    body = server.ask(QUERIES["describe"], types[kind]).body
    assert set(Graph().parse(data=body, format=kind)) == set(expected)
    assert len(expected) > 10


def test_a_link_can_name_the_format(server):
    answer = server.get(f"/sparql?format=csv&query={quote(LEADERS)}")
    assert (answer.status, answer.kind) == (200, "text/csv")
    assert server.get(f"/sparql?format=png&query={quote(LEADERS)}").status == 406


@pytest.mark.parametrize(
    ("form", "named", "accept", "kind"),
    [
        ("select", "format=tsv&format=text/tab-separated-values", "", "text/tab-separated-values"),
        ("select", "output=csv", "*/*", "text/csv"),
        ("select", "format=&output=CSV", "", "text/csv"),
        ("select", "format=png&format=xml", "", "application/sparql-results+xml"),
        ("select", "format=turtle", "text/csv", "text/csv"),
        ("select", "format=turtle", "", ""),
        ("select", "results=csv", "", "application/sparql-results+json"),
        ("construct", "format=turtle", "", "text/turtle"),
        ("construct", "format=n3", "", "text/turtle"),
        ("construct", "format=ntriples", "", "application/n-triples"),
        ("construct", "format=n-triples", "", "application/n-triples"),
        ("construct", "format=rdf%2Bxml", "", "application/rdf+xml"),
        ("construct", "format=xml", "text/turtle", "application/rdf+xml"),
        ("construct", "format=json-ld", "", "application/ld+json"),
        ("construct", "format=json", "", "application/ld+json"),
        ("construct", "format=csv", "image/png", ""),
    ],
)
def test_formats_have_many_names(server, form, named, accept, kind):
    headers = {"Accept": accept} if accept else {}
    address = f"/sparql?{named}&query={quote(QUERIES[form])}"
    body = f"{named}&query={quote(QUERIES[form])}"
    sent = {**headers, "Content-Type": "application/x-www-form-urlencoded"}
    for answer in (server.get(address, headers), server.get("/sparql", sent, "POST", body)):
        assert (answer.status, answer.kind) == ((200, kind) if kind else (406, "text/plain"))


def test_a_browser_is_shown_its_query_on_the_query_page(server):
    browser = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
    answer = server.get(f"/sparql?query={quote('ASK {}')}", browser)
    assert (answer.status, answer.headers["location"]) == (303, "/query#query=ASK%20%7B%7D")
    assert server.get("/sparql", browser).headers["location"] == "/query"
    assert server.get("/sparql", {"Accept": "text/html;charset=utf-8"}).status == 303
    for named in ("format=csv", "output=csv"):
        assert server.get(f"/sparql?{named}&query=ASK%7B%7D", browser).kind == "text/csv"


@pytest.mark.parametrize("accept", ["text/html;q=0", "text/html;q=0, */*;q=0.1"])
def test_who_wants_no_page_gets_none(server, accept):
    assert server.ask("ASK {}", accept).status in (200, 406)


def test_an_error_tells_line_column_and_spot(server):
    answer = server.ask("SELECT ?x {\n  ?x a } LIMIT 2")
    assert (answer.status, answer.kind) == (400, "text/plain")
    assert answer.text == "line 2, column 8: } does not fit here\n\n  ?x a } LIMIT 2\n       ^\n"
    assert answer.headers["x-error-code"] == "syntax"


@pytest.mark.parametrize(
    ("path", "body", "kind", "status"),
    [
        ("/sparql", "update=DROP%20ALL", "application/x-www-form-urlencoded", 403),
        ("/sparql", "DROP ALL", "application/sparql-update", 403),
        ("/sparql?update=DROP%20ALL", "", "application/x-www-form-urlencoded", 403),
        ("/sparql", "query=ASK{}&update=DROP%20ALL", "application/x-www-form-urlencoded", 400),
        ("/sparql?query=ASK{}", "query=ASK{}", "application/x-www-form-urlencoded", 400),
        ("/sparql", "query=ASK{}&query=ASK{}", "application/x-www-form-urlencoded", 400),
        ("/sparql?query=ASK{}", "ASK {}", "application/sparql-query", 400),
        ("/sparql", "", "application/x-www-form-urlencoded", 400),
        ("/sparql", "", "application/sparql-query", 400),
        ("/sparql", b"ASK { ?a ?b '\xff' }", "application/sparql-query", 400),
        ("/sparql", "query=ASK%7B%7D%ff", "application/x-www-form-urlencoded", 400),
        ("/sparql?query=ASK{}%ff", "", "application/x-www-form-urlencoded", 400),
        ("/sparql", "ASK {}", "text/plain", 415),
        ("/sparql", "{}", "application/json", 415),
        (
            "/sparql?default-graph-uri=http://127.0.0.1:9/",
            "ASK {}",
            "application/sparql-query",
            400,
        ),
        ("/sparql?named-graph-uri=file:///etc/passwd", "ASK {}", "application/sparql-query", 400),
    ],
)
def test_what_is_no_query_is_refused(server, path, body, kind, status):
    answer = server.get(path, {"Content-Type": kind}, "POST", body)
    assert answer.status == status, answer.text
    assert len(answer.text) > 5


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"])
def test_other_methods_are_refused_with_those_allowed(server, method):
    answer = server.get("/sparql", method=method)
    assert answer.status == 405
    assert set(answer.headers["allow"].split(", ")) == {"GET", "HEAD", "POST"}


def test_head_is_get_without_the_body(server):
    answer = server.get("/sparql?query=ASK%7B%7D", method="HEAD")
    assert (answer.status, answer.body) == (200, b"")
    assert int(answer.headers["content-length"]) > 10


def test_what_is_not_there_is_not_found(server):
    for path in ("/../../etc/passwd", "/%2e%2e%2fetc/passwd", "/static/..%5c..%5cx", "/x",
                 "/static/../base.html", "/static/%2e%2e/base.html", "//etc/passwd",
                 "/download/report.json", "/download/..%2fgraph.ttl"):  # fmt: skip
        assert server.get(path).status == 404, path


def test_the_files_can_be_had(server):
    from conftest import ROOT  # noqa: PLC0415

    answer = server.get("/download/graph.ttl")
    assert answer.body == (ROOT / "tests/golden/graph.ttl").read_bytes()
    again = server.get("/download/graph.ttl", {"If-None-Match": answer.headers["etag"]})
    assert (again.status, again.body) == (304, b"")


def test_the_picture_of_the_graph_is_the_page_of_kg_page(server):
    answer = server.get("/graph")
    assert (answer.status, answer.kind) == (200, "text/html")
    assert "习近平" in answer.text
    assert server.get("/graph").body == answer.body
