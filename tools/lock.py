"""Lock what is installed: every requirements/*.in into a .txt with hashes and without addresses."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
OPTIONS = (
    "--universal --python-version 3.11 --generate-hashes "
    "--no-emit-index-url --no-emit-find-links --no-header --no-annotate --quiet"
)


def main() -> int:
    """Lock each list, newest versions first when asked to ``--upgrade``."""
    uv = ROOT / ".venv" / "bin" / "uv"
    for source in sorted((ROOT / "requirements").glob("*.in")):
        target = source.with_suffix(".txt")
        line = [str(uv), "pip", "compile", *OPTIONS.split(), *sys.argv[1:], str(source), "--output-file", str(target)]
        subprocess.run(line, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
        _refuse_addresses(target)
    return 0


def _refuse_addresses(target: Path) -> None:
    if "://" in target.read_text(encoding="utf-8"):
        raise SystemExit(f"{target} names an address: locks must install from any mirror.")


if __name__ == "__main__":
    sys.exit(main())
