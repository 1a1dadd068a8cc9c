"""One person of the prison search feed, read field by field."""

import re
from datetime import date

from throughline.bridges.prison_search import codes
from throughline.bridges.prison_search.fields import Fields, Notebook, as_day, described
from throughline.bridges.prison_search.rows import (
    Alias,
    DateKind,
    LastMovement,
    LegalStatus,
    PrisonerRow,
    Sex,
    Whereabouts,
)

OLDEST_YEARS = 125
"""Nobody living was born longer ago than this; an earlier year is a slip."""

_PRISON_NUMBER = re.compile(r"[A-Z]\d{4}[A-Z]{2}", re.ASCII)
_PRISON_CODE = re.compile(r"[A-Z0-9]{2,6}", re.ASCII)


def person(fields: Fields, *, row: int, absent: frozenset[str], notebook: Notebook, today: date) -> PrisonerRow:
    """Read one person; what cannot be used is left in ``fields.refused``."""
    texts = _texts(fields)
    movement = fields.choice("lastMovementTypeCode", codes.MOVEMENTS, otherwise=LastMovement.UNKNOWN)
    legal_status = fields.choice("legalStatus", codes.LEGAL_STATUSES, otherwise=LegalStatus.UNKNOWN)
    whereabouts = _whereabouts(fields, movement)
    prison_code, hall, cell = _place(fields, whereabouts)
    dates, spoken_of = _dates(fields, notebook)
    return PrisonerRow(
        row=row,
        prisoner_number=_prisoner_number(fields),
        booking=fields.number("bookingId", longest=20),
        pnc_number=texts["pncNumber"],
        cro_number=texts["croNumber"],
        first_name=texts["firstName"],
        middle_names=texts["middleNames"],
        last_name=texts["lastName"],
        born_on=_born_on(fields, today),
        sex=fields.choice("gender", codes.SEXES, otherwise=Sex.UNKNOWN),
        whereabouts=whereabouts,
        last_movement=movement,
        last_movement_reason=texts["lastMovementReasonCode"],
        prison_code=prison_code,
        prison_name=texts["prisonName"],
        hall=hall,
        cell=cell,
        aliases=_aliases(fields, notebook, today),
        legal_status=legal_status,
        status_words=texts["imprisonmentStatusDescription"],
        recalled=_recalled(fields, legal_status, movement, texts["lastMovementReasonCode"]),
        indeterminate=fields.flag("indeterminateSentence"),
        died=fields.raw("legalStatus") == codes.DIED,
        restricted_patient=fields.flag("restrictedPatient"),
        received_on=fields.day("receptionDate"),
        sentenced_on=fields.day("sentenceStartDate"),
        dates=dates,
        spoken_of=spoken_of,
        absent=absent,
    )


def _prisoner_number(fields: Fields) -> str:
    number = fields.text("prisonerNumber", longest=20).upper().replace(" ", "")
    if not number and not fields.refused_any("prisonerNumber"):
        fields.refuse("prisonerNumber", "prisonerNumber is missing, so we cannot tell whose row this is.")
    elif number and not _PRISON_NUMBER.fullmatch(number):
        fields.refuse(
            "prisonerNumber", "prisonerNumber should be a letter, 4 digits and 2 letters, such as A1234BC. Correct it."
        )
    return number


def _texts(fields: Fields) -> dict[str, str]:
    texts = {field: fields.text(field, longest=longest) for field, longest in codes.TEXTS.items()}
    named = texts["firstName"] or texts["lastName"]
    if not named and not fields.refused_any("firstName", "lastName"):
        fields.refuse("lastName", "firstName and lastName are both missing. Give at least one of them.")
    return texts


def _born_on(fields: Fields, today: date) -> date | None:
    born_on = fields.day("dateOfBirth")
    if born_on and born_on > today:
        fields.refuse("dateOfBirth", f"dateOfBirth {born_on} is in the future. Correct it.")
    if born_on and born_on.year < today.year - OLDEST_YEARS:
        fields.refuse("dateOfBirth", f"dateOfBirth {born_on} is more than {OLDEST_YEARS} years ago. Check the year.")
    return born_on


