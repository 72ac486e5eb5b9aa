"""Every named query: its exact answer, the same from two engines, and its parameters."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import replace

import pytest
import sample
from conftest import ROOT
from rdflib import Graph
from rdflib.util import from_n3
from test_golden import GOLDEN

from kg import KG
from kg.asking.questions import (
    find_question,
    query_prefixes,
    read_question,
    read_questions,
    set_values,
)
from kg.asking.sparql import QueryError, check_query
from kg.model import DataError, Literal, Statement
from kg.ontology import load_ontology
from kg.writing.rdf import write_turtle

QUESTIONS = read_questions()
ANSWERS = GOLDEN.parent / "answers"
XSD_STRING = "^^<http://www.w3.org/2001/XMLSchema#string>"


@pytest.fixture(scope="module")
def seeds():
    with KG.load(GOLDEN) as kg:
        yield kg


@pytest.fixture(scope="module")
def rdflib_graph():
    """Parsed and asked by rdflib alone, without Oxigraph."""
    return Graph().parse(GOLDEN, format="turtle")


def golden(name):
    """The rows of a file of answers, each cell as SPARQL writes it."""
    text = (ANSWERS / f"{name}.tsv").read_text(encoding="utf-8")
    head, *rows = csv.reader(text.splitlines(), delimiter="\t", quoting=csv.QUOTE_NONE)
    return tuple(name.removeprefix("?") for name in head), [tuple(row) for row in rows]


def test_there_are_enough_of_them():
    assert len(QUESTIONS) >= 15
    assert {path.stem for path in ANSWERS.glob("*.tsv")} == set(QUESTIONS)


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_each_has_titles_and_is_complete_by_itself(question):
    assert re.search("[\u4e00-\u9fff]", question.zh)
    assert question.en.isascii()
    check_query(question.text, {})  # no prefix but its own
    declared = set(re.findall(r"^PREFIX (\w+):", question.text, re.MULTILINE))
    assert declared <= set(query_prefixes())
    assert "ORDER BY" in question.text


@pytest.mark.parametrize("question", QUESTIONS.values(), ids=QUESTIONS)
def test_each_goes_through_stores_that_follow_no_open_path(question):
    """Virtuoso refuses ``?a path+ ?b`` with both ends free; GROUP_CONCAT has no order."""
    body = question.text.partition("WHERE")[2]
    assert not re.search(r"\w[*+](?=\s)", body)
    assert "GROUP_CONCAT" not in body


@pytest.mark.parametrize("name", QUESTIONS)
def test_each_gives_exactly_the_answer_in_the_golden_file(seeds, name):
    head, rows = golden(name)
    text = seeds.answer(QUESTIONS[name].text, solutions="tsv").body.decode()
    assert tuple(field[1:] for field in text.splitlines()[0].split("\t")) == head
    assert [tuple(line.split("\t")) for line in text.splitlines()[1:]] == rows


@pytest.mark.parametrize("name", QUESTIONS)
def test_rdflib_gives_the_same_answer(seeds, rdflib_graph, name):
    """As multisets of terms, and in the same order: each query orders all its columns."""
    result = seeds.query(name)
    theirs = rdflib_graph.query(QUESTIONS[name].text)
    ours = [tuple(row.get(field) for field in result.variables) for row in result.bindings]
    rows = [tuple(row) for row in theirs]
    assert tuple(map(str, theirs.vars)) == result.variables
    assert Counter(map(terms, ours)) == Counter(map(terms, rows))
    assert list(map(terms, ours)) == list(map(terms, rows))


def terms(row):
    """A plain string is one with and without its datatype."""
    return tuple(None if term is None else term.n3().removesuffix(XSD_STRING) for term in row)


def test_the_golden_files_hold_what_rdflib_reads():
    _, rows = golden("hosts")
    assert from_n3(rows[0][0]).language == "zh"
    assert from_n3(rows[0][1]).toPython() == 2


def test_the_background_changes_no_answer_but_names(tmp_path, seeds):
    (tmp_path / "graph.ttl").write_bytes(GOLDEN.read_bytes())
    ontology = (ROOT / "ontology" / "ontology.ttl").read_bytes()
    (tmp_path / "background.ttl").write_bytes(ontology)
    with KG.load(tmp_path) as both:
        assert len(both.paths) == 2
        for name in set(QUESTIONS) - {"names"}:
            assert both.query(name) == seeds.query(name), name


# -- what the seeds do not have -----------------------------------------------------------------


@pytest.fixture(scope="module")
def league(tmp_path_factory):
    """The invented league of ``sample``, with a second opinion on the edition."""
    path = tmp_path_factory.mktemp("league") / "graph.ttl"
    doubt = Statement(
        sample.SUMMIT, "edition", Literal("4", "integer"),
        evidence=(sample.passage(sample.SECOND, "湖畔论坛峰会", "summits.name"),),
    )  # fmt: skip
    graph = replace(sample.GRAPH, statements=(*sample.GRAPH.statements, doubt))
    path.write_text(write_turtle(graph, load_ontology()), encoding="utf-8")
    with KG.load(path) as kg:
        yield kg


def test_conflicts_are_found(league):
    (row,) = league.query("conflicts")
    assert row == ("湖畔论坛第三次峰会", "edition", 3, 4)


def test_what_was_denied_is_found(league):
    (row,) = league.query("not-standing")
    assert row.asdict() == {
        "subject": "丙国",
        "predicate": "accededTo",
        "object": "湖畔论坛",
        "factuality": "negated",
        "quote": "丙国没有加入论坛",
    }


def test_a_decided_succession_has_its_term(league):
    (row,) = league.query("chair-succession", organisation="湖畔论坛")
    assert (row.new, row.old, row["from"], row.to, row.year) == ("乙国", "甲国", 2032, None, 2031)


def test_what_two_reports_tell_is_counted(league):
    (row,) = league.query("corroborated")
    assert (row.predicate, row.reports) == ("organisedBy", 2)


# -- parameters ---------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["托卡耶夫", "Kassym-Jomart Tokayev", "kassym jomart TOKAYEV",
                                  "leader:kassym-jomart-tokayev", "托卡耶夫 "])  # fmt: skip
def test_a_thing_goes_by_any_of_its_names(seeds, name):
    assert {row.name for row in seeds.query("career", leader=name)} == {"托卡耶夫"}


def test_several_values_are_asked_about_together(seeds):
    rows = seeds.query("career", leader=["习近平", "普京"])
    assert {row.name for row in rows} == {"习近平", "普京"}
    assert len(rows) == 10


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"leader": "托卡耶"}, r"no Leader .* near: 托卡耶夫 \(leader:kassym-jomart-tokayev\)"),
        ({"leader": "中国"}, "no Leader here goes by the name 中国"),
        ({"leader": "} DROP ALL {"}, "no Leader"),
        ({"leader": "leader:x> } #"}, "no Leader"),
        ({"summit": "x"}, "career takes leader, not summit"),
    ],
)
def test_a_value_that_means_nothing_is_an_error(seeds, parameters, message):
    with pytest.raises(QueryError, match=message):
        seeds.query("career", **parameters)


def test_any_query_can_have_parameters(seeds):
    query = "SELECT ?s { VALUES ?y { 2013 } ?s sm:year ?y ; sm:edition ?e }"
    assert [row.s[-8:] for row in seeds.query(query, y="2024")] == ["sco-2024"]
    with pytest.raises(QueryError, match=r"no VALUES \?z"):
        seeds.query(query, z="1")


def test_values_are_replaced_only_where_they_are_values():
    text = "# VALUES ?x { 1 }\nSELECT * { ?a ?b 'VALUES ?x { 2 }' . VALUES ?x { 3 4 } }"
    assert set_values(text, {"x": ["5"]}).endswith("VALUES ?x { 5 } }")
    with pytest.raises(QueryError, match="more than one"):
        set_values("ASK { VALUES ?x { 1 } VALUES ?x { 2 } }", {"x": ["3"]})


def test_a_question_without_its_head_is_refused():
    with pytest.raises(DataError, match="title@en"):
        read_question("q", "# title@zh: 问\nASK {}")
    with pytest.raises(QueryError, match="no VALUES"):
        read_question("q", "# title@zh: 问\n# title@en: q\n# param x: Leader\nASK {}")


def test_a_name_is_a_name_and_no_path():
    assert find_question("../queries/hosts") is None
    assert find_question("hosts").name == "hosts"
