"""What must hold of stores on the disk: old or new, whole, and nothing else is ever replaced."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from builders import store_of

from kg.asking.disk_store import hold_store, open_store
from kg.large import placing
from kg.large.placing import workspace
from kg.model import DataError
from kg.process import outputs
from kg.process.confinement import open_files
from kg.process.outputs import FolderInUseError, OutputError


def fill(folder, *names):
    store_of(folder, "".join(f'<urn:{name}> <urn:p> "1" .' for name in names))


def subjects(folder):
    return {quad.subject.value for quad in open_store(folder)}


def others(folder):
    return sorted(path.name for path in folder.parent.iterdir())


@pytest.mark.parametrize("exchanging", [True, False])
def test_a_new_store_takes_the_place_of_the_old_one(tmp_path, monkeypatch, exchanging):
    if not exchanging:
        monkeypatch.setattr(placing, "_exchange", lambda *_: False)
    folder = tmp_path / "store"
    fill(folder, "one")
    assert subjects(folder) == {"urn:one"}
    fill(folder, "two", "three")
    assert subjects(folder) == {"urn:two", "urn:three"}
    assert others(folder) == ["store"]


def test_who_has_it_open_keeps_what_it_was(tmp_path):
    folder = tmp_path / "store"
    fill(folder, "one")
    opened = open_store(folder)
    fill(folder, "two")
    assert {quad.subject.value for quad in opened} == {"urn:one"}


def test_what_fails_leaves_the_old_one(tmp_path):
    folder = tmp_path / "store"
    fill(folder, "one")
    with pytest.raises(SyntaxError):
        fill(folder, "two", "no iri")
    assert subjects(folder) == {"urn:one"}
    assert others(folder) == ["store"]


def test_what_a_killed_build_left_is_swept_away(tmp_path):
    left = tmp_path / ".kg-store.store"
    (left / "sub").mkdir(parents=True)
    (left / "000004.sst").write_bytes(b"half")
    fill(tmp_path / "store", "one")
    assert subjects(tmp_path / "store") == {"urn:one"}
    assert others(tmp_path / "store") == ["store"]


@pytest.mark.parametrize("name", ["thesis.txt", "reports/1.txt", "CURRENT"])
@pytest.mark.parametrize("made_here", [True, False])
def test_other_things_are_never_replaced(tmp_path, name, made_here):
    """Be it that they lie in a store, or look like one."""
    folder = tmp_path / "mine"
    if made_here and name != "CURRENT":
        fill(folder, "one")
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text("Years of work.")
    with pytest.raises(OutputError, match="a folder of its own"):
        fill(folder, "two")
    assert (folder / name).read_text() == "Years of work."


def test_a_file_is_never_replaced(tmp_path):
    (tmp_path / "chapter.txt").write_text("Years of work.")
    (tmp_path / "link").symlink_to(tmp_path)
    for name in ("chapter.txt", "link"):
        with pytest.raises(OutputError, match="is no folder"):
            fill(tmp_path / name, "one")


def test_where_one_stands_no_store_is_put(tmp_path, monkeypatch):
    """It would be moved away below one's feet."""
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OutputError, match="where you are"):
        fill(Path(), "one")


def test_what_was_there_comes_back_if_the_new_one_cannot_take_its_place(tmp_path, monkeypatch):
    folder, rename = tmp_path / "store", Path.rename
    fill(folder, "one")

    def fail(self, target):
        if Path(target) == folder and self.name == "store" and ".kg-" in str(self.parent):
            raise OSError(5, "input/output error")
        return rename(self, target)

    monkeypatch.setattr(placing, "_exchange", lambda *_: False)
    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises(OutputError, match="input/output error"):
        fill(folder, "two")
    assert subjects(folder) == {"urn:one"}
    assert others(folder) == ["store"]


def test_what_a_killed_build_had_set_aside_comes_back(tmp_path):
    fill(tmp_path / "store", "one")
    (tmp_path / "store").rename(tmp_path / ".kg-store.old")
    with workspace(tmp_path / "store"):
        assert subjects(tmp_path / "store") == {"urn:one"}
    assert others(tmp_path / "store") == ["store"]


def test_a_lock_on_a_folder_that_is_gone_is_none(tmp_path, monkeypatch):
    """Who waits for a workspace that its owner removes must not walk into that of a third."""
    lock, calls = outputs._lock, []

    def removed_meanwhile(descriptor, folder):
        lock(descriptor, folder)
        if not calls:
            folder.rmdir()
            folder.mkdir()
        calls.append(folder)

    monkeypatch.setattr(outputs, "_lock", removed_meanwhile)
    with workspace(tmp_path / "store") as work, pytest.raises(FolderInUseError, match="store: "):
        fill(tmp_path / "store", "two")
    assert len(calls) == 2
    assert not work.exists()


def test_an_empty_folder_is_fine(tmp_path):
    folder = tmp_path / "store"
    folder.mkdir()
    fill(folder, "one")
    assert subjects(folder) == {"urn:one"}


def test_two_at_once_are_one_too_many(tmp_path):
    folder = tmp_path / "store"
    fill(folder, "one")
    with workspace(folder), pytest.raises(FolderInUseError):
        fill(folder, "two")
    assert subjects(folder) == {"urn:one"}


def test_what_is_no_store_is_named(tmp_path):
    with pytest.raises(DataError, match="there is no store"):
        open_store(tmp_path)
    (tmp_path / "CURRENT").write_text("nonsense")
    with pytest.raises(DataError, match="cannot be opened"):
        open_store(tmp_path)


@pytest.mark.parametrize("left", [1000, 1500])
def test_a_store_that_was_copied_by_half_is_not_taken_for_an_empty_one(golden_copy, left):
    """Without the end of its list of tables it opens, and would answer 0 to everything."""
    (manifest,) = golden_copy.glob("MANIFEST-*")
    manifest.write_bytes(manifest.read_bytes()[:left])
    with pytest.raises(DataError, match="is empty or damaged"):
        open_store(golden_copy)


def test_a_store_without_a_triple_is_refused(tmp_path):
    with pytest.raises(DataError, match="is empty or damaged"):
        open_store(store_of(tmp_path / "store"))


# -- Held ---------------------------------------------------------------------------------------


def test_what_is_no_file_is_not_held(tmp_path):
    """To open a pipe would wait for somebody who writes into it."""
    folder = tmp_path / "store"
    fill(folder, "one")
    files = others(folder / "CURRENT")
    os.mkfifo(folder / "pipe")
    (folder / "sub").mkdir()
    with hold_store(folder) as held:
        assert others(held / "CURRENT") == files
        assert subjects(held) == {"urn:one"}


def test_nothing_stays_open_and_nothing_is_left(tmp_path, links):
    folder = tmp_path / "store"
    fill(folder, "one")
    before = open_files()
    with hold_store(folder) as held:
        assert held.parent == links
        assert len(open_files()) > len(before)
    assert open_files() == before
    assert not list(links.iterdir())


def test_too_many_files_are_told_and_let_go_of(tmp_path, links, monkeypatch):
    folder, opened = tmp_path / "store", os.open
    fill(folder, "one")
    before = open_files()

    def refuse(path, *arguments, **options):
        if Path(path).suffix == ".sst":
            raise OSError(errno.EMFILE, os.strerror(errno.EMFILE), path)
        return opened(path, *arguments, **options)

    monkeypatch.setattr(os, "open", refuse)
    with (
        pytest.raises(DataError, match="more files than may be open at a time"),
        hold_store(folder),
    ):
        pass
    monkeypatch.undo()
    assert open_files() == before
    assert not list(links.iterdir())
