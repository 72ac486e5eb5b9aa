"""Each promise of the threat model is held by tests that exist."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT

ROWS = [
    [cell.strip() for cell in line.strip("|\n").split("|")]
    for line in (ROOT / "THREAT_MODEL.md").read_text(encoding="utf-8").splitlines()
    if line.startswith("| ") and "tests/" in line
]


def test_the_promises_are_found():
    assert len(ROWS) > 15


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0][:60])
def test_the_tests_that_hold_a_promise_exist(row):
    _, promise, held_by = row
    assert promise
    names = re.findall(r"`([^`]+)`", held_by)
    assert names
    assert re.sub(r"`[^`]+`|, ", "", held_by) == ""
    for name in names:
        assert re.search("^ *def test_", (ROOT / name).read_text(encoding="utf-8"), re.MULTILINE)
