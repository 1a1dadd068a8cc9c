"""The floors of the house hold."""

import subprocess
import sys
from pathlib import Path

from tests.architecture.sources import ROOT


def test_the_import_contracts_hold():
    lint = Path(sys.executable).with_name("lint-imports")

    found = subprocess.run(
        [lint, "--no-cache"], cwd=ROOT.parent, capture_output=True, text=True, check=False, timeout=300
    )

    assert found.returncode == 0, found.stdout[-4000:]
