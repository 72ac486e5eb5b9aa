"""A second build reads only what changed, and gives the bytes of a full one."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
from conftest import ROOT, SEEDS
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg import pipeline
from kg.building import batches, incremental
from kg.building.cache import CACHE_NAME
from kg.building.fingerprint import LIBRARIES
from kg.ontology import ontology_folder
from kg.pipeline import build

OUTPUTS = ("graph.ttl", "background.ttl", "graph.html", "report.json")
TEXTS = (
    "2016年9月4日，二十国集团领导人杭州峰会在杭州举行。法国总统德高乐出席会议。",
    "二十国集团领导人杭州峰会9月5日闭幕，会议通过了《杭州公报》。",
    "2017年7月7日，二十国集团领导人汉堡峰会在汉堡举行。德国总理默克尔主持会议。",
    "上海合作组织比什凯克峰会2013年9月13日举行。吉尔吉斯斯坦总统阿坦巴耶夫主持会议。",
    " ",
)
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")


def outputs(folder):
    return {name: (folder / name).read_bytes() for name in OUTPUTS if (folder / name).exists()}


@pytest.fixture
def site(tmp_path):
    """A folder with reports, and one to build into."""
    reports = tmp_path / "reports"
    reports.mkdir()
    for number, text in enumerate(TEXTS[:4]):
        (reports / f"{number}.txt").write_text(text, encoding="utf-8")
    return reports, tmp_path / "out"


@pytest.fixture
def reads(monkeypatch):
    """The names of the documents that are really read."""
    seen = []
    original = batches.extract

    def extract(document, knowledge):
        seen.append(document.source.path.rpartition("/")[2])
        return original(document, knowledge)

    monkeypatch.setattr(batches, "extract", extract)
    return seen


def full(reports, tmp_path, **options):
    """What a build without any past gives."""
    shutil.rmtree(tmp_path / "full", ignore_errors=True)
    build([str(reports)], tmp_path / "full", **options)
    return outputs(tmp_path / "full")


# -- the same bytes ---------------------------------------------------------------------------

changes = st.lists(
    st.tuples(st.integers(0, 3), st.sampled_from((None, *TEXTS)), st.booleans()), max_size=6
)


@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=changes)
def test_after_any_changes_the_bytes_are_those_of_a_full_build(tmp_path, steps):
    """Documents come, change and go; what only they said goes with them."""
    reports, out = tmp_path / "reports", tmp_path / "out"
    for folder in (reports, out):
        shutil.rmtree(folder, ignore_errors=True)
    reports.mkdir()
    (reports / "always.txt").write_text(TEXTS[0], encoding="utf-8")
    for number, text, with_page in steps:
        path = reports / f"{number}.txt"
        if text is None:
            path.unlink(missing_ok=True)
        else:
            path.write_text(text, encoding="utf-8")
        again = build([str(reports)], out, page=with_page)
        fresh = build([str(reports)], tmp_path / "full", page=with_page, fresh=True)
        assert (again.graph, again.documents) == (fresh.graph, fresh.documents)
        assert (again.problems, again.faults) == (fresh.problems, fresh.faults)
        assert again.files == fresh.files
        written = outputs(out)
        for name in (*dict(again.files), "report.json"):
            assert written[name] == (tmp_path / "full" / name).read_bytes()


def test_a_document_added_and_removed_leaves_no_trace(site, tmp_path):
    reports, out = site
    build([str(reports)], out)
    before = outputs(out)
    (reports / "extra.txt").write_text(TEXTS[1] + TEXTS[2], encoding="utf-8")
    build([str(reports)], out)
    assert outputs(out) != before
    (reports / "extra.txt").unlink()
    build([str(reports)], out)
    assert outputs(out) == before == full(reports, tmp_path)


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_of_processes_does_not_matter(site, tmp_path, jobs):
    reports, out = site
    build([str(reports)], out, jobs=jobs)
    (reports / "1.txt").write_text(TEXTS[2], encoding="utf-8")
    (reports / "5.txt").write_text(TEXTS[1], encoding="utf-8")
    build([str(reports)], out, jobs=jobs)
    assert outputs(out) == full(reports, tmp_path)


# -- what is read -----------------------------------------------------------------------------


def test_only_what_changed_is_read(site, reads):
    reports, out = site
    assert build([str(reports)], out).unchanged == 0
    reads.clear()
    (reports / "2.txt").write_text(TEXTS[1], encoding="utf-8")
    (reports / "9.txt").write_text(TEXTS[0], encoding="utf-8")
    (reports / "0.txt").unlink()
    assert build([str(reports)], out).unchanged == 2
    assert sorted(reads) == ["2.txt", "9.txt"]


def test_an_unchanged_folder_is_not_even_joined(site, reads, monkeypatch):
    reports, out = site
    first = build([str(reports)], out)
    before = {path.name: path.stat().st_ino for path in out.iterdir()}
    reads.clear()
    for name in ("settle", "render", "write_files"):
        monkeypatch.setattr(pipeline, name, None)
    seen = []
    again = build([str(reports)], out, progress=lambda *numbers: seen.append(numbers))
    assert again.up_to_date
    assert again.unchanged == 4
    assert (again.graph, again.files) == (first.graph, first.files)
    assert reads == []
    assert {path.name: path.stat().st_ino for path in out.iterdir()} == before


def test_time_stamps_do_not_count(site, reads):
    reports, out = site
    build([str(reports)], out)
    reads.clear()
    for path in reports.iterdir():
        os.utime(path, (1, 1))
    status = (reports / "1.txt").stat()
    text = TEXTS[1].replace("5", "6")
    (reports / "1.txt").write_text(text, encoding="utf-8")
    os.utime(reports / "1.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    build([str(reports)], out)
    assert reads == ["1.txt"]


def test_a_file_under_another_name_is_another(site, tmp_path, reads):
    reports, out = site
    build([str(reports)], out)
    (reports / "0.txt").rename(reports / "7.txt")
    reads.clear()
    build([str(reports)], out)
    assert reads == ["7.txt"]
    assert outputs(out) == full(reports, tmp_path)


def test_what_the_index_says_counts(site, tmp_path, reads):
    reports, out = site
    build([str(reports)], out)
    (reports / "index.csv").write_text("file,published\n1.txt,2016-09-06\n")
    reads.clear()
    build([str(reports)], out)
    assert reads == ["1.txt"]
    assert outputs(out) == full(reports, tmp_path)


def test_a_forced_encoding_counts(site, tmp_path):
    reports, out = site
    build([str(reports)], out)
    assert not build([str(reports)], out, encoding="utf-8").unchanged
    assert outputs(out) == full(reports, tmp_path, encoding="utf-8")


def test_what_cannot_be_read_is_said_every_time(site):
    reports, out = site
    (reports / "empty.txt").write_text(" ")
    (reports / "scan.pdf").write_bytes(b"%PDF-")
    first = build([str(reports)], out)
    again = build([str(reports)], out)
    assert again.up_to_date
    assert [problem.code for problem in again.problems] == ["empty", "type-unsupported"]
    assert again.problems == first.problems


def test_outputs_that_somebody_changed_are_written_again(site, reads):
    reports, out = site
    build([str(reports)], out)
    expected = outputs(out)
    reads.clear()
    for spoil in (
        (out / "graph.ttl").unlink,
        lambda: (out / "graph.html").write_text("mine"),
        lambda: (out / "report.json").write_bytes(b""),
    ):
        spoil()
        again = build([str(reports)], out)
        assert not again.up_to_date
        assert outputs(out) == expected
    assert reads == []


def test_a_page_is_made_when_it_is_asked_for(site, tmp_path):
    reports, out = site
    build([str(reports)], out, page=False)
    assert not (out / "graph.html").exists()
    build([str(reports)], out)
    assert outputs(out) == full(reports, tmp_path)


def test_fresh_reads_everything(site, reads):
    reports, out = site
    build([str(reports)], out)
    reads.clear()
    again = build([str(reports)], out, fresh=True)
    assert (len(reads), again.unchanged, again.up_to_date) == (4, 0, False)


# -- knowledge and program --------------------------------------------------------------------


def test_outlet_that_only_the_given_knowledge_has_is_recognised(tmp_path):
    root = tmp_path / "ontology"
    shutil.copytree(ontology_folder(), root)
    sources = root / "gazetteer" / "sources.toml"
    known = sources.read_text(encoding="utf-8")
    sources.write_text(known.replace("新京报", "晨星快报", 1), encoding="utf-8")
    report = tmp_path / "a.txt"
    report.write_text("晨星快报杭州2016年9月4日电  金砖国家峰会开幕。", encoding="utf-8")
    (source,) = build([str(report)], tmp_path / "out", root=root).graph.sources
    assert (source.publisher, source.published) == ("晨星快报", "2016-09-04")


def test_other_knowledge_makes_everything_be_read_again(site, tmp_path, reads):
    """Also where the process stays the same, as in a notebook."""
    reports, out = site
    root = tmp_path / "ontology"
    shutil.copytree(ontology_folder(), root)
    build([str(reports)], out, root=root)
    before = (out / "graph.ttl").read_text(encoding="utf-8")
    leaders = root / "gazetteer" / "leaders.toml"
    leaders.write_text(
        leaders.read_text(encoding="utf-8").replace("angela-merkel", "angela-m"), encoding="utf-8"
    )
    reads.clear()
    assert build([str(reports)], out, root=root).unchanged == 0
    assert len(reads) == 4
    assert "leader:angela-merkel" in before
    assert "leader:angela-merkel" not in (out / "graph.ttl").read_text(encoding="utf-8")
    assert outputs(out) == full(reports, tmp_path, root=root)


def test_another_program_reads_everything_again(site, monkeypatch):
    reports, out = site
    build([str(reports)], out)
    monkeypatch.setattr(pipeline, "reader_fingerprint", lambda _: "another")
    monkeypatch.setattr(incremental, "is_current", lambda *_: True)
    again = build([str(reports)], out)
    assert (again.unchanged, again.notes) == (0, ())


def test_nothing_is_kept_if_the_program_changes_under_the_build(site, monkeypatch):
    reports, out = site
    with monkeypatch.context() as patch:
        patch.setattr(incremental, "is_current", lambda *_: False)
        build([str(reports)], out)
    assert build([str(reports)], out).unchanged == 0


def test_every_library_counts():
    """Results depend on what libraries do and know: their versions are part of every key."""
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    asked = text.partition("\ndependencies = [")[2].partition("]")[0]
    assert sorted(LIBRARIES) == sorted(
        line.strip().strip('",').partition("==")[0] for line in asked.split("\n") if line.strip()
    )


# -- a cache that is damaged, or not ours -----------------------------------------------------


def noise(size):
    return random.Random(1).randbytes(size)


def damage_in_a_place(path):
    data = bytearray(path.read_bytes())
    quarter = len(data) // 4
    data[quarter : 3 * quarter] = noise(2 * quarter)
    path.write_bytes(data)


def swap_two_results(path):
    with closing(sqlite3.connect(path)) as base, base:
        one, two = base.execute("SELECT rowid, digest, data FROM results LIMIT 2").fetchall()
        for (row, *_), (_, digest, data) in ((one, two), (two, one)):
            base.execute("UPDATE results SET digest=?, data=? WHERE rowid=?", (digest, data, row))


def put_other_types(path):
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("UPDATE results SET data = 'text', digest = 7")


def add_a_trigger(path):
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TRIGGER t AFTER INSERT ON results BEGIN DELETE FROM results; END")


def make_of_another_version(path):
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("PRAGMA user_version = 99")


def make_of_another_program(path):
    path.unlink()
    with closing(sqlite3.connect(path)) as base, base:
        base.execute("CREATE TABLE theirs (key)")


def put_a_link(path):
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def put_a_pipe(path):
    path.unlink()
    os.mkfifo(path)


def put_a_folder(path):
    path.unlink()
    path.mkdir()


DAMAGES = {
    "truncated": lambda path: os.truncate(path, path.stat().st_size // 2),
    "cut short": lambda path: os.truncate(path, 50),
    "random": lambda path: path.write_bytes(noise(9000)),
    "text": lambda path: path.write_text("no database"),
    "in a place": damage_in_a_place,
    "swapped": swap_two_results,
    "types": put_other_types,
    "trigger": add_a_trigger,
    "version": make_of_another_version,
    "program": make_of_another_program,
    "link": put_a_link,
    "pipe": put_a_pipe,
    "folder": put_a_folder,
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_or_foreign_cache_is_told_and_does_not_change_the_result(site, tmp_path, damage):
    reports, out = site
    build([str(reports)], out)
    damage(out / CACHE_NAME)
    (reports / "3.txt").write_text(TEXTS[1], encoding="utf-8")
    again = build([str(reports)], out)
    assert {(note.level, note.code) for note in again.notes} == {("warning", "cache-damaged")}
    assert set(again.notes) <= set(again.notices())
    assert outputs(out) == full(reports, tmp_path)
    assert "cache" not in (out / "report.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("damage", sorted(set(DAMAGES) - {"folder"}))
def test_the_next_build_has_a_sound_cache_again(site, damage):
    reports, out = site
    build([str(reports)], out)
    DAMAGES[damage](out / CACHE_NAME)
    build([str(reports)], out)
    again = build([str(reports)], out)
    assert (again.unchanged, again.notes) == (4, ())


@settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(place=st.floats(0, 1), garbage=st.binary(min_size=1, max_size=64))
def test_no_garbage_in_the_cache_changes_the_result(tmp_path, place, garbage):
    reports, out = tmp_path / "reports", tmp_path / "out"
    if not reports.exists():
        reports.mkdir()
        for number, text in enumerate(TEXTS[:2]):
            (reports / f"{number}.txt").write_text(text, encoding="utf-8")
        build([str(reports)], tmp_path / "first", page=False)
    shutil.rmtree(out, ignore_errors=True)
    shutil.copytree(tmp_path / "first", out)
    data = bytearray((out / CACHE_NAME).read_bytes())
    start = int(place * (len(data) - 1))
    data[start : start + len(garbage)] = garbage
    (out / CACHE_NAME).write_bytes(data)
    build([str(reports)], out, page=False)
    assert outputs(out) == outputs(tmp_path / "first")


def test_what_is_no_longer_asked_for_is_forgotten(site):
    reports, out = site
    build([str(reports)], out)
    for number in range(8):
        (reports / "0.txt").write_text(TEXTS[0] + "会议闭幕。" * number, encoding="utf-8")
        build([str(reports)], out)
    with closing(sqlite3.connect(out / CACHE_NAME)) as base:
        assert base.execute("SELECT count(*) FROM results").fetchone() == (6,)


def test_a_cache_in_use_is_left_alone(site, tmp_path):
    """As where folders cannot be locked, and two builds meet."""
    reports, out = site
    build([str(reports)], out)
    with closing(sqlite3.connect(out / CACHE_NAME, isolation_level=None)) as base:
        base.execute("BEGIN EXCLUSIVE")
        again = build([str(reports)], out)
        assert [note.code for note in again.notes] == ["cache-in-use"]
    assert outputs(out) == full(reports, tmp_path)
    assert build([str(reports)], out).up_to_date


def test_a_full_disk_costs_only_the_cache(site, tmp_path, monkeypatch):
    reports, out = site
    with monkeypatch.context() as patch:
        settings = ("PRAGMA max_page_count = 4", "BEGIN EXCLUSIVE", "COMMIT")
        patch.setattr("kg.building.cache._SETTINGS", settings)
        report = build([str(reports)], out)
    assert {note.code for note in report.notes} == {"cache-damaged"}
    assert outputs(out) == full(reports, tmp_path)


# -- builds that meet, or are killed ----------------------------------------------------------


def start_build(*arguments):
    command = [sys.executable, "-m", "kg", "build", *map(str, arguments)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def test_two_builds_at_once_do_not_mix(site, tmp_path):
    reports, out = site
    both = [start_build(reports, "-o", out) for _ in range(2)]
    for process in both:
        process.communicate()
    assert sorted({process.returncode for process in both} | {6}) == [0, 6]
    assert outputs(out) == full(reports, tmp_path)
    assert build([str(reports)], out).up_to_date


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_build_that_is_killed_leaves_what_it_read_and_nothing_wrong(site, tmp_path, jobs, reads):
    reports, out = site
    for number in range(10, 310):
        text = TEXTS[number % 4] + f"第{number}号。"
        (reports / f"{number}.txt").write_text(text, encoding="utf-8")
    process = start_build(reports, "-o", out, "--jobs", jobs)
    journal = out / CACHE_NAME
    while process.poll() is None and not (journal.exists() and journal.stat().st_size > 60_000):
        time.sleep(0.005)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    assert process.returncode == -signal.SIGKILL
    again = build([str(reports)], out, jobs=1)
    assert again.notes == ()
    assert again.unchanged == 304 - len(reads) > 0
    assert outputs(out) == full(reports, tmp_path)


# -- the command ------------------------------------------------------------------------------


def test_the_command_says_what_it_did_not_read(kg, tmp_path):
    first = kg("build", SEEDS, "-o", "out")
    assert "unchanged" not in first.out
    again = kg("build", SEEDS, "-o", "out")
    assert again.out.splitlines()[0].split() == ["documents", "5", "5", "unchanged"]
    assert again.out.endswith("nothing has changed in out/\n")
    fresh = kg("build", SEEDS, "-o", "out", "--fresh")
    assert fresh.out == first.out
    (tmp_path / "out" / CACHE_NAME).write_bytes(b"junk")
    healed = kg("build", SEEDS, "-o", "out", "--json")
    assert healed.returncode == 0
    assert healed.err.startswith(f"kg: warning cache-damaged {CACHE_NAME}: ")
    assert json.loads(healed.out)["counts"]["documents"] == 5


def test_standard_input_is_read_every_time(kg, tmp_path):
    one, two = TEXTS[0].encode(), TEXTS[3].encode()
    kg("build", "-", "-o", "out", stdin=one)
    assert "unchanged" not in kg("build", "-", "-o", "out", stdin=one).out
    kg("build", "-", "-o", "out", stdin=two)
    kg("build", "-", "-o", "other", stdin=two)
    assert outputs(tmp_path / "out") == outputs(tmp_path / "other")
