"""The graph as a network: nothing lost, legal XML, the same figures every time."""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import replace

import networkx as nx
import pytest
import sample
from conftest import ROOT

from kg.model import Entity, Factuality, Graph, Statement
from kg.ontology import load_ontology
from kg.process.outputs import OutputError
from kg.writing.load import load_graph
from kg.writing.network import count_meetings, measure, to_networkx, write_graphml
from kg.writing.rdf import write_turtle


@pytest.fixture
def turtle(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(sample.GRAPH, load_ontology()), encoding="utf-8")
    return path


def test_a_graph_read_back_is_written_the_same(turtle):
    loaded = load_graph(turtle)
    assert write_turtle(loaded, load_ontology()) == turtle.read_text(encoding="utf-8")
    assert set(loaded.sources) == set(sample.GRAPH.sources)
    assert len(loaded.statements) == len(sample.GRAPH.statements)


def test_the_network_of_a_file_is_that_of_the_records(turtle):
    from_file, from_records = to_networkx(load_graph(turtle)), to_networkx(sample.GRAPH)
    assert nx.utils.graphs_equal(from_file, from_records)


def test_things_are_nodes_with_label_class_and_literals():
    network = to_networkx(sample.GRAPH)
    assert len(network) == len(sample.ENTITIES)
    node = network.nodes[sample.SUMMIT]
    assert (node["label"], node["cls"]) == ("湖畔论坛第三次峰会", "Summit")
    assert (node["edition"], node["startDate"]) == ("3", "2031-05-02")


def test_facts_are_edges_with_qualifiers_and_evidence():
    edge = to_networkx(sample.GRAPH).edges["leader/lin-mu", sample.SUMMIT, "attended"]
    assert (edge["role"], edge["mode"], edge["capacity"]) == ("member", "by-video", "总理")
    assert (edge["factuality"], edge["evidence"]) == ("actual", 1)


def test_what_does_not_stand_is_marked_in_the_key_of_its_edge():
    network = to_networkx(sample.GRAPH)
    forum = "organisation/lakeside-forum"
    assert network.has_edge("country/CCC", forum, "accededTo (negated)")
    assert not network.has_edge("country/CCC", forum, "accededTo")


def test_graphml_can_be_read_and_has_unique_edge_ids(tmp_path):
    write_graphml(sample.GRAPH, tmp_path / "network.graphml")
    network = nx.read_graphml(tmp_path / "network.graphml", force_multigraph=True)
    assert len(network.edges) == len(to_networkx(sample.GRAPH).edges)
    ids = [key for _, _, key in network.edges(keys=True)]
    assert len(set(ids)) == len(ids)


@pytest.mark.parametrize("name", ["a\x00b", "\x1b[31m", "\ud800", "\uffff", "]]><&'\""], ids=ascii)
def test_graphml_survives_any_name(tmp_path, name):
    entity = Entity("leader/x", "Leader", (f"名{name}",))
    write_graphml(Graph(entities=(entity,)), tmp_path / "x.graphml")
    assert nx.read_graphml(tmp_path / "x.graphml").nodes["leader/x"]["label"].startswith("名")


def test_graphml_that_cannot_be_written_is_an_output_error(tmp_path):
    with pytest.raises(OutputError):
        write_graphml(sample.GRAPH, tmp_path / "missing" / "x.graphml")


def test_leaders_met_where_both_attended():
    assert count_meetings(sample.GRAPH) == (("林木", "山石", 1),)


def test_who_only_meant_to_come_met_nobody():
    planned = tuple(
        item._replace(factuality=Factuality.PLANNED) if item.predicate == "attended" else item
        for item in sample.GRAPH.statements
    )
    assert count_meetings(replace(sample.GRAPH, statements=planned)) == ()


def test_the_summit_has_most_facts_and_lies_on_most_paths():
    figures = measure(sample.GRAPH)
    assert figures.degree[0][0] == figures.betweenness[0][0] == "湖畔论坛第三次峰会"
    assert figures.things == len(sample.ENTITIES)


def test_two_groups_that_hardly_touch_are_two_communities():
    entities = tuple(Entity(f"leader/{name}", "Leader", (name,)) for name in "abcdef")
    pairs = ("ab", "bc", "ca", "de", "ef", "fd", "cd")
    statements = tuple(
        Statement(f"leader/{one}", "attended", f"leader/{two}") for one, two in pairs
    )
    figures = measure(Graph(entities=entities, statements=statements))
    assert sorted("".join(sorted(group)) for group in figures.communities) == ["abc", "def"]


def test_an_empty_graph_has_figures_too():
    figures = measure(Graph())
    assert (figures.things, figures.degree, figures.communities, figures.met) == (0, (), (), ())


def test_figures_and_graphml_do_not_depend_on_the_hash_seed(turtle, tmp_path):
    code = (
        "import sys; from pathlib import Path; from kg.writing.load import load_graph\n"
        "from kg.writing.network import measure, write_graphml\n"
        "graph = load_graph(Path(sys.argv[1])); print(measure(graph))\n"
        "write_graphml(graph, Path(sys.argv[2])); print(Path(sys.argv[2]).read_text())"
    )
    answers = set()
    for seed in ("1", "2", "3"):
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        command = [sys.executable, "-c", code, str(turtle), str(tmp_path / "x.graphml")]
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        answers.add(done.stdout)
    assert len(answers) == 1
