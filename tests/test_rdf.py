"""The Turtle we write is right, the same every time, and safe with any text."""

import re
from dataclasses import replace

import pyoxigraph as ox
import pytest
import rdflib
import sample
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import Entity, Evidence, Factuality, Graph, Literal, Source, Statement
from kg.namespaces import ID, SM
from kg.ontology import load_ontology
from kg.writing.rdf import write_turtle

ONTOLOGY = load_ontology()
HOSTILE = (
    '"""@zh . <http://example.org/a> <http://example.org/b> "c',
    "> <http://example.org/evil> .",
    "\\u0022 \\ \\\\ \\n",
    "a\tb\nc\rd\x00e\x1b[31mf\x7f\x85",
    "\u202eabc\u200b\u2028\u2029\ufeff",
    "]]></script><img src=x onerror=alert(1)>{{7*7}}",
    "\uffff\ufdd0\U0001f600\U000e0041",
    "# not a comment",
    " . ",
)


def hostile(text, number=0):
    """Return a graph with ``text`` wherever text can stand."""
    name = str(number)
    summit, leader = f"summit/s-{name}", f"leader/p-{name}"
    source = Source(name.zfill(16), text, text, text, text, text, text, text, text, "0" * 64)
    proof = Evidence(source.id, 0, len(text), text, text)
    entities = (
        Entity(summit, "Summit", (text, text + "x")),
        Entity(leader, "Leader", (text,), text),
    )
    attended = Statement(
        leader, "attended", summit, qualifiers=(("capacity", text),), evidence=(proof,)
    )
    return Graph((source,), entities, (attended,))


def triples(turtle):
    """Read with pyoxigraph."""
    return set(ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))


def as_rdflib(term):
    if isinstance(term, ox.NamedNode):
        return rdflib.URIRef(term.value)
    if term.language:
        return rdflib.Literal(term.value, lang=term.language)
    datatype = term.datatype.value
    string = datatype == "http://www.w3.org/2001/XMLSchema#string"
    return rdflib.Literal(
        term.value, datatype=None if string else rdflib.URIRef(datatype), normalize=False
    )


def test_the_sample_says_what_it_should():
    got = {str(quad).rstrip(" .") for quad in triples(write_turtle(sample.GRAPH, ONTOLOGY))}
    fact = f"<{ID}fact/attended.lin-mu.lakeside-forum-2031>"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    assert {
        f"<{ID}leader/lin-mu> <{SM}attended> <{ID}{sample.SUMMIT}>",
        f'<{ID}{sample.SUMMIT}> <{SM}edition> "3"^^<http://www.w3.org/2001/XMLSchema#integer>',
        f"{fact} <{rdf}type> <{SM}Attendance>",
        f"{fact} <{rdf}type> <{SM}Fact>",
        f"{fact} <{rdf}predicate> <{SM}attended>",
        f"{fact} <{SM}mode> <https://w3id.org/summitkg/code/by-video>",
        f'{fact} <{SM}capacity> "总理"@zh',
    } <= got
    denied = f"<{ID}country/CCC> <{SM}accededTo>"
    assert not any(triple.startswith(denied) for triple in got)
    decided = f"<{ID}country/BBB> <{SM}succeededAsChair> <{ID}country/AAA>"
    assert decided in got


def test_two_parsers_read_the_same_triples():
    graph = sample.GRAPH
    for number, text in enumerate(HOSTILE):
        more = hostile(text, number)
        graph = Graph(
            graph.sources + more.sources,
            graph.entities + more.entities,
            graph.statements + more.statements,
        )
    turtle = write_turtle(graph, ONTOLOGY)
    ours = {
        (as_rdflib(q.subject), as_rdflib(q.predicate), as_rdflib(q.object)) for q in triples(turtle)
    }
    assert ours == set(rdflib.Graph().parse(data=turtle, format="turtle"))


def test_hostile_text_adds_no_term_and_no_line_of_its_own():
    usual = {q.predicate for q in triples(write_turtle(hostile("文"), ONTOLOGY))}
    for text in HOSTILE:
        turtle = write_turtle(hostile(text), ONTOLOGY)
        assert {q.predicate for q in triples(turtle)} == usual
        assert "example.org" not in "".join(
            str(t) for q in triples(turtle) for t in q if isinstance(t, ox.NamedNode)
        )
        assert turtle.splitlines() == turtle.split("\n")[:-1]


@given(st.text())
@settings(max_examples=300, deadline=None)
def test_any_text_comes_back(text):
    graph = triples(write_turtle(hostile(text), ONTOLOGY))
    exact = ox.NamedNode("http://www.w3.org/ns/oa#exact")
    assert [q.object.value for q in graph if q.predicate == exact] == [text]


