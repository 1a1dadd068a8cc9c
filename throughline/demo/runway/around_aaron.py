"""Aaron Tallis: where he lived, who keeps a room for him, where he would not be safe, and what his photo holds up."""

from datetime import date, timedelta

from throughline.demo.runway.leaving import Desk
from throughline.demo.working.aaron import CAME_IN, SPIN
from throughline.foundations.actors import SYSTEM
from throughline.housing.actions import applications, asks, homes, safety
from throughline.housing.actions.applications import NewApplication
from throughline.housing.actions.asks import AskAnswer, NewAsk
from throughline.housing.actions.homes import HomeFacts
from throughline.housing.actions.safety import NewExclusion
from throughline.housing.statuses import ApplicationKind, ApplicationState, AskState, HomeKind, Sure, When, Yes
from throughline.people.models import Identifier, Person
from throughline.plans.actions.tasks.together import Doing, go_along_many
from throughline.plans.models import Task
from throughline.plans.rules import OPEN_STATES

HE_SAID, KEY_WORKER = "He said so", "Key worker"
PROVIDER, COUNCIL = "Northgate Homes", "Marnoch"
FIRST_NIGHT = "home.first_night"
WAITS_FOR_PHOTO = ("id.proof", "bank.account", "benefits.claim", "release.ready")
"""Steps that stay open: nobody has taken the photo for his ID."""

QUAY_ROW = "The flats at Quay Row. He owes money to someone there."
HOSTEL, HOSTEL_WHY = "Quayside Hostel", "An argument with staff in 2023. They look at it again each year."


def find() -> Person:
    """Return Aaron Tallis."""
    return Identifier.objects.select_related("person__home_area").get(value=SPIN).person


def house_aaron(desk: Desk, aaron: Person) -> None:
    """Keep where he lived, what was asked for him, the room that is kept, and what is not safe."""
    release = desk.days[aaron.pk]
    _before(desk, aaron, release)
    _asked(desk, aaron, release)
    _room(desk, aaron, release)
    _not_safe(desk, aaron)


def keep_up(desk: Desk, aaron: Person) -> None:
    """Let all be done that was due, and his bed be sure; but not what waits for the photo."""
    held = Task.objects.filter(person=aaron, state__in=OPEN_STATES).exclude(key__in=["", *WAITS_FOR_PHOTO])
    due = [task for task in held.order_by("due_on", "id") if task.key == FIRST_NIGHT or _is_due(task, desk)]
    go_along_many(
        [Doing(task=task, on=min(task.due_on or desk.today, desk.today)) for task in due], by=SYSTEM, at=desk.at
    )


def _is_due(task: Task, desk: Desk) -> bool:
    return task.due_on is not None and task.due_on <= desk.today


def _before(desk: Desk, aaron: Person, release: date) -> None:
    came_in = release + timedelta(days=CAME_IN)
    flat = HomeFacts(
        kind=HomeKind.COUNCIL,
        area=desk.places.areas[COUNCIL],
        from_on=came_in - timedelta(days=400),
        until_on=came_in + timedelta(days=21),
        left_why="Given up when he came into prison",
        source=HE_SAID,
        noted_on=came_in + timedelta(days=3),
    )
    homes.add_home(aaron, when=When.BEFORE, facts=flat, by=SYSTEM, at=desk.at)


def _asked(desk: Desk, aaron: Person, release: date) -> None:
    applied_on, asked_on = release - timedelta(days=50), release - timedelta(days=48)
    new = NewApplication(
        kind=ApplicationKind.HOMELESSNESS,
        authority=desk.places.areas[COUNCIL],
        made_on=applied_on,
        homeless_by_on=release,
        source=KEY_WORKER,
    )
    applied = applications.apply(aaron, new=new, by=SYSTEM, at=desk.at)
    applications.decide(
        applied, state=ApplicationState.ACCEPTED, on=applied_on + timedelta(days=9),
        words="They owe him help, and agree to Northgate.", version=applied.version, by=SYSTEM, at=desk.at,
    )  # fmt: skip
    provider = desk.places.organisations[PROVIDER]
    asked = asks.ask_provider(
        aaron, new=NewAsk(provider=provider, place=HomeKind.SUPPORTED, asked_on=asked_on), by=SYSTEM, at=desk.at
    )
    seen = asks.visited(
        asked, on=asked_on + timedelta(days=8), told_what_to_expect=Yes.YES, version=asked.version, by=SYSTEM,
        at=desk.at,
    )  # fmt: skip
    given = AskAnswer(state=AskState.ACCEPTED, on=asked_on + timedelta(days=9), words="A room of his own, for a year.")
    asks.answer(seen, given=given, version=seen.version, by=SYSTEM, at=desk.at)


def _room(desk: Desk, aaron: Person, release: date) -> None:
    room = HomeFacts(
        kind=HomeKind.SUPPORTED,
        area=desk.places.areas[COUNCIL],
        provider=desk.places.organisations[PROVIDER],
        sure=Sure.AGREED,
        free_from_on=release - timedelta(days=2),
        held_until_on=release + timedelta(days=10),
        suitable=Yes.YES,
        safe=Yes.YES,
        shared=Yes.NO,
        their_choice=Yes.YES,
        source=KEY_WORKER,
        noted_on=release - timedelta(days=38),
    )
    homes.plan_home(aaron, facts=room, by=SYSTEM, at=desk.at)


def _not_safe(desk: Desk, aaron: Person) -> None:
    on = desk.today - timedelta(days=40)
    safety.note_unsafe(aaron, words=QUAY_ROW, source=HE_SAID, on=on, by=SYSTEM, at=desk.at)
    excluded = NewExclusion(
        provider_words=HOSTEL,
        reason=HOSTEL_WHY,
        from_on=desk.today - timedelta(days=900),
        look_again_on=desk.today + timedelta(days=30),
        source="The hostel",
    )
    safety.note_exclusion(aaron, new=excluded, by=SYSTEM, at=desk.at)
