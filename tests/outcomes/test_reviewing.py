"""Reviews: kept with both views, refused when they cannot be, struck out, and one a day when two press at once."""

import threading
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories import NOON, TODAY, PersonFactory, StayFactory
from tests.factories.journey import CaseFactory, FrameworkFactory, UserFactory
from tests.factories.outcomes import SEVEN, seven
from throughline.cases.models import Case, SettingSpell
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.journeys.record_review import record_review, record_reviews, strike_review
from throughline.outcomes import queries
from throughline.outcomes.actions import reviewing
from throughline.outcomes.actions.reviewing import NewReview, NewScore
from throughline.outcomes.models import Review, Score

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def as_the_writer(request, writer):
    if "transaction" in request.keywords.get("django_db").kwargs:
        yield
        return
    with writer():
        yield


def new(case, **facts):
    framework, _ = seven()
    given = {"framework": framework, "held_on": TODAY, "point": "start"} | facts
    return NewReview(case=case, **given)


def scores(theirs=2, ours=3, *, only=SEVEN):
    _, domains = seven()
    return [NewScore(domain=domains[key], theirs=theirs, ours=ours, their_words="My own door") for key in only]


def record(case, given=None, **facts):
    return reviewing.record(new(case, **facts), scores() if given is None else given, by=SYSTEM, at=NOON)


def test_a_review_keeps_both_views_of_all_seven():
    case, worker = CaseFactory(), UserFactory()

    review = record(case, user=worker, others_present="Ann Reid, mentor", person_agrees=True)

    kept = list(Score.objects.filter(review=review).order_by("domain__position"))
    assert [row.domain.key for row in kept] == list(SEVEN)
    assert {(row.theirs, row.ours, row.their_words) for row in kept} == {(2, 3, "My own door")}
    assert (review.person_id, review.by_user, review.person_agrees) == (case.person_id, worker, True)


def test_a_score_takes_the_compartment_and_the_wording_of_its_domain():
    _, domains = seven()
    domains["engagement"].wording = 4
    domains["engagement"].save(update_fields=["wording"])

    review = record(CaseFactory(), [*scores(only=["engagement", "physical_health"])])

    kept = {row.domain.key: (row.compartment, row.wording) for row in Score.objects.filter(review=review)}
    assert kept == {"engagement": ("", 4), "physical_health": ("needs", 1)}


def test_a_question_skipped_by_both_sides_keeps_no_row_and_is_no_zero():
    _, domains = seven()

    review = record(CaseFactory(), [*scores(only=["engagement"]), NewScore(domain=domains["living_situation"])])

    assert [row.domain.key for row in Score.objects.filter(review=review)] == ["engagement"]


def test_the_journal_says_that_a_review_was_held_and_no_score():
    review = record(CaseFactory())

    entry = JournalEntry.objects.get(what="outcomes.reviewed")
    assert entry.person_id == review.person_id
    assert entry.facts == {
        "framework": "Seven parts of life",
        "on": TODAY.isoformat(),
        "point": "At the start",
        "where": "In the community",
    }


def test_a_review_is_held_where_the_case_stood_that_day():
    case = CaseFactory(setting="community", opened_on=TODAY - timedelta(days=60))
    gate = TODAY - timedelta(days=10)
    SettingSpell.objects.filter(case=case).update(from_on=gate)
    SettingSpell.objects.create(
        case=case, person=case.person, setting="prison", from_on=case.opened_on, until_on=gate, recorded_at=NOON
    )

    days = [gate - timedelta(days=1), gate]

    assert [record(case, held_on=on).held_in for on in days] == ["prison", "community"]


def test_a_review_during_assessment_is_held_where_the_person_is():
    case = CaseFactory()
    StayFactory(person=case.person, admitted_on=TODAY - timedelta(days=40))

    assert record(case).held_in == "prison"


@pytest.mark.parametrize(
    ("facts", "given", "words"),
    [
        ({"held_on": TODAY + timedelta(days=1)}, None, "has not come"),
        ({"held_on": TODAY - timedelta(days=31)}, None, "Support began"),
        ({"person_present": False, "worker_present": False}, None, "Nobody was there"),
        ({"person_present": False}, None, "own view is not known"),
        ({}, [], "Nothing was scored"),
        ({"how": "not_given"}, None, "how they gave their view"),
    ],
)
def test_what_cannot_be_a_review_is_refused(facts, given, words):
    with pytest.raises(Refused, match=words):
        record(CaseFactory(), given, **facts)

    assert not Review.objects.exists()


def test_a_domain_of_another_framework_is_refused():
    with pytest.raises(Refused, match="not among"):
        record(CaseFactory(), framework=FrameworkFactory())


def test_a_second_review_of_the_same_day_is_refused_until_the_first_is_struck_out():
    case = CaseFactory()
    first = record(case)

    with pytest.raises(Refused, match="recorded for that day already"):
        record(case)
    reviewing.strike(first, version=first.version, why="Wrong person", by=SYSTEM, at=NOON)
    record(case)

    assert Review.objects.count() == 2


