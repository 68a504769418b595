"""Who did what, when, to what and why: one line per action, chained per claim, never changed.

The rows are written by the SQL function `record` alone (see the migrations); the app's role may
read them and nothing else.
"""

import json
from typing import Any, Self

from django.db import models

JsonObject = dict[str, Any]
"""Any JSON object: the payload of an event has a shape of its own for each kind."""


class EventQuerySet(models.QuerySet["Event"]):
    def of(self, chain: str) -> Self:
        """The events of one chain, newest first, with their payloads."""
        return self.filter(chain=chain).select_related("side").order_by("-seq")


class Event(models.Model):
    """One line of history. `hash` covers every other column, the payload by its digest.

    `actor` is the `public_id` of an account; in the oldest events, its username. `format` says
    how the hashes were computed (see `history.verify`): 1 without a salt, 2 with one.
    """

    format = models.PositiveSmallIntegerField()
    chain = models.CharField(max_length=80)
    seq = models.PositiveBigIntegerField()
    kind = models.CharField(max_length=60)
    actor = models.CharField(max_length=150)
    role = models.CharField(max_length=20)
    request = models.CharField(max_length=64)
    occurred_at = models.DateTimeField()
    payload_sha256 = models.CharField(max_length=64)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)
    transaction = models.BigIntegerField()

    objects = EventQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["chain", "seq"], name="history_one_event_per_place")
        ]
        indexes = [models.Index(fields=["transaction"], name="history_event_transaction")]
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.chain} #{self.seq} {self.kind} by {self.actor}"

    @property
    def payload(self) -> JsonObject:
        """The facts that the action recorded; `{"redacted": why}` if erased by law."""
        if self.side.redacted_why:
            return {"redacted": self.side.redacted_why}
        return json.loads(self.side.text)  # type: ignore[no-any-return]


class Payload(models.Model):
    """The erasable part of an event: canonical JSON, or a tombstone that says who and why.

    `salt` is random and is hashed with the text. It is erased with the text, so that nobody can
    find the erased text by hashing guesses; events of format 1 have none.
    """

    event = models.OneToOneField(
        Event, on_delete=models.PROTECT, primary_key=True, related_name="side"
    )
    salt = models.CharField(max_length=64)
    text = models.TextField()
    redacted_by = models.CharField(max_length=150)
    redacted_why = models.CharField(max_length=300)
    redacted_at = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"payload of event {self.event_id}"


class Head(models.Model):
    """The last place and hash of a chain: the row that `record` locks."""

    chain = models.CharField(max_length=80, primary_key=True)
    seq = models.PositiveBigIntegerField()
    hash = models.CharField(max_length=64)

    class Meta:
        default_permissions = ("view",)

    def __str__(self) -> str:
        return f"{self.chain} at {self.seq}"
