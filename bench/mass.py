"""Time a round: the dates of 1,000 people with 40 steps each, looked at, applied in batches, and taken back.

Run ``python -m bench.mass`` after ``python -m bench.build``. The runways are laid once and stay; the round is taken
back at the end, so that it can be run again. Prints seconds of clock and of this process's
CPU; the budget is 60 s to apply.
"""

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from uuid import UUID

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("THROUGHLINE_DATA", str(ROOT / "var" / "bench"))
os.environ |= {
    "THROUGHLINE_MODE": "demo",
    "THROUGHLINE_LOGIN": "writer",
    "DJANGO_SETTINGS_MODULE": "throughline.config.settings",
}

import django  # noqa: E402  the settings must be chosen before anything of ours is loaded

django.setup()

from django.db import connection  # noqa: E402

from throughline.config.folders import data_folder  # noqa: E402
from throughline.config.postgres import embedded, running  # noqa: E402
from throughline.custody.actions import rounds as round_actions  # noqa: E402
from throughline.custody.models import Round, Stay  # noqa: E402
from throughline.foundations import clock  # noqa: E402
from throughline.foundations.actors import SYSTEM  # noqa: E402
from throughline.foundations.writing import writing  # noqa: E402
from throughline.journeys import date_rounds  # noqa: E402
from throughline.journeys.lay_runway import lay_runways  # noqa: E402
from throughline.plans.models import Task  # noqa: E402
from throughline.plans.rules import OPEN_STATES  # noqa: E402

BATCH = 100
APPLY_SECONDS = 60
EARLIER = timedelta(days=10)


def main() -> int:
    """Do it all and say how long each part took."""
    parser = argparse.ArgumentParser(description="Time a round of dates.")
    parser.add_argument("--people", type=int, default=1000)
    count = parser.parse_args().people
    with running(embedded(data_folder())):
        with writing():
            held = Stay.objects.filter(ended_on=None, source="Bench").select_related("person").order_by("id")
            stays = list(held[:count])
        people = [stay.person_id for stay in stays]
        timed("lay the runways, those laid before among them", lambda: lay(people))
        with writing():
            steps = Task.objects.filter(person__in=people, state__in=OPEN_STATES).count()
        sys.stdout.write(f"{len(people)} people, {steps} open steps: {steps / len(people):.0f} each\\n")
        wanted = [wish(stay, number) for number, stay in enumerate(stays, start=1)]
        timed("look at what would move", lambda: date_rounds.look(wanted, by=SYSTEM, at=clock.now()))
        rounds = date_rounds.prepare_by_prison(wanted, name="Bench", by=SYSTEM, at=clock.now())
        taken = timed("apply", lambda: apply(rounds))
        timed("take back", lambda: undo(rounds))
        connection.close()
    return 0 if taken <= APPLY_SECONDS else 1


def wish(stay: Stay, number: int) -> date_rounds.Wanted:
    """Return a new day for someone: ten days on from today, and a few more by their number."""
    now = clock.now()
    on = clock.today() + EARLIER + timedelta(days=number % 60)
    return date_rounds.Wanted(number=number, stay=stay, type="confirmed", on=on, known_at=now, source="Bench policy")


def lay(people: Sequence[UUID]) -> None:
    """Lay the runways of many people, a batch at a time."""
    for start in range(0, len(people), BATCH):
        lay_runways(people[start : start + BATCH], by=SYSTEM, at=clock.now())


def apply(rounds: Sequence[Round]) -> None:
    """Apply rounds, batch after batch, as the worker does."""
    for each in rounds:
        begun = round_actions.begin(each, by=SYSTEM, at=clock.now())
        date_rounds.go_on(begun.pk, by=SYSTEM, now=clock.now)


def undo(rounds: Sequence[Round]) -> None:
    """Take rounds back, batch after batch."""
    for each in rounds:
        begun = date_rounds.start_undoing(each, by=SYSTEM, at=clock.now())
        date_rounds.go_on(begun.pk, by=SYSTEM, now=clock.now)


def timed(name: str, act: Callable[[], object]) -> float:
    """Do something, print how long it took, and return the seconds of clock."""
    clock, worked = time.perf_counter(), time.process_time()
    act()
    taken = time.perf_counter() - clock
    sys.stdout.write(f"{name}: {taken:.1f} s of clock, {time.process_time() - worked:.1f} s of CPU\\n")
    sys.stdout.flush()
    return taken


if __name__ == "__main__":
    sys.exit(main())
