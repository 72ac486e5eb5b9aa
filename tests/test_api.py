"""What `import kg` offers to programs."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import SEEDS

import kg
from kg.model import DataError

TEXT = "2016年9月4日，二十国集团领导人杭州峰会在杭州举行。法国总统德高乐出席会议。"


@pytest.mark.parametrize("name", kg.__all__)
def test_every_public_name_is_there_and_described(name):
    assert getattr(kg, name).__doc__
    assert name in dir(kg)


def test_a_name_that_is_not_offered_is_an_attribute_error():
    with pytest.raises(AttributeError, match="nonsense"):
        _ = kg.nonsense


def test_a_text_and_a_file_give_the_same_facts(tmp_path):
    path = tmp_path / "report.txt"
    path.write_text(TEXT, encoding="utf-8")
    one, two = kg.settle(kg.extract(TEXT)), kg.settle(kg.extract(path))
    assert one.statements == two.statements != ()


def test_extractions_are_joined_in_any_order():
    files = sorted(SEEDS.glob("20*"))
    parts = [kg.extract(path) for path in files]
    forward = backward = kg.Extraction()
    for part in parts:
        forward |= part
    for part in reversed(parts):
        backward = part | backward | part
    assert kg.settle(forward) == kg.settle(backward)


def test_a_file_that_is_not_there_is_a_data_error():
    with pytest.raises(DataError, match="no such file"):
        kg.extract(Path("/nonexistent.txt"))
