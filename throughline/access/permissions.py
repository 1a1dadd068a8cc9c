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
    MANAGE_PARTNERS = auto()
    MANAGE_AGREEMENTS = auto()
    MANAGE_KEYS = auto()
    SEE_NOTICES = auto()
    SEE_REPORTS = auto()
    SEE_REFERRALS = auto()
    REFER_PEOPLE = auto()
    ANSWER_REFERRALS = auto()
    LOG_DUTY = auto()
    SEE_CASES = auto()
    RECORD_CONTACTS = auto()
    WORK_CASES = auto()
    MANAGE_CASES = auto()
    SEE_ASSESSMENTS = auto()
    ASSESS = auto()
    SEE_PLANS = auto()
    CHANGE_PLANS = auto()
    SEE_OUTCOMES = auto()
    RECORD_OUTCOMES = auto()
    MANAGE_SERVICES = auto()
    EXPORT_CASES = auto()
    SEE_PROTOCOLS = auto()
    PUBLISH_PROTOCOLS = auto()
    SEE_RELEASES = auto()
    CHANGE_MANY_DATES = auto()
    SEE_HOUSING = auto()
    RECORD_HOUSING = auto()
    SEE_MEETINGS = auto()
    RUN_MEETINGS = auto()
    SEE_BARRIERS = auto()
    RAISE_BARRIERS = auto()


# What lets someone decide what others may do. A role that holds one of these is given only by those who hold it too,
# or who manage a partnership's organisations.
POWERS = frozenset({Do.MANAGE_STAFF, Do.MANAGE_AGENCIES, Do.MANAGE_PARTNERS, Do.MANAGE_AGREEMENTS, Do.MANAGE_KEYS})

# What each permission lets someone do, finishing the sentence "You may …".
WORDS = {
    Do.SEE_PEOPLE: "look up the people your teams work with",
    Do.REGISTER_PEOPLE: "register someone new",
    Do.CHANGE_PEOPLE: "change names, numbers, contact, needs and family",
    Do.SEE_CUSTODY: "see where someone is held and their dates",
    Do.CHANGE_CUSTODY: "record admissions, moves, dates and releases",
    Do.SEE_SHARING: "see who can see a person",
    Do.RECORD_CONSENT: "record what a person agrees to",
    Do.CHANGE_SHARING: "open and end what another agency may see",
    Do.ASK_FOR_ACCESS: "ask to be let in to a record",
    Do.BREAK_GLASS: "open a record in an emergency, with a reason",
    Do.REVIEW_ACCESS: "review emergency access",
    Do.SEE_READ_LOG: "see who looked at whom",
    Do.SEE_STORY: "read what happened to a person",
    Do.SEE_AGENCIES: "see the agencies, their teams and staff",
    Do.MANAGE_STAFF: "make, change and close the accounts of your organisation's staff",
    Do.MANAGE_AGENCIES: "change organisations, prisons, areas and partnerships",
    Do.MANAGE_PARTNERS: "manage the organisations of partnerships yours leads",
    Do.MANAGE_AGREEMENTS: "keep sharing agreements",
    Do.MANAGE_KEYS: "make and end keys for other systems",
    Do.SEE_NOTICES: "read and answer notices",
    Do.SEE_REPORTS: "see counts of people and of work done, small numbers hidden",
    Do.SEE_REFERRALS: "see who was referred to whom, and the answer",
    Do.REFER_PEOPLE: "refer someone to a service",
    Do.ANSWER_REFERRALS: "accept, decline and ask about referrals to your team",
    Do.LOG_DUTY: "record help given at a duty desk",
    Do.SEE_CASES: "see cases, key workers and contacts",
    Do.RECORD_CONTACTS: "record contacts and notes",
    Do.WORK_CASES: "move a case along, and record taking part",
    Do.MANAGE_CASES: "hand cases over and arrange cover",
    Do.SEE_ASSESSMENTS: "read needs, strengths and safety notes",
    Do.ASSESS: "talk needs, strengths and safety through and record them",
    Do.SEE_PLANS: "read plans",
    Do.CHANGE_PLANS: "change plans and mark work done",
    Do.SEE_OUTCOMES: "see reviews and how life is going",
    Do.RECORD_OUTCOMES: "record reviews",
    Do.MANAGE_SERVICES: "change services, their stages, targets and wording",
    Do.EXPORT_CASES: "take out case-level data with nobody named",
    Do.SEE_PROTOCOLS: "read the protocols partners work to",
    Do.PUBLISH_PROTOCOLS: "publish protocols, and take up or end a version for a partnership yours leads",
    Do.SEE_RELEASES: "see who leaves prison soon and what is in the way",
    Do.CHANGE_MANY_DATES: "change the dates of many people together",
    Do.SEE_HOUSING: "see where someone lived, will live, and what was asked for",
    Do.RECORD_HOUSING: "record homes, applications and every try",
    Do.SEE_MEETINGS: "see meetings, whom they talk about and what was decided",
    Do.RUN_MEETINGS: "call meetings, keep their lists and record decisions",
    Do.SEE_BARRIERS: "see the register of barriers",
    Do.RAISE_BARRIERS: "raise a barrier and say what was done about it",
}
