"""Asking a service for help, and its answer; and help given at a duty desk to people who have no case."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, Prison, Service, Team, User
from throughline.agencies.pathways import Pathway
from throughline.foundations.records import EditableRecord
from throughline.people.models import EditablePersonRecord, Person
from throughline.referrals.statuses import Arrived, DeclineReason, Helped, Source, State, Support, WithdrawReason
from throughline.sharing.models import Consent
from throughline.sharing.statuses import Compartment

DECIDED = [State.ACCEPTED, State.DECLINED]
UNDECIDED = [State.DRAFT, State.SENT, State.ASKED, State.WITHDRAWN]


class Referral(EditablePersonRecord):
    """One asking of one service for one person.

    ``team`` answers it; ``from_team`` sent it (None when the person or their family asked). ``received_on`` is the
    day the service got it, ``due_on`` the day an answer is promised, on the service's working days; while the service
    waits for more information the clock stands still. ``opens`` are the parts of the record that open if it is
    accepted; ``compartment`` is what a third agency needs to read it. ``offer`` is what the sender will keep doing.
    """

    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    source = models.CharField(max_length=20, choices=Source.choices)
    arrived = models.CharField(max_length=10, choices=Arrived.choices, default=Arrived.SCREEN)
    from_organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    from_team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    from_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    from_words = models.CharField(max_length=200, default="", blank=True)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    pathways = ArrayField(models.CharField(max_length=20, choices=Pathway.choices), default=list)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    reason = models.TextField(max_length=2000, default="", blank=True)
    hopes = models.TextField(max_length=2000, default="", blank=True)
    offer = models.TextField(max_length=1000, default="", blank=True)
    also_involved = models.CharField(max_length=500, default="", blank=True)
    opens = ArrayField(models.CharField(max_length=20, choices=Compartment.choices), default=list)
    consent = models.ForeignKey(Consent, null=True, on_delete=models.PROTECT, related_name="+")
    started_at = models.DateTimeField()
    received_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    question = models.TextField(max_length=1000, default="", blank=True)
    asked_on = models.DateField(null=True)
    reply = models.TextField(max_length=2000, default="", blank=True)
    decided_on = models.DateField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    support = models.CharField(max_length=5, choices=Support.choices, default="", blank=True)
    decline_reason = models.CharField(max_length=15, choices=DeclineReason.choices, default="", blank=True)
    answer_words = models.TextField(max_length=1000, default="", blank=True)
    would_change = models.TextField(max_length=1000, default="", blank=True)
    look_again_on = models.DateField(null=True)
    withdrawn_on = models.DateField(null=True)
    withdraw_reason = models.CharField(max_length=15, choices=WithdrawReason.choices, default="", blank=True)
    withdraw_words = models.CharField(max_length=500, default="", blank=True)
    helped = models.CharField(max_length=15, choices=Helped.choices, default=Helped.NOT_KNOWN)
    helped_words = models.CharField(max_length=500, default="", blank=True)
    helped_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-started_at"], name="referral_of_person"),
            models.Index(
                fields=["team", "due_on", "id"], condition=Q(state__in=["sent", "asked"]), name="referral_waiting"
            ),
            models.Index(fields=["team", "-received_on", "id"], name="referral_of_team"),
            models.Index(fields=["from_team", "-started_at"], name="referral_sent_by"),
            models.Index(fields=["service", "received_on"], name="referral_received"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "service"],
                condition=Q(state__in=["sent", "asked"]),
                name="one_open_referral_a_service",
            ),
            models.CheckConstraint(
                condition=Q(state="draft")
                | Q(state="withdrawn", received_on=None, due_on=None)
                | Q(received_on__isnull=False, due_on__isnull=False),
                name="sent_referral_has_days",
            ),
            models.CheckConstraint(
                condition=Q(state__in=DECIDED, decided_on__isnull=False, decided_at__isnull=False)
                | Q(state__in=UNDECIDED, decided_on=None, decided_at=None),
                name="decided_referral_has_a_day",
            ),
            models.CheckConstraint(
                condition=Q(state="accepted") & ~Q(support="") | ~Q(state="accepted") & Q(support=""),
                name="accepted_referral_says_which_support",
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(decline_reason="") | ~Q(state="declined") & Q(decline_reason=""),
                name="declined_referral_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state="withdrawn", withdrawn_on__isnull=False) & ~Q(withdraw_reason="")
                | ~Q(state="withdrawn") & Q(withdrawn_on=None, withdraw_reason=""),
                name="withdrawn_referral_says_why",
            ),
            models.CheckConstraint(
                condition=Q(decided_on=None) | Q(decided_on__gte=F("received_on")), name="decided_after_received"
            ),
        ]


class DutyContact(EditableRecord):
    """Help given at a duty desk or on a hall to someone who may have no case.

    ``person`` is None for someone not on record: then ``named`` is all that is known, and the team's own log is the
    only place it shows.
    """

    person = models.ForeignKey(Person, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    named = models.CharField(max_length=150, default="", blank=True)
    service = models.ForeignKey(Service, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.PROTECT, related_name="+")
    by_user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    prison = models.ForeignKey(Prison, null=True, on_delete=models.PROTECT, related_name="+")
    hall = models.CharField(max_length=40, default="", blank=True)
    happened_at = models.DateTimeField()
    minutes = models.PositiveSmallIntegerField(null=True)
    words = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["team", "-happened_at", "id"], name="duty_of_team"),
            models.Index(fields=["person", "-happened_at"], name="duty_of_person"),
            models.Index(fields=["service", "happened_at"], name="duty_of_service"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(person__isnull=False) | ~Q(named=""), name="duty_says_with_whom")
        ]
