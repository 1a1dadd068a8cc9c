"""Invented people in the shape of the prison search feed."""

import json
import random

FIRST_NAMES = {"Male": ["EWAN", "PIOTR", "AIDAN", "IMRAN", "OWEN"], "Female": ["SIOBHAN", "LEANNE", "AGNIESZKA"]}
LAST_NAMES = ["QUIGLEY", "O'HARE", "MACALLISTER", "KOWALSKA", "HUSSAIN", "TWEED-LENNOX"]
PRISONS = [("LMI", "Low Moss (HMP)"), ("NLI", "Northumberland (HMP)"), ("CVI", "Cornton Vale (HMP)")]
WORDS = {
    "REMAND": "On Remand (Committed to Crown Court for Trial)",
    "CONVICTED_UNSENTENCED": "Committed to Crown Court for Sentence",
    "SENTENCED": "Adult Imprisonment Without Option CJA03",
    "RECALL": "Licence Recall",
}


def prisoner(number=0, **changes):
    """Make one record, a man on remand unless told otherwise."""
    record = {
        "prisonerNumber": f"A{number % 10000:04}B{chr(ord('A') + number // 10000)}",
        "pncNumber": "12/394773H",
        "croNumber": None,
        "bookingId": str(1_200_000 + number),
        "firstName": "EWAN",
        "middleNames": "JAMES",
        "lastName": "QUIGLEY",
        "dateOfBirth": "1994-05-04",
        "gender": "Male",
        "status": "ACTIVE IN",
        "inOutStatus": "IN",
        "lastMovementTypeCode": "ADM",
        "lastMovementReasonCode": "N",
        "prisonId": "LMI",
        "prisonName": "Low Moss (HMP)",
        "cellLocation": "E-2-034",
        "aliases": [],
        "legalStatus": "REMAND",
        "imprisonmentStatusDescription": WORDS["REMAND"],
        "recall": False,
        "indeterminateSentence": False,
        "receptionDate": "2026-09-19",
        "sentenceStartDate": None,
        "releaseDate": None,
        "confirmedReleaseDate": None,
        "conditionalReleaseDate": None,
        "postRecallReleaseDate": None,
        "nonDtoReleaseDate": None,
        "nonDtoReleaseDateType": None,
        "homeDetentionCurfewEligibilityDate": None,
        "sentenceExpiryDate": None,
        "licenceExpiryDate": None,
        "restrictedPatient": False,
    }
    return record | changes


def sentenced(number=0, **changes):
    """Make one record of a man serving a sentence, with a confirmed date a little before the conditional one."""
    dates = {
        "legalStatus": "SENTENCED",
        "imprisonmentStatusDescription": WORDS["SENTENCED"],
        "sentenceStartDate": "2026-02-05",
        "releaseDate": "2027-01-13",
        "confirmedReleaseDate": "2027-01-13",
        "conditionalReleaseDate": "2027-01-15",
        "nonDtoReleaseDate": "2027-01-15",
        "nonDtoReleaseDateType": "CRD",
        "homeDetentionCurfewEligibilityDate": "2026-11-01",
        "sentenceExpiryDate": "2028-04-14",
        "licenceExpiryDate": "2028-04-14",
    }
    return prisoner(number, **(dates | changes))


def recalled(number=0, **changes):
    """Make one record of a man back in prison because of his licence."""
    dates = {
        "legalStatus": "RECALL",
        "imprisonmentStatusDescription": WORDS["RECALL"],
        "recall": True,
        "lastMovementReasonCode": "L",
        "sentenceStartDate": "2025-02-05",
        "releaseDate": "2026-12-18",
        "postRecallReleaseDate": "2026-12-18",
        "nonDtoReleaseDate": "2026-12-18",
        "nonDtoReleaseDateType": "PRRD",
        "sentenceExpiryDate": "2028-04-14",
        "licenceExpiryDate": "2028-04-14",
    }
    return prisoner(number, **(dates | changes))


def prison_full(count, seed=7):
    """Make many records, of every kind the feed sends, the same ones each time."""
    chance = random.Random(seed)  # noqa: S311 - invented people, not secrets
    return [_anyone(number, chance) for number in range(count)]


def _anyone(number, chance):
    make = chance.choice([prisoner, sentenced, recalled])
    sex = chance.choice(sorted(FIRST_NAMES))
    first_name, last_name = chance.choice(FIRST_NAMES[sex]), chance.choice(LAST_NAMES)
    prison_id, prison_name = chance.choice(PRISONS)
    born = f"{chance.randint(1950, 2007)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
    alias = {"firstName": first_name[:3], "lastName": last_name, "dateOfBirth": born, "gender": sex}
    return make(
        number,
        firstName=first_name,
        lastName=last_name,
        gender=sex,
        dateOfBirth=born,
        prisonId=prison_id,
        prisonName=prison_name,
        cellLocation=f"{chance.choice('ABCDEFGHK')}-{chance.randint(1, 3)}-{chance.randint(1, 40):03}",
        pncNumber=chance.choice([None, f"{chance.randint(0, 25):02}/{chance.randint(1, 999999)}X"]),
        middleNames=chance.choice([None, "JAMES", "ANNE"]),
        aliases=[alias] if chance.random() < 0.2 else [],
    )


def file_of(*records):
    """Write records as a bare list."""
    return json.dumps(list(records))
