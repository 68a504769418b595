"""What a published check is based on, by API: passages, figures, calculations, page states."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypedDict

from django.conf import settings
from django.urls import reverse
from rest_framework import serializers

from readers.check.public_copies import Copy
from reviews.calculations.serializers import TermSerializer
from reviews.revisions.document import FrozenEvidence
from reviews.watch.models import Watch


class PublicTombstone(serializers.Serializer[Any]):
    """When our archived copy was erased, and why."""

    at = serializers.DateTimeField()
    why = serializers.CharField()


class PublicSource(serializers.Serializer[Any]):
    """The archived page; the hash is over its bytes as received.

    The last five say how our archived copy stands now: they are no part of what was approved.
    """

    sha256 = serializers.CharField()
    url = serializers.CharField()
    title = serializers.CharField()
    publisher = serializers.CharField()
    published_on = serializers.DateField(allow_null=True)
    media_type = serializers.CharField()
    kept_at = serializers.DateTimeField()
    by_hand = serializers.BooleanField()
    copy = serializers.URLField(
        allow_null=True, help_text="The whole copy, where it is public."
    )
    licence = serializers.CharField(help_text="What the copy is under; empty for no copy.")
    author = serializers.CharField(help_text="Whom to name with the copy, where known.")
    erased = PublicTombstone(allow_null=True)
    withheld_since = serializers.DateTimeField(
        allow_null=True,
        help_text="Since when our archived copy is withheld from readers: it answers 451.",
    )


class PublicFigure(serializers.Serializer[Any]):
    """The number in a source: `value` is a decimal as text, `shown` as the source has it."""

    value = serializers.CharField()
    unit = serializers.CharField()
    period = serializers.CharField()
    place = serializers.CharField()
    shown = serializers.CharField()


class PublicSelector(serializers.Serializer[Any]):
    """Where the passage is in the archived page's text (code points), and the words around."""

    prefix = serializers.CharField()
    suffix = serializers.CharField()
    start = serializers.IntegerField()
    end = serializers.IntegerField()


class PublicArchivedCopy(serializers.Serializer[Any]):
    """The same page in an archive."""

    url = serializers.CharField()
    archived_at = serializers.DateTimeField(allow_null=True)


class PublicConversation(serializers.Serializer[Any]):
    """The call or interview that the words come from, on the record."""

    medium = serializers.CharField()
    held_at = serializers.DateTimeField()
    with_whom = serializers.CharField()
    role = serializers.CharField()


class PageState(serializers.Serializer[Any]):
    """What became of the live page when we last checked it; not part of what was approved.

    `since`: when it was first seen so; `looked_at`: the last look that told anything.
    """

    page = serializers.ChoiceField(Watch.Page.choices)
    passage = serializers.ChoiceField(Watch.Passage.choices, allow_blank=True)
    since = serializers.DateTimeField(allow_null=True)
    looked_at = serializers.DateTimeField(allow_null=True)
    sentence = serializers.CharField()


class PublicCalculation(serializers.Serializer[Any]):
    """A calculation with figures of the evidence. `value` is exact, `result` is for readers."""

    label = serializers.CharField()  # type: ignore[assignment]
    expression = serializers.CharField()
    unit = serializers.CharField()
    terms = TermSerializer(many=True)
    value = serializers.CharField()
    result = serializers.CharField()
    shown = serializers.CharField()


class PublicEvidence(serializers.Serializer[Any]):
    """A passage with at most 300 characters around it, without the desk's own note.

    A confidential one is only described.
    """

    number = serializers.IntegerField()
    stance = serializers.CharField()
    primary = serializers.BooleanField()
    confidential = serializers.BooleanField()
    described_as = serializers.CharField()
    passage = serializers.CharField()
    before = serializers.CharField()
    after = serializers.CharField()
    origin = serializers.CharField()
    point = serializers.CharField(help_text="The point of the claim that it bears on.")
    interest = serializers.CharField(help_text="What its publisher has at stake.")
    figure = PublicFigure(allow_null=True)
    selector = PublicSelector(allow_null=True)
    typed = serializers.BooleanField(help_text="Whether the text was typed off an image.")
    archived = PublicArchivedCopy(many=True)
    conversation = PublicConversation(allow_null=True)
    snapshot = PublicSource(allow_null=True)
    page_state = PageState(allow_null=True)

    def to_representation(self, instance: FrozenEvidence) -> Any:
        number, page = instance["number"], instance["snapshot"]
        shown = super().to_representation(
            {
                **instance,
                "page_state": self.context["live"].get(number),
                "snapshot": {**page, **self._copy(number)} if page else None,
            }
        )
        return {**shown, **CONFIDENTIAL} if instance["confidential"] else shown

    def _copy(self, number: int) -> "CopyFacts":
        """The state of our archived copy now, with its address under this check."""
        copy: Copy | None = self.context["copies"].get(number)
        if copy is None:
            return NO_COPY
        where = reverse("readers:copy", args=[self.context["slug"], number])
        gone: ErasedCopy | None
        gone = {"at": copy.erased_at, "why": copy.erased_why} if copy.erased_at else None
        return {
            "copy": settings.SITE_URL + where if copy.is_whole else None,
            "licence": copy.licence,
            "author": copy.author,
            "erased": gone,
            "withheld_since": copy.withheld_since,
        }


class ErasedCopy(TypedDict):
    """When our archived copy was erased, and why."""

    at: datetime
    why: str


class CopyFacts(TypedDict):
    """What readers can have of our archived copy now; not part of what was approved."""

    copy: str | None
    licence: str
    author: str
    erased: ErasedCopy | None
    withheld_since: datetime | None


NO_COPY: CopyFacts = {
    "copy": None,
    "licence": "",
    "author": "",
    "erased": None,
    "withheld_since": None,
}
CONFIDENTIAL: Mapping[str, object] = {
    **dict.fromkeys(("passage", "before", "after", "origin", "point", "interest"), ""),
    **dict.fromkeys(("snapshot", "figure", "selector", "conversation", "page_state")),
    "primary": False,
    "typed": False,
    "archived": [],
}
"""What readers get instead of the facts of confidential evidence."""
