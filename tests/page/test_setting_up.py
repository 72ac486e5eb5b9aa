"""What `make test` installs for these tests, and what it says where it cannot."""

from __future__ import annotations

import shutil
import subprocess

import pytest

from page.browser import NoBrowserError, find_browser
from page.conftest import ROOT

SCRIPT = ROOT / ".ci" / "browser.sh"


@pytest.fixture
def bare_path(tmp_path):
    """A path with hardly a program on it: no browser, no fonts, nothing to install with."""
    (tmp_path / "id").symlink_to(shutil.which("id"))
    return str(tmp_path)


def run(path, **environment):
    command = [shutil.which("sh"), str(SCRIPT)]
    environment = {"PATH": path, **environment}
    return subprocess.run(command, env=environment, capture_output=True, text=True, check=False)


def test_where_nothing_can_be_installed_it_is_said_loudly_and_nothing_fails(bare_path):
    done = run(bare_path)
    assert done.returncode == 0
    assert "NO CHROMIUM" in done.stderr
    assert "NO CHINESE FONT" in done.stderr


def test_a_browser_that_is_named_is_enough(bare_path):
    done = run(bare_path, KG_CHROMIUM="/opt/my/browser")
    assert done.returncode == 0
    assert "NO CHROMIUM" not in done.stderr


def test_without_a_browser_the_reason_says_what_to_do(monkeypatch, bare_path):
    monkeypatch.delenv("KG_CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", bare_path)
    with pytest.raises(NoBrowserError, match="install chromium"):
        find_browser()
    monkeypatch.setenv("KG_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(NoBrowserError, match="/nowhere/chromium is no program"):
        find_browser()


def test_a_browser_that_is_named_is_used(monkeypatch, tmp_path):
    program = tmp_path / "my-chromium"
    program.write_text("#!/bin/sh\n")
    program.chmod(0o755)
    monkeypatch.setenv("KG_CHROMIUM", str(program))
    assert find_browser() == str(program)
