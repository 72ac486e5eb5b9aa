"""A store on the disk holds the very graph of the same build in memory, and takes less of it."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import time

import pyoxigraph as ox
import pytest
from conftest import ROOT

from kg import pipeline
from kg.asking.disk_store import open_store
from kg.building import shares
from kg.cli import main
from kg.large import build_store, building, spool
from kg.process.outputs import OutputError

SEEDS = ROOT / "seeds"
#: Days in the midst of a meeting, a role that another report tells, other days, one text twice;
#: who came for a meeting before it began, and who was still there.
REPORTS = {
    "a.txt": "二十国集团领导人第十一次峰会2016年9月4日至5日在杭州举行。法国总统德高乐出席会议。",
    "b.txt": "2016年9月5日，二十国集团领导人杭州峰会举行。法国总统德高乐主持会议。",
    "c.txt": "2016年9月4日，二十国集团领导人第十二次峰会在杭州举行。",
    "d.txt": "上合组织杜尚别峰会2014年9月11日至12日在杜尚别举行。蒙古国总统甲乙丙出席会议。"
    "蒙古国是上海合作组织观察员国。",
    "e.txt": "2014年9月12日，上合组织杜尚别峰会通过了《杜尚别宣言》。",
    "f.txt": "2014年9月12日，上合组织杜尚别峰会通过了《杜尚别宣言》。",
    "g.txt": "2013年9月12日，上海合作组织比什凯克峰会在比什凯克举行。",
    "h.txt": "2013年9月14日，上海合作组织比什凯克峰会在比什凯克举行。",
    "i.txt": "新华社杭州2016年9月3日电 习近平会见出席二十国集团领导人杭州峰会的英国首相史密斯。",
    "j.txt": "新华社杭州2016年9月5日电 习近平会见出席二十国集团领导人杭州峰会的英国首相史密斯。",
    "k.txt": "新华社杭州2016年9月3日电 习近平会见出席二十国集团领导人杭州峰会的埃及总统塞西。",
    "empty.txt": "",
}


@pytest.fixture(scope="module")
def reports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reports")
    for name, text in REPORTS.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def small(monkeypatch):
    """Many small heaps, often written."""
    monkeypatch.setattr(building, "_HEAP", 500)
    monkeypatch.setattr(spool, "_WAITING", 3)


def triples(store):
    """All but those of the ontology that have no names of their own."""
    quads = (quad for quad in store if not isinstance(quad.subject, ox.BlankNode))
    return {quad.triple for quad in quads if not isinstance(quad.object, ox.BlankNode)}


def of_files(folder):
    store = ox.Store()
    for name in ("graph.ttl", "background.ttl"):
        store.bulk_load(path=folder / name, format=ox.RdfFormat.TURTLE)
    return triples(store)


def facts_of_page(folder):
    page = (folder / "graph.html").read_text(encoding="utf-8")
    data = re.search(r'<script [^>]*id="kg-data">(.*?)</script>', page, re.DOTALL)[1]
    return json.loads(data)["edges"]


def die(*_, **__):
    os.kill(os.getpid(), signal.SIGKILL)


def told(folder):
    """The report but for the files."""
    report = json.loads((folder / "report.json").read_bytes())
    del report["files"]
    return report


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_the_same_graph_and_report(reports, tmp_path, jobs):
    inputs, plain, out, store = [str(SEEDS), str(reports)], *(tmp_path / n for n in "abc")
    whole = pipeline.build(inputs, plain)
    report = build_store(inputs, out, store=store, jobs=jobs)
    assert triples(open_store(store)) == of_files(plain)
    assert told(out) == told(plain)
    assert report.graph.conflicts == whole.graph.conflicts != ()
    assert report.tally == whole.tally
    assert facts_of_page(out) == facts_of_page(plain)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a", "b", "c"]


def test_what_was_read_is_not_read_again(reports, tmp_path):
    out, store = tmp_path / "out", tmp_path / "store"
    build_store([str(reports)], out, store=store, page=False)
    report = build_store([str(reports)], out, store=store, page=False)
    assert report.unchanged == len(REPORTS)
    assert told(out)["counts"]["documents"] == len(REPORTS) - 1
    again = pipeline.build([str(reports)], out, page=False)
    assert again.unchanged == len(REPORTS)
    assert triples(open_store(store)) == of_files(out)


def test_without_a_document_nothing_is_replaced(reports, tmp_path, capsys):
    out, store = str(tmp_path / "out"), tmp_path / "store"
    build_store([str(reports / "a.txt")], out, store=store, page=False)
    before = triples(open_store(store))
    command = ["build", str(reports / "empty.txt"), "-o", out, "--store", str(store)]
    assert main(command) == 4
    assert "nothing is written" in capsys.readouterr().err
    assert triples(open_store(store)) == before


def test_a_store_is_put_into_no_folder_of_others(reports, tmp_path, capsys):
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("Dear")
    command = [
        "build",
        str(reports),
        "-o",
        str(tmp_path / "out"),
        "--store",
        str(tmp_path / "mine"),
    ]
    assert main(command) == 5
    assert "a store needs a folder of its own" in capsys.readouterr().err
    assert (tmp_path / "mine" / "letter.txt").read_text() == "Dear"


@pytest.mark.parametrize("output", ["store", "store/out", "store/../store/out"])
def test_the_output_folder_is_not_in_the_store(reports, tmp_path, output):
    with pytest.raises(OutputError, match="cannot be in the store"):
        build_store([str(reports)], tmp_path / output, store=tmp_path / "store")
    assert list(tmp_path.iterdir()) == []


def test_reports_in_the_store_are_safe(reports, tmp_path):
    store = tmp_path / "store"
    build_store([str(reports)], tmp_path / "out", store=store, page=False)
    (store / "new.txt").write_text(REPORTS["a.txt"], encoding="utf-8")
    with pytest.raises(OutputError, match="a folder of its own"):
        build_store([str(store)], tmp_path / "out", store=store, page=False)
    assert (store / "new.txt").exists()


def test_an_output_that_cannot_be_written_leaves_the_old_store(reports, tmp_path):
    out, store = tmp_path / "out", tmp_path / "store"
    build_store([str(reports / "a.txt")], out, store=store, page=False)
    before = triples(open_store(store))
    (out / "graph.html").mkdir()
    with pytest.raises(OutputError, match="folder of that name"):
        build_store([str(reports)], out, store=store)
    assert triples(open_store(store)) == before


def test_a_graph_of_an_earlier_build_is_pointed_at(reports, tmp_path):
    pipeline.build([str(reports)], tmp_path / "out", page=False)
    report = build_store([str(reports)], tmp_path / "out", store=tmp_path / "store", page=False)
    assert [(note.code, note.path) for note in report.notes] == [
        ("stale", "graph.ttl"),
        ("stale", "background.ttl"),
    ]


def test_faults_are_found_in_any_part(reports, tmp_path, monkeypatch):
    write = shares.write_file
    misspelt = lambda *given: write(*given).replace("sm:Summit", "sm:Sumit")  # noqa: E731
    monkeypatch.setattr(shares, "write_file", misspelt)
    report = build_store([str(reports)], tmp_path / "out", store=tmp_path / "store", page=False)
    assert {fault.code for fault in report.faults} >= {"undeclared"}
    assert report.faults == tuple(sorted(report.faults))


@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
def test_a_process_that_dies_leaves_no_store_with_a_hole(reports, tmp_path, monkeypatch):
    monkeypatch.setattr(shares, "check_turtle", die)
    with pytest.raises(OutputError, match="part-00000: the process that wrote"):
        build_store([str(reports)], tmp_path / "out", store=tmp_path / "store", jobs=2)
    assert not (tmp_path / "store").exists()


def test_spark_and_a_store_exclude_each_other(tmp_path, capsys):
    command = ["build", str(SEEDS), "--engine", "spark", "--store", str(tmp_path / "s")]
    assert main(command) == 2
    assert "Spark writes no store" in capsys.readouterr().err


@pytest.mark.parametrize("number", range(int(os.environ.get("KG_KILLS", "20")) // 4))
def test_killed_at_any_moment_it_is_the_old_store_or_the_new_one(reports, tmp_path, number):
    out, store = tmp_path / "out", tmp_path / "store"
    build_store([str(reports / "a.txt")], out, store=store, page=False)
    old = triples(open_store(store))
    command = [sys.executable, "-m", "kg", "build", str(reports), "-o", str(out), "--store", store]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL) as process:
        time.sleep(random.Random(number).uniform(0.3, 1.5))
        process.kill()
    found = triples(open_store(store))
    build_store([str(reports)], out, store=store, page=False)
    assert found in (old, triples(open_store(store)))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out", "store"]
