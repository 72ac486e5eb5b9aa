"""What is protected: the walk ends, nothing outside is read, no name breaks an output."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path

import pytest

from kg.model import DataError
from kg.sources.documents import MOST_BYTES, read_document
from kg.sources.files import find_files
from kg.sources.index import parse_index

TEXT = "各国领导人举行会议\n\n各国领导人9月4日在杭州举行会议，并发表宣言。\n"


def write(folder: Path, *names: str) -> Path:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(TEXT, encoding="utf-8")
    return folder


def labels(*paths, **more):
    return [found.label for found in find_files([*map(str, paths)], **more) if not found.problem]


def problems(*paths, **more):
    found = (found.problem for found in find_files([*map(str, paths)], **more))
    return [(problem.level, problem.code) for problem in found if problem]


def test_folders_are_walked_in_order_and_other_files_counted(tmp_path):
    write(
        tmp_path / "in", "b.txt", "a/c.MD", "a.html", ".hidden.txt", "~$x.txt", "Thumbs.db", "x.csv"
    )
    assert labels(tmp_path / "in") == ["in/a/c.MD", "in/a.html", "in/b.txt"]
    assert [level for level, _ in problems(tmp_path / "in")] == ["ignored"] * 4


def test_reports_of_a_kind_that_is_not_read_are_errors(tmp_path):
    write(tmp_path, "a.pdf", "b.csv")
    assert problems(tmp_path) == [("error", "type-unsupported"), ("ignored", "type-unsupported")]
    assert problems(tmp_path / "b.csv") == [("error", "type-unsupported")]
    assert problems(tmp_path / "none.txt") == [("error", "missing")]


def test_patterns_and_repeated_paths_give_each_file_once(tmp_path):
    write(tmp_path, "1.txt", "2.txt", "10.txt")
    assert labels(tmp_path / "1*.txt", tmp_path / "1.txt") == ["1.txt", "10.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="needs links and pipes")
def test_links_pipes_and_sockets(tmp_path, monkeypatch):
    write(tmp_path, "out/secret.txt", "in/a.txt")
    folder = tmp_path / "in"
    (folder / "out.txt").symlink_to(tmp_path / "out" / "secret.txt")
    (folder / "up").symlink_to(tmp_path)
    (folder / "self.txt").symlink_to("self.txt")
    (folder / "gone.txt").symlink_to("nothing")
    os.mkfifo(folder / "pipe.txt")
    monkeypatch.chdir(folder)
    with socket.socket(socket.AF_UNIX) as plug:
        plug.bind("sock.txt")
    assert labels(folder) == ["in/a.txt"]
    assert {code for _, code in problems(folder)} == {
        *("outside-root", "symlink-loop", "missing", "not-a-file"),
    }
    assert "in/out.txt" in labels(folder, follow_symlinks=True)
    with pytest.raises(DataError):
        read_document(folder / "pipe.txt")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
def test_no_name_of_a_file_can_break_an_output(tmp_path):
    for name in (b"bad\xff.txt", b"a\nb.txt", "\u202etxt.txt".encode(), b"\x1b[31m.txt"):
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name)).write_bytes(TEXT.encode())
    found = list(find_files([str(tmp_path)]))
    assert all(file.label.isprintable() for file in found)
    assert all(read_document(file.path, label=file.label).text == TEXT for file in found)


def test_a_file_that_is_too_large_is_not_read(tmp_path):
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    with pytest.raises(DataError) as caught:
        read_document(path)
    assert caught.value.key == "too-large"


def test_standard_input(monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.encode())))
    (found,) = find_files(["-"])
    assert read_document(found.path, label=found.label).text == TEXT


# -- the index -------------------------------------------------------------------------------


def test_index_beside_the_files(tmp_path):
    write(tmp_path, "a.txt", "b.txt")
    (tmp_path / "index.csv").write_text("file,published\na.txt,2016-09-05\n", encoding="utf-8-sig")
    assert [found.index and found.index.published for found in find_files([str(tmp_path)])] == [
        "2016-09-05",
        None,
    ]


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ("name\nx", "row 1"),
        ("file,title\na.txt,x,y", "row 2: 3 cells"),
        ("file,published\na.txt,2016-13-01", "row 2: 2016-13-01 is no date"),
        ("file,title\na.txt,x\na.txt,y", "row 3: a.txt stands twice"),
        ("file,url\na.txt,javascript:x", "no web address"),
        ('file,title\na.txt,"x', "unexpected end"),
    ],
)
def test_a_wrong_row_of_the_index_is_named(rows, message):
    with pytest.raises(DataError, match=message) as caught:
        parse_index(rows.encode())
    assert caught.value.key == "bad-index"
