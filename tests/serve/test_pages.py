"""The pages in a real browser: for everybody, on any screen, and safe from what reports say."""

from __future__ import annotations

from contextlib import contextmanager
from threading import Thread

import pytest
import sample_graph
from page.browser import NARROW, WIDE
from page.test_access import serious
from page.test_hostile import unharmed

from kg.ontology import load_ontology
from kg.rdf import write_turtle
from kg.serve.listener import listen
from serve.conftest import open_client
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


@contextmanager
def running(application):
    """The address of an application on a free port of loopback."""
    server = listen(application, "127.0.0.1", 0)
    Thread(target=server.run, daemon=True).start()
    yield f"http://127.0.0.1:{server.effective_port}"
    server.close()


@pytest.fixture(scope="module")
def hub_address(hub):
    with running(hub.application) as address:
        yield address


@pytest.fixture(scope="module")
def hostile(tmp_path_factory):
    path = tmp_path_factory.mktemp("hostile") / "graph.ttl"
    text = write_turtle(sample_graph.hostile_graph(), load_ontology())
    path.write_text(text, encoding="utf-8")
    client = open_client(path)
    yield client
    client.application.site.kg.close()


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


def test_what_reports_say_stays_text(opened, hostile):
    keys = [*hostile.application.site.kg.names.things]
    with running(hostile.application) as address:
        window = opened(address)
        source = sorted(hostile.application.site.kg.records.sources)[0].id
        facts = hostile.application.site.kg.query("SELECT ?f { ?f a sm:Fact } ORDER BY ?f LIMIT 2")
        paths = [f"/page/{key}" for key in keys]
        paths += [
            f"/page/{str(row[0]).removeprefix('https://w3id.org/summitkg/id/')}" for row in facts
        ]
        paths += ["/", "/class/Leader", "/class/SourceDocument", f"/page/source/{source}"]
        for path in [*paths, "/search?q=%3Cimg src=x onerror=window.__p=1%3E", "/search?q=人"]:
            unharmed(window.go(path))
            assert window.faults == [], path
            window.faults.clear()
    things = hostile.application.site.kg.names.things
    text = hostile.get(f"/page/{keys[0]}").text
    assert things[keys[0]].label not in text or "<" not in things[keys[0]].label
