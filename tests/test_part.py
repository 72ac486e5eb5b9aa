"""The part of a graph that a page can hold: the right things, all between them, all counted."""

from __future__ import annotations

import json
import re
import shutil
from collections import Counter
from dataclasses import replace

import pyoxigraph as ox
import pytest
import sample
import sample_graph
from builders import damage, store_of
from conftest import SEEDS

from kg.asking.disk_store import open_store
from kg.asking.store_part import read_part
from kg.model import DataError, Evidence, Graph, Literal, Source, Statement
from kg.ontology import load_ontology
from kg.page import render_page, render_part
from kg.page.part import LIMITS, Limits, Part, cut, told
from kg.page.payload import make_payload
from kg.page.things import read_things
from kg.pipeline import build
from kg.writing.load import load_graph
from kg.writing.rdf import write_turtle

SMALL = Limits(things=300, facts=900, passages=100_000, each=2)
#: What hangs on names: the background adds some.
NAMES = ("alias", "pinyin", "short")


@pytest.fixture(scope="module")
def ontology():
    return load_ontology()


@pytest.fixture(scope="module")
def large():
    return sample_graph.big_graph(900, 2500)


@pytest.fixture(scope="module")
def seeds(tmp_path_factory):
    folder = tmp_path_factory.mktemp("seeds")
    build([str(SEEDS)], folder, page=False)
    return folder


def ends(item):
    return {item.subject} | (set() if isinstance(item.object, Literal) else {item.object})


def data_of(page):
    return json.loads(re.search(r'<script [^>]*id="kg-data">(.*?)</script>', page, re.DOTALL)[1])


# -- What is cut, and what is not ---------------------------------------------------------------


@pytest.mark.parametrize("graph", [sample.GRAPH, Graph()], ids=["small", "empty"])
def test_what_fits_is_left_as_it_is(graph, ontology):
    assert cut(graph) == Part(graph)
    payload = make_payload(Part(graph), ontology)
    assert "part" not in payload.rest
    assert "whole" not in payload.rest["meta"]


def test_a_part_keeps_to_the_limits_and_holds_all_facts_among_its_things(large):
    part = cut(large, SMALL).graph
    kept = {entity.key for entity in part.entities}
    among = [item for item in large.statements if ends(item) <= kept]
    assert len(kept) <= SMALL.things
    assert SMALL.facts * 0.9 < len(part.statements) <= SMALL.facts
    assert {told(item) for item in part.statements} == {told(item) for item in among}
    assert {one.source for item in part.statements for one in item.evidence} == {
        source.id for source in part.sources
    }


def test_things_end_a_part_where_facts_are_few(large):
    few = Limits(things=40, facts=10_000)
    assert len(cut(large, few).graph.entities) == 40


def test_a_part_has_the_things_that_the_documents_speak_of_most_and_of_every_class(large):
    spoken = Counter()
    for item in large.statements:
        spoken.update(dict.fromkeys(ends(item), len(item.evidence)))
    part = cut(large, SMALL).graph
    kept = {entity.key for entity in part.entities}
    assert {entity.cls for entity in part.entities} == {entity.cls for entity in large.entities}
    for cls in ("Leader", "Summit", "City"):
        keys = {entity.key for entity in large.entities if entity.cls == cls}
        assert min(spoken[key] for key in keys & kept) >= max(spoken[key] for key in keys - kept)


def test_what_is_left_out_is_counted(large):
    part = cut(large, SMALL)
    dates = [source.published for source in large.sources]
    assert part.whole == (900, len(large.statements), len(dates), min(dates), max(dates))


def test_the_order_of_records_does_not_matter(large, ontology):
    turned = Graph(
        large.sources[::-1],
        large.entities[::-1],
        tuple(item._replace(evidence=item.evidence[::-1]) for item in large.statements[::-1]),
    )
    one, two = (render_part(cut(graph, SMALL), ontology) for graph in (large, turned))
    assert one == two


