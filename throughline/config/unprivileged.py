"""Run PostgreSQL as an ordinary user, which it insists on, even when we are root."""

import os
import pwd
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path

from throughline.config.errors import CannotRun

ACCOUNT = "throughline"
ENTER_FOLDERS = "dac_read_search", "dac_override"
"""Capabilities, least first, that let the account pass through a folder such as root's home."""


def give(*paths: Path) -> None:
    """Give files to the account PostgreSQL runs as; nothing to do unless we are root."""
    if os.geteuid() == 0:
        account = _account()
        for path in paths:
            os.chown(path, account.pw_uid, account.pw_gid)


def command(*words: str | Path, reaching: Sequence[Path]) -> list[str]:
    """Return a command line that runs as an ordinary user able to reach these files.

    Raises:
        CannotRun: we are root and there is no way to do so here.
    """
    plain = [str(word) for word in words]
    if os.geteuid() != 0:
        return plain
    for prefix in _prefixes(_account()):
        if all(_works([*prefix, "test", "-x", str(path)]) for path in reaching):
            return [*prefix, *plain]
    raise CannotRun(
        f"PostgreSQL cannot run as root, and its account {ACCOUNT!r} cannot reach {reaching[0]}: "
        "start Throughline as an ordinary user, or move it out of a closed folder."
    )


def _prefixes(account: pwd.struct_passwd) -> list[list[str]]:
    plain = ["setpriv", f"--reuid={account.pw_uid}", f"--regid={account.pw_gid}", "--clear-groups"]
    return [plain, *([*plain, *_keeping(capability)] for capability in ENTER_FOLDERS)]


def _keeping(capability: str) -> list[str]:
    kept = f"-all,+{capability}"
    return ["--securebits=+no_setuid_fixup", f"--inh-caps={kept}", f"--ambient-caps={kept}"]


def _account() -> pwd.struct_passwd:
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        return _make_account()


def _make_account() -> pwd.struct_passwd:
    if not (shutil.which("useradd") and shutil.which("setpriv")):
        raise CannotRun("PostgreSQL refuses to run as root: start Throughline as an ordinary user.")
    _works(["useradd", "--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", ACCOUNT])
    try:
        return pwd.getpwnam(ACCOUNT)
    except KeyError:
        raise CannotRun(f"The account {ACCOUNT!r} could not be made: start Throughline as an ordinary user.") from None


def _works(words: list[str]) -> bool:
    return subprocess.run(words, check=False, capture_output=True, cwd="/").returncode == 0
