"""Tables every chapter leans on: the journal, the read log, their seals, and submissions already answered."""

from typing import ClassVar

from django.db import models

from throughline.foundations.actors import ActorKind
from throughline.foundations.records import Record


class JournalEntry(models.Model):
    """One thing that happened, never changed afterwards.

    Partitioned by month and append-only in the database (see ``foundations/sql``). ``facts`` holds what changed,
    in words and values fit for everyone who may see ``compartment`` at ``tier``.
    """

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    what = models.CharField(max_length=60)
    about = models.CharField(max_length=80)
    person_id = models.UUIDField(null=True)
    tier = models.PositiveSmallIntegerField(default=2)
    compartment = models.CharField(max_length=20, default="")
    by_kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in ActorKind])
    by_id = models.UUIDField(null=True)
    by_organisation_id = models.UUIDField(null=True)
    by_words = models.CharField(max_length=200)
    facts = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "journal"


class ReadEntry(models.Model):
    """One look at one person: who looked, when, on which page, and what let them."""

    seq = models.BigAutoField(primary_key=True)
    at = models.DateTimeField()
    person_id = models.UUIDField()
    by_kind = models.CharField(max_length=10)
    by_id = models.UUIDField()
    by_organisation_id = models.UUIDField()
    by_words = models.CharField(max_length=200)
    where = models.CharField(max_length=80, db_column="page")
    why = models.CharField(max_length=80)

    class Meta:
        managed = False
        db_table = "read_log"


class Seal(Record):
    """A sealed run of one log: a digest of its rows chained to the seal before it."""

    log = models.CharField(max_length=10, choices=[("journal", "Journal"), ("read_log", "Read log")])
    after_seq = models.BigIntegerField()
    upto_seq = models.BigIntegerField()
    rows = models.PositiveIntegerField()
    chain = models.CharField(max_length=64)
    sealed_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["log", "after_seq"], name="seals_follow_each_other"),
            models.CheckConstraint(condition=models.Q(upto_seq__gt=models.F("after_seq")), name="seal_covers_rows"),
        ]


class Draft(models.Model):
    """What someone typed and has not sent yet, so that a lost line or session loses nothing. ``form`` names which."""

    id = models.BigAutoField(primary_key=True)
    by_id = models.UUIDField()
    form = models.CharField(max_length=120)
    typed = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["by_id", "form"], name="one_draft_a_form")]


class Submission(models.Model):
    """One press of a button, and how it was answered, so that a second press changes nothing."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField()
    by_id = models.UUIDField()
    path = models.CharField(max_length=300)
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(null=True)
    location = models.CharField(max_length=500, default="")
    body = models.TextField(default="")
    created_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["key", "by_id"], name="one_answer_a_submission")]
