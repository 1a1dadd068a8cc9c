"""Dates of many people change together: looked at, applied in batches, stopped, gone on with, and taken back whole."""

import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from procrastinate.contrib.django.models import ProcrastinateJob

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    IdentifierFactory,
    KeyDateFactory,
    OrganisationFactory,
    PrisonFactory,
    StayFactory,
    acting,
    staff_of,
)
from tests.factories.journey import CaseFactory, PlanFactory, TaskFactory
from throughline.custody.models import KeyDate, Round, RoundRow
from throughline.custody.round_rules import CHANGED_SINCE, LEFT_SINCE
from throughline.custody.statuses import RoundRowState, RoundState
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.writing import writing
from throughline.journeys import date_rounds
from throughline.journeys.change_release_date import change_release_date
from throughline.journeys.date_rounds import NewDay, Rule, applying, undoing
from throughline.journeys.date_rounds.wanted import Wanted
from throughline.journeys.release_person import Leaving, release_person
from throughline.notices.models import Notice
from throughline.plans.models import Plan, Task

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
BEFORE = NOON - timedelta(days=30)
MAY, MARCH = date(2026, 5, 6), date(2026, 3, 11)
HEADER = "prison number,date type,date,source,known on"


def someone(*, number="", on=MAY, team=None, **facts):
    """Make someone in prison with a date, a plan with a step before release, and a team that works with them."""
    stay = StayFactory(**facts)
    KeyDateFactory(stay=stay, on=on, known_at=BEFORE)
    TaskFactory(
        plan=PlanFactory(person=stay.person), anchor="release", offset=-14, due_on=on and on - timedelta(days=14)
    )
    if number:
        IdentifierFactory(person=stay.person, value=number)
    if team:
        GrantFactory(person=stay.person, team=team)
    return stay


def wanted(stays, on=MARCH, **facts):
    said = {"type": "confirmed", "on": on, "known_at": NOON, "source": "Ministry", **facts}
    return [Wanted(number=number, stay=stay, **said) for number, stay in enumerate(stays, start=2)]


def prepared(stays, **facts):
    rows = wanted(stays, **facts)
    (made,) = date_rounds.prepare(rows, organisation=OrganisationFactory(), name="Tranche", **BY)
    return made


def begun(stays, **facts):
    return date_rounds.start(prepared(stays, **facts), **BY)


def apply(made, *, size=100, by=SYSTEM, at=NOON):
    while date_rounds.apply_batch(made.pk, by=by, at=at, size=size).more:
        pass


def undo(made, *, size=100):
    date_rounds.start_undoing(made, by=SYSTEM, at=NOON)
    while date_rounds.undo_batch(made.pk, by=SYSTEM, at=NOON, size=size).more:
        pass


def states(made):
    with writing():
        return list(RoundRow.objects.filter(round=made).order_by("number").values_list("state", flat=True))


def messages(made):
    with writing():
        return list(RoundRow.objects.filter(round=made).order_by("number").values_list("message", flat=True))


def state(made):
    with writing():
        return Round.objects.get(pk=made.pk).state


def days(stays):
    """Return the date that holds and the day of the step, for each."""
    with writing():
        dates = dict(KeyDate.objects.filter(stay__in=stays, holds=True).values_list("stay_id", "on"))
        steps = dict(
            Task.objects.filter(person__in=[each.person_id for each in stays]).values_list("person_id", "due_on")
        )
    return [(dates.get(each.pk), steps.get(each.person_id)) for each in stays]


def told(team):
    with writing():
        return list(Notice.objects.filter(to_team_id=team.pk).order_by("queued_at", "id"))


