"""Find the browser that the page tests drive, or install it where we may."""

import os
import shutil
import subprocess

from environment import CannotPrepare

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PACKAGES = ("chromium", "fonts-liberation")


def browser() -> str:
    """Return the path of Chromium or Chrome.

    Raises:
        CannotPrepare: there is none and it cannot be installed here.
    """
    return _found() or _installed()


def _found() -> str | None:
    named = os.environ.get("CHROMIUM")
    if named:
        if not shutil.which(named):
            raise CannotPrepare(f"CHROMIUM is set to {named}, which is not a program: set it to Chromium or Chrome.")
        return shutil.which(named)
    return next((path for name in NAMES if (path := shutil.which(name))), None)


def _installed() -> str:
    if os.geteuid() == 0 and shutil.which("apt-get"):
        settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
        for line in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *PACKAGES]):
            subprocess.run(line, check=False, env=settings, stdout=subprocess.DEVNULL)
    found = _found()
    if found is None:
        raise CannotPrepare(
            "The page tests need Chromium or Chrome and there is none: install it (on Debian: "
            f"sudo apt-get install {' '.join(PACKAGES)}) or set CHROMIUM to where it is, then run ./test again."
        )
    return found
