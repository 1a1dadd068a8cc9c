"""The words for somewhere to live."""

from django.db import models


class When(models.TextChoices):
    """Which part of the story a home belongs to."""

    BEFORE = "before", "Before prison"
    DURING = "during", "Kept while in prison"
    PLANNED = "planned", "Planned for release"
    AFTER = "after", "After release"


class HomeKind(models.TextChoices):
    """What kind of place it is. ``STEADY`` in rules says which count as settled."""

    COUNCIL = "council", "Council tenancy"
    HOUSING_ASSOCIATION = "housing_association", "Housing association tenancy"
    PRIVATE = "private", "Private rent"
    OWNED = "owned", "Owns their home"
    FAMILY = "family", "With family"
    FRIENDS = "friends", "With friends"
    SUPPORTED = "supported", "Supported housing"
    SUPPORTED_WOMEN = "supported_women", "Supported housing for women only"
    RECOVERY = "recovery", "Recovery housing or rehab"
    APPROVED = "approved", "Approved premises (CAS1)"
    CAS2 = "cas2", "Bail or curfew accommodation (CAS2)"
    CAS3 = "cas3", "Up to 84 nights after release (CAS3)"
    TEMPORARY = "temporary", "Temporary accommodation from the council"
    EMERGENCY = "emergency", "Emergency accommodation"
    HOSTEL = "hostel", "Hostel"
    SOFA = "sofa", "Different places, night by night"
    ROUGH = "rough", "Sleeping rough"
    NO_ADDRESS = "no_address", "No fixed address"
    OTHER = "other", "Another place"


class Yes(models.TextChoices):
    """An answer that may not be known."""

    YES = "yes", "Yes"
    NO = "no", "No"
    UNKNOWN = "unknown", "Not known"


class Sure(models.TextChoices):
    """How sure a planned home is."""

    HOPED = "hoped", "Hoped for"
    ASKED = "asked", "Asked for"
    OFFERED = "offered", "Offered"
    AGREED = "agreed", "Agreed"
    FELL_THROUGH = "fell_through", "Fell through"


class RentHelp(models.TextChoices):
    """What pays the rent of a home kept while in prison."""

    HOUSING_BENEFIT = "housing_benefit", "Housing Benefit"
    UNIVERSAL_CREDIT = "universal_credit", "Universal Credit"
    SELF = "self", "They pay it themselves"
    OTHER = "other", "Someone else pays it"
    NONE = "none", "Nobody pays it"
    UNKNOWN = "unknown", "Not known"


class Nation(models.TextChoices):
    """Whose homelessness law applies: each is its own."""

    SCOTLAND = "scotland", "Scotland"
    ENGLAND = "england", "England"
    WALES = "wales", "Wales"


class ApplicationKind(models.TextChoices):
    HOMELESSNESS = "homelessness", "Homelessness application"
    DUTY_TO_REFER = "duty_to_refer", "Duty to refer"
    ASK_AND_ACT = "ask_and_act", "Referral to the council before release"
    EMERGENCY = "emergency", "Emergency accommodation for the night"


class ApplicationState(models.TextChoices):
    WAITING = "waiting", "Waiting for the council"
    CONTACTED = "contacted", "The council has been in touch"
    ACCEPTED = "accepted", "Accepted"
    DECLINED = "declined", "Declined"
    CLOSED_NO_CONTACT = "closed", "Closed by the council: could not reach them"
    WITHDRAWN = "withdrawn", "Taken back"


class AskState(models.TextChoices):
    """Where asking a housing provider stands."""

    ASKED = "asked", "Asked"
    ON_LIST = "on_list", "On their list"
    OFFERED = "offered", "Offered a place"
    ACCEPTED = "accepted", "Place agreed"
    DECLINED = "declined", "Provider said no"
    TURNED_DOWN = "turned_down", "The person said no"
    WITHDRAWN = "withdrawn", "Taken back"


class DeclineReason(models.TextChoices):
    """Why a provider said no."""

    NEEDS_TOO_HIGH = "needs_too_high", "Needs too high"
    RISK_TOO_HIGH = "risk_too_high", "Risk too high"
    CAPACITY = "capacity", "No room"
    AREA = "area", "Wrong area or no local connection"
    HISTORY = "history", "Something in their past with the provider"
    GROUP = "group", "Not for this group"
    NO_REPLY = "no_reply", "Never answered"
    OTHER = "other", "Another reason"


class EffortKind(models.TextChoices):
    """What was tried to find somewhere to live."""

    COUNCIL = "council", "Asked the council"
    PROVIDER = "provider", "Asked a housing provider"
    FAMILY = "family", "Asked family or friends"
    PRIVATE = "private", "Looked for private rent"
    KEEP = "keep", "Tried to keep the home they had"
    DEPOSIT = "deposit", "Tried for a deposit or rent in advance"
    EMERGENCY = "emergency", "Asked for emergency accommodation"
    SPOKE = "spoke", "Spoke to the person about choices"
    OTHER = "other", "Something else"


class NoAddressReason(models.TextChoices):
    """Why someone left prison with no fixed address."""

    NO_OFFER = "no_offer", "Nobody offered a place"
    LATE = "late", "Release came too soon to arrange it"
    FELL_THROUGH = "fell_through", "A place fell through"
    DECLINED = "declined", "Every provider said no"
    NOT_ELIGIBLE = "not_eligible", "The council said no duty was owed"
    OWN_CHOICE = "own_choice", "They did not want what was offered"
    ASK_ON_THE_DAY = "ask_on_the_day", "The council only takes applications on the day"
    OTHER = "other", "Another reason"
