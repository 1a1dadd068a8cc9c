"""A service with its team, someone it may take on, and the acts of most tests in a line."""

import threading
from collections.abc import Callable
from datetime import date

from django.db import connection

from tests.factories import NOON, PersonFactory, staff_of
from tests.factories.journey import ServiceFactory
from throughline.cases.actions import opening
from throughline.cases.models import Case
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused

BY = {"by": SYSTEM, "at": NOON}


def new_case(**facts: object) -> opening.NewCase:
    service = facts.pop("service", None) or ServiceFactory()
    given = {
        "person": facts.pop("person", None) or PersonFactory(),
        "service": service,
        "referral": None,
        "support": "full",
        "key_worker": facts.pop("key_worker", None) or staff_of(service.team),
        "opened_on": date(2026, 2, 2),
    }
    return opening.NewCase(**(given | facts))


def opened(**facts: object) -> Case:
    return opening.open_case(new_case(**facts), **BY)


def at_once(act: Callable[[], object]) -> list[str]:
    """Do something in two connections at the same instant; say how each was answered."""
    together, answers = threading.Barrier(2), []

    def one() -> None:
        try:
            together.wait()
            act()
            answers.append("done")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    both = [threading.Thread(target=one) for _ in range(2)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    return sorted(answers)
