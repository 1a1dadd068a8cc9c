"""Opening a record in an emergency, and reviewing that afterwards."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.hashers import make_password
from django.test import Client
from django.urls import reverse

from tests.factories import NOON, PASSWORD, EveryoneFactory, GrantFactory, PersonFactory, TeamFactory, staff_of
from throughline.foundations.models import JournalEntry
from throughline.notices.models import Notice
from throughline.people import matching
from throughline.people.models import Person
from throughline.sharing.models import BreakGlass, Grant, Restriction

pytestmark = pytest.mark.django_db

EMERGENCY = reverse("sharing:break_glass")
REVIEWS = reverse("sharing:reviews")
WHY = "He rang to say he will hurt himself tonight"


@pytest.fixture(autouse=True)
def at_noon():
    with time_machine.travel(NOON, tick=False):
        yield


@pytest.fixture
def team():
    return EveryoneFactory()


@pytest.fixture
def hurried(sign_in, team) -> Client:
    return sign_in(staff_of(team))


def answers(person, team, once, **more):
    reference = person if isinstance(person, str) else person.reference
    return {**once, "reference": reference, "team": str(team.pk), "reason": WHY, **more}


def kept(writer, model=BreakGlass, **facts):
    with writer():
        return list(model.objects.filter(**facts))


def masked(response) -> str:
    text = response.content.decode()
    return re.sub(r'(name="(submission|csrfmiddlewaretoken)" value=")[^"]*', r"\1", text)


def test_it_opens_the_record_to_that_user_alone_for_an_hour(cast, sign_in, team, once):
    user, colleague = staff_of(team), sign_in(staff_of(team))
    hurried = sign_in(user)

    response = hurried.post(EMERGENCY, answers(cast.person, team, once))

    page = reverse("sharing:who", args=[cast.person.pk])
    assert response.status_code == 302
    assert hurried.get(page).status_code == 200
    assert colleague.get(page).status_code == 404
    with time_machine.travel(NOON + timedelta(minutes=60), tick=False):
        assert sign_in(user).get(page).status_code == 404


def test_those_who_lead_and_information_governance_are_told(cast, team, hurried, writer, once):
    governing = TeamFactory(organisation=team.organisation, kind="governance")
    theirs = TeamFactory(organisation=cast.worker_user.organisation, kind="governance")

    hurried.post(EMERGENCY, answers(cast.person, team, once))

    told = kept(writer, Notice, kind="sharing.glass_broken")
    with writer():
        lead = Grant.objects.get(person=cast.person, tier=3, team__organisation=cast.worker_user.organisation).team_id
    assert {governing.pk, theirs.pk, lead} <= {notice.to_team_id for notice in told}
    assert all(WHY in notice.body for notice in told)
    assert all(cast.person.shown_name not in notice.body + notice.subject for notice in told)


def test_it_can_be_found_by_a_number_too(cast, team, hurried, writer, once):
    with writer():
        Person.objects.filter(pk=cast.person.pk).update(search_keys=[matching.number_key("A1234BC")])

    response = hurried.post(EMERGENCY, answers("a1234 bc", team, once))

    assert response.status_code == 302


def test_unknown_and_closed_are_answered_with_the_same_words(cast, sign_in, team, writer, once):
    user = staff_of(team)
    with writer():
        Restriction.objects.create(
            person=cast.person, kind="conflict", user=user, words="Her brother", starts_at=NOON, made_by="T"
        )
    client = sign_in(user)

    closed = client.post(EMERGENCY, answers(cast.person, team, once))
    unknown = client.post(EMERGENCY, answers("TL-ZZZZZZ", team, once))

    assert closed.status_code == unknown.status_code == 200
    assert masked(closed).replace(cast.person.reference, "TL-ZZZZZZ") == masked(unknown)
    assert kept(writer) == []


def test_a_limited_record_stays_closed_and_the_attempt_is_kept_and_told(cast, team, hurried, writer, once):
    with writer():
        Restriction.objects.create(person=cast.person, kind="limited", words="Notorious", starts_at=NOON, made_by="T")

    hurried.post(EMERGENCY, answers(cast.person, team, once))

    (noted,) = kept(writer, JournalEntry, what="sharing.glass_refused")
    told = kept(writer, Notice, kind="sharing.glass_refused")
    assert (noted.person_id, noted.tier) == (cast.person.pk, 3)
    assert told
    assert team.pk not in {notice.to_team_id for notice in told}
    assert hurried.get(reverse("sharing:who", args=[cast.person.pk])).status_code == 404


def test_a_reason_that_says_nothing_is_refused_and_what_was_typed_stays(cast, team, hurried, writer, once):
    response = hurried.post(EMERGENCY, answers(cast.person, team, once, reason="......... now"))

    text = response.content.decode()
    assert "Say why, in a sentence" in text
    assert cast.person.reference in text
    assert kept(writer) == []


def test_a_second_press_opens_it_once(cast, team, hurried, writer, once):
    for _ in range(2):
        hurried.post(EMERGENCY, answers(cast.person, team, once))

    assert len(kept(writer)) == 1


def test_after_three_without_review_nothing_opens_whether_or_not_there_is_such_a_record(team, hurried, writer):
    for _ in range(3):
        hurried.post(EMERGENCY, answers(PersonFactory(), team, {}))

    real = hurried.post(EMERGENCY, answers(PersonFactory(), team, {}))
    made_up = hurried.post(EMERGENCY, answers("TL-ZZZZZZ", team, {}))

    assert "Three records you opened wait for review" in real.content.decode()
    assert "Three records you opened wait for review" in made_up.content.decode()
    assert len(kept(writer)) == 3


def test_it_is_refused_to_a_job_that_does_not_include_it(sign_in, team):
    assert sign_in(staff_of(team, role="peer_mentor")).get(EMERGENCY).status_code == 403


@pytest.mark.parametrize("method", ["get", "post"])
def test_someone_who_has_not_proved_who_they_are_lately_is_asked_first(cast, sign_in, team, writer, once, method):
    client = sign_in(staff_of(team, password=make_password(PASSWORD)))

    response = getattr(client, method)(EMERGENCY, answers(cast.person, team, once))

    assert response.status_code == 302
    assert response.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert kept(writer) == []


def test_what_was_typed_before_proving_who_one_is_is_not_lost(cast, sign_in, team, writer, once):
    client = sign_in(staff_of(team, password=make_password(PASSWORD)))
    asked = client.post(EMERGENCY, answers(cast.person, team, once))

    client.post(asked.headers["Location"], {"password": PASSWORD})

    assert [row.reason for row in kept(writer)] == [WHY]


def opened_by_someone(cast, team, client, once):
    client.post(EMERGENCY, answers(cast.person, team, once))


def test_the_lead_reviews_it_and_it_leaves_the_list(cast, sign_in, team, hurried, writer, once):
    opened_by_someone(cast, team, hurried, once)
    manager = sign_in(staff_of(lead_team(cast, writer), role="manager"))
    (emergency,) = kept(writer)
    assert cast.person.shown_name in manager.get(REVIEWS).content.decode()

    response = manager.post(
        reverse("sharing:review", args=[emergency.pk]),
        {"version": "1", "answer": "justified", "reason": "She rang the ambulance"},
    )

    (now,) = kept(writer)
    assert response.status_code == 302
    assert (now.answer, now.review_words) == ("justified", "She rang the ambulance")


@pytest.mark.parametrize("emergencies", [2, 60])
def test_the_list_costs_the_same_however_many_wait(cast, sign_in, writer, django_assert_max_num_queries, emergencies):
    lead = lead_team(cast, writer)
    for _ in range(emergencies):
        person, other = PersonFactory(), EveryoneFactory()
        GrantFactory(person=person, team=lead, tier=3)
        held = GrantFactory(person=person, team=other, reason="break_glass", ends_at=NOON)
        with writer():
            BreakGlass.objects.create(
                person=person, grant=held, user=staff_of(other), reason=WHY, opened_at=NOON, review_by=NOON.date()
            )
    manager = sign_in(staff_of(lead, role="manager"))
    manager.get("/")

    with django_assert_max_num_queries(12):
        response = manager.get(REVIEWS)

    assert len(response.context["waiting"]) == min(emergencies, 25)


def test_a_late_review_says_so(cast, sign_in, team, hurried, writer, once):
    opened_by_someone(cast, team, hurried, once)
    manager = sign_in(staff_of(lead_team(cast, writer), role="manager"))

    on_time = manager.get(REVIEWS).content.decode()
    with time_machine.travel(NOON + timedelta(days=3), tick=False):
        late = sign_in(staff_of(lead_team(cast, writer), role="manager")).get(REVIEWS).content.decode()

    assert "Wed 4 Mar" in on_time
    assert "Late, due" not in on_time
    assert "Late, due" in late


def test_nobody_reviews_what_they_opened_themselves(cast, sign_in, team, writer, once):
    client = sign_in(staff_of(team, role="manager"))
    opened_by_someone(cast, team, client, once)
    (emergency,) = kept(writer)

    response = client.post(
        reverse("sharing:review", args=[emergency.pk]),
        {"version": "1", "answer": "justified", "reason": "I know it was right"},
    )

    assert "Someone else must review it" in response.content.decode()
    assert kept(writer)[0].reviewed_at is None


def test_information_governance_reviews_a_colleague_without_being_told_who_it_was(
    cast, sign_in, team, hurried, writer, once
):
    opened_by_someone(cast, team, hurried, once)
    governing = TeamFactory(organisation=team.organisation, kind="governance")
    client = sign_in(staff_of(governing, role="information_governance"))

    text = client.get(REVIEWS).content.decode()

    assert WHY in text
    assert cast.person.shown_name not in text
    assert "not shared with you" in text


def test_governance_of_another_organisation_sees_no_emergency(cast, sign_in, team, hurried, once):
    opened_by_someone(cast, team, hurried, once)
    elsewhere = TeamFactory(kind="governance")

    text = sign_in(staff_of(elsewhere, role="information_governance")).get(REVIEWS).content.decode()

    assert WHY not in text


def test_a_stale_review_is_refused(cast, sign_in, team, hurried, writer, once):
    opened_by_someone(cast, team, hurried, once)
    (emergency,) = kept(writer)
    manager = sign_in(staff_of(lead_team(cast, writer), role="manager"))

    response = manager.post(
        reverse("sharing:review", args=[emergency.pk]),
        {"version": "7", "answer": "justified", "reason": "She rang the ambulance"},
    )

    text = response.content.decode()
    assert "Someone else changed this" in text
    assert "She rang the ambulance" in text


def lead_team(cast, writer):
    with writer():
        return Grant.objects.get(person=cast.person, team__organisation=cast.worker_user.organisation).team
