"""What waits for what among the steps a viewer sees, in words."""

from datetime import date, timedelta
from uuid import UUID

from throughline.plans.models import Task
from throughline.web.line.steps import Steps, names, short_slack, slack_words

TODAY = date(2026, 1, 15)


def task(key: str, *needs: str, due: int | None = None, state: str = "todo", takes: int = 0) -> Task:
    on = None if due is None else TODAY + timedelta(days=due)
    return Task(id=UUID(int=len(key)), key=key, title=key, needs=list(needs), due_on=on, state=state, takes=takes)


ID, BANK, CLAIM, BED = (
    task("id", due=-6),
    task("bank", "id", due=4),
    task("claim", "bank", due=9),
    task("bedplace", "claim"),
)


def test_the_first_blocker_holds_up_all_that_follows():
    steps = Steps([BED, CLAIM, BANK, ID], TODAY)

    first = steps.first

    assert first is not None
    assert first.task is ID
    assert list(first.holds_up) == [BANK, CLAIM, BED]
    assert steps.links == [("id", "bank"), ("bank", "claim"), ("claim", "bedplace")]


def test_a_step_waits_for_what_is_open_only():
    done = task("id", state="done")

    assert Steps([ID, BANK], TODAY).waits_for(BANK) == [ID]
    assert Steps([done, BANK], TODAY).waits_for(BANK) == []


def test_what_a_viewer_does_not_see_is_not_said():
    steps = Steps([BANK, CLAIM], TODAY)

    assert steps.waits_for(BANK) == []
    assert steps.first is not None
    assert steps.first.task is BANK


def test_a_dropped_step_stands_back_for_one_laid_later():
    dropped = Task(id=UUID(int=99), key="id", title="Old", needs=[], state="dropped", takes=0)

    assert Steps([ID, dropped, BANK], TODAY).waits_for(BANK) == [ID]


def test_nothing_is_first_when_nothing_waits():
    assert Steps([ID, task("lone")], TODAY).first is None
    assert Steps([ID], TODAY).links == []


def test_words():
    assert names([BANK, CLAIM, BED, ID]) == "bank, claim, bedplace and 1 more"
    assert names([Task(title="ID photo"), Task(title="Open an account.")]) == "ID photo and open an account"
    assert slack_words(-2, today=TODAY).startswith("2 days too late")
    assert slack_words(None, today=TODAY) == ""
    assert short_slack(1) == "1 day of slack"
    assert short_slack(0) == "no slack left"
