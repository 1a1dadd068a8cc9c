import pytest

from tests.factories import NOON, PersonFactory
from throughline.foundations import anchors, journal, seals
from throughline.foundations.actors import SYSTEM
from throughline.foundations.models import Seal

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _sealing(writer):
    with writer():
        yield


def happen_and_seal():
    person = PersonFactory()
    journal.note("people.registered", about=person, person_id=person.pk, by=SYSTEM, at=NOON, source="Test")
    seals.seal(at=NOON)


def test_the_newest_seal_is_written_down_once(tmp_path):
    file = tmp_path / "anchors"
    happen_and_seal()

    first, again = anchors.keep(file), anchors.keep(file)

    assert (first, again, len(file.read_text().splitlines())) == (1, 0, 1)
    assert anchors.missing(file) == []


def test_the_newest_seal_gone_is_found(tmp_path):
    file = tmp_path / "anchors"
    happen_and_seal()
    anchors.keep(file)
    upto = Seal.objects.get().upto_seq

    file.write_text(file.read_text() + f"journal {upto + 5} {'b' * 64}\n")

    assert anchors.missing(file) == [f"journal {upto + 5}"]


def test_a_seal_rewritten_is_found(tmp_path):
    file = tmp_path / "anchors"
    happen_and_seal()
    anchors.keep(file)

    file.write_text(file.read_text().replace(Seal.objects.get().chain, "a" * 64))

    assert len(anchors.missing(file)) == 1


def test_after_a_restore_it_begins_again_and_keeps_what_was(tmp_path):
    file = tmp_path / "anchors"
    happen_and_seal()
    anchors.keep(file)

    anchors.begin_again(file)

    assert anchors.missing(file) == []
    assert [kept.name for kept in tmp_path.iterdir()] == ["anchors.1"]
