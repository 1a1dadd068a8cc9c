"""How far someone has come, by both views; each review; and striking one out."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import UserFactory
from tests.factories.outcomes import SEVEN, reviewed
from throughline.foundations import clock
from throughline.foundations.models import ReadEntry
from throughline.outcomes.models import Domain, Review

pytestmark = pytest.mark.django_db


def page(cast):
    return reverse("outcomes:reviews", args=[cast.person.pk])


def ago(days):
    return clock.today() - timedelta(days=days)


def both(theirs, ours):
    return dict.fromkeys(SEVEN, (theirs, ours))


def text(response):
    return " ".join(response.content.decode().split())


def test_nobody_reviewed_yet_is_said_with_what_a_review_is(cast, case):
    shown = text(cast.worker.get(page(cast)))

    assert "No review yet" in shown
    assert "Never reviewed" in shown
    assert "Record a review" in shown


def test_one_review_says_when_distance_will_show(cast, case):
    reviewed(case, ago(30), both(2, 3))

    shown = text(cast.worker.get(page(cast)))

    assert "has one review so far" in shown
    assert "one score so far" in shown


def test_distance_says_what_rose_what_dipped_and_where_views_differ(cast, case):
    reviewed(case, ago(60), both(2, 3))
    reviewed(case, ago(30), both(4, 4) | {"psychological_wellbeing": (3, 3)})
    reviewed(case, ago(1), both(4, 4) | {"psychological_wellbeing": (2, 2), "substance_misuse": (5, 3)})

    shown = text(cast.worker.get(page(cast)))

    assert "scores 6 of 7 parts of life higher than at the start" in shown
    assert "“How I feel” has dipped since" in shown
    assert "“Drink and drugs” 2 steps apart" in shown
    assert "Both views are kept." in shown
    assert "2, 4, 4" in shown
    assert shown.count('<svg class="small-chart" viewBox') == 7


def test_a_skipped_view_is_a_gap_and_never_a_zero(cast, case):
    reviewed(case, ago(60), {"engagement": (2, None)})
    reviewed(case, ago(30), {"engagement": (None, 3)})
    reviewed(case, ago(1), {"engagement": (4, 4)})

    shown = text(cast.worker.get(page(cast)))

    assert "2, skipped, 4" in shown
    assert "skipped, 3, 4" in shown


def test_parts_that_are_not_shared_are_locked_and_their_scores_stay_out(cast, case):
    reviewed(case, ago(60), both(2, 3))
    reviewed(case, ago(1), both(4, 4))

    shown = text(cast.colleague.get(page(cast)))

    assert "Where I live" in shown
    assert shown.count("not shared with you") >= 6
    assert "Said of substance_misuse" not in shown
    assert "of 4 parts of life" in shown


def test_who_only_knows_of_them_is_told_who_decides(cast, case):
    reviewed(case, ago(1), both(4, 4))

    shown = text(cast.knows_of.get(page(cast)))

    assert "Reviews are not shared with you" in shown
    assert "Said of" not in shown


@pytest.mark.parametrize("name", ["outcomes:reviews", "outcomes:record", "outcomes:measures"])
def test_strangers_find_nothing_and_other_jobs_are_refused(cast, case, name):
    there = reverse(name, args=[cast.person.pk])

    assert cast.stranger.get(there).status_code == 404
    assert cast.no_job.get(there).status_code == 403


def test_a_look_is_written_down(cast, case, writer):
    cast.worker.get(page(cast))

    with writer():
        assert ReadEntry.objects.filter(where="outcomes:reviews", person_id=cast.person.pk).exists()


def test_what_only_the_person_scores_has_a_page_of_its_own(cast, case):
    shown = text(cast.worker.get(page(cast), {"framework": "throughcare"}))

    assert "How ready I feel" in shown
    assert "counted from work" in shown
    assert "Their worker (W)" not in shown


@pytest.mark.parametrize("asked", ["no-such", "🙂", "a\x00b"])
def test_a_framework_there_is_none_of_shows_the_seven(cast, case, asked):
    assert cast.worker.get(page(cast), {"framework": asked}).context["asked"].framework.slug == "psp-seven"


@pytest.mark.parametrize("number", [2, 60])
def test_many_reviews_ask_no_more_questions(cast, case, number, django_assert_max_num_queries):
    for days in range(number):
        reviewed(case, ago(days), {"engagement": (2, 3)})

    with django_assert_max_num_queries(25):
        cast.worker.get(page(cast))


def test_the_list_of_reviews_goes_on_to_the_next_page(cast, case):
    for days in range(30):
        reviewed(case, ago(days), {"engagement": (2, 3)})

    first = cast.worker.get(page(cast))
    again = cast.worker.get(page(cast) + first.context["next"].partition("#")[0])

    assert (len(first.context["page"]), len(again.context["page"])) == (25, 5)
    assert again.context["next"] is None


def test_a_page_is_small(cast, case):
    for days in range(30):
        reviewed(case, ago(days), both(2, 4))

    assert len(cast.worker.get(page(cast)).content) < 50_000


def one(cast, review, name="outcomes:review"):
    return reverse(name, args=[cast.person.pk, review.pk])


def test_a_review_reads_as_it_was_held(cast, case):
    review = reviewed(
        case, ago(3), {"living_situation": (1, None)}, person_agrees=False, others_present="Mum", how="read_aloud"
    )

    shown = text(cast.worker.get(one(cast, review)))

    assert "does not agree" in shown
    assert "Also Mum" in shown
    assert "Reading aloud tends to lift scores" in shown
    assert "Nowhere to stay" in shown
    assert "Skipped" in shown


def test_a_review_held_by_one_alone_says_so(cast, case):
    review = reviewed(case, ago(3), {"engagement": (None, 2)}, person_present=False, how="not_given")

    assert "was not there" in text(cast.worker.get(one(cast, review)))


def test_scores_under_earlier_words_are_not_read_by_the_new_ones(cast, case, writer):
    review = reviewed(case, ago(3), {"living_situation": (1, 2)})
    with writer():
        Domain.objects.filter(key="living_situation", framework=review.framework).update(wording=2)

    shown = text(cast.worker.get(one(cast, review)))

    assert "since put in other words" in shown
    assert "Nowhere to stay" not in shown


def test_someone_elses_review_is_not_found(cast, case):
    other = reviewed(case, ago(3), {"engagement": (2, 2)})

    assert cast.stranger.get(one(cast, other)).status_code == 404
    assert cast.worker.get(reverse("outcomes:review", args=[cast.person.pk, cast.person.pk])).status_code == 404


def test_a_mistake_is_struck_out_with_a_reason_and_counts_no_more(cast, case, once, writer):
    review = reviewed(case, ago(3), {"engagement": (2, 2)})

    sent = cast.worker.post(one(cast, review, "outcomes:strike"), {"version": "1", "why": "Wrong person", **once})

    assert sent.status_code == 302
    with writer():
        assert Review.objects.get(pk=review.pk).struck_why == "Wrong person"
    shown = text(cast.worker.get(page(cast)))
    assert "Struck out" in shown
    assert "No review yet" in shown


def test_striking_out_twice_with_one_press_is_once_and_a_stale_page_is_told(cast, case, once):
    review = reviewed(case, ago(3), {"engagement": (2, 2)})
    there, typed = one(cast, review, "outcomes:strike"), {"version": "1", "why": "Wrong person"}

    first, again = (cast.worker.post(there, typed | once) for _ in range(2))
    late = cast.worker.post(there, typed | {"why": "Mine"})

    assert (first.status_code, again.status_code) == (302, 302)
    assert "Someone else changed this" in text(late)
    assert "Mine" in text(late)


def test_a_reason_is_asked_for(cast, case):
    review = reviewed(case, ago(3), {"engagement": (2, 2)})

    shown = text(cast.worker.post(one(cast, review, "outcomes:strike"), {"version": "1", "why": ""}))

    assert "Why was it a mistake?" in shown
    assert "There is a problem" in shown


def test_another_services_review_is_not_ours_to_strike(cast, case):
    review = reviewed(case, ago(3), {"engagement": (2, 2)})

    assert cast.colleague.get(one(cast, review, "outcomes:strike")).status_code == 403
    assert "Strike it out" not in text(cast.colleague.get(one(cast, review)))


def test_the_name_of_whoever_recorded_it_is_shown(cast, case):
    reviewed(case, ago(3), {"engagement": (2, 2)}, by_user=UserFactory(name="Nadia Shah"))

    assert "Nadia Shah" in text(cast.worker.get(page(cast)))
