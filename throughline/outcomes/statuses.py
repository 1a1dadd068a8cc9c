"""The words for reviews."""

from django.db import models


class Point(models.TextChoices):
    """When in the work a review was held."""

    START = "start", "At the start"
    ROUTINE = "routine", "Along the way"
    RELEASE = "release", "Around release"
    END = "end", "At the end"


class HeldIn(models.TextChoices):
    """The setting a review was held in."""

    PRISON = "prison", "In prison"
    COMMUNITY = "community", "In the community"


class HowScored(models.TextChoices):
    """How the person gave their view: reading a scale aloud tends to lift scores."""

    THEMSELF = "themself", "The person filled it in"
    READ_ALOUD = "read_aloud", "It was read aloud"
    INTERPRETER = "interpreter", "With an interpreter"
    NOT_GIVEN = "not_given", "The person did not score"


class Tool(models.TextChoices):
    """Licensed or published tools whose total may be kept. Their questions are not shipped."""

    SWEMWBS = "swemwbs", "SWEMWBS (wellbeing)"
    CORE_10 = "core_10", "CORE-10 (distress)"
    BARC_10 = "barc_10", "BARC-10 (recovery)"
    OUTCOMES_STAR = "outcomes_star", "Outcomes Star"
    IOMI = "iomi", "IOMI"
    OTHER = "other", "Another tool"


class Citizen(models.TextChoices):
    """The five areas of a returning citizen (Scottish Prison Service)."""

    FAMILY = "family", "Family responsibility"
    COMMUNITY = "community", "Community involvement"
    PRO_SOCIAL = "pro_social", "Getting on well with others"
    WORK = "work", "Strong work ethic"
    SOCIAL = "social", "Social consciousness"


class Tallied(models.TextChoices):
    """Things counted over a period, before and after."""

    POLICE = "police", "Contacts with the police"
    ARRESTS = "arrests", "Arrests"
    EMERGENCY = "emergency", "Visits to A&E"
    OVERDOSES = "overdoses", "Overdoses"
    MISSED_PROBATION = "missed_probation", "Missed probation appointments"
    CLEAR_TESTS = "clear_tests", "Clear drug tests"
    SCRIPT_KEPT = "script_kept", "Weeks on a prescription without a break"
