"""A page of a part of a graph says so: at first sight, in both languages, in what is taken away."""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

import pytest
import rdflib

from kg.page import render_part
from kg.page.part import Limits, cut
from page.browser import NARROW, WIDE
from page.expected import Sample
from page.test_access import serious

#: The seeds have a fact with more passages than that, and facts on behalf of what is cut.
LIMITS = Limits(things=40, facts=120, each=1)
LOOKS = [("light", "zh-CN"), ("dark", "zh-CN"), ("light", "en-GB"), ("dark", "en-GB")]


@pytest.fixture(scope="module")
def cut_seeds(seeds):
    return cut(seeds.graph, LIMITS)


@pytest.fixture(scope="module")
def part(seeds, cut_seeds, tmp_path_factory):
    path = tmp_path_factory.mktemp("part") / "part.html"
    path.write_text(render_part(cut_seeds, seeds.ontology), encoding="utf-8")
    return Sample("part", cut_seeds.graph, seeds.ontology, path)


@pytest.fixture
def numbers(seeds, part):
    """Of things and facts: on the page, and in all."""
    graphs = part.graph, seeds.graph
    return {len(graph.entities) for graph in graphs} | {len(graph.statements) for graph in graphs}


def numbers_in(text):
    return {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", text)}


@pytest.mark.parametrize("look", LOOKS, ids="-".join)
def test_it_says_at_first_sight_that_it_is_a_part(opened, part, numbers, size, look):
    scheme, locale = look
    kg = opened(part, size, color_scheme=scheme, locale=locale)
    note = kg.find("#part")
    assert note.is_visible()
    assert numbers <= numbers_in(note.inner_text())
    assert ("最重要" in note.inner_text()) == locale.startswith("zh")
    box = note.bounding_box()
    assert box["x"] >= 0
    assert box["y"] >= 0
    assert box["x"] + box["width"] <= size[0]
    assert box["y"] + box["height"] <= size[1] / 4
    assert note.evaluate("e => e.scrollWidth <= e.clientWidth && e.scrollHeight <= e.clientHeight")
    assert serious(kg) == []


@pytest.mark.parametrize("tab", ["table", "timeline"])
def test_the_other_views_say_it_too(opened, part, size, tab):
    kg = opened(part, size, view=f"v={tab}")
    assert kg.find("#part").is_visible()


def test_legend_and_help_say_it(opened, part, numbers, size):
    kg = opened(part, size)
    if size == NARROW:
        kg.find("#legend-toggle").click()
    assert numbers <= numbers_in(kg.text("#part-legend"))
    kg.find("#help").click()
    assert numbers <= numbers_in(kg.text("#part-help"))
    assert serious(kg) == []


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_search_without_a_match_says_it(opened, part, lang):
    kg = opened(part, view=f"lang={lang}")
    kg.find("#search").fill("qqqq")
    words = {"zh": "本页只含", "en": "only the most important part"}
    assert words[lang] in kg.find("#results .none").inner_text()


def test_no_line_claims_to_show_all(opened, part):
    kg = opened(part, view="all=1")
    assert "本页" in kg.text("#status")
    assert "本页" in kg.text("#all")
    assert "本页" in kg.text("[data-chip=all]")


def test_a_thing_says_that_facts_may_be_missing(opened, part):
    kg = opened(part, view="sel=leader/xi-jinping")
    assert "不列" in kg.text("#details .thing .hint")


def test_passages_that_are_left_out_are_counted(opened, part, cut_seeds):
    counted = {
        name: cut_seeds.passages[item[:4]]
        for name, item in part.told.items()
        if item[:4] in cut_seeds.passages and name in part.facts
    }
    name, number = max(counted.items(), key=lambda pair: pair[1])
    kg = opened(part, view=f"sel={part.told[name].subject}&fact={name}")
    assert numbers_in(kg.text("#evidence .stepper .place")) == {1, number}


def test_what_only_qualifiers_name_has_a_name(opened, part, cut_seeds):
    beyond = {entity.key: entity.names[0] for entity in cut_seeds.beyond}
    name, key = next(
        (name, value)
        for name, item in part.told.items()
        for _, value in item.qualifiers
        if value in beyond and name in part.facts
    )
    kg = opened(part, view=f"sel={part.told[name].subject}&fact={name}")
    assert beyond[key] in kg.text("#evidence .tags")


def test_what_is_taken_away_says_it(opened, part, seeds, numbers):
    kg = opened(part)
    files = {kind: kg.download(kind) for kind in ("ttl", "csv", "svg", "png")}
    assert {file.suggested_filename for file in files.values()} == {
        f"summitkg-part.{kind}" for kind in files
    }
    texts = {
        kind: Path(files[kind].path()).read_text(encoding="utf-8-sig")
        for kind in ("ttl", "csv", "svg")
    }
    assert numbers <= numbers_in("".join(re.findall("^#.*$", texts["ttl"], re.MULTILINE)))
    assert len(rdflib.Graph().parse(data=texts["ttl"], format="turtle"))
    rows = list(csv.DictReader(io.StringIO(texts["csv"])))
    whole = f"{len(seeds.graph.entities)} things, {len(seeds.graph.statements)} facts"
    assert {row["part_of"] for row in rows} == {whole}
    assert max(int(row["passages"]) for row in rows) > 1
    assert numbers <= numbers_in(texts["svg"].partition("</desc>")[0])


def test_a_page_of_all_says_nothing_of_parts(opened, seeds):
    for size in (WIDE, NARROW):
        kg = opened(seeds, size)
        assert not kg.find("#part").is_visible()
        assert kg.find("#part-legend").inner_text() == ""
        assert kg.find("#part-help").inner_text() == ""
