"""Every kind of fault in a graph is noticed, and said in words."""

import re

import pytest
import sample

from kg.checking.check import check_graph, check_turtle
from kg.checking.shacl import load_checks
from kg.model import DataError
from kg.namespaces import SM
from kg.ontology import load_ontology, ontology_folder
from kg.writing.columns import Columns
from kg.writing.rdf import write_background, write_turtle

SHAPES = ontology_folder() / "shapes.ttl"
GOOD = write_turtle(sample.GRAPH, load_ontology())
SUMMIT = "summit:lakeside-forum-2031"

# What is done to the text (pattern, replacement), and what must then be said.
FAULTS = {
    "label missing": (r'    rdfs:label "丙国"@zh \.', '    sm:x "" .', "has no label"),
    "two labels": (r'"碧城"@zh', '"碧城"@zh, "碧"@zh', "two labels in one language"),
    "bare label": (r'"Bicheng"@en', '"Bicheng"', "label without language"),
    "bare alias": (r'"乙方"@zh', '"乙方"', "other name without language"),
    "odd edition": (r"sm:edition 3", 'sm:edition "three"', "edition is no integer"),
    "odd date": (r'startDate "2031-05-02"', 'startDate "2031-13-02"', "start date is no date"),
    "two years": (r"sm:year 2031 \.", "sm:year 2031, 2030 .", "disagree on the year"),
    "end first": (
        r"sm:edition 3",
        'schema:endDate "2030-01-01"^^xsd:date ; sm:edition 3',
        "lies after an end date",
    ),
    "no subject": (r"    rdf:subject leader:lin-mu ;\n", "", "must have one subject"),
    "two subjects": (
        r"    rdf:subject leader:lin-mu ;",
        "rdf:subject leader:lin-mu, leader:shan-shi ;",
        "must have one subject",
    ),
    "no factuality": (r"sm:factuality code:negated ;", "", "one factuality"),
    "odd factuality": (r"sm:factuality code:negated", "sm:factuality code:host", "one factuality"),
    "no evidence": (r"    sm:hasEvidence \S+ ;\n    sm:mode", "    sm:mode", "has no evidence"),
    "evidence gone": (r"evidence:\S+ a sm:Evidence", "evidence:e a sm:Evidence", "is not there"),
    "odd role": (r"code:member", "code:by-video", "role that is not in the code list"),
    "odd mode": (r"code:by-video", "code:member", "mode that is not in the code list"),
    "two modes": (r"code:by-video", "code:by-video, code:in-person", "disagree on the mode"),
    "bare capacity": (r'"总理"@zh', '"总理"', "capacity without language"),
    "term": (r"termStartYear 2032", "termStartYear 2032 ; sm:termEndYear 2030", "before it begins"),
    "triple missing": (
        r"    sm:represents country:BBB \.",
        "    sm:represents country:AAA .",
        "represents.* but its triple is missing",
    ),
    "triple of no fact": (r"sm:edition 3", "sm:edition 3, 4", "triple that no fact states: 4"),
    "denied triple": (
        "country:CCC a ",
        "country:CCC sm:accededTo organisation:lakeside-forum ; a ",
        "neither actual nor decided, but its triple stands",
    ),
    "wrong fact class": (r"sm:Attendance, sm:Fact", "sm:ChairTerm, sm:Fact", "no chair term"),
    "closed": (r'sm:rule "attend.video" \.', 'sm:rule "x" ; sm:role "" .', "must not have"),
    "no rule": (r'sm:rule "attend.video" \.', 'sm:rule "x", "y" .', "must name one rule"),
    "no source": (r"    oa:hasSource \S+ ;\n", "", "must have one source document"),
    "no quote": (r'    oa:exact "乙国总理[^"]*" ;\n', "", "must have one quote"),
    "order": (r"oa:end 31 ;\n(.*)\n    oa:start 18", r"oa:end 9 ;\n\1\n    oa:start 22", "after"),
    "length": (r"oa:end 31", "oa:end 32", "longer or shorter"),
    "hash": (r'sm:sha256 "\w', 'sm:sha256 "x', "64 hex digits"),
    "undeclared property": (r"sm:represents", "sm:knows", "sm:knows is not in the ontology"),
    "undeclared class": (r"a sm:City, ", "a sm:Village, ", "sm:Village is not in the ontology"),
    "no predicate of facts": (r"rdf:predicate sm:heldIn", "rdf:predicate sm:role", "no facts"),
    "superclass": (r"sm:City, sm:Place", "sm:City", "its class Place is not written"),
    "disjoint": (r"a sm:City, sm:Place", "a sm:City, sm:Place, sm:Person", "exclude each other"),
    "domain": (r"rdf:subject leader:lin-mu", "rdf:subject country:AAA", "but is no Leader"),
    "range": (r"rdf:object city:bicheng-1", f"rdf:object {SUMMIT}", "that is no City"),
    "range of a qualifier": (r"sm:atSummit \S+", "sm:atSummit country:AAA", "that is no Summit"),
    "quote": (r"乙国总理林木", "乙国总里林木", "does not have these words from 18 to 31"),
}


