"""A8: what the filters leave is what the records say; A9 and A10: paths and neighbours."""

from __future__ import annotations

from contextlib import suppress

import networkx as nx
import pytest

SCO = "organisation/sco"


def open_legend(kg):
    """On a small window the legend is a sheet that comes on request."""
    toggle = kg.find("#legend-toggle")
    if toggle.is_visible() and toggle.get_attribute("aria-expanded") != "true":
        toggle.click()
        kg.find("#legend").wait_for()


def close_legend(kg):
    toggle = kg.find("#legend-toggle")
    if toggle.is_visible() and toggle.get_attribute("aria-expanded") == "true":
        toggle.click()


def show_all(kg):
    if kg.find("#all").is_enabled() and not kg.state()["all"]:
        kg.find("#all").click()


def check(kg, expected):
    """Nodes, edges and the numbers of the legend are those of ``expected``."""
    kg.eventually(kg.shown, (expected.nodes, expected.edges))
    rows = kg.find("#legend label[data-class]")
    numbers = {
        row.get_attribute("data-class"): int(row.locator(".count").text_content().replace(",", ""))
        for row in rows.all()
    }
    assert {cls: n for cls, n in numbers.items() if n} == dict(expected.classes)


def uncheck(kg, cls):
    open_legend(kg)
    kg.find(f"label[data-class={cls}] input").click()


def set_year(kg, end, year):
    """Move a thumb with the keyboard."""
    thumb = kg.find(f"#year-{end}")
    thumb.focus()
    for _ in range(100):
        now = int(thumb.input_value())
        if now == year:
            break
        kg.press("ArrowRight" if now < year else "ArrowLeft")
    assert int(thumb.input_value()) == year


def test_the_whole_graph_has_the_counts_of_the_records(any_kg):
    kg = any_kg
    show_all(kg)
    everything = kg.sample.filtered()
    check(kg, everything)
    assert everything.edges == set(kg.sample.facts)
    assert sum(everything.classes.values()) == len(everything.nodes)
    lone = set(kg.sample.entities) - everything.nodes
    open_legend(kg)
    assert kg.find("#unconnected").is_visible() == bool(lone)
    assert kg.find("#unconnected li").count() == len(lone)


def test_a_class_can_be_hidden_and_comes_back(any_kg):
    kg = any_kg
    show_all(kg)
    for hide in (["Initiative"], ["Initiative", "Leader"]):
        uncheck(kg, hide[-1])
        check(kg, kg.sample.filtered(hide=hide))
    close_legend(kg)
    kg.find("#chips [data-chip=hide-Leader]").click()
    check(kg, kg.sample.filtered(hide=["Initiative"]))
    open_legend(kg)
    assert kg.find("label[data-class=Leader] input").is_checked()
    assert not kg.find("label[data-class=Initiative] input").is_checked()


def test_only_this_class_and_back(any_kg):
    kg = any_kg
    show_all(kg)
    classes = {entity.cls for entity in kg.sample.graph.entities}
    open_legend(kg)
    row = kg.find("#legend li").filter(has=kg.find("label[data-class=Summit]"))
    row.locator(".only").click()
    check(kg, kg.sample.filtered(hide=classes - {"Summit"}))
    assert {kg.sample.entities[key].cls for key in kg.nodes()} == {"Summit"}
    row.locator(".only").click()
    check(kg, kg.sample.filtered())


@pytest.mark.parametrize(("first", "last"), [(2014, 2015), (2021, 2021)], ids=str)
def test_the_years_leave_the_facts_of_these_years_only(kg, first, last):
    show_all(kg)
    set_year(kg, "from", first)
    set_year(kg, "to", last)
    expected = kg.sample.filtered(years=(first, last))
    check(kg, expected)
    assert {kg.sample.facts[name].year for name in expected.edges} <= set(range(first, last + 1))
    assert str(first) in kg.text("#year-output")
    kg.find("#chips [data-chip=years]").click()
    check(kg, kg.sample.filtered())


def test_the_years_of_the_other_graphs(opened, sample):
    kg = opened(sample)
    show_all(kg)
    years = sorted({fact.year for fact in sample.facts.values() if fact.year})
    set_year(kg, "from", years[1])
    set_year(kg, "to", years[-2])
    check(kg, sample.filtered(years=(years[1], years[-2])))


