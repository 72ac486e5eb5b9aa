"""The pages in a real browser: for everybody, on any screen, and safe from what reports say."""

from __future__ import annotations

import pytest
import sample_graph
from page.browser import NARROW, WIDE
from page.test_access import serious

from kg.ontology import load_ontology
from kg.writing.rdf import write_turtle
from kg.writing.turtle import Terms
from serve.running import Running
from serve.worlds import HUB, LEADER, TOLD_OFTEN

PAGES = {
    "home": "/",
    "class": "/class/Summit",
    "search": "/search?q=甲",
    "hub": f"/page/{HUB}?property=hosted&page=3",
    "leader": f"/page/{LEADER}",
    "fact": f"/page/{TOLD_OFTEN}?page=3",
    "denied": "/page/fact/hosted.AAA.s-0.negated",
    "missing": "/page/leader/nobody",
}


@pytest.fixture(scope="module")
def hub_address(hub_path):
    with Running(hub_path) as running:
        yield running.url


class Opened:
    """A browser window that notes every fault and every request to others."""

    def __init__(self, browser, address, size=WIDE, **options):
        width, height = size
        viewport = {"width": width, "height": height}
        self.page = browser.new_context(viewport=viewport, **options).new_page()
        self.address, self.faults = address, []
        self.page.on("pageerror", lambda error: self.faults.append(str(error)))
        self.page.on("console", lambda message: self.faults.append(message.text))
        self.page.on("request", self._note)

    def _note(self, request):
        if not request.url.startswith(self.address):
            self.faults.append(request.url)

    def go(self, path):
        self.page.goto(self.address + path)
        return self


@pytest.fixture
def opened(browser):
    windows = []

    def build(*arguments, **options):
        windows.append(Opened(browser, *arguments, **options))
        return windows[-1]

    yield build
    for window in windows:
        window.page.context.close()


@pytest.mark.parametrize(
    ("size", "scheme", "locale"), [(WIDE, "light", "zh-CN"), (NARROW, "dark", "en-GB")]
)
def test_every_page_is_for_everybody_and_fits(opened, hub_address, size, scheme, locale):
    window = opened(hub_address, size, color_scheme=scheme, locale=locale)
    for name, path in PAGES.items():
        window.go(path)
        assert serious(window) == [], name
        assert window.page.locator("h1").count() == 1, name
        assert window.page.evaluate("document.documentElement.scrollWidth") <= size[0], name
    missing = [fault for fault in window.faults if "404" not in fault]
    assert missing == []


def test_from_a_name_to_the_sentence_without_a_mouse(opened, hub_address):
    window = opened(hub_address, locale="zh-CN").go("/")
    page = window.page
    page.locator("#q").focus()
    page.keyboard.type("甲甲")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?q=*")
    page.locator("main a").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/page/{LEADER}")
    assert page.locator("blockquote").first.inner_text()
    page.locator("a.language").click()
    page.wait_for_url("**lang=en")
    assert page.locator("h1").inner_text() == "Mr A"
    page.go_back()
    page.reload()
    assert page.locator("html").get_attribute("lang") == "en", "the choice is remembered"
    assert window.faults == []


def unharmed(window):
    """No element and no address but our own; nothing that runs."""
    assert window.page.evaluate("typeof window.__p") == "undefined"
    strange = window.page.evaluate(
        """() => [...document.querySelectorAll("body *")].filter((e) =>
             /^(img|b-|iframe|object|embed|base|script)$/i.test(e.tagName)
             || (e.action ?? "").replace(location.origin, "") > "/search"
             || [...e.attributes].some((a) => /^on/i.test(a.name))
             || /^\\s*javascript:/i.test(e.getAttribute("href") ?? "")).map((e) => e.outerHTML)"""
    )
    assert strange == []


def test_what_reports_say_stays_text(opened, tmp_path):
    graph = sample_graph.hostile_graph()
    path = tmp_path / "graph.ttl"
    path.write_text(write_turtle(graph, load_ontology()), encoding="utf-8")
    paths = [f"/page/{thing.key}" for thing in graph.entities]
    names = map(Terms(load_ontology()).fact_name, graph.statements[::20])
    paths += [*(f"/page/fact/{name}" for name in names), f"/page/source/{graph.sources[0].id}"]
    paths += ["/", "/class/Leader", "/class/SourceDocument", "/search?q=人"]
    with Running(path) as running:
        window = opened(running.url)
        for place in [*paths, "/search?q=%3Cimg src=x onerror=window.__p=1%3E"]:
            unharmed(window.go(place))
        for thing in graph.entities:
            assert thing.names[0] in window.go(f"/page/{thing.key}").page.inner_text("main")
    assert window.faults == []
