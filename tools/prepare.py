"""Make ready what ./run and ./test need, then do them. Plain Python: nothing is installed yet."""

import fcntl
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from browser import browser
from environment import PYTHON, ROOT, CannotPrepare, ensure
from verify import verify


def main() -> int:
    """Prepare for ``run`` or ``test``, then do it with the words that follow."""
    kind, words = sys.argv[1], sys.argv[2:]
    # Compiled modules are kept, whatever the caller's habit: starting is three times as fast.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    try:
        with _one_at_a_time():
            ensure(kind)
            _build_assets()
        return verify(words, chromium=browser()) if kind == "test" else _run(words)
    except CannotPrepare as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    except KeyboardInterrupt:
        return 130


def _build_assets() -> None:
    if subprocess.run([str(PYTHON), str(ROOT / "tools" / "build_assets.py")], check=False).returncode:
        raise CannotPrepare("The style sheet and scripts could not be built, as it says above.")


def _run(words: list[str]) -> int:
    os.environ.setdefault("THROUGHLINE_MODE", "demo")
    os.execv(PYTHON, [str(PYTHON), "-m", "throughline.commands.main", "run", *words])


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    try:
        lock = (ROOT / ".prepare.lock").open("w")
    except OSError as fault:
        raise CannotPrepare(
            f"Throughline cannot write in {ROOT} ({fault.strerror}): give it a folder it may."
        ) from fault
    with lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


if __name__ == "__main__":
    sys.exit(main())
