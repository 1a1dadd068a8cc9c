"""The words for what we keep about a person."""

from django.db import models


class NameKind(models.TextChoices):
    LEGAL = "legal", "Legal name"
    CHOSEN = "chosen", "Name they choose"
    ALIAS = "alias", "Also known as"
    BIRTH = "birth", "Name at birth"
    MARRIED = "married", "Married name"


class Sex(models.TextChoices):
    """As recorded by the source; unknown is a value of its own."""

    MALE = "male", "Male"
    FEMALE = "female", "Female"
    OTHER = "other", "Recorded another way"
    UNKNOWN = "unknown", "Not known"


class ContactKind(models.TextChoices):
    MOBILE = "mobile", "Mobile phone"
    PHONE = "phone", "Phone"
    EMAIL = "email", "Email"
    ADDRESS = "address", "Address"


class Safety(models.TextChoices):
    """Whether a way of reaching someone is safe to use."""

    SAFE = "safe", "Safe to use"
    NO_MESSAGES = "no_messages", "Safe to use, but leave no message"
    ASK_FIRST = "ask_first", "Ask the key worker first"
    UNSAFE = "unsafe", "Do not use"
    UNKNOWN = "unknown", "Not known: ask"


class NeedKind(models.TextChoices):
    READING = "reading", "Reading and writing"
    HEARING = "hearing", "Hearing"
    SIGHT = "sight", "Sight"
    SPEECH = "speech", "Speech and understanding"
    LEARNING = "learning", "Learning disability"
    NEURODIVERGENCE = "neurodivergence", "Neurodivergence"
    MENTAL_HEALTH = "mental_health", "Mental health"
    MOBILITY = "mobility", "Getting about"
    INTERPRETER = "interpreter", "Interpreter"
    FORMAT = "format", "Large print, easy read or audio"
    AVAILABILITY = "availability", "When they can be seen"
    OTHER = "other", "Another need"


class RelationKind(models.TextChoices):
    PARTNER = "partner", "Partner"
    CHILD = "child", "Child"
    PARENT = "parent", "Parent"
    SIBLING = "sibling", "Brother or sister"
    GRANDPARENT = "grandparent", "Grandparent"
    CARER = "carer", "Carer"
    CARED_FOR = "cared_for", "Someone they care for"
    FRIEND = "friend", "Friend"
    OTHER = "other", "Another relation"


class MayBeTold(models.TextChoices):
    """What a member of the family may be told, as the person decided."""

    NOTHING = "nothing", "Nothing"
    RELEASE_DAY = "release_day", "The day of release only"
    PLAN = "plan", "The plan and how it goes"
    ALL = "all", "Anything they ask"
    NOT_ASKED = "not_asked", "Not asked yet"


class SensitiveKind(models.TextChoices):
    """History that is held with restricted access."""

    EXPLOITATION = "exploitation", "Exploitation"
    SEX_WORK = "sex_work", "Involvement in prostitution"
    EXCLUSION = "exclusion", "Excluded from accommodation"
    HOMELESSNESS = "homelessness", "Homelessness"
    OFFENCE = "offence", "Offences"
    ABUSE = "abuse", "Domestic or other abuse"
    UNSAFE_PLACE = "unsafe_place", "A place or person that is not safe"
    OTHER = "other", "Other sensitive history"
