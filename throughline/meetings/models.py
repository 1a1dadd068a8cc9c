"""Meetings of several agencies, whom they talk about, what they decide; and barriers in many people's way."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from throughline.agencies.models import Area, Organisation, Partnership, Team, User
from throughline.foundations.records import EditableRecord, Record
from throughline.meetings.statuses import (
    BarrierKind,
    BarrierLevel,
    BarrierState,
    MeetingKind,
    MeetingState,
    Reply,
)
from throughline.people.models import EditablePersonRecord, PersonRecord
from throughline.plans.models import Task


class Meeting(EditableRecord):
    """One meeting. It names nobody we support: who was talked about is kept with them.

    ``organisation`` calls it; every organisation invited may see that it is held.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=MeetingKind.choices)
    name = models.CharField(max_length=120)
    held_at = models.DateTimeField()
    place = models.CharField(max_length=150, default="", blank=True)
    about = models.CharField(max_length=500, default="", blank=True)
    state = models.CharField(max_length=10, choices=MeetingState.choices, default=MeetingState.PLANNED)
    state_words = models.CharField(max_length=500, default="", blank=True)
    chaired_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-held_at", "-id"], name="meeting_of_organisation")]


class Invitation(EditableRecord):
    """An agency asked to a meeting, what it answered, and who came."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sent_on = models.DateField()
    reply = models.CharField(max_length=12, choices=Reply.choices, default=Reply.NO_ANSWER)
    replied_on = models.DateField(null=True)
    words = models.CharField(max_length=500, default="", blank=True)
    came = models.BooleanField(null=True)
    who_came = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["meeting", "organisation"], name="one_invitation_an_organisation")
        ]


class TalkedAbout(EditablePersonRecord):
    """Someone on a meeting's list: why, whether they knew and came, and what was said in short.

    ``off_why`` is why they were taken off the list again, empty while they are on it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=300, default="", blank=True)
    position = models.PositiveSmallIntegerField(default=1)
    told = models.BooleanField(null=True)
    took_part = models.BooleanField(null=True)
    their_words = models.CharField(max_length=500, default="", blank=True)
    summary = models.TextField(max_length=2000, default="", blank=True)
    off_why = models.CharField(max_length=300, default="", blank=True)
    carried_from = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="talked_about_person")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["meeting", "person"], name="once_on_a_list")]


class Decision(PersonRecord):
    """What a meeting decided about someone. What is to be done is a step on their plan, owned by an agency."""

    talked_about = models.ForeignKey(TalkedAbout, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    decided_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-decided_on"], name="decision_about_person")]


class Barrier(EditableRecord):
    """Something that stands in many people's way. It names nobody: those it touched are kept with them."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=BarrierKind.choices)
    title = models.CharField(max_length=200)
    words = models.TextField(max_length=2000, default="", blank=True)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    level = models.CharField(max_length=12, choices=BarrierLevel.choices, default=BarrierLevel.OPERATIONAL)
    state = models.CharField(max_length=10, choices=BarrierState.choices, default=BarrierState.OPEN)
    owner = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    owner_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    raised_by = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    raised_on = models.DateField()
    look_again_on = models.DateField(null=True)
    before_words = models.CharField(max_length=500, default="", blank=True)
    resolution = models.CharField(max_length=1000, default="", blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["partnership", "-raised_on", "-id"], name="barrier_of_partnership")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "worked_on"], ended_on=None)
                | Q(state__in=["around", "removed", "accepted"], ended_on__isnull=False) & ~Q(resolution=""),
                name="ended_barrier_says_how",
            )
        ]


class BarrierStep(Record):
    """What was done about a barrier, and when."""

    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500)
    level = models.CharField(max_length=12, choices=BarrierLevel.choices, default=BarrierLevel.OPERATIONAL)
    on = models.DateField()
    by_words = models.CharField(max_length=200)
    meeting = models.ForeignKey(Meeting, null=True, on_delete=models.PROTECT, related_name="+")


class BarrierHit(PersonRecord):
    """Someone a barrier stood in the way of."""

    barrier = models.ForeignKey(Barrier, on_delete=models.PROTECT, related_name="+")
    task = models.ForeignKey(Task, null=True, on_delete=models.PROTECT, related_name="+")
    words = models.CharField(max_length=500, default="", blank=True)
    noted_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="barrier_hit_person")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["barrier", "person"], name="once_for_a_person")]
