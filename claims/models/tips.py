"""What readers send us."""

from django.db import models
from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from claims.models.articles import Article


class Tip(models.Model):
    """Something that a reader asks us to check, with a private page that says where it stands.

    `key_hash` is the SHA-256 of the secret in that page's address: who reads the table can
    neither open nor answer it. The e-mail address is there for the answer alone and is emptied
    when it was sent.
    """

    class State(models.TextChoices):
        RECEIVED = "received"
        READ = "read", "taken in and read"
        ANSWERED = "answered"

    key_hash = models.CharField(max_length=64, unique=True)
    text = models.TextField(max_length=20_000, blank=True)
    url = models.URLField("link", max_length=2048, blank=True)
    why = models.TextField("why it matters", max_length=1000, blank=True)
    email = models.EmailField("e-mail for an answer", blank=True)
    received_at = models.DateTimeField(db_default=Now())
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)
    article = models.ForeignKey(
        Article, on_delete=models.PROTECT, null=True, blank=True, related_name="tips"
    )
    answer = models.TextField(max_length=2000, blank=True)
    handled_by = models.ForeignKey(
        User, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    handled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=~Q(text="") | ~Q(url=""),
                name="claims_tip_says_something",
                violation_error_message="Send us the words, or a link to them.",
            )
        ]
        indexes = [
            models.Index(
                fields=["-received_at"],
                condition=Q(state="received"),
                name="claims_tips_to_read",
            )
        ]

    def __str__(self) -> str:
        return self.text[:80] or self.url
