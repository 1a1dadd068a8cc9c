"""The runway on a plan: laid, moved, retired, brought back, and left alone where nothing is different."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import NOON, TODAY, OrganisationFactory, TeamFactory, UserFactory
from tests.factories.journey import PlanFactory, TaskFactory
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.plans import queries
from throughline.plans.actions import tasks
from throughline.plans.actions.runway import Held, Standing, keep_many
from throughline.plans.models import Plan, Task
from throughline.plans.told import owner_in_words, told
from throughline.protocols.shape import Laid, Owner, Runway, Timing

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON + timedelta(hours=1)}
SOON = date(2026, 4, 1)


def laid(key="id.proof", **facts):
    common = {
        "key": key,
        "title": f"Do {key}",
        "why": "It is asked for.",
        "pathway": "finance",
        "stage": "planning",
        "timing": Timing(anchor="release", offset=-70),
        "due_on": SOON,
        "owner": Owner(role="key_worker"),
        "needs": (),
        "evidence": "",
        "takes": 0,
        "where": "either",
        "must_have": "",
        "protocols": ("gate",),
        "source": "Test",
        "reason": "Out of the gate asks for it.",
    }
    return Laid(**common | facts)


def keep(plan, *steps, gone=None, owner=None):
    runway = Runway(laid=steps, gone=gone or {})
    return keep_many([Standing(plan=plan, runway=runway, owners={s.key: owner or Held() for s in steps})], **BY)


def said(shifts):
    return [(shift.task.key, str(shift.what), shift.before, shift.after) for shift in shifts]


def kept(plan):
    return {row.key: row for row in Task.objects.filter(plan=plan)}


def test_a_step_is_laid_with_all_that_the_protocol_says():
    plan, team = PlanFactory(), TeamFactory(organisation__kind="council_housing")
    step = laid(needs=("photo",), must_have="id", takes=14, where="inside")

    shifts = keep(plan, step, owner=Held(organisation=team.organisation, team=team, because="Nobody else is known."))

    row = kept(plan)["id.proof"]
    assert said(shifts) == [("id.proof", "laid", None, SOON)]
    assert (row.title, row.due_on, row.needs, row.protocols) == ("Do id.proof", SOON, ["photo"], ["gate"])
    assert (row.owner, row.team, row.origin, row.must_have, row.where) == ("statutory", team, "Test", "id", "inside")
    assert (row.anchor, row.offset, row.unit, row.state) == ("release", -70, "days", "todo")
    assert row.reason == "Out of the gate asks for it. Nobody else is known."


def test_keeping_the_same_again_writes_nothing():
    plan = PlanFactory()
    keep(plan, laid(), laid("bank.account", needs=("id.proof",)))
    before = JournalEntry.objects.count()

    with CaptureQueriesContext(connection) as asked:
        again = keep(plan, laid(), laid("bank.account", needs=("id.proof",)))

    assert again == []
    assert [query["sql"][:20] for query in asked if query["sql"].startswith(("UPDATE", "INSERT"))] == []
    assert JournalEntry.objects.count() == before


def test_a_step_moves_with_its_day_and_takes_new_words_and_needs():
    plan = PlanFactory()
    keep(plan, laid(), laid("bank.account"))

    shifts = keep(plan, laid(due_on=date(2026, 4, 8)), laid("bank.account", title="Open one", needs=("id.proof",)))

    rows = kept(plan)
    assert said(shifts) == [
        ("id.proof", "moved", SOON, date(2026, 4, 8)),
        ("bank.account", "changed", SOON, SOON),
    ]
    assert (rows["bank.account"].title, rows["bank.account"].needs) == ("Open one", ["id.proof"])
    assert [row.version for row in rows.values()] == [2, 2]


def test_what_is_done_or_dropped_stays_as_it_was():
    plan = PlanFactory()
    keep(plan, laid("done"), laid("dropped"))
    tasks.done(kept(plan)["done"], on=TODAY, **BY)
    tasks.drop(kept(plan)["dropped"], why="Has one", on=TODAY, **BY)

    moved = keep(plan, laid("done", due_on=date(2026, 5, 5)), laid("dropped", due_on=date(2026, 5, 5)))
    gone = keep(plan)

    assert (moved, gone) == ([], [])
    assert {row.state for row in kept(plan).values()} == {"done", "dropped"}
    assert {row.due_on for row in kept(plan).values()} == {SOON}


def test_a_step_not_needed_any_more_says_why_and_comes_back_as_it_was():
    plan = PlanFactory()
    keep(plan, laid())
    tasks.progress(kept(plan)["id.proof"], words="Ordered", **BY)
    before = Task.objects.values().get()

    gone = keep(plan, gone={"id.proof": "Needed only when they have no ID"})
    retired = kept(plan)["id.proof"]
    back = keep(plan, laid())

    assert said(gone) == [("id.proof", "retired", SOON, None)]
    assert (retired.state, retired.state_words, retired.ended_on) == (
        "retired",
        "Needed only when they have no ID",
        TODAY,
    )
    assert said(back) == [("id.proof", "back", SOON, SOON)]
    assert Task.objects.values().get() == before | {"version": before["version"] + 2}


def test_a_blocked_step_stays_blocked_when_it_moves_and_when_it_comes_back():
    plan = PlanFactory()
    keep(plan, laid())
    tasks.block(kept(plan)["id.proof"], why="Needs a photo", **BY)

    keep(plan, laid(due_on=date(2026, 4, 8)))
    keep(plan)
    keep(plan, laid())

    row = kept(plan)["id.proof"]
    assert (row.state, row.state_words, row.waited_for, row.due_on) == ("blocked", "Needs a photo", "", SOON)


def test_a_step_nobody_asks_for_any_more_has_a_reason_too():
    plan = PlanFactory()
    keep(plan, laid())

    keep(plan)

    assert kept(plan)["id.proof"].state_words == "No protocol they are on asks for it now"


def test_steps_added_by_hand_are_left_alone_even_when_alike():
    plan = PlanFactory()
    mine = TaskFactory(plan=plan, title="Do id.proof")
    keyed = TaskFactory(plan=plan, key="by.hand")

    keep(plan, laid())
    keep(plan)

    for row in (mine, keyed):
        row.refresh_from_db()
        assert (row.state, row.version) == ("todo", 1)


def test_a_step_that_was_given_to_someone_by_hand_keeps_its_owner():
    plan, team = PlanFactory(), TeamFactory()
    keep(plan, laid(), owner=Held(organisation=OrganisationFactory(), because="Nobody else is known."))
    given = tasks.reassign(kept(plan)["id.proof"], organisation=team.organisation, team=team, version=1, **BY)

    shifts = keep(plan, laid(due_on=date(2026, 4, 8)), owner=Held(organisation=OrganisationFactory()))

    row = kept(plan)["id.proof"]
    assert (given.given_by_hand, row.team, row.due_on) == (True, team, date(2026, 4, 8))
    assert said(shifts) == [("id.proof", "moved", SOON, date(2026, 4, 8))]


def test_the_journal_counts_once_for_each_part_of_the_record():
    plan = PlanFactory()
    keep(plan, laid(), laid("bank.account"), laid("well", pathway="substances"))

    keep(plan, laid("bank.account"), gone={"well": "Not needed"})

    entries = JournalEntry.objects.filter(what="plans.runway_laid").order_by("seq")
    assert [(entry.compartment, entry.facts) for entry in entries] == [
        ("", {"laid": 2, "not_needed": []}),
        ("needs", {"laid": 1, "not_needed": []}),
        ("", {"retired": 1, "not_needed": ["Do id.proof"]}),
        ("needs", {"retired": 1, "not_needed": ["Do well"]}),
    ]
    assert Plan.objects.get().changed_at == BY["at"]


def test_a_plan_that_ended_is_left_alone():
    plan = PlanFactory()
    keep(plan, laid())
    Plan.objects.update(ended_on=TODAY)

    assert keep(plan) == []
    assert kept(plan)["id.proof"].state == "todo"


def test_many_plans_are_kept_in_as_many_questions_as_one():
    plans = [PlanFactory() for _ in range(12)]
    steps = [laid("id.proof"), laid("bank.account", needs=("id.proof",))]

    def standings(on):
        runway = Runway(laid=tuple(replace(step, due_on=on) for step in steps))
        return [Standing(plan=plan, runway=runway, owners={s.key: Held() for s in steps}) for plan in plans]

    keep_many(standings(SOON), **BY)
    with CaptureQueriesContext(connection) as asked:
        shifts = keep_many(standings(date(2026, 4, 8)), **BY)

    assert {str(shift.what) for shift in shifts} == {"moved"}
    assert (len(shifts), len(asked) <= 10) == (24, True)


def test_the_words_and_the_day_of_a_protocols_step_are_not_changed_by_hand():
    plan = PlanFactory()
    keep(plan, laid())

    with pytest.raises(Refused, match="A protocol keeps"):
        tasks.change(kept(plan)["id.proof"], title="Other", anchor="", due=SOON, version=1, **BY)


def test_what_is_under_way_is_said_in_a_word_or_two_and_taken_back():
    row = TaskFactory()

    under_way = tasks.progress(row, words="Ordered", **BY)
    tasks.progress(row, words="Ordered", **BY)
    cleared = tasks.progress(row, words="", **BY)

    assert (under_way.progress, cleared.progress, cleared.version) == ("Ordered", "", 3)
    assert JournalEntry.objects.filter(what="plans.task_under_way").count() == 2
    with pytest.raises(Refused, match="a word or two"):
        tasks.progress(row, words="x" * 61, **BY)
    with pytest.raises(Refused, match="done already"):
        tasks.progress(TaskFactory(state="done", ended_on=TODAY), words="Ordered", **BY)


def test_a_step_that_was_not_done_after_all_is_open_again():
    row = tasks.done(TaskFactory(), on=TODAY, words="Card came", **BY)

    with pytest.raises(Refused, match="why it is open again"):
        tasks.reopen(row, why=" ", **BY)
    again = tasks.reopen(row, why="It was his brother's card", **BY)

    assert (again.state, again.state_words, again.ended_on) == ("todo", "", None)
    with pytest.raises(Refused, match="Only a step that is done"):
        tasks.reopen(row, why="Again", **BY)
    with pytest.raises(Refused, match="done already"):
        tasks.unblock(TaskFactory(state="done", ended_on=TODAY), **BY)


def test_a_step_of_a_plan_that_ended_is_not_opened_again():
    row = TaskFactory(plan=PlanFactory(ended_on=TODAY), state="done", ended_on=TODAY)

    with pytest.raises(Refused, match="This plan has ended"):
        tasks.reopen(row, why="Not done", **BY)


def test_the_steps_of_a_plan_are_told_with_what_to_do_first():
    plan, team = PlanFactory(), TeamFactory()
    worker = UserFactory(organisation=team.organisation, name="Ann Bell")
    owner = Held(organisation=team.organisation, team=team, user=worker)
    keep(plan, laid(), laid("bank.account", needs=("id.proof",), takes=10), owner=owner)
    own = TaskFactory(plan=plan, title="Ring mum", due_on=None)

    runway = told(queries.by_day(queries.with_owners(Task.objects.all())), today=TODAY)

    assert [step.key for step in runway.tasks] == [*sorted(["bank.account", "id.proof"], key=by_id(plan)), own_key(own)]
    assert runway.first_blocker.key == "id.proof"
    assert runway.first_blocker.holds_up == ("bank.account",)
    assert runway.first_blocker.slack_days == (SOON - TODAY).days - 10
    assert owner_in_words(kept(plan)["id.proof"]) == f"Ann Bell, {team.name}, {team.organisation.name}"


def by_id(plan):
    rows = kept(plan)
    return lambda key: rows[key].pk


def own_key(row):
    return f"own.{row.pk.hex}"


def test_must_haves_are_the_steps_that_stand_for_one():
    plan = PlanFactory()
    keep(plan, laid(must_have="id"), laid("other"))

    assert [row.key for row in queries.must_haves(Task.objects.all())] == ["id.proof"]
