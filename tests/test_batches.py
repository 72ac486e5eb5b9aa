"""Many files in several processes: the same result, and one bad file costs only itself."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from dataclasses import replace
from functools import partial
from multiprocessing import parent_process

import pytest

from kg.building import batches
from kg.building.batches import Manner, choose_jobs, join_batches, read_files, without_collector
from kg.building.records import Batch, unpack
from kg.process.processes import alongside
from kg.sources.files import find_files
from kg.sources.index import IndexEntry

FACT = "二十国集团领导人杭州峰会9月4日在杭州举行。"
pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
forked = pytest.mark.skipif(sys.platform != "linux", reason="patches reach only forked processes")


@pytest.fixture
def files(tmp_path):
    for number in range(40):
        text = f"第{number}号简报。{FACT}" + "法国总统德高乐出席会议。" * (number % 3)
        (tmp_path / f"{number:02}.txt").write_text(text, encoding="utf-8")
    return list(find_files([str(tmp_path)]))


@pytest.fixture
def spoil(monkeypatch):
    """Let a function stand in for ``extract`` when the document has this number."""

    def patch(number, act):
        original = batches.extract

        def extract(document, knowledge):
            if document.source.path.endswith(f"{number:02}.txt"):
                act()
            return original(document, knowledge)

        monkeypatch.setattr(batches, "extract", extract)

    return patch


def spin():
    while True:
        pass


def wait():
    threading.Event().wait()


def stay_in_a_library():
    """Python's own signal handlers do not run before this is over."""
    sum(range(10**12))


def read(files, jobs, **options):
    return join_batches(batch for batch, _ in read_each(files, jobs, **options))


def read_each(files, jobs=1, **options):
    """(Batch, key) of each file."""
    for outcomes in read_files(files, jobs, Manner(**options)):
        for outcome in outcomes:
            yield unpack(outcome.data, Batch), outcome.key


def names(problems):
    return [(problem.code, problem.path.rpartition("/")[2]) for problem in problems]


def test_the_number_of_processes_does_not_change_the_result(files):
    alone = read(files, 1)
    assert len(alone.documents) == len(files)
    assert read(files, 2) == alone
    assert read(files[::-1], 3) == alone


def test_joining_in_another_grouping_gives_the_same(files):
    one, two = read(files[:10], 1), read(files[10:], 2)
    assert join_batches([two, one, one]).extraction == read(files, 1).extraction


def test_a_bug_costs_the_file_that_shows_it(files, spoil):
    spoil(7, lambda: {}["key"])
    result = read(files, 1)
    assert names(result.problems) == [("internal", "07.txt")]
    assert "KeyError: 'key'" in result.problems[0].message
    assert len(result.documents) == len(files) - 1


def test_a_bug_is_raised_when_debugging(files, spoil):
    spoil(7, lambda: {}["key"])
    with pytest.raises(KeyError):
        read(files, 1, debug=True)


@forked
def test_a_bug_in_another_process_is_named_too(files, spoil):
    spoil(17, lambda: {}["key"])
    result = read(files, 2)
    assert names(result.problems) == [("internal", "17.txt")]
    assert len(result.documents) == len(files) - 1


@forked
def test_a_process_that_dies_costs_one_file(files, spoil):
    """As when the system ends a process that takes too much memory."""
    spoil(23, lambda: os.kill(os.getpid(), signal.SIGKILL))
    result = read(files, 2)
    assert names(result.problems) == [("worker-lost", "23.txt")]
    assert len(result.documents) == len(files) - 1


@forked
@pytest.mark.parametrize("number", [0, 23])
def test_whichever_file_ends_a_process_it_is_not_that_of_the_build(files, spoil, number):
    """The first files, too, are read elsewhere."""
    spoil(number, lambda: os._exit(1))
    assert names(read(files, 2).problems) == [("worker-lost", f"{number:02}.txt")]


@forked
@pytest.mark.parametrize("hang", ["wait", "spin", "stay_in_a_library"])
def test_a_file_that_hangs_a_process_costs_one_file(files, spoil, monkeypatch, hang):
    monkeypatch.setattr(batches, "_PATIENCE", 0.5)
    spoil(11, globals()[hang])
    result = read(files, 2)
    assert names(result.problems) == [("too-slow", "11.txt")]
    assert len(result.documents) == len(files) - 1


