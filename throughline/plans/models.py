"""One plan: what the person wants, what happens next, who does it, by when."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, Team, User
from throughline.agencies.pathways import Pathway
from throughline.cases.models import Case
from throughline.people.models import EditablePersonRecord, PersonRecord
from throughline.plans.statuses import Anchor, GoalState, Owner, TaskState
from throughline.protocols.models import Version
from throughline.protocols.statuses import Department, MustHave, Unit, Where
from throughline.sharing.statuses import Compartment


class Plan(EditablePersonRecord):
    """The person's plan. There is one open for a person, which every agency that may see it works to.

    ``changed_at`` is when goals or tasks last changed: an agreement given before then is to an earlier plan.
    """

    case = models.ForeignKey(Case, null=True, on_delete=models.PROTECT, related_name="+")
    begun_on = models.DateField()
    made_with = models.CharField(max_length=500, default="", blank=True)
    changed_at = models.DateTimeField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-begun_on"], name="plan_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["person"], condition=Q(ended_on=None), name="one_open_plan"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")), name="plan_ends_after_it_begins"
            ),
        ]


class Agreement(PersonRecord):
    """The person said yes, or no, to the plan as it stood, and whether they have a copy.

    ``understands`` are the areas of the release plan they said they understand.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    agrees = models.BooleanField()
    words = models.CharField(max_length=500, default="", blank=True)
    understands = ArrayField(models.CharField(max_length=20), default=list)
    copy_given = models.BooleanField(default=False)
    said_on = models.DateField()
    with_user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person", "-recorded_at"], name="plan_agreement_of_person")]


class Goal(EditablePersonRecord):
    """Something the person wants, in their words, small enough to reach and with a day."""

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    pathway = models.CharField(max_length=20, choices=Pathway.choices)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    words = models.CharField(max_length=500)
    by_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=GoalState.choices, default=GoalState.OPEN)
    ended_on = models.DateField(null=True)
    ended_words = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="goal_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(state="open", ended_on=None) | ~Q(state="open") & Q(ended_on__isnull=False),
                name="ended_goal_says_when",
            )
        ]


class Slip(PersonRecord):
    """A goal was not reached in time: why, what support or signposting was given, and the new day."""

    goal = models.ForeignKey(Goal, on_delete=models.PROTECT, related_name="+")
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    was_by_on = models.DateField(null=True)
    now_by_on = models.DateField(null=True)
    why = models.CharField(max_length=500)
    support_given = models.CharField(max_length=500)
    recorded_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="slip_of_person")]


class Task(EditablePersonRecord):
    """One thing to be done, by one owner.

    Its day is its own, or hangs ``offset`` days from an anchor (before it when negative); ``due_on`` is None while the
    anchor's day is not known. ``key`` names it where protocols (by slug) lay it; then the engine keeps its day, what it
    ``needs`` first (keys) and its owner, unless ``given_by_hand``. ``progress`` is what is under way, in a word or two.
    ``takes`` is how many days it usually needs. ``waited_for`` is what a blocked step waited for when it was retired,
    so that it comes back as it was.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    goal = models.ForeignKey(Goal, null=True, on_delete=models.PROTECT, related_name="+")
    key = models.CharField(max_length=80, default="", blank=True)
    pathway = models.CharField(max_length=20, choices=Pathway.choices)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    title = models.CharField(max_length=200)
    why = models.CharField(max_length=500, default="", blank=True)
    stage = models.CharField(max_length=20, default="", blank=True)
    evidence = models.CharField(max_length=300, default="", blank=True)
    origin = models.CharField(max_length=300, default="", blank=True)
    reason = models.CharField(max_length=300, default="", blank=True)
    protocols = ArrayField(models.CharField(max_length=60), default=list)
    needs = ArrayField(models.CharField(max_length=80), default=list)
    takes = models.PositiveSmallIntegerField(default=0)
    must_have = models.CharField(max_length=15, choices=MustHave.choices, default="", blank=True)
    where = models.CharField(max_length=10, choices=Where.choices, default=Where.EITHER)
    owner = models.CharField(max_length=15, choices=Owner.choices)
    department = models.CharField(max_length=20, choices=Department.choices, default="", blank=True)
    given_by_hand = models.BooleanField(default=False)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")
    team = models.ForeignKey(Team, null=True, on_delete=models.PROTECT, related_name="+")
    user = models.ForeignKey(User, null=True, on_delete=models.PROTECT, related_name="+")
    anchor = models.CharField(max_length=10, choices=Anchor.choices, default=Anchor.FIXED, blank=True)
    offset = models.SmallIntegerField(null=True)
    unit = models.CharField(max_length=10, choices=Unit.choices, default=Unit.DAYS)
    due_on = models.DateField(null=True)
    state = models.CharField(max_length=10, choices=TaskState.choices, default=TaskState.TODO)
    state_words = models.CharField(max_length=500, default="", blank=True)
    progress = models.CharField(max_length=60, default="", blank=True)
    waited_for = models.CharField(max_length=500, default="", blank=True)
    ended_on = models.DateField(null=True)
    made_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["person", "due_on"], name="task_of_person"),
            models.Index(fields=["plan"], name="task_of_plan"),
            models.Index(fields=["person"], condition=~Q(must_have=""), name="must_haves_of_person"),
            models.Index(
                fields=["team", "due_on", "id"], condition=Q(state__in=["todo", "blocked"]), name="task_open_of_team"
            ),
            models.Index(
                fields=["organisation", "due_on", "id"],
                condition=Q(state__in=["todo", "blocked"]),
                name="task_open_of_organisation",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(anchor="", offset=None) | ~Q(anchor="") & Q(offset__isnull=False),
                name="anchored_task_has_an_offset",
            ),
            models.CheckConstraint(
                condition=Q(owner="person", organisation=None) | ~Q(owner="person") & Q(organisation__isnull=False),
                name="task_has_one_owner",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["todo", "blocked"], ended_on=None)
                | Q(state__in=["done", "dropped", "retired"], ended_on__isnull=False),
                name="ended_task_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["blocked", "dropped", "retired"]) | ~Q(state_words=""),
                name="blocked_or_dropped_says_why",
            ),
            models.UniqueConstraint(
                fields=["plan", "key"], condition=~Q(key="") & ~Q(state="dropped"), name="one_task_a_key"
            ),
        ]


class Course(EditablePersonRecord):
    """A protocol, in the version their plan follows. One version of a protocol at a time.

    ``begun_on`` is the day it was first laid; it stays when the plan moves to a newer version.
    """

    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, related_name="+")
    version_of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    begun_on = models.DateField()
    ended_on = models.DateField(null=True)
    ended_why = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="course_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["plan", "slug"], condition=Q(ended_on=None), name="one_version_followed"),
            models.CheckConstraint(
                condition=Q(ended_on=None) | Q(ended_on__gte=F("begun_on")), name="course_ends_after_it_begins"
            ),
        ]


class Gap(EditablePersonRecord):
    """A need for which no service could be found."""

    pathway = models.CharField(max_length=20, choices=Pathway.choices)
    compartment = models.CharField(max_length=20, choices=Compartment.choices, default="", blank=True)
    words = models.CharField(max_length=500)
    tried = models.CharField(max_length=500, default="", blank=True)
    noted_on = models.DateField()
    filled_on = models.DateField(null=True)
    filled_words = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="gap_of_person")]
