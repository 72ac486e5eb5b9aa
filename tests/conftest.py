"""What several tests share, and how loudly skipped tests are told."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from builders import (  # noqa: F401 - pytest finds fixtures and hooks here by their names
    document,
    extraction,
    facts,
    graph,
    meant,
    meetings,
    mentions,
    parties,
    people,
    pytest_make_parametrize_id,
    qualified,
    read_report,
    store_of,
)
from hypothesis import settings
from page.browser import NoBrowserError, started_browser
from xdist.scheduler import LoadScopeScheduling

from kg.reading.knowledge import load_knowledge

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
#: Writes a folder of bad files with what may become of each; not part of the project.
BAD_INPUTS = ROOT.parent / "shared" / "tools" / "badinputs.py"
collect_ignore = [] if BAD_INPUTS.exists() else ["test_bad_inputs.py"]

#: How much longer invented input is sought (``make fuzz``); 0: as long as in ``make test``.
FUZZ = int(os.environ.get("KG_FUZZ", "0"))
# On a busy machine the time of one example says nothing.
settings.register_profile("test", deadline=None, max_examples=5000 * FUZZ or 100)
settings.load_profile("test")


@pytest.fixture(scope="session")
def knowledge():
    return load_knowledge()


@pytest.fixture
def kg(tmp_path):
    """Run the command ``kg`` in an empty folder: ``kg("build", SEEDS, LC_ALL="C")``."""

    def run(*arguments, stdin=b"", cwd=tmp_path, **environment):
        command = [sys.executable, "-m", "kg", *map(str, arguments)]
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
        done = subprocess.run(
            command, cwd=cwd, env=environment, input=stdin, capture_output=True, check=False
        )
        done.out = done.stdout.decode("utf-8", "replace")
        done.err = done.stderr.decode("utf-8", "replace")
        return done

    return run


@pytest.fixture(scope="session")
def browser():
    """One for all tests of a process: Playwright cannot be started twice."""
    try:
        with started_browser() as browser:
            yield browser
    except NoBrowserError as error:
        pytest.skip(f"NOT ONE TEST OF graph.html AND OF THE SERVER'S PAGES RUNS: {error}")


@pytest.fixture(scope="session")
def golden_store(tmp_path_factory):
    """The graph of the seeds in a store on the disk."""
    folder = tmp_path_factory.mktemp("store") / "golden"
    return store_of(folder, ROOT / "tests" / "golden" / "graph.ttl")


@pytest.fixture
def golden_copy(golden_store, tmp_path):
    """The same, and it may come to harm."""
    return shutil.copytree(golden_store, tmp_path / "store")


@pytest.fixture
def links(tmp_path, monkeypatch):
    """Where temporary folders are made."""
    folder = tmp_path / "temporary"
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    monkeypatch.setattr("tempfile.tempdir", str(folder))  # this process has looked already
    return folder


#: Tests that share something which takes long to make: servers, a folder of bad inputs.
DEAR = ("test_stores.py", "test_spark.py", "test_bad_inputs.py")


class DearOnce(LoadScopeScheduling):
    """Any process takes any test, but one process all that need the same dear thing.

    (What ``xdist_group`` is for; it has no effect with pytest 9.2.)
    """

    def _split_scope(self, nodeid):
        file = nodeid.partition("::")[0]
        return file if file.endswith(DEAR) else nodeid


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    if config.getvalue("dist") == "load":
        return DearOnce(config, log)
    return None


def pytest_terminal_summary(terminalreporter):
    skipped = terminalreporter.stats.get("skipped", [])
    if skipped:
        terminalreporter.section(f"{len(skipped)} TESTS WERE SKIPPED, reasons above", sep="!")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session):
    """With ``KG_NO_SKIP`` set, as in continuous integration, a skipped test is a failure."""
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if os.environ.get("KG_NO_SKIP") and reporter and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
