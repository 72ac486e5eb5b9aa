"""What the docs show of ``kg serve`` is what happens: started so, it answers so."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess

import pytest
from conftest import ROOT, SEEDS
from test_readme import steps

from .running import Running

_SHOWN = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def output(tmp_path_factory):
    """What `kg build seeds` writes."""
    from kg import build  # noqa: PLC0415

    folder = tmp_path_factory.mktemp("docs")
    build([str(SEEDS)], folder / "output")
    return folder / "output"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md", "docs/serving.md"])
def test_the_commands_of_the_docs_do_what_they_show(name, output):
    found = list(steps((ROOT / name).read_text(encoding="utf-8")))
    (said,) = [shown for command, shown in found if command.startswith("kg serve")]
    asked = [(command, shown) for command, shown in found if command.startswith("curl")]
    curl = shutil.which("curl") or pytest.skip("curl is not installed")
    assert asked
    with Running(output) as server:
        assert said == [f"{server.triples:,} triples at {_SHOWN}/ (Ctrl-C ends)"]
        for command, shown in asked:
            words = shlex.split(command.replace(_SHOWN, server.url))[1:]
            done = subprocess.run([curl, "-sSf", *words], capture_output=True, check=True)
            lines = done.stdout.decode().splitlines()
            assert lines
            assert not shown or lines == shown


def test_the_python_of_the_docs_runs(output, capsys):
    text = (ROOT / "docs/serving.md").read_text(encoding="utf-8")
    blocks = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    with Running(output) as server:
        for block in blocks:
            exec(compile(block.replace(_SHOWN, server.url), "serving.md", "exec"), {})  # noqa: S102
    assert "leader/xi-jinping" in capsys.readouterr().out
