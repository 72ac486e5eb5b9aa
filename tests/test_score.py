"""The measure counts what it says it counts, and as the script it replaces does."""

import json
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import sample

from kg.checking.comparison import Tally
from kg.checking.gold import normalise
from kg.checking.score import score
from kg.model import Entity, Literal, Statement
from kg.ontology import load_ontology
from kg.writing.rdf import write_turtle

REFERENCE = Path(__file__).parents[2] / "shared" / "tools" / "score.py"
FORUM = "organisation/lakeside-forum"
ENTITIES = """\
type	name	aliases	docs	status
Leader	山石	山石总统	one	required
Leader	林木		one	required
Leader	远山		two	required
Country	甲国		one	required
Country	乙国	乙方	one	required
Country	丙国		two	optional
City	碧城		two	required
Organisation	湖畔论坛		one	required
Organisation|Initiative	湖畔银行		one	required
Summit	湖畔论坛领导人会议（2031）		one	required
Summit	山谷峰会		two	required
Declaration	湖畔宣言（2031）		one	required
Initiative	清水计划		one	required
"""
FACTS = """\
doc	subject	predicate	object	qualifiers	status	evidence
one	山石	attended	湖畔论坛领导人会议（2031）	role=member	required	x
one	林木	attended	湖畔论坛领导人会议（2031）	role=member;mode=video	required	x
one	远山	attended	湖畔论坛领导人会议（2031）	role=guest	required	x
one	山石	chaired	湖畔论坛领导人会议（2031）		optional	x
one	林木	represents	乙国	title=总理	required	x
one	乙国	participatedIn	湖畔论坛领导人会议（2031）		required	x
one	湖畔论坛领导人会议（2031）	organisedBy	湖畔论坛		required	x
one	湖畔论坛领导人会议（2031）	edition	3		required	x
one	湖畔论坛领导人会议（2031）	date	2031-05-02		required	x
one	山谷峰会	date	2030		required	x
one	山谷峰会	date	--06-01		required	x
one	湖畔论坛领导人会议（2031）	heldIn	碧城		required	x
one	湖畔论坛领导人会议（2031）	adopted	湖畔宣言（2031）		required	x
one	甲国	hosted	湖畔论坛领导人会议（2031）		required	x
one	林木	proposed	清水计划		required	x
one	甲国	supports	清水计划		required	x
two	丙国	accession	湖畔论坛	kind=observer	required	x
two	乙国	accession	湖畔论坛	kind=member	required	x
"""


@pytest.fixture
def gold(tmp_path):
    folder = tmp_path / "gold"
    folder.mkdir()
    (folder / "entities.tsv").write_text(ENTITIES, encoding="utf-8")
    (folder / "facts.tsv").write_text(FACTS, encoding="utf-8")
    return folder


def changed(*statements, entities=(), without=()):
    """Return the sample with more in it, and without what has these predicates."""
    kept = [s for s in sample.GRAPH.statements if s.predicate not in without]
    return replace(
        sample.GRAPH,
        entities=(*sample.ENTITIES, *entities),
        statements=(*kept, *statements),
    )


PLAN = Entity("initiative/clear-water", "Initiative", ("“清水”计划",))
GRAPHS = {
    "as it is": changed(),
    "no structure": changed(without=("edition", "heldIn", "organisedBy", "year", "startDate")),
    "wrong date": changed(Statement(sample.SUMMIT, "year", Literal("1999", "integer"))),
    "split": changed(entities=(Entity("leader/shan-2", "Leader", ("山石总统",)),)),
    "proposals": changed(
        Statement("country/BBB", "proposed", PLAN.key),
        Statement("country/AAA", "proposed", PLAN.key),
        entities=(PLAN,),
    ),
    "accessions": changed(
        Statement("country/BBB", "accededTo", FORUM),
        Statement("country/CCC", "becameObserverOf", FORUM),
        Statement("country/AAA", "startedAccessionTo", FORUM),
        Statement("country/AAA", "hosted", sample.SUMMIT),
    ),
    "strangers": changed(
        Statement("leader/wu", "attended", "summit/unknown"),
        entities=(
            Entity("leader/wu", "Leader", ("无名",)),
            Entity("summit/unknown", "Summit", ("无名峰会",)),
        ),
    ),
}


