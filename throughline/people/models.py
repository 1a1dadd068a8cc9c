"""The people we support."""

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from throughline.agencies.models import Area, Organisation
from throughline.foundations.records import EditableRecord, Record
from throughline.people.identifiers import IdentifierKind
from throughline.people.statuses import (
    ContactKind,
    MayBeTold,
    NameKind,
    NeedKind,
    RelationKind,
    Safety,
    SensitiveKind,
    Sex,
)


class Person(EditableRecord):
    """Someone in, or leaving, prison. Registered once.

    ``shown_name`` is the name they choose, else their legal name. ``search_keys`` are made by
    ``people.matching`` from every name and identifier; they are for finding, never for showing.
    """

    reference = models.CharField(max_length=12, unique=True)
    shown_name = models.CharField(max_length=200)
    sort_name = models.CharField(max_length=200)
    born_on = models.DateField(null=True)
    sex = models.CharField(max_length=10, choices=Sex.choices, default=Sex.UNKNOWN)
    language = models.CharField(max_length=40, default="", blank=True)
    home_area = models.ForeignKey(Area, null=True, on_delete=models.PROTECT, related_name="+")
    search_keys = ArrayField(models.CharField(max_length=60), default=list)
    registered_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [
            GinIndex(fields=["search_keys"], name="person_search_keys"),
            models.Index(fields=["sort_name", "id"], name="person_by_name"),
            models.Index(fields=["born_on"], name="person_by_birth"),
        ]

    def __str__(self) -> str:
        return self.shown_name


class PersonRecord(Record):
    """Something kept about one person.

    The reverse accessor is switched off so that nobody can walk from a person they
    may see to records they may not. Every kind has an index of its own that begins with the person.
    """

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        abstract = True


class EditablePersonRecord(EditableRecord, PersonRecord):
    """Something kept about one person that may be changed."""

    class Meta:
        abstract = True


class Name(PersonRecord):
    """A name, of a kind, with the days it was used."""

    kind = models.CharField(max_length=10, choices=NameKind.choices)
    given = models.CharField(max_length=80, default="", blank=True)
    middle = models.CharField(max_length=120, default="", blank=True)
    family = models.CharField(max_length=80, default="", blank=True)
    from_on = models.DateField(null=True)
    until_on = models.DateField(null=True)
    source = models.CharField(max_length=80)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="name_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(given="", family=""), name="name_says_something"),
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind=NameKind.LEGAL, until_on=None), name="one_legal_name_now"
            ),
            models.UniqueConstraint(
                fields=["person"], condition=Q(kind=NameKind.CHOSEN, until_on=None), name="one_chosen_name_now"
            ),
        ]

    def __str__(self) -> str:
        return " ".join(part for part in (self.given, self.middle, self.family) if part)


class Identifier(PersonRecord):
    """A number another system knows the person by."""

    kind = models.CharField(max_length=20, choices=[(kind.value, kind.label) for kind in IdentifierKind])
    value = models.CharField(max_length=30)
    source = models.CharField(max_length=80)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="identifier_of_person")]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["kind", "value"], condition=Q(ended_on=None), name="one_person_an_identifier"
            )
        ]


class ContactPoint(EditablePersonRecord):
    """A way to reach the person, and whether it is safe to use."""

    kind = models.CharField(max_length=10, choices=ContactKind.choices)
    value = models.CharField(max_length=300)
    safety = models.CharField(max_length=12, choices=Safety.choices, default=Safety.UNKNOWN)
    safety_note = models.CharField(max_length=300, default="", blank=True)
    source = models.CharField(max_length=80)
    from_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="contact_of_person")]


class Need(EditablePersonRecord):
    """A communication, access or support need, in plain words, with who said so."""

    kind = models.CharField(max_length=20, choices=NeedKind.choices)
    words = models.CharField(max_length=500)
    source = models.CharField(max_length=80)
    noted_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="need_of_person")]


class Relation(EditablePersonRecord):
    """Someone in the person's family or household, and what they may be told.

    ``best_interests`` holds what was considered for a child when decisions were made.
    """

    kind = models.CharField(max_length=12, choices=RelationKind.choices)
    name = models.CharField(max_length=150)
    born_on = models.DateField(null=True)
    phone = models.CharField(max_length=30, default="", blank=True)
    in_household = models.BooleanField(null=True)
    may_be_told = models.CharField(max_length=12, choices=MayBeTold.choices, default=MayBeTold.NOT_ASKED)
    wants_contact = models.BooleanField(null=True)
    joins_planning = models.BooleanField(null=True)
    needs = models.CharField(max_length=500, default="", blank=True)
    agencies = models.CharField(max_length=300, default="", blank=True)
    best_interests = models.CharField(max_length=1000, default="", blank=True)
    told_by_person_on = models.DateField(null=True)
    source = models.CharField(max_length=80)
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="relation_of_person")]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(best_interests="") | Q(kind="child"), name="best_interests_are_for_children"
            )
        ]


class SensitiveFact(EditablePersonRecord):
    """A piece of history held with restricted access: seen only by those granted it by name of team."""

    kind = models.CharField(max_length=20, choices=SensitiveKind.choices)
    words = models.CharField(max_length=1000)
    source = models.CharField(max_length=80)
    noted_on = models.DateField()
    ended_on = models.DateField(null=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["person"], name="sensitive_of_person")]


class KnownBy(PersonRecord):
    """Where a source was last seen to speak of the person: which feed, and a digest of what it said."""

    source = models.CharField(max_length=80)
    digest = models.CharField(max_length=64)
    seen_at = models.DateTimeField()
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["person", "source"], name="one_digest_a_source")]
