"""Messages to people and systems: each is written in the transaction that caused it, then sent by the worker."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from throughline.foundations.records import Record


class Way(models.TextChoices):
    """How a notice leaves. ``inbox`` stays inside the product."""

    INBOX = "inbox", "In the product"
    EMAIL = "email", "Email"


class Notice(Record):
    """One message to one team or member of staff.

    ``to_team_id`` or ``to_user_id`` says whose; ids are plain because this room knows no chapter. The subject of an
    email never names a person.
    """

    way = models.CharField(max_length=10, choices=Way.choices)
    kind = models.CharField(max_length=60)
    to_team_id = models.UUIDField(null=True)
    to_user_id = models.UUIDField(null=True)
    address = models.CharField(max_length=254, default="", blank=True)
    person_id = models.UUIDField(null=True)
    subject = models.CharField(max_length=200)
    body = models.TextField()
    needs_acknowledging = models.BooleanField(default=False)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    tries = models.PositiveSmallIntegerField(default=0)
    last_fault = models.CharField(max_length=300, default="", blank=True)
    chases = models.PositiveSmallIntegerField(default=0)
    chased_at = models.DateTimeField(null=True)
    acknowledged_at = models.DateTimeField(null=True)
    acknowledged_by_id = models.UUIDField(null=True)
    acknowledged_by_words = models.CharField(max_length=200, default="", blank=True)

    class Meta:
        indexes: ClassVar = [
            models.Index(fields=["queued_at"], condition=Q(way="email", sent_at=None), name="notice_to_send"),
            models.Index(fields=["to_team_id", "-queued_at"], name="notice_to_team"),
            models.Index(fields=["to_user_id", "-queued_at"], name="notice_to_user"),
            models.Index(
                fields=["queued_at"],
                condition=Q(needs_acknowledging=True, acknowledged_at=None),
                name="notice_not_acknowledged",
            ),
        ]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(to_team_id__isnull=False) | Q(to_user_id__isnull=False), name="notice_is_to_someone"
            ),
            models.CheckConstraint(condition=~Q(way="email") | ~Q(address=""), name="email_has_an_address"),
        ]


class Received(Record):
    """A message another system sent us, kept by its own id so that it counts once."""

    source = models.CharField(max_length=80)
    message_id = models.CharField(max_length=200)
    received_at = models.DateTimeField()
    outcome = models.CharField(max_length=300, default="", blank=True)

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["source", "message_id"], name="received_once")]
