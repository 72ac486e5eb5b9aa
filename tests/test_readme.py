"""What README shows is what happens.

Every ``console`` block of README.md is run (the ones that need a server in
tests/serve/test_docs.py): lines that begin with ``$ kg`` in one folder that holds the seeds,
and what is shown below a command must be what it prints. A line ``...`` stands for any lines,
and so does an empty answer. The ``pycon`` blocks are run in such a folder, too, wherever pytest
was started. README.zh.md shows the same commands with the same answers; only what is said
beside them is in Chinese.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys

import pytest
from conftest import ROOT, SEEDS

_BLOCK = re.compile(r"^```console\n(.*?)^```", re.MULTILINE | re.DOTALL)
_PYTHON = re.compile(r"^```pycon\n(.*?)^```", re.MULTILINE | re.DOTALL)


def steps(text):
    """(command, lines shown below it) of all console blocks."""
    for block in _BLOCK.findall(text):
        command, shown = "", []
        for line in block.splitlines():
            if line.startswith("$ "):
                if command:
                    yield command, shown
                command, shown = line.removeprefix("$ "), []
            else:
                shown.append(line)
        if command:
            yield command, shown


def run(command, folder):
    words = shlex.split(command.partition(" #")[0])
    line = [sys.executable, "-m", "kg", *words[1:]]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    return subprocess.run(line, cwd=folder, env=environment, capture_output=True, check=False)


def matches(shown, printed):
    pattern = "".join("(?:.*\n)*?" if line == "..." else f"{re.escape(line)}\n" for line in shown)
    return re.fullmatch(pattern, printed) is not None


@pytest.fixture
def readme():
    return (ROOT / "README.md").read_text(encoding="utf-8")


def test_the_chinese_readme_shows_the_same():
    def told(name):
        text = (ROOT / name).read_text(encoding="utf-8")
        commands = [(command.partition(" #")[0].rstrip(), shown) for command, shown in steps(text)]
        return commands, _PYTHON.findall(text)

    assert told("README.zh.md") == told("README.md")


@pytest.fixture
def folder(tmp_path):
    """A folder that holds the seeds."""
    shutil.copytree(SEEDS, tmp_path / "seeds")
    return tmp_path


def test_commands_of_the_readme_do_what_it_shows(readme, folder):
    for command, shown in steps(readme):
        if not command.startswith("kg ") or any(sign in command for sign in "|<>;&"):
            continue
        if command.startswith("kg serve"):
            continue
        done = run(command, folder)
        assert done.returncode == 0, f"{command}\n{done.stderr.decode()}"
        printed = "".join(f"{line.rstrip()}\n" for line in done.stdout.decode().splitlines())
        if shown:
            assert matches([line.rstrip() for line in shown], printed), f"{command}\n{printed}"


def test_what_the_readme_types_into_python_is_answered_so(readme, folder, monkeypatch):
    monkeypatch.chdir(folder)
    for block in _PYTHON.findall(readme):
        example = doctest.DocTestParser().get_doctest(block, {}, "readme", None, 0)
        assert doctest.DocTestRunner(verbose=False).run(example).failed == 0


def test_the_helper_compares_as_it_says():
    assert matches(["a", "...", "c"], "a\nb\nb\nc\n")
    assert matches(["a", "..."], "a\n")
    assert not matches(["a", "c"], "a\nb\nc\n")
    text = "```console\n$ kg build\ndone\n$ make test\n```\n"
    assert list(steps(text)) == [("kg build", ["done"]), ("make test", [])]
