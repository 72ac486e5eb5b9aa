"""Outputs are whole or the old ones, whatever fails, and two builds do not mix."""

from __future__ import annotations

import fcntl
import os
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

import pytest
from conftest import ROOT

from kg.process.outputs import FolderInUseError, OutputError, claim_folder, write_file, write_files

OLD = {"graph.ttl": "old graph", "report.json": "old report"}
NEW = {"graph.ttl": "新图" * 1000, "report.json": "new report"}


def contents(folder):
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


@pytest.fixture
def folder(tmp_path):
    write_files(tmp_path, OLD)
    return tmp_path


def test_all_files_are_replaced_and_nothing_else_is_left(folder):
    write_files(folder, NEW)
    assert contents(folder) == NEW


@pytest.mark.parametrize("call", ["os.fsync", "os.open", "io.open"])
def test_a_failure_at_any_moment_of_staging_leaves_the_old_files(folder, monkeypatch, call):
    """The N-th call of a system function fails, for every N until the build succeeds."""
    module, name = call.split(".")
    target = sys.modules[module]
    original = getattr(target, name)
    for fail_at in range(1, 12):
        calls = iter(range(1, 100))

        def flaky(*arguments, calls=calls, fail_at=fail_at, **options):
            if next(calls) == fail_at:
                raise OSError(28, "No space left on device")
            return original(*arguments, **options)

        with monkeypatch.context() as patch:
            patch.setattr(target, name, flaky)
            with suppress(OutputError):
                write_files(folder, NEW)
        assert contents(folder) in (OLD, NEW)
        if contents(folder) == NEW:
            return
    pytest.fail("never succeeded")


def test_a_folder_in_the_place_of_an_output_is_found_before_anything_is_replaced(folder):
    (folder / "report.json").unlink()
    (folder / "report.json").mkdir()
    with pytest.raises(OutputError, match=r"folder of that name"):
        write_files(folder, NEW)
    assert (folder / "graph.ttl").read_text() == OLD["graph.ttl"]


def test_a_folder_is_made_with_its_parents(tmp_path):
    with claim_folder(tmp_path / "a" / "b"):
        write_file(tmp_path / "a" / "b" / "x", "text")
    assert contents(tmp_path / "a" / "b") == {"x": "text"}


def test_a_file_in_the_place_of_the_folder_is_an_output_error(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="cannot be written"), claim_folder(tmp_path / "file"):
        pass


def test_a_folder_that_takes_no_file_is_refused_at_once():
    with pytest.raises(OutputError), claim_folder(Path("/proc/self/task")):
        pytest.fail("claimed")


def test_a_folder_that_becomes_free_in_a_moment_is_waited_for(folder):
    """The processes of a killed build end a little later than the build itself."""
    held = os.open(folder, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_EX)
    threading.Timer(0.1, os.close, [held]).start()
    with claim_folder(folder):
        pass


def test_leftovers_of_a_killed_build_are_removed(folder):
    (folder / ".kg-123-graph.ttl.tmp").write_text("half")
    with claim_folder(folder):
        assert contents(folder) == OLD


def test_the_folder_is_held_against_other_processes_and_freed_at_their_end(folder):
    code = (
        "import sys, time; from pathlib import Path; from kg.process.outputs import claim_folder\n"
        "with claim_folder(Path(sys.argv[1])): print('held', flush=True); time.sleep(60)"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    with subprocess.Popen(
        [sys.executable, "-c", code, str(folder)], stdout=subprocess.PIPE, env=environment
    ) as holder:
        assert holder.stdout.readline() == b"held\n"
        with pytest.raises(FolderInUseError, match="another build"), claim_folder(folder):
            pass
        holder.kill()
    with claim_folder(folder):
        pass