def test_the_database_refuses_a_second_review_of_a_day():
    case = CaseFactory()
    record(case)

    with pytest.raises(IntegrityError, match="one_review_a_day"), transaction.atomic():
        reviewing.record_many([(new(case), scores())], by=SYSTEM, at=NOON)


def test_a_struck_review_is_kept_with_its_reason_and_counts_nowhere():
    review = record(CaseFactory())

    reviewing.strike(review, version=review.version, why=" Wrong person ", by=SYSTEM, at=NOON)

    kept = Review.objects.get()
    assert (kept.struck_on, kept.struck_why, kept.version) == (TODAY, "Wrong person", 2)
    assert list(queries.in_time(Review.objects.all())) == []
    assert JournalEntry.objects.filter(what="outcomes.review_struck").exists()


def test_a_review_is_struck_once_with_a_reason_by_someone_who_saw_it_as_it_is():
    review = record(CaseFactory())

    with pytest.raises(Refused, match="Say why"):
        reviewing.strike(review, version=1, why=" ", by=SYSTEM, at=NOON)
    with pytest.raises(Stale):
        reviewing.strike(review, version=9, why="Wrong", by=SYSTEM, at=NOON)
    reviewing.strike(review, version=1, why="Wrong", by=SYSTEM, at=NOON)
    with pytest.raises(Refused, match="already"):
        reviewing.strike(review, version=2, why="Wrong", by=SYSTEM, at=NOON)


def test_history_is_kept_in_bulk_as_if_one_by_one(django_assert_max_num_queries):
    cases = [CaseFactory(opened_on=date(2014, 1, 1)) for _ in range(30)]
    told = [(new(case, held_on=on), scores()) for case in cases for on in (date(2014, 2, 3), date(2014, 3, 3))]

    with django_assert_max_num_queries(12):
        kept = reviewing.record_many(told, by=SYSTEM, at=NOON)

    assert len(kept) == Review.objects.count() == 60
    assert Score.objects.count() == 60 * 7
    assert JournalEntry.objects.filter(what="outcomes.reviewed").count() == 60


def test_one_impossible_review_keeps_the_whole_history_out():
    case = CaseFactory()
    late = new(case, held_on=TODAY + timedelta(days=1))

    with pytest.raises(Refused):
        reviewing.record_many([(new(case), scores()), (late, scores())], by=SYSTEM, at=NOON)

    assert not Review.objects.exists()


def test_a_joint_review_starts_the_clock_of_its_case_again():
    case = CaseFactory(setting="prison")
    StayFactory(person=case.person, admitted_on=TODAY - timedelta(days=40))

    record_review(new(case), scores(), by=SYSTEM, at=NOON)

    case.refresh_from_db()
    assert (case.last_review_on, case.review_due_on) == (TODAY, date(2026, 4, 2))


def test_what_the_person_scores_alone_does_not_start_the_clock():
    case = CaseFactory()
    framework, domains = seven("throughcare")
    given = [NewScore(domain=domains["wellbeing"], theirs=4)]

    record_review(new(case, framework=framework), given, by=SYSTEM, at=NOON)

    case.refresh_from_db()
    assert case.last_review_on is None


def test_striking_a_review_sets_the_clock_back_to_the_one_before_or_none():
    case = CaseFactory()
    earlier = TODAY - timedelta(days=20)
    first = record_review(new(case, held_on=earlier), scores(), by=SYSTEM, at=NOON)
    last = record_review(new(case), scores(), by=SYSTEM, at=NOON)

    strike_review(last, version=last.version, why="Wrong day", by=SYSTEM, at=NOON)
    case.refresh_from_db()
    assert case.last_review_on == earlier

    strike_review(first, version=first.version, why="Wrong person", by=SYSTEM, at=NOON)
    case.refresh_from_db()
    assert case.last_review_on is None


def test_a_review_of_a_closed_case_may_still_be_put_in_for_a_day_before_it_closed():
    case = CaseFactory(setting="closed", closed_on=TODAY - timedelta(days=3), close_reason="completed")

    review = record_review(new(case, held_on=TODAY - timedelta(days=5), point="end"), scores(), by=SYSTEM, at=NOON)

    assert review.point == "end"


def test_history_says_when_each_case_was_last_reviewed():
    case = CaseFactory(opened_on=date(2014, 1, 1))
    days = (date(2014, 3, 3), date(2014, 2, 3))

    record_reviews([(new(case, held_on=on), scores()) for on in days], by=SYSTEM, at=NOON)

    case.refresh_from_db()
    assert case.last_review_on == date(2014, 3, 3)


@pytest.mark.django_db(transaction=True)
def test_two_who_record_the_same_review_at_once_keep_one():
    with writing():
        case, given = CaseFactory(person=PersonFactory()), scores()
        told = new(case)
    answers, together = [], threading.Barrier(2)

    def press():
        together.wait()
        try:
            record_review(told, given, by=SYSTEM, at=NOON)
            answers.append("kept")
        except Refused:
            answers.append("refused")
        finally:
            connection.close()

    threads = [threading.Thread(target=press) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    with writing():
        assert sorted(answers) == ["kept", "refused"]
        assert Review.objects.filter(case=Case.objects.get(pk=case.pk)).count() == 1
