"""Tips as the API reads and writes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.processing.serializers import UnchangedTextField
from claims.tips.actions import LONGEST_TIP
from claims.tips.models import Tip
from reviews.publication.models.publications import Publication


class NewTip(serializers.Serializer[Any]):
    """Something to check: words, a link to them, or both."""

    text = UnchangedTextField(required=False, allow_blank=True, max_length=LONGEST_TIP)
    url = serializers.CharField(required=False, allow_blank=True, max_length=2048)
    why = serializers.CharField(required=False, allow_blank=True, max_length=1000)
    email = serializers.CharField(
        required=False, allow_blank=True, max_length=254, help_text="for one answer"
    )


class SentTip(serializers.Serializer[Any]):
    """What the sender gets: `url` is private, and cannot be given again."""

    reference = serializers.IntegerField()
    url = serializers.URLField()


class TipSerializer(serializers.ModelSerializer[Tip]):
    """A tip as the desk sees it: whether an answer is wanted, never the sender's address."""

    wants_answer = serializers.SerializerMethodField()
    n_alike = serializers.IntegerField(
        read_only=True, help_text="how many tips say the same and are in the same state"
    )
    handled_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)

    class Meta:
        model = Tip
        fields = [
            "id",
            "state",
            "text",
            "url",
            "why",
            "wants_answer",
            "n_alike",
            "received_at",
            "article",
            "answer",
            "claim",
            "handled_by",
            "handled_at",
            "erased_at",
            "quarantined_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.BooleanField())
    def get_wants_answer(self, tip: Tip) -> bool:
        return bool(tip.email)


class TipFilters(serializers.Serializer[Any]):
    state = serializers.ChoiceField(Tip.State.choices, required=False, allow_blank=True)


class TipAnswer(serializers.Serializer[Any]):
    """Our words, a published check that answers it, or both."""

    answer = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    check = serializers.SlugField(
        required=False, allow_null=True, max_length=100, help_text="the slug of a live check"
    )

    def validate_check(self, slug: str | None) -> Publication | None:
        check = Publication.objects.live().filter(slug=slug).first() if slug else None
        if slug and check is None:
            raise serializers.ValidationError("We have no such check, or it is retracted.")
        return check


class Erasure(serializers.Serializer[Any]):
    why = serializers.CharField(max_length=300)
