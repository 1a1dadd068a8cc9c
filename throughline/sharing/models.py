"""Who may know about whom, why, and until when."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, Partnership, Team, User
from throughline.foundations.records import EditableRecord, Record
from throughline.people.models import EditablePersonRecord, PersonRecord
from throughline.sharing.statuses import (
    Answer,
    Compartment,
    ConsentTo,
    GrantReason,
    LawfulBasis,
    RestrictionKind,
    ReviewAnswer,
    Tier,
)


class Agreement(EditableRecord):
    """An information sharing agreement of a partnership: what, why, on what basis, who signed."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=200)
    purpose = models.TextField()
    basis = models.CharField(max_length=25, choices=LawfulBasis.choices)
    conditions = models.TextField(default="", blank=True)
    how_people_are_told = models.TextField(default="", blank=True)
    contact = models.CharField(max_length=200, default="", blank=True)
    retention = models.TextField(default="", blank=True)
    starts_on = models.DateField()
    review_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["partnership", "title"], name="one_agreement_a_title"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="agreement_ends_after_it_starts"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Party(EditableRecord):
    """An organisation that signed an agreement, and the most it may ever see under it."""

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    tier = models.PositiveSmallIntegerField(choices=Tier.choices)
    compartments = ArrayField(models.CharField(max_length=20, choices=Compartment.choices), default=list)
    signed_by = models.CharField(max_length=150)
    signed_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["agreement", "organisation"], condition=Q(ended_on=None), name="party_once_at_a_time"
            )
        ]


class Consent(PersonRecord):
    """What the person was asked and what they said. A change of mind is a new row."""

    to = models.CharField(max_length=12, choices=ConsentTo.choices)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=12, choices=Answer.choices)
    words = models.CharField(max_length=500, default="", blank=True)
    how = models.CharField(max_length=80)
    answered_on = models.DateField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-recorded_at"], name="consent_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to=ConsentTo.TAKE_PART) | Q(organisation__isnull=False),
                name="consent_to_share_names_an_organisation",
            )
        ]


class Grant(PersonRecord):
    """Lets a team see a person, from one instant until another. The only source of visibility.

    Half-open: a grant holds while ``starts_at`` <= now < ``ends_at``; ``ends_at`` None holds until ended.
    ``only_for`` narrows it to one member of the team, as break-glass does.
    """

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+", db_index=False)
    only_for = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    tier = models.PositiveSmallIntegerField(choices=Tier.choices)
    compartments = ArrayField(models.CharField(max_length=20, choices=Compartment.choices), default=list)
    reason = models.CharField(max_length=12, choices=GrantReason.choices)
    words = models.CharField(max_length=300, default="", blank=True)
    basis = models.CharField(max_length=25, choices=LawfulBasis.choices)
    agreement = models.ForeignKey(Agreement, null=True, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, null=True, on_delete=models.PROTECT, related_name="+")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)
    made_by = models.CharField(max_length=200)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "team"], name="grant_of_person"),
            models.Index(
                fields=["team", "person"], include=["tier", "starts_at", "ends_at", "only_for"], name="grant_of_team"
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gte=F("starts_at")), name="grant_ends_after_it_starts"
            ),
            models.UniqueConstraint(
                fields=["person", "team", "reason"], condition=Q(ends_at=None), name="one_open_grant_a_reason"
            ),
            models.CheckConstraint(
                condition=~Q(reason=GrantReason.BREAK_GLASS) | Q(ends_at__isnull=False), name="break_glass_ends"
            ),
            models.CheckConstraint(
                condition=~Q(reason=GrantReason.CONSENT) | Q(consent__isnull=False), name="consent_grant_names_consent"
            ),
        ]


class Restriction(PersonRecord):
    """Closes a person's record whatever a grant says.

    ``conflict`` closes it to one member of staff; ``limited`` closes it to everyone but those allowed by name.
    """

    kind = models.CharField(max_length=10, choices=RestrictionKind.choices)
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=300)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True)
    made_by = models.CharField(max_length=200)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="restriction_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(kind=RestrictionKind.CONFLICT, user__isnull=False)
                | Q(kind=RestrictionKind.LIMITED, user=None),
                name="conflict_names_one_member_of_staff",
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind=RestrictionKind.LIMITED, ends_at=None), name="limited_once"
            ),
            models.UniqueConstraint(
                fields=["person", "user"],
                condition=Q(kind=RestrictionKind.CONFLICT, ends_at=None),
                name="conflict_once",
            ),
        ]


class Allowed(Record):
    """A member of staff who may see a limited access record that their team has a grant for."""

    restriction = models.ForeignKey(Restriction, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["restriction", "user"], name="allowed_once")]


class BreakGlass(EditablePersonRecord):
    """A record opened in an emergency: who, why, for how long, who was told, and what the review said."""

    grant = models.OneToOneField(Grant, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    opened_at = models.DateTimeField()
    review_by = models.DateField()
    reviewed_at = models.DateTimeField(null=True)
    reviewed_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=15, choices=ReviewAnswer.choices, default="", blank=True)
    review_words = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="emergency_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(reviewed_at=None, reviewed_by=None, answer="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False) & ~Q(answer=""),
                name="review_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(reviewed_by=None) | ~Q(reviewed_by=F("user")), name="nobody_reviews_themself"
            ),
        ]


class AccessRequest(EditablePersonRecord):
    """An organisation asks those who lead a person's record to let it in."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    agreed = models.BooleanField(null=True)
    answer_words = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="request_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "team"], condition=Q(answered_at=None), name="one_open_request_a_team"
            ),
            models.CheckConstraint(
                condition=Q(answered_at=None, answered_by=None, agreed=None)
                | Q(answered_at__isnull=False, answered_by__isnull=False, agreed__isnull=False),
                name="request_answer_is_whole",
            ),
        ]
