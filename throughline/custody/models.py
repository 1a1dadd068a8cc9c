"""Time in prison, where in the prison, and the dates it may end."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, Prison
from throughline.custody.statuses import (
    DateType,
    LegalStatus,
    MovementKind,
    RoundRowState,
    RoundState,
    Supervision,
)
from throughline.foundations.records import EditableRecord
from throughline.people.models import EditablePersonRecord, PersonRecord


class Stay(EditablePersonRecord):
    """One time in custody, from coming in to leaving. Transfers do not end it.

    Half-open: ``admitted_on`` is in it, ``ended_on`` is the first day out. The prison and place are where the
    person is now; the moves that led there are kept as movements and locations.
    """

    prison = models.ForeignKey(Prison, on_delete=models.PROTECT, related_name="+")
    admitted_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_how = models.CharField(max_length=20, choices=MovementKind.choices, default="", blank=True)
    hall = models.CharField(max_length=40, default="", blank=True)
    cell = models.CharField(max_length=40, default="", blank=True)
    legal_status = models.CharField(max_length=25, choices=LegalStatus.choices, default=LegalStatus.UNKNOWN)
    supervision = models.CharField(max_length=10, choices=Supervision.choices, default=Supervision.UNKNOWN)
    sentence_days = models.PositiveIntegerField(null=True)
    out_on_licence = models.BooleanField(default=False)
    booking = models.CharField(max_length=20, default="", blank=True)
    source = models.CharField(max_length=80)
    as_of = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-admitted_on"], name="stay_of_person"),
            models.Index(fields=["prison"], condition=Q(ended_on=None), name="stay_in_prison_now"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="one_open_stay"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("admitted_on")), name="stay_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=Q(ended_on=None, ended_how="") | Q(ended_on__isnull=False) & ~Q(ended_how=""),
                name="stay_ended_on_and_how_together",
            ),
        ]


class Location(PersonRecord):
    """Where in the prison the person was, from one instant until the next row."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    prison = models.ForeignKey(Prison, on_delete=models.PROTECT, related_name="+")
    hall = models.CharField(max_length=40, default="", blank=True)
    cell = models.CharField(max_length=40, default="", blank=True)
    since = models.DateTimeField()
    source = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-since"], name="location_of_person")]


class StatusSpell(PersonRecord):
    """A legal status, from the instant it was known until the next row."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    legal_status = models.CharField(max_length=25, choices=LegalStatus.choices)
    words = models.CharField(max_length=200, default="", blank=True)
    since = models.DateTimeField()
    source = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-since"], name="status_of_person")]


class KeyDate(PersonRecord):
    """A date of one type, as one source gave it. Corrections add rows; nothing is overwritten.

    ``on`` is None when the source says there is now no such date. ``known_at`` is when the source knew it,
    ``recorded_at`` when it reached us. The newest known row of a type is the one that holds; an older notice
    that arrives late is kept and holds nothing, and so is one that was taken back (``undone_at``).
    """

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    type = models.CharField(max_length=20, choices=DateType.choices)
    on = models.DateField(null=True)
    known_at = models.DateTimeField()
    recorded_at = models.DateTimeField()
    source = models.CharField(max_length=80)
    reason = models.CharField(max_length=300, default="", blank=True)
    holds = models.BooleanField(default=True)
    undone_at = models.DateTimeField(null=True)
    undone_words = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-known_at"], name="date_of_person"),
            models.Index(fields=["on"], condition=Q(holds=True), name="date_that_holds"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stay", "type"], condition=Q(holds=True), name="one_date_of_a_type_holds"),
            models.CheckConstraint(condition=Q(undone_at=None) | Q(holds=False), name="undone_date_does_not_hold"),
        ]


class Movement(PersonRecord):
    """Coming in, moving prison, going out."""

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=MovementKind.choices)
    on = models.DateField()
    from_prison = models.ForeignKey(Prison, null=True, on_delete=models.PROTECT, related_name="+")
    to_prison = models.ForeignKey(Prison, null=True, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-on"], name="movement_of_person")]


class Round(EditableRecord):
    """Dates of many people that change together, as when a policy lets people out early.

    Prepared and looked at first, then applied in batches that can be stopped and gone on with, and taken back whole.
    ``organisation`` is whose staff prepared it.
    """

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=120)
    why = models.CharField(max_length=500, default="", blank=True)
    source = models.CharField(max_length=80)
    state = models.CharField(max_length=10, choices=RoundState.choices, default=RoundState.PREPARED)
    made_at = models.DateTimeField()
    made_by_id = models.UUIDField(null=True)
    made_by_words = models.CharField(max_length=200, default="", blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["organisation", "-made_at", "-id"], name="round_of_organisation")]


class RoundRow(EditablePersonRecord):
    """One person's date in a round: what it is to be, and what came of it.

    ``before_on`` is the day taken as the day of release when it was applied; ``key_date`` what was kept then.
    """

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="+")
    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveIntegerField()
    type = models.CharField(max_length=20, choices=DateType.choices)
    on = models.DateField(null=True)
    known_at = models.DateTimeField()
    state = models.CharField(max_length=10, choices=RoundRowState.choices, default=RoundRowState.WAITING)
    message = models.CharField(max_length=300, default="", blank=True)
    before_on = models.DateField(null=True)
    key_date = models.ForeignKey(KeyDate, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person"], name="round_row_of_person"),
            models.Index(fields=["round", "state", "number"], name="round_row_by_state"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["round", "number"], name="one_row_a_number"),
            models.UniqueConstraint(fields=["round", "stay", "type"], name="one_row_a_date_of_a_stay"),
            models.CheckConstraint(condition=~Q(state="refused") | ~Q(message=""), name="refused_round_row_says_why"),
        ]
