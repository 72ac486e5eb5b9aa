"""One query to four engines, and their answers in one form, so that they can be compared."""

from __future__ import annotations

import json
from collections import Counter
from decimal import Decimal
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pyoxigraph as ox
import rdflib

from kg.ontology import load_ontology, ontology_folder

_XSD = "http://www.w3.org/2001/XMLSchema#"
_NUMBERS = {f"{_XSD}{name}" for name in ("integer", "decimal", "double", "int")}

#: What a store must be able to answer alike: title to query, prefixes left out.
QUERIES = {
    "things per class": "SELECT ?c (COUNT(?x) AS ?n) { ?x a ?c } GROUP BY ?c",
    "triples per property": "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p",
    "who attended for whom": """
        SELECT ?who ?party ?summit ?role {
          ?f a sm:Attendance ; rdf:subject ?l ; rdf:object ?m ; sm:factuality code:actual .
          ?l rdfs:label ?who . ?m rdfs:label ?summit FILTER (lang(?summit) = "zh")
          OPTIONAL { ?f sm:onBehalfOf/rdfs:label ?party FILTER (lang(?party) = "zh") }
          OPTIONAL { ?f sm:role ?role } }""",
    "names with 合作": """
        SELECT ?x ?name { ?x rdfs:label|skos:altLabel ?name
          FILTER (CONTAINS(STR(?name), "合作")) }""",
    "languages and lengths of names": """
        SELECT ?l (COUNT(*) AS ?c) (SUM(STRLEN(STR(?n))) AS ?sum)
        { ?x rdfs:label ?n BIND (lang(?n) AS ?l) } GROUP BY ?l""",
    "passages with offsets": """
        SELECT ?f ?start ?end ?quote ?rule {
          ?f sm:hasEvidence ?e . ?e sm:rule ?rule ; oa:hasSelector ?x .
          ?x oa:start ?start ; oa:end ?end ; oa:exact ?quote FILTER (?end - ?start > 60) }""",
    "quotes of another length than their offsets": """
        SELECT ?x { ?x oa:start ?a ; oa:end ?b ; oa:exact ?q FILTER (STRLEN(?q) != ?b - ?a) }""",
    "days in September": """
        SELECT ?m ?from ?to { ?m schema:startDate ?from OPTIONAL { ?m schema:endDate ?to }
          FILTER (?from >= "2013-09-01"^^xsd:date && ?from < "2021-10-01"^^xsd:date) }""",
    "facts of several documents": """
        SELECT ?f (COUNT(DISTINCT ?d) AS ?n) { ?f sm:hasEvidence/oa:hasSource ?d }
        GROUP BY ?f HAVING (COUNT(DISTINCT ?d) > 1)""",
    "what is told in another way, too": """
        SELECT ?s ?p ?o ?how { ?f rdf:subject ?s ; rdf:predicate ?p ; rdf:object ?o ;
          sm:factuality ?how FILTER (?how != code:actual) FILTER EXISTS { ?s ?p ?o } }""",
    "leaders with one name": """
        SELECT ?x ?name { ?x a sm:Leader ; rdfs:label ?name FILTER (lang(?name) = "zh")
          FILTER NOT EXISTS { ?x skos:altLabel ?other } }""",
    "years of the summits": "SELECT ?y (COUNT(?m) AS ?n) { ?m sm:year ?y } GROUP BY ?y ORDER BY ?y",
    "is there a declaration": "ASK { ?m sm:adopted ?d . ?d a sm:Declaration }",
    "a small graph": "CONSTRUCT { ?c sm:hosted ?m } WHERE { ?c sm:hosted ?m . ?m sm:heldIn ?x }",
}


def all_queries():
    """Title and text of these and of the named queries of the project."""
    named = sorted((ontology_folder() / "queries").rglob("*.rq"))
    found = {**QUERIES, **{path.stem: path.read_text(encoding="utf-8") for path in named}}
    return {name: with_prefixes(query) for name, query in found.items()}


def with_prefixes(query):
    """Declare the common prefixes that the query uses and does not declare."""
    missing = {
        name: iri
        for name, iri in load_ontology().prefixes.items()
        if f"{name}:" in query and f"PREFIX {name}:" not in query.replace("prefix", "PREFIX")
    }
    lines = [f"PREFIX {name}: <{iri}>" for name, iri in sorted(missing.items())]
    return "\n".join([*lines, query])


def rdflib_engine(path):
    """The engine of rdflib, its own engine on its own store."""
    graph = rdflib.Graph().parse(path)

    def ask(query):
        result = graph.query(query)
        if result.type == "ASK":
            return result.askAnswer
        if result.type == "CONSTRUCT":
            return {tuple(map(_from_rdflib, triple)) for triple in result.graph}
        return Counter(tuple(map(_from_rdflib, row)) for row in result)

    return ask


def pyoxigraph_engine(path):
    """Oxigraph in this process."""
    store = ox.Store()
    store.load(path=str(path), format=ox.RdfFormat.TURTLE)

    def ask(query):
        result = store.query(query)
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        if isinstance(result, ox.QueryTriples):
            return {tuple(map(_from_oxigraph, triple)) for triple in result}
        return Counter(tuple(map(_from_oxigraph, row)) for row in result)

    return ask


def http_engine(url, graph=""):
    """A SPARQL endpoint; of the graph that has this name."""

    def ask(query):
        builds = "CONSTRUCT" in query
        accept = "application/n-triples" if builds else "application/sparql-results+json"
        form = {"query": query, **({"default-graph-uri": graph} if graph else {})}
        request = Request(url, urlencode(form).encode(), {"Accept": accept})  # noqa: S310 - ours
        with urlopen(request, timeout=60) as answer:  # noqa: S310 - our own server
            body = answer.read()
        if builds:
            found = ox.parse(body, format=ox.RdfFormat.N_TRIPLES)
            return {tuple(map(_from_oxigraph, quad.triple)) for quad in found}
        result = json.loads(body)
        if "boolean" in result or "ASK" in query:  # Virtuoso 7 answers ASK with a row
            return result["boolean"] if "boolean" in result else bool(_first(result))
        names, rows = result["head"]["vars"], result["results"]["bindings"]
        return Counter(tuple(_from_json(row.get(name)) for name in names) for row in rows)

    return ask


def _first(result):
    (row,) = result["results"]["bindings"]
    (term,) = row.values()
    return int(term["value"])


def _form(kind, value, language, datatype):
    if datatype in _NUMBERS:
        return "number", str(Decimal(value).normalize())
    return kind, value, (language or "").lower()


def _from_rdflib(term):
    if term is None or isinstance(term, rdflib.URIRef):
        return term and _form("uri", str(term), "", "")
    return _form("literal", str(term), term.language, str(term.datatype))


def _from_oxigraph(term):
    if term is None or isinstance(term, ox.NamedNode):
        return term and _form("uri", term.value, "", "")
    return _form("literal", term.value, term.language, term.datatype.value)


def _from_json(term):
    if term is None or term["type"] == "uri":
        return term and _form("uri", term["value"], "", "")
    return _form("literal", term["value"], term.get("xml:lang"), term.get("datatype"))
