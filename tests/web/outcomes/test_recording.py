"""Recording a review: both views, by touch and keyboard, with nothing typed ever lost."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.urls import reverse

from tests.factories import StayFactory, TeamFactory, worker_for
from tests.factories.journey import CaseFactory, ServiceFactory
from tests.factories.outcomes import SEVEN, reviewed, seven
from throughline.cases.models import Case
from throughline.foundations import clock
from throughline.outcomes.models import Review, Score
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


def form(cast):
    return reverse("outcomes:record", args=[cast.person.pk])


def text(response):
    return " ".join(response.content.decode().split())


def kept(writer, model=Review):
    with writer():
        return list(model.objects.order_by("pk"))


def test_a_review_is_recorded_with_both_views(cast, case, answers, once, writer):
    sent = cast.worker.post(form(cast), answers() | once, follow=True)

    (review,) = kept(writer)
    assert (review.case_id, review.by_user_id, review.person_agrees) == (case.pk, cast.worker_user.pk, True)
    assert {(row.theirs, row.ours) for row in kept(writer, Score)} == {(2, 3)}
    assert len(kept(writer, Score)) == 7
    assert "Saved. The review of" in text(sent)
    assert "My own door 🚪" in text(sent)


def test_recording_restarts_the_clock(cast, case, answers, writer):
    StayFactory(person=cast.person)

    cast.worker.post(form(cast), answers())

    with writer():
        again = Case.objects.get(pk=case.pk)
    assert again.last_review_on == clock.today()
    assert again.review_due_on > clock.today()


def test_one_press_makes_one_review(cast, case, answers, once, writer):
    for _ in range(2):
        assert cast.worker.post(form(cast), answers() | once).status_code == 302

    assert len(kept(writer)) == 1


def test_another_press_on_the_same_day_is_told_of_the_first(cast, case, answers, writer):
    cast.worker.post(form(cast), answers())

    again = cast.worker.post(form(cast), answers())

    assert "recorded for that day already" in text(again)
    assert len(kept(writer)) == 1


def test_each_question_offers_five_steps_and_a_skip_for_both_sides(cast, case):
    shown = text(cast.worker.get(form(cast)))

    assert shown.count('name="theirs-engagement"') == 6
    assert shown.count('name="ours-engagement"') == 6
    assert "1. Wants no help, or cannot see the point of it." in shown
    assert "valued in society" in shown
    assert len(cast.worker.get(form(cast)).content) < 50_000


def test_skipping_everything_on_one_side_keeps_the_other(cast, case, answers, writer):
    sent = cast.worker.post(form(cast), answers(theirs="", how="not_given"))

    assert sent.status_code == 302
    assert {(row.theirs, row.ours) for row in kept(writer, Score)} == {(None, 3)}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"person_present": "", "person_agrees": ""}, "own view is not known"),
        ({"held_on_year": "2199"}, "has not come yet"),
        ({"held_on_year": "2001"}, "Support began on"),
        ({"held_on_month": "13"}, "must be a real date"),
        ({"theirs-engagement": "9"}, "Choose one of the answers"),
        ({"theirs-engagement": "-1"}, "Choose one of the answers"),
        ({"how": "not_given"}, "how they gave their view"),
        ({"point": ""}, "Answer “When in the work?”"),
        ({"words": "x" * 10_000}, "2000 characters or fewer"),
        ({"their_words-engagement": "🙂" * 501}, "500 characters or fewer"),
    ],
)
def test_what_cannot_be_is_said_beside_its_question_and_all_that_was_typed_stays(
    cast, case, answers, writer, change, words
):
    shown = text(cast.worker.post(form(cast), answers(others_present="Ann the mentor") | change))

    assert "There is a problem" in shown
    assert words in shown
    assert "Ann the mentor" in shown
    assert "My own door 🚪" in shown
    assert shown.count('value="3" checked') >= 7
    assert kept(writer) == []


def test_another_service_has_nothing_to_record_on(cast, case, writer):
    shown = text(cast.colleague.get(form(cast)))

    assert "Your service has no case with them" in shown
    assert kept(writer) == []


def test_someone_given_no_needs_is_asked_only_what_is_shared(cast, answers, once, writer, sign_in):
    seven()
    narrow = worker_for(cast.person, tier=Tier.WORKS_WITH, parts=[])
    CaseFactory(
        person=cast.person,
        service=ServiceFactory(team=TeamFactory(organisation=narrow.organisation)),
        opened_on=clock.today() - timedelta(days=20),
    )

    shown = text(sign_in(narrow).get(form(cast)))
    sign_in(narrow).post(form(cast), answers() | once)

    assert "Physical health, How I feel, Drink and drugs: not shared with you" in shown
    assert 'name="theirs-substance_misuse"' not in shown
    assert len(kept(writer, Score)) == 4


def test_with_two_cases_one_is_chosen(cast, case, answers, once, writer):
    other = CaseFactory(person=cast.person, service=ServiceFactory(team=case.team), opened_on=case.opened_on)

    unsaid = text(cast.worker.post(form(cast), answers()))
    foreign = text(cast.worker.post(form(cast), answers(case=str(uuid4()))))
    cast.worker.post(form(cast), answers(case=str(other.pk)) | once)

    assert "Answer “Which support is it about?”" in unsaid
    assert "Choose one of the answers" in foreign
    assert [row.case_id for row in kept(writer)] == [other.pk]


def test_without_a_case_the_page_says_what_must_come_first(cast):
    reviewed(CaseFactory(), clock.today() - timedelta(days=1), {})

    assert "Your service has no case with them" in text(cast.worker.get(form(cast)))
    assert "Your service has no case with them" in text(cast.worker.post(form(cast), {"point": "start"}))


def test_the_point_is_suggested(cast, case):
    first = cast.worker.get(form(cast)).context["form"].initial["point"]
    reviewed(case, clock.today() - timedelta(days=90), dict.fromkeys(SEVEN, (2, 3)))
    then = cast.worker.get(form(cast)).context["form"].initial["point"]
    StayFactory(
        person=cast.person, ended_on=clock.today() - timedelta(days=3), ended_how="release_planned",
        admitted_on=clock.today() - timedelta(days=90),
    )  # fmt: skip
    around = cast.worker.get(form(cast)).context["form"].initial["point"]

    assert [first, then, around] == ["start", "routine", "release"]


def test_what_only_the_person_scores_asks_one_side(cast, case, once, answers, writer):
    there = form(cast) + "?framework=throughcare"

    shown = text(cast.worker.get(there))
    sent = cast.worker.post(there, answers(**{"theirs-self_belief": "4"}) | once)

    assert 'name="theirs-self_belief"' in shown
    assert 'name="ours-self_belief"' not in shown
    assert sent.status_code == 302
    assert [(row.theirs, row.ours) for row in kept(writer, Score)] == [(4, None)]


@pytest.mark.parametrize("who", ["knows_of", "no_job", "stranger"])
def test_nobody_else_records(cast, case, answers, writer, who):
    sent = getattr(cast, who).post(form(cast), answers())

    assert sent.status_code == (404 if who == "stranger" else 403)
    assert kept(writer) == []


def test_the_form_asks_few_questions_of_the_database(cast, case, django_assert_max_num_queries):
    for days in range(40):
        reviewed(case, clock.today() - timedelta(days=days + 1), {"engagement": (2, 3)})

    with django_assert_max_num_queries(25):
        cast.worker.get(form(cast))
