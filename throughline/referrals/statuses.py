"""The words for asking and answering."""

from django.db import models


class Source(models.TextChoices):
    """Who asked."""

    SELF = "self", "The person themself"
    FAMILY = "family", "Their family"
    PRISON = "prison", "Prison staff"
    JUSTICE_SOCIAL_WORK = "justice_social_work", "Justice social work or probation"
    AGENCY = "agency", "Another agency"


class Arrived(models.TextChoices):
    """How the asking reached us."""

    SCREEN = "screen", "On screen, by staff"
    ONLINE = "online", "On the public page"
    PAPER = "paper", "On paper"
    TELEPHONE = "telephone", "By telephone"
    IN_PERSON = "in_person", "Face to face"
    SYSTEM = "system", "From another system"


class State(models.TextChoices):
    DRAFT = "draft", "Not sent yet"
    SENT = "sent", "Waiting for an answer"
    ASKED = "asked", "Waiting for more information"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    WITHDRAWN = "withdrawn", "Withdrawn"


class Support(models.TextChoices):
    """What is given to someone who is taken on."""

    FULL = "full", "Full support"
    BRIEF = "brief", "Brief intervention"
    DUTY = "duty", "Duty support"


class DeclineReason(models.TextChoices):
    NO_ROOM = "no_room", "We have no room"
    OUTSIDE_RULES = "outside_rules", "Outside what we do or whom we serve"
    OUT_OF_AREA = "out_of_area", "Lives, or will live, outside our area"
    NEEDS_TOO_HIGH = "needs_too_high", "Needs more than we can safely give now"
    RISK_TOO_HIGH = "risk_too_high", "We could not keep everyone safe"
    ALREADY_HELPED = "already_helped", "Already helped by another service"
    CHOSE_NOT_TO = "chose_not_to", "The person chose not to"
    NOT_REACHED = "not_reached", "We could not reach the person"
    OTHER = "other", "Another reason"


class WithdrawReason(models.TextChoices):
    CHANGED_MIND = "changed_mind", "The person changed their mind"
    NOT_NEEDED = "not_needed", "No longer needed"
    ELSEWHERE = "elsewhere", "Helped somewhere else"
    MOVED = "moved", "Moved away or transferred"
    MISTAKE = "mistake", "Sent by mistake"
    OTHER = "other", "Another reason"


class Helped(models.TextChoices):
    """Whether an accepted referral came to something, as the person or a worker says."""

    NOT_KNOWN = "not_known", "Not known yet"
    NEVER_STARTED = "never_started", "Never started"
    STARTED = "started", "Started; too early to say"
    HELPED = "helped", "Went, and it helped"
    DID_NOT_HELP = "did_not_help", "Went, and it did not help"
