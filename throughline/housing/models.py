"""Homes, what was asked of councils and providers, every try, and what is unsafe."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Area, Organisation, User
from throughline.custody.models import Stay
from throughline.foundations.records import EditableRecord
from throughline.housing.statuses import (
    ApplicationKind,
    ApplicationState,
    AskState,
    DeclineReason,
    EffortKind,
    HomeKind,
    Nation,
    NoAddressReason,
    RentHelp,
    Sure,
    When,
    Yes,
)
from throughline.people.models import ContactPoint, EditablePersonRecord, PersonRecord
from throughline.sharing.models import Consent


class Home(EditablePersonRecord):
    """Somewhere they lived, keep, are to live or live now. Half-open: ``until_on`` is the first day not there.

    The address itself is a contact point, which fewer may see. ``free_from_on`` is the first day a planned home can be
    moved into, ``held_until_on`` the first day on which it is no longer kept for them. ``rent_help`` and
    ``means_to_return`` start the clocks of a tenancy kept while in prison.
    """

    when = models.CharField(max_length=10, choices=When.choices)
    kind = models.CharField(max_length=20, choices=HomeKind.choices)
    area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    provider = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    provider_words = models.CharField(max_length=150, default="", blank=True)
    address = models.ForeignKey(ContactPoint, null=True, on_delete=models.PROTECT, related_name="+")
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    left_why = models.CharField(max_length=300, default="", blank=True)
    sure = models.CharField(max_length=15, choices=Sure.choices, default="", blank=True)
    free_from_on = models.DateField(null=True)
    held_until_on = models.DateField(null=True)
    suitable = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    safe = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    shared = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    their_choice = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    rent_help = models.CharField(max_length=20, choices=RentHelp.choices, default="", blank=True)
    means_to_return = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    arrears = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    words = models.CharField(max_length=500, default="", blank=True)
    source = models.CharField(max_length=80)
    noted_on = models.DateField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "when"], name="home_of_person"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person"],
                condition=Q(when="planned", until_on=None) & ~Q(sure="fell_through"),
                name="one_home_planned",
            ),
            models.CheckConstraint(
                condition=Q(until_on=None) | Q(from_on=None) | Q(until_on__gte=F("from_on")),
                name="home_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=~Q(when="planned") | ~Q(sure=""), name="planned_home_says_how_sure"),
        ]


class StillThere(PersonRecord):
    """Whether they still live in the home so many weeks after moving in: the sustained outcome of a tenancy."""

    home = models.ForeignKey(Home, on_delete=models.PROTECT, related_name="+")
    weeks = models.PositiveSmallIntegerField()
    still_there = models.CharField(max_length=10, choices=Yes.choices)
    on = models.DateField()
    words = models.CharField(max_length=300, default="", blank=True)
    by_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="still_there_of_person")]
        constraints: ClassVar = [models.UniqueConstraint(fields=["home", "weeks"], name="one_answer_a_milestone")]


class Application(EditablePersonRecord):
    """Something asked of a council under homelessness law: whose law, when, what it decided and why.

    A duty to refer in England needs the person's consent, their own choice of authority, and consent to pass on how to
    reach them (Housing Act 1996, s 213B).
    """

    kind = models.CharField(max_length=15, choices=ApplicationKind.choices)
    nation = models.CharField(max_length=10, choices=Nation.choices)
    authority = models.ForeignKey(Area, on_delete=models.PROTECT, related_name="+")
    made_on = models.DateField()
    made_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    consent = models.ForeignKey(Consent, null=True, on_delete=models.PROTECT, related_name="+")
    chose_authority = models.BooleanField(default=False)
    may_pass_contact = models.BooleanField(default=False)
    homeless_by_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=ApplicationState.choices, default=ApplicationState.WAITING)
    heard_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)
    decision_words = models.CharField(max_length=500, default="", blank=True)
    tries_to_reach = models.PositiveSmallIntegerField(default=0)
    words = models.CharField(max_length=500, default="", blank=True)
    source = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-made_on"], name="application_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=~Q(kind="duty_to_refer")
                | Q(nation="england", consent__isnull=False, chose_authority=True, may_pass_contact=True),
                name="duty_to_refer_has_its_three_yeses",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["accepted", "declined", "closed"], decided_on__isnull=False)
                | Q(state__in=["waiting", "contacted", "withdrawn"]),
                name="decided_application_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | ~Q(decision_words=""), name="declined_application_says_why"
            ),
        ]


class ProviderAsk(EditablePersonRecord):
    """A housing provider was asked for a place: what it said, and why not.

    ``visited_on`` is when it came to see the person and told them what to expect; ``priority`` that they are first in
    line there.
    """

    provider = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    provider_words = models.CharField(max_length=150, default="", blank=True)
    place = models.CharField(max_length=20, choices=HomeKind.choices, default=HomeKind.SUPPORTED)
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15, choices=AskState.choices, default=AskState.ASKED)
    answered_on = models.DateField(null=True)
    decline_reason = models.CharField(max_length=15, choices=DeclineReason.choices, default="", blank=True)
    would_change = models.CharField(max_length=300, default="", blank=True)
    words = models.CharField(max_length=500, default="", blank=True)
    priority = models.BooleanField(default=False)
    visited_on = models.DateField(null=True)
    told_what_to_expect = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-asked_on"], name="provider_ask_of_person"),
            models.Index(fields=["provider", "-asked_on"], name="provider_ask_of_provider"),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(provider__isnull=False) | ~Q(provider_words=""), name="provider_is_named"
            ),
            models.CheckConstraint(
                condition=Q(state="declined") & ~Q(decline_reason="") | ~Q(state="declined") & Q(decline_reason=""),
                name="provider_no_has_a_reason",
            ),
        ]


class Effort(PersonRecord):
    """One try to find or keep somewhere to live, and what came of it. Kept for every release."""

    stay = models.ForeignKey(Stay, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=12, choices=EffortKind.choices)
    on = models.DateField()
    words = models.CharField(max_length=500)
    came_of_it = models.CharField(max_length=300, default="", blank=True)
    by_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-on"], name="effort_of_person")]


class NoAddress(EditablePersonRecord):
    """They left, or are to leave, prison with no fixed address: why, and whether they are likely to sleep rough.

    ``account`` is what was done and why it was not enough. One for a stay.
    """

    stay = models.ForeignKey(Stay, on_delete=models.PROTECT, related_name="+")
    reason = models.CharField(max_length=15, choices=NoAddressReason.choices)
    rough_likely = models.CharField(max_length=10, choices=Yes.choices)
    account = models.TextField(max_length=2000)
    ready_anyway_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_on = models.DateField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="no_address_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["stay"], name="one_account_a_stay"),
            models.CheckConstraint(condition=~Q(account=""), name="no_address_has_an_account"),
        ]


class UnsafePlace(EditablePersonRecord):
    """A place or person they are not safe with, or that they were exploited. Opened by name only."""

    words = models.CharField(max_length=1000)
    exploitation = models.BooleanField(default=False)
    source = models.CharField(max_length=80)
    noted_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="unsafe_place_of_person")]


class Exclusion(EditablePersonRecord):
    """A provider will not house them: why, until when, and when that is looked at again. Opened by name only."""

    provider = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    provider_words = models.CharField(max_length=150, default="", blank=True)
    reason = models.CharField(max_length=500)
    from_on = models.DateField()
    look_again_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    ended_words = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="exclusion_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(provider__isnull=False) | ~Q(provider_words=""), name="excluding_provider_is_named"
            )
        ]


class CouncilWay(EditableRecord):
    """How a council takes applications from people in prison. One for a council area."""

    area = models.OneToOneField(Area, on_delete=models.PROTECT, related_name="+")
    before_release = models.CharField(max_length=10, choices=Yes.choices, default=Yes.UNKNOWN)
    weeks_before = models.PositiveSmallIntegerField(null=True)
    how = models.CharField(max_length=500, default="", blank=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    out_of_hours_phone = models.CharField(max_length=30, default="", blank=True)
    tenancy_words = models.CharField(max_length=500, default="", blank=True)
    source = models.CharField(max_length=200)
    checked_on = models.DateField()
    checked_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
