"""What is served, described for machines: the service and the dataset.

SPARQL 1.1 Service Description, VoID and DCAT; no blank nodes and no time stamps, so that the
same graph at the same address gives the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import quote

from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCAT, DCTERMS, FOAF, OWL, RDF, VOID
from werkzeug import Response
from werkzeug.utils import redirect

from kg.namespaces import ID, XSD, local_name
from kg.serve.descriptions import write_graph
from kg.serve.negotiation import GRAPHS, SOLUTIONS, choose, content_type
from kg.serve.selections import asker, rows
from kg.serve.site import words
from kg.serve.vocabulary import shown_classes

if TYPE_CHECKING:
    from werkzeug import Request

    from kg.serve.site import Site

_SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
_FORMATS = Namespace("http://www.w3.org/ns/formats/")
_PREFIXES = {
    "dcat": str(DCAT), "dcterms": str(DCTERMS), "foaf": str(FOAF), "formats": str(_FORMATS),
    "owl": str(OWL), "sd": str(_SD), "void": str(VOID), "xsd": XSD,
}  # fmt: skip
#: https://www.w3.org/ns/formats/: the names of the formats that we have.
_NAMES = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
}
_CLASSES = f"""
SELECT ?class (COUNT(?thing) AS ?things) (MIN(STR(?thing)) AS ?first) {{
  ?thing a ?class FILTER (STRSTARTS(STR(?thing), "{ID}"))
}} GROUP BY ?class ORDER BY ?class
"""
_PROPERTIES = """
SELECT ?property (COUNT(*) AS ?triples) { ?s ?property ?o } GROUP BY ?property ORDER BY ?property
"""


class Numbers(NamedTuple):
    """Each class, how many things it has and one of them; each property and its triples."""

    classes: tuple[tuple[str, int, str], ...]
    properties: tuple[tuple[str, int], ...]


class Places(NamedTuple):
    """The names of what is described, at the address that the client used."""

    base: str
    service: URIRef
    endpoint: URIRef
    document: URIRef
    dataset: URIRef
    graph: URIRef

    def part(self, kind: str, iri: str) -> URIRef:
        """A part of the dataset: of a class, a property or a file."""
        return URIRef(f"{self.document}#{kind}-{quote(local_name(iri))}")


def void(site: Site, request: Request) -> Response:
    """The description of the dataset (VoID and DCAT)."""
    numbers = _count(site, request)
    places = _places(request)
    graph = Graph()
    _describe_document(graph, places)
    _describe_dataset(graph, places, site)
    _describe_files(graph, places, site)
    _describe_parts(graph, places, site, numbers)
    return _send(graph, "ttl")


def well_known(_site: Site, _request: Request) -> Response:
    """Where descriptions of datasets are looked for (VoID, 7.2)."""
    return redirect("/void.ttl", 302)


def describe_service(site: Site, request: Request) -> Response:
    """The description of the endpoint (SPARQL 1.1 Service Description)."""
    form = choose(request, GRAPHS)
    places, graph = _places(request), Graph()
    add = graph.add
    add((places.service, RDF.type, _SD.Service))
    add((places.service, RDF.type, DCAT.DataService))
    add((places.service, _SD.endpoint, places.endpoint))
    add((places.service, DCAT.endpointURL, places.endpoint))
    add((places.service, DCAT.servesDataset, places.dataset))
    add((places.service, _SD.supportedLanguage, _SD.SPARQL11Query))
    for form_ in (*SOLUTIONS, *GRAPHS):
        add((places.service, _SD.resultFormat, _FORMATS[_NAMES[form_]]))
    add((places.service, _SD.defaultDataset, places.dataset))
    add((places.dataset, RDF.type, _SD.Dataset))
    add((places.dataset, _SD.defaultGraph, places.graph))
    add((places.graph, RDF.type, _SD.Graph))
    if not site.kg.on_disk:  # that would have to be counted; the dataset's description tells it
        add((places.graph, VOID.triples, Literal(site.kg.engine.triples)))
    response = _send(graph, form)
    response.headers["Vary"] = "Accept"
    return response


def _count(site: Site, request: Request) -> Numbers:
    ask = asker(site, request)
    classes = ((row[0], row[1], row[2]) for row in rows(ask, _CLASSES))
    return Numbers(tuple(classes), tuple((row[0], row[1]) for row in rows(ask, _PROPERTIES)))


def _places(request: Request) -> Places:
    base = request.host_url
    names = ("sparql#service", "sparql", "void.ttl", "void.ttl#dataset", "void.ttl#graph")
    return Places(base, *(URIRef(base + name) for name in names))


def _describe_document(graph: Graph, places: Places) -> None:
    graph.add((places.document, RDF.type, VOID.DatasetDescription))
    graph.add((places.document, FOAF.primaryTopic, places.dataset))


def _describe_dataset(graph: Graph, places: Places, site: Site) -> None:
    dataset = places.dataset
    for cls in (VOID.Dataset, DCAT.Dataset):
        graph.add((dataset, RDF.type, cls))
    for lang, word in words().items():
        graph.add((dataset, DCTERMS.title, Literal(word["site.title"], lang)))
        graph.add((dataset, DCTERMS.description, Literal(word["home.about"], lang)))
    graph.add((dataset, OWL.versionInfo, Literal(site.snapshot.version)))
    graph.add((dataset, FOAF.homepage, URIRef(places.base)))
    graph.add((dataset, DCAT.landingPage, URIRef(places.base)))
    graph.add((dataset, VOID.sparqlEndpoint, places.endpoint))
    graph.add((dataset, VOID.uriSpace, Literal(ID)))
    graph.add((dataset, VOID.triples, Literal(site.kg.engine.triples)))
    for form in GRAPHS:
        graph.add((dataset, VOID.feature, _FORMATS[_NAMES[form]]))


def _describe_files(graph: Graph, places: Places, site: Site) -> None:
    for held in site.snapshot.graphs:
        file, url = places.part("file", held.name), f"{places.base}download/{quote(held.name)}"
        graph.add((places.dataset, VOID.dataDump, URIRef(url)))
        graph.add((places.dataset, DCAT.distribution, file))
        graph.add((file, RDF.type, DCAT.Distribution))
        graph.add((file, DCTERMS.title, Literal(held.name)))
        graph.add((file, DCAT.downloadURL, URIRef(url)))
        graph.add((file, DCAT.byteSize, Literal(held.size)))
        turtle = URIRef("https://www.iana.org/assignments/media-types/text/turtle")
        graph.add((file, DCAT.mediaType, turtle))


def _describe_parts(graph: Graph, places: Places, site: Site, numbers: Numbers) -> None:
    """Classes and properties with their numbers, the vocabularies they are of, and examples."""
    dataset, shown = places.dataset, {cls.iri for cls in shown_classes(site.ontology)}
    things = [row for row in numbers.classes if row[0] in shown]
    graph.add((dataset, VOID.entities, Literal(sum(row[1] for row in things))))
    for _, _, first in things:
        graph.add((dataset, VOID.exampleResource, URIRef(first)))
    for iri, count, _ in numbers.classes:
        part = places.part("class", iri)
        graph.add((dataset, VOID.classPartition, part))
        graph.add((part, VOID["class"], URIRef(iri)))
        graph.add((part, VOID.entities, Literal(count)))
    for iri, count in numbers.properties:
        part = places.part("property", iri)
        graph.add((dataset, VOID.vocabulary, URIRef(iri.removesuffix(local_name(iri)))))
        graph.add((dataset, VOID.propertyPartition, part))
        graph.add((part, VOID.property, URIRef(iri)))
        graph.add((part, VOID.triples, Literal(count)))


def _send(graph: Graph, form: str) -> Response:
    """The graph in a format: rdflib's own writers do not give the same bytes every time."""
    import pyoxigraph as ox  # noqa: PLC0415 - costs 20 ms that `kg --help` can do without

    lines = graph.serialize(format="nt", encoding="utf-8")
    quads = ox.parse(input=lines, format=ox.RdfFormat.N_TRIPLES)
    body = write_graph((quad.triple for quad in quads), form, _PREFIXES)
    return Response(body, content_type=content_type(form))
