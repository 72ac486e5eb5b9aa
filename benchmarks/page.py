"""How fast graph.html is in the browser, in milliseconds of this machine.

    python benchmarks/page.py [--rounds N]

For the graph of the seeds, one of 5,000 things and 11,000 facts, and one of three times as much, of
which the page holds a part, on a desktop and a telephone:
ready: from the start of the navigation to a page that can be used; longest task: how long the
page was deaf meanwhile; redraw: one drawing of the picture; search: the slowest key of a query;
hide or show a class; each until its result is on the screen. The second column is the work in it,
which what else the machine does hardly changes. The limits are those of issue 3.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING

ROOT = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests")]

from page.browser import NARROW, WIDE, NoBrowserError, started_browser  # noqa: E402
from sample_graph import big_graph  # noqa: E402

from kg.ontology import load_ontology  # noqa: E402
from kg.page import render_page  # noqa: E402
from kg.pipeline import build_graph, read_documents  # noqa: E402
from kg.reading.knowledge import load_knowledge  # noqa: E402

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

_QUERY = "shanghaihezuo"
_WATCH = """
window.longest = 0;
new PerformanceObserver((list) => {
  for (const { duration } of list.getEntries()) window.longest = Math.max(window.longest, duration);
}).observe({ type: "longtask", buffered: true });
"""
#: Milliseconds from the start of the navigation until the page said that it is ready.
_READY = """() => new Promise((done) => {
  const look = () => window.__kg?.ready ? done(performance.now()) : setTimeout(look, 2);
  look();
})"""
#: Milliseconds until the picture after ``action`` stands on the screen.
_UNTIL_SHOWN = """(action) => new Promise((done) => {
  const start = performance.now();
  Function("return " + action)();
  const wait = () => setTimeout(() => done(performance.now() - start), 0);
  requestAnimationFrame(() => requestAnimationFrame(wait));
})"""
_REDRAW = "Canvas.network().redraw()"
_LIMITS = {"seeds": (2000, 1000, 300), "big": (4000, 2000, 1500), "part": (4000, 2000, 1500)}


def main() -> None:
    """Measure both graphs at both sizes of the window."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=3)
    rounds = parser.parse_args().rounds
    try:
        with tempfile.TemporaryDirectory() as folder, started_browser() as browser:
            print(f"Chromium {browser.version}, best of {rounds} openings")
            for name, path in _pages(Path(folder)):
                for size in (WIDE, NARROW):
                    _measure(browser, name, path, size, rounds)
    except NoBrowserError as error:
        sys.exit(str(error))


def _pages(folder: Path) -> Iterator[tuple[str, Path]]:
    ontology, knowledge = load_ontology(), load_knowledge()
    documents = read_documents([str(ROOT / "seeds")])[0]
    graphs = {
        "seeds": lambda: build_graph(documents, knowledge),
        "big": big_graph,
        "part": lambda: big_graph(15_000, 33_000),
    }
    for name, make in graphs.items():
        graph = make()
        start = time.perf_counter()
        text = render_page(graph, ontology)
        seconds = time.perf_counter() - start
        path = folder / f"{name}.html"
        path.write_text(text, encoding="utf-8")
        size = path.stat().st_size / 1e6
        print(f"\n{name}: {len(graph.entities)} things, written in {seconds:.2f} s, {size:.2f} MB")
        yield name, path


def _measure(browser: Browser, name: str, path: Path, size: tuple[int, int], rounds: int) -> None:
    seconds, longest = [], []
    for _ in range(rounds):
        page = _open(browser, size)
        page.goto(path.as_uri())
        seconds.append(page.evaluate(_READY))
        page.wait_for_timeout(200)
        longest.append(page.evaluate("window.longest"))
        if len(seconds) < rounds:
            page.context.close()
    meter = Meter(page)
    ready, task, filtering = _LIMITS[name]
    print(f"  {size[0]} x {size[1]}")
    _row("ready", min(seconds), limit=ready)
    _row("longest task", min(longest), limit=task)
    _row("redraw", *meter.time(_REDRAW), 50 if name == "seeds" else None)
    _row("search, slowest key", *_search(meter), 100)
    _row("hide or show a class", *_filter(meter), filtering)
    _row("show all", *meter.click("#all"))
    _row("redraw, all", *meter.time(_REDRAW))
    _row("hide or show, all", *_filter(meter), filtering)
    _row("select, all", *meter.time("location.hash = 'all=1&sel=' + __kg.nodes()[0]"))
    _row("table, all", *meter.click("#tab-table"))
    _row("timeline, all", *meter.click("#tab-timeline"))
    page.context.close()


class Meter:
    """Times what a page does."""

    def __init__(self, page: Page) -> None:
        """Ask the browser to count the work of the page's own thread."""
        self.page = page
        self._session = page.context.new_cdp_session(page)
        self._session.send("Performance.enable", {"timeDomain": "threadTicks"})

    def time(self, action: str) -> tuple[float, float]:
        """Milliseconds until the result of an action stands on the screen, and of work in it."""
        before = self._work()
        wall = self.page.evaluate(_UNTIL_SHOWN, action)
        return wall, self._work() - before

    def click(self, selector: str) -> tuple[float, float]:
        """The same for a click."""
        return self.time(f"document.querySelector('{selector}').click()")

    def _work(self) -> float:
        metrics = self._session.send("Performance.getMetrics")["metrics"]
        return next(1000 * item["value"] for item in metrics if item["name"] == "TaskDuration")


def _open(browser: Browser, size: tuple[int, int]) -> Page:
    context = browser.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="zh-CN", bypass_csp=True
    )
    page = context.new_page()
    page.add_init_script(_WATCH)
    return page


def _row(what: str, wall: float, work: float | None = None, limit: float | None = None) -> None:
    told = f"  at most {limit}" if limit else ""
    needed = wall if work is None else work
    loud = "  TOO SLOW" if limit and needed > limit else ""
    busy = f"{work:>8.0f}" if work is not None else " " * 8
    print(f"    {what:<24}{wall:>8.0f}{busy}{told}{loud}")


def _search(meter: Meter) -> tuple[float, float]:
    """The slowest of the keys of a query, each until its answer is on the screen."""
    meter.page.locator("#search").focus()
    times = [
        meter.time(
            f"(box => {{ box.value = '{_QUERY[:end]}';"
            "box.dispatchEvent(new Event('input', { bubbles: true })) })"
            "(document.getElementById('search'))"
        )
        for end in range(1, len(_QUERY) + 1)
    ]
    meter.page.keyboard.press("Escape")
    return max(times)


def _filter(meter: Meter) -> tuple[float, float]:
    """The slower of hiding a class and showing it again."""
    return max(meter.click("[data-class=Leader] input") for _ in range(2))


if __name__ == "__main__":
    main()
