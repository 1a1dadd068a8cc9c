"""Protocols as they were agreed: each version is a file that is never changed once it is published."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from throughline.agencies.models import Organisation, Partnership
from throughline.foundations.records import EditableRecord, Record


class Version(EditableRecord):
    """One version of a protocol: the file as it was published, word for word.

    ``partnership`` is whose it is; None for those that come with the product. ``retired_on`` is the first day on which
    nobody new is put on it; those who are on it stay.
    """

    slug = models.SlugField(max_length=60)
    number = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    text = models.TextField()
    digest = models.CharField(max_length=64)
    partnership = models.ForeignKey(Partnership, null=True, on_delete=models.PROTECT, related_name="+")
    published_on = models.DateField()
    published_by_words = models.CharField(max_length=200, default="", blank=True)
    retired_on = models.DateField(null=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "slug", "number"], nulls_distinct=False, name="one_version_a_number"
            ),
            models.CheckConstraint(
                condition=Q(retired_on=None) | Q(retired_on__gte=F("published_on")),
                name="version_retires_after_it_is_published",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, version {self.number}"


class Adoption(EditableRecord):
    """A partnership works to a version from a day on, until it takes up another."""

    partnership = models.ForeignKey(Partnership, on_delete=models.PROTECT, related_name="+")
    version_of = models.ForeignKey(Version, on_delete=models.PROTECT, related_name="+")
    slug = models.SlugField(max_length=60)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    words = models.CharField(max_length=500, default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["partnership", "slug"], condition=Q(ends_on=None), name="one_version_of_a_protocol_in_use"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="adoption_ends_after_it_starts"
            ),
        ]


class Signing(Record):
    """A partner agreed to work to a version its partnership took up, on a day."""

    adoption = models.ForeignKey(Adoption, on_delete=models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    agreed_on = models.DateField()
    words = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["adoption", "organisation"], name="one_signing_an_organisation")
        ]
