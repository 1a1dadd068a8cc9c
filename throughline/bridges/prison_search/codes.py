"""The codes of the prison search feed and what each stands for."""

from throughline.bridges.prison_search.rows import DateKind, LastMovement, LegalStatus, Sex, Whereabouts

SEXES = {
    "MALE": Sex.MALE,
    "FEMALE": Sex.FEMALE,
    "NOT KNOWN / NOT RECORDED": Sex.UNKNOWN,
    "NOT SPECIFIED (INDETERMINATE)": Sex.OTHER,
    "REFUSED": Sex.UNKNOWN,
}

LEGAL_STATUSES = {
    "REMAND": LegalStatus.REMAND,
    "CONVICTED_UNSENTENCED": LegalStatus.CONVICTED_UNSENTENCED,
    "SENTENCED": LegalStatus.SENTENCED,
    "RECALL": LegalStatus.RECALLED,
    "INDETERMINATE_SENTENCE": LegalStatus.INDETERMINATE,
    "IMMIGRATION_DETAINEE": LegalStatus.IMMIGRATION,
    "CIVIL_PRISONER": LegalStatus.CIVIL,
    "DEAD": LegalStatus.UNKNOWN,
    "OTHER": LegalStatus.UNKNOWN,
    "UNKNOWN": LegalStatus.UNKNOWN,
}

DIED = "DEAD"
"""The legal status of someone who died."""

WHEREABOUTS = {
    "ACTIVE IN": Whereabouts.IN_PRISON,
    "ACTIVE OUT": Whereabouts.OUT_FOR_NOW,
    "INACTIVE OUT": Whereabouts.OUT,
    "INACTIVE TRN": Whereabouts.BETWEEN_PRISONS,
    "INACTIVE IN": Whereabouts.UNKNOWN,
}

IN_OR_OUT = {
    "IN": Whereabouts.IN_PRISON,
    "OUT": Whereabouts.OUT,
    "TRN": Whereabouts.BETWEEN_PRISONS,
}
"""Used when the fuller status was not sent. Out is then read from the last movement: only a release ends a stay."""

MOVEMENTS = {
    "ADM": LastMovement.ADMISSION,
    "CRT": LastMovement.COURT,
    "REL": LastMovement.RELEASE,
    "TAP": LastMovement.TEMPORARY_ABSENCE,
    "TRN": LastMovement.TRANSFER,
}

RECALL_REASONS = frozenset({"Y", "PD", "ELR", "B", "24", "ETRLR", "L"})
"""Reasons of an admission that mean recall (public ``hmpps-resettlement-passport-api``); N is a new admission."""

NOT_A_PRISON = frozenset({"OUT", "TRN"})
"""What the prison code says when someone is in none."""

DATES = {
    "confirmedReleaseDate": DateKind.CONFIRMED,
    "actualParoleDate": DateKind.ACTUAL_PAROLE,
    "homeDetentionCurfewActualDate": DateKind.HDC_ACTUAL,
    "postRecallReleaseDate": DateKind.POST_RECALL,
    "conditionalReleaseDate": DateKind.CONDITIONAL,
    "automaticReleaseDate": DateKind.AUTOMATIC,
    "paroleEligibilityDate": DateKind.PAROLE_QUALIFYING,
    "homeDetentionCurfewEligibilityDate": DateKind.HDC_ELIGIBLE,
    "sentenceExpiryDate": DateKind.SENTENCE_END,
    "licenceExpiryDate": DateKind.LICENCE_END,
    "releaseDate": DateKind.RELEASE,
}

RELEASE_DATE_TYPES = {
    "CRD": DateKind.CONDITIONAL,
    "ARD": DateKind.AUTOMATIC,
    "NPD": DateKind.NON_PAROLE,
    "PRRD": DateKind.POST_RECALL,
}
"""What ``nonDtoReleaseDateType`` says ``nonDtoReleaseDate`` is."""

TEXTS = {
    "pncNumber": 30,
    "croNumber": 30,
    "firstName": 80,
    "middleNames": 120,
    "lastName": 80,
    "lastMovementReasonCode": 20,
    "prisonName": 200,
    "imprisonmentStatusDescription": 200,
}
"""Fields of plain text and the most letters each may have."""

READ = frozenset(
    {
        "prisonerNumber",
        "bookingId",
        "dateOfBirth",
        "gender",
        "status",
        "inOutStatus",
        "lastMovementTypeCode",
        "prisonId",
        "cellLocation",
        "aliases",
        "legalStatus",
        "recall",
        "indeterminateSentence",
        "receptionDate",
        "sentenceStartDate",
        "nonDtoReleaseDate",
        "nonDtoReleaseDateType",
        "restrictedPatient",
        *TEXTS,
        *DATES,
    }
)
"""Every field of a person that is read."""

NOT_ALWAYS_SENT = frozenset(
    {"actualParoleDate", "homeDetentionCurfewActualDate", "automaticReleaseDate", "paroleEligibilityDate"}
)
EXPECTED = READ - NOT_ALWAYS_SENT
"""Fields whose absence is worth a note."""

PAGING = frozenset(
    {
        "content",
        "pageable",
        "last",
        "first",
        "totalPages",
        "totalElements",
        "size",
        "number",
        "sort",
        "numberOfElements",
        "empty",
    }
)
"""Fields of a page that say which page it is."""