def test_a_file_that_hangs_this_process_costs_one_file(files, spoil, monkeypatch):
    monkeypatch.setattr(batches, "_PATIENCE", 0.5)
    spoil(11, spin)
    result = read(files, 1)
    assert names(result.problems) == [("too-slow", "11.txt")]
    assert len(result.documents) == len(files) - 1


@forked
def test_files_that_die_and_hang_are_told_apart(files, spoil, monkeypatch):
    monkeypatch.setattr(batches, "_PATIENCE", 0.5)
    spoil(3, spin)
    spoil(30, lambda: os.kill(os.getpid(), signal.SIGKILL))
    result = read(files, 2)
    assert names(result.problems) == [("too-slow", "03.txt"), ("worker-lost", "30.txt")]
    assert len(result.documents) == len(files) - 2


def test_more_bytes_are_given_more_time():
    assert batches._patience(64 << 20) > 2 * batches._patience(1 << 20) > batches._patience(0) >= 60


def test_what_may_be_kept_has_a_key_of_its_own(files, tmp_path):
    (tmp_path / "00.txt").write_bytes(b" \n")
    keys = {key for _, key in read_each(files, reader="x")}
    assert len(keys) == len(files)
    assert "" not in keys
    assert keys == {key for _, key in read_each(files, 2, reader="x")}
    assert keys.isdisjoint(key for _, key in read_each(files, reader="y"))
    assert {key for _, key in read_each(files, encoding="utf-8", reader="x")}.isdisjoint(keys)
    assert {key for _, key in read_each(files)} == {""}


@pytest.mark.parametrize("name", ["title", "published", "publisher", "url"])
def test_what_the_index_says_is_part_of_the_key(files, name):
    told = replace(files[0], index=IndexEntry(**{name: "2014"}))
    both = [key for _, key in read_each([files[0], told], reader="x")]
    assert both[0] != both[1]


def test_what_may_turn_out_otherwise_next_time_has_no_key(files, spoil, tmp_path, monkeypatch):
    monkeypatch.setattr(batches, "_PATIENCE", 0.5)
    (tmp_path / "01.txt").unlink()
    spoil(7, lambda: {}["key"])
    spoil(8, spin)
    keys = {batch.problems[0].code: key for batch, key in read_each(files, reader="x") if not key}
    assert keys == {"missing": "", "internal": "", "too-slow": ""}


def test_a_file_that_cannot_be_read_is_named_with_its_reason(files, tmp_path):
    (tmp_path / "00.txt").write_bytes(b" \n")
    (tmp_path / "01.txt").unlink()
    result = read(files, 1)
    assert names(result.problems) == [("empty", "00.txt"), ("missing", "01.txt")]


@pytest.mark.parametrize(
    ("jobs", "files", "chosen"), [(3, 10, 3), (3, 2, 2), (1, 5000, 1), (None, 5, 1), (2, 0, 1)]
)
def test_processes_are_as_asked_but_not_more_than_files(jobs, files, chosen):
    assert choose_jobs(jobs, files) == chosen


def test_zero_means_all_cores():
    assert choose_jobs(0, 10_000) == choose_jobs(None, 10_000) >= 1


def work(number, fault=None):
    """Tell the number, and whether this is a process of its own."""
    if fault == "bug":
        raise LookupError(number)
    if fault == "death" and parent_process():
        os.kill(os.getpid(), signal.SIGKILL)
    return number, parent_process() is not None


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_alongside_is_done_in_a_process_of_its_own_if_there_may_be_two(jobs):
    with alongside(jobs, partial(work, 7)) as result:
        assert result() == (7, jobs > 1)


def test_work_whose_process_dies_is_done_here():
    with alongside(2, partial(work, 7, "death")) as result:
        assert result() == (7, False)


@pytest.mark.parametrize("jobs", [1, 2])
def test_an_error_of_work_alongside_comes_out_where_it_is_waited_for(jobs):
    with alongside(jobs, partial(work, 7, "bug")) as result, pytest.raises(LookupError):
        result()


# -- the cycle collector ----------------------------------------------------------------------


def test_what_was_made_without_the_collector_is_not_looked_through_at_once():
    """It counts as old, as if the collector had seen it; what others froze stays frozen."""
    with without_collector():
        assert not gc.isenabled()
        made = [[] for _ in range(50_000)]
    assert gc.isenabled()
    assert gc.get_count()[0] < len(made) // 10
    assert gc.get_freeze_count() == 0
    gc.freeze()
    with without_collector():
        pass
    assert gc.get_freeze_count() > len(made)
    gc.unfreeze()