class TestFromAFile:
    def read(self, *lines, by=SYSTEM):
        return date_rounds.from_file("\n".join((HEADER, *lines)), by=by, at=NOON)

    def test_people_are_found_by_their_number(self):
        stay = someone(number="A1234BC")

        found = self.read("a1234bc,confirmed,2026-03-11,Ministry,2026-03-01")

        assert (found.rows, found.refused) == (1, [])
        assert [(each.number, each.stay, each.on) for each in found.wanted] == [(2, stay, MARCH)]

    @pytest.mark.parametrize(
        ("line", "field", "said"),
        [
            ("Z9999ZZ,confirmed,2026-03-11,Ministry,2026-03-01", "prison number", "Nobody with this prison number"),
            ("nonsense,confirmed,2026-03-11,Ministry,2026-03-01", "prison number", "Nobody with this prison number"),
            ("A1234BC,confirmed,2025-12-01,Ministry,2026-03-01", "date", "began"),
            ("A1234BC,confirmed,3026-03-11,Ministry,2026-03-01", "date", "Check the year"),
            ("A1234BC,whenever,2026-03-11,Ministry,2026-03-01", "date type", "not a type of date"),
        ],
    )
    def test_a_row_that_cannot_be_used_is_refused(self, line, field, said):
        someone(number="A1234BC")

        (refusal,) = self.read(line).refused

        assert (refusal.row, refusal.field) == (2, field)
        assert said in refusal.message

    def test_someone_who_left_has_no_date_to_change(self):
        stay = StayFactory(ended_on=TODAY, ended_how="release_planned")
        IdentifierFactory(person=stay.person, value="A1234BC")

        (refusal,) = self.read("A1234BC,confirmed,2026-03-11,Ministry,2026-03-01").refused

        assert "not in prison now" in refusal.message

    def test_someone_who_is_not_shared_is_answered_like_someone_unknown(self, writer):
        someone(number="A1234BC")
        worker = acting(staff_of(EveryoneFactory(), role="throughcare_manager"))

        seen = self.read("A1234BC,confirmed,2026-03-11,Ministry,2026-03-01", by=worker)
        unknown = self.read("Z9999ZZ,confirmed,2026-03-11,Ministry,2026-03-01", by=worker)

        assert seen.wanted == []
        assert seen.refused == unknown.refused

    def test_those_one_works_with_are_found(self):
        team = EveryoneFactory()
        stay = someone(number="A1234BC", team=team)

        found = self.read(
            "A1234BC,confirmed,2026-03-11,Ministry,2026-03-01", by=acting(staff_of(team, role="throughcare_manager"))
        )

        assert [each.stay for each in found.wanted] == [stay]

    def test_of_several_lines_about_one_date_the_newest_known_is_used(self):
        someone(number="A1234BC")

        found = self.read(
            "A1234BC,confirmed,2026-03-11,Ministry,2026-02-01", "A1234BC,confirmed,2026-03-18,Ministry,2026-03-01"
        )

        assert [each.number for each in found.wanted] == [3]
        assert [(each.row, each.message) for each in found.refused] == [
            (2, "Lines 2 and 3 give this date for the same person. Line 3 was used.")
        ]

    def test_lines_that_contradict_each_other_are_all_refused(self):
        someone(number="A1234BC")

        found = self.read(
            "A1234BC,confirmed,2026-03-11,Ministry,2026-03-01", "A1234BC,confirmed,2026-03-18,Ministry,2026-03-01"
        )

        assert found.wanted == []
        assert [each.row for each in found.refused] == [2, 3]

    def test_two_numbers_of_one_person_are_one_person(self):
        stay = someone(number="A1234BC")
        IdentifierFactory(person=stay.person, value="A4321BC")

        found = self.read(
            "A1234BC,confirmed,2026-03-11,Ministry,2026-03-01", "A4321BC,confirmed,2026-03-11,Ministry,2026-03-01"
        )

        assert [each.number for each in found.wanted] == [2]
        assert "under another number" in found.refused[0].message


