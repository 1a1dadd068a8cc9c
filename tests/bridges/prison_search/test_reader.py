import json
import os
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.bridges.prison_search.invented import file_of, prison_full, prisoner, recalled, sentenced
from throughline.bridges.prison_search import (
    Alias,
    DateKind,
    LastMovement,
    LegalStatus,
    Sex,
    Whereabouts,
    read,
)
from throughline.bridges.prison_search.codes import DATES, READ
from throughline.custody import statuses as custody
from throughline.foundations.errors import Refused
from throughline.people import statuses as people

TODAY = date(2026, 11, 22)


def reading(*records):
    return read(file_of(*records), today=TODAY)


def row(record):
    (found,) = reading(record).rows
    return found


def refusal(record):
    found = reading(record)
    assert found.rows == ()
    (refused,) = found.refused
    return refused


def note(*records):
    (found,) = reading(*records).notes
    return found


def test_someone_on_remand_is_read_whole():
    found = row(prisoner(7))

    assert (found.row, found.prisoner_number, found.booking, found.pnc_number) == (
        1,
        "A0007BA",
        "1200007",
        "12/394773H",
    )
    assert (found.first_name, found.middle_names, found.last_name) == ("EWAN", "JAMES", "QUIGLEY")
    assert (found.born_on, found.sex, found.received_on) == (date(1994, 5, 4), Sex.MALE, date(2026, 9, 19))
    assert (found.prison_code, found.prison_name, found.hall, found.cell) == ("LMI", "Low Moss (HMP)", "E", "2-034")
    assert (found.legal_status, found.whereabouts) == (LegalStatus.REMAND, Whereabouts.IN_PRISON)
    assert (found.last_movement, found.last_movement_reason) == (LastMovement.ADMISSION, "N")
    assert (found.dates, found.recalled, found.died) == ((), False, False)


def test_every_date_of_a_sentence_is_kept_with_its_kind():
    assert dict(row(sentenced()).dates) == {
        DateKind.CONFIRMED: date(2027, 1, 13),
        DateKind.CONDITIONAL: date(2027, 1, 15),
        DateKind.RELEASE: date(2027, 1, 13),
        DateKind.HDC_ELIGIBLE: date(2026, 11, 1),
        DateKind.SENTENCE_END: date(2028, 4, 14),
        DateKind.LICENCE_END: date(2028, 4, 14),
    }


def test_recall_is_read_from_status_and_date():
    found = row(recalled())

    assert found.recalled
    assert found.legal_status is LegalStatus.RECALLED
    assert dict(found.dates)[DateKind.POST_RECALL] == date(2026, 12, 18)


def test_recall_is_read_from_the_reason_of_the_last_admission():
    assert row(prisoner(lastMovementReasonCode="PD")).recalled
    assert not row(prisoner(lastMovementTypeCode="TRN", lastMovementReasonCode="PD")).recalled


def as_page(records, **paging):
    return {"content": records, "totalElements": len(records), "number": 0, "last": True} | paging


@given(st.integers(0, 30), st.integers(1, 7))
def test_a_list_a_page_and_a_list_of_pages_are_read_alike(count, size):
    records = prison_full(count)
    pages = [as_page(records[start : start + size], totalElements=count) for start in range(0, count, size)]

    readings = [read(json.dumps(shape), today=TODAY) for shape in (records, as_page(records), pages)]

    assert len(readings[0].rows) == readings[0].total == count
    assert readings[0] == readings[1] == readings[2]
    assert [each.row for each in readings[2].rows] == list(range(1, count + 1))


def test_a_mark_at_the_start_of_the_file_does_not_matter():
    assert len(read("\ufeff" + file_of(prisoner()), today=TODAY).rows) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "line 1, character 1"),
        ("[{]", "line 1, character 3"),
        ('"people"', "should be a list of people"),
        ("{}", "should be a list of people"),
        ('{"content": 3}', "not a list of people"),
        ('[{"content": {}}]', "not a list of people"),
        ("[" * 100_000, "cannot be read"),
        ('[{"bookingId": ' + "9" * 5000 + "}]", "cannot be read"),
    ],
)
def test_a_file_that_is_not_the_feed_is_refused_in_a_sentence(text, words):
    with pytest.raises(Refused, match=words):
        read(text, today=TODAY)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@given(json_values)
def test_any_json_is_read_or_refused_and_never_breaks(value):
    try:
        found = read(json.dumps(value), today=TODAY)
    except Refused as refused:
        found = None
        sentence = str(refused)

    assert found is not None or sentence.endswith((".", '"content".'))


