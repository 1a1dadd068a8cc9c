"""One assessment, made with the person: needs and strengths in their words, our view beside, safety in context."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, User
from throughline.agencies.pathways import Pathway
from throughline.assessments.statuses import AssetKind, Concern, Level, Views
from throughline.cases.models import Case
from throughline.people.models import EditablePersonRecord, PersonRecord
from throughline.sharing.statuses import Compartment


class Assessment(EditablePersonRecord):
    """One sitting, or several, of talking things through. There is one open at a time for a person, whoever began it.

    ``made_with`` says who took part beside the person: family, colleagues, partners. ``agreed_on`` is the day the
    person and the worker said that it shows what they both understand.
    """

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    begun_by = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()
    made_with = models.CharField(max_length=500, default="", blank=True)
    agreed_on = models.DateField(null=True)
    agreed_how = models.CharField(max_length=200, default="", blank=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-begun_on"], name="assessment_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="one_open_assessment"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")), name="assessment_ends_after_it_begins"
            ),
        ]


class PartOfLife(PersonRecord):
    """What was said about one part of life. A later talk adds a row; nothing is overwritten.

    The newest row of a pathway holds. ``compartment`` is what a grant must name to open it.
    """

    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, related_name="+")
    pathway = models.CharField(max_length=20, choices=Pathway.choices)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    level = models.CharField(max_length=12, choices=Level.choices)
    their_words = models.TextField(max_length=2000, default="", blank=True)
    our_view = models.TextField(max_length=2000, default="", blank=True)
    strengths = models.TextField(max_length=1000, default="", blank=True)
    views = models.CharField(max_length=10, choices=Views.choices, default=Views.ONE_VIEW)
    said_on = models.DateField()
    by_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    holds = models.BooleanField(default=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "pathway", "-recorded_at"], name="part_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["person", "pathway"], condition=Q(holds=True), name="one_view_of_a_part_holds"
            )
        ]


class Confirmation(PersonRecord):
    """Another agency asked "is this still so?" instead of asking it all again, and the person said yes."""

    part = models.ForeignKey(PartOfLife, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    by_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    confirmed_on = models.DateField()
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-confirmed_on"], name="confirmation_of_person")]


class Asset(EditablePersonRecord):
    """Something or someone the person can build on, or a resource they need and do not have."""

    assessment = models.ForeignKey(Assessment, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=AssetKind.choices)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    words = models.CharField(max_length=500)
    source = models.CharField(max_length=80)
    noted_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="asset_of_person")]


class SafetyNote(EditablePersonRecord):
    """A concern about safety, never without its context: what makes it more likely, and what keeps people safe."""

    concern = models.CharField(max_length=12, choices=Concern.choices)
    words = models.TextField(max_length=2000)
    context = models.TextField(max_length=2000)
    keeps_safe = models.TextField(max_length=1000, default="", blank=True)
    source = models.CharField(max_length=80)
    noted_on = models.DateField()
    look_again_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="safety_of_person")]
        constraints: ClassVar = [models.CheckConstraint(condition=~Q(context=""), name="safety_has_context")]


class History(EditablePersonRecord):
    """What the person says of earlier years, which no stay recorded here can show. One row a person; None is not known.

    ``times_in_prison`` counts times before those recorded here; ``years_inside`` is their estimate of all of them.
    """

    times_in_prison = models.PositiveSmallIntegerField(null=True)
    years_inside = models.PositiveSmallIntegerField(null=True)
    slept_rough = models.BooleanField(null=True)
    words = models.CharField(max_length=500, default="", blank=True)
    source = models.CharField(max_length=80)
    said_on = models.DateField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person"], name="one_history_a_person")]