class TestByRule:
    def chosen(self, rule, new=None, *, by=SYSTEM):
        new = new or NewDay(source="Ministry", known_at=NOON, days=-14)
        return date_rounds.by_rule(rule, new, by=by, at=NOON)

    @pytest.mark.parametrize(
        ("facts", "rule"),
        [
            ({"legal_status": "sentenced"}, {"legal_statuses": ["sentenced", "recalled"]}),
            ({"supervision": "none"}, {"supervision": "none"}),
            ({"sentence_days": 400}, {"sentence_under_days": 1461}),
            ({"on": date(2026, 4, 1)}, {"release_from": date(2026, 4, 1), "release_to": date(2026, 4, 1)}),
        ],
    )
    def test_people_are_chosen_by_what_is_true_of_their_stay(self, facts, rule):
        prison = PrisonFactory()
        stay = someone(prison=prison, **facts)
        someone(prison=prison, legal_status="remand", sentence_days=2000, supervision="statutory")
        someone(**facts)

        found = self.chosen(Rule(prison=prison, **rule))

        assert [each.stay for each in found.wanted] == [stay]

    def test_the_kind_of_date_that_leads_narrows_too(self):
        prison = PrisonFactory()
        stay = StayFactory(prison=prison)
        KeyDateFactory(stay=stay, type="automatic", on=MAY)
        someone(prison=prison)

        found = self.chosen(Rule(prison=prison, leading_type="automatic"))

        assert [(each.stay, each.type) for each in found.wanted] == [(stay, "automatic")]

    def test_each_date_is_brought_forward_by_as_many_days_and_keeps_its_kind(self):
        stay = someone()

        (each,) = self.chosen(Rule(prison=stay.prison)).wanted

        assert (each.on, each.type, each.source) == (date(2026, 4, 22), "confirmed", "Ministry")

    def test_all_can_get_one_day(self):
        stay = someone()
        other = StayFactory(prison=stay.prison)
        new = NewDay(source="Ministry", known_at=NOON, on=MARCH, type="conditional")

        found = self.chosen(Rule(prison=stay.prison), new).wanted

        assert {each.stay for each in found} == {stay, other}
        assert {(each.on, each.type) for each in found} == {(MARCH, "conditional")}

    def test_someone_with_no_date_cannot_be_moved_by_days_and_is_said(self):
        stay = someone()
        remand = StayFactory(prison=stay.prison)

        found = self.chosen(Rule(prison=stay.prison))

        assert [each.field for each in found.refused] == [remand.person.shown_name]

    def test_only_people_one_works_with_are_chosen(self):
        team = EveryoneFactory()
        stay = someone(team=team)
        someone(prison=stay.prison)

        found = self.chosen(Rule(prison=stay.prison), by=acting(staff_of(team, role="throughcare_manager")))

        assert [each.stay for each in found.wanted] == [stay]

    def test_a_rule_about_nobody_is_refused(self):
        with pytest.raises(Refused, match="nobody"):
            self.chosen(Rule(prison=PrisonFactory()))


class TestLooking:
    def test_what_would_move_and_what_breaks_is_said_and_nothing_is_kept(self):
        stay = someone()

        (row,) = date_rounds.look(wanted([stay]), **BY)

        assert (row.state, row.before, row.after, row.leads) == ("moved", MAY, MARCH, "Confirmed release date")
        assert (row.steps.moved, row.steps.now_late) == (1, 1)
        assert row.breaks == ("no address is planned", "no service works with them")
        assert days([stay]) == [(MAY, MAY - timedelta(days=14))]

    def test_a_case_without_worker_or_contact_is_said(self):
        stay = someone()
        CaseFactory(person=stay.person, last_contact_on=TODAY - timedelta(days=29))

        (row,) = date_rounds.look(wanted([stay]), **BY)

        assert row.breaks == ("no address is planned", "no key worker", "no contact in the last 28 days")

    def test_a_day_that_releases_avoid_is_warned_about(self):
        friday = date(2026, 3, 13)

        (row,) = date_rounds.look(wanted([someone()], on=friday), **BY)

        assert "Friday" in row.warning

    def test_the_numbers_are_summed(self):
        stays = [someone(), someone(on=MARCH), someone()]
        rows = [*wanted(stays[:2]), *wanted(stays[2:], known_at=BEFORE - timedelta(days=1))]

        found = date_rounds.sum_up(date_rounds.look(rows, **BY))

        assert (found.moved, found.unchanged, found.older) == (1, 1, 1)
        assert (found.now_late, found.no_address, found.weeks) == (1, 1, ((date(2026, 3, 9), 1),))

    def test_steps_the_asker_may_not_see_are_not_counted(self):
        team = EveryoneFactory()
        stay = someone(team=team)
        with writing():
            plan = Plan.objects.select_related("person").get(person=stay.person)
        TaskFactory(plan=plan, compartment="needs", anchor="release", offset=-2, due_on=MAY - timedelta(days=2))

        seen = date_rounds.look(wanted([stay]), by=acting(staff_of(team, role="throughcare_manager")), at=NOON)
        every = date_rounds.look(wanted([stay]), **BY)

        assert (seen[0].steps.moved, every[0].steps.moved) == (1, 2)

    def test_looking_agrees_with_applying(self):
        stays = [someone(), someone(on=MARCH), someone(on=None), someone(on=date(2026, 3, 4))]
        made = begun(stays)

        seen = date_rounds.sum_up(date_rounds.look(wanted(stays), **BY))
        done = date_rounds.apply_batch(made.pk, **BY)

        assert [states(made).count(each) for each in ("moved", "unchanged")] == [seen.moved, seen.unchanged]
        assert (done.now_late, done.no_address) == (seen.now_late, seen.no_address)

    def test_it_asks_no_more_of_sixty_than_of_two(self, django_assert_max_num_queries):
        for stays in ([someone() for _ in range(2)], [someone() for _ in range(60)]):
            with django_assert_max_num_queries(34):
                date_rounds.look(wanted(stays), **BY)


