"""The graph of the project's own seeds, byte by byte.

After a wanted change: look at the difference, then ``make golden``.
"""

from __future__ import annotations

from difflib import unified_diff
from itertools import islice
from pathlib import Path

import pytest
from conftest import SEEDS

from kg.pipeline import build

GOLDEN = Path(__file__).parent / "golden" / "graph.ttl"
_SHOWN = 60


@pytest.mark.skipif(not GOLDEN.exists(), reason="no golden graph yet: make golden")
def test_the_graph_of_the_seeds_is_the_golden_one(tmp_path):
    build([str(SEEDS)], tmp_path)
    new = (tmp_path / "graph.ttl").read_text(encoding="utf-8").splitlines()
    old = GOLDEN.read_text(encoding="utf-8").splitlines()
    difference = list(islice(unified_diff(old, new, "golden", "built", lineterm="", n=1), _SHOWN))
    assert not difference, "\n".join(difference)
