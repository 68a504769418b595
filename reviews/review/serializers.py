"""Serializers that many requests and responses share."""

from typing import Any

from rest_framework import serializers

from accounts.models import User


class EmptyBody(serializers.Serializer[Any]):
    """A request that takes nothing."""


class Username(serializers.SlugRelatedField[User]):
    """A person, by username."""

    default_error_messages = {"does_not_exist": "Nobody here is called “{value}”."}

    def __init__(self, **options: Any) -> None:
        if not options.get("read_only"):
            options["queryset"] = User.objects.filter(is_active=True)
        super().__init__(slug_field="username", **options)

    def to_internal_value(self, data: Any) -> User:
        name = serializers.CharField(max_length=150).run_validation(data)
        return super().to_internal_value(name)


class Note(serializers.Serializer[Any]):
    """A note for the desk alone."""

    note = serializers.CharField(default="", allow_blank=True, max_length=1000)