class TestApplying:
    def test_every_date_is_kept_and_every_plan_moves(self):
        stays = [someone() for _ in range(3)]
        made = begun(stays)

        apply(made)

        assert state(made) == RoundState.APPLIED
        assert states(made) == ["moved"] * 3
        assert days(stays) == [(MARCH, MARCH - timedelta(days=14))] * 3

    def test_what_each_date_did_is_kept_with_its_row(self):
        same, older, gone = someone(on=MARCH), someone(), someone()
        rows = [*wanted([same]), *wanted([someone(), older], known_at=BEFORE - timedelta(days=1))[1:]]
        (made,) = date_rounds.prepare(
            [*rows, *wanted([gone] * 3)[2:]], organisation=OrganisationFactory(), name="T", **BY
        )
        release_person(gone, leaving=Leaving(how="release_court", on=TODAY, source="Court"), **BY)
        date_rounds.start(made, **BY)

        apply(made)

        assert states(made) == ["unchanged", "older", "refused"]
        assert messages(made)[2].startswith("They have left prison")

    def test_a_worse_kind_of_date_is_kept_and_moves_nothing(self):
        stay = someone()
        made = begun([stay], type="automatic")

        apply(made)

        assert (states(made), messages(made)) == (
            ["unchanged"],
            ["Kept. Another kind of date leads, so nothing moves."],
        )
        with writing():
            assert KeyDate.objects.filter(stay=stay, holds=True).count() == 2

    def test_applying_the_same_again_changes_nothing(self):
        stays = [someone() for _ in range(2)]
        apply(begun(stays))
        again = begun(stays)

        apply(again)

        assert states(again) == ["unchanged"] * 2

    def test_each_agency_is_told_once_how_many_of_its_people_moved_and_nobody_is_named(self):
        team, other = EveryoneFactory(), EveryoneFactory()
        stays = [someone(team=team), someone(team=team), someone(team=other)]

        apply(begun(stays), size=1)

        (notice,), (one,) = told(team), told(other)
        assert notice.subject == "Dates moved: 2 people you work with"
        assert (notice.needs_acknowledging, notice.person_id, one.subject) == (
            True,
            None,
            "Dates moved: 1 person you work with",
        )
        assert all(stay.person.shown_name not in notice.body for stay in stays)

    def test_it_stops_between_batches_and_goes_on(self):
        team = EveryoneFactory()
        stays = [someone(team=team) for _ in range(5)]
        made = begun(stays)
        date_rounds.apply_batch(made.pk, by=SYSTEM, at=NOON, size=2)

        date_rounds.stop(made, by=SYSTEM, at=NOON + timedelta(minutes=1))
        idle = date_rounds.apply_batch(made.pk, by=SYSTEM, at=NOON + timedelta(minutes=2), size=2)
        halfway = states(made)
        date_rounds.start(made, by=SYSTEM, at=NOON + timedelta(minutes=3))
        apply(made, size=2, at=NOON + timedelta(minutes=4))

        assert (idle.done, halfway) == (0, ["moved"] * 2 + ["waiting"] * 3)
        assert states(made) == ["moved"] * 5
        assert [each.subject[:14] for each in told(team)] == ["Dates moved: 2", "Dates moved: 3"]

    def test_killed_in_the_middle_nothing_is_lost_or_done_twice(self, monkeypatch):
        stays = [someone() for _ in range(6)]
        made = begun(stays)
        whole, seen = applying.change_release_dates, []

        def breaks_in_the_third(changes, **said):
            seen.append(len(changes))
            done = whole(changes, **said)
            if len(seen) == 3:
                raise RuntimeError("killed")
            return done

        monkeypatch.setattr(applying, "change_release_dates", breaks_in_the_third)
        with pytest.raises(RuntimeError):
            apply(made, size=2)
        halfway = states(made)
        date_rounds.pick_up(now=lambda: NOON)

        assert halfway == ["moved"] * 4 + ["waiting"] * 2
        assert states(made) == ["moved"] * 6
        with writing():
            assert KeyDate.objects.filter(stay__in=stays).count() == 12

    def test_starting_leaves_word_for_the_worker_in_the_same_transaction(self):
        made = begun([someone()])

        with writing():
            (job,) = ProcrastinateJob.objects.filter(task_name="go_on_with_round").values_list("args", flat=True)
        assert job == {"round_id": str(made.pk), "by_id": "", "by_words": "Throughline"}

    def test_pressing_twice_starts_it_once(self):
        made = begun([someone()])

        with pytest.raises(Refused, match="being applied now"):
            date_rounds.start(made, **BY)

    def test_several_sources_are_several_rounds(self):
        one, other = someone(), someone()
        rows = [*wanted([one]), *wanted([other], source="Court")]

        made = date_rounds.prepare(rows, organisation=OrganisationFactory(), name="Tranche", **BY)

        assert {each.source for each in made} == {"Ministry", "Court"}


