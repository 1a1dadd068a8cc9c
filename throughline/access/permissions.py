"""The things a member of staff, or a key, may be allowed to do."""

from enum import StrEnum, auto


class Do(StrEnum):
    """One permission. Its value is the lower-cased name."""

    SEE_PEOPLE = auto()
    REGISTER_PEOPLE = auto()
    CHANGE_PEOPLE = auto()
    SEE_CUSTODY = auto()
    CHANGE_CUSTODY = auto()
    SEE_SHARING = auto()
    RECORD_CONSENT = auto()
    CHANGE_SHARING = auto()
    ASK_FOR_ACCESS = auto()
    BREAK_GLASS = auto()
    REVIEW_ACCESS = auto()
    SEE_READ_LOG = auto()
    SEE_STORY = auto()
    SEE_AGENCIES = auto()
    MANAGE_STAFF = auto()
    MANAGE_AGENCIES = auto()
    MANAGE_AGREEMENTS = auto()
    MANAGE_KEYS = auto()
    SEE_NOTICES = auto()