def test_a_thumb_pushed_past_the_other_takes_it_along(kg):
    set_year(kg, "to", 2015)
    set_year(kg, "from", 2021)
    kg.eventually(lambda: (kg.state()["from"], kg.state()["to"]), (2021, 2021))


def test_a_thumb_can_be_drawn_with_the_mouse(kg):
    track = kg.find("#year-from").bounding_box()
    y = track["y"] + track["height"] / 2
    kg.page.mouse.move(track["x"] + 8, y)
    kg.page.mouse.down()
    kg.page.mouse.move(track["x"] + track["width"] / 2, y, steps=5)
    kg.page.mouse.up()
    kg.eventually(lambda: 2016 <= kg.state()["from"] <= 2020)
    to = kg.find("#year-to").bounding_box()
    kg.page.mouse.move(to["x"] + to["width"] - 8, y)
    kg.page.mouse.down()
    kg.page.mouse.move(to["x"] + to["width"] * 0.8, y, steps=5)
    kg.page.mouse.up()
    kg.eventually(lambda: 2020 <= kg.state()["to"] <= 2023)


def test_the_bars_count_the_facts_of_each_year(kg):
    years = {fact.year for fact in kg.sample.facts.values()}
    drawn = [bar.get_attribute("height") for bar in kg.find("#histogram rect").all()]
    assert len(drawn) == max(years) - min(years) + 1
    assert [bool(float(high)) for high in drawn] == [
        year in years for year in range(min(years), max(years) + 1)
    ]


@pytest.mark.parametrize(
    "orgs", [[SCO], ["organisation/cica"], [SCO, "organisation/cica"]], ids=str
)
def test_organisations_leave_their_facts_and_who_is_who(kg, orgs):
    show_all(kg)
    open_legend(kg)
    if kg.find("#organisation-more button").count():
        kg.find("#organisation-more button").click()
    for org in orgs:
        kg.find(f'#organisations input[data-org="{org}"]').check()
    check(kg, kg.sample.filtered(orgs=orgs))
    close_legend(kg)
    for org in orgs:
        kg.find(f'#chips [data-chip="org-{org}"]').click()
    check(kg, kg.sample.filtered())


def test_filters_work_together_and_clear_together(kg):
    show_all(kg)
    uncheck(kg, "Instrument")
    open_legend(kg)
    kg.find(f'#organisations input[data-org="{SCO}"]').check()
    close_legend(kg)
    set_year(kg, "to", 2014)
    check(kg, kg.sample.filtered(hide=["Instrument"], orgs=[SCO], years=(2013, 2014)))
    kg.find("#chips [data-chip=clear]").click()
    kg.eventually(lambda: kg.find("#chips .chip").count(), 0)
    show_all(kg)
    check(kg, kg.sample.filtered())


def test_every_change_is_told_in_the_status_line(kg):
    before = kg.text("#status")
    uncheck(kg, "Leader")
    kg.eventually(lambda: kg.text("#status") != before)
    assert str(len(kg.edges())) in kg.text("#status")


# -- A9 --------------------------------------------------------------------------------------


def find_path(kg, start, goal):
    kg.go(f"sel={start}")
    box = kg.find("#path-to")
    box.click()
    kg.type(kg.sample.label(goal))
    kg.find(f'#path-results [data-id="{goal}"]').click()
    kg.find("#path").wait_for()
    return kg.find("#path .fact").evaluate_all("rows => rows.map((row) => row.dataset.fact)")


def check_path(kg, start, goal, steps, facts):
    """The steps lead from ``start`` to ``goal`` over facts that stand, and none is shorter."""
    at = start
    for name in steps:
        fact = kg.sample.facts[name]
        assert fact.stands
        assert name in facts
        (at,) = set(fact.ends) - {at}
    assert at == goal
    assert len(steps) == nx.shortest_path_length(kg.sample.network(facts), start, goal)


def test_a_path_is_as_short_as_can_be(kg):
    network = kg.sample.network(kg.sample.facts)
    keys = sorted(nx.node_connected_component(network, SCO))
    for start, goal in ((keys[0], keys[-1]), (keys[7], keys[-20]), ("leader/xi-jinping", SCO)):
        steps = find_path(kg, start, goal)
        check_path(kg, start, goal, steps, set(kg.sample.facts))
        assert set(steps) <= kg.edges()


