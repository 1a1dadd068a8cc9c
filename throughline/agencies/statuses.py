"""The words for organisations, teams and areas."""

from django.db import models


class Jurisdiction(models.TextChoices):
    SCOTLAND = "scotland", "Scotland"
    ENGLAND_AND_WALES = "england_and_wales", "England and Wales"


class OrganisationKind(models.TextChoices):
    PRISON = "prison", "Prison"
    PRISON_SERVICE = "prison_service", "Prison service"
    PRISON_DEPARTMENT = "prison_department", "Prison department"
    PROBATION = "probation", "Probation"
    JUSTICE_SOCIAL_WORK = "justice_social_work", "Justice social work"
    COUNCIL = "council", "Council"
    COUNCIL_HOUSING = "council_housing", "Council housing service"
    COUNCIL_SOCIAL_WORK = "council_social_work", "Council social work"
    EDUCATION = "education", "Education"
    NHS = "nhs", "NHS"
    MENTAL_HEALTH = "mental_health", "Mental health service"
    JOBCENTRE = "jobcentre", "Jobcentre Plus or DWP"
    JOB_SUPPORT = "job_support", "Job support"
    WELFARE = "welfare", "Welfare rights and money advice"
    POLICE = "police", "Police or integrated offender management"
    HOUSING_PROVIDER = "housing_provider", "Housing provider"
    THIRD_SECTOR = "third_sector", "Third sector"
    THROUGHCARE_PROVIDER = "throughcare_provider", "Throughcare provider"
    PEER_SCHEME = "peer_scheme", "Peer mentoring scheme"
    COMMUNITY_JUSTICE = "community_justice", "Community justice authority or partnership"
    FUNDER = "funder", "Funder"
    COMMISSIONER = "commissioner", "Commissioner"


class AreaKind(models.TextChoices):
    COUNCIL = "council", "Council area"
    COMMUNITY_JUSTICE = "community_justice", "Community justice area"
    REGION = "region", "Region"


class TeamKind(models.TextChoices):
    EVERYONE = "everyone", "Everyone in the organisation"
    CASEWORK = "casework", "Casework team"
    MANAGEMENT = "management", "Management team"
    GOVERNANCE = "governance", "Information governance"


class Department(models.TextChoices):
    """The parts of a prison that own steps. The seven are those the North East report names."""

    OFFENDER_MANAGEMENT = "offender_management", "Offender management"
    RECOVERY = "recovery", "Drug and alcohol recovery"
    HEALTHCARE = "healthcare", "Healthcare"
    HOUSING = "housing", "Housing"
    RESETTLEMENT = "resettlement", "Resettlement"
    LEARNING = "learning", "Learning and skills"
    CHAPLAINCY = "chaplaincy", "Chaplaincy and family"


class HeldKind(models.TextChoices):
    """The kinds of prisoner a prison holds."""

    REMAND = "remand", "Remand"
    SHORT_TERM = "short_term", "Convicted, short term"
    LONG_TERM = "long_term", "Convicted, long term"
    WOMEN = "women", "Women"
    YOUNG_PEOPLE = "young_people", "Young people"


class Promise(models.TextChoices):
    """What a service's target counts."""

    REFERRALS = "referrals", "Referrals received"
    FULL_SUPPORT = "full_support", "People taken on for full support"
    BRIEF_OR_DUTY = "brief_or_duty", "Brief interventions and duty support"
    CONTACTS = "contacts", "Contacts"
    REVIEWS = "reviews", "Reviews held"


class SignIn(models.TextChoices):
    """What happens at the door, as the journal names it."""

    IN = "signed_in", "Signed in"
    OUT = "signed_out", "Signed out"
    FAILED = "sign_in_failed", "Could not sign in"
    CHANGED = "sign_in_changed", "Changed how they sign in"
