"""Find the Chromium that the browser tests drive, and say how long they wait for anything."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

PATIENCE = 90  # seconds for anything to start, to show or to be stored, on a machine that is busy with other things
SIZE = {"width": 1100, "height": 900}  # of a page
NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ADVICE = (
    "NO CHROMIUM FOUND, so what a person sees in JupyterLab was not tested. Get one: apt-get install chromium, "
    "or: playwright install chromium, or name yours in PREPKIT_CHROMIUM"
)


def find_chromium() -> str | None:
    """Return the path of a Chromium: the one named in PREPKIT_CHROMIUM, one on the PATH, or Playwright's own."""
    named = os.environ.get("PREPKIT_CHROMIUM")
    if named:
        return named if Path(named).is_file() else None
    return next(filter(None, map(shutil.which, NAMES)), None) or _find_downloaded()


def _find_downloaded() -> str | None:
    try:
        from playwright.sync_api import sync_playwright
    except ImportError:
        return None
    with sync_playwright() as playwright:
        path = playwright.chromium.executable_path
    return path if Path(path).is_file() else None