@given(st.sampled_from(sorted(READ)), json_values)
def test_any_value_in_any_field_is_read_or_refused_naming_the_field(field, value):
    found = reading(prisoner(**{field: value}))

    assert len(found.rows) + len({each.row for each in found.refused}) == 1
    assert all(each.field and each.message.startswith(each.field.split()[0]) for each in found.refused)


@given(st.sampled_from(sorted(READ)))
def test_a_missing_field_and_a_null_one_read_alike_but_for_what_was_sent(field):
    missing = {name: value for name, value in sentenced().items() if name != field}

    one, other = reading(missing), reading(sentenced(**{field: None}))

    assert len(one.rows) == len(other.rows)
    assert [each.field for each in one.refused] == [each.field for each in other.refused]
    assert all(field in each.absent for each in one.rows)
    assert all(field not in each.absent for each in other.rows)


@given(
    st.sampled_from(
        sorted(set(READ) - {"aliases", "bookingId", "recall", "indeterminateSentence", "restrictedPatient"})
    )
)
def test_a_wrong_type_is_refused(field):
    assert refusal(prisoner(**{field: 12.5})).field == field


@pytest.mark.parametrize("field", ["recall", "indeterminateSentence", "restrictedPatient"])
def test_a_yes_or_no_that_is_neither_is_refused(field):
    assert refusal(prisoner(**{field: "Y"})).message == f"{field} should be true or false, but is text."


@given(
    st.sampled_from(sorted(DATES)),
    st.sampled_from(["18/12/2026", "2026-13-01", "20261218", "2026-12-18T00:00", "soon"]),
)
def test_a_day_written_another_way_is_refused(field, value):
    refused = refusal(sentenced(**{field: value}))

    assert refused.field == field
    assert value[:20] in refused.message


def test_faults_of_one_row_are_all_told_and_the_others_still_read():
    found = reading(prisoner(1), prisoner(2, dateOfBirth="x", receptionDate="y"), prisoner(3))

    assert [each.row for each in found.rows] == [1, 3]
    assert [(each.row, each.field) for each in found.refused] == [(2, "dateOfBirth"), (2, "receptionDate")]
    assert found.total == 3


@pytest.mark.parametrize("number", ["", None, "123", "A12345B", "AB1234C"])
def test_a_prisoner_number_that_cannot_be_used_is_refused(number):
    assert refusal(prisoner(prisonerNumber=number)).field == "prisonerNumber"


def test_a_prisoner_number_may_be_written_small_or_apart():
    assert row(prisoner(prisonerNumber=" a1234 bc ")).prisoner_number == "A1234BC"


@pytest.mark.parametrize(
    ("born", "words"),
    [("2026-11-23", "is in the future"), ("1890-01-01", "more than 125 years ago"), ("1994-02-30", "is not a day")],
)
def test_a_birth_date_that_cannot_be_is_refused(born, words):
    refused = refusal(prisoner(dateOfBirth=born))

    assert refused.field == "dateOfBirth"
    assert words in refused.message


def test_a_birth_date_that_was_not_sent_is_survived():
    assert row(prisoner(dateOfBirth=None)).born_on is None


def test_one_name_is_enough_and_none_is_refused():
    assert row(prisoner(firstName=None)).first_name == ""
    assert refusal(prisoner(firstName=" ", lastName=None)).field == "lastName"


@pytest.mark.parametrize("letter", ["\x00", "\x07", "\ud800"])
def test_letters_a_database_cannot_keep_are_refused(letter):
    assert refusal(prisoner(firstName=f"EW{letter}AN")).field == "firstName"


def test_text_too_long_to_be_true_is_refused():
    assert "longer than 80 letters" in refusal(prisoner(lastName="Q" * 81)).message


def test_spaces_in_names_are_tidied():
    assert row(prisoner(firstName="  MARY \n ANN ")).first_name == "MARY ANN"


@pytest.mark.parametrize(
    ("location", "hall", "cell"),
    [
        ("E-2-034", "E", "2-034"),
        ("LMI-E-2-034", "E", "2-034"),
        ("RECP", "RECP", ""),
        ("", "", ""),
        (None, "", ""),
    ],
)
def test_a_cell_location_is_a_hall_and_a_cell(location, hall, cell):
    found = row(prisoner(cellLocation=location))

    assert (found.hall, found.cell) == (hall, cell)


