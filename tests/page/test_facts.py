"""A6, A7, A18: every fact leads to the words that say it."""

from __future__ import annotations

import math
import re
from collections import Counter

import pytest

from kg.model import Factuality, Literal
from page.browser import WIDE
from page.pictures import samples

CAP = 300  # longer passages are cut on the page


def shown_passage(kg):
    """Source, offsets and words of the evidence that is open."""
    place = kg.find("#evidence .offsets")
    place.wait_for()
    start, end = map(int, re.findall(r"\d+", place.inner_text().replace(",", ""))[:2])
    return start, end, kg.find("#evidence blockquote").text_content()


def check_passage(kg, name, documents=None):
    """The open evidence is one of those in the graph, word for word; which one."""
    start, end, words = shown_passage(kg)
    told = kg.sample.told[name]
    rule = kg.text("#evidence .rule").strip()
    passage = next(
        item
        for item in told.evidence
        if (item.start, item.end, item.rule) == (start, end, rule) and shown_source(kg, item.source)
    )
    whole = documents[passage.source].text[start:end] if documents else passage.quote
    assert words == (whole if len(whole) <= CAP else whole[: len(words) - 1] + "…")
    assert len(words) >= min(len(whole), CAP)
    return passage


def shown_source(kg, source):
    about, said = kg.sample.sources[source], kg.find("#evidence .source").text_content()
    return (about.title or about.path) in said and about.published in said


def check_marks(kg, name, passage):
    """Where the passage names an end of the fact, that name is marked."""
    told = kg.sample.told[name]
    for role, end in (("subject", told.subject), ("object", told.object)):
        if isinstance(end, Literal):
            continue
        names = kg.sample.entities[end].names
        marked = kg.find(f"#evidence mark.{role}")
        if any(name in passage.quote[: CAP - 1] for name in names):
            assert marked.count() >= 1, (name, role)
        assert set(marked.all_text_contents()) <= set(names), (name, role)


def away(place, one, two):
    """How far a place is from the straight line between two others."""
    x, y = two["x"] - one["x"], two["y"] - one["y"]
    square = x * x + y * y or 1
    share = ((place["x"] - one["x"]) * x + (place["y"] - one["y"]) * y) / square
    share = min(1, max(0, share))
    return math.hypot(place["x"] - one["x"] - share * x, place["y"] - one["y"] - share * y)


