"""A prison's people arrive from the feed: known once, changed into history, refused row by row."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.bridges.prison_search.invented import prisoner, sentenced
from tests.factories import IdentifierFactory, NameFactory, PersonFactory, acting, staff_of
from throughline.access import lookups as access
from throughline.access.permissions import Do
from throughline.agencies.models import Organisation, Team
from throughline.custody.models import KeyDate, Location, Movement, StatusSpell, Stay
from throughline.foundations.actors import SYSTEM
from throughline.foundations.errors import Refused
from throughline.foundations.models import JournalEntry
from throughline.foundations.writing import writing
from throughline.journeys.import_prison_search import Account, Outcome, import_prison_search
from throughline.notices.models import Notice
from throughline.people.models import Identifier, Name, Person
from throughline.sharing.models import Grant

pytestmark = pytest.mark.django_db

FIRST = datetime(2026, 11, 1, 9, tzinfo=UTC)
LATER = FIRST + timedelta(days=7)


@pytest.fixture(autouse=True)
def _seeing_all(writer):
    """Look at rows as the writer: what pages show of them is tested with the pages."""
    with writer():
        yield


def arrive(*records: dict[str, object], at: datetime = FIRST, apply: bool = True) -> Account:
    return import_prison_search(json.dumps(list(records)), apply=apply, by=SYSTEM, at=at)


def counts(account: Account) -> tuple[int, int, int, int]:
    return (*(account.count(outcome) for outcome in list(Outcome)[:3]), len(account.refused))


class TestNewcomers:
    def test_someone_new_is_registered_admitted_and_shown_to_their_prison(self):
        account = arrive(sentenced())

        stay = Stay.objects.get()
        assert counts(account) == (1, 0, 0, 0)
        assert (stay.person.shown_name, stay.hall, stay.cell) == ("Ewan James Quigley", "E", "2-034")
        assert stay.prison.organisation.name == "HMP Low Moss"
        assert Grant.objects.get().team == Team.objects.get(organisation=stay.prison.organisation)
        assert {held.type for held in KeyDate.objects.all()} >= {"confirmed", "conditional", "sentence_end"}

    def test_remand_has_no_date_and_is_no_error(self):
        account = arrive(prisoner())

        assert counts(account) == (1, 0, 0, 0)
        assert (Stay.objects.get().legal_status, KeyDate.objects.count()) == ("remand", 0)

    def test_the_country_of_a_new_prison_follows_its_name(self):
        arrive(prisoner(0), prisoner(1, prisonId="NLI", prisonName="Northumberland (HMP)", pncNumber=None))

        found = dict(Organisation.objects.values_list("name", "jurisdiction"))
        assert found == {"HMP Low Moss": "scotland", "HMP Northumberland": "england_and_wales"}

    def test_only_the_prisons_own_staff_see_them(self):
        arrive(prisoner(0), prisoner(1, prisonId="NLI", prisonName="Northumberland (HMP)", pncNumber=None))
        team = Team.objects.get(organisation__name="HMP Low Moss")

        actor = acting(staff_of(team, role="personal_officer"), at=LATER)

        assert access.visible(Person, by=actor, to=Do.SEE_PEOPLE).count() == 1


class TestDryRun:
    def test_says_the_same_and_keeps_nothing(self):
        would = arrive(sentenced(0), prisoner(1, pncNumber=None), apply=False)

        kept = (Person.objects.count(), Organisation.objects.count(), JournalEntry.objects.count())
        did = arrive(sentenced(0), prisoner(1, pncNumber=None))
        assert kept == (0, 0, 0)
        assert (counts(would), would.lines) == (counts(did), did.lines)


class TestAgain:
    def test_the_same_file_twice_changes_nothing(self):
        records = [sentenced(number, pncNumber=None) for number in range(5)]
        arrive(*records)
        before = (JournalEntry.objects.count(), Location.objects.count(), KeyDate.objects.count())

        account = arrive(*records, at=LATER)

        assert counts(account) == (0, 0, 5, 0)
        assert (JournalEntry.objects.count(), Location.objects.count(), KeyDate.objects.count()) == before

    def test_the_same_file_again_makes_where_they_are_fresher(self):
        arrive(sentenced())

        arrive(sentenced(), at=LATER)

        assert Stay.objects.get().as_of == LATER

    def test_a_moved_release_date_becomes_history_and_is_told_once(self):
        arrive(sentenced(confirmedReleaseDate="2027-02-17"))

        account = arrive(sentenced(confirmedReleaseDate="2027-02-03"), at=LATER)

        dates = KeyDate.objects.filter(type="confirmed").order_by("recorded_at")
        assert counts(account) == (0, 1, 0, 0)
        assert [(held.on, held.holds) for held in dates] == [(date(2027, 2, 17), False), (date(2027, 2, 3), True)]
        assert Notice.objects.filter(kind="custody.release_date_moved").count() == 1

    def test_a_date_that_is_gone_is_recorded_as_none(self):
        arrive(sentenced(confirmedReleaseDate="2027-02-17"))

        arrive(sentenced(confirmedReleaseDate=None), at=LATER)

        assert KeyDate.objects.get(type="confirmed", holds=True).on is None

    def test_a_date_field_that_was_not_sent_changes_nothing(self):
        arrive(sentenced(confirmedReleaseDate="2027-02-17"))
        record = sentenced()
        del record["confirmedReleaseDate"]

        arrive(record, at=LATER)

        assert KeyDate.objects.get(type="confirmed", holds=True).on == date(2027, 2, 17)

    def test_another_cell_and_another_prison_become_history(self):
        arrive(prisoner())
        arrive(prisoner(cellLocation="B-1-002"), at=LATER)

        moved = arrive(prisoner(prisonId="NLI", prisonName="Northumberland (HMP)"), at=LATER + timedelta(days=1))

        assert counts(moved) == (0, 1, 0, 0)
        assert [place.hall for place in Location.objects.order_by("since")] == ["E", "B", "E"]
        assert list(Movement.objects.order_by("recorded_at").values_list("kind", flat=True)) == [
            "admission",
            "transfer",
        ]
        assert Grant.objects.filter(reason="custody", ends_at=None).get().team.organisation.name == "HMP Northumberland"

    def test_many_changes_at_once_leave_the_rows_that_one_at_a_time_leaves(self):
        records = [sentenced(number, pncNumber=None, cellLocation="A-1-001") for number in range(3)]
        arrive(*records)

        account = arrive(
            *[{**record, "cellLocation": "C-3-007", "confirmedReleaseDate": "2027-05-05"} for record in records],
            at=LATER,
        )

        assert counts(account) == (0, 3, 0, 0)
        assert Stay.objects.filter(hall="C", cell="3-007", version=2).count() == 3
        assert KeyDate.objects.filter(type="confirmed", holds=True, on=date(2027, 5, 5)).count() == 3
        assert JournalEntry.objects.filter(what="custody.moved_within").count() == 3
        assert Notice.objects.filter(kind="custody.release_date_moved").count() == 3

    def test_remand_becomes_a_sentence(self):
        arrive(prisoner())

        arrive(sentenced(), at=LATER)

        assert [spell.legal_status for spell in StatusSpell.objects.order_by("since")] == ["remand", "sentenced"]

    def test_leaving_ends_the_stay_and_coming_back_opens_another_on_the_same_record(self):
        arrive(prisoner())
        arrive(prisoner(status="INACTIVE OUT", inOutStatus="OUT", prisonId="OUT", lastMovementTypeCode="REL"), at=LATER)
        back = {"receptionDate": "2026-11-20", "recall": True, "legalStatus": "RECALL"}

        arrive(prisoner(**back), at=LATER + timedelta(days=14))

        assert Person.objects.count() == 1
        assert list(Stay.objects.order_by("admitted_on").values_list("ended_how", flat=True)) == ["release_planned", ""]

    def test_a_new_name_is_kept_beside_the_old(self):
        arrive(prisoner())

        arrive(prisoner(lastName="TALLIS"), at=LATER)

        assert Person.objects.get().shown_name == "Ewan James Tallis"
        assert Name.objects.filter(kind="legal").count() == 2


class TestKnownOnce:
    def test_someone_known_by_their_pnc_number_and_birth_date_is_not_registered_again(self):
        person = PersonFactory(born_on=date(1994, 5, 4))
        NameFactory(person=person)
        IdentifierFactory(person=person, kind="pnc", value="12/394773H")

        account = arrive(prisoner())

        assert counts(account) == (0, 1, 0, 0)
        assert Identifier.objects.get(kind="prison_number").person == person

    def test_the_same_pnc_number_with_another_birth_date_is_refused(self):
        IdentifierFactory(person=PersonFactory(born_on=date(1970, 1, 1)), kind="pnc", value="12/394773H")

        account = arrive(prisoner())

        assert counts(account) == (0, 0, 0, 1)
        assert (account.refused[0].row, account.refused[0].field) == (1, "pncNumber")

    def test_two_newcomers_with_one_pnc_number_are_not_both_let_in(self):
        account = arrive(prisoner(0), prisoner(1))

        assert counts(account) == (1, 0, 0, 1)
        assert account.refused[0].row == 2


class TestRefusals:
    def test_a_row_that_cannot_be_used_does_not_stop_the_others(self):
        account = arrive(prisoner(0, dateOfBirth="not a day"), prisoner(1, pncNumber=None), {"nothing": 1})

        assert counts(account)[0] == 1
        assert {refusal.row for refusal in account.refused} == {1, 3}
        assert account.rows == 3

    def test_a_number_of_the_wrong_shape_is_left_out_and_said(self):
        account = arrive(prisoner(pncNumber="rubbish"))

        assert counts(account) == (1, 0, 0, 0)
        assert any("rubbish" in note for note in account.notes)

    def test_a_file_from_elsewhere_is_refused_whole(self):
        with pytest.raises(Refused, match="not JSON"):
            import_prison_search("<html>", apply=True, by=SYSTEM, at=FIRST)

    def test_a_fault_half_way_keeps_nothing(self, monkeypatch):
        monkeypatch.setattr("throughline.people.actions.sources.heard", lambda *args, **kwargs: 1 / 0)

        with pytest.raises(ZeroDivisionError), writing():
            arrive(prisoner())

        assert Person.objects.count() == 0