@pytest.mark.parametrize(
    ("status", "in_out", "movement", "whereabouts"),
    [
        ("ACTIVE IN", "IN", "ADM", Whereabouts.IN_PRISON),
        ("ACTIVE OUT", "OUT", "CRT", Whereabouts.OUT_FOR_NOW),
        ("INACTIVE OUT", "OUT", "REL", Whereabouts.OUT),
        ("INACTIVE TRN", "TRN", "TRN", Whereabouts.BETWEEN_PRISONS),
        (None, "IN", "ADM", Whereabouts.IN_PRISON),
        (None, "OUT", "REL", Whereabouts.OUT),
        (None, "OUT", "TAP", Whereabouts.OUT_FOR_NOW),
        (None, "TRN", "TRN", Whereabouts.BETWEEN_PRISONS),
        (None, None, None, Whereabouts.UNKNOWN),
    ],
)
def test_where_someone_is_comes_from_status_then_movement(status, in_out, movement, whereabouts):
    found = row(prisoner(status=status, inOutStatus=in_out, lastMovementTypeCode=movement))

    assert found.whereabouts is whereabouts


def test_someone_who_left_needs_no_prison():
    found = row(prisoner(status="INACTIVE OUT", inOutStatus="OUT", lastMovementTypeCode="REL", prisonId="OUT"))

    assert (found.prison_code, found.last_movement) == ("", LastMovement.RELEASE)


def test_someone_in_prison_needs_one():
    assert refusal(prisoner(prisonId=None)).field == "prisonId"
    assert refusal(prisoner(prisonId="L M I!")).field == "prisonId"


@pytest.mark.parametrize(
    ("code", "status"),
    [
        ("REMAND", LegalStatus.REMAND),
        ("CONVICTED_UNSENTENCED", LegalStatus.CONVICTED_UNSENTENCED),
        ("SENTENCED", LegalStatus.SENTENCED),
        ("RECALL", LegalStatus.RECALLED),
        ("INDETERMINATE_SENTENCE", LegalStatus.INDETERMINATE),
        ("IMMIGRATION_DETAINEE", LegalStatus.IMMIGRATION),
        ("CIVIL_PRISONER", LegalStatus.CIVIL),
        ("OTHER", LegalStatus.UNKNOWN),
        ("UNKNOWN", LegalStatus.UNKNOWN),
    ],
)
def test_every_legal_status_of_the_feed_is_known(code, status):
    found = reading(prisoner(legalStatus=code))

    assert found.rows[0].legal_status is status
    assert found.notes == ()


def test_someone_who_died_is_said_to_have():
    assert row(prisoner(legalStatus="DEAD")).died


@pytest.mark.parametrize("field", ["legalStatus", "gender", "status", "lastMovementTypeCode"])
def test_a_code_not_known_here_is_read_as_not_known_and_noted(field):
    found = note(prisoner(1, **{field: "Novel"}), prisoner(2, **{field: "NOVEL"}))

    assert (found.field, found.rows) == (field, 2)
    assert "NOVEL" in found.message


def test_a_field_not_used_here_is_noted_once():
    found = note(prisoner(1, religion="none"), prisoner(2, religion="none"))

    assert (found.field, found.message, found.rows) == ("religion", "religion is not used here and was left out.", 2)


def test_a_field_that_was_not_sent_is_noted_once():
    without = {name: value for name, value in prisoner().items() if name != "cellLocation"}

    found = note(without)

    assert (found.field, found.rows) == ("cellLocation", 1)
    assert "kept" in found.message


def test_a_date_that_was_sent_empty_can_be_told_from_one_not_sent():
    without = {name: value for name, value in prisoner().items() if name != "confirmedReleaseDate"}

    assert DateKind.CONFIRMED in row(prisoner()).spoken_of
    assert DateKind.CONFIRMED not in row(without).spoken_of


def test_pages_that_are_missing_are_noted():
    (found,) = read(json.dumps(as_page([prisoner()], totalElements=500)), today=TODAY).notes

    assert found.message == "The feed has 500 people and this file 1: pages are missing."
    assert found.rows == 0


def test_a_remark_on_a_page_is_noted():
    (found,) = read(json.dumps(as_page([prisoner()], note="Invented")), today=TODAY).notes

    assert found.field == "note"


def test_the_effective_release_date_has_the_kind_it_says():
    found = row(prisoner(nonDtoReleaseDate="2027-01-15", nonDtoReleaseDateType="NPD"))

    assert found.dates == ((DateKind.NON_PAROLE, date(2027, 1, 15)),)
    assert DateKind.NON_PAROLE in found.spoken_of


