"""Someone asks for help themselves, told as stories; whoever asks learns nothing of what is on record."""

import threading
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import connection

from tests.factories import (
    NOON,
    TODAY,
    GrantFactory,
    IdentifierFactory,
    NameFactory,
    PersonFactory,
    PrisonFactory,
    TeamFactory,
    acting,
    staff_of,
)
from tests.factories.journey import ServiceFactory
from throughline.access import lookups
from throughline.access.permissions import Do
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.journeys.accept_referral import accept_referral
from throughline.journeys.asking import Asking
from throughline.journeys.decline_referral import decline_referral
from throughline.journeys.self_refer import MAY_BE_KNOWN, PUBLIC_PAGE, self_refer
from throughline.notices.models import Notice
from throughline.people import matching
from throughline.people.models import ContactPoint, Identifier, Name, Person
from throughline.referrals.models import Referral
from throughline.sharing.models import Consent, Grant
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db

BORN = date(1990, 5, 6)
SCOTT = Asking(
    given="Scott",
    family="Reid",
    born_on=BORN,
    number="A1234BC",
    hall="B",
    phone="07700 900123",
    pathways=["work", "health"],
    words="I want to work outside",
    reach="Letters, please",
)


def kept(model, **facts):
    with writing():
        return list(model.objects.filter(**facts))


@pytest.fixture
def service():
    return ServiceFactory(team=TeamFactory(name="Bridge team"), name="Bridge")


@pytest.fixture
def on_record():
    """Someone with the number, name and birth date that Scott gives, led by a team elsewhere."""
    person = PersonFactory(
        shown_name="Scott Reid", born_on=BORN, search_keys=sorted(matching.search_keys(["Scott Reid"]))
    )
    NameFactory(person=person, given="Scott", family="Reid")
    IdentifierFactory(person=person, value="A1234BC")
    GrantFactory(person=person, team=TeamFactory(), tier=Tier.LEADS)
    return person


def ask(asking, service, *, arrived="online", by=PUBLIC_PAGE, at=NOON):
    return self_refer(asking, service=service, arrived=arrived, by=by, at=at)


def test_someone_new_is_registered_heard_and_led_by_the_team_they_asked(service):
    row = ask(replace(SCOTT, prison=PrisonFactory()), service)

    person = row.person
    assert (person.shown_name, person.born_on) == ("Scott Reid", BORN)
    assert [number.value for number in kept(Identifier, person=person)] == ["A1234BC"]
    assert (row.source, row.arrived, row.from_team, row.hopes) == ("self", "online", None, "I want to work outside")
    assert row.reason.startswith("Where they are: Organisation")
    assert row.reason.endswith(", B Hall\nHow to reach them: Letters, please")
    (contact,) = kept(ContactPoint, person=person)
    assert (contact.kind, contact.value, contact.safety) == ("mobile", "07700 900123", "unknown")
    leads = kept(Grant, person=person, reason="registered")
    assert [(grant.team, grant.tier, sorted(grant.compartments)) for grant in leads] == [
        (service.team, Tier.LEADS, sorted(Compartment.values))
    ]
    (notice,) = kept(Notice, to_team_id=service.team.pk)
    assert notice.subject == "Someone asked your team for help"
    assert notice.body == "The person or their family asked Bridge to help. Answer by Mon 9 Mar."


def test_asking_is_a_yes_to_this_referral_and_to_nothing_else(service):
    row = ask(SCOTT, service)

    (consent,) = kept(Consent, person=row.person)
    assert (consent.to, consent.answer, consent.organisation) == ("refer", "agreed", service.organisation)
    assert consent.how == "On the public page"
    assert row.consent == consent


def test_the_journal_says_that_the_public_page_wrote_it(service):
    ask(SCOTT, service)

    assert {entry.by_words for entry in kept(JournalEntry)} == {"The public page"}


def test_the_service_sees_who_asked(service):
    row = ask(SCOTT, service)

    by = acting(staff_of(service.team))
    assert lookups.get(Person, row.person_id, by=by, to=Do.SEE_PEOPLE).shown_name == "Scott Reid"
    assert lookups.visible(ContactPoint, by=by, to=Do.SEE_PEOPLE).count() == 1


def test_when_number_birth_date_and_name_agree_it_is_the_person_on_record(service, on_record):
    row = ask(replace(SCOTT, given="SCOTT", family="reid"), service)

    assert row.person == on_record
    held = kept(Grant, person=on_record, team=service.team)
    assert [(grant.tier, grant.reason, grant.basis) for grant in held] == [(Tier.KNOWS_OF, "referral", "consent")]


@pytest.mark.parametrize(
    "facts",
    [
        {"number": ""},
        {"born_on": date(1990, 5, 7)},
        {"born_on": None},
        {"given": "Mohammed", "family": "Khan"},
    ],
    ids=["no number", "another birth date", "no birth date", "another name"],
)
def test_likely_is_not_enough_to_join_two_records(service, on_record, facts):
    row = ask(replace(SCOTT, **facts), service)

    assert row.person != on_record
    assert MAY_BE_KNOWN in row.reason
    assert MAY_BE_KNOWN in kept(Notice, to_team_id=service.team.pk)[0].body
    assert kept(Grant, person=on_record, team=service.team) == []
    assert kept(Identifier, person=row.person) == []