def _whereabouts(fields: Fields, movement: LastMovement) -> Whereabouts:
    """Read the status; without one, in or out and the last movement."""
    known = fields.choice("status", codes.WHEREABOUTS, otherwise=Whereabouts.UNKNOWN)
    rough = fields.choice("inOutStatus", codes.IN_OR_OUT, otherwise=Whereabouts.UNKNOWN)
    if known is not Whereabouts.UNKNOWN:
        return known
    out_for_now = rough is Whereabouts.OUT and movement is not LastMovement.RELEASE
    return Whereabouts.OUT_FOR_NOW if out_for_now else rough


def _place(fields: Fields, whereabouts: Whereabouts) -> tuple[str, str, str]:
    """Return prison, hall and cell: E-2-034 is cell 2-034 in hall E."""
    code = _prison_code(fields, whereabouts)
    location = fields.text("cellLocation", longest=40)
    hall, _, cell = location.removeprefix(f"{code}-" if code else "").partition("-")
    return code, hall.strip(), cell.strip()


def _prison_code(fields: Fields, whereabouts: Whereabouts) -> str:
    code = fields.text("prisonId", longest=20).upper()
    if code in codes.NOT_A_PRISON:
        code = ""
    if code and not _PRISON_CODE.fullmatch(code):
        fields.refuse("prisonId", "prisonId should be a short code of letters, such as LMI. Correct it.")
    if not code and whereabouts is Whereabouts.IN_PRISON and not fields.refused_any("prisonId"):
        fields.refuse("prisonId", "prisonId is missing, though this person is in prison. Say which prison.")
    return code


def _recalled(fields: Fields, legal_status: LegalStatus, movement: LastMovement, reason: str) -> bool:
    by_movement = movement is LastMovement.ADMISSION and reason.upper() in codes.RECALL_REASONS
    return fields.flag("recall") or legal_status is LegalStatus.RECALLED or by_movement


def _dates(fields: Fields, notebook: Notebook) -> tuple[tuple[tuple[DateKind, date], ...], frozenset[DateKind]]:
    """Return every date given, one of a kind, and the kinds the row had a field for."""
    spoken_of = {kind for field, kind in codes.DATES.items() if fields.has(field)}
    given = {kind: on for field, kind in codes.DATES.items() if (on := fields.day(field))}
    effective = fields.day("nonDtoReleaseDate")
    code = fields.text("nonDtoReleaseDateType", longest=20).upper()
    kind = codes.RELEASE_DATE_TYPES.get(code)
    if effective and kind is None:
        notebook.add("nonDtoReleaseDateType", f"nonDtoReleaseDate came without a type known here ({code or 'none'}).")
    elif effective and kind and given.setdefault(kind, effective) != effective:
        notebook.add("nonDtoReleaseDate", "nonDtoReleaseDate differs from the date of its own type, which was used.")
    if effective and kind:
        spoken_of.add(kind)
    return tuple(given.items()), frozenset(spoken_of)


def _aliases(fields: Fields, notebook: Notebook, today: date) -> tuple[Alias, ...]:
    listed = fields.raw("aliases")
    if listed is None:
        return ()
    if not isinstance(listed, list):
        fields.refuse("aliases", f"aliases should be a list of names, but is {described(listed)}.")
        return ()
    return tuple(alias for entry in listed if (alias := _alias(entry, notebook, today)))


def _alias(entry: object, notebook: Notebook, today: date) -> Alias | None:
    """Read one other name; None, with a note, when it says nothing that can be used."""
    fields = Fields(entry if isinstance(entry, dict) else {}, row=0, notebook=notebook)
    first_name, middle_names, last_name = (
        fields.text(field, longest=codes.TEXTS[field]) for field in ("firstName", "middleNames", "lastName")
    )
    if fields.refused or not (first_name or last_name):
        notebook.add("aliases", "An alias without a name that can be used was left out.")
        return None
    born_on = as_day(fields.raw("dateOfBirth"))
    if born_on is None or born_on > today:
        born_on = None
        if fields.raw("dateOfBirth"):
            notebook.add("aliases", "An alias was kept without its date of birth, which cannot be right.")
    sex = fields.choice("gender", codes.SEXES, otherwise=Sex.UNKNOWN)
    return Alias(first_name=first_name, middle_names=middle_names, last_name=last_name, born_on=born_on, sex=sex)
