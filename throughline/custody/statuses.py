"""The words for time in prison."""

from django.db import models


class LegalStatus(models.TextChoices):
    REMAND = "remand", "On remand, not tried"
    CONVICTED_UNSENTENCED = "convicted_unsentenced", "Convicted, waiting for sentence"
    SENTENCED = "sentenced", "Sentenced"
    RECALLED = "recalled", "Recalled to prison"
    INDETERMINATE = "indeterminate", "Sentenced, no fixed end"
    IMMIGRATION = "immigration", "Immigration detention"
    CIVIL = "civil", "Civil prisoner"
    UNKNOWN = "unknown", "Not known"


class Supervision(models.TextChoices):
    """Whether the law requires someone to supervise the person after release."""

    STATUTORY = "statutory", "Statutory conditions"
    NONE = "none", "No statutory conditions"
    UNKNOWN = "unknown", "Not known"


class DateType(models.TextChoices):
    """Kinds of date a stay may end or change on. Recorded from a source, never worked out here."""

    CONFIRMED = "confirmed", "Confirmed release date"
    ACTUAL_PAROLE = "actual_parole", "Parole release date"
    HDC_ACTUAL = "hdc_actual", "Home detention curfew date"
    POST_RECALL = "post_recall", "Release date after recall"
    CONDITIONAL = "conditional", "Conditional release date"
    AUTOMATIC = "automatic", "Automatic release date"
    NON_PAROLE = "non_parole", "Non-parole date"
    EARLIEST_LIBERATION = "earliest_liberation", "Earliest date of liberation"
    RELEASE = "release", "Release date, as the prison gives it"
    MID_TERM = "mid_term", "Release date from a young offender order"
    PAROLE_QUALIFYING = "parole_qualifying", "Parole qualifying date"
    HDC_ELIGIBLE = "hdc_eligible", "Home detention curfew eligibility"
    COURT = "court", "Next court date"
    SENTENCE_END = "sentence_end", "Sentence ends"
    LICENCE_END = "licence_end", "Licence ends"


class MovementKind(models.TextChoices):
    ADMISSION = "admission", "Came into prison"
    TRANSFER = "transfer", "Moved to another prison"
    RELEASE_PLANNED = "release_planned", "Released as planned"
    RELEASE_COURT = "release_court", "Released from court, not planned"
    RELEASE_BAIL = "release_bail", "Released on bail, not planned"
    ACQUITTED = "acquitted", "Found not guilty or case dropped, not planned"
    TIME_SERVED = "time_served", "Time served, not planned"
    TEMPORARY_LICENCE = "temporary_licence", "Out on temporary licence"
    BACK_FROM_LICENCE = "back_from_licence", "Back from temporary licence"
    COURT_OUT = "court_out", "Out to court"
    COURT_BACK = "court_back", "Back from court"
    RECALL = "recall", "Recalled"
    DEATH = "death", "Died in custody"
    OTHER_END = "other_end", "Left for another reason"


class RoundState(models.TextChoices):
    """Where a round of date changes stands."""

    PREPARED = "prepared", "Ready to look at"
    APPLYING = "applying", "Being applied"
    STOPPED = "stopped", "Stopped part of the way"
    APPLIED = "applied", "Applied"
    UNDOING = "undoing", "Being taken back"
    UNDONE = "undone", "Taken back"
    DROPPED = "dropped", "Not used"


class RoundRowState(models.TextChoices):
    """What came of one person's date in a round."""

    WAITING = "waiting", "Waiting"
    MOVED = "moved", "Moved"
    UNCHANGED = "unchanged", "The same already"
    OLDER = "older", "Older than what is known, kept"
    REFUSED = "refused", "Refused"
    UNDONE = "undone", "Taken back"