def test_an_effective_release_date_without_a_known_kind_is_noted():
    assert note(prisoner(nonDtoReleaseDate="2027-01-15")).field == "nonDtoReleaseDateType"
    assert "XYZ" in note(prisoner(nonDtoReleaseDate="2027-01-15", nonDtoReleaseDateType="XYZ")).message


def test_the_date_of_its_own_field_is_used_when_the_effective_one_differs():
    found = reading(sentenced(nonDtoReleaseDate="2027-02-01"))

    assert dict(found.rows[0].dates)[DateKind.CONDITIONAL] == date(2027, 1, 15)
    assert found.notes[0].field == "nonDtoReleaseDate"


def test_other_names_are_kept():
    alias = {"firstName": "EW", "lastName": "DEVLIN", "dateOfBirth": "1993-05-04", "gender": "Male"}

    assert row(prisoner(aliases=[alias])).aliases == (
        Alias(first_name="EW", middle_names="", last_name="DEVLIN", born_on=date(1993, 5, 4), sex=Sex.MALE),
    )


@pytest.mark.parametrize("alias", [None, "EW", {}, {"firstName": 3}, {"firstName": " "}])
def test_an_alias_that_says_nothing_is_left_out_with_a_note(alias):
    found = reading(prisoner(aliases=[alias]))

    assert found.rows[0].aliases == ()
    assert found.notes[0].field == "aliases"


@pytest.mark.parametrize("born", ["2027-01-01", "soon", 3])
def test_an_alias_is_kept_without_a_birth_date_that_cannot_be(born):
    found = reading(prisoner(aliases=[{"firstName": "EW", "lastName": "DEVLIN", "dateOfBirth": born}]))

    assert found.rows[0].aliases[0].born_on is None
    assert found.notes[0].field == "aliases"


def test_an_alias_needs_no_birth_date():
    found = reading(prisoner(aliases=[{"firstName": "EW", "lastName": "DEVLIN", "dateOfBirth": None}]))

    assert found.rows[0].aliases[0].born_on is None
    assert found.notes == ()


def test_aliases_that_are_not_a_list_are_refused():
    assert refusal(prisoner(aliases="EW DEVLIN")).field == "aliases"
    assert row(prisoner(aliases=None)).aliases == ()


@pytest.mark.parametrize("booking", [1200007, "1200007"])
def test_a_booking_may_be_sent_as_a_number(booking):
    assert row(prisoner(bookingId=booking)).booking == "1200007"


def test_a_row_that_says_the_same_again_is_left_out_with_a_note():
    found = reading(prisoner(1), prisoner(2), prisoner(1))

    assert [each.row for each in found.rows] == [1, 2]
    assert found.notes[0].message == "Row 3 says the same of A0001BA as row 1."
    assert found.refused == ()


def test_rows_that_contradict_each_other_are_all_refused():
    found = reading(prisoner(1), prisoner(2), prisoner(1, cellLocation="F-1-001"))

    assert [each.row for each in found.rows] == [2]
    assert [(each.row, each.field) for each in found.refused] == [(1, "prisonerNumber"), (3, "prisonerNumber")]
    assert "Rows 1 and 3" in found.refused[0].message


@pytest.mark.parametrize("record", [None, 3, "EWAN", []])
def test_a_row_that_is_not_a_person_is_refused(record):
    refused = refusal(record)

    assert (refused.row, refused.field) == (1, "")
    assert "not a person" in refused.message


def test_the_words_agree_with_those_of_custody_and_people():
    assert {each.value for each in DateKind} <= set(custody.DateType.values)
    assert {each.value for each in LegalStatus} == set(custody.LegalStatus.values)
    assert {each.value for each in Sex} == set(people.Sex.values)


def test_a_whole_file_is_read_without_a_refusal():
    sample = os.environ.get("THROUGHLINE_PRISON_SAMPLE")
    text = Path(sample).read_text(encoding="utf-8") if sample else json.dumps({"content": prison_full(300)})

    found = read(text, today=TODAY)

    assert found.refused == ()
    assert len(found.rows) == found.total > 0
    assert all(each.whereabouts is not Whereabouts.UNKNOWN and each.hall and each.cell for each in found.rows)
    assert {each.legal_status for each in found.rows} >= {
        LegalStatus.REMAND,
        LegalStatus.SENTENCED,
        LegalStatus.RECALLED,
    }
