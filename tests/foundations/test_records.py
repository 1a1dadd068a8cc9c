from uuid import uuid4

import pytest

from tests.factories import PersonFactory
from throughline.foundations.errors import NotFound, Stale
from throughline.foundations.records import lock, lock_version, save_change
from throughline.foundations.writing import writing
from throughline.people.models import Person

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _writing():
    with writing():
        yield


def test_a_change_is_counted():
    person = lock(Person, PersonFactory().pk)
    person.language = "Polish"

    save_change(person, "language")

    assert list(Person.objects.values_list("language", "version")) == [("Polish", 2)]


def test_a_row_as_the_editor_saw_it_is_locked():
    person = PersonFactory()

    assert lock_version(Person, person.pk, version=1) == person


def test_a_row_that_someone_else_changed_is_refused():
    person = PersonFactory()
    save_change(lock(Person, person.pk), "language")

    with pytest.raises(Stale, match="Someone else changed this"):
        lock_version(Person, person.pk, version=1)


def test_a_row_that_is_gone_is_not_found():
    with pytest.raises(NotFound):
        lock(Person, uuid4())
