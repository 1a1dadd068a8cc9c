"""How life is going: frameworks kept as data, reviews held together, and distance travelled."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, User
from throughline.cases.models import Case
from throughline.foundations.records import EditableRecord
from throughline.outcomes.statuses import Citizen, HeldIn, HowScored, Point, Tallied, Tool
from throughline.people.models import EditablePersonRecord, PersonRecord
from throughline.sharing.statuses import Compartment


class Framework(EditableRecord):
    """A set of domains that reviews score, with our own wording. ``organisation`` None is everyone's."""

    slug = models.SlugField(max_length=60)
    name = models.CharField(max_length=120)
    about = models.CharField(max_length=500, default="", blank=True)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["slug", "organisation"], nulls_distinct=False, name="one_framework_a_slug")
        ]

    def __str__(self) -> str:
        return self.name


class Domain(EditableRecord):
    """One thing a framework scores, with guidance and the words at each step of its scale, lowest first.

    Scores run from 1 to the number of ``steps``; 5 in those that ship. ``wording`` counts the times the words changed.
    """

    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    key = models.SlugField(max_length=60)
    position = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=80)
    plain_name = models.CharField(max_length=80)
    guidance = models.TextField(max_length=1000, default="", blank=True)
    steps = ArrayField(models.CharField(max_length=200))
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    wording = models.PositiveSmallIntegerField(default=1)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["framework", "key"], name="one_domain_a_key"),
        ]

    def __str__(self) -> str:
        return self.name


class Review(EditablePersonRecord):
    """A review held by the person and their worker together: both views, and who was there.

    ``person_agrees`` is whether the person said that the record shows what was said; None when they were not asked.
    """

    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="+")
    framework = models.ForeignKey(Framework, on_delete=models.PROTECT, related_name="+")
    held_on = models.DateField()
    point = models.CharField(max_length=10, choices=Point.choices)
    held_in = models.CharField(max_length=10, choices=HeldIn.choices)
    how = models.CharField(max_length=12, choices=HowScored.choices)
    person_present = models.BooleanField()
    worker_present = models.BooleanField()
    others_present = models.CharField(max_length=300, default="", blank=True)
    person_agrees = models.BooleanField(null=True)
    words = models.TextField(max_length=2000, default="", blank=True)
    by_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()
    struck_on = models.DateField(null=True)
    struck_why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "-held_on"], name="review_of_person"),
            models.Index(fields=["case", "-held_on"], name="review_of_case"),
        ]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["case", "framework", "held_on"], condition=Q(struck_on=None), name="one_review_a_day"
            ),
            models.CheckConstraint(
                condition=Q(struck_on=None, struck_why="") | Q(struck_on__isnull=False) & ~Q(struck_why=""),
                name="struck_review_says_why",
            ),
        ]


class Score(PersonRecord):
    """Both views of one domain at one review. None is a question skipped, never a zero."""

    review = models.ForeignKey(Review, on_delete=models.PROTECT, related_name="+")
    domain = models.ForeignKey(Domain, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    theirs = models.PositiveSmallIntegerField(null=True)
    ours = models.PositiveSmallIntegerField(null=True)
    their_words = models.CharField(max_length=500, default="", blank=True)
    our_words = models.CharField(max_length=500, default="", blank=True)
    wording = models.PositiveSmallIntegerField(default=1)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="score_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["review", "domain"], name="one_score_a_domain"),
            models.CheckConstraint(
                condition=(Q(theirs=None) | Q(theirs__range=(1, 10))) & (Q(ours=None) | Q(ours__range=(1, 10))),
                name="scores_are_on_the_scale",
            ),
        ]


class ToolScore(PersonRecord):
    """The total someone scored on a tool that is not ours to ship."""

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    tool = models.CharField(max_length=15, choices=Tool.choices)
    named = models.CharField(max_length=80, default="", blank=True)
    total = models.DecimalField(max_digits=6, decimal_places=2)
    scored_on = models.DateField()
    source = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-scored_on"], name="tool_score_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(tool="other") | ~Q(named=""), name="another_tool_is_named")
        ]


class Evidence(PersonRecord):
    """Something the person did that shows a returning citizen."""

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    area = models.CharField(max_length=12, choices=Citizen.choices)
    words = models.CharField(max_length=500)
    happened_on = models.DateField()
    source = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-happened_on"], name="evidence_of_person")]


class Tally(PersonRecord):
    """How many times something happened in a period, both ends included."""

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, choices=Tallied.choices)
    from_on = models.DateField()
    to_on = models.DateField()
    number = models.PositiveSmallIntegerField()
    source = models.CharField(max_length=80)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-to_on"], name="tally_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(to_on__gte=F("from_on")), name="tally_ends_after_it_starts")
        ]
