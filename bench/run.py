"""Time each page and action against its budget, at the size of the bench's database.

Run ``python -m bench.run`` after ``python -m bench.build``. Prints for each: median and 95th centile in milliseconds of
``--times`` requests after 5 to warm up, the number of queries, the size of the page, and whether the budget holds
(ARCHITECTURE.md, section 5). Ends with exit code 1 when one does not.
"""

import argparse
import os
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlencode

ROOT = Path(__file__).resolve().parents[1]
os.environ.setdefault("THROUGHLINE_DATA", str(ROOT / "var" / "bench"))
os.environ |= {
    "THROUGHLINE_MODE": "demo",
    "THROUGHLINE_HOSTS": "testserver",
    "DJANGO_SETTINGS_MODULE": "throughline.config.settings",
}

import django  # noqa: E402  the settings must be chosen before anything of ours is loaded

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402

from bench.cast import Cast, cast_of  # noqa: E402
from throughline.config.folders import data_folder  # noqa: E402
from throughline.config.postgres import embedded, running  # noqa: E402
from throughline.foundations import clock  # noqa: E402

WARM_UP = 5
LIST_QUERIES, PERSON_QUERIES = 12, 25
PAGE_MS, RIPPLE_MS = 100.0, 150.0
REPORT_MS, REPORT_QUERIES = 2000.0, 40
PAGE_BYTES = 50_000


@dataclass(frozen=True)
class Task:
    """One thing to time. ``act`` returns the size of what came back, in bytes."""

    name: str
    act: Callable[[], int]
    budget_ms: float
    most_queries: int


@dataclass(frozen=True)
class Timing:
    """What one task cost."""

    median: float
    p95: float
    queries: int
    size: int


def main() -> int:
    """Time everything and print a table."""
    parser = argparse.ArgumentParser(description="Time pages and actions against their budgets.")
    parser.add_argument("--times", type=int, default=40)
    times = parser.parse_args().times
    with running(embedded(data_folder())):
        cast = cast_of()
        print_line("page or action", "median ms", "p95 ms", "queries", "KB", "budget")
        held = [
            report(task, measure(task, times=times))
            for task in [*pages(cast), *calls(cast), *actions(cast), *counts(cast)]
        ]
        connection.close()
    return 0 if all(held) else 1


def pages(cast: Cast) -> list[Task]:
    """Return the pages a key worker opens all day."""
    client = signed_in(cast)
    person = cast.person.pk
    lists = {
        "today": reverse("today:today"),
        "inbox": reverse("referrals:inbox"),
        "caseload, mine": reverse("cases:caseload"),
        "caseload, whole team": reverse("cases:caseload") + "?show=team",
        "reviews due": reverse("reviews:due"),
        "steps due": reverse("today:steps"),
        "people, all of mine": reverse("people:search"),
        "people, a name": reverse("people:search") + "?q=ewan+quig",
        "people, a number": reverse("people:search") + f"?q={cast.number}",
        "people, nobody": reverse("people:search") + "?q=zzzzzz",
        "agencies": reverse("agencies:list"),
        "notices": reverse("notices:inbox"),
        "board, all of mine": reverse("releases:board") + "?who=everyone",
        "board, my team": reverse("releases:board"),
        "could leave any day": reverse("releases:any_day"),
        "rounds of dates": reverse("rounds:rounds"),
    }
    persons = {
        "person, with the line": reverse("people:person", args=[person]),
        "plan": reverse("plans:plan", args=[person]),
        "runway": reverse("runway:runway", args=[person]),
        "housing": reverse("housing:housing", args=[person]),
        "contacts": reverse("cases:contacts", args=[person]),
        "needs and strengths": reverse("assessments:assessment", args=[person]),
        "reviews": reverse("outcomes:reviews", args=[person]),
        "referral": reverse("referrals:referral", args=[cast.waiting.pk]),
        "details": reverse("people:details", args=[person]),
        "custody and dates": reverse("custody:stay", args=[person]),
        "whole story": reverse("journal:story", args=[person]),
        "who looked": reverse("journal:reads", args=[person]),
        "who can see": reverse("sharing:who", args=[person]),
    }
    return [
        *(Task(name, lambda url=url: get(client, url), PAGE_MS, LIST_QUERIES) for name, url in lists.items()),
        *(Task(name, lambda url=url: get(client, url), PAGE_MS, PERSON_QUERIES) for name, url in persons.items()),
    ]


