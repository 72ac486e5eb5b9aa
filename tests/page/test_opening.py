"""A1, A3, A4: one file, no network, a still picture with labels that can be read."""

from __future__ import annotations

import re
from itertools import combinations, pairwise

import pytest
from lxml import html

from page.browser import NARROW, WIDE
from page.conftest import expect_faults
from page.pictures import difference, look


def test_the_file_is_one_page_that_asks_for_nothing(sample):
    text = sample.page.read_text(encoding="utf-8")
    page = html.fromstring(text)
    assert text.lower().startswith("<!doctype html>")
    assert re.search(r"<meta charset=.?utf-8", text[:1024], re.IGNORECASE)
    addresses = [
        value
        for name in ("src", "href", "srcset", "action", "data", "poster")
        for value in page.xpath(f"//@{name}")
    ]
    assert not [value for value in addresses if not value.startswith(("#", "data:"))]
    assert not page.xpath("//iframe|//object|//embed|//base|//link[@rel='stylesheet']")
    styles = "".join(page.xpath("//style/text()"))
    assert "@import" not in styles
    assert not re.search(r"url\(\s*['\"]?(?!data:|#)", styles)
    assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
    assert page.xpath("//title[normalize-space()]")
    assert page.xpath("//html/@lang") == ["zh-Hans"]
    assert page.xpath("//meta[@name='viewport']")


def test_the_policy_of_the_file_forbids_every_request(seeds):
    page = html.fromstring(seeds.page.read_text(encoding="utf-8"))
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    rules = dict(rule.split(None, 1) for rule in policy.split(";") if len(rule.split()) > 1)
    assert rules["default-src"] == "'none'"
    assert "http" not in policy
    assert "unsafe-eval" not in policy
    assert rules.get("connect-src", "'none'") == "'none'"
    assert rules.get("base-uri") == rules.get("form-action") == "'none'"  # not under default-src


def test_a_script_that_asked_the_network_would_be_stopped(opened, hostile):
    kg = opened(hostile)
    with expect_faults(kg):
        for attempt in ("fetch('https://example.org/')", "new Image().src='https://example.org/'"):
            kg.page.evaluate(f"Promise.resolve().then(() => {attempt}).catch(() => 0)")
        kg.page.wait_for_timeout(300)
        assert not [fault for fault in kg.faults if fault.startswith("request")]


def test_a_tour_makes_no_request_and_no_noise(every_kg):
    """The faults are counted by the fixture."""
    kg = every_kg
    first = kg.nodes()[0]
    kg.select(first)
    kg.find("#details .fact").first.click()
    kg.find("#evidence").wait_for()
    kg.press("Escape", "Escape")
    for tab in ("table", "timeline", "graph"):
        kg.find(f"#tab-{tab}").click()
    kg.find("#lang").click()
    kg.find("#lang").click()
    box = kg.find("#canvas").bounding_box()
    kg.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
    kg.page.mouse.wheel(0, -300)
    kg.page.mouse.down()
    kg.page.mouse.move(box["x"] + 60, box["y"] + 60, steps=4)
    kg.page.mouse.up()
    kg.still()