def test_the_first_passages_of_a_fact_stay_and_all_are_counted(ontology):
    sources = tuple(Source(f"{n:016x}", f"{n}.txt", published=f"20{30 - n}") for n in range(9))
    passages = tuple(Evidence(source.id, 0, 2, "出席", "x") for source in sources)
    fact = next(item for item in sample.GRAPH.statements if item.predicate == "attended")
    others = tuple(item for item in sample.GRAPH.statements if item != fact)
    graph = replace(
        sample.GRAPH,
        sources=(*sample.SOURCES, *sources),
        statements=(fact._replace(evidence=passages), *others),
    )
    part = cut(graph, Limits(passages=10))
    (kept,) = (item for item in part.graph.statements if told(item) == told(fact))
    assert [one.source for one in kept.evidence] == [source.id for source in sources[:-4:-1]][::-1]
    assert part.passages == {told(fact): 9}
    assert len(part.graph.entities) == part.whole.entities == len(graph.entities)
    payload = make_payload(part, ontology)
    ((number, count),) = payload.rest["part"]["edges"].items()
    assert count == 9
    assert len(payload.edges[number]["ev"]) == 3


def test_what_only_qualifiers_name_is_named(large, ontology):
    part = cut(large, SMALL)
    kept = {entity.key for entity in part.graph.entities}
    values = {value for item in part.graph.statements for _, value in item.qualifiers}
    known = {entity.key for entity in large.entities}
    assert {entity.key for entity in part.beyond} == values & known - kept
    facts = (Statement("leader/lin-mu", "attended", sample.SUMMIT),)
    facts = (facts[0]._replace(qualifiers=(("onBehalfOf", "country/CCC"),)),)
    graph = replace(sample.GRAPH, statements=facts)
    names = make_payload(cut(graph, Limits(things=2)), ontology).rest["part"]["beyond"]
    assert names == {"country/CCC": {"zh": "丙国", "en": ""}}


def test_facts_about_what_is_not_in_the_graph_are_left_out(large):
    stray = Statement("leader/nobody", "attended", large.entities[-1].key)
    assert cut(replace(large, statements=(*large.statements, stray)), SMALL) == cut(large, SMALL)


def test_the_page_of_a_large_graph_tells_both_numbers_and_is_no_download_to_wait_for(ontology):
    graph = sample_graph.big_graph(6000, 14_000)
    page = render_page(graph, ontology)
    meta = data_of(page)["meta"]
    assert meta["whole"] == {"entities": 6000, "facts": len(graph.statements)}
    assert meta["entities"] == len(data_of(page)["nodes"]["id"]) <= LIMITS.things
    assert meta["facts"] <= LIMITS.facts < len(graph.statements)
    assert meta["documents"] == len(graph.sources)
    assert len(page.encode()) <= 3_000_000


# -- Stores -------------------------------------------------------------------------------------


def without_names(payload):
    return (
        [{name: row[name] for name in row if name not in NAMES} for row in payload.nodes],
        payload.edges,
        payload.rest,
    )


def test_a_store_has_the_page_of_its_graph(seeds, ontology, tmp_path):
    folder = store_of(tmp_path / "store", seeds / "graph.ttl")
    page = render_part(read_part(open_store(folder), ontology), ontology)
    assert page == render_page(load_graph(seeds / "graph.ttl"), ontology)


def referred(path):
    """What the background leads to: countries of cities, parents of bodies."""
    names = "ontology#locatedIn", "org#subOrganizationOf"
    triples = ox.parse(path=path, format=ox.RdfFormat.TURTLE)
    found = {one.object.value for one in triples if one.predicate.value.endswith(names)}
    return {iri.removeprefix("https://w3id.org/summitkg/id/") for iri in found}


def named_by_facts(graph):
    values = (value for item in graph.statements for _, value in item.qualifiers)
    return {key for item in graph.statements for key in ends(item)}.union(values)


def test_the_background_adds_names_and_nothing_else(seeds, ontology, tmp_path):
    """But what no fact names and it leads to is taken for its own: the store cannot tell."""
    files = seeds / "graph.ttl", seeds / "background.ttl"
    graph, known = load_graph(files[0]), referred(files[1])
    lone = known - named_by_facts(graph)
    entities = tuple(entity for entity in graph.entities if entity.key not in lone)
    assert len(entities) >= len(graph.entities) - 1
    wanted = make_payload(Part(replace(graph, entities=entities)), ontology)
    store = open_store(store_of(tmp_path / "store", *files))
    found = make_payload(read_part(store, ontology), ontology)
    assert without_names(found) == without_names(wanted)
    for one, two in zip(found.nodes, wanted.nodes, strict=True):
        assert set(one["alias"]) >= set(two["alias"])