def spoil(turtle, name):
    pattern, replacement, _ = FAULTS[name]
    spoiled, count = re.subn(pattern, replacement, turtle, count=1)
    assert count, f"the pattern of {name!r} finds nothing"
    return spoiled


def test_a_good_graph_has_no_problems():
    assert check_turtle(GOOD, sample.TEXTS) == ()


def test_background_is_good_too():
    background = write_background(sample.GRAPH, sample.ENTITIES, load_ontology())
    assert check_turtle(GOOD + background, sample.TEXTS) == ()


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_noticed(name):
    problems = check_turtle(spoil(GOOD, name), sample.TEXTS)
    said = "\n".join(problem.message for problem in problems)
    assert re.search(FAULTS[name][2], said)


def test_disagreement_of_sources_is_a_warning_only():
    (first, *_) = check_turtle(spoil(GOOD, "two modes"), sample.TEXTS)
    assert (first.level, first.code) == ("warning", "shape-Fact")
    assert first.message.startswith(
        "fact/attended.lin-mu.lakeside-forum-2031 (林木 sm:attended 湖畔"
    )


def test_files_are_checked_as_one_graph(tmp_path):
    half = GOOD.index("# == Facts")
    head = GOOD[: GOOD.index("\n\n")]
    first, second = tmp_path / "a.ttl", tmp_path / "b.ttl"
    first.write_text(GOOD[:half], encoding="utf-8")
    second.write_text(head + GOOD[half:], encoding="utf-8")
    assert check_graph([first, second], sample.TEXTS) == ()
    assert {p.path for p in check_graph([first])} == {"a.ttl"}


def test_a_cut_file_is_named_with_the_place(tmp_path):
    path = tmp_path / "cut.ttl"
    path.write_text(GOOD[:-100], encoding="utf-8")
    (problem,) = check_graph([path])
    assert (problem.code, problem.path) == ("syntax", "cut.ttl")
    assert "line" in problem.message


def spoiled_in_many_ways():
    """Return a graph with as many faults as do not get into each other's way."""
    names = ("label missing", "two labels", "bare alias", "odd edition", "odd date", "two years")
    names += ("no subject", "odd factuality", "evidence gone", "odd role", "two modes", "term")
    names += ("bare capacity", "triple missing", "denied triple", "closed", "length", "hash")
    names += ("no source", "no quote", "wrong fact class")
    spoiled = GOOD
    for name in names:
        spoiled = spoil(spoiled, name)
    return spoiled


def test_pyshacl_sees_the_same():
    """The reference implementation judges the shapes; our checks must agree with it."""
    pyshacl = pytest.importorskip("pyshacl")
    rdflib = pytest.importorskip("rdflib")
    sh = rdflib.Namespace("http://www.w3.org/ns/shacl#")
    turtle = spoiled_in_many_ways()
    data = rdflib.Graph().parse(data=turtle, format="turtle")
    shapes = rdflib.Graph().parse(SHAPES)
    conforms, report, _ = pyshacl.validate(data, shacl_graph=shapes, advanced=True)
    assert not conforms
    theirs = set()
    for result in report.subjects(rdflib.RDF.type, sh.ValidationResult):
        closed = report.value(result, sh.sourceConstraintComponent) == sh.ClosedConstraintComponent
        message = str(report.value(result, sh.resultMessage))
        words = "has a property it must not have" if closed else message
        theirs.add((str(report.value(result, sh.focusNode)), words))
    columns = Columns()
    columns.read(turtle.encode())
    ours = {
        (node, check.message) for check in load_checks(SHAPES) for node, _ in check.faults(columns)
    }
    assert ours == theirs
    assert len(ours) > 15


def test_a_shape_we_have_no_check_for_is_refused(tmp_path):
    """A constraint that is silently skipped would look like a graph without faults."""
    path = tmp_path / "shapes.ttl"
    head = "@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix sm: <" + SM + "> . "
    shape = "sm:S a sh:NodeShape ; sh:targetClass sm:Fact ; sh:property [ sh:path sm:rule ; %s ] ."
    for constraint in ("sh:maxLength 3", "sh:minCount 2", "sh:nodeKind sh:Literal"):
        path.write_text(head + shape % constraint, encoding="utf-8")
        with pytest.raises(DataError, match=r"shapes\.ttl"):
            load_checks(path)
    shape = "sm:S a sh:NodeShape ; sh:targetClass sm:Fact ; sh:sparql sm:unheardOf ."
    path.write_text(head + shape, encoding="utf-8")
    with pytest.raises(DataError, match="unheardOf"):
        load_checks(path)
