"""Choosing a service and referring someone: what is known is filled in, and little is asked."""

from datetime import timedelta

import pytest
from django.urls import reverse

from tests.factories import NOON, TODAY, ContactPointFactory, GrantFactory, TeamFactory, staff_of
from tests.factories.journey import CaseFactory, ReferralFactory, ServiceFactory
from throughline.assessments.models import SafetyNote
from throughline.foundations.models import Draft
from throughline.referrals.models import Referral
from throughline.sharing.models import Consent, Party
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db
FEW = 5
"""Answers a referral may ask for at most: the rest is filled in, or can wait."""


@pytest.fixture
def choose(two):
    return reverse("referrals:choose", args=[two.person.pk])


@pytest.fixture
def new(two):
    return reverse("referrals:new", args=[two.person.pk, two.service.pk])


def written(**more):
    return {
        "reason": "He leaves in 13 days with nowhere to go",
        "hopes": "My own door 🏠",
        "pathways": ["accommodation", "finance"],
        "offer": "Meet him at the gate",
        "opens": ["contact"],
        "agrees": "yes",
        "how": "In person",
        **more,
    }


def kept(writer, **facts):
    with writer():
        return list(Referral.objects.filter(**facts).order_by("started_at", "id"))


def answered(two, days):
    ReferralFactory(
        service=two.service, from_team=two.sending, state="declined", decline_reason="no_room",
        received_on=TODAY - timedelta(days=days), decided_on=TODAY, decided_at=NOON,
    )  # fmt: skip


def test_partners_services_are_offered_and_others_are_not(two, choose):
    ServiceFactory(name="Elsewhere")
    ServiceFactory(team=two.answering, name="Closed One", closed_on=TODAY - timedelta(days=1))

    text = two.sender.get(choose).content.decode()

    assert "Northgate Homes" in text
    assert "5 working days" in text
    assert "Elsewhere" not in text
    assert "Closed One" not in text


@pytest.mark.parametrize(("answers", "words"), [([1, 1], "Not known"), ([0, 3, 7], "1 working day")])
def test_how_fast_they_answer_is_said_once_there_are_three_answers(two, choose, answers, words):
    for days in answers:
        answered(two, days)

    text = two.sender.get(choose).content.decode()

    assert words in text
    assert ("middle of the last 3" in text) is (len(answers) == 3)


def test_whoever_is_with_them_already_is_named_with_a_number_to_ring(two, choose):
    CaseFactory(person=two.person, service=ServiceFactory(name="Old Friends", phone="01632 960 200"))

    text = two.sender.get(choose).content.decode()

    assert "Already with someone" in text
    assert "Old Friends" in text
    assert "01632 960 200" in text


def test_a_service_that_was_asked_already_is_not_offered_again(two, sent, choose, new):
    text = two.sender.get(choose).content.decode()

    assert "They were asked already" in text
    assert f'href="{new}"' not in text


def test_nobody_to_ask_says_what_to_do(two, choose, writer):
    with writer():
        type(two.service).objects.update(closed_on=TODAY)

    assert "No partner has a service open" in two.sender.get(choose).content.decode()


@pytest.mark.parametrize("name", ["choose", "new"])
def test_who_may_refer(two, request, sign_in, name):
    address = request.getfixturevalue(name)
    knows = TeamFactory(organisation=two.sending.organisation)
    GrantFactory(person=two.person, team=knows, tier=Tier.KNOWS_OF)

    assert sign_in(staff_of(TeamFactory())).get(address).status_code == 404
    assert sign_in(staff_of(knows)).get(address).status_code == 403
    assert sign_in(staff_of(two.sending, role="peer_mentor")).get(address).status_code == 403


def test_what_is_known_is_filled_in_with_when_it_is_read(two, new):
    ContactPointFactory(person=two.person, value="07700 900321")

    text = two.sender.get(new).content.decode()

    for words in ("Yusuf Hadden", "07700 900321", "Now", "Only if they accept, and you open it below"):
        assert words in text


def test_a_referral_asks_for_few_answers(two, new):
    form = two.sender.get(new).context["form"]

    needed = [name for name, field in form.fields.items() if field.required]
    assert len(needed) <= FEW


def test_it_is_sent_with_the_yes_they_gave(two, new, once, writer):
    response = two.sender.post(new, once | written())

    assert response.status_code == 302
    (row,) = kept(writer)
    assert (row.state, row.pathways, row.opens) == ("sent", ["accommodation", "finance"], ["contact"])
    assert row.from_team_id == two.sending.pk
    with writer():
        assert (Consent.objects.get().answer, Consent.objects.get().how) == ("agreed", "In person")
    assert "Yusuf Hadden" in two.decider.get(reverse("referrals:inbox")).content.decode()


def test_pressing_twice_sends_once(two, new, once, writer):
    for _ in range(2):
        assert two.sender.post(new, once | written()).status_code == 302

    assert len(kept(writer)) == 1


def test_a_second_referral_while_one_waits_is_refused_and_nothing_is_lost(two, sent, new, writer):
    text = two.sender.post(new, written()).content.decode()

    assert "waits for an answer" in text
    assert "My own door 🏠" in text
    assert len(kept(writer)) == 1


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"reason": ""}, "Answer “Why this service, why now?”"),
        ({"pathways": []}, "Choose the parts of life"),
        ({"pathways": ["nonsense"]}, "Choose one of the answers listed"),
        ({"agrees": ""}, "Answer “Do they agree to this?”"),
        ({"hopes": "x" * 10_000}, "2000 characters or fewer"),
        ({"safety_concern": "self", "safety_words": "Low days"}, "Say what makes it more likely"),
        ({"safety_words": "Low days"}, "Choose what the concern is about"),
    ],
)
def test_what_is_missing_is_said_and_what_was_typed_is_kept(two, new, writer, wrong, sentence):
    text = two.sender.post(new, written() | wrong).content.decode()

    assert sentence in text
    assert "Meet him at the gate" in text
    assert kept(writer) == []


