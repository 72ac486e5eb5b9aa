"""The same documents give the same bytes, whatever surrounds the build."""

from __future__ import annotations

import marshal
import os
import shutil
import subprocess
import sys
from hashlib import sha256

import pytest
from conftest import ROOT, SEEDS

from kg.pipeline import build

OUTPUTS = ("graph.ttl", "background.ttl", "graph.html", "report.json")


def locales():
    """Those of interest that this system has."""
    listed = subprocess.run(["locale", "-a"], capture_output=True, text=True, check=False).stdout
    known = {name.lower().replace("-", "") for name in listed.split()}
    return [
        "C",
        *(name for name in ("zh_CN.GBK", "tr_TR.UTF-8") if name.lower().replace("-", "") in known),
    ]


def outputs(folder):
    return {name: (folder / name).read_bytes() for name in OUTPUTS}


@pytest.fixture(scope="module")
def first(tmp_path_factory):
    """A folder with the seeds, and what a plain build makes of it."""
    folder = tmp_path_factory.mktemp("first")
    shutil.copytree(SEEDS, folder / "seeds")
    build([str(folder / "seeds")], folder / "out")
    return folder, outputs(folder / "out")


@pytest.mark.parametrize(
    "surroundings",
    [
        {"PYTHONHASHSEED": "1"},
        {"PYTHONHASHSEED": "4242"},
        {"TZ": "Pacific/Kiritimati"},
        {"PYTHONOPTIMIZE": "2"},
        {"HOME": "/nonexistent", "TMPDIR": "/nonexistent"},
        *({"LC_ALL": name} for name in locales()),
    ],
    ids=lambda value: " ".join(f"{name}={what}" for name, what in value.items()),
)
def test_surroundings_do_not_matter(first, tmp_path, kg, surroundings):
    folder, expected = first
    done = kg("build", folder / "seeds", "-o", tmp_path / "out", **surroundings)
    assert done.returncode == 0, done.err
    assert outputs(tmp_path / "out") == expected


def test_what_lies_in_the_shared_temporary_folder_is_not_read(first, tmp_path, kg):
    """Anybody could plant a dictionary where jieba looks for its own; and nothing is left there."""
    folder, expected = first
    planted = marshal.dumps(({"德高": 10**9, "杭州": 1}, 10**9))
    names = ("jieba.cache", f"jieba.u{sha256(b'').hexdigest()[:32]}.cache")
    (tmp_path / "shared").mkdir()
    for name in names:
        (tmp_path / "shared" / name).write_bytes(planted)
    done = kg("build", folder / "seeds", "-o", tmp_path / "out", TMPDIR=tmp_path / "shared")
    assert done.returncode == 0, done.err
    assert outputs(tmp_path / "out") == expected
    assert sorted(path.name for path in (tmp_path / "shared").iterdir()) == sorted(names)
    assert all((tmp_path / "shared" / name).read_bytes() == planted for name in names)


def test_no_home_is_needed(first, tmp_path):
    folder, expected = first
    command = ["env", "-u", "HOME", "-u", "TMPDIR", sys.executable, "-m", "kg", "build"]
    done = subprocess.run(
        [*command, folder / "seeds", "-o", tmp_path / "out", "--quiet"], cwd=ROOT,
        capture_output=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert outputs(tmp_path / "out") == expected


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_the_number_of_processes_does_not_matter(first, tmp_path, kg, jobs):
    folder, expected = first
    done = kg("build", folder / "seeds", "-o", tmp_path / "out", "--jobs", jobs)
    assert done.returncode == 0, done.err
    assert outputs(tmp_path / "out") == expected


def test_the_order_of_files_does_not_matter(first, tmp_path):
    folder, _ = first
    paths = sorted(str(path) for path in (folder / "seeds").glob("20*"))
    build(paths, tmp_path / "one")
    build(paths[::-1], tmp_path / "two")
    assert outputs(tmp_path / "one") == outputs(tmp_path / "two")


def test_umask_and_a_second_build_do_not_matter(first, tmp_path):
    folder, expected = first
    old = os.umask(0o077)
    try:
        for _ in range(2):
            build([str(folder / "seeds")], tmp_path / "out")
            assert outputs(tmp_path / "out") == expected
    finally:
        os.umask(old)
