"""The files of the graph, its picture and our own scripts, as they are sent."""

from __future__ import annotations

import json
import os
import shutil
from hashlib import sha256

import pytest
from werkzeug.http import parse_options_header
from werkzeug.test import EnvironBuilder

from kg import KG
from kg.serve.app import Application
from kg.serve.guard import Access
from kg.serve.site import open_site, static_files
from kg.serve.snapshot import hold
from serve.conftest import GRAPH, open_client


@pytest.fixture
def counted(monkeypatch):
    """How many bytes each reading of a held file asked for."""
    sizes, real = [], os.pread

    def pread(descriptor, size, place):
        sizes.append(size)
        return real(descriptor, size, place)

    monkeypatch.setattr(os, "pread", pread)
    return sizes


@pytest.fixture(scope="module")
def beside_page(tmp_path_factory):
    """The application over a graph with a page and a report that says both are of one build."""
    folder = tmp_path_factory.mktemp("beside")
    shutil.copy(GRAPH, folder / "graph.ttl")
    (folder / "graph.html").write_text("<!doctype html><title>1</title>", encoding="utf-8")
    _report(folder)
    client = open_client(folder / "graph.ttl")
    yield client
    client.application.site.kg.close()


def _report(folder):
    names = ("graph.ttl", "graph.html")
    hashes = {name: sha256((folder / name).read_bytes()).hexdigest() for name in names}
    files = {name: {"sha256": value} for name, value in hashes.items()}
    (folder / "report.json").write_text(json.dumps({"files": files}), encoding="utf-8")


@pytest.mark.parametrize("name", ["图谱.ttl", 'a"b.ttl', "a; x=y.ttl", "é 1.ttl", "a\\b.ttl"])
def test_a_file_can_be_had_whatever_its_name_is(tmp_path, name):
    path = tmp_path / name
    shutil.copy(GRAPH, path)
    client = open_client(path)
    try:
        answer = client.get(f"/download/{name}")
        assert answer.status_code == 200
        assert answer.data == path.read_bytes()
        header = answer.headers["Content-Disposition"]
        header.encode("ascii")
        assert parse_options_header(header) == ("attachment", {"filename": name})
    finally:
        client.application.site.kg.close()


def test_a_file_is_read_piece_by_piece_and_not_at_all_for_who_has_it(client, counted):
    answer = client.get("/download/graph.ttl")
    assert answer.data == GRAPH.read_bytes()
    assert max(counted) < len(answer.data)
    counted.clear()
    head = client.head("/download/graph.ttl")
    assert (head.status_code, head.content_length) == (200, len(answer.data))
    known = {"If-None-Match": answer.headers["ETag"]}
    assert client.get("/download/graph.ttl", headers=known).status_code == 304
    assert counted == []


def test_a_file_that_was_cut_short_is_no_whole_answer(tmp_path):
    path = tmp_path / "graph.ttl"
    path.write_bytes(b"x" * 10)
    with hold([path]).graphs[0].open() as file:
        path.write_bytes(b"x" * 5)
        assert file.read(5) == b"xxxxx"
        with pytest.raises(OSError, match="graph"):
            file.read(5)


def test_the_page_beside_the_graph_is_sent_and_another_page_has_another_tag(beside_page, tmp_path):
    first = beside_page.get("/graph")
    assert first.data == b"<!doctype html><title>1</title>"
    known = {"If-None-Match": first.headers["ETag"]}
    assert beside_page.get("/graph", headers=known).status_code == 304
    shutil.copy(GRAPH, tmp_path / "graph.ttl")
    (tmp_path / "graph.html").write_text("<!doctype html><title>2</title>", encoding="utf-8")
    _report(tmp_path)
    client = open_client(tmp_path / "graph.ttl")
    try:
        second = client.get("/graph", headers=known)
        assert (second.status_code, second.data[-16:]) == (200, b"<title>2</title>")
    finally:
        client.application.site.kg.close()


def test_a_page_of_the_server_s_own_drawing_has_the_tag_of_its_version(monkeypatch, client):
    tag = client.head("/graph").headers["ETag"]
    monkeypatch.setattr("kg.serve.files.VERSION", "another")
    assert client.head("/graph").headers["ETag"] != tag


def test_a_script_of_the_same_length_has_another_tag(monkeypatch, client):
    answers = []
    for content in (b"one", b"two"):
        monkeypatch.setattr(
            "kg.serve.files.static_files", lambda content=content: {"x.js": content}
        )
        answers.append(client.get("/static/x.js"))
    assert answers[0].headers["ETag"] != answers[1].headers["ETag"]
    monkeypatch.undo()
    name = next(iter(static_files()))
    known = {"If-None-Match": client.get(f"/static/{name}").headers["ETag"]}
    assert client.get(f"/static/{name}", headers=known).status_code == 304


def test_the_server_gets_files_as_files():
    """What waitress is given this way it sends without a thread that waits for the client."""
    site = open_site(KG.load(GRAPH))
    given, environ = [], EnvironBuilder("/download/graph.ttl").get_environ()
    environ["wsgi.file_wrapper"] = lambda file, _size: given.append(file) or [file.read()]
    try:
        body = Application(site, Access())(environ, lambda *_: None)
        assert b"".join(body) == GRAPH.read_bytes()
        assert [file.seek(0, os.SEEK_END) for file in given] == [GRAPH.stat().st_size]
    finally:
        site.kg.close()