def scored(folder, graph, tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(graph, load_ontology()), encoding="utf-8")
    return path, score(folder, path)


def test_things_and_facts_are_counted(gold, tmp_path):
    _, result = scored(gold, GRAPHS["as it is"], tmp_path)
    assert result.tallies["entity Leader"] == Tally(2, 0, 1)
    assert result.tallies["entity Country"] == Tally(2, 0, 0)
    assert result.tallies["fact attended"] == Tally(2, 0, 1)
    assert result.tallies["fact chaired"] == Tally(0, 0, 0)  # optional: neither way
    assert result.tallies["fact date"] == Tally(1, 0, 1)
    assert (result.roles, result.videos) == ((2, 2), (1, 1))
    assert ("fact", "hosted", "missing", "甲国 -> 湖畔论坛领导人会议（2031）") in result.errors


def test_summit_and_document_are_found_by_structure(gold, tmp_path):
    """Their names in the graph differ from gold; edition, city and adoption tell."""
    _, result = scored(gold, GRAPHS["as it is"], tmp_path)
    assert result.tallies["entity Summit"] == Tally(1, 0, 1)
    assert result.tallies["entity Declaration"] == Tally(1, 0, 0)
    _, result = scored(gold, GRAPHS["no structure"], tmp_path)
    assert result.tallies["entity Summit"] == Tally(0, 1, 2)


def test_a_second_node_for_one_thing_is_an_error(gold, tmp_path):
    _, result = scored(gold, GRAPHS["split"], tmp_path)
    assert result.tallies["entity Leader"] == Tally(2, 1, 1)
    assert any("split" in error[3] for error in result.errors)


def test_a_wrong_date_is_wrong_even_beside_a_right_one(gold, tmp_path):
    _, result = scored(gold, GRAPHS["wrong date"], tmp_path)
    assert result.tallies["fact date"] == Tally(0, 1, 2)


def test_a_proposal_counts_for_the_person_or_the_country(gold, tmp_path):
    _, result = scored(gold, GRAPHS["proposals"], tmp_path)
    assert result.tallies["fact proposed"] == Tally(1, 0, 0)
    assert "fact supports" in result.tallies
    summed = sum(
        (t for n, t in result.tallies.items() if n.startswith("fact") and n != "fact supports"),
        Tally(),
    )
    assert result.tallies["ALL fact"] == summed


def test_the_table_and_the_json_agree(gold, tmp_path):
    _, result = scored(gold, GRAPHS["as it is"], tmp_path)
    table = result.to_text().splitlines()
    assert table[1].split()[:5] == ["entity", "Leader", "2", "0", "1"]
    assert json.loads(json.dumps(result.to_json()))["entity Leader"]["p"] == 1.0


def test_nothing_found_and_nothing_to_find_is_no_division_by_zero():
    assert (Tally().precision, Tally().recall, Tally(0, 1, 1).f1) == (1.0, 1.0, 0.0)


def test_names_are_compared_without_their_punctuation():
    assert normalise("《ＡＢＣ·“甲”—乙 方》") == "abc甲乙方"


@pytest.mark.skipif(not REFERENCE.exists(), reason="the script it replaces is not at hand")
@pytest.mark.parametrize("name", GRAPHS)
def test_the_numbers_are_those_of_the_script_it_replaces(gold, tmp_path, name):
    path, result = scored(gold, GRAPHS[name], tmp_path)
    target = tmp_path / "reference.json"
    command = [sys.executable, str(REFERENCE), str(gold), str(path), "--json", str(target)]
    subprocess.run(command, check=True, capture_output=True)
    assert result.to_json() == json.loads(target.read_text(encoding="utf-8"))