def test_a_large_store_is_cut_as_its_graph_is(large, ontology, tmp_path):
    """Twice told texts, undated reports and facts with many passages included."""
    sources = (
        large.sources[0]._replace(published=""),
        *large.sources[1:],
        large.sources[1]._replace(path="z.txt", published="1990"),
    )
    graph = replace(large, sources=sources)
    (tmp_path / "graph.ttl").write_text(write_turtle(graph, ontology), encoding="utf-8")
    store = open_store(store_of(tmp_path / "store", tmp_path / "graph.ttl"))
    found, wanted = read_part(store, ontology, SMALL), cut(graph, SMALL)
    assert found.whole == wanted.whole
    assert found.passages == wanted.passages != {}
    assert [one.key for one in found.beyond] == [one.key for one in wanted.beyond]
    assert read_things(found.graph) == read_things(wanted.graph)
    assert render_part(found, ontology) == render_part(wanted, ontology)


def test_what_only_the_background_names_is_not_shown_unless_a_qualifier_names_it(
    ontology, tmp_path
):
    """A city leads to all three countries; documents name CCC."""
    fact = Statement(
        "leader/lin-mu",
        "attended",
        sample.SUMMIT,
        qualifiers=(("onBehalfOf", "country/CCC"),),
        evidence=(Evidence(sample.SOURCES[0].id, 0, 2, "甲国", "x"),),
    )
    text = write_turtle(replace(sample.GRAPH, statements=(fact,)), ontology)
    (tmp_path / "graph.ttl").write_text(text, encoding="utf-8")
    more = (
        "@prefix sm: <https://w3id.org/summitkg/ontology#> . "
        "<https://w3id.org/summitkg/id/city/bicheng-1> sm:locatedIn "
        "<https://w3id.org/summitkg/id/country/CCC>, "
        "<https://w3id.org/summitkg/id/country/AAA>, "
        "<https://w3id.org/summitkg/id/country/DDD> . "
        "<https://w3id.org/summitkg/id/country/DDD> a sm:Country ."
    )
    store_of(tmp_path / "both", tmp_path / "graph.ttl", more)
    keys = {one.key for one in read_part(open_store(tmp_path / "both"), ontology).graph.entities}
    assert keys == {one.key for one in sample.ENTITIES} - {"country/AAA"}


def test_an_empty_store_has_a_page_too(ontology):
    assert read_part(ox.Store(), ontology) == Part(Graph())


def test_the_command_puts_the_page_beside_the_store(seeds, kg, tmp_path):
    (tmp_path / "data").mkdir()
    store_of(tmp_path / "data" / "store", seeds / "graph.ttl")
    done = kg("page", "--store", "data/store")
    assert done.returncode == 0, done.err
    assert kg("page", seeds / "graph.ttl", "-o", "page.html").returncode == 0
    page = (tmp_path / "data" / "graph.html").read_bytes()
    assert page == (tmp_path / "page.html").read_bytes()


def test_a_folder_that_is_no_store_is_told_in_a_line(kg, tmp_path):
    done = kg("page", "--store", tmp_path)
    assert done.returncode == 2
    assert "there is no store" in done.err
    assert done.err.count("\n") == 1
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_store_is_told_and_is_no_bug(seeds, ontology, kg, tmp_path):
    folder = damage(store_of(tmp_path / "store", seeds / "graph.ttl"))
    with pytest.raises(DataError, match="the store is damaged"):
        read_part(open_store(folder), ontology)
    done = kg("page", "--store", folder)
    assert done.returncode == 2
    assert f"bad-data {folder}: the store is damaged" in done.err
    assert "kg-store-" not in done.err
    assert not (tmp_path / "graph.html").exists()


def test_damage_anywhere_is_told_or_does_not_matter(golden_store, ontology, tmp_path):
    """Joins and sums gather the error of one damaged index again and again until memory ends."""
    sound = read_part(open_store(golden_store), ontology)
    told_of = 0
    for table in sorted(path.name for path in golden_store.glob("*.sst")):
        folder = damage(shutil.copytree(golden_store, tmp_path / table), table)
        try:
            assert read_part(open_store(folder), ontology) == sound
        except DataError as error:
            told_of += "the store is damaged" in error.reason
    assert told_of >= 2
