"""Where the tests find a browser: on the PATH, from apt, or from Playwright.

`python -m tests.support.chromium` sees to it that there is one.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"]
FLAGS = ["--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
         "--disable-background-networking", "--disable-component-update"]  # fmt: skip


def on_path() -> str | None:
    return next((found for name in NAMES if (found := shutil.which(name))), None)


def flags() -> list[str]:
    """Chromium refuses its sandbox to root."""
    return [*FLAGS, "--no-sandbox"] if os.geteuid() == 0 else FLAGS


def from_apt() -> bool:
    if shutil.which("apt-get") is None or os.geteuid() != 0:
        return False
    print("Installing Chromium with apt-get …", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for arguments in (["update", "-qq"], ["install", "-y", "-qq", "chromium"]):
        command = ["apt-get", *arguments]
        with Path(os.devnull).open("w") as nowhere:
            done = subprocess.run(command, env=environment, stdout=nowhere, check=False)
        if done.returncode:
            return False
    return on_path() is not None


def from_playwright() -> bool:
    print("Installing Playwright's own Chromium …", flush=True)
    command = [sys.executable, "-m", "playwright", "install", "chromium"]
    return subprocess.run(command, check=False).returncode == 0


def main() -> int:
    if on_path() or from_apt() or from_playwright():
        return 0
    print("No browser for the tests: install Chromium and run this again.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
