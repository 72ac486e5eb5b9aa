"""Passages are counted as readers see them: a place that two rules read is one passage."""

from __future__ import annotations

import pytest
from rdflib import RDFS, URIRef

from kg.model import Entity, Evidence, Factuality, Graph, Source, Statement
from kg.namespaces import ID, SM
from kg.ontology import load_ontology
from kg.writing.rdf import write_turtle
from serve.conftest import open_client
from serve.test_things import look, read

SUMMIT, OFTEN, SELDOM = "summit/s", "leader/often", "leader/seldom"
PLACES, FEW = 120, 2
#: As a report may name its leader twice, each document has two places.
SOURCES = tuple(
    Source(f"{number:016x}", f"r/{number}.txt", f"第{number}号", f"2014-{1 + number % 12:02}-01")
    for number in range(PLACES // 2)
)


def _attended(leader, number):
    """A fact with this number of places, each read by two rules."""
    places = [(SOURCES[place // 2].id, 10 * (place % 2)) for place in range(number)]
    evidence = tuple(
        Evidence(source, start, start + 4, f"{start}出席峰会", rule)
        for source, start in places
        for rule in ("attended.one", "attended.two")
    )
    return Statement(leader, "attended", SUMMIT, Factuality.ACTUAL, (), evidence)


@pytest.fixture(scope="module")
def doubly(tmp_path_factory):
    """The application over a graph in which every place is read by two rules."""
    entities = (Entity(OFTEN, "Leader", ("甲",)), Entity(SELDOM, "Leader", ("乙",)),
                Entity(SUMMIT, "Summit", ("峰会",)))  # fmt: skip
    statements = (_attended(OFTEN, PLACES), _attended(SELDOM, FEW))
    path = tmp_path_factory.mktemp("doubly") / "graph.ttl"
    path.write_text(write_turtle(Graph(SOURCES, entities, statements), load_ontology()), "utf-8")
    client = open_client(path)
    yield client
    client.application.site.kg.close()


def fact_of(leader):
    return f"fact/attended.{leader.removeprefix('leader/')}.s"


def figures(page):
    return page.tags.count("figure")


def test_the_page_of_a_fact_counts_the_places_that_it_shows(doubly):
    page = look(doubly, f"/page/{fact_of(SELDOM)}", "en")
    assert figures(page) == FEW
    assert f"Passages that say so {FEW}" in " ".join(page.text.split())
    assert page.text.count("attended.one, attended.two") == FEW


def test_the_pages_of_a_fact_have_a_hundred_places_each_with_all_rules(doubly):
    pages = [look(doubly, f"/page/{fact_of(OFTEN)}?page={number}") for number in (1, 2)]
    assert [figures(page) for page in pages] == [100, 20]
    assert [page.text.count("attended.one, attended.two") for page in pages] == [100, 20]
    assert doubly.get(f"/page/{fact_of(OFTEN)}?page=3").status_code == 404
    places = [link for page in pages for link in page.links if link.startswith("/page/selector/")]
    assert len(set(places)) == PLACES


def test_the_page_of_a_thing_counts_places_of_its_facts(doubly):
    page = look(doubly, f"/page/{OFTEN}")
    assert figures(page) == 3
    assert f"这里列出 {PLACES} 处原文中的 3 处" in page.text
    assert "查看全部" not in look(doubly, f"/page/{SELDOM}").text
    assert figures(look(doubly, f"/page/{SELDOM}")) == FEW


def test_the_page_of_a_document_counts_the_places_in_it(doubly):
    page = look(doubly, f"/page/source/{SOURCES[0].id}")
    assert f"这里列出 {PLACES} 处原文中的 2 处" in page.text
    assert page.text.count("查看全部") == 1
    place = look(doubly, f"/page/selector/{SOURCES[0].id}.0-4")
    assert f"这里列出 {PLACES} 处原文中的 1 处" in place.text


def test_the_data_says_where_there_is_more_only_if_there_are_other_places(doubly):
    told = URIRef(f"{SM}hasEvidence")
    for leader, evidence, more in ((OFTEN, 6, 1), (SELDOM, 2 * FEW, 0)):
        described = read(doubly, f"/data/{leader}.ttl")
        fact = URIRef(ID + fact_of(leader))
        assert len(set(described.objects(fact, told))) == evidence
        assert len(set(described.objects(fact, RDFS.seeAlso))) == more
