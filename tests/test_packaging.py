"""The wheel holds all data and works where no checkout is."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile

import pytest
from conftest import ROOT, SEEDS

FACT = "2016年9月4日，二十国集团领导人杭州峰会在杭州举行。法国总统德高乐出席会议。"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    """The wheel of a copy of the project, so that the checkout stays as it is."""
    folder = tmp_path_factory.mktemp("wheel")
    project = folder / "project"
    skipped = shutil.ignore_patterns(".*", "__pycache__", "output", "build", "dist")
    shutil.copytree(ROOT, project, ignore=skipped)
    (project / "README.md").touch()  # named in the metadata
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--wheel-dir", str(folder), str(project)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    (path,) = folder.glob("*.whl")
    return path


def test_the_wheel_holds_code_and_data_and_nothing_else(wheel):
    names = zipfile.ZipFile(wheel).namelist()
    code = {str(path.relative_to(ROOT)) for path in (ROOT / "kg").rglob("*.py")}
    data = {
        str(path.relative_to(ROOT)).replace("ontology", "kg/_ontology", 1)
        for path in (ROOT / "ontology").rglob("*")
        if path.is_file()
    }
    assets = {
        str(path.relative_to(ROOT))
        for folder in ("page", "serve")
        for path in (ROOT / "kg" / folder / "assets").rglob("*")
        if path.is_file()
    }
    assert assets
    assert code | data | assets | {"kg/py.typed"} <= set(names)
    assert {name.split("/")[0].partition("-")[0] for name in names} == {"kg", "summitkg"}
    assert any(name.endswith("licenses/LICENSE") for name in names)


def test_the_wheel_works_in_any_folder(wheel, tmp_path):
    """Unpacked, with nothing of the checkout on the path."""
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path / "site")
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "report.txt").write_text(FACT, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "kg", "build", "report.txt", str(SEEDS)],
        cwd=tmp_path / "work",
        env={**os.environ, "PYTHONPATH": str(tmp_path / "site")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    graph = (tmp_path / "work" / "output" / "graph.ttl").read_text(encoding="utf-8")
    assert "德高乐" in graph
