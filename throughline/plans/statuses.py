"""The words for a plan."""

from django.db import models


class GoalState(models.TextChoices):
    OPEN = "open", "Working on it"
    REACHED = "reached", "Reached"
    DROPPED = "dropped", "Dropped"


class TaskState(models.TextChoices):
    TODO = "todo", "To do"
    BLOCKED = "blocked", "Blocked"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"


class Anchor(models.TextChoices):
    """The days that tasks hang on: when one moves, so do they."""

    FIXED = "", "A day of its own"
    ADMISSION = "admission", "The day they came into prison"
    REFERRAL = "referral", "The day they were referred"
    START = "start", "The day support began"
    RELEASE = "release", "The day of release"


class Owner(models.TextChoices):
    """What kind of owner a task has."""

    PERSON = "person", "The person"
    STATUTORY = "statutory", "A statutory agency"
    NON_STATUTORY = "non_statutory", "A non-statutory agency"
