"""The words for who may know about whom."""

from django.db import models


class Tier(models.IntegerChoices):
    """How far a grant reaches."""

    KNOWS_OF = 1, "Knows of them: name and who to ring"
    WORKS_WITH = 2, "Works with them: custody, dates and story"
    LEADS = 3, "Leads: also decides who else may see"


class Compartment(models.TextChoices):
    """Parts of a record that a grant must name before they open."""

    CONTACT = "contact", "Contact details"
    FAMILY = "family", "Family and household"
    NEEDS = "needs", "Communication, access and health needs"
    RISK = "risk", "Safety notes"
    SENSITIVE = "sensitive", "Sensitive history"


class GrantReason(models.TextChoices):
    """Why a team may see a person."""

    CUSTODY = "custody", "Holds them in custody"
    REGISTERED = "registered", "Registered them"
    REFERRAL = "referral", "A referral"
    INVOLVED = "involved", "Works with them"
    CONSENT = "consent", "They agreed"
    AGREEMENT = "agreement", "An information sharing agreement"
    STATUTORY = "statutory", "A duty in law"
    BREAK_GLASS = "break_glass", "Opened in an emergency"


class LawfulBasis(models.TextChoices):
    """UK GDPR Article 6 bases, and Part 3 of the Data Protection Act 2018."""

    CONSENT = "consent", "Consent"
    CONTRACT = "contract", "Contract"
    LEGAL_OBLIGATION = "legal_obligation", "Legal obligation"
    VITAL_INTERESTS = "vital_interests", "Vital interests"
    PUBLIC_TASK = "public_task", "Public task"
    LEGITIMATE_INTERESTS = "legitimate_interests", "Legitimate interests"
    LAW_ENFORCEMENT = "law_enforcement", "Law enforcement purposes (DPA 2018 Part 3)"


class ConsentTo(models.TextChoices):
    """What was asked. Taking part is not consent to share, and neither is consent to a referral."""

    TAKE_PART = "take_part", "Taking part in throughcare"
    SHARE = "share", "Sharing with an organisation"
    REFER = "refer", "A referral to an organisation"


class Answer(models.TextChoices):
    """What the person said. None is a penalty; each may follow any other."""

    OFFERED = "offered", "Offered, not answered yet"
    AGREED = "agreed", "Agreed"
    DECLINED = "declined", "Said no for now"
    WITHDRAWN = "withdrawn", "Changed their mind and stopped"


class RestrictionKind(models.TextChoices):
    """What closes a record whatever a grant says."""

    CONFLICT = "conflict", "Knows or is related to them"
    LIMITED = "limited", "Limited access record"


class ReviewAnswer(models.TextChoices):
    JUSTIFIED = "justified", "Justified"
    NOT_JUSTIFIED = "not_justified", "Not justified"