def test_what_their_agreement_does_not_cover_is_said_beside_the_part(two, new, writer):
    with writer():
        Party.objects.filter(organisation=two.answering.organisation).update(compartments=["contact"])

    text = two.sender.post(new, written(opens=["contact", "family"])).content.decode()

    assert "does not cover family and household" in text
    assert kept(writer) == []


def test_not_yet_agreed_is_saved_and_nobody_else_sees_it(two, new, writer):
    response = two.sender.post(new, written(agrees="not_yet"))

    assert response.status_code == 302
    (row,) = kept(writer)
    assert (row.state, row.hopes) == ("draft", "My own door 🏠")
    assert "Yusuf" not in two.decider.get(reverse("referrals:inbox")).content.decode()


def test_it_can_be_finished_later(two, new, writer):
    two.sender.post(new, {"reason": "Half a thought", "step": "save"})
    shown = two.sender.get(new).content.decode()

    response = two.sender.post(new, written(version=str(kept(writer)[0].version)))

    assert "Half a thought" in shown
    assert "You began this" in shown
    assert response.status_code == 302
    assert [row.state for row in kept(writer)] == ["sent"]


def test_a_stale_draft_is_not_written_over(two, new, writer):
    two.sender.post(new, {"reason": "Half a thought", "step": "save"})

    text = two.sender.post(new, written(version="99")).content.decode()

    assert "Someone else changed this" in text
    assert "Meet him at the gate" in text
    assert kept(writer)[0].state == "draft"


def test_a_safety_note_goes_on_the_record_even_while_it_is_a_draft(two, new, writer):
    safety = {"safety_concern": "self", "safety_words": "Low on Sundays", "safety_context": "After visits"}

    two.sender.post(new, {"step": "save", **safety})

    with writer():
        assert SafetyNote.objects.get(person=two.person).context == "After visits"


@pytest.mark.parametrize(("parts", "offered"), [(list(Compartment.values), True), (["contact"], False)])
def test_restricted_parts_of_life_and_safety_are_offered_only_to_those_who_see_them(two, sign_in, new, parts, offered):
    team = TeamFactory(organisation=two.sending.organisation)
    GrantFactory(person=two.person, team=team, tier=Tier.WORKS_WITH, compartments=parts)
    worker = sign_in(staff_of(team))

    text = worker.get(new).content.decode()

    assert ("lived with abuse" in text) is offered
    assert ("Add a safety note" in text) is offered


def test_the_page_stays_within_its_budget(two, new, django_assert_max_num_queries):
    for _ in range(4):
        CaseFactory(person=two.person, service=ServiceFactory())
    two.sender.get(new)

    with django_assert_max_num_queries(27):
        two.sender.get(new)


@pytest.mark.parametrize("count", [2, 60])
def test_choosing_costs_the_same_however_many_services(two, choose, django_assert_max_num_queries, count):
    for _ in range(count):
        ServiceFactory(team=two.answering)
        answered(two, 1)
    two.sender.get(choose)

    with django_assert_max_num_queries(20):
        two.sender.get(choose)


def test_every_referral_about_them_is_on_one_page(two, sent):
    about = reverse("referrals:about", args=[two.person.pk])
    ReferralFactory(
        person=two.person, service=ServiceFactory(name="Quayside"), state="declined", decline_reason="no_room",
        decided_on=TODAY, decided_at=NOON,
    )  # fmt: skip

    text = two.sender.get(about).content.decode()

    for words in ("Northgate Homes", "Quayside", "we have no room", "Refer Yusuf Hadden"):
        assert words in text


def test_no_referral_yet_says_so(cast):
    about = reverse("referrals:about", args=[cast.person.pk])

    assert "No referral is on our record" in cast.worker.get(about).content.decode()
    assert "No referral that you may see" in cast.knows_of.get(about).content.decode()
    assert cast.stranger.get(about).status_code == 404
    assert cast.no_job.get(about).status_code == 403


def test_a_referral_about_needs_is_shown_to_a_third_agency_only_where_needs_are_open(cast):
    ReferralFactory(person=cast.person, service=ServiceFactory(name="Wellbeing"), compartment="needs")
    about = reverse("referrals:about", args=[cast.person.pk])

    assert "Wellbeing" in cast.worker.get(about).content.decode()
    assert "Wellbeing" not in cast.colleague.get(about).content.decode()


@pytest.mark.parametrize("count", [2, 60])
def test_the_list_about_one_person_stays_within_its_budget(cast, django_assert_max_num_queries, count):
    about = reverse("referrals:about", args=[cast.person.pk])
    for _ in range(count):
        ReferralFactory(person=cast.person)
    cast.worker.get(about)

    with django_assert_max_num_queries(27):
        assert ("Older referrals" in cast.worker.get(about).content.decode()) is (count == 60)


def test_what_was_typed_and_not_sent_is_offered_again(two, new, writer):
    from_page = two.sender.get(new).context["keep"].token
    with writer():
        Draft.objects.all().delete()
    two.sender.logout()
    two.sender.post(new, written(draft=from_page))

    two.sender.force_login(two.sender_user)
    shown = two.sender.get(new, {"draft": "use"}).content.decode()

    assert "My own door 🏠" in shown
    assert kept(writer) == []
