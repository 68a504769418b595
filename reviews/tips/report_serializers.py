"""Readers' reports that a check is wrong, as the API reads and writes them."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from claims.processing.serializers import UnchangedTextField
from claims.tips.actions import LONGEST_TIP
from claims.tips.models import Tip
from reviews.tips.serializers import TipSerializer


class NewReport(serializers.Serializer[Any]):
    """What is wrong with a check."""

    text = UnchangedTextField(allow_blank=True, max_length=LONGEST_TIP)
    email = serializers.CharField(
        required=False, allow_blank=True, max_length=254, help_text="for one answer"
    )
    wants_credit = serializers.BooleanField(
        required=False, help_text="A correction may say that a reader found it."
    )


class ReportSerializer(TipSerializer):
    """A report as the desk sees it: whether a letter is wanted, never the address."""

    check = serializers.SlugField(source="check_slug", read_only=True)
    version = serializers.IntegerField(source="disputed_version", read_only=True)
    answer_due = serializers.DateTimeField(read_only=True)
    is_corrected = serializers.SerializerMethodField(
        help_text="An editor said that it led to a correction."
    )

    class Meta:
        model = Tip
        fields = [
            "id",
            "state",
            "check",
            "version",
            "text",
            "wants_answer",
            "wants_credit",
            "n_alike",
            "received_at",
            "answer_due",
            "answer",
            "is_corrected",
            "handled_by",
            "handled_at",
            "erased_at",
        ]
        read_only_fields = fields

    @extend_schema_field(serializers.BooleanField())
    def get_is_corrected(self, report: Tip) -> bool:
        return hasattr(report, "led_to")


class ReportAnswer(serializers.Serializer[Any]):
    """Our words, that the check was corrected because of it, or both."""

    answer = serializers.CharField(required=False, allow_blank=True, max_length=2000)
    corrected = serializers.BooleanField(
        required=False, help_text="It led to the newest correction of the check."
    )
