"""Whatever fails or kills a build, its folder holds the old outputs or the new ones, all of them.

``make faults`` kills 200 builds instead of 20 (``KG_KILLS``).
"""

from __future__ import annotations

import errno
import io
import json
import os
import random
import resource
import signal
import subprocess
import sys
import time
from contextlib import suppress
from hashlib import sha256

import pytest
from conftest import ROOT

from kg.building.batches import knowledge_at
from kg.building.cache import CACHE_NAME
from kg.cli import main
from kg.process.outputs import OutputError, claim_folder, write_files
from kg.sources.files import find_files

pytestmark = pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
FACT = "2016年9月4日，二十国集团领导人杭州峰会在杭州举行。法国总统德高乐出席会议。"
KILLS = int(os.environ.get("KG_KILLS", "20"))
#: All that touches the output folder, by the module and the name by which it is called.
CALLS = (
    *((os, name) for name in ("mkdir", "open", "fsync", "replace", "link", "unlink")),
    (io, "open"),
)
OLD = {"graph.ttl": "old graph", "report.json": "old report"}
NEW = {"graph.ttl": "新图" * 1000, "graph.html": "new page", "report.json": "new report"}


def contents(folder):
    """All files but what is kept for the next build, which is nobody's output."""
    names = (path for path in folder.iterdir() if not path.name.startswith(CACHE_NAME))
    return {path.name: path.read_bytes() for path in names}


def encoded(files):
    return {name: text.encode() for name, text in files.items()}


def disturb(patch, folder, at, act):
    """Do ``act`` at the system call on ``folder`` with the number ``at``; returns the calls."""
    calls = []

    def patched(function):
        def call(path, *arguments, **options):
            if isinstance(path, int) or str(path).startswith(str(folder)):
                calls.append(function.__name__)
                if len(calls) == at:
                    act()
            return function(path, *arguments, **options)

        return call

    for module, name in CALLS:
        patch.setattr(module, name, patched(getattr(module, name)))
    return calls


def failure(code):
    def act():
        raise OSError(code, os.strerror(code))

    return act


def die():
    os.kill(os.getpid(), signal.SIGKILL)


def start(function):
    """Run ``function`` in a forked process that is the first of its group; its number."""
    child = os.fork()
    if child == 0:
        try:
            os._exit(function() or 0)
        finally:
            os._exit(99)
    with suppress(OSError):  # it may have ended
        os.setpgid(child, child)
    return child


def end(child):
    """How a process ended: its exit code, or minus the signal that killed it."""
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def replace(folder):
    with claim_folder(folder):
        write_files(folder, NEW)


# -- one call ---------------------------------------------------------------------------------


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO, errno.EACCES])
def test_whichever_call_fails_the_files_are_all_old_or_all_new(tmp_path, monkeypatch, code):
    """The N-th call fails, for every N until there are no more calls."""
    at, calls = 0, [""]
    while len(calls) >= at:
        at += 1
        folder = tmp_path / str(at)
        folder.mkdir()
        write_files(folder, OLD)
        expected = NEW
        with monkeypatch.context() as patch:
            calls = disturb(patch, folder, at, failure(code))
            try:
                replace(folder)
            except OutputError:
                expected = OLD
        visible = {k: v for k, v in contents(folder).items() if not k.startswith(".")}
        assert visible == encoded(expected), calls[-1]
        with claim_folder(folder):
            assert contents(folder) == encoded(expected)
    assert at > 20


def test_wherever_it_is_killed_the_next_build_finds_all_old_or_all_new(tmp_path, monkeypatch):
    at, code = 0, -signal.SIGKILL
    while code:
        at += 1
        folder = tmp_path / str(at)
        folder.mkdir()
        write_files(folder, OLD)

        def work(at=at, folder=folder):
            disturb(monkeypatch, folder, at, die)
            replace(folder)

        code = end(start(work))
        assert code in (0, -signal.SIGKILL)
        visible = {k: v for k, v in contents(folder).items() if not k.startswith(".")}
        half = visible not in (encoded(OLD), encoded(NEW))
        assert not half or (folder / ".kg-undo.tmp").exists()
        with claim_folder(folder):
            assert contents(folder) in (encoded(OLD), *([] if half else [encoded(NEW)]))
    assert at > 20


def test_putting_back_may_be_killed_too(tmp_path, monkeypatch):
    """A build that dies while it renames, then the next one that dies while it puts back."""
    for at in range(1, 12):
        folder = tmp_path / str(at)
        folder.mkdir()
        write_files(folder, OLD)

        def work(folder=folder):
            original = os.replace

            def dying(source, target):
                original(source, target)
                if str(target).endswith("graph.html"):
                    die()

            monkeypatch.setattr(os, "replace", dying)
            replace(folder)

        assert end(start(work)) == -signal.SIGKILL

        def again(at=at, folder=folder):
            disturb(monkeypatch, folder, at, die)
            with claim_folder(folder):
                pass

        end(start(again))
        with claim_folder(folder):
            assert contents(folder) == encoded(OLD)


def test_a_note_from_elsewhere_reaches_no_other_folder(tmp_path):
    (tmp_path / "out").mkdir()
    (tmp_path / "precious").write_text("")
    (tmp_path / "out" / ".kg-undo.tmp").write_text('{"../precious": false}')
    with claim_folder(tmp_path / "out"):
        assert (tmp_path / "precious").exists()


def test_an_interrupt_between_two_renames_puts_the_old_files_back(tmp_path, monkeypatch):
    write_files(tmp_path, OLD)
    original = os.replace

    def interrupted(source, target):
        original(source, target)
        if str(target).endswith("graph.ttl") and "old" not in str(source):
            raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(tmp_path, NEW)
    assert contents(tmp_path) == encoded(OLD)


