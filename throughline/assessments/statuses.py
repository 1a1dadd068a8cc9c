"""The words for an assessment."""

from django.db import models


class Level(models.TextChoices):
    """How much help a part of life needs, as talked through with the person."""

    NOT_TALKED = "not_talked", "Not talked about yet"
    FINE = "fine", "No help wanted"
    SOME = "some", "Some help"
    A_LOT = "a_lot", "A lot of help"
    URGENT = "urgent", "Help needed now"
    DECLINED = "declined", "Does not want to talk about it"


class Views(models.TextChoices):
    """Whether the person and the worker see it alike. Both views are kept."""

    AGREE = "agree", "We agree"
    DIFFER = "differ", "We see it differently"
    ONE_VIEW = "one_view", "Only one of us has said"


class AssetKind(models.TextChoices):
    STRENGTH = "strength", "Something they are good at"
    FAMILY = "family", "Family"
    NETWORK = "network", "Friends and others close by"
    COMMUNITY = "community", "Community"
    SUPPORT = "support", "Support they have"
    RESOURCE_NEEDED = "resource_needed", "Something they need and do not have"


class Concern(models.TextChoices):
    """What a safety note is about."""

    SELF = "self", "Harm to themself"
    OTHERS = "others", "Harm to others"
    FROM_OTHERS = "from_others", "Harm from others"
    STAFF = "staff", "Safety of staff"
    CHILDREN = "children", "Safety of children"
    HEALTH = "health", "Health, including overdose"
    OTHER = "other", "Another concern"
