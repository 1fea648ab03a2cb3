"""Debian's Chromium, as the browser tests and the screens use it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SIZES = {"phone": (360, 740), "desktop": (1280, 800)}


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """A browser without a window."""
    chromium = shutil.which("chromium")
    assert chromium, "浏览器测试需要 Debian 的 chromium：apt-get install chromium"
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=chromium, args=_FLAGS)
        yield running
        running.close()
