"""Changes to what readers see that a checker proposed, for an editor to confirm or refuse."""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Now
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from django_stubs_ext import StrOrPromise

from accounts.models import User
from claims.claimants.models import Claimant
from sources.snapshots.models import Snapshot

USER = settings.AUTH_USER_MODEL


LABELS = {
    "licence": _("licence"),
    "title": _("title"),
    "description": _("description"),
    "publisher": _("publisher"),
    "kind": _("kind"),
    "role": _("role"),
    "name": _("name"),
    "is_public": _("readers may have the copy"),
    "same_as": _("Wikidata or Wikipedia address"),
    "aliases": _("other spellings"),
    "spelling": _("other spelling"),
    "described_as": _("what readers see in place of the name"),
    "name_hidden": _("the name is hidden in every check"),
    "note": _("why the check is right"),
    "url": _("address at an archive"),
}
"""What facts are called on pages."""


class ProposedChangeQuerySet(models.QuerySet["ProposedChange"]):
    def waiting(self) -> Self:
        return self.filter(state=ProposedChange.State.PROPOSED)

    def to_decide(self, user: User) -> Self:
        """Those that this user can decide: all of them for editors, none for others."""
        return self.waiting() if user.is_editor else self.none()

    def with_subjects(self) -> Self:
        """With their subjects and who proposed them, without the texts of pages."""
        pages = ("snapshot", "watch__evidence__snapshot")
        return self.select_related(
            *(f"{page}__content" for page in pages),
            "claimant",
            "watch__evidence__review__claim",
            "proposed_by",
            "decided_by",
        ).defer(
            *(
                f"{page}__content__{name}"
                for page in pages
                for name in ("text", "article_text", "html", "links")
            )
        )


class ProposedChange(models.Model):
    """A fact about a page, a claimant or a changed source: as it was, and as it would be.

    It is about exactly one subject. `before` and `after` have the same keys, those of its kind
    (`reviews.proposed_changes.shown_facts`).
    """

    class Kind(models.TextChoices):
        COPY = "copy", gettext_noop("who may have the archived copy")
        TITLE = "title", gettext_noop("what an archived page is called")
        PUBLISHER = "publisher", gettext_noop("who publishes an archived page")
        ARCHIVE_LINK = "archive-link", gettext_noop("that an archive has the page")
        CLAIMANT = "claimant", gettext_noop("what is known of a claimant")
        SPELLING = "spelling", gettext_noop("another spelling of a claimant's name")
        SOURCE_CHANGE = "source-change", gettext_noop("that a changed source is settled")

    class State(models.TextChoices):
        PROPOSED = "proposed"
        CONFIRMED = "confirmed"
        REFUSED = "refused"

    kind = models.CharField(max_length=13, choices=Kind.choices)
    snapshot = models.ForeignKey(
        Snapshot, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    claimant = models.ForeignKey(
        Claimant, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    watch = models.ForeignKey(
        "reviews.Watch",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="proposed_changes",
    )
    before = models.JSONField(default=dict)
    after = models.JSONField(default=dict)
    state = models.CharField(max_length=9, choices=State.choices, default=State.PROPOSED)
    proposed_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField(db_default=Now())
    decided_by = models.ForeignKey(
        USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)
    note = models.CharField("why it was refused", max_length=500, blank=True)

    objects = ProposedChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(snapshot__isnull=False, claimant=None, watch=None)
                | Q(snapshot=None, claimant__isnull=False, watch=None)
                | Q(snapshot=None, claimant=None, watch__isnull=False),
                name="reviews_change_has_one_subject",
            ),
            models.CheckConstraint(
                condition=Q(state="proposed", decided_by=None)
                | (~Q(state="proposed") & Q(decided_by__isnull=False)),
                name="reviews_change_decided_by_somebody",
            ),
        ]
        indexes = [
            models.Index(
                fields=["proposed_at"],
                condition=Q(state="proposed"),
                name="reviews_changes_waiting",
            ),
        ]

    def __str__(self) -> str:
        return f"proposed change {self.pk}: {self.kind}"

    @property
    def subject(self) -> Any:
        return self.snapshot or self.claimant or self.watch

    def facts(self) -> list[tuple[StrOrPromise, str, str]]:
        """What would change, in words, before and after: ("licence", "", "CC BY 4.0")."""
        return [
            (LABELS.get(name, name), _in_words(self.before.get(name)), _in_words(value))
            for name, value in self.after.items()
            if self.before.get(name) != value
        ]


def _in_words(value: object) -> str:
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if isinstance(value, list):
        value = "; ".join(value)
    return str(value or "")
