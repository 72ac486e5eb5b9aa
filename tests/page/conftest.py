"""Three graphs, their pages, and a browser that nothing gets out of unseen.

Every page ends its test with no request to a network, no error on the console and no
exception, whatever was done with it.
"""

from __future__ import annotations

import fcntl
import os
from contextlib import contextmanager
from pathlib import Path

import pytest
import sample_graph

from kg.ontology import load_ontology
from kg.page import render_page
from kg.pipeline import build_graph, read_documents
from page.browser import NARROW, WIDE, has_chinese_font
from page.driver import Tabs
from page.expected import Sample

ROOT = Path(__file__).resolve().parents[2]
SEEDS = ROOT / "seeds"


@pytest.fixture(scope="session")
def chinese_font():
    if not has_chinese_font():
        pytest.skip("no font with Chinese characters: install fonts-noto-cjk")


@pytest.fixture(scope="session")
def documents():
    return {document.source.id: document for document in read_documents([str(SEEDS)])[0]}


@pytest.fixture(scope="session")
def make_sample(tmp_path_factory):
    """Build the page of a graph once, whatever the number of test processes."""
    folder = tmp_path_factory.getbasetemp()
    if os.environ.get("PYTEST_XDIST_WORKER"):
        folder = folder.parent

    def build(name, graph):
        path, ontology = folder / f"{name}.html", load_ontology()
        with (folder / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not path.exists():
                path.write_text(render_page(graph, ontology), encoding="utf-8")
        return Sample(name, graph, ontology, path)

    return build


@pytest.fixture(scope="session")
def seeds(make_sample, documents, knowledge):
    return make_sample("seeds", build_graph(documents.values(), knowledge))


@pytest.fixture(scope="session")
def hostile(make_sample):
    return make_sample("hostile", sample_graph.hostile_graph())


@pytest.fixture(scope="session")
def big(make_sample):
    return make_sample("big", sample_graph.big_graph())


@pytest.fixture(scope="session")
def tabs(browser):
    return Tabs(browser)


@pytest.fixture
def opened(tabs):
    """Open a page: ``opened(seeds)``, ``opened(big, NARROW, view="sel=…", locale="en-US")``."""
    used = []

    def build(sample, size=WIDE, **options):
        used.append(tabs.open(sample, size, **options))
        return used[-1]

    yield build
    faults = [fault for kg in used for fault in kg.faults]
    for kg in used:
        tabs.leave(kg)
    assert not faults, faults


@pytest.fixture(params=[WIDE, NARROW], ids=["wide", "narrow"])
def size(request):
    return request.param


@pytest.fixture(params=["hostile", "seeds", "big"])
def sample(request):
    return request.getfixturevalue(request.param)


@pytest.fixture
def kg(opened, seeds, size):
    """The page of the seeds, at both sizes."""
    return opened(seeds, size)


@pytest.fixture
def every_kg(opened, sample, size):
    """Every page at both sizes."""
    return opened(sample, size)


@pytest.fixture(
    params=[
        ("hostile", WIDE),
        ("hostile", NARROW),
        ("seeds", WIDE),
        ("seeds", NARROW),
        ("big", WIDE),
    ],
    ids=["hostile-wide", "hostile-narrow", "seeds-wide", "seeds-narrow", "big-wide"],
)
def any_kg(opened, request):
    """The same without the large one on a telephone, for what hardly depends on the size."""
    name, size = request.param
    return opened(request.getfixturevalue(name), size)


@contextmanager
def expect_faults(kg):
    """What is done inside may be complained of on the console."""
    before = len(kg.faults)
    yield
    del kg.faults[before:]