class TestTakingBack:
    def test_everything_is_as_it_was(self):
        stays = [someone(), someone(on=None), someone(on=date(2026, 4, 1))]
        before = days(stays)
        made = begun(stays)
        apply(made)

        undo(made, size=2)

        assert state(made) == RoundState.UNDONE
        assert states(made) == ["undone"] * 3
        assert days(stays) == before

    def test_a_date_that_was_changed_again_since_is_left_and_said(self):
        stay, other = someone(), someone()
        made = begun([stay, other])
        apply(made)
        later = wanted([stay], on=date(2026, 4, 15), known_at=NOON)[0].new_date()
        change_release_date(stay, new=later, **BY)

        undo(made)

        assert states(made) == ["moved", "undone"]
        assert messages(made)[0] == CHANGED_SINCE
        assert days([stay, other])[0][0] == date(2026, 4, 15)

    def test_someone_who_has_left_since_is_left_alone(self):
        stay = someone()
        made = begun([stay])
        apply(made)
        release_person(stay, leaving=Leaving(how="release_court", on=TODAY, source="Court"), **BY)

        undo(made)

        assert (state(made), messages(made)) == (RoundState.UNDONE, [LEFT_SINCE])

    def test_what_was_kept_and_moved_nothing_is_taken_back_too(self):
        stay, late = someone(), someone()
        rows = [*wanted([stay], type="automatic"), *wanted([stay, late], known_at=BEFORE - timedelta(days=1))[1:]]
        (made,) = date_rounds.prepare(rows, organisation=OrganisationFactory(), name="Tranche", **BY)
        apply(date_rounds.start(made, **BY))
        kept = states(made)

        undo(made)

        assert (kept, states(made)) == (["unchanged", "older"], ["undone"] * 2)
        with writing():
            assert KeyDate.objects.filter(stay__in=[stay, late], undone_at=None).count() == 2

    def test_part_of_a_round_that_was_stopped_is_taken_back(self):
        stays = [someone() for _ in range(3)]
        made = begun(stays)
        date_rounds.apply_batch(made.pk, by=SYSTEM, at=NOON, size=1)
        date_rounds.stop(made, **BY)

        undo(made)

        assert states(made) == ["undone", "waiting", "waiting"]
        assert [on for on, _ in days(stays)] == [MAY] * 3

    def test_each_agency_is_told_once_that_it_was_taken_back(self):
        team = EveryoneFactory()
        made = begun([someone(team=team), someone(team=team), someone(team=team, on=MARCH)])
        apply(made)

        undo(made, size=1)

        assert sorted(each.subject for each in told(team)) == [
            "Dates moved: 2 people you work with",
            "Dates were taken back: 2 people you work with",
        ]

    def test_killed_in_the_middle_it_goes_on(self, monkeypatch):
        stays = [someone() for _ in range(3)]
        made = begun(stays)
        apply(made)
        whole = undoing.undo_release_dates
        monkeypatch.setattr(undoing, "undo_release_dates", _once_broken(whole))
        date_rounds.start_undoing(made, **BY)

        with pytest.raises(RuntimeError):
            date_rounds.undo_batch(made.pk, by=SYSTEM, at=NOON)
        date_rounds.pick_up(now=lambda: NOON)

        assert [on for on, _ in days(stays)] == [MAY] * 3


def _once_broken(whole):
    seen = []

    def act(rows, **said):
        seen.append(rows)
        done = whole(rows, **said)
        if len(seen) == 1:
            raise RuntimeError("killed")
        return done

    return act


@pytest.mark.django_db(transaction=True)
def test_of_two_workers_at_once_one_works_and_nothing_is_done_twice():
    stays = [someone() for _ in range(6)]
    made = begun(stays)
    together, done = threading.Barrier(2), []

    def work():
        together.wait()
        try:
            done.extend(date_rounds.go_on(made.pk, by=SYSTEM, now=lambda: NOON))
        finally:
            connection.close()

    workers = [threading.Thread(target=work) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert sum(batch.done for batch in done) == 6
    assert states(made) == [RoundRowState.MOVED] * 6
    with writing():
        assert KeyDate.objects.filter(stay__in=stays).count() == 12
