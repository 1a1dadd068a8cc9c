"""Every kind of record about a person: hidden below its tier or without its compartment, shown with both."""

from collections.abc import Callable

import pytest
from django.db.models import Model

from tests.factories import (
    NOON,
    ConsentFactory,
    ContactPointFactory,
    IdentifierFactory,
    KeyDateFactory,
    NameFactory,
    NeedFactory,
    PersonFactory,
    RelationFactory,
    SensitiveFactFactory,
    StayFactory,
    acting,
    kinds,
    worker_for,
)
from tests.factories.kinds import depth, made_deep
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.access.sight import SIGHTS
from throughline.custody.models import KeyDate, Location, Movement, StatusSpell, Stay
from throughline.foundations.writing import writing
from throughline.people.models import ContactPoint, Identifier, KnownBy, Name, Need, Person, Relation, SensitiveFact
from throughline.sharing.models import Consent
from throughline.sharing.statuses import Compartment, Tier

pytestmark = pytest.mark.django_db

KINDS = sorted(SIGHTS, key=lambda model: model.__name__)


def made(model: type[Model], **facts: object) -> Model:
    stay = StayFactory()
    with writing():
        return model._default_manager.create(person=stay.person, stay=stay, source="Test", **facts)


def known() -> KnownBy:
    with writing():
        return KnownBy.objects.create(person=PersonFactory(), source="Test", digest="0", seen_at=NOON)


MAKERS: dict[type[Model], Callable[[], Model]] = {
    Person: PersonFactory,
    Name: NameFactory,
    Identifier: IdentifierFactory,
    KnownBy: known,
    ContactPoint: ContactPointFactory,
    Need: NeedFactory,
    Relation: RelationFactory,
    SensitiveFact: SensitiveFactFactory,
    Stay: StayFactory,
    Location: lambda: made(Location, prison=StayFactory().prison, since=NOON),
    StatusSpell: lambda: made(StatusSpell, legal_status="remand", since=NOON),
    KeyDate: KeyDateFactory,
    Movement: lambda: made(Movement, kind="admission", on=NOON.date(), recorded_at=NOON),
    Consent: ConsentFactory,
    **{kind: made_deep(kind) for kind in kinds.MAKERS if kind in SIGHTS},
}


def shown(record: Model, *, tier: int, parts: list[str]) -> tuple[bool, bool]:
    """Return whether a record is shown by the first lock alone, and by the second alone."""
    person = record if isinstance(record, Person) else record.person
    actor = acting(worker_for(person, tier=tier, parts=parts))
    rows = type(record)._default_manager.filter(pk=record.pk)
    with writing():
        first = access.visible(type(record), by=actor, to=Do.SEE_PEOPLE).filter(pk=record.pk).exists()
    return first, rows.exists()


def test_every_kind_that_has_a_sight_is_tried_here():
    assert set(MAKERS) == set(SIGHTS)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_shows_at_its_own_tier_with_its_own_compartment(kind):
    sight = depth(kind)
    parts = [sight.compartment] if sight.compartment else []

    assert shown(MAKERS[kind](), tier=sight.tier, parts=parts) == (True, True)


@pytest.mark.parametrize("kind", KINDS)
def test_a_record_is_hidden_below_its_tier(kind):
    assert shown(MAKERS[kind](), tier=SIGHTS[kind].tier - 1, parts=list(Compartment.values)) == (False, False)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if depth(kind).compartment])
def test_a_record_is_hidden_with_every_compartment_but_its_own(kind):
    others = [part for part in Compartment.values if part != depth(kind).compartment]

    assert shown(MAKERS[kind](), tier=Tier.LEADS, parts=others) == (False, False)


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind is not Person])
def test_a_record_of_one_person_is_not_shown_by_a_grant_for_another(kind):
    record = MAKERS[kind]()
    actor = acting(worker_for(PersonFactory()))

    with writing():
        first = access.visible(kind, by=actor, to=Do.SEE_PEOPLE).filter(pk=record.pk).exists()

    assert (first, kind._default_manager.filter(pk=record.pk).exists()) == (False, False)
