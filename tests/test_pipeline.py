"""From files to outputs: what is written, what is told, what stays when nothing can be read."""

from __future__ import annotations

import json
from hashlib import sha256

import pytest
from conftest import SEEDS

from kg.building import shares
from kg.building.cache import CACHE_NAME
from kg.building.report import summarise
from kg.model import DataError, Problem
from kg.ontology import load_ontology
from kg.pipeline import build, build_graph, read_documents
from kg.writing.rdf import write_turtle

OUTPUTS = ("graph.ttl", "background.ttl", "graph.html", "report.json")


@pytest.fixture(scope="module")
def built(tmp_path_factory):
    folder = tmp_path_factory.mktemp("built")
    return folder, build([str(SEEDS)], folder)


def test_a_build_writes_its_files_and_what_it_keeps_for_the_next_and_nothing_else(built):
    folder, report = built
    assert sorted(path.name for path in folder.iterdir()) == sorted((*OUTPUTS, CACHE_NAME))
    assert len(report.documents) == len([*SEEDS.glob("20*")])


def test_the_report_counts_what_is_in_the_graph(built):
    folder, report = built
    content = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    counts = content["counts"]
    assert counts["documents"] == len(content["documents"])
    assert sum(counts["classes"].values()) == counts["entities"] == len(report.graph.entities)
    assert sum(counts["factuality"].values()) == counts["facts"] == len(report.graph.statements)
    total = sum(sum(row.values()) for row in counts["properties"].values())
    assert total == counts["facts"]


def test_the_report_names_each_document_as_it_was_read(built):
    folder, _ = built
    content = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    paths = [document["path"] for document in content["documents"]]
    assert paths == sorted(paths)
    first = content["documents"][0]
    assert set(first) == {"path", "id", "title", "published", "encoding", "warnings"}
    assert first["published"] == "2013-09-13"


def test_the_report_holds_the_hashes_of_the_other_files(built):
    folder, _ = built
    content = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    for name in OUTPUTS[:-1]:
        digest = sha256((folder / name).read_bytes()).hexdigest()
        assert content["files"][name]["sha256"] == digest


def test_the_report_knows_neither_time_nor_place(built):
    folder, _ = built
    text = (folder / "report.json").read_text(encoding="utf-8")
    assert str(folder) not in text
    assert str(SEEDS.parent) not in text


def test_every_quote_stands_in_its_document(built):
    """The promise of the whole: text[start:end] == quote, for all evidence."""
    _, report = built
    documents, _ = read_documents([str(SEEDS)])
    texts = {document.source.id: document.text for document in documents}
    passages = [passage for item in report.graph.statements for passage in item.evidence]
    assert passages
    for passage in passages:
        assert texts[passage.source][passage.start : passage.end] == passage.quote


def test_every_fact_has_evidence(built):
    _, report = built
    assert all(item.evidence for item in report.graph.statements)


def test_the_graph_of_the_seeds_keeps_the_rules_of_the_ontology(built):
    _, report = built
    assert [fault for fault in report.faults if fault.level == "error"] == []


def test_documents_in_memory_give_the_same_graph_as_files(built, knowledge):
    folder, _ = built
    documents, problems = read_documents([str(SEEDS)])
    graph = build_graph(reversed(documents), knowledge)
    assert problems == ()
    assert write_turtle(graph, load_ontology()) == (folder / "graph.ttl").read_text("utf-8")


def test_a_document_added_and_removed_leaves_no_trace(tmp_path, built):
    folder, _ = built
    extra = tmp_path / "extra.txt"
    extra.write_text("法国总统德高乐9月4日出席二十国集团领导人杭州峰会。", encoding="utf-8")
    build([str(SEEDS), str(extra)], tmp_path / "out")
    assert (tmp_path / "out" / "graph.ttl").read_bytes() != (folder / "graph.ttl").read_bytes()
    build([str(SEEDS)], tmp_path / "out")
    for name in OUTPUTS:
        assert (tmp_path / "out" / name).read_bytes() == (folder / name).read_bytes()


def test_without_a_readable_document_the_old_output_stays(tmp_path):
    (tmp_path / "graph.ttl").write_text("old")
    (tmp_path / "empty.txt").write_text("")
    report = build([str(tmp_path / "empty.txt"), str(tmp_path / "nothing")], tmp_path)
    assert report.documents == report.files == ()
    assert [problem.code for problem in report.problems] == ["empty", "missing"]
    assert (tmp_path / "graph.ttl").read_text() == "old"


def test_a_fault_in_the_graph_is_reported_and_the_graph_still_written(tmp_path, monkeypatch):
    fault = Problem("error", "domain", "graph.ttl", "is no Country")
    monkeypatch.setattr(shares, "check_turtle", lambda *_, **__: (fault,))
    report = build([str(SEEDS)], tmp_path)
    assert report.faults == (fault,)
    assert "is no Country" in (tmp_path / "report.json").read_text(encoding="utf-8")


def test_progress_ends_with_all_files(tmp_path):
    seen = []
    build([str(SEEDS)], tmp_path, progress=lambda done, total: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == len(read_documents([str(SEEDS)])[0])


def test_broken_knowledge_is_refused_before_any_output_is_touched(tmp_path):
    (tmp_path / "graph.ttl").write_text("old")
    with pytest.raises(DataError, match=r"countries\.toml"):
        build([str(SEEDS)], tmp_path, root=tmp_path / "no-ontology")
    assert (tmp_path / "graph.ttl").read_text() == "old"


def test_the_summary_fits_a_terminal(built):
    _, report = built
    lines = [line for row in summarise(report) for line in row.splitlines()]
    assert lines[0].split()[:2] == ["documents", str(len(report.documents))]
    assert max(map(len, lines)) <= 100