def test_the_page_says_what_it_is(kg):
    graph = kg.sample.graph
    words = kg.text("#title") + kg.text("#summary")
    numbers = {int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", words)}
    assert {len(graph.entities), len(graph.sources)} <= numbers
    assert {len(graph.statements), len(kg.sample.facts)} & numbers


@pytest.mark.parametrize("name", ["seeds", "big"])
def test_nothing_moves_by_itself(opened, request, name):
    kg = opened(request.getfixturevalue(name))
    before = kg.read("positions()"), kg.place(kg.nodes()[0]), kg.find("#canvas").screenshot()
    kg.page.wait_for_timeout(3000)
    assert kg.read("positions()") == before[0]
    assert kg.place(kg.nodes()[0]) == before[1]
    assert difference(kg.page.context, kg.find("#canvas").screenshot(), before[2]) == 0


def test_two_openings_look_the_same(opened, sample, size):
    pictures = []
    for _ in range(2):
        kg = opened(sample, size)
        kg.still()
        pictures.append(kg.page.screenshot())
    assert difference(kg.page.context, *pictures) < 0.001


def test_summits_run_from_left_to_right_by_year(opened, sample):
    kg = opened(sample)
    kg.find("#all").evaluate("button => button.disabled || button.click()")
    positions = kg.read("positions()")
    dated = [
        (min(sample.years_of(key)), x)
        for key, (x, _) in positions.items()
        if sample.entities[key].cls == "Summit" and sample.years_of(key)
    ]
    assert len(dated) > 3
    first, last = {}, {}
    for year, x in dated:
        first[year], last[year] = min(x, first.get(year, x)), max(x, last.get(year, x))
    years = sorted(first)
    assert all(last[one] <= first[two] for one, two in pairwise(years))


def test_it_opens_on_the_most_telling_things(opened, big):
    kg = opened(big)
    assert 100 <= len(kg.nodes()) <= 200
    shown, whole = set(kg.nodes()), set(big.entities)
    network = big.network(big.facts)
    mean = {
        part: sum(dict(network.degree(keys)).values()) / len(keys)
        for part, keys in {"shown": shown, "rest": whole - shown}.items()
    }
    assert mean["shown"] > 3 * mean["rest"]
    assert kg.edges() == {name for name, fact in big.facts.items() if shown.issuperset(fact.ends)}


@pytest.mark.usefixtures("chinese_font")
@pytest.mark.parametrize("least", [{WIDE: 20, NARROW: 8}], ids=[""])
def test_labels_can_be_read_and_do_not_overlap(every_kg, size, least):
    kg, boxes = every_kg, every_kg.read("labelBoxes()")
    assert len(boxes) >= min(least[size], len(kg.nodes()) // 2)
    for one, two in combinations(boxes, 2):
        apart = (
            one["x"] + one["w"] <= two["x"]
            or two["x"] + two["w"] <= one["x"]
            or one["y"] + one["h"] <= two["y"]
            or two["y"] + two["h"] <= one["y"]
        )
        assert apart, (one, two)
    frame = kg.find("#canvas").bounding_box()
    for box in boxes:
        assert 0 <= box["x"] <= box["x"] + box["w"] <= frame["width"] + 1
        assert 0 <= box["y"] <= box["y"] + box["h"] <= frame["height"] + 1


@pytest.mark.usefixtures("chinese_font")
def test_labels_are_drawn_where_they_are_said_to_be(kg):
    frame = kg.find("#canvas").bounding_box()
    for box in kg.read("labelBoxes()")[:10]:
        clip = {
            "x": frame["x"] + box["x"],
            "y": frame["y"] + box["y"],
            "width": box["w"],
            "height": box["h"],
        }
        assert look(kg.page.context, kg.page.screenshot(clip=clip))["colours"] > 8


@pytest.mark.usefixtures("chinese_font")
def test_chinese_characters_are_no_empty_boxes(kg):
    """The pixels of a character differ from those of a code point that no font has."""
    drawn = kg.page.evaluate(
        """() => ["峰", "会", "\\uffff"].map((text) => {
          const ink = document.createElement("canvas").getContext("2d");
          ink.font = "40px " + getComputedStyle(document.body).fontFamily;
          ink.fillText(text, 10, 60);
          return ink.getImageData(0, 0, 80, 80).data.join();
        })"""
    )
    assert len(set(drawn)) == 3


@pytest.mark.usefixtures("chinese_font")
def test_labels_are_short_forms_and_tell_things_apart(kg, seeds):
    """Eleven labels 上海合作组织成员国元首理事… say nothing."""
    for box in kg.read("labelBoxes()"):
        assert box["w"] < 14 * 14, seeds.label(box["id"])


def test_nothing_is_wider_than_the_window(every_kg):
    kg = every_kg
    kg.select(kg.nodes()[0])
    for tab in ("graph", "table", "timeline"):
        kg.find(f"#tab-{tab}").click()
        kg.find(f"#panel-{tab}").wait_for()
        root = "document.documentElement"
        assert kg.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth"), tab
