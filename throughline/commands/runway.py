"""Print one person's runway: every step of their plan, and what to do first."""

from argparse import ArgumentParser, Namespace

from throughline.commands.output import Json, say, say_json
from throughline.foundations import clock
from throughline.foundations.wording import counted, full_day, listed
from throughline.journeys.tell_runway import tell_runway
from throughline.plans.statuses import TaskState
from throughline.plans.told import Step, Told


def add_arguments(parser: ArgumentParser) -> None:
    """Say what may be asked."""
    parser.add_argument("person", metavar="PERSON_ID", help="a person's id, reference or prison number")
    parser.add_argument(
        "--json", action="store_true", help="answer in JSON; a step added by hand has a key made of its id, own.…"
    )


def run(options: Namespace) -> int:
    """Print the runway."""
    runway = tell_runway(options.person, at=clock.now())
    if options.json:
        say_json(as_json(runway))
    else:
        _tell(runway)
    return 0


def as_json(runway: Told) -> dict[str, Json]:
    """Return the runway in the shape other systems rely on."""
    first = runway.first_blocker
    return {
        "tasks": [_step(step) for step in runway.tasks],
        "first_blocker": None
        if first is None
        else {"key": first.key, "holds_up": list(first.holds_up), "slack_days": first.slack_days},
    }


def _step(step: Step) -> dict[str, Json]:
    return {
        "key": step.key,
        "title": step.title,
        "pathway": step.pathway,
        "due_on": step.due_on.isoformat() if step.due_on else None,
        "state": step.state,
        "owner": step.owner,
        "depends_on": list(step.depends_on),
        "protocols": list(step.protocols),
        "reason": step.reason,
    }


def _tell(runway: Told) -> None:
    if not runway.tasks:
        say("There is no runway yet: no plan, or nothing on it.")
        return
    widest = max(len(step.key) for step in runway.tasks)
    for step in runway.tasks:
        due = full_day(step.due_on) if step.due_on else "no day yet"
        say(f"{due:<18}  {TaskState(step.state).label:<14}  {step.key:<{widest}}  {step.title} ({step.owner})")
    if (first := runway.first_blocker) is not None:
        slack = "no day to meet" if first.slack_days is None else f"{counted(first.slack_days, 'day', 'days')} of slack"
        say(f"\nDo first: {first.key}. It holds up {listed(first.holds_up)}, with {slack}.")
    else:
        say("\nNothing is in the way of anything else.")
