"""How the tests use a page: as a person does, with mouse, keyboard and eyes.

``window.__kg`` is only read, to know where on the canvas something is drawn.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from page.browser import NARROW, WIDE

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Locator, Page

    from page.expected import Sample

_OUTSIDE = re.compile(r"^(?!file:|data:|blob:|about:)")
_FREE = 3
_PATIENCE = 30  # seconds until something that does not come is a failure


class Tabs:
    """The tabs of a browser, each in a context of its own, and used again.

    To start one costs as much as to open a page in it; the page keeps nothing in the browser.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.free: list[Kg] = []

    def open(
        self, sample: Sample, size: tuple[int, int] = WIDE, *, view: str = "", **context
    ) -> Kg:
        """Open the page of ``sample`` in a free tab of this kind and wait until it is ready."""
        width, height = size
        options = {
            "viewport": {"width": width, "height": height},
            "locale": "zh-CN",
            "has_touch": size == NARROW,
            "permissions": ["clipboard-read", "clipboard-write"],
            **context,
        }
        kg = next((kg for kg in self.free if kg.options == options), None)
        if kg is None:
            kg = new_tab(self.browser, options)
        else:
            self.free.remove(kg)
        kg.sample = sample
        kg.go(view)
        return kg

    def leave(self, kg: Kg) -> None:
        """Leave a tab to others, unless it is not as it was; each takes 300 MB, so only some."""
        kg.page.mouse.move(0, 0)
        self.free.append(kg)
        if kg.faults or kg.changed:
            self.free.pop().page.context.close()
        elif len(self.free) > _FREE:
            self.free.pop(0).page.context.close()


def new_tab(browser: Browser, options: dict[str, Any]) -> Kg:
    """A tab that notes what must not happen in it."""
    page = browser.new_context(**options).new_page()
    page.set_default_timeout(1000 * _PATIENCE)
    kg = Kg(page, options)
    page.context.route(_OUTSIDE, kg.refuse)
    page.on("websocket", lambda socket: kg.faults.append(f"socket {socket.url}"))
    page.on("pageerror", lambda error: kg.faults.append(f"exception {error}"))
    page.on("console", kg.hear)
    page.on("dialog", kg.dismiss)
    return kg


@dataclass(eq=False)
class Kg:
    """A tab with an opened page."""

    page: Page
    options: dict[str, Any]
    sample: Sample = None
    changed: bool = False
    faults: list[str] = field(default_factory=list)

    def emulate(self, **media: str) -> None:
        """Change how the tab shows pages."""
        self.changed = True
        self.page.emulate_media(**media)

    # -- What must not happen ----------------------------------------------------------------

    def refuse(self, route):
        self.faults.append(f"request {route.request.url}")
        route.abort()

    def hear(self, message):
        if message.type in {"error", "warning"}:
            self.faults.append(f"console {message.text}")

    def dismiss(self, dialog):
        self.faults.append(f"dialog {dialog.message}")
        dialog.dismiss()

    # -- Reading -----------------------------------------------------------------------------

    def go(self, view: str = "") -> None:
        """Open the page anew, with ``view`` as the part of the address after ``#``."""
        self.page.goto("about:blank")
        self.page.goto(self.sample.page.as_uri() + (f"#{view}" if view else ""))
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        """Asked again and again: the page's policy forbids Playwright to wait inside of it."""
        self.eventually(lambda: self.page.evaluate("Boolean(window.__kg?.ready)"))

    def visit(self, view: str) -> None:
        """The same in the page that is open."""
        wanted = dict(part.split("=") for part in view.split("&"))

        def arrived():
            if {name: self.state().get(name) for name in wanted} == wanted:
                return True
            # Again if need be: the page may just be writing the address of the view before.
            self.page.evaluate("view => { location.hash = ''; location.hash = view }", view)
            self.page.wait_for_timeout(100)
            return False

        self.eventually(arrived)

    def read(self, call: str) -> Any:
        return self.page.evaluate(f"window.__kg.{call}")

    def nodes(self) -> list[str]:
        return self.read("nodes()")

    def edges(self) -> set[str]:
        return set(self.read("edges()"))

    def state(self) -> dict[str, Any]:
        return self.read("state()")

    def shown(self) -> tuple[set[str], set[str]]:
        return set(self.nodes()), self.edges()

    def hash(self) -> str:
        """The part of the address after ``#``, once it has been written."""
        self.page.wait_for_timeout(300)
        return self.page.evaluate("location.hash").removeprefix("#")

    def find(self, selector: str) -> Locator:
        return self.page.locator(selector)

    def text(self, selector: str) -> str:
        return self.find(selector).inner_text()

    def count(self, selector: str) -> int:
        """The number in a text such as ``1,234``."""
        return int(re.sub(r"\D", "", self.text(selector)))

    def eventually(self, get, wanted=True):  # noqa: FBT002 - reads as a sentence
        """Wait until ``get()`` is ``wanted``; the page may take its time, not say other things."""
        end = time.monotonic() + _PATIENCE
        while (found := get()) != wanted and time.monotonic() < end:
            self.page.wait_for_timeout(50)
        assert found == wanted, self.faults

    def still(self) -> None:
        """Wait until the picture does not move."""
        self.page.wait_for_timeout(350)
        self.eventually(lambda: self.read("moves()"), wanted=False)

    # -- Doing -------------------------------------------------------------------------------

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)

    def click_at(self, place: dict[str, float]) -> None:
        self.page.mouse.click(place["x"], place["y"])

    def place(self, key: str) -> dict[str, float]:
        return self.page.evaluate("id => window.__kg.project(id)", key)

    def middle(self, name: str) -> dict[str, float]:
        return self.page.evaluate("name => window.__kg.edgePoint(name)", name)

    def search(self, text: str) -> Locator:
        """Type into the search box; what it offers."""
        self.find("#search").click()
        self.find("#search").fill("")
        self.type(text)
        return self.find("#results [role=option]")

    def select(self, key: str) -> None:
        """Choose a thing by its Chinese name, as a person does."""
        self.search(self.sample.label(key))
        self.find(f'#results [data-id="{key}"]').click()
        self.eventually(lambda: self.state()["sel"], key)

    def open_menu(self) -> None:
        if self.find("#menu").get_attribute("open") is None:
            self.find("#menu > summary").click()

    def download(self, kind: str):
        """Take something away; its path."""
        self.open_menu()
        with self.page.expect_download() as waiting:
            self.find(f"#save-{kind}").click()
        return waiting.value

    def focused(self) -> str:
        """What has the focus, as a short name."""
        return self.page.evaluate(
            "(e => e.id ? '#' + e.id : e.tagName.toLowerCase() + '.' + e.className)"
            "(document.activeElement)"
        )