# -- whole builds -----------------------------------------------------------------------------


@pytest.fixture
def work(tmp_path):
    """A folder with the outputs of an older build beside a report that is new."""
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text(FACT, encoding="utf-8")
    assert build(tmp_path) == 0
    (tmp_path / "in" / "b.txt").write_text(FACT + FACT, encoding="utf-8")
    return tmp_path


def build(folder, *options):
    return main(["build", str(folder / "in"), "-o", str(folder / "out"), "--quiet", *options])


def whole(files):
    """Whether the files are the outputs of one build."""
    told = json.loads(files["report.json"])["files"]
    same = all(sha256(files[name]).hexdigest() == told[name]["sha256"] for name in told)
    return same and set(files) == {*told, "report.json"}


def test_a_full_disk_is_code_5_wherever_it_is_met(work, capsys):
    """By the limit of the size of files, which cuts a file where a full disk does."""
    old = contents(work / "out")
    for most in (0, 1, 1000, max(map(len, old.values())) - 1):

        def limited(most=most):
            resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))
            return build(work)

        assert end(start(limited)) == 5
        assert contents(work / "out") == old
    assert "Traceback" not in capsys.readouterr().err


@pytest.mark.parametrize("name", ["fsync", "replace", "link", "open"])
def test_a_failing_call_is_code_5_in_one_line(work, monkeypatch, capsys, name):
    old = contents(work / "out")
    original = getattr(os, name)

    def broken(path, *arguments, **options):
        if isinstance(path, int) or "out" in str(path):
            raise OSError(errno.EIO, "Input/output error")
        return original(path, *arguments, **options)

    with monkeypatch.context() as patch:
        patch.setattr(os, name, broken)
        assert build(work) == (0 if name == "link" else 5)
    if name != "link":
        assert contents(work / "out") == old
        assert len(capsys.readouterr().err.splitlines()) == 1


def test_an_output_folder_that_vanishes_is_code_5(work, monkeypatch, capsys):
    def vanish(*_, **__):
        (work / "out").rename(work / "elsewhere")
        return ()

    old = contents(work / "out")
    monkeypatch.setattr("kg.building.shares.check_turtle", vanish)
    assert build(work) == 5
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert contents(work / "elsewhere") == old


def test_a_build_killed_at_any_time_leaves_whole_outputs(work):
    """At random moments, with one process or two; the next build is as if nothing was."""
    knowledge_at(None)
    old = contents(work / "out")
    began = time.monotonic()
    assert end(start(lambda: build(work))) == 0
    usual, new = time.monotonic() - began, contents(work / "out")
    assert whole(old)
    assert whole(new)
    chance, ends = random.Random(2016), set()
    for number in range(KILLS):
        options = (("--jobs", "2"), ("--fresh",), ("--fresh", "--jobs", "2"))[number % 3]
        child = start(lambda options=options: build(work, *options))
        time.sleep(chance.uniform(0, 1.2 * usual))
        os.killpg(child, signal.SIGKILL)
        ends.add(end(child))
        with claim_folder(work / "out"):
            assert contents(work / "out") in (old, new)
        if contents(work / "out") == new:
            (work / "in" / "b.txt").rename(work / "b.txt")
            assert end(start(lambda: build(work))) == 0
            assert contents(work / "out") == old
            (work / "b.txt").rename(work / "in" / "b.txt")
    assert -signal.SIGKILL in ends
    assert build(work) == 0
    assert contents(work / "out") == new


def test_of_several_builds_in_one_folder_one_writes_and_the_others_say_so(work):
    """Their outputs are never mixed."""
    knowledge_at(None)
    for _ in range(max(3, KILLS // 20)):
        children = [start(lambda: build(work)) for _ in range(3)]
        codes = sorted(end(child) for child in children)
        assert codes[0] == 0
        assert set(codes) <= {0, 6}
        assert whole(contents(work / "out"))


# -- inputs that change -----------------------------------------------------------------------


def test_a_file_that_changes_while_it_is_read_is_named(work, monkeypatch):
    """Its hash and its text come from one reading; the others are done."""
    original = os.read

    def growing(descriptor, size):
        data = original(descriptor, size)
        with (work / "in" / "b.txt").open("a") as file:
            file.write("。")
        return data

    monkeypatch.setattr(os, "read", growing)
    assert build(work) == 3
    report = json.loads((work / "out" / "report.json").read_bytes())
    assert [(item["code"], item["path"]) for item in report["problems"]] == [
        ("changed", "in/b.txt")
    ]
    assert len(report["documents"]) == 1


@pytest.mark.parametrize("change", ["vanishes", "becomes a folder", "becomes a pipe"])
def test_a_file_that_is_gone_when_it_is_read_is_named(work, monkeypatch, change):
    def late(*arguments, **options):
        yield from find_files(*arguments, **options)
        path = work / "in" / "b.txt"
        path.unlink()
        if change == "becomes a folder":
            path.mkdir()
        elif change == "becomes a pipe":
            os.mkfifo(path)

    monkeypatch.setattr("kg.building.incremental.find_files", late)
    assert build(work) == 3
    report = json.loads((work / "out" / "report.json").read_bytes())
    code = "missing" if change == "vanishes" else "not-a-file"
    assert [item["code"] for item in report["problems"]] == [code]


def test_a_build_in_a_folder_that_is_gone_ends_in_one_line(work):
    """The folder that the command is called in."""
    command = f"cd {work}/in && rm -r {work}/in && {sys.executable} -m kg build . -o {work}/out"
    done = subprocess.run(
        ["sh", "-c", command], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True,
        text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 4
    assert "Traceback" not in done.stderr
