"""What is withheld from readers, in requests and answers of the API: for the desk alone."""

from typing import Any

from rest_framework import serializers

from reviews.publication.models.withholdings import Withholding


class WithholdingSerializer(serializers.ModelSerializer[Withholding]):
    """Something that readers do not see. `reason` never leaves the desk.

    `state`: unconfirmed (until `confirm_by`), confirmed (until an editor lifts it), lifted, or
    lapsed (nobody confirmed it in time). Both editors are asked again at `ask_again_at`.
    """

    review = serializers.IntegerField(source="publication.review_id", read_only=True)
    slug = serializers.SlugField(source="publication.slug", read_only=True)
    version = serializers.IntegerField(source="version.number", default=None, read_only=True)
    snapshot = serializers.IntegerField(source="snapshot_id", read_only=True, allow_null=True)
    withheld_by = serializers.CharField(source="withheld_by.username", read_only=True)
    confirmed_by = serializers.CharField(
        source="confirmed_by.username", default=None, read_only=True
    )
    lifted_by = serializers.CharField(source="lifted_by.username", default=None, read_only=True)
    state = serializers.ChoiceField(choices=Withholding.State.choices, read_only=True)

    class Meta:
        model = Withholding
        fields = [
            "id",
            "review",
            "slug",
            "what",
            "version",
            "snapshot",
            "words",
            "spellings",
            "instead",
            "reason",
            "state",
            "withheld_by",
            "withheld_at",
            "confirm_by",
            "confirmed_by",
            "confirmed_at",
            "ask_again_at",
            "lifted_by",
            "lifted_at",
            "lapsed_at",
        ]
        read_only_fields = fields


class WithholdBody(serializers.Serializer[Any]):
    """What is withheld, and why. `version` and `evidence` are the numbers that readers know."""

    what = serializers.ChoiceField(choices=Withholding.What.choices)
    version = serializers.IntegerField(required=False, min_value=1)
    evidence = serializers.IntegerField(required=False, min_value=1)
    words = serializers.CharField(required=False, allow_blank=True, max_length=5000)
    spellings = serializers.ListField(
        child=serializers.CharField(max_length=200),
        required=False,
        max_length=30,
        help_text="other spellings that are withheld with a name",
    )
    instead = serializers.CharField(required=False, allow_blank=True, max_length=80)
    reason = serializers.CharField(max_length=1000)


class SpellingSerializer(serializers.Serializer[Any]):
    """Another way to write a name. `checks`: how many published checks search finds with it."""

    words = serializers.CharField()
    checks = serializers.IntegerField()
    is_known = serializers.BooleanField(help_text="The desk knows the claimant by it, too.")


class OtherSpellingsSerializer(serializers.Serializer[Any]):
    spellings = SpellingSerializer(many=True)


class AskedName(serializers.Serializer[Any]):
    words = serializers.CharField(max_length=200, help_text="the name")


class LiftBody(serializers.Serializer[Any]):
    note = serializers.CharField(required=False, allow_blank=True, max_length=1000)


class WithholdingFilters(serializers.Serializer[Any]):
    """`in_force`: only what readers do not see now. `review`: of one review."""

    in_force = serializers.BooleanField(required=False)
    review = serializers.IntegerField(required=False, min_value=1)
