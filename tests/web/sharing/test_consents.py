"""What a person was asked, and what they said."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import GrantFactory
from throughline.foundations import clock
from throughline.notices.models import Notice
from throughline.sharing.models import Consent, Grant

pytestmark = pytest.mark.django_db


def page(cast):
    return reverse("sharing:consent", args=[cast.person.pk])


def said(answer, *, to="take_part", organisation=None, days_ago=0, **more):
    on = clock.today() - timedelta(days=days_ago)
    return {
        "to": to,
        "organisation": str(organisation.pk) if organisation else "",
        "answer": answer,
        "words": "Not just now, maybe after",
        "how": "In person",
        "answered_on_day": on.day,
        "answered_on_month": on.month,
        "answered_on_year": on.year,
        **more,
    }


def kept(writer, model=Consent, **facts):
    with writer():
        return list(model.objects.filter(**facts))


def test_stopping_follows_a_yes_and_nothing_else(cast, writer):
    too_soon = cast.worker.post(page(cast), said("withdrawn"))
    cast.worker.post(page(cast), said("agreed"))
    stopped = cast.worker.post(page(cast), said("withdrawn"))

    assert "there is nothing to stop" in too_soon.content.decode()
    assert stopped.status_code == 302
    assert sorted(row.answer for row in kept(writer)) == ["agreed", "withdrawn"]


@pytest.mark.parametrize("answer", ["offered", "agreed", "declined"])
def test_every_answer_is_kept_in_the_persons_words_and_none_is_a_penalty(cast, writer, answer):
    cast.worker.post(page(cast), said(answer))

    (row,) = kept(writer)
    text = cast.worker.get(reverse("sharing:who", args=[cast.person.pk])).content.decode()
    assert (row.to, row.answer, row.asked_by_id) == ("take_part", answer, cast.worker_user.pk)
    assert "Not just now, maybe after" in text
    for word in ("refus", "non-compl", "penalt", "breach"):
        assert word not in text.lower()


def test_a_change_of_mind_is_a_new_answer_and_the_old_one_stays(cast, writer):
    for days, answer in ((3, "agreed"), (1, "withdrawn"), (0, "agreed")):
        cast.worker.post(page(cast), said(answer, days_ago=days))

    text = cast.worker.get(page(cast)).content.decode()

    assert [row.answer for row in sorted(kept(writer), key=lambda row: row.answered_on)] == [
        "agreed",
        "withdrawn",
        "agreed",
    ]
    assert text.count("Changed their mind and stopped.") == 1


def test_a_yes_to_sharing_lets_a_grant_rest_on_it_and_a_no_ends_it_at_once(cast, other, sign_in, writer):
    partner = sign_in(other.user)
    cast.worker.post(page(cast), said("agreed", to="share", organisation=other.organisation))
    cast.worker.post(
        reverse("sharing:share", args=[cast.person.pk]),
        {
            "team": str(other.team.pk), "tier": "1", "grant_reason": "consent", "basis": "consent",
            "reason": "He agreed to it",
        },
    )  # fmt: skip
    assert partner.get(reverse("sharing:who", args=[cast.person.pk])).status_code == 200

    cast.worker.post(page(cast), said("withdrawn", to="share", organisation=other.organisation))

    (held,) = kept(writer, Grant, team=other.team)
    assert held.consent is not None
    assert held.ended_why == "They said no to sharing"
    assert partner.get(reverse("sharing:who", args=[cast.person.pk])).status_code == 404
    assert kept(writer, Notice, kind="sharing.ended", to_team_id=other.team.pk)


def test_a_no_to_sharing_leaves_what_rests_on_the_law(cast, other, writer):
    GrantFactory(person=cast.person, team=other.team, reason="statutory", basis="legal_obligation")

    cast.worker.post(page(cast), said("declined", to="share", organisation=other.organisation))

    (held,) = kept(writer, Grant, team=other.team)
    assert held.ends_at is None


def test_a_no_that_was_given_before_a_yes_changes_nothing_but_the_history(cast, other, writer):
    cast.worker.post(page(cast), said("agreed", to="share", organisation=other.organisation))
    yes = kept(writer)[0]
    GrantFactory(person=cast.person, team=other.team, reason="consent", basis="consent", consent=yes)

    cast.worker.post(page(cast), said("declined", to="share", organisation=other.organisation, days_ago=9))

    (held,) = kept(writer, Grant, team=other.team)
    assert (len(kept(writer)), held.ends_at) == (2, None)


def test_stopping_taking_part_does_not_by_itself_stop_sharing(cast, other, writer):
    cast.worker.post(page(cast), said("agreed", to="share", organisation=other.organisation))
    GrantFactory(person=cast.person, team=other.team, reason="consent", consent=kept(writer)[0])

    cast.worker.post(page(cast), said("withdrawn"))

    assert kept(writer, Grant, team=other.team)[0].ends_at is None


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        ({"to": "share"}, "Choose the organisation it is about"),
        ({"answered_on_year": "2099"}, "is in the future"),
        ({"answer": ""}, "What did they say?"),
        ({"answered_on_day": "31", "answered_on_month": "2"}, "must be a real date"),
    ],
)
def test_a_refusal_says_why_and_keeps_what_was_typed(cast, writer, answers, sentence):
    text = cast.worker.post(page(cast), said("agreed") | answers).content.decode()

    assert sentence in text
    assert "Not just now, maybe after" in text
    assert kept(writer) == []


def test_a_second_press_keeps_one_answer(cast, writer, once):
    for _ in range(2):
        cast.worker.post(page(cast), said("agreed") | once)

    assert len(kept(writer)) == 1


def test_only_those_who_work_with_the_person_record_what_they_said(cast):
    assert cast.colleague.get(page(cast)).status_code == 200
    assert cast.knows_of.get(page(cast)).status_code == 403
    assert cast.no_job.get(page(cast)).status_code == 403
    assert cast.stranger.get(page(cast)).status_code == 404
