"""What the prison search feed says of each person, in typed words of its own."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"
    OTHER = "other"
    UNKNOWN = "unknown"


class LegalStatus(StrEnum):
    """Why someone is held. "DEAD" is read as unknown with ``died`` set, "OTHER" as unknown."""

    REMAND = "remand"
    CONVICTED_UNSENTENCED = "convicted_unsentenced"
    SENTENCED = "sentenced"
    RECALLED = "recalled"
    INDETERMINATE = "indeterminate"
    IMMIGRATION = "immigration"
    CIVIL = "civil"
    UNKNOWN = "unknown"


class Whereabouts(StrEnum):
    """Where someone is. Out for now (court, hospital, temporary release) is still on the prison's books."""

    IN_PRISON = "in_prison"
    OUT_FOR_NOW = "out_for_now"
    BETWEEN_PRISONS = "between_prisons"
    OUT = "out"
    UNKNOWN = "unknown"


class LastMovement(StrEnum):
    """The last thing that happened to where someone is."""

    ADMISSION = "admission"
    COURT = "court"
    RELEASE = "release"
    TEMPORARY_ABSENCE = "temporary_absence"
    TRANSFER = "transfer"
    UNKNOWN = "unknown"


class DateKind(StrEnum):
    """Kinds of date the feed gives."""

    CONFIRMED = "confirmed"
    ACTUAL_PAROLE = "actual_parole"
    HDC_ACTUAL = "hdc_actual"
    POST_RECALL = "post_recall"
    CONDITIONAL = "conditional"
    AUTOMATIC = "automatic"
    NON_PAROLE = "non_parole"
    RELEASE = "release"
    PAROLE_QUALIFYING = "parole_qualifying"
    HDC_ELIGIBLE = "hdc_eligible"
    SENTENCE_END = "sentence_end"
    LICENCE_END = "licence_end"


@dataclass(frozen=True, kw_only=True, slots=True)
class Alias:
    """Another name, as sent (often in capitals), with the date of birth given under it."""

    first_name: str
    middle_names: str
    last_name: str
    born_on: date | None
    sex: Sex


@dataclass(frozen=True, kw_only=True, slots=True)
class PrisonerRow:
    """One person as the feed gives them. Text is empty, and a date None, when the feed said nothing.

    Names are as sent, often in capitals. ``spoken_of`` holds the kinds of date the row had a field for, so that an
    empty field ("there is no such date now") can be told from a field that was not sent. ``absent`` names the fields
    we read that were not sent at all.
    """

    row: int
    prisoner_number: str
    booking: str
    pnc_number: str
    cro_number: str
    first_name: str
    middle_names: str
    last_name: str
    born_on: date | None
    sex: Sex
    whereabouts: Whereabouts
    last_movement: LastMovement
    last_movement_reason: str
    prison_code: str
    prison_name: str
    hall: str
    cell: str
    aliases: tuple[Alias, ...]
    legal_status: LegalStatus
    status_words: str
    recalled: bool
    indeterminate: bool
    died: bool
    restricted_patient: bool
    received_on: date | None
    sentenced_on: date | None
    dates: tuple[tuple[DateKind, date], ...]
    spoken_of: frozenset[DateKind]
    absent: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Something in a row that cannot be used, so that the row is left out. Rows count from 1 across pages."""

    row: int
    field: str
    message: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something survived that someone may want to know, said once, with how many rows it was in (0: the whole file)."""

    field: str
    message: str
    rows: int


@dataclass(frozen=True)
class Reading:
    """A file as read: people to use, rows refused, notes. A row with several faults has several refusals."""

    rows: tuple[PrisonerRow, ...]
    refused: tuple[Refusal, ...]
    notes: tuple[Note, ...]
    total: int
