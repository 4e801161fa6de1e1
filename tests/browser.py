"""Finds, or installs, the Chromium that the journeys drive: playwright's own, else the system's, else Debian's package.

`python tests/browser.py install` is run by `make test`; `executable()` is what the fixtures ask.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def executable() -> str | None:
    """The path of a system Chromium, or None when playwright's own is there and should be used."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        if Path(playwright.chromium.executable_path).exists():
            return None
    for name in NAMES:
        if found := shutil.which(name):
            return found
    raise FileNotFoundError("No Chromium: run `python tests/browser.py install`, or install one as `chromium`.")


def install() -> None:
    """Make a Chromium be there. Says what it does; fails, with the way out, when none of the three ways works."""
    try:
        print("Browser:", executable() or "playwright's own")
        return
    except FileNotFoundError:
        print("No Chromium yet: trying playwright's own download.")
    own = subprocess.run(
        [sys.executable, "-m", "playwright", "install", "chromium"], capture_output=True, text=True, timeout=300
    )
    if own.returncode != 0 and shutil.which("apt-get"):
        print("It could not be downloaded: installing Debian's chromium package.")
        as_root = [] if os.geteuid() == 0 else ["sudo", "-n"]
        subprocess.run([*as_root, "apt-get", "update", "-qq"], check=True)
        quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run([*as_root, "apt-get", "install", "-y", "-qq", "chromium"], check=True, env=quiet)
    print("Browser:", executable() or "playwright's own")


if __name__ == "__main__":
    install()
