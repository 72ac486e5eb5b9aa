"""What must hold of stores on the disk: old or new, whole, and nothing else is ever replaced."""

from __future__ import annotations

import pytest
from builders import store_of

from kg import disk_store
from kg.disk_store import open_store, workspace
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
