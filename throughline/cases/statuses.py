"""The words for a case."""

from django.db import models


class Setting(models.TextChoices):
    """Where a case stands: the setting support is given in, or that it is over."""

    ASSESSMENT = "assessment", "In assessment"
    PRISON = "prison", "Supported in prison"
    COMMUNITY = "community", "Supported in the community"
    CLOSED = "closed", "Closed"


class TakingPart(models.TextChoices):
    """What the person says about taking part. Nothing is a penalty: each may follow any other."""

    OFFERED = "offered", "Offered, not answered yet"
    ACCEPTED = "accepted", "Takes part"
    DECLINED = "declined", "Said no for now"
    CHANGED_MIND = "changed_mind", "Changed their mind"


class CloseReason(models.TextChoices):
    """Why a case ended. Saying no at first is not among them: the offer stays open."""

    COMPLETED = "completed", "Support ended as planned"
    CHOSE_TO_STOP = "chose_to_stop", "The person chose to stop"
    LOST_TOUCH = "lost_touch", "We lost touch, after trying"
    MOVED = "moved", "Moved away"
    ELSEWHERE = "elsewhere", "Another service took over"
    RETURNED = "returned", "Returned to prison for a long time"
    DIED = "died", "Died"
    OTHER = "other", "Another reason"


class Role(models.TextChoices):
    """Who works a case beside the key worker."""

    PEER_MENTOR = "peer_mentor", "Peer mentor"
    SECOND_WORKER = "second_worker", "Second worker"


class Activity(models.TextChoices):
    """What a contact was for. The first nine are those the Low Moss pilot counted."""

    LIAISING = "liaising", "Talking to other agencies"
    SUBSTANCES = "substances", "Information about drugs or alcohol"
    FAMILY = "family", "Family support"
    HOUSING = "housing", "Housing support"
    OUTREACH = "outreach", "Outreach"
    HOMELESSNESS = "homelessness", "Homelessness"
    RECOVERY_PLAN = "recovery_plan", "Recovery plan support"
    HOUSING_LIBERATION = "housing_liberation", "Housing support before liberation"
    PRE_LIBERATION = "pre_liberation", "Support before liberation"
    GETTING_TO_KNOW = "getting_to_know", "Getting to know each other"
    GATE = "gate", "Met at the gate"
    PRACTICAL_HELP = "practical_help", "Practical help: bills, cooking, things for the home"
    ADVOCACY = "advocacy", "Speaking up for someone"
    CASE_CONFERENCE = "case_conference", "Case conference (ICM)"
    HAND_OVER = "hand_over", "Hand-over between workers"
    REVIEW = "review", "Review"
    OTHER = "other", "Something else"


class Place(models.TextChoices):
    """Where, or by what means."""

    HALL = "hall", "In the hall"
    PRISON_OFFICE = "prison_office", "Elsewhere in the prison"
    VISITS = "visits", "Visits room"
    VIDEO = "video", "By video"
    PHONE = "phone", "By phone"
    GATE = "gate", "At the gate"
    HOME = "home", "At home"
    OFFICE = "office", "At our office"
    COMMUNITY = "community", "Out and about"
    POLICE_STATION = "police_station", "Police station"
    COURT = "court", "Court"
    HOSPITAL = "hospital", "Hospital or clinic"
    MESSAGE = "message", "By text or letter"


class Happened(models.TextChoices):
    """Whether a contact took place, and if not, whose doing it was."""

    YES = "yes", "It happened"
    NO_ANSWER = "no_answer", "Tried, no answer"
    DID_NOT_COME = "did_not_come", "The person did not come"
    SAID_NOT_NOW = "said_not_now", "The person said not now"
    PREVENTED = "prevented", "Could not happen, not the person's doing"


class Audience(models.TextChoices):
    """Who may read a note."""

    PRIVATE = "private", "Only me"
    TEAM = "team", "My team"
    NETWORK = "network", "Everyone who works with them"
    SHARED = "shared", "Everyone who works with them, and the person"


class NoteKind(models.TextChoices):
    NOTE = "note", "Note"
    CONTACT = "contact", "What was said and done"
    QUOTE = "quote", "The person's own words, kept with permission"
