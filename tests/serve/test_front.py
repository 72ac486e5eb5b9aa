"""The front page, the lists of classes, and search."""

from __future__ import annotations

import re

import pytest
from test_golden import GOLDEN

from kg.model import Graph, Source
from kg.ontology import load_ontology
from kg.writing.load import load_graph
from kg.writing.rdf import write_turtle
from serve.conftest import open_client
from serve.test_things import look


@pytest.fixture(scope="module")
def graph():
    return load_graph(GOLDEN)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_front_page_counts_what_there_is(client, graph, language):
    page = look(client, "/", language)
    words = re.sub(r"\s+", " ", page.text)
    leaders = sum(entity.cls == "Leader" for entity in graph.entities)
    assert f"{leaders} {'领导人' if language == 'zh' else 'Leader'}" in words
    assert f"{len(graph.sources)} {'来源文档' if language == 'zh' else 'Source document'}" in words
    assert f"{len(graph.statements)} {'事实' if language == 'zh' else 'Fact'}" in words


def test_the_front_page_leads_to_the_most_connected(client):
    page = look(client, "/")
    assert "/page/leader/xi-jinping" in page.links
    assert "/page/organisation/sco" in page.links
    assert {"/query", "/graph", "/void.ttl", "/download/graph.ttl", "/class/Summit"} <= set(
        page.links
    )


@pytest.mark.parametrize("cls", ["Leader", "City", "Speech"])
def test_the_list_of_a_class_has_all_its_things(client, graph, cls):
    listed = [link for link in look(client, f"/class/{cls}").links if link.startswith("/page/")]
    assert listed == sorted(f"/page/{thing.key}" for thing in graph.entities if thing.cls == cls)


@pytest.mark.parametrize("cls", ["Summit", "SourceDocument"])
def test_what_has_a_time_is_listed_from_the_last_one_on(client, cls):
    page = look(client, f"/class/{cls}")
    times = re.findall(r"^\s*(\d{4}(?:-\d\d-\d\d)?)", page.text.partition("时间")[2], re.MULTILINE)
    years = re.findall(r"\b(?:19|20)\d\d(?:-\d\d-\d\d)?\b", " ".join(times))
    assert len(years) >= 4
    assert years == sorted(years, reverse=True)


def test_documents_are_listed_by_title_or_else_by_path(tmp_path):
    titled = Source("0" * 16, "a/titled.txt", "甲乙两国领导人会晤", "2014-09-12", "某报")
    bare = Source("1" * 16, "b/bare.txt")
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(Graph((titled, bare), (), ()), load_ontology()), "utf-8")
    client = open_client(path)
    try:
        text = look(client, "/class/SourceDocument").text
    finally:
        client.application.site.kg.close()
    assert titled.title in text
    assert bare.path in text
    assert titled.path not in text


def test_lists_come_in_pages(hub):
    pages = [look(hub, f"/class/Summit?page={number}") for number in (1, 2, 3)]
    found = [link for page in pages for link in page.links if link.startswith("/page/summit/")]
    assert len(found) == len(set(found)) == 230
    assert "每页最多 100 项" in pages[0].text
    assert hub.get("/class/Summit?page=4").status_code == 404


@pytest.mark.parametrize("name", ["Nothing", "Fact", "Evidence", "Actor", "leader", "%3Cb%3E"])
def test_there_are_lists_of_things_only(client, name):
    assert client.get(f"/class/{name}").status_code == 404


@pytest.mark.parametrize(
    "asked", ["托卡", "托卡耶夫", "托卡葉夫", "tokayev", "Tokaev", "kassym - jomart"]
)
def test_search_finds_a_thing_by_any_name(client, asked):
    page = look(client, f"/search?q={asked}")
    found = [link for link in page.links if link.startswith("/page/")]
    assert found[0] == "/page/leader/kassym-jomart-tokayev"
    assert f"/search?q={asked}" not in page.links


def test_programs_search_in_json(client):
    for ask in ({"headers": {"Accept": "application/json"}}, {"query_string": {"format": "json"}}):
        ask["query_string"] = {**ask.get("query_string", {}), "q": "托卡"}
        answer = client.get("/search", **ask)
        assert answer.mimetype == "application/json"
        first = answer.get_json()[0]
        assert first.pop("names")[:2] == ["托卡耶夫", "Kassym-Jomart Tokayev"]
        assert first == {
            "key": "leader/kassym-jomart-tokayev",
            "iri": "https://w3id.org/summitkg/id/leader/kassym-jomart-tokayev",
            "curie": "leader:kassym-jomart-tokayev",
            "label": "托卡耶夫",
            "class": "Leader",
        }


def test_search_lists_twenty_at_most_and_says_so(hub):
    assert len(hub.get("/search?q=峰会&format=json").get_json()) == 20
    assert "最多列出 20 项" in look(hub, "/search?q=峰会").text


@pytest.mark.parametrize("asked", ["", "   ", "量子力学", "<script>alert(1)</script>", "(*[", "%%"])
def test_search_for_what_is_not_there_says_so(client, asked):
    answer = client.get("/search", query_string={"q": asked})
    assert answer.status_code == 200
    assert "<script>alert" not in answer.text
    found = client.get("/search", query_string={"q": asked, "format": "json"})
    assert found.get_json() == []


def test_the_token_is_in_no_link_of_a_page(client):
    page = look(client, "/search?q=普京&token=salt")
    assert "?q=%E6%99%AE%E4%BA%AC&lang=en" in page.links
    assert not [link for link in page.links if "salt" in link]


def test_nobody_has_so_long_a_name(client):
    assert client.get("/search", query_string={"q": "长" * 201}).status_code == 400
    assert client.get("/search?q=x&format=png").status_code == 406


def test_pages_speak_the_language_that_is_wanted(client):
    for address in ("/", "/class/Leader", "/search?q=普京", "/page/leader/vladimir-putin"):
        english = client.get(address, headers={"Accept-Language": "en-GB,en;q=0.9"}).text
        assert '<html lang="en">' in english
        chinese = client.get(address, headers={"Accept-Language": "zh-TW"}).text
        assert '<html lang="zh-Hans">' in chinese
