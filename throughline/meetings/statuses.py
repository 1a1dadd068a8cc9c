"""The words for meetings and barriers."""

from django.db import models


class MeetingKind(models.TextChoices):
    RELEASE_PANEL = "release_panel", "Prison release panel"
    COORDINATION = "coordination", "Service coordination meeting"
    CASE_CONFERENCE = "case_conference", "Case conference (ICM)"
    WORKING_GROUP = "working_group", "Working group"


class MeetingState(models.TextChoices):
    PLANNED = "planned", "Planned"
    HELD = "held", "Held"
    CANCELLED = "cancelled", "Did not happen"


class Reply(models.TextChoices):
    """What an agency said to an invitation."""

    NO_ANSWER = "no_answer", "No answer yet"
    COMING = "coming", "Coming"
    SENDS_WORD = "sends_word", "Not coming, sent word"
    NOT_COMING = "not_coming", "Not coming"


class BarrierKind(models.TextChoices):
    HOUSING = "housing", "How housing is given out"
    LAW = "law", "The law"
    BENEFITS = "benefits", "Benefits and welfare reform"
    HEALTH = "health", "Health care"
    ID_AND_BANK = "id_and_bank", "ID and bank accounts"
    SHARING = "sharing", "Sharing what is known"
    GAP = "gap", "No service for it"
    OTHER = "other", "Another"


class BarrierLevel(models.TextChoices):
    """Who can take it away: those who do the work, or those who govern it."""

    OPERATIONAL = "operational", "Those who do the work"
    GOVERNANCE = "governance", "Those who govern it"


class BarrierState(models.TextChoices):
    OPEN = "open", "Open"
    WORKED_ON = "worked_on", "Being worked on"
    AROUND = "around", "Worked around"
    REMOVED = "removed", "Removed"
    ACCEPTED = "accepted", "Has to be lived with"
