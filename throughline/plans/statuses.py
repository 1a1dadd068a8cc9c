"""The words for a plan."""

from django.db import models

from throughline.protocols.statuses import Anchor as Anchor


class GoalState(models.TextChoices):
    OPEN = "open", "Working on it"
    REACHED = "reached", "Reached"
    DROPPED = "dropped", "Dropped"


class TaskState(models.TextChoices):
    TODO = "todo", "To do"
    BLOCKED = "blocked", "Blocked"
    DONE = "done", "Done"
    DROPPED = "dropped", "Dropped"
    RETIRED = "retired", "Not needed now"


class Owner(models.TextChoices):
    """What kind of owner a task has."""

    PERSON = "person", "The person"
    STATUTORY = "statutory", "A statutory agency"
    NON_STATUTORY = "non_statutory", "A non-statutory agency"