def test_a_path_goes_around_what_is_filtered_away(opened, seeds):
    kg = opened(seeds)
    expected = seeds.filtered(years=(2021, 2024))
    network = seeds.network(expected.edges)
    largest = max(nx.connected_components(network), key=len)
    start, goal = min(largest), max(largest)
    kg.go("from=2021&to=2024")
    kg.select(start)
    kg.find("#path-to").click()
    kg.type(seeds.label(goal))
    kg.find(f'#path-results [data-id="{goal}"]').click()
    kg.find("#path .fact").first.wait_for()
    steps = kg.find("#path .fact").evaluate_all("rows => rows.map((row) => row.dataset.fact)")
    check_path(kg, start, goal, steps, expected.edges)


def test_a_path_on_the_large_graph(opened, big):
    kg = opened(big)
    keys = sorted(nx.node_connected_component(big.network(big.facts), kg.nodes()[0]))
    start, goal = keys[5], keys[-5]
    check_path(kg, start, goal, find_path(kg, start, goal), set(big.facts))


def test_each_step_of_a_path_opens_its_sentence(kg):
    steps = find_path(kg, "leader/xi-jinping", "country/TJK")
    kg.find("#path .fact").first.click()
    kg.eventually(lambda: kg.state()["fact"], steps[0])
    assert kg.find("#evidence blockquote").is_visible()
    assert kg.find("#path .fact").count() == len(steps)


def test_no_path_is_a_sentence_and_no_error(kg):
    network = kg.sample.network(kg.sample.facts)
    parts = sorted(nx.connected_components(network), key=len)
    lone = sorted(set(kg.sample.entities) - set(network)) or sorted(parts[0])
    assert find_path(kg, SCO, lone[0]) == []
    assert kg.sample.label(lone[0]) in kg.text("#path")


# -- A10 -------------------------------------------------------------------------------------


def test_a_neighbourhood_grows_by_at_most_twenty_and_back(opened, big, size):
    kg = opened(big, size)
    shown = set(kg.nodes())
    network = big.network(big.facts)
    key = next(key for key in kg.nodes() if len(set(network[key]) - shown) > 25)
    kg.select(key)
    before = kg.shown()
    kg.find("#canvas").focus()
    for added in (20, 40):
        kg.press("e")
        kg.eventually(lambda added=added: len(kg.nodes()) >= min(len(before[0]) + added, 26))
        assert len(set(kg.nodes()) - before[0]) <= added
    near = {end for fact in big.facts.values() if key in fact.ends for end in fact.ends}
    assert set(kg.nodes()) - before[0] <= near
    kg.find("#canvas").focus()
    kg.press("Backspace", "Backspace")
    kg.eventually(kg.shown, before)


def test_a_double_click_expands_too(opened, big):
    kg = opened(big)
    shown = set(kg.nodes())
    network = big.network(big.facts)
    frame = kg.find("#canvas").bounding_box()
    key = next(
        key
        for key in kg.nodes()
        if set(network[key]) - shown
        and frame["x"] + 60 < kg.place(key)["x"] < frame["x"] + frame["width"] - 400
        and frame["y"] + 60 < kg.place(key)["y"] < frame["y"] + frame["height"] - 60
    )
    place = kg.place(key)
    for _ in range(2):  # on a busy machine two clicks may come too slowly to be a double one
        kg.page.mouse.dblclick(place["x"], place["y"])
        with suppress(AssertionError):
            kg.eventually(lambda: len(kg.nodes()) > len(shown))
            break
    assert 0 < len(set(kg.nodes()) - shown) <= 20


def test_isolate_leaves_a_thing_and_its_neighbours(kg):
    key = "leader/xi-jinping"
    kg.select(key)
    before = kg.shown()
    kg.find("#isolate").click()
    near = {end for fact in kg.sample.facts.values() if key in fact.ends for end in fact.ends}
    kg.eventually(lambda: set(kg.nodes()), near)
    assert kg.edges() == {
        name for name, fact in kg.sample.facts.items() if near.issuperset(fact.ends)
    }
    kg.find("#canvas").focus()
    kg.press("Backspace")
    kg.eventually(kg.shown, before)
