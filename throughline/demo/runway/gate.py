"""A protocol of the partnership's own, put on by hand, of which a newer version was published since."""

from collections.abc import Sequence
from datetime import timedelta
from pathlib import Path

from throughline.agencies.models import Partnership
from throughline.demo.runway.leaving import Desk
from throughline.demo.runway.taking_up import PARTNERSHIP
from throughline.foundations.actors import SYSTEM
from throughline.journeys.put_on_protocol import put_on_protocol
from throughline.people.models import Person
from throughline.protocols.actions import publishing

OWN_PROTOCOL = "met-at-the-gate"
HERE = Path(__file__).parent
FIRST, NEWER_STEP = HERE / "gate.yaml", HERE / "gate_newer.yaml"
FIRST_VERSION, NEWER_VERSION = "version: 1", "version: 2"
TAKEN_UP, NEWER = timedelta(weeks=9), timedelta(days=5)


def meet_at_the_gate(desk: Desk, people: Sequence[Person]) -> None:
    """Publish it, take it up, put some people on it, and publish the next version, which nobody is on."""
    register = Partnership.objects.get(name=PARTNERSHIP)
    text, begun = FIRST.read_text(encoding="utf-8"), desk.at - TAKEN_UP
    first = publishing.publish(text, partnership=register, on=begun.date(), by=SYSTEM, at=begun)
    publishing.take_up(first, partnership=register, starts_on=begun.date(), by=SYSTEM, at=begun)
    for person in people:
        put_on_protocol(person, first, by=SYSTEM, at=desk.at)
    more = text.replace(FIRST_VERSION, NEWER_VERSION) + NEWER_STEP.read_text(encoding="utf-8")
    at = desk.at - NEWER
    publishing.publish(more, partnership=register, on=at.date(), by=SYSTEM, at=at)
