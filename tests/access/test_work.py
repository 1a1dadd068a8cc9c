"""Who reads referrals, duty contacts, notes and drafts: each lock alone says the same."""

from uuid import uuid4

import pytest
from django.db.models import Model

from tests.factories import (
    NOON,
    TODAY,
    EveryoneFactory,
    GrantFactory,
    OrganisationFactory,
    PersonFactory,
    TeamFactory,
    acting,
    staff_of,
)
from tests.factories.journey import DutyContactFactory, NoteFactory, PartOfLifeFactory, ReferralFactory, ServiceFactory
from throughline.access import entering
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.models import ApiKey, User
from throughline.foundations.models import Draft
from throughline.foundations.writing import writing
from throughline.people.models import Person
from throughline.sharing.models import Restriction
from throughline.sharing.statuses import Tier

pytestmark = pytest.mark.django_db


def seen(record: Model, user: User) -> tuple[bool, bool]:
    """Return whether a record is shown by the first lock alone, and by the second alone."""
    actor = acting(user)
    rows = type(record)._default_manager.filter(pk=record.pk)
    with writing():
        first = access.visible(type(record), by=actor, to=Do.SEE_PEOPLE).filter(pk=record.pk).exists()
    return first, rows.exists()


def works_with(person: Person, *, parts: list[str] | None = None, tier: int = Tier.WORKS_WITH) -> User:
    team = EveryoneFactory()
    GrantFactory(person=person, team=team, tier=tier, compartments=parts or [])
    return staff_of(team)


def member(team) -> User:
    return staff_of(team)


def bar(person: Person, user: User) -> None:
    with writing():
        Restriction.objects.create(
            person=person, kind="conflict", user=user, words="Cousins", starts_at=NOON, made_by="Test"
        )


SEEN, HIDDEN = (True, True), (False, False)


def test_the_team_that_answers_and_the_team_that_sent_read_a_referral():
    sender = TeamFactory()
    referral = ReferralFactory(from_team=sender, compartment="sensitive")

    assert seen(referral, member(referral.team)) == SEEN
    assert seen(referral, member(sender)) == SEEN


def test_another_agency_reads_a_referral_as_far_as_it_works_with_the_person():
    referral = ReferralFactory()

    assert seen(referral, works_with(referral.person)) == SEEN
    assert seen(referral, works_with(referral.person, tier=Tier.KNOWS_OF)) == HIDDEN
    assert seen(referral, works_with(PersonFactory())) == HIDDEN


def test_a_referral_about_sensitive_history_needs_that_part():
    referral = ReferralFactory(compartment="sensitive")

    assert seen(referral, works_with(referral.person, parts=["needs"])) == HIDDEN
    assert seen(referral, works_with(referral.person, parts=["sensitive"])) == SEEN


def test_a_draft_of_a_referral_is_its_senders_alone():
    sender = TeamFactory()
    referral = ReferralFactory(from_team=sender, state="draft", received_on=None, due_on=None)

    assert seen(referral, works_with(referral.person)) == HIDDEN
    assert seen(referral, member(sender)) == SEEN


def test_a_draft_is_not_in_the_inbox_of_the_team_it_is_written_for():
    referral = ReferralFactory(state="draft", received_on=None, due_on=None, from_team=TeamFactory())

    assert seen(referral, member(referral.team)) == HIDDEN


def test_a_draft_that_was_withdrawn_stays_its_senders_alone():
    sender = TeamFactory()
    referral = ReferralFactory(
        from_team=sender,
        state="withdrawn",
        received_on=None,
        due_on=None,
        withdrawn_on=TODAY,
        withdraw_reason="mistake",
    )

    assert seen(referral, member(referral.team)) == HIDDEN
    assert seen(referral, works_with(referral.person)) == HIDDEN
    assert seen(referral, member(sender)) == SEEN


def test_a_key_reaches_the_teams_it_names_and_no_other():
    organisation = OrganisationFactory()
    named, other = (TeamFactory(organisation=organisation) for _ in range(2))
    foreign = TeamFactory()
    key = ApiKey(organisation=organisation, name="Case system", scopes=[], teams=[named.pk, foreign.pk])

    stands_on = entering.key(key, at=NOON).team_ids

    assert named.pk in stands_on
    assert not {other.pk, foreign.pk} & stands_on


def test_someone_kept_from_a_person_reads_no_referral_about_them():
    referral = ReferralFactory()
    user = member(referral.team)
    GrantFactory(person=referral.person, team=referral.team)
    bar(referral.person, user)

    assert seen(referral, user) == HIDDEN


def test_a_duty_contact_with_someone_not_on_record_is_its_teams_alone():
    duty = DutyContactFactory(person=None, named="A man from C hall")

    assert seen(duty, member(duty.team)) == SEEN
    assert seen(duty, staff_of(TeamFactory())) == HIDDEN


def test_a_duty_contact_with_a_person_is_read_by_those_who_work_with_them():
    duty = DutyContactFactory()

    assert seen(duty, works_with(duty.person)) == SEEN
    assert seen(duty, works_with(duty.person, tier=Tier.KNOWS_OF)) == HIDDEN


@pytest.mark.parametrize(
    ("audience", "author", "colleague", "network"),
    [
        ("private", SEEN, HIDDEN, HIDDEN),
        ("team", SEEN, SEEN, HIDDEN),
        ("network", SEEN, SEEN, SEEN),
        ("shared", SEEN, SEEN, SEEN),
    ],
)
def test_a_note_is_read_by_those_it_was_written_for(audience, author, colleague, network):
    person, team = PersonFactory(), TeamFactory()
    GrantFactory(person=person, team=team)
    writer = member(team)
    note = NoteFactory(person=person, team=team, by_user=writer, audience=audience)

    assert seen(note, writer) == author
    assert seen(note, member(team)) == colleague
    assert seen(note, works_with(person)) == network


@pytest.mark.parametrize("audience", ["private", "team", "network", "shared"])
def test_nobody_reads_a_note_about_someone_they_no_longer_work_with(audience):
    note = NoteFactory(audience=audience)

    assert seen(note, note.by_user) == HIDDEN


def test_what_someone_typed_and_did_not_send_is_theirs_alone():
    author, other = staff_of(TeamFactory()), staff_of(TeamFactory())
    with writing():
        draft = Draft.objects.create(by_id=author.pk, form=f"cases:note {uuid4()}", typed={"words": "x"}, saved_at=NOON)

    assert seen(draft, author) == SEEN
    assert seen(draft, other) == HIDDEN


def test_one_part_of_life_may_be_open_and_another_closed():
    open_part = PartOfLifeFactory()
    closed = PartOfLifeFactory(
        assessment=open_part.assessment, pathway="health", compartment="needs", their_words="CANARY health"
    )
    user = works_with(open_part.person)

    assert seen(open_part, user) == SEEN
    assert seen(closed, user) == HIDDEN


def test_services_are_known_to_partners_only():
    service = ServiceFactory()
    actor = acting(staff_of(TeamFactory()))

    assert not access.visible(type(service), by=actor, to=Do.SEE_PEOPLE).filter(pk=service.pk).exists()