def test_nobody_like_them_leaves_no_hint(service, on_record):
    row = ask(replace(SCOTT, given="Ann", family="Lee", number="", born_on=date(1971, 1, 1)), service)

    assert MAY_BE_KNOWN not in row.reason


def test_a_yes_to_someone_on_record_opens_what_they_asked_about(service, on_record):
    row = ask(SCOTT, service)
    by = acting(staff_of(service.team))

    case = accept_referral(row, support="full", key_worker=None, by=by, at=NOON)

    (involved,) = kept(Grant, person=on_record, team=service.team, reason="involved")
    assert (involved.tier, involved.compartments) == (Tier.WORKS_WITH, ["contact", "needs"])
    assert (involved.basis, involved.agreement) == ("consent", None)
    assert case.taking_part == "offered"


def test_asking_never_opens_sensitive_history(service, on_record):
    row = ask(replace(SCOTT, pathways=["abuse", "family"]), service)

    assert row.opens == ["contact", "family"]
    assert row.compartment == "sensitive"


def test_asking_twice_makes_one_referral_and_is_answered_the_same(service, on_record):
    first = ask(SCOTT, service)

    second = ask(replace(SCOTT, words="And a flat"), service)

    assert (second.pk, len(kept(Referral))) == (first.pk, 1)
    assert second.hopes == "I want to work outside\n\nAnd a flat"
    assert [notice.subject for notice in kept(Notice, to_team_id=service.team.pk)][
        -1
    ] == "Someone who waits asked again"


def test_asking_again_after_a_no_is_a_new_referral(service, on_record):
    row = ask(SCOTT, service)
    decline_referral(row, reason="no_room", words="Full", by=acting(staff_of(service.team)), at=NOON)

    again = ask(SCOTT, service, at=NOON + timedelta(days=2))

    assert (again.state, len(kept(Referral))) == ("sent", 2)


def test_a_phone_that_is_kept_already_is_not_kept_twice(service, on_record):
    ask(SCOTT, service)

    ask(SCOTT, ServiceFactory())

    assert len(kept(ContactPoint, person=on_record)) == 1


def test_family_may_ask_and_the_person_is_asked_before_anything_opens_for_good(service):
    asking = replace(SCOTT, source="family", family_name="Jean Reid", relation="his mother")

    row = ask(asking, service, arrived="telephone")

    assert (row.source, row.from_words) == ("family", "Jean Reid, his mother")
    (consent,) = kept(Consent, person=row.person)
    assert (consent.answer, consent.how) == ("offered", "By telephone")
    (known,) = kept(Grant, person=row.person, reason="referral")
    assert known.basis == "legitimate_interests"


def test_staff_write_down_what_someone_says_for_a_person_they_chose(service, on_record):
    officer = staff_of(TeamFactory())
    asking = Asking(person=on_record, words="Help with rent", received_on=TODAY - timedelta(days=3))

    row = ask(asking, service, arrived="paper", by=acting(officer))

    assert (row.person, row.from_user, row.from_team) == (on_record, officer, None)
    assert (row.received_on, row.due_on) == (date(2026, 2, 27), date(2026, 3, 6))
    assert kept(Consent, person=on_record)[0].asked_by == officer


def test_a_scottish_prison_number_is_read_too(service):
    row = ask(replace(SCOTT, number="123 456"), service)

    assert [number.kind for number in kept(Identifier, person=row.person)] == ["spin"]


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"given": " ", "family": ""}, "family"),
        ({"number": "?"}, "number"),
        ({"phone": "12"}, "phone"),
        ({"born_on": TODAY + timedelta(days=1)}, "born_on"),
        ({"words": "x" * 10_000}, "words"),
        ({"pathways": ["nonsense"]}, "pathways"),
        ({"source": "agency"}, "source"),
        ({"source": "family"}, "family_name"),
        ({"received_on": TODAY + timedelta(days=1)}, "received_on"),
    ],
)
def test_what_cannot_be_kept_is_refused_beside_its_answer_and_keeps_nothing(service, facts, field):
    with pytest.raises(Refused) as refused:
        ask(replace(SCOTT, **facts), service)

    assert refused.value.field == field
    assert kept(Person) == kept(Name) == kept(Referral) == []


def test_a_service_that_people_may_not_ask_is_closed_to_the_public_page_and_not_to_staff():
    service = ServiceFactory(people_may_ask=False)

    with pytest.raises(Refused, match="cannot be asked here"):
        ask(SCOTT, service)

    assert ask(SCOTT, service, arrived="paper").state == "sent"


def test_emoji_and_the_longest_words_are_kept(service):
    row = ask(replace(SCOTT, words="🏠" * 2000, family="Ré 🙂"), service)

    assert len(row.hopes) == 2000
    assert row.person.shown_name == "Scott Ré 🙂"


@pytest.mark.django_db(transaction=True)
def test_two_presses_at_once_make_one_record_and_one_referral():
    service = ServiceFactory()
    together, answers = threading.Barrier(2), []

    def press():
        try:
            together.wait()
            answers.append(ask(SCOTT, service).pk)
        finally:
            connection.close()

    workers = [threading.Thread(target=press) for _ in range(2)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()

    assert [row.pk for row in kept(Referral)] * 2 == answers
    assert len(kept(Person)) == 1
