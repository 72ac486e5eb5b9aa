"""What must hold of stores on the disk: old or new, whole, and nothing else is ever replaced."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest
from builders import store_of

from kg import disk_store
from kg.confinement import open_files
from kg.disk_store import hold_store, open_store, workspace
from kg.model import DataError
from kg.outputs import FolderInUseError, OutputError


def fill(folder, *names):
    store_of(folder, "".join(f'<urn:{name}> <urn:p> "1" .' for name in names))


def subjects(folder):
    return {quad.subject.value for quad in open_store(folder)}


def others(folder):
    return sorted(path.name for path in folder.parent.iterdir())


@pytest.mark.parametrize("exchanging", [True, False])
def test_a_new_store_takes_the_place_of_the_old_one(tmp_path, monkeypatch, exchanging):
    if not exchanging:
        monkeypatch.setattr(disk_store, "_exchange", lambda *_: False)
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


def test_other_things_are_never_replaced(tmp_path):
    folder = tmp_path / "thesis"
    folder.mkdir()
    (folder / "chapter-1.txt").write_text("Years of work.")
    with pytest.raises(OutputError, match="a folder of its own"):
        fill(folder, "one")
    with pytest.raises(OutputError, match="is no folder"):
        fill(folder / "chapter-1.txt", "one")
    assert (folder / "chapter-1.txt").read_text() == "Years of work."


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