def calls(cast: Cast) -> list[Task]:
    """Return the API's calls."""
    client = Client(headers={"authorization": f"Bearer {cast.key}"})
    person = cast.person.pk
    urls = {
        "API people": "/api/v1/people?limit=25",
        "API a name": "/api/v1/people?q=ewan",
        "API person": f"/api/v1/people/{person}",
        "API dates": f"/api/v1/people/{person}/dates",
    }
    return [Task(name, lambda url=url: get(client, url), PAGE_MS, LIST_QUERIES) for name, url in urls.items()]


def counts(cast: Cast) -> list[Task]:
    """Return the reports of one service, over its last year."""
    client, today = signed_in(cast), clock.today()
    period = {
        "service": cast.case.service.slug,
        "from_on": (today - timedelta(days=364)).isoformat(),
        "to_on": today.isoformat(),
    }
    urls = {
        f"report of {name}": f"{reverse(f'reports:{name}')}?{urlencode(period)}"
        for name in ("caseload", "referrals", "contacts", "outcomes")
    }
    urls["report of a month"] = f"{reverse('reports:month')}?{urlencode({'service': cast.case.service.slug})}"
    return [Task(name, lambda url=url: get(client, url), REPORT_MS, REPORT_QUERIES) for name, url in urls.items()]


def actions(cast: Cast) -> list[Task]:
    """Return the changes; each is undone, so that every turn does the same work."""
    return [
        Task("accept a referral", lambda: undone(cast.accept), PAGE_MS, 80),
        Task("record a contact", lambda: undone(cast.contact), PAGE_MS, 40),
        Task("record a review", lambda: undone(cast.review), PAGE_MS, 40),
        Task("a date with 60 steps", lambda: undone(cast.move_date), RIPPLE_MS, 90),
        Task("register a person", lambda: undone(cast.register), PAGE_MS, 60),
        Task("break the glass", lambda: undone(cast.break_glass), PAGE_MS, 60),
    ]


def undone(act: Callable[[], object]) -> int:
    """Do something and take it back."""
    with transaction.atomic():
        act()
        transaction.set_rollback(True)
    return 0


def get(client: Client, url: str) -> int:
    """Open a page and return its size.

    Raises:
        RuntimeError: it did not open.
    """
    answer = client.get(url)
    if answer.status_code != 200:
        raise RuntimeError(f"{url} answered {answer.status_code}")
    return len(answer.content)


def signed_in(cast: Cast) -> Client:
    """Return a browser in which the key worker is signed in."""
    client = Client()
    client.force_login(cast.worker)
    return client


def measure(task: Task, *, times: int) -> Timing:
    """Do a task over and over."""
    size = [task.act() for _ in range(WARM_UP)][-1]
    taken = sorted(timed(task.act) for _ in range(times))
    with CaptureQueriesContext(connection) as queries:
        task.act()
    asked = [query for query in queries if not query["sql"].startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN"))]
    return Timing(statistics.median(taken), taken[int(len(taken) * 0.95) - 1], len(asked), size)


def timed(act: Callable[[], object]) -> float:
    """Return how long something took, in milliseconds."""
    start = time.perf_counter()
    act()
    return (time.perf_counter() - start) * 1000


def report(task: Task, timing: Timing) -> bool:
    """Print a line and return whether the budget holds."""
    held = timing.p95 <= task.budget_ms and timing.queries <= task.most_queries and timing.size <= PAGE_BYTES
    words = f"{task.budget_ms:.0f} ms, {task.most_queries} queries: {'holds' if held else 'OVER'}"
    print_line(
        task.name, f"{timing.median:.1f}", f"{timing.p95:.1f}", str(timing.queries), f"{timing.size / 1000:.0f}", words
    )
    return held


def print_line(name: str, *cells: str) -> None:
    """Print one row of the table."""
    sys.stdout.write(f"{name:<24}" + "".join(f"{cell:>12}" for cell in cells[:-1]) + f"   {cells[-1]}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main())
