"""The prison search feed: who is in prison, where, and until when, as the prison service's search gives it.

Field names are those of the public ``hmpps-prisoner-search`` API. Nothing here knows what the people are for.
"""

from throughline.bridges.prison_search.reader import read
from throughline.bridges.prison_search.rows import (
    Alias,
    DateKind,
    LastMovement,
    LegalStatus,
    Note,
    PrisonerRow,
    Reading,
    Refusal,
    Sex,
    Whereabouts,
)

__all__ = [
    "Alias",
    "DateKind",
    "LastMovement",
    "LegalStatus",
    "Note",
    "PrisonerRow",
    "Reading",
    "Refusal",
    "Sex",
    "Whereabouts",
    "read",
]
