"""The descriptions for machines: of the dataset and of the service."""

from __future__ import annotations

import pytest
import rdflib
from pyoxigraph import RdfFormat, parse, serialize
from rdflib import RDF, Literal, URIRef
from test_golden import GOLDEN

from kg.namespaces import ID, SM
from kg.writing.load import load_graph

BASE = "http://localhost/"
PREFIXES = """
PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dcterms: <http://purl.org/dc/terms/>
PREFIX sd: <http://www.w3.org/ns/sparql-service-description#>
PREFIX void: <http://rdfs.org/ns/void#> PREFIX formats: <http://www.w3.org/ns/formats/>
PREFIX sm: <https://w3id.org/summitkg/ontology#>
"""


def fetch(client, address, **options):
    answer = client.get(address, **options)
    assert answer.status_code == 200, answer.text
    form = RdfFormat.from_media_type(answer.mimetype)
    lines = serialize(parse(answer.data, format=form), format=RdfFormat.N_TRIPLES)
    return rdflib.Graph().parse(data=lines, format="nt")


def values(graph, query):
    return {str(row[0]) for row in graph.query(PREFIXES + query)}


@pytest.fixture(scope="module")
def described(client):
    return fetch(client, "/void.ttl")


def test_the_dataset_is_counted_rightly(described):
    whole = rdflib.Graph().parse(GOLDEN, format="turtle")
    records = load_graph(GOLDEN)
    assert values(described, "SELECT ?n { ?d a void:Dataset ; void:triples ?n }") == {
        str(len(whole))
    }
    assert values(described, "SELECT ?n { ?d a dcat:Dataset ; void:entities ?n }") == {
        str(len(records.entities) + len(records.sources))
    }
    for cls in ("Leader", "Fact", "SourceDocument"):
        number = len(set(whole.subjects(RDF.type, URIRef(SM + cls))))
        query = f"SELECT ?n {{ ?d void:classPartition [ void:class sm:{cls} ; void:entities ?n ] }}"
        assert values(described, query) == {str(number)}
    query = (
        "SELECT ?n { ?d void:propertyPartition [ void:property sm:attended ; void:triples ?n ] }"
    )
    assert values(described, query) == {
        str(len(list(whole.triples((None, URIRef(f"{SM}attended"), None)))))
    }
    query = "SELECT (SUM(?n) AS ?all) { ?d void:propertyPartition/void:triples ?n }"
    assert values(described, query) == {str(len(whole))}


def test_the_dataset_says_where_it_is(client, described):
    assert values(described, "SELECT ?x { ?d void:sparqlEndpoint ?x }") == {f"{BASE}sparql"}
    assert values(described, "SELECT ?x { ?d void:uriSpace ?x }") == {ID}
    dumps = values(described, "SELECT ?x { ?d void:dataDump ?x }")
    assert dumps == values(described, "SELECT ?x { ?d dcat:distribution/dcat:downloadURL ?x }")
    (dump,) = dumps
    answer = client.get(dump)
    assert answer.data == GOLDEN.read_bytes()
    assert values(described, "SELECT ?n { ?f dcat:byteSize ?n }") == {str(len(answer.data))}
    for example in values(described, "SELECT ?x { ?d void:exampleResource ?x }"):
        assert client.get(example.replace(ID, "/id/")).status_code == 303
    languages = {
        title.language
        for title in described.objects(None, URIRef("http://purl.org/dc/terms/title"))
    }
    assert {"zh", "en"} <= languages
    assert SM in values(described, "SELECT ?x { ?d void:vocabulary ?x }")


def test_descriptions_are_the_same_bytes_every_time_and_without_blank_nodes(client, described):
    assert client.get("/void.ttl").data == client.get("/void.ttl").data
    assert not [node for node in described.all_nodes() if isinstance(node, rdflib.BNode)]


def test_what_depends_on_no_header_says_so(client):
    assert "Vary" not in client.get("/void.ttl").headers
    assert client.get("/sparql").headers["Vary"] == "Accept"


def test_the_place_where_descriptions_are_looked_for_leads_there(client):
    answer = client.get("/.well-known/void")
    assert (answer.status_code, answer.location) == (302, "/void.ttl")


def test_names_are_those_of_the_address_that_was_used(client):
    graph = fetch(client, "/void.ttl", headers={"Host": "127.0.0.1:8000"})
    query = "SELECT ?x { ?d void:sparqlEndpoint ?x }"
    assert values(graph, query) == {"http://127.0.0.1:8000/sparql"}


@pytest.mark.parametrize(
    ("accept", "kind"),
    [
        ("text/turtle", "text/turtle"),
        ("application/n-triples", "application/n-triples"),
        ("application/rdf+xml", "application/rdf+xml"),
        ("application/ld+json", "application/ld+json"),
    ],
)
def test_the_service_is_described_where_no_query_is(client, accept, kind):
    answer = client.get("/sparql", headers={"Accept": accept})
    assert answer.mimetype == kind
    graph = fetch(client, "/sparql", headers={"Accept": accept})
    assert values(graph, "SELECT ?x { ?s a sd:Service ; sd:endpoint ?x }") == {f"{BASE}sparql"}
    query = "SELECT ?x { ?s sd:supportedLanguage ?x }"
    assert values(graph, query) == {"http://www.w3.org/ns/sparql-service-description#SPARQL11Query"}
    formats = values(graph, "SELECT ?x { ?s sd:resultFormat ?x }")
    assert {name.rpartition("/")[2] for name in formats} == {
        "SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV",
        "Turtle", "N-Triples", "RDF_XML", "JSON-LD",
    }  # fmt: skip
    query = "SELECT ?n { ?s sd:defaultDataset/sd:defaultGraph/void:triples ?n }"
    whole = rdflib.Graph().parse(GOLDEN, format="turtle")
    assert values(graph, query) == {str(len(whole))}
    assert Literal(len(whole)) in set(graph.objects())
