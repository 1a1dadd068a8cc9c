"""Organisations, the people who sign in for them, and where they work."""

from typing import ClassVar

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.crypto import salted_hmac

from throughline.agencies.statuses import (
    AreaKind,
    Department,
    HeldKind,
    Jurisdiction,
    OrganisationKind,
    Promise,
    TeamKind,
)
from throughline.foundations.records import EditableRecord, Record


class Area(EditableRecord):
    """A council area, a community justice area, or a region. It may be renamed or closed."""

    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=AreaKind.choices)
    code = models.CharField(max_length=20, default="", blank=True)
    jurisdiction = models.CharField(max_length=20, choices=Jurisdiction.choices)
    starts_on = models.DateField(null=True)
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["kind", "name"], name="one_area_a_name"),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(starts_on=None) | Q(ends_on__gt=F("starts_on")),
                name="area_ends_after_it_starts",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class AreaPart(Record):
    """A council area that a wider area spans."""

    whole = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    part = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["whole", "part"], name="one_part_once"),
            models.CheckConstraint(condition=~Q(whole=F("part")), name="no_area_is_part_of_itself"),
        ]


class Organisation(EditableRecord):
    """An agency that holds, supports, houses, treats, pays for or answers for people leaving prison."""

    name = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=30, choices=OrganisationKind.choices)
    jurisdiction = models.CharField(max_length=20, choices=Jurisdiction.choices)
    phone = models.CharField(max_length=30, default="", blank=True)
    email = models.EmailField(default="", blank=True)
    part_of = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")
    closed_on = models.DateField(null=True)

    def __str__(self) -> str:
        return self.name


class OrganisationArea(Record):
    """An area an organisation works in. A prison has none: it serves wherever its people go home to."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["organisation", "area"], name="one_area_once")]


class Prison(EditableRecord):
    """What is particular to an organisation that is a prison."""

    organisation = models.OneToOneField(Organisation, on_delete=models.PROTECT, related_name="prison")
    code = models.CharField(max_length=6, unique=True)
    opened_on = models.DateField(null=True)
    capacity = models.PositiveIntegerField(null=True)
    holds = ArrayField(models.CharField(max_length=20, choices=HeldKind.choices), default=list)

    def __str__(self) -> str:
        return self.organisation.name


class Hall(Record):
    """A hall, wing or house block."""

    prison = models.ForeignKey(Prison, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=40)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["prison", "name"], name="one_hall_a_name")]

    def __str__(self) -> str:
        return self.name


class Partnership(EditableRecord):
    """Organisations that agreed to work as one, with a lead. Partnerships do not see into each other."""

    name = models.CharField(max_length=200, unique=True)
    lead = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    values = models.TextField(default="", blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gt=F("starts_on")), name="partnership_ends_after_it_starts"
            )
        ]

    def __str__(self) -> str:
        return self.name


class Partner(EditableRecord):
    """An organisation's time in a partnership."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "organisation"], condition=Q(ends_on=None), name="partner_once_at_a_time"
            )
        ]


class Team(EditableRecord):
    """People who share a caseload and hold grants. One a host organisation is of kind ``everyone``: all its staff."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    kind = models.CharField(max_length=20, choices=TeamKind.choices, default=TeamKind.CASEWORK)
    department = models.CharField(max_length=20, choices=Department.choices, default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    posts = models.PositiveSmallIntegerField(null=True)
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_team_a_name"),
            models.UniqueConstraint(
                fields=["organisation"], condition=Q(kind=TeamKind.EVERYONE), name="one_everyone_team_an_organisation"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class UserManager(BaseUserManager["User"]):
    """Finds users by their email address, with the organisation they act for: every request asks for both."""

    def get_queryset(self) -> models.QuerySet["User"]:
        return super().get_queryset().select_related("organisation")

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin, EditableRecord):
    """Someone who signs in, always on behalf of the organisation that employs them."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=150)
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=40)
    phone = models.CharField(max_length=30, default="", blank=True)
    work_base = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    is_active = models.BooleanField(default=True)
    joined_on = models.DateField(null=True)
    left_on = models.DateField(null=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[UserManager] = UserManager()

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(is_active=True) | Q(left_on__isnull=False), name="leaver_has_a_date")
        ]

    def __str__(self) -> str:
        return self.name

    def get_session_auth_hash(self) -> str:
        """Return what every session of theirs stands on: one that began with another password, job or employer ends."""
        stands_on = f"{self.password} {self.role} {self.organisation_id}"
        return salted_hmac("throughline.agencies.session", stands_on, algorithm="sha256").hexdigest()


class Membership(Record):
    """A member of staff's time in a team, whoever employs them."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["team", "user"], condition=Q(ends_on=None), name="in_a_team_once")
        ]


class Service(EditableRecord):
    """Something an organisation does for people leaving prison, and the team that answers for it.

    ``slug`` names it in addresses, commands and reports. Working days are those of the organisation's jurisdiction.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60, unique=True)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    people_may_ask = models.BooleanField(default=True)
    answers_within = models.PositiveSmallIntegerField(default=5)
    quiet_after = models.PositiveSmallIntegerField(default=28)
    quiet_after_release = models.PositiveSmallIntegerField(default=7)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["organisation", "name"], name="one_service_a_name"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gt=F("opened_on")), name="service_closes_after_it_opens"
            ),
            models.CheckConstraint(
                condition=Q(answers_within__gte=1, quiet_after__gte=1, quiet_after_release__gte=1),
                name="service_promises_at_least_a_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Target(Record):
    """A number a service promised for a period, both ends included. A later one for the same period replaces it."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    promise = models.CharField(max_length=20, choices=Promise.choices)
    from_on = models.DateField()
    to_on = models.DateField()
    number = models.PositiveIntegerField()
    source = models.CharField(max_length=200)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "promise", "from_on", "to_on"], name="one_target_a_promise_a_period"
            ),
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="target_ends_after_it_starts"),
        ]


class ApiKey(EditableRecord):
    """A key that lets another system act for one organisation. Only a digest of it is kept.

    It stands on the organisation's own team, and on those of its casework teams that ``teams`` names.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    digest = models.CharField(max_length=64, unique=True)
    hint = models.CharField(max_length=12)
    scopes = ArrayField(models.CharField(max_length=40))
    teams = ArrayField(models.UUIDField(), default=list)
    made_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    last_used_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(expires_at__gt=F("made_at")), name="key_expires_after_it_is_made")
        ]
