"""Every export is read back and holds the same facts, and is the same bytes every time."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections import defaultdict

import networkx as nx
import pyoxigraph as ox
import pytest
import rdflib
import sample
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from kg.model import STANDING, Entity, Evidence, Graph, Literal, Source, Statement
from kg.namespaces import ID, SM
from kg.ontology import load_ontology
from kg.writing.by_document import write_nquads, write_ntriples
from kg.writing.csv_tables import join_values, write_tables
from kg.writing.jsonld import make_context, write_jsonld
from kg.writing.load import load_graph
from kg.writing.network import to_networkx
from kg.writing.rdf import write_turtle

ONTOLOGY = load_ontology()
GOLDEN = ROOT / "tests" / "golden" / "graph.ttl"
FORMATS = ("nt", "nq", "jsonld", "graphml", "csv")
#: rdflib warns of what it does itself.
DEPRECATED = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib.*")
#: What texts may bring into labels and quotes.
ODD = 'a\n"b"\\,\t;|\'=1+1\u2028\U0001f600\ufeff]]>{"@id":"x"}'


@pytest.fixture(scope="module")
def turtle(tmp_path_factory):
    """The invented graph, with an odd name, and a thing that no fact mentions."""
    odd = Entity("leader/odd", "Leader", (ODD, "=cmd|' /C calc'!A0", "＝1"), "-1")
    graph = Graph(sample.SOURCES, (*sample.ENTITIES, odd), sample.GRAPH.statements)
    path = tmp_path_factory.mktemp("exports") / "graph.ttl"
    path.write_text(write_turtle(graph, ONTOLOGY), encoding="utf-8")
    return path


@pytest.fixture(params=["sample", "seeds"])
def path(request, turtle):
    return turtle if request.param == "sample" else GOLDEN


def triples(path):
    return {quad.triple for quad in ox.parse(path=path, format=ox.RdfFormat.TURTLE)}


# -- N-Triples and N-Quads -------------------------------------------------------------------------


def quads(path):
    return list(ox.parse(write_nquads(path).encode(), format=ox.RdfFormat.N_QUADS))


def test_ntriples_are_the_same_triples_in_order(path):
    text = write_ntriples(path)
    found = {quad.triple for quad in ox.parse(text.encode(), format=ox.RdfFormat.N_TRIPLES)}
    assert found == triples(path)
    assert text.split("\n") == [*sorted(set(text.split("\n")) - {""}), ""]


def test_all_named_graphs_together_are_the_graph(path):
    found = quads(path)
    assert {quad.triple for quad in found} == triples(path)
    text = write_nquads(path)
    assert text.split("\n") == [*sorted(set(text.split("\n")) - {""}), ""]


@DEPRECATED
def test_rdflib_reads_the_same_quads(path):
    data = rdflib.Dataset().parse(data=write_nquads(path), format="nquads")
    assert len(set(data.quads())) == len(set(quads(path)))


def test_the_graph_of_a_document_is_what_it_alone_would_tell(path):
    """For each document: its facts with its evidence, the things in them, and nothing else."""
    graph = load_graph(path)
    found = defaultdict(set)
    for quad in quads(path):
        found[str(getattr(quad.graph_name, "value", ""))].add(quad.triple)
    for source in graph.sources:
        statements = tuple(only_of(source.id, item) for item in graph.statements)
        statements = tuple(item for item in statements if item.evidence)
        mentioned = {key for item in statements for key in keys_of(item)}
        entities = tuple(item for item in graph.entities if item.key in mentioned)
        alone = write_turtle(Graph((source,), entities, statements), ONTOLOGY)
        expected = {quad.triple for quad in ox.parse(alone.encode(), format=ox.RdfFormat.TURTLE)}
        assert found.pop(f"{ID}source/{source.id}") == expected
    unmentioned = {item.key for item in graph.entities} - {
        key for item in graph.statements for key in keys_of(item)
    }
    assert {triple.subject.value for triple in found.get("", ())} == {ID + k for k in unmentioned}
    assert set(found) <= {""}


def only_of(source, item):
    evidence = tuple(passage for passage in item.evidence if passage.source == source)
    return Statement(*(item.subject, item.predicate, item.object), item.factuality,
                     item.qualifiers, evidence)  # fmt: skip


def keys_of(item):
    return {item.subject, str(item.object), *(value for _, value in item.qualifiers)}


# -- JSON-LD ---------------------------------------------------------------------------------------


def test_jsonld_expands_to_the_same_triples_in_pyoxigraph(path):
    text = write_jsonld(path)
    found = ox.parse(text.encode(), format=ox.RdfFormat.JSON_LD)
    assert {quad.triple for quad in found} == triples(path)


@DEPRECATED
def test_jsonld_expands_to_the_same_triples_in_rdflib(path):
    found = rdflib.Graph().parse(data=write_jsonld(path), format="json-ld")
    assert {tuple(map(plain_text, triple)) for triple in found} == set(rdflib.Graph().parse(path))


def plain_text(term):
    """A text without type for one of type string, which is the same in RDF 1.1."""
    string = rdflib.XSD.string
    return rdflib.Literal(str(term)) if getattr(term, "datatype", None) == string else term


def test_background_is_written_as_jsonld_too(tmp_path):
    """Terms of others, literals without a language, and nodes without a name of their own."""
    text = f"""
        @prefix sm: <{SM}> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
        @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
        sm:x rdfs:label "plain", "中"@zh, "英"@zh, 7 ;
          sm:year 2014, "07"^^xsd:integer, "9"^^xsd:gYear, 99999999999999999999, -3 ;
          <urn:p> <urn:q>, "x", true, [ a sm:City ] ;
          sm:heldIn "text" ; sm:capacity <urn:c> ; sm:rule "r"@en ."""
    (tmp_path / "odd.ttl").write_text(text)
    found = {q.triple for q in ox.parse(write_jsonld(tmp_path / "odd.ttl").encode(),
                                        format=ox.RdfFormat.JSON_LD)}  # fmt: skip
    expected = {q.triple for q in ox.parse(write_ntriples(tmp_path / "odd.ttl").encode(),
                                           format=ox.RdfFormat.N_TRIPLES)}  # fmt: skip
    assert found == expected


def test_jsonld_reads_like_the_graph(turtle):
    document = json.loads(write_jsonld(turtle))
    node = next(n for n in document["@graph"] if n["id"] == "summit:lakeside-forum-2031")
    assert node["type"] == ["Summit", "Supporter"]
    assert node["label"] == {"zh": "湖畔论坛第三次峰会"}
    assert (node["edition"], node["startDate"]) == (3, "2031-05-02")
    assert node["heldIn"] == "city:bicheng-1"
    fact = next(n for n in document["@graph"] if n.get("predicate") == "accededTo")
    assert (fact["factuality"], fact["capacity" if "capacity" in fact else "id"]) == (
        "code:negated",
        fact["id"],
    )


def test_the_context_knows_every_class_and_property_and_needs_nobody():
    context = make_context(ONTOLOGY)
    defined = {value["@id"] if isinstance(value, dict) else value for value in context.values()}
    assert {f"sm:{name}" for name in ONTOLOGY.classes} <= defined
    assert {prop.curie for prop in ONTOLOGY.properties.values()} <= defined
    assert "@import" not in context
    assert context["sm:organisation"]["@id"] == "sm:organisation"  # there is a prefix of that name


# -- CSV -------------------------------------------------------------------------------------------


def read(files, *, plain):
    """Table to its rows, as a program that follows datapackage.json reads them."""
    package = json.loads(files["datapackage.json"])
    tables = {}
    for resource in package["resources"]:
        text = files[resource["path"]].encode().decode(resource["encoding"])
        rows = list(csv.DictReader(io.StringIO(text, newline="")))
        assert [field["name"] for field in resource["schema"]["fields"]] == list(
            csv.reader(io.StringIO(text)).__next__()
        )
        tables[resource["name"]] = rows if plain else [unguarded(row) for row in rows]
    return tables


def unguarded(row):
    return {name: value.removeprefix("'") for name, value in row.items()}


def split(cell):
    """The values of a cell; ``join_values`` the other way."""
    found = re.findall(r"((?:[^\\|]|\\.)*)(?:\||\Z)", cell, re.DOTALL)[:-1]
    return [re.sub(r"\\(.)", r"\1", value, flags=re.DOTALL) for value in found] if cell else []


def graph_of(tables):
    evidence = defaultdict(list)
    for row in tables["evidence"]:
        source = row["document"].removeprefix("source/")
        passage = Evidence(source, int(row["start"]), int(row["end"]), row["quote"], row["rule"])
        evidence[row["fact"]].append(passage)
    fixed = {"id", "subject", "subject_label", "predicate", "object", "object_label",
             "object_type", "factuality", "evidence", "documents"}  # fmt: skip
    statements = [
        Statement(
            row["subject"],
            row["predicate"],
            row["object"]
            if row["object_type"] == "thing"
            else Literal(row["object"], row["object_type"]),
            row["factuality"],
            tuple(sorted((k, v) for k in row.keys() - fixed for v in split(row[k]))),
            tuple(sorted(evidence[row["id"]])),
        )
        for row in tables["facts"]
    ]
    entities = {
        (row["id"], row["class"], row["label_zh"], row["label_en"], *split(row["other_names"]))
        for row in tables["entities"]
    }
    return set(statements), entities


@pytest.mark.parametrize("plain", [True, False])
def test_tables_hold_the_same_facts(path, plain):
    tables = read(write_tables(path, plain=plain), plain=plain)
    graph = load_graph(path)
    statements, entities = graph_of(tables)
    assert statements == set(graph.statements)
    assert {
        (e.key, e.cls, e.names[0], e.en, *sorted(e.names[1:])) for e in graph.entities
    } == entities
    fields = ("path", "title", "published", "publisher", "author", "url", "encoding", "sha256")
    sources = {
        Source(row["id"].removeprefix("source/"), **{name: row[name] for name in fields})
        for row in tables["documents"]
    }
    assert sources == set(graph.sources)


def test_keys_of_the_tables_fit(path):
    tables = read(write_tables(path, plain=True), plain=True)
    keys = {name: [row["id"] for row in rows] for name, rows in tables.items()}
    assert all(len(found) == len(set(found)) for found in keys.values())
    assert {row["fact"] for row in tables["evidence"]} <= set(keys["facts"])
    assert {row["document"] for row in tables["evidence"]} <= set(keys["documents"])
    assert {row["subject"] for row in tables["facts"]} <= set(keys["entities"])
    for row in tables["facts"]:
        assert int(row["evidence"]) == sum(e["fact"] == row["id"] for e in tables["evidence"])


def test_no_cell_begins_like_a_formula(turtle):
    files = write_tables(turtle, plain=False)
    for name in ("documents.csv", "entities.csv", "facts.csv", "evidence.csv"):
        assert files[name].startswith("\ufeff")
        cells = [
            cell for row in csv.reader(io.StringIO(files[name][1:], newline="")) for cell in row
        ]
        assert not [cell for cell in cells if cell[:1] in set("=+-@\t\r\n＝＋－＠")]
    assert "'-1" in files["entities.csv"]
    assert not any(text.startswith("\ufeff") for text in write_tables(turtle, plain=True).values())


@given(st.lists(st.text(alphabet='a|\\"\r\n,中', min_size=1), max_size=4))
def test_several_values_in_a_cell_can_be_told_apart(values):
    assert split(join_values(values)) == sorted(values)


# -- the command -----------------------------------------------------------------------------------


def contents(folder):
    return {
        str(file.relative_to(folder)): file.read_bytes()
        for file in sorted(folder.rglob("*"))
        if file.is_file()
    }


def test_every_format_is_the_same_bytes_whatever_the_hash_seed(turtle, tmp_path):
    code = (
        "import sys; from kg.cli import main\n"
        f"for name in {FORMATS}: main(['export', 'graph.ttl', '--format', name])"
    )
    answers = []
    for seed in ("1", "2"):
        folder = tmp_path / seed
        folder.mkdir()
        (folder / "graph.ttl").write_bytes(turtle.read_bytes())
        environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONHASHSEED": seed}
        environment |= {"LC_ALL": "C", "TZ": f"UTC-{seed}"}
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=True,
        )
        answers.append((done.stdout, contents(folder)))
    assert answers[0] == answers[1]
    names = {"graph.ttl", "graph.nt", "graph.nq", "graph.jsonld", "graph.graphml"}
    tables = ("documents.csv", "entities.csv", "facts.csv", "evidence.csv", "datapackage.json")
    assert set(answers[0][1]) == names | {f"tables/{name}" for name in tables}


def test_graphml_is_the_network_of_the_graph(kg, turtle, tmp_path):
    done = kg("export", turtle, "--format", "graphml", "-o", "network.graphml")
    assert (done.returncode, done.out) == (0, "written to network.graphml\n")
    network = nx.read_graphml(tmp_path / "network.graphml", force_multigraph=True)
    assert len(network.edges) == len(to_networkx(load_graph(turtle)).edges)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["missing.ttl", "--format", "nq"], 4),
        (["bad.ttl", "--format", "nq"], 2),
        (["bad.ttl", "--format", "csv"], 2),
        (["bad.ttl"], 2),
        (["bad.ttl", "--format", "docx"], 2),
        (["empty.ttl", "--format", "nq", "-o", "no/such/folder/x.nq"], 5),
        (["empty.ttl", "--format", "csv", "-o", "bad.ttl"], 5),
        (["empty.ttl", "--format", "jsonld"], 0),
        (["empty.ttl", "--format", "csv"], 0),
        (["empty.ttl", "--format", "graphml"], 0),
    ],
)
def test_exit_codes(tmp_path, monkeypatch, capsys, arguments, code):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "bad.ttl").write_text("<a")
    (tmp_path / "empty.ttl").touch()
    from kg.cli import main  # noqa: PLC0415 - changes sys.stdout

    try:
        found = main(["export", *arguments])
    except SystemExit as error:
        found = error.code
    assert found == code
    assert "Traceback" not in capsys.readouterr().err


def test_an_old_export_stays_when_the_new_one_cannot_be_written(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "graph.nq").write_text("old")
    (tmp_path / "graph.ttl").write_text("<a> <b")
    from kg.cli import main  # noqa: PLC0415 - changes sys.stdout

    assert main(["export", "graph.ttl", "--format", "nq"]) == 2
    assert (tmp_path / "graph.nq").read_text() == "old"
    assert len(list(tmp_path.iterdir())) == 2


@settings(max_examples=25, deadline=None)
@given(name=st.text(min_size=1, max_size=30))
def test_any_name_survives_every_format(tmp_path_factory, name):
    folder = tmp_path_factory.getbasetemp()
    path = folder / f"{os.getpid()}-name.ttl"
    graph = Graph(entities=(Entity("leader/x", "Leader", (name,)),))
    path.write_text(write_turtle(graph, ONTOLOGY), encoding="utf-8")
    ((_, label),) = [(e.key, e.names[0]) for e in load_graph(path).entities]
    jsonld = ox.parse(write_jsonld(path).encode(), format=ox.RdfFormat.JSON_LD)
    assert (
        {quad.triple for quad in jsonld} == {quad.triple for quad in quads(path)} == triples(path)
    )
    for plain in (True, False):
        (row,) = read(write_tables(path, plain=plain), plain=plain)["entities"]
        assert row["label_zh"] == label


def test_what_stands_is_in_the_graphs_of_those_who_say_so(path):
    """A plan of one document does not make a direct triple in its graph."""
    graph = load_graph(path)
    found = {(quad.triple, quad.graph_name) for quad in quads(path)}
    standing, others = defaultdict(set), defaultdict(set)
    for item in graph.statements:
        if not isinstance(item.object, Literal):
            names = (ID + item.subject, SM + item.predicate, ID + item.object)
            triple = ox.Triple(*map(ox.NamedNode, names))
            kind = standing if item.factuality in STANDING else others
            kind[triple] |= {ox.NamedNode(f"{ID}source/{p.source}") for p in item.evidence}
    assert all((triple, home) in found for triple in standing for home in standing[triple])
    for triple, homes in others.items():
        assert not [home for home in homes - standing[triple] if (triple, home) in found]
