"""A15 and what else makes the page usable for everybody."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe

from page.browser import NARROW, WIDE
from page.pictures import difference, samples

XI = "leader/xi-jinping"
FACT = "chaired.emomali-rahmon.sco-2014"
STATES = {
    "graph": "",
    "table": "v=table&from=2013&to=2013",
    "timeline": "v=timeline",
    "thing": f"sel={XI}",
    "evidence": f"sel=leader/emomali-rahmon&fact={FACT}",
    "filtered": "hide=City,Leader&from=2014&to=2021&org=organisation/sco",
    "path": f"sel={XI}&path={XI},country/TJK",
}


def serious(kg, axe=Axe()):  # noqa: B008 - it only holds the text of axe.js
    """What axe-core finds: rule and element of each serious fault."""
    found = axe.run(kg.page).response["violations"]
    return [
        (fault["id"], node["target"], node["failureSummary"][:200])
        for fault in found
        if fault["impact"] in {"serious", "critical"}
        for node in fault["nodes"]
    ]


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize(
    "look", [(WIDE, "light", "zh-CN"), (NARROW, "dark", "en-GB")], ids=["wide", "narrow"]
)
def test_axe_finds_nothing_serious(opened, seeds, state, look):
    size, scheme, locale = look
    kg = opened(seeds, size, view=STATES[state], color_scheme=scheme, locale=locale)
    assert serious(kg) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_serious_in_what_opens(opened, seeds, size, scheme):
    kg = opened(seeds, size, color_scheme=scheme)
    kg.search("上海").first.wait_for()
    assert serious(kg) == []
    kg.press("Escape")
    kg.open_menu()
    assert serious(kg) == []
    kg.press("Escape")
    kg.find("#help").click()
    assert serious(kg) == []
    kg.find("#help-close").click()
    if kg.find("#legend-toggle").is_visible():
        kg.find("#legend-toggle").click()
        assert serious(kg) == []


def all_rows(kg):
    """The facts in the table, after everything is asked for."""
    kg.find("#tab-table").click()
    more = kg.find("#panel-table button:visible").filter(has_text="全部")
    if more.count():
        more.first.click()
    rows = kg.find("#panel-table tbody tr")
    return rows.evaluate_all("rows => rows.map((row) => row.dataset.fact)")


def test_the_table_lists_exactly_the_visible_facts(any_kg):
    rows = all_rows(any_kg)
    assert len(rows) == len(set(rows))
    assert set(rows) == any_kg.edges()


def test_the_table_follows_the_filters(opened, seeds):
    kg = opened(seeds, view="hide=Leader&from=2014&to=2014&all=1")
    assert set(all_rows(kg)) == seeds.filtered(hide=["Leader"], years=(2014, 2014)).edges


def test_the_table_can_be_sorted_and_sifted(kg):
    all_rows(kg)
    years = kg.find("#panel-table tbody tr td.year")
    kg.find(
        "#panel-table th[data-column=year] button, #panel-table th:has-text('年') button"
    ).first.click()
    for way, turn in (("ascending", 1), ("descending", -1)):
        kg.eventually(lambda way=way: kg.find(f"#panel-table th[aria-sort={way}]").count(), 1)
        known = [int(year) for year in years.all_text_contents() if year.isdigit()]
        assert known == sorted(known)[::turn]
        kg.find("#panel-table th[aria-sort] button").nth(4).click()
    box = kg.find("#panel-table input")
    box.fill("拉赫蒙 主持")
    kg.eventually(lambda: 0 < kg.find("#panel-table tbody tr").count() < 20)
    names = kg.find("#panel-table tbody tr").evaluate_all("r => r.map((row) => row.dataset.fact)")
    assert FACT in names
    assert "q=" in kg.hash()


def test_a_row_of_the_table_opens_its_evidence(kg):
    kg.find("#tab-table").click()
    row = kg.find("#panel-table tbody tr button").first
    name = kg.find("#panel-table tbody tr").first.get_attribute("data-fact")
    row.click()
    kg.eventually(lambda: kg.state()["fact"], name)
    assert kg.find("#evidence blockquote").is_visible()


def test_the_timeline_tells_of_every_summit(any_kg):
    kg, sample = any_kg, any_kg.sample
    kg.find("#tab-timeline").click()
    text = kg.find("#panel-timeline").text_content()
    summits = [entity for entity in sample.graph.entities if entity.cls == "Summit"]
    connected = {end for fact in sample.facts.values() for end in fact.ends}
    for summit in summits:
        assert summit.key not in connected or summit.names[0] in text
    cards = kg.find("#panel-timeline [data-summit]")
    order = cards.evaluate_all("cards => cards.map((card) => card.dataset.summit)")
    years = [min(sample.years_of(key)) for key in order if sample.years_of(key)]
    assert years == sorted(years)


def test_the_timeline_names_place_host_chair_and_documents(kg, seeds):
    kg.find("#tab-timeline").click()
    card = kg.find('#panel-timeline [data-summit="summit/sco-2014"]')
    text = card.text_content()
    for fact in seeds.facts.values():
        if "summit/sco-2014" in fact.ends and fact.told.predicate in {
            "heldIn",
            "hosted",
            "chaired",
            "adopted",
        }:
            (other,) = set(fact.ends) - {"summit/sco-2014"}
            assert seeds.label(other) in text
    card.locator(f'[data-fact="{FACT}"]').click()
    kg.eventually(lambda: kg.state()["fact"], FACT)
    assert kg.find("#evidence blockquote").is_visible()


def test_the_succession_of_chairs_is_a_line(kg, seeds):
    told = [fact.told for fact in seeds.facts.values() if fact.told.predicate == "succeededAsChair"]
    kg.find("#tab-timeline").click()
    line = kg.find('#panel-timeline [data-org="organisation/sco"]').text_content()
    assert told
    for item in told:
        if dict(item.qualifiers).get("organisation", "") == "organisation/sco":
            assert seeds.label(item.subject) in line


def test_changes_are_announced(kg):
    status = kg.find("#status")
    assert status.get_attribute("role") == "status"
    assert status.get_attribute("aria-live") == "polite"
    kg.select(XI)
    kg.eventually(lambda: kg.sample.label(XI) in status.inner_text())


def test_reduced_motion_is_respected(opened, seeds):
    """The eye jumps: right after a choice the picture is where it stays."""
    kg = opened(seeds, reduced_motion="reduce")
    kg.find("#canvas").focus()
    kg.page.evaluate(f"location.hash = 'fact={FACT}'")
    kg.eventually(lambda: kg.state()["fact"], FACT)
    first = kg.find("#canvas").screenshot()
    kg.page.wait_for_timeout(600)
    assert difference(kg.page.context, first, kg.find("#canvas").screenshot()) == 0
    moving = kg.page.evaluate("document.getAnimations().length")
    assert moving == 0


def test_dark_is_dark_and_the_picture_with_it(opened, seeds):
    kg = opened(seeds, color_scheme="dark")
    (dark,) = samples(kg.page.context, kg.find("#canvas").screenshot(), [(5, 200)])
    assert max(dark) < 60
    kg.emulate(color_scheme="light")
    kg.still()
    (light,) = samples(kg.page.context, kg.find("#canvas").screenshot(), [(5, 200)])
    assert min(light) > 200


@pytest.mark.parametrize("tab", ["table", "timeline"])
def test_what_is_printed_is_all_there(opened, seeds, tab):
    """A print of a list shows its whole content, not what fits the window; no controls."""
    kg = opened(seeds, view=f"v={tab}&all=1")
    kg.emulate(media="print")
    panel = kg.find(f"#panel-{tab}")
    assert panel.is_visible()
    assert not kg.find("#legend").is_visible()
    assert not kg.find("#search").is_visible()
    for selector in (f"#panel-{tab}", "#main", "body"):
        hidden = kg.page.evaluate(
            """s => { const e = document.querySelector(s);
                 return e.scrollHeight - e.clientHeight > 2
                   && getComputedStyle(e).overflowY !== "visible" }""",
            selector,
        )
        assert not hidden, selector
    pdf = kg.page.pdf()
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page ") + pdf.count(b"/Type/Page") >= 2


def test_a_printed_picture_is_a_picture(kg):
    kg.emulate(media="print")
    box = kg.find("#canvas").bounding_box()
    assert box["height"] > 200
    assert kg.page.pdf().startswith(b"%PDF")


def test_text_twice_as_large_can_still_be_read_and_used(opened, seeds):
    """200 % zoom is half the window; nothing may be cut off or covered."""
    width, height = WIDE
    kg = opened(seeds, (width // 2, height // 2), device_scale_factor=2, view=f"sel={XI}")
    root = "document.documentElement"
    assert kg.page.evaluate(f"{root}.scrollWidth <= {root}.clientWidth")
    kg.find("#details .group .fact").first.click()
    kg.find("#evidence-next").scroll_into_view_if_needed()
    kg.find("#close").click()
    kg.find("#tab-timeline").click()
    kg.find("#tab-table").click()
    kg.find("#panel-table button").first.wait_for()


def test_targets_are_large_enough_for_fingers(opened, seeds, size):
    """24 pixels each way (WCAG 2.2), or as much room around."""
    if size == WIDE:
        return
    kg = opened(seeds, size)
    small = kg.find(
        "header button:visible, header select:visible, .zoom button:visible"
    ).evaluate_all(
        """all => all.filter((e) => { const b = e.getBoundingClientRect();
             return b.width < 24 || b.height < 24 }).map((e) => e.id || e.textContent)"""
    )
    assert small == []