@given(st.randoms(use_true_random=False))
@settings(max_examples=20, deadline=None)
def test_the_order_of_the_input_does_not_matter(chance):
    """Same graph, same bytes: what runs, merges and hash seeds do to order must not show."""
    parts = [list(part) for part in (sample.SOURCES, sample.ENTITIES, sample.GRAPH.statements)]
    for part in parts:
        chance.shuffle(part)
    shuffled = Graph(tuple(parts[0]), tuple(parts[1]), tuple(parts[2]))
    assert write_turtle(shuffled, ONTOLOGY) == write_turtle(sample.GRAPH, ONTOLOGY)


def test_the_union_of_two_graphs_is_the_graph_of_the_union():
    """IRIs are computed from what they stand for, never counted."""
    facts = sample.GRAPH.statements
    halves = [replace(sample.GRAPH, statements=part) for part in (facts[:6], facts[5:])]
    whole = set.union(*(triples(write_turtle(half, ONTOLOGY)) for half in halves))
    assert whole == triples(write_turtle(sample.GRAPH, ONTOLOGY))


def test_there_are_no_blank_nodes_and_only_ascii_in_iris():
    for quad in triples(write_turtle(sample.GRAPH, ONTOLOGY)):
        for term in (quad.subject, quad.predicate, quad.object):
            assert not isinstance(term, ox.BlankNode)
            assert not isinstance(term, ox.NamedNode) or term.value.isascii()


def test_every_term_we_write_is_declared():
    declared = {p.iri for p in ONTOLOGY.properties.values()}
    declared |= {c.iri for c in ONTOLOGY.classes.values()}
    free = ("http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/2000/01/rdf-schema#")
    free += ("http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/ns/oa#Text")
    for quad in triples(write_turtle(sample.GRAPH, ONTOLOGY)):
        types = quad.predicate.value.endswith("#type")
        for term in (quad.predicate, *([quad.object] if types else ())):
            assert term.value in declared or term.value.startswith(free)


def test_a_kind_without_prefix_is_written_in_full():
    graph = Graph(entities=(Entity("venue/hall-1", "Place", ("大厅",)),))
    assert f"<{ID}venue/hall-1> a sm:Place" in write_turtle(graph, ONTOLOGY)


@pytest.mark.parametrize(
    "change",
    [
        {"predicate": "invented"},
        {"predicate": "locatedIn"},
        {"subject": "leader/山石"},
        {"object": Literal("x", "float")},
        {"qualifiers": (("invented", "x"),)},
        {"qualifiers": (("role", "a b"),)},
        {"qualifiers": (("heldIn", "city/bicheng-1"),)},
    ],
    ids=str,
)
def test_what_cannot_be_written_is_an_error(change):
    statement = sample.GRAPH.statements[0]._replace(**change)
    with pytest.raises(ValueError, match=r"\w"):
        write_turtle(Graph(statements=(statement,)), ONTOLOGY)


def fact_names(*statements):
    turtle = write_turtle(Graph(statements=statements), ONTOLOGY)
    return sorted(re.findall(r"^fact:(\S+) a ", turtle, re.MULTILINE))


def test_fact_names_can_be_read():
    first = Statement("leader/a", "attended", "summit/b")
    assert fact_names(first) == ["attended.a.b"]
    assert fact_names(first._replace(factuality=Factuality.PLANNED)) == ["attended.a.b.planned"]
    edition = Statement("summit/b", "edition", Literal("3", "integer"))
    assert fact_names(edition) == ["edition.b.3"]


def test_two_facts_never_share_a_name():
    """A shared fact node would mix up the evidence of two facts: a lie."""
    statements = [
        Statement(subject, "proposed", target)
        for subject in ("leader/a", "country/a", "organisation/a", "leader/a.b", "leader/a-b")
        for target in (
            "initiative/c",
            "initiative/b.c",
            "initiative/b-c",
            "initiative/" + "c" * 200,
        )
    ]
    statements += [s._replace(factuality=Factuality.NEGATED) for s in statements]
    names = fact_names(*statements)
    assert len(set(names)) == len(statements)
    assert max(map(len, names)) < 150


def test_values_that_disagree_are_all_written():
    qualifiers = (("role", "guest"), ("role", "member"), ("capacity", "甲"), ("capacity", "乙"))
    statement = sample.GRAPH.statements[0]._replace(qualifiers=qualifiers)
    turtle = write_turtle(replace(sample.GRAPH, statements=(statement,)), ONTOLOGY)
    for line in ("sm:role code:guest", "sm:role code:member", 'sm:capacity "甲"@zh'):
        assert line in turtle
