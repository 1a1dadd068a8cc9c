"""What is asked of councils and providers, what they say, and every effort."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.factories import (
    NOON,
    TODAY,
    AreaFactory,
    ConsentFactory,
    OrganisationFactory,
    PersonFactory,
    StayFactory,
    UserFactory,
    acting,
)
from tests.factories.housing import ApplicationFactory, EffortFactory, NoAddressFactory, ProviderAskFactory
from tests.plans.at_once import answers_of
from throughline.agencies.models import OrganisationArea
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.housing import queries
from throughline.housing.actions import accounts, applications, asks, efforts
from throughline.housing.actions.accounts import AccountFacts
from throughline.housing.actions.applications import NewApplication
from throughline.housing.actions.asks import AskAnswer, NewAsk
from throughline.housing.actions.efforts import NewEffort
from throughline.housing.models import Application, Effort, NoAddress, ProviderAsk
from throughline.sharing.models import Consent

pytestmark = pytest.mark.django_db
BY = {"by": SYSTEM, "at": NOON}
BEFORE, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=1)


@pytest.fixture
def stoke():
    return AreaFactory(name="Stoke-on-Trent", jurisdiction="england_and_wales")


def yes(person, council, **facts):
    return ConsentFactory(**{"person": person, "to": "refer", "organisation": council, **facts})


def duty(person, area, **facts):
    if "consent" not in facts:
        council = OrganisationFactory(kind="council_housing")
        OrganisationArea.objects.create(organisation=council, area=area)
        facts["consent"] = yes(person, council)
    return NewApplication(
        **{
            "kind": "duty_to_refer",
            "authority": area,
            "made_on": TODAY,
            "chose_authority": True,
            "may_pass_contact": True,
            "homeless_by_on": TODAY + timedelta(days=50),
            "source": "Prison",
            **facts,
        }
    )


def plain(area, **facts):
    return NewApplication(
        **{"kind": "homelessness", "authority": area, "made_on": TODAY, "source": "Housing officer", **facts}
    )


def test_a_duty_to_refer_is_kept_with_its_three_yeses_and_as_an_effort(stoke):
    stay, user = StayFactory(), UserFactory()

    row = applications.apply(stay.person, new=duty(stay.person, stoke), by=acting(user), at=NOON)

    assert (row.nation, row.state, row.made_by) == ("england", "waiting", user)
    effort = Effort.objects.get()
    assert (effort.kind, effort.stay, effort.by_user) == ("council", stay, user)
    assert effort.words == "Duty to refer: Stoke-on-Trent."
    assert JournalEntry.objects.get(what="housing.council_asked").facts["nation"] == "England"


def test_the_database_keeps_no_duty_to_refer_without_its_yeses(stoke):
    with pytest.raises(IntegrityError, match="three_yeses"), transaction.atomic():
        ApplicationFactory(kind="duty_to_refer", nation="england", authority=stoke)


def test_each_nation_has_its_own_form():
    row = applications.apply(PersonFactory(), new=plain(AreaFactory(name="Fife"), kind="emergency"), **BY)

    assert (row.nation, applications.title(row)) == ("scotland", "Temporary accommodation for tonight")
    assert Effort.objects.get().kind == "emergency"


def test_a_welsh_council_is_not_reached_by_english_law():
    area = AreaFactory(name="Cardiff", jurisdiction="england_and_wales")
    person = PersonFactory()

    with pytest.raises(Refused, match="does not reach a council in Wales"):
        applications.apply(person, new=duty(person, area), **BY)
    assert applications.apply(person, new=plain(area, kind="ask_and_act"), **BY).nation == "wales"


def test_consent_that_was_taken_back_is_no_consent(stoke):
    person, council = PersonFactory(), OrganisationFactory(kind="council")
    agreed = yes(person, council, answered_on=BEFORE)
    yes(person, council, answer="withdrawn")

    with pytest.raises(Refused, match="took it back") as refused:
        applications.apply(person, new=duty(person, stoke, consent=agreed), **BY)

    assert refused.value.field == "consent"
    assert not queries.agreed_consents(Consent.objects.all()).exists()


@pytest.mark.parametrize(
    "facts",
    [{"to": "take_part", "organisation": None}, {"answer": "declined"}, {"answered_on": LATER}, {"person": None}],
)
def test_consent_to_something_else_is_no_consent(stoke, facts):
    person = PersonFactory()
    given = {"organisation": OrganisationFactory(kind="council"), "to": "refer", "person": person, **facts}
    consent = ConsentFactory(**{**given, "person": given["person"] or PersonFactory()})

    with pytest.raises(Refused, match="not said yes"):
        applications.apply(person, new=duty(person, stoke, consent=consent), **BY)


@pytest.mark.parametrize("kind", ["jobcentre", "council"])
def test_consent_to_another_council_or_agency_is_not_consent_to_this_one(stoke, kind):
    person, elsewhere = PersonFactory(), OrganisationFactory(kind=kind)
    OrganisationArea.objects.create(organisation=elsewhere, area=AreaFactory())

    with pytest.raises(Refused, match="not a referral to this council"):
        applications.apply(person, new=duty(person, stoke, consent=yes(person, elsewhere)), **BY)


def test_a_form_is_told_every_fault_at_once(stoke):
    new = duty(PersonFactory(), stoke, consent=None, chose_authority=False, may_pass_contact=False)

    found = applications.faults_of(PersonFactory().pk, new, today=TODAY)

    assert [fault.field for fault in found] == ["consent", "chose_authority", "may_pass_contact"]


def test_live_yeses_to_be_referred_are_offered():
    person, council = PersonFactory(), OrganisationFactory()
    live = yes(person, council, to="share")
    yes(person, council, to="take_part", organisation=None)

    assert list(queries.agreed_consents(Consent.objects.filter(person=person))) == [live]


def test_a_council_is_in_touch_tries_and_decides():
    row = ApplicationFactory()

    row = applications.heard(row, on=TODAY, words="Rang the hall", version=1, **BY)
    row = applications.tried_to_reach(row, on=TODAY, version=2, **BY)
    row = applications.tried_to_reach(row, on=TODAY, version=3, **BY)
    row = applications.decide(row, state="accepted", on=TODAY, words="", version=4, **BY)

    assert (row.state, row.heard_on, row.tries_to_reach, row.decided_on) == ("accepted", TODAY, 2, TODAY)
    assert row.words == "CANARY application Rang the hall"


def test_a_no_needs_a_reason():
    with pytest.raises(Refused, match="Say why the council said no"):
        applications.decide(ApplicationFactory(), state="declined", on=TODAY, words="", version=1, **BY)


@pytest.mark.parametrize(
    ("act", "facts"),
    [
        (applications.heard, {}),
        (applications.tried_to_reach, {}),
        (applications.decide, {"state": "closed", "words": ""}),
        (applications.withdraw, {"words": "They moved"}),
    ],
)
def test_a_decided_application_takes_no_more_answers(act, facts):
    row = ApplicationFactory(state="accepted", decided_on=TODAY)

    with pytest.raises(Refused, match="recorded as “accepted”"):
        act(row, on=TODAY, version=1, **facts, **BY)


@pytest.mark.parametrize(("on", "said"), [(LATER, "has not come yet"), (BEFORE, "before the council was asked")])
def test_an_answer_on_a_day_that_cannot_be_is_refused(on, said):
    with pytest.raises(Refused, match=said):
        applications.heard(ApplicationFactory(), on=on, version=1, **BY)


def test_an_application_is_taken_back_with_a_reason_and_once_a_version():
    row = ApplicationFactory()

    with pytest.raises(Refused, match="Say why it is taken back"):
        applications.withdraw(row, on=TODAY, words=" ", version=1, **BY)
    with pytest.raises(Stale):
        applications.withdraw(row, on=TODAY, words="Moved", version=2, **BY)
    assert applications.withdraw(row, on=TODAY, words="Moved", version=1, **BY).state == "withdrawn"
    assert not queries.open_applications(Application.objects.all()).exists()


def test_words_of_a_council_stay_within_their_room():
    row = ApplicationFactory(words="x" * 495)

    assert len(applications.heard(row, on=TODAY, words="y" * 400, version=1, **BY).words) == 500


def new_ask(**facts):
    return NewAsk(**{"provider_words": "Shelter house", "asked_on": TODAY, **facts})


def test_a_provider_is_asked_and_that_is_an_effort():
    provider = OrganisationFactory(kind="housing_provider", name="Key House")

    row = asks.ask_provider(PersonFactory(), new=new_ask(provider=provider, provider_words="", priority=True), **BY)

    assert (row.state, row.priority) == ("asked", True)
    assert Effort.objects.get().words == "Key House: supported housing."
    assert list(queries.open_asks(ProviderAsk.objects.all())) == [row]


@pytest.mark.parametrize(("facts", "field"), [({"provider_words": " "}, "provider"), ({"asked_on": LATER}, "asked_on")])
def test_asking_nobody_or_tomorrow_is_refused(facts, field):
    with pytest.raises(Refused) as refused:
        asks.ask_provider(PersonFactory(), new=new_ask(**facts), **BY)

    assert refused.value.field == field


def test_a_no_keeps_its_reason_and_what_would_change_it():
    given = AskAnswer(state="declined", on=TODAY, reason="risk_too_high", would_change="A support plan")

    row = asks.answer(ProviderAskFactory(), given=given, version=1, **BY)

    assert (row.state, row.decline_reason, row.would_change) == ("declined", "risk_too_high", "A support plan")
    assert JournalEntry.objects.get().facts["reason"] == "Risk too high"
    assert row.words == "CANARY ask"


@pytest.mark.parametrize(
    ("ask", "given", "said"),
    [
        ({}, {"state": "asked"}, "Choose what the provider said"),
        ({}, {"state": "declined"}, "Choose why"),
        ({}, {"state": "offered", "reason": "area"}, "Only a no has a reason"),
        ({}, {"on": LATER}, "has not come yet"),
        ({}, {"on": BEFORE}, "after this day"),
        ({"state": "withdrawn"}, {}, "cannot become"),
        ({"state": "declined", "decline_reason": "area"}, {}, "Ask again instead"),
    ],
)
def test_an_answer_that_cannot_be_is_refused(ask, given, said):
    answer = AskAnswer(**{"state": "offered", "on": TODAY, **given})

    with pytest.raises(Refused, match=said):
        asks.answer(ProviderAskFactory(**ask), given=answer, version=1, **BY)


def test_a_visit_and_being_first_in_line_are_kept():
    row = asks.visited(ProviderAskFactory(), on=TODAY, told_what_to_expect="yes", version=1, **BY)
    row = asks.set_priority(row, priority=True, version=2, **BY)
    same = asks.set_priority(row, priority=True, version=3, **BY)

    assert (row.visited_on, row.told_what_to_expect, row.priority, same.version) == (TODAY, "yes", True, 3)
    assert asks.set_priority(row, priority=False, version=3, **BY).priority is False
    with pytest.raises(Refused, match="has not come yet"):
        asks.visited(row, on=LATER, version=4, **BY)


@pytest.mark.parametrize(("act", "state"), [(asks.turn_down, "turned_down"), (asks.withdraw, "withdrawn")])
def test_a_place_is_turned_down_or_asked_no_more_with_a_reason(act, state):
    row = ProviderAskFactory(state="offered")

    with pytest.raises(Refused, match="Say why"):
        act(row, on=TODAY, words="", version=1, **BY)
    with pytest.raises(Refused, match="after this day"):
        act(row, on=BEFORE, words="Too far", version=1, **BY)
    assert act(row, on=TODAY, words="Too far from my children", version=1, **BY).state == state
    with pytest.raises(Refused, match="cannot become"):
        act(row, on=TODAY, words="Too far", version=2, **BY)


def test_an_effort_belongs_to_the_stay_it_was_made_in():
    before = StayFactory(admitted_on=date(2024, 1, 8), ended_on=date(2024, 6, 3), ended_how="release_planned")
    now = StayFactory(person=before.person)
    new = NewEffort(kind="family", on=TODAY, words="Rang his sister", came_of_it="No room")

    row = efforts.record_effort(now.person, new=new, **BY)
    older = efforts.record_effort(now.person, new=NewEffort(kind="council", on=date(2024, 2, 5), words="Rang"), **BY)

    assert (row.stay, row.came_of_it, older.stay) == (now, "No room", before)
    assert list(queries.efforts_of_stay(Effort.objects.all(), now)) == [row]


@pytest.mark.parametrize(("facts", "field"), [({"kind": "x"}, "kind"), ({"words": ""}, "words"), ({"on": LATER}, "on")])
def test_an_effort_that_cannot_be_is_refused(facts, field):
    new = NewEffort(**{"kind": "family", "on": TODAY, "words": "Rang", **facts})

    with pytest.raises(Refused) as refused:
        efforts.record_effort(PersonFactory(), new=new, **BY)

    assert refused.value.field == field


def told(**facts):
    return AccountFacts(**{"reason": "no_offer", "rough_likely": "yes", "account": "Three councils asked", **facts})


def test_leaving_with_no_fixed_address_is_accounted_for_once():
    stay = StayFactory()

    row = accounts.give_account(stay, facts=told(), **BY)

    assert (row.person, row.reason, row.recorded_on) == (stay.person, "no_offer", TODAY)
    assert "Three councils" not in str(JournalEntry.objects.get().facts)
    with pytest.raises(Refused, match="There is an account"):
        accounts.give_account(stay, facts=told(), **BY)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"reason": "x"}, "reason"),
        ({"rough_likely": ""}, "rough_likely"),
        ({"account": " "}, "account"),
        ({"ready_anyway": True}, "ready_anyway"),
    ],
)
def test_an_account_that_cannot_be_is_refused(facts, field):
    with pytest.raises(Refused) as refused:
        accounts.give_account(StayFactory(), facts=told(**facts), **BY)

    assert refused.value.field == field


def test_who_says_ready_all_the_same_is_kept():
    stay, user = StayFactory(), UserFactory()
    EffortFactory(stay=stay, person=stay.person)
    by = acting(user)

    row = accounts.give_account(stay, facts=told(ready_anyway=True), by=by, at=NOON)
    kept = accounts.change_account(row, facts=told(ready_anyway=True, account="More"), version=1, **BY)
    gone = accounts.change_account(row, facts=told(), version=2, **BY)

    assert (row.ready_anyway_by, kept.ready_anyway_by, kept.account) == (user, user, "More")
    assert gone.ready_anyway_by is None
    with pytest.raises(Stale):
        accounts.change_account(row, facts=told(), version=1, **BY)
    assert list(queries.account_of(NoAddress.objects.all(), stay)) == [row]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_decide_once():
    row = ApplicationFactory()

    def decide():
        applications.decide(row, state="accepted", on=TODAY, words="", version=1, **BY)

    assert answers_of(decide, decide) == ["kept", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_answer_once():
    row = ProviderAskFactory()

    def answer():
        asks.answer(row, given=AskAnswer(state="accepted", on=TODAY), version=1, **BY)

    def turn_down():
        asks.turn_down(row, on=TODAY, words="Too far", version=1, **BY)

    assert answers_of(answer, turn_down) == ["kept", "refused"]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_account_once(writer):
    stay = StayFactory()

    def account():
        accounts.give_account(stay, facts=told(), **BY)

    assert answers_of(account, account) == ["kept", "refused"]
    with writer():
        assert NoAddressFactory._meta.model.objects.count() == 1
