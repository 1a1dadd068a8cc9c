"""One case across the gate: who works it, where it stands, every contact, and what was written down."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, Service, Team, User
from throughline.cases.statuses import (
    Activity,
    Audience,
    CloseReason,
    Happened,
    NoteKind,
    Place,
    Role,
    Setting,
    TakingPart,
)
from throughline.foundations.records import EditableRecord
from throughline.people.models import EditablePersonRecord, PersonRecord
from throughline.referrals.models import Referral
from throughline.referrals.statuses import Support


class Stage(EditableRecord):
    """A step of a service's pathway, in its own order and wording."""

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    words = models.CharField(max_length=300, default="", blank=True)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["service", "position"], condition=Q(retired_on=None), name="one_stage_a_position"
            ),
            models.UniqueConstraint(fields=["service", "name"], condition=Q(retired_on=None), name="one_stage_a_name"),
        ]

    def __str__(self) -> str:
        return self.name


class Case(EditablePersonRecord):
    """One service's work with one person, from taking them on to the end, in prison and outside.

    Where it stands now is kept beside the spells that led there, so that a caseload is one query. ``quiet_from`` is
    the day it has been too long since a contact; ``review_due_on`` the day a review is promised, None outside, where
    none is. ``taking_part`` is the person's own choice, and "no" closes nothing.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    referral = models.OneToOneField(Referral, null=True, on_delete=models.PROTECT, related_name="+")
    support = models.CharField(max_length=5, choices=Support.choices)
    setting = models.CharField(max_length=10, choices=Setting.choices, default=Setting.ASSESSMENT)
    stage = models.ForeignKey(Stage, null=True, on_delete=models.PROTECT, related_name="+")
    taking_part = models.CharField(max_length=12, choices=TakingPart.choices, default=TakingPart.OFFERED)
    key_worker = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    close_reason = models.CharField(max_length=15, choices=CloseReason.choices, default="", blank=True)
    close_words = models.CharField(max_length=500, default="", blank=True)
    last_contact_on = models.DateField(null=True)
    quiet_from = models.DateField(null=True)
    last_review_on = models.DateField(null=True)
    review_due_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-opened_on"], name="case_of_person"),
            models.Index(fields=["team", "id"], condition=~Q(setting="closed"), name="case_open_of_team"),
            models.Index(fields=["key_worker", "id"], condition=~Q(setting="closed"), name="case_open_of_worker"),
            models.Index(fields=["service", "opened_on"], name="case_of_service"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "service"], condition=~Q(setting="closed"), name="one_open_case_a_service"
            ),
            models.CheckConstraint(
                condition=Q(setting="closed", closed_on__isnull=False) & ~Q(close_reason="")
                | ~Q(setting="closed") & Q(closed_on=None, close_reason=""),
                name="closed_case_says_when_and_why",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="case_closes_after_it_opens"
            ),
        ]


class Spell(PersonRecord):
    """A half-open time of a case: from ``from_on`` until the day before ``until_on``; None while it goes on."""

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField(null=True)
    words = models.CharField(max_length=300, default="", blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        abstract = True


class SettingSpell(Spell):
    """Where a case stood. The last one, ``closed``, does not end."""

    setting = models.CharField(max_length=10, choices=Setting.choices)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person"], name="setting_of_person"),
            models.Index(fields=["case", "from_on"], name="setting_of_case"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_on=None), name="one_setting_now"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="setting_ends_after_it_starts"
            ),
        ]


class StageSpell(Spell):
    """The stage a case was in."""

    stage = models.ForeignKey(Stage, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="stage_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_on=None), name="one_stage_now"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="stage_ends_after_it_starts"
            ),
        ]


class TakingPartSpell(Spell):
    """What the person said about taking part, until they said something else. ``words`` are theirs."""

    answer = models.CharField(max_length=12, choices=TakingPart.choices)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="taking_part_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_on=None), name="one_answer_now"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="answer_ends_after_it_starts"
            ),
        ]


class WorkerSpell(Spell):
    """Who was key worker. ``words`` say why it changed."""

    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person"], name="worker_of_person"),
            models.Index(fields=["worker", "case"], name="worker_of_cases"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["case"], condition=Q(until_on=None), name="one_key_worker_now"),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="worker_ends_after_it_starts"
            ),
        ]


class Beside(Spell):
    """Someone who works a case beside the key worker."""

    worker = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    role = models.CharField(max_length=15, choices=Role.choices)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="beside_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "worker"], condition=Q(until_on=None), name="beside_a_case_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(until_on__gte=F("from_on")), name="beside_ends_after_it_starts"
            ),
        ]


class Cover(EditableRecord):
    """Someone stands in for a colleague who is away. Half-open: ``until_on`` is the first day back."""

    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    away = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    stand_in = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField()
    until_on = models.DateField()
    words = models.CharField(max_length=300, default="", blank=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["team", "-from_on"], name="cover_of_team")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(until_on__gt=F("from_on")), name="cover_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(away=F("stand_in")), name="nobody_covers_for_themself"),
        ]


class Contact(EditablePersonRecord):
    """One contact between a person and someone who helps: who, from which organisation, when, where, how.

    What was said is kept as notes that belong to it, so that who may read it is one rule. ``case`` is None when an
    agency that has no case of its own records one.
    """

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    by_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    activity = models.CharField(max_length=20, choices=Activity.choices)
    place = models.CharField(max_length=15, choices=Place.choices)
    happened = models.CharField(max_length=15, choices=Happened.choices, default=Happened.YES)
    happened_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-happened_at", "id"], name="contact_with_person"),
            models.Index(fields=["case", "-happened_at"], name="contact_of_case"),
        ]


class Note(PersonRecord):
    """Something written down. Never changed: an amendment is a new note that says which one it takes the place of.

    ``current`` is False once another took its place. ``permission`` is whether the person agreed to be quoted.
    """

    kind = models.CharField(max_length=10, choices=NoteKind.choices, default=NoteKind.NOTE)
    contact = models.ForeignKey(Contact, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    by_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    audience = models.CharField(max_length=10, choices=Audience.choices, default=Audience.TEAM)
    words = models.TextField(max_length=10_000)
    permission = models.BooleanField(null=True)
    written_at = models.DateTimeField()
    amends = models.OneToOneField("self", null=True, on_delete=models.PROTECT, related_name="+")
    amended_why = models.CharField(max_length=300, default="", blank=True)
    current = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-written_at", "id"], name="note_of_person"),
            models.Index(fields=["contact"], name="note_of_contact"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(amends=None) | ~Q(amended_why=""), name="amendment_says_why"),
            models.CheckConstraint(condition=~Q(kind="quote") | Q(permission=True), name="quotes_are_permitted"),
        ]


class Advocacy(EditablePersonRecord):
    """Speaking up for someone: the issue, with whom, what they want said, what was done and what came of it.

    ``refused_entitlement`` is whether they were refused something they are entitled to as a citizen.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    issue = models.CharField(max_length=500)
    agency = models.CharField(max_length=200)
    wants_said = models.CharField(max_length=1000, default="", blank=True)
    done = models.CharField(max_length=1000, default="", blank=True)
    result = models.CharField(max_length=1000, default="", blank=True)
    refused_entitlement = models.BooleanField(default=False)
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-opened_on"], name="advocacy_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(closed_on=None) | ~Q(result=""), name="closed_advocacy_has_a_result"),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="advocacy_ends_after_it_starts"
            ),
        ]
