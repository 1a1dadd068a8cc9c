"""The words for protocols."""

from django.db import models

from throughline.agencies.statuses import Department as Department


class Anchor(models.TextChoices):
    """The days that steps hang on: when one moves, so do they."""

    FIXED = "", "A day of its own"
    ADMISSION = "admission", "The day they came into prison"
    REFERRAL = "referral", "The day they were referred"
    DECISION = "decision", "The day the referral was answered"
    ASSESSMENT = "assessment", "The day the assessment began"
    START = "start", "The day support began"
    DATE_KNOWN = "date_known", "The day the release date became known"
    RELEASE = "release", "The day of release"
    FIRST_DAY = "first_day", "The first working day out"
    RETURN = "return", "The day they came back into prison"
    ENDING = "ending", "The day support ended"


class Unit(models.TextChoices):
    """What an offset counts."""

    DAYS = "days", "Days"
    WORKING_DAYS = "working", "Working days"


class Where(models.TextChoices):
    """On which side of the gate a step can be done."""

    INSIDE = "inside", "Before release"
    OUTSIDE = "outside", "After release"
    EITHER = "either", "Either side of the gate"


class Role(models.TextChoices):
    """Who owns a step, where it is not a department of the prison or an agency of a kind."""

    PERSON = "person", "The person"
    KEY_WORKER = "key_worker", "Their key worker"
    PRISON = "prison", "The prison"
    SERVICE = "service", "The service that supports them"


class MustHave(models.TextChoices):
    """What everyone leaving prison needs on the day. The board shows each for every person."""

    ADDRESS = "address", "Address"
    ID = "id", "ID"
    BANK = "bank", "Bank"
    BENEFITS = "benefits", "Benefits"
    GP = "gp", "GP"
    PRESCRIPTION = "prescription", "Prescription"
    FIRST_WEEK = "first_week", "First week"
    PHONE = "phone", "Phone"
    MET = "met", "Met at the gate"


class Stage(models.TextChoices):
    """The six stages of throughcare. The source names six and its figure is missing: the wording is ours."""

    ADMISSION = "admission", "Coming in"
    ENGAGEMENT = "engagement", "Getting to know each other"
    ASSESSMENT = "assessment", "What matters and what helps"
    PLANNING = "planning", "Planning and getting ready"
    LIBERATION = "liberation", "Going out and the first days"
    COMMUNITY = "community", "Support outside and moving on"
