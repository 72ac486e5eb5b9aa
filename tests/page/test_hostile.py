"""A13: text from reports is text, wherever it is shown."""

from __future__ import annotations

import pytest

from page.test_filters import open_legend


@pytest.fixture
def kg(opened, hostile, size):
    return opened(hostile, size, view="names=both")


def unharmed(kg):
    assert kg.page.evaluate("typeof window.__p") == "undefined"
    assert (
        kg.page.evaluate("({}).polluted === undefined && Object.keys(Object.prototype).length") == 0
    )
    tags = kg.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((e) =>
             /^(img|b-|iframe|object|embed|base|form)$/i.test(e.tagName)
             || [...e.attributes].some((a) => /^on/i.test(a.name))
             || /^\\s*javascript:/i.test(e.getAttribute("href") ?? "")).map((e) => e.outerHTML)"""
    )
    assert tags == []


def test_things_under_the_mouse(kg):
    kg.find("#zoom-fit").click()
    for key in kg.nodes():
        place = kg.place(key)
        kg.page.mouse.move(place["x"] - 1, place["y"])
        kg.page.mouse.move(place["x"], place["y"])
    for name in sorted(kg.edges())[::5]:
        place = kg.middle(name)
        kg.page.mouse.move(place["x"], place["y"])
    unharmed(kg)


def test_every_thing_opened(kg):
    for entity in kg.sample.graph.entities:
        kg.visit(f"sel={entity.key}&names=both")
        panel = kg.find("#details").text_content()
        assert entity.names[0] in panel
        assert all(name in panel for name in entity.names[1:])
        unharmed(kg)


def test_every_fact_opened(kg):
    for name in sorted(kg.sample.told)[::3]:
        kg.visit(f"fact={name}")
        passage = kg.sample.told[name].evidence[0]
        assert kg.find("#evidence blockquote").text_content() == passage.quote
        assert kg.sample.sources[passage.source].path in kg.find("#evidence").text_content()
        kg.find("#cite").click()
        unharmed(kg)


def test_lists_searches_and_downloads(kg):
    for tab in ("table", "timeline"):
        kg.find(f"#tab-{tab}").click()
        kg.find(f"#panel-{tab}").wait_for()
        for button in kg.find(f"#panel-{tab} button[data-fact]").all()[:12]:
            button.hover()
        unharmed(kg)
    kg.find("#tab-graph").click()
    for typed in ("<img", "javascript:", "{{", "__proto__", "constructor", "toString", "\\", "(*["):
        kg.search(typed)
        kg.page.wait_for_timeout(50)
        unharmed(kg)
    kg.press("Escape")
    for kind in ("png", "svg", "csv", "ttl"):
        kg.download(kind)
    unharmed(kg)


def test_the_drawing_opened_by_itself(kg):
    """The SVG is a document of its own when somebody opens it."""
    path = kg.download("svg").path()
    text = path.read_text(encoding="utf-8")
    page = kg.page.context.new_page()
    page.set_content(text)
    assert page.evaluate("typeof window.__p") == "undefined"
    assert page.evaluate("document.querySelectorAll('img, script').length") == 0
    page.close()


def test_the_legend_and_the_chips(kg):
    open_legend(kg)
    kg.find("#organisations input").first.check()
    unharmed(kg)
    assert kg.text("#chips").strip()
