"""The desk's standard as the API shows it, and the body that sets the next version."""

from typing import Any

from rest_framework import serializers

from reviews.standards.models import Standard


class StandardSerializer(serializers.ModelSerializer[Standard]):
    """A version of the standard; version 0 is the default, where none was ever set."""

    set_by = serializers.SlugRelatedField[Any](slug_field="username", read_only=True)
    rules = serializers.ListField(
        child=serializers.CharField(), read_only=True, help_text="What every check must have."
    )

    class Meta:
        model = Standard
        fields = [
            "version",
            "template",
            "origins_needed",
            "reply_needed",
            "why_needed",
            "rules",
            "policy",
            "reason",
            "set_by",
            "set_at",
        ]
        read_only_fields = fields


class NextStandard(serializers.Serializer[Any]):
    """The next version, whole: what is left out is not asked for."""

    since = serializers.IntegerField(
        min_value=0,
        error_messages={
            "required": "Name the version that is in force: 0 where there is none."
        },
    )
    template = serializers.ChoiceField(Standard.Template.choices, required=False)
    origins_needed = serializers.IntegerField(min_value=0, max_value=9, required=False)
    reply_needed = serializers.BooleanField(required=False)
    why_needed = serializers.BooleanField(required=False)
    policy = serializers.CharField(
        required=False, allow_blank=True, max_length=20_000, trim_whitespace=False
    )
    reason = serializers.CharField(required=False, allow_blank=True, max_length=300)
