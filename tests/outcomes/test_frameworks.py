"""Frameworks are data: laid down once, and put into an organisation's own words without touching anyone else's."""

import pytest
from django.db.models import Value
from django.db.models.functions import Concat

from tests.factories import NOON, OrganisationFactory
from tests.factories.journey import CaseFactory
from tests.factories.outcomes import seven
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused, Stale
from throughline.foundations.models import JournalEntry
from throughline.outcomes import queries
from throughline.outcomes.actions import frameworks, reviewing
from throughline.outcomes.actions.frameworks import Wording
from throughline.outcomes.models import Domain, Framework, Score

pytestmark = pytest.mark.django_db

PLAIN = Wording(plain_name="Home", guidance="Where they stay.", steps=("One", "Two", "Three", "Four", "Five"))


@pytest.fixture(autouse=True)
def as_the_writer(writer):
    with writer():
        yield


def change(domain, organisation, *, words=PLAIN, version=None):
    given = domain.version if version is None else version
    return frameworks.change_domain(domain, version=given, words=words, organisation=organisation, by=SYSTEM, at=NOON)


def test_laying_down_again_changes_nothing():
    seven()
    before = (Framework.objects.count(), Domain.objects.count())

    assert frameworks.lay_down() == []
    assert frameworks.ship(by=SYSTEM, at=NOON) == []
    assert (Framework.objects.count(), Domain.objects.count()) == before


def test_what_is_shipped_on_someones_behalf_is_noted():
    Framework.objects.update(slug=Concat("slug", Value("-before")))

    made = frameworks.ship(by=SYSTEM, at=NOON)

    assert {framework.slug for framework in made} == {"psp-seven", "throughcare"}
    assert JournalEntry.objects.filter(what="outcomes.framework_shipped").count() == 2


def test_the_first_change_gives_an_organisation_its_own_copy_and_leaves_everyones():
    framework, domains = seven()
    organisation = OrganisationFactory()

    own = change(domains["living_situation"], organisation)

    everyones = Domain.objects.get(pk=domains["living_situation"].pk)
    assert (own.framework.organisation, own.plain_name, own.wording) == (organisation, "Home", 2)
    assert (everyones.plain_name, everyones.wording, everyones.name) == ("Where I live", 1, own.name)
    assert Domain.objects.filter(framework=own.framework).count() == 7
    used = queries.in_use(Framework.objects.all(), organisation_id=organisation.pk)
    assert own.framework in used
    assert framework not in used


def test_the_next_change_is_made_in_place_and_counted():
    _, domains = seven()
    organisation = OrganisationFactory()
    own = change(domains["living_situation"], organisation)

    again = change(own, organisation, words=Wording(plain_name="My place", guidance="", steps=PLAIN.steps))

    assert (again.pk, again.wording, again.plain_name) == (own.pk, 3, "My place")
    assert Framework.objects.filter(organisation=organisation).count() == 1


def test_the_same_words_again_are_no_new_wording():
    _, domains = seven()
    organisation = OrganisationFactory()
    own = change(domains["living_situation"], organisation)

    assert change(own, organisation).wording == own.wording


def test_the_words_of_before_stay_in_the_journal():
    _, domains = seven()
    before = domains["living_situation"].steps

    change(domains["living_situation"], OrganisationFactory())

    facts = JournalEntry.objects.get(what="outcomes.wording_changed").facts
    assert (facts["steps_before"], facts["steps_after"], facts["wording"]) == (before, list(PLAIN.steps), 2)


def test_an_earlier_score_keeps_the_number_of_its_wording():
    _, domains = seven()
    organisation, case = OrganisationFactory(), CaseFactory()
    own = change(domains["living_situation"], organisation)
    told = reviewing.NewReview(case=case, framework=own.framework, held_on=NOON.date(), point="start")
    reviewing.record(told, [reviewing.NewScore(domain=own, theirs=2)], by=SYSTEM, at=NOON)

    change(own, organisation, words=Wording(plain_name="My place", guidance="", steps=PLAIN.steps))

    assert (Score.objects.get().wording, Score.objects.get().domain.wording) == (2, 3)


def test_nobody_changes_the_words_of_another_organisation_or_someone_elses_change():
    _, domains = seven()
    own = change(domains["living_situation"], OrganisationFactory())

    with pytest.raises(Refused, match="another organisation"):
        change(own, OrganisationFactory())
    with pytest.raises(Stale):
        change(own, own.framework.organisation, version=1)


def test_who_has_a_copy_does_not_change_everyones_again():
    _, domains = seven()
    organisation = OrganisationFactory()
    change(domains["living_situation"], organisation)

    with pytest.raises(Refused, match="its own wording by now"):
        change(domains["engagement"], organisation)


def test_a_step_is_never_left_empty():
    _, domains = seven()

    with pytest.raises(Refused, match="step 2"):
        change(
            domains["engagement"],
            OrganisationFactory(),
            words=Wording(plain_name="A", guidance="", steps=("a", "", "c", "d", "e")),
        )
