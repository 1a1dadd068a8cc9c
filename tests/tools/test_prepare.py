"""What ./run and ./test do before anything is installed."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from tests.environment import ROOT

LOCKS = sorted((ROOT / "requirements").glob("*.txt"))


def python(code: str, **settings: str) -> subprocess.CompletedProcess[str]:
    line = [sys.executable, "-c", f"import sys; sys.path.insert(0, {str(ROOT / 'tools')!r})\n{code}"]
    return subprocess.run(line, env={**os.environ, **settings}, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_names_no_address(lock):
    assert "://" not in lock.read_text()


@pytest.mark.parametrize("lock", LOCKS, ids=lambda lock: lock.name)
def test_a_lock_pins_every_package_with_a_hash(lock):
    packages = re.split(r"\n(?=\S)", lock.read_text().strip())

    assert [one for one in packages if "==" not in one or "--hash=sha256:" not in one] == []


def test_every_list_is_locked():
    sources = sorted((ROOT / "requirements").glob("*.in"))

    assert [source.with_suffix(".txt") for source in sources] == LOCKS


@pytest.mark.parametrize("script", ["run", "test"])
def test_without_python_it_says_what_to_do(script, tmp_path):
    (tmp_path / "dirname").symlink_to(shutil.which("dirname") or "/usr/bin/dirname")
    said = subprocess.run(
        [shutil.which("bash") or "bash", str(ROOT / script)],
        env={"PATH": str(tmp_path), "PYTHON": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert said.returncode == 1
    assert (
        said.stderr
        == "Throughline needs Python 3.11 or newer and none was found: install it, or set PYTHON to where it is.\n"
    )


def test_a_browser_that_is_none_is_refused():
    said = python("import browser; browser.browser()", CHROMIUM="/no/such/browser")

    assert "CannotPrepare: CHROMIUM is set to /no/such/browser, which is not a program" in said.stderr


def test_without_a_browser_it_says_what_to_do_and_fails():
    said = python("import browser; browser.browser()", CHROMIUM="", PATH="/nowhere")

    assert said.returncode == 1
    assert "install it (on Debian: sudo apt-get install chromium" in said.stderr


def test_what_is_installed_already_is_not_installed_again():
    code = (
        "import environment as e; e._stamp = lambda kind: e.LOCKS / kind; e._is_installed = lambda kind: kind == 'test'"
    )

    said = python(f"{code}; e.ensure('run')")

    assert (said.returncode, said.stdout) == (0, "")


def test_a_changed_lock_is_noticed(tmp_path):
    shutil.copytree(ROOT / "requirements", tmp_path / "locks")
    code = f"import environment as e; e.LOCKS = type(e.ROOT)({str(tmp_path / 'locks')!r}); print(e._wanted('run'))"

    before = python(code).stdout
    (tmp_path / "locks" / "run.txt").write_text("other==1.0")

    assert len(before.strip()) == 64
    assert python(code).stdout not in {"", before}
