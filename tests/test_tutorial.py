"""The tutorial runs as it is written, in a real kernel."""

from __future__ import annotations

import os
import re

import nbformat
import pytest
from conftest import ROOT
from nbclient import NotebookClient

PATH = ROOT / "docs" / "tutorial.ipynb"


@pytest.fixture(scope="module")
def written():
    return nbformat.read(PATH, as_version=4)


@pytest.fixture(scope="module")
def run(written, tmp_path_factory):
    """The notebook with its outputs; any error in a cell is one here."""
    home = tmp_path_factory.mktemp("home")
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "IPYTHONDIR": str(home),
                   "TMPDIR": str(home), "JUPYTER_PLATFORM_DIRS": "1"}  # fmt: skip
    notebook = nbformat.from_dict(written)
    client = NotebookClient(notebook, timeout=120, resources={"metadata": {"path": PATH.parent}})
    client.execute(env=environment)
    return notebook


def test_it_is_kept_without_outputs(written):
    nbformat.validate(written)
    cells = [cell for cell in written.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in cells)


def test_every_text_is_in_both_languages(written):
    for cell in written.cells:
        if cell.cell_type == "markdown":
            assert re.search("[\u4e00-\u9fff]", cell.source)
            assert re.search("[A-Za-z]{4}", cell.source)


def outputs(notebook, source):
    """What the cell that contains ``source`` shows."""
    cell = next(cell for cell in notebook.cells if source in cell.source)
    return "".join(
        output.get("text", "") + "".join(map(str, output.get("data", {}).values()))
        for output in cell.outputs
    )


@pytest.mark.filterwarnings("ignore")  # of zmq and asyncio, which are not ours
@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("build(", "(5, "),
        ('"career"', "<td>2024</td>"),
        ("to_df()", "阿坦巴耶夫"),
        ("row.summits", "杜尚别 2"),
        ("QueryError", "line 1, column 26: } does not fit here"),
        ("graph.entity", "<h4>托卡耶夫 · Kassym-Jomart Tokayev</h4>"),
        ("fact.evidence", "chaired.verb"),
    ],
)  # fmt: skip
def test_it_shows_what_it_promises(run, source, shown):
    assert shown in outputs(run, source)
