"""All files of the generator of bad inputs, in one folder: each ends as its manifest allows.

Not collected where the generator is not at hand (see ``conftest.py``).
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pyoxigraph as ox
import pytest
from conftest import BAD_INPUTS

from kg.cli import main
from kg.sources.documents import read_document
from kg.sources.files import find_files

#: Five megabytes of one fact, told in ``test_extract.py`` by fewer; and settings, no inputs.
LEFT_OUT = ("str-longline", "cfg-")
#: What one file must not hold, but others may (a mark inside a word is part of a quote), and
#: the page does.
WELCOME = ("\ufeff", "<p>")


@pytest.fixture(scope="module")
def bad(tmp_path_factory):
    """The folder, its manifest, and what a build made of it: exit code, outputs, report."""
    folder = tmp_path_factory.mktemp("bad")
    command = [sys.executable, str(BAD_INPUTS), str(folder)]
    subprocess.run(command, check=True, capture_output=True)
    manifest = json.loads((folder / "manifest.json").read_bytes())
    cases = [case for case in manifest["cases"] if not case["id"].startswith(LEFT_OUT)]
    (folder / "corpus" / "str" / "one_line_5MB.txt").unlink()
    paths = [str(folder / name) for name in ("corpus", "control")]
    code = main(["build", *paths, "-o", str(folder / "out"), "--quiet", "--jobs", "2"])
    outputs = {
        path.name: path.read_text(encoding="utf-8") for path in (folder / "out").glob("[!.]*")
    }
    return folder, cases, code, outputs


@pytest.fixture(scope="module")
def ends(bad):
    """Path to what became of the file: ok, ok_warn, reject or ignore."""
    _, _, _, outputs = bad
    report = json.loads(outputs["report.json"])
    ends = {item["path"]: "ok_warn" if item["warnings"] else "ok" for item in report["documents"]}
    levels = {"error": "reject", "ignored": "ignore"}
    return ends | {item["path"]: levels[item["level"]] for item in report["problems"]}


def files(folder):
    return {file.path: file for file in find_files([str(folder / "corpus")])}


def test_each_file_ends_as_it_may(bad, ends):
    folder, cases, code, _ = bad
    assert code == 3
    labels = {path: file.label for path, file in files(folder).items()}
    wrong = []
    for case in cases:
        label = labels.get(str(folder / case["path"]))
        if label is not None and not case.get("skip") and ends.get(label) not in case["expect"]:
            wrong.append((case["id"], ends.get(label), case["expect"]))
    assert wrong == []
    assert sum(label in ends for label in labels.values()) > 2000


def test_no_good_file_is_lost(ends):
    assert [ends[f"control/good_{number}.txt"] for number in range(3)] == ["ok"] * 3


def test_what_is_read_holds_what_it_must_and_nothing_else(bad, ends):
    folder, cases, _, _ = bad
    found = files(folder)
    for case in cases:
        file = found.get(str(folder / case["path"]))
        if file is not None and ends.get(file.label, "").startswith("ok"):
            text = read_document(file.path, label=file.label).text
            assert all(part in text for part in case["must"]), case["id"]
            assert not any(part in text for part in case["must_not"]), case["id"]


def test_no_output_holds_what_it_must_not(bad):
    _, cases, _, outputs = bad
    quads = ox.parse(outputs["graph.ttl"].encode(), format=ox.RdfFormat.TURTLE)
    names = {term.value for quad in quads for term in quad.triple if isinstance(term, ox.NamedNode)}
    for case in cases:
        harmful = [part for part in case["must_not"] if part not in WELCOME]
        assert not any(part in text for part in harmful for text in outputs.values()), case["id"]
        markup = [part for part in case["not_html"] if part.startswith("<")]
        assert not any(part in outputs["graph.html"] for part in markup), case["id"]
        assert not any(part in name for part in case["not_iri"] for name in names), case["id"]
    assert not list(Path.cwd().glob("PWNED*"))
