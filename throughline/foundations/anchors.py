"""The newest seals, written down outside the database, so that cutting off the end of a log is found too.

A seal shows tampering before it; only something the database's administrator cannot reach shows that the last seals
themselves are gone. One line a seal: log, last row covered, chain. The file only grows.
"""

from pathlib import Path

from throughline.foundations.models import Seal
from throughline.foundations.seals import LOGS


def keep(file: Path) -> int:
    """Write down the newest seal of each log, unless it is the last written; return how many were new."""
    known = set(_lines(file))
    newest = [Seal.objects.filter(log=log).order_by("-upto_seq").first() for log in LOGS]
    new = [line for seal in newest if seal is not None and (line := _line(seal)) not in known]
    if new:
        with file.open("a", encoding="utf-8") as paper:
            paper.writelines(f"{line}\n" for line in new)
    return len(new)


def missing(file: Path) -> list[str]:
    """Return the newest seals written down that the database no longer has as they were.

    The seals before them need no line of their own: each is chained to the next.
    """
    newest = {line.split(" ")[0]: line for line in _lines(file)}
    return [line.rsplit(" ", 1)[0] for line in newest.values() if not _is_held(line)]


def _is_held(line: str) -> bool:
    log, upto_seq, chain = line.split(" ")
    return Seal.objects.filter(log=log, upto_seq=upto_seq, chain=chain).exists()


def begin_again(file: Path) -> None:
    """Put the file aside, as after a restore: an older backup has fewer seals than were written down."""
    if file.exists():
        aside = len(list(file.parent.glob(f"{file.name}.*"))) + 1
        file.rename(file.with_name(f"{file.name}.{aside}"))


def _line(seal: Seal) -> str:
    return f"{seal.log} {seal.upto_seq} {seal.chain}"


def _lines(file: Path) -> list[str]:
    return file.read_text(encoding="utf-8").splitlines() if file.exists() else []