def clickable(kg, most):
    """Facts whose lines can be hit in their middle: no sign and no other line lies there."""
    frame, signs = kg.find("#canvas").bounding_box(), {key: kg.place(key) for key in kg.nodes()}
    ends = {name: [signs[key] for key in kg.sample.facts[name].ends] for name in kg.edges()}
    found = []
    for name in sorted(ends):
        place = kg.middle(name)
        alone = all(away(place, *other) > 5 for key, other in ends.items() if key != name)
        clear = all(
            math.hypot(place["x"] - s["x"], place["y"] - s["y"]) > 16 for s in signs.values()
        )
        if alone and clear and inside(place, frame, 60):
            found.append(name)
    return found[:: max(1, len(found) // most)]


def close_details(kg):
    if kg.find("#details").is_visible():
        kg.find("#close").click()
    kg.eventually(lambda: kg.state()["fact"] + kg.state()["sel"], "")
    kg.still()


def test_a_click_on_a_line_shows_the_sentence_that_says_so(kg, documents, size):
    names = clickable(kg, 14)
    assert len(names) >= (10 if size == WIDE else 2)
    for name in names:
        kg.find("#zoom-fit").click()
        kg.click_at(kg.middle(name))
        kg.eventually(lambda: kg.state()["fact"], name)
        assert kg.find("#evidence").is_visible()
        passage = check_passage(kg, name, documents)
        check_marks(kg, name, passage)
        close_details(kg)


def test_both_ends_of_a_clicked_line_come_into_view(kg):
    frame = kg.find("#canvas").bounding_box()
    for name in clickable(kg, 4):
        kg.find("#zoom-fit").click()
        kg.click_at(kg.middle(name))
        kg.eventually(lambda: kg.state()["fact"], name)
        kg.still()
        for key in kg.sample.facts[name].ends:
            place = kg.place(key)
            assert frame["x"] <= place["x"] <= frame["x"] + frame["width"]
            assert frame["y"] <= place["y"] <= frame["y"] + frame["height"]
        close_details(kg)


def open_groups(kg):
    """Show all rows of the panel, however many there are."""
    while kg.find("#details .group .more").count():
        kg.find("#details .group .more").first.click()


def test_the_panel_of_a_thing_holds_all_its_facts_each_with_its_sentence(any_kg, request):
    kg, told = any_kg, any_kg.sample.told
    for key in kg.nodes()[: 20 if "narrow" not in request.node.name else 3]:
        kg.visit(f"sel={key}")
        open_groups(kg)
        rows = kg.find("#details .fact").evaluate_all(
            "rows => rows.map((row) => [row.dataset.fact, row.textContent])"
        )
        wanted = {name for name, item in told.items() if key in (item.subject, item.object)}
        assert {name for name, _ in rows} == wanted
        for name, text in rows:
            passages = [passage.quote for passage in told[name].evidence]
            assert any(quote[:200] in text for quote in passages), name
        entity = kg.sample.entities[key]
        panel = kg.find("#details").text_content()
        assert all(other in panel for other in (*entity.names, entity.en))


def test_every_fact_of_a_thing_opens_its_evidence(kg, documents):
    key = kg.nodes()[0]
    kg.go(f"sel={key}")
    open_groups(kg)
    rows = kg.find("#details .group .fact")
    names = rows.evaluate_all("rows => rows.map((row) => row.dataset.fact)")
    for name in names[:: max(1, len(names) // 12)]:
        kg.find(f'#details .group .fact[data-fact="{name}"]').click()
        kg.eventually(lambda: kg.state()["fact"], name)
        check_marks(kg, name, check_passage(kg, name, documents))


def test_all_the_evidence_of_a_fact_can_be_paged_through(kg, documents):
    name, fact = max(kg.sample.facts.items(), key=lambda item: len(item[1].told.evidence))
    kg.go(f"sel={fact.told.subject}&fact={name}")
    number = len(fact.told.evidence)
    assert number > 3
    seen = set()
    for at in range(1, number + 1):
        kg.eventually(lambda at=at: f"{at}/{number}" in kg.text("#evidence").replace(" ", ""))
        seen.add(check_passage(kg, name, documents))
        kg.find("#evidence-next").click()
    assert seen == set(fact.told.evidence)
    kg.find("#evidence-prev").click()
    kg.eventually(lambda: f"{number}/{number}" in kg.text("#evidence").replace(" ", ""))


def test_a_fact_can_be_cited(kg):
    name, fact = next(item for item in sorted(kg.sample.facts.items()))
    kg.go(f"sel={fact.told.subject}&fact={name}")
    kg.find("#cite").click()
    kg.eventually(lambda: bool(kg.page.evaluate("navigator.clipboard.readText()")))
    cited = kg.page.evaluate("navigator.clipboard.readText()")
    start, end, words = shown_passage(kg)
    source = kg.sample.sources[check_passage(kg, name).source]
    for part in (words, source.title or source.path, source.published, str(start), str(end)):
        assert part in cited


def test_roles_modes_and_offices_are_to_be_seen(kg, seeds):
    """In the row of the fact and with its evidence, in words and not as codes."""
    name, fact = next(
        (name, fact)
        for name, fact in sorted(seeds.facts.items())
        if {"role", "mode", "capacity"} <= dict(fact.told.qualifiers).keys()
    )
    kg.go(f"sel={fact.told.subject}&fact={name}")
    qualifiers = dict(fact.told.qualifiers)
    for place in ("#evidence", f'.group .fact[data-fact="{name}"]'):
        text = kg.find(place).text_content()
        assert qualifiers["capacity"] in text
        assert "by-video" not in text
        assert "视频" in text


def lines_of(sample, factuality):
    return {name for name, fact in sample.facts.items() if fact.told.factuality is factuality}


@pytest.mark.parametrize("factuality", [Factuality.PLANNED, Factuality.NEGATED])
def test_what_is_only_planned_or_denied_looks_different(opened, big, factuality):
    """In words in the panel; in the picture as a broken line."""
    name = min(lines_of(big, factuality), key=lambda name: big.facts[name].year)
    kg = opened(big, view=f"sel={big.facts[name].told.subject}&fact={name}")
    mark = kg.find("#evidence .truth")
    assert mark.get_attribute("data-factuality") == factuality
    assert mark.is_visible()
    usual = min(lines_of(big, Factuality.ACTUAL), key=lambda name: big.facts[name].year)
    kg.go(f"sel={big.facts[usual].told.subject}&fact={usual}")
    assert kg.find("#evidence .truth").count() == 0


def gaps(kg, name):
    """Which share of the line of a fact shows the background, between its two signs."""
    (one, two), frame = map(kg.place, kg.sample.facts[name].ends), kg.find("#canvas").bounding_box()
    points = [
        (
            one["x"] + share / 200 * (two["x"] - one["x"]) - frame["x"],
            one["y"] + share / 200 * (two["y"] - one["y"]) - frame["y"],
        )
        for share in [*range(30, 80), *range(130, 170)]
    ]
    inside = [
        (x, y) for x, y in points if 1 < x < frame["width"] - 1 and 1 < y < frame["height"] - 1
    ]
    colours = samples(kg.page.context, kg.find("#canvas").screenshot(), inside)
    light = [colour for colour in colours if min(colour) > 225]
    return len(light) / len(colours)


@pytest.mark.parametrize("scheme", ["light"])
def test_a_planned_line_is_broken_and_a_fact_is_not(opened, hostile, scheme):
    planned = min(lines_of(hostile, Factuality.PLANNED))
    usual = next(
        name
        for name, fact in sorted(hostile.facts.items())
        if fact.stands and fact.told.predicate == "heldIn"
    )
    kg = opened(hostile, color_scheme=scheme)
    shares = {}
    for name in (planned, usual):
        kg.go(f"fact={name}")
        kg.still()
        shares[name] = gaps(kg, name)
    assert shares[usual] < 0.1
    assert 0.15 < shares[planned] < 0.8


def test_several_facts_between_two_things_are_all_there_and_can_be_hit(opened, seeds):
    pairs = Counter(frozenset(fact.ends) for fact in seeds.facts.values())
    parallel = [name for name, fact in seeds.facts.items() if pairs[frozenset(fact.ends)] > 1]
    kg = opened(seeds, view="all=1")
    kg.eventually(kg.edges, set(seeds.facts))
    assert len(parallel) > 20
    middles = {name: kg.middle(name) for name in parallel}
    places = {(round(place["x"], 1), round(place["y"], 1)) for place in middles.values()}
    assert len(places) == len(parallel)
    pair = max(pairs, key=lambda pair: (pairs[pair], sorted(pair)))
    for name in parallel:
        if frozenset(seeds.facts[name].ends) == pair:
            kg.go(f"only={','.join(sorted(pair))}")
            kg.page.keyboard.press("0")
            kg.still()
            kg.click_at(kg.middle(name))
            kg.eventually(lambda: kg.state()["fact"], name)


def test_a_click_on_a_sign_opens_the_thing_and_on_nothing_closes_it(kg):
    frame = kg.find("#canvas").bounding_box()
    key = next(key for key in kg.nodes() if inside(kg.place(key), frame))
    kg.click_at(kg.place(key))
    kg.eventually(lambda: kg.state()["sel"], key)
    assert kg.sample.label(key) in kg.text("#details h2")
    kg.find("#close").click()
    kg.eventually(lambda: kg.state()["sel"], "")
    assert not kg.find("#details").is_visible()


def inside(place, frame, rim=50):
    return (
        frame["x"] + rim < place["x"] < frame["x"] + frame["width"] - rim
        and frame["y"] + rim < place["y"] < frame["y"] + frame["height"] - rim
    )
