"""The distribution's Chromium, found and started; for the tests and for the benchmark."""

from __future__ import annotations

import os
import shutil
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

from playwright.sync_api import Error, sync_playwright

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # root has none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
WIDE, NARROW = (1440, 900), (390, 844)


class NoBrowserError(Exception):
    """There is no Chromium here, or it does not start; the message says what to do."""


def find_browser() -> str:
    """The path of the browser. Raises NoBrowserError."""
    given = os.environ.get("KG_CHROMIUM")
    found = next(filter(None, map(shutil.which, [given] if given else NAMES)), None)
    if found is None:
        what = f"KG_CHROMIUM={given} is no program" if given else "no Chromium found"
        raise NoBrowserError(f"{what}: install chromium, or set KG_CHROMIUM (see CONTRIBUTING.md)")
    return found


@contextmanager
def started_browser() -> Iterator[Browser]:
    """A browser with a new profile. Raises NoBrowserError."""
    path = find_browser()
    with sync_playwright() as playwright:
        try:
            browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        except Error as error:
            raise NoBrowserError(f"{path} does not start: {error.message[:300]}") from error
        try:
            yield browser
        finally:
            browser.close()


def has_chinese_font() -> bool:
    """Whether the system has a font with Chinese characters."""
    listed = shutil.which("fc-list")
    if listed is None:
        return False
    done = subprocess.run([listed, ":lang=zh-cn", "family"], capture_output=True, check=False)
    return bool(done.stdout.strip())
