"""Articles in the API: submission, and one article with its statements."""

from typing import Any

from django.utils.translation import gettext as _
from rest_framework import serializers

from claims.articles.serializers import ArticleRow
from claims.processing.actions import LONGEST_TEXT
from claims.statements.serializers import StatementSerializer


class UnchangedTextField(serializers.CharField):
    """A text that is stored as it is, except for NUL characters, which are removed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(trim_whitespace=False, **options)

    def to_internal_value(self, data: Any) -> str:
        return super().to_internal_value(
            data.replace("\x00", "") if isinstance(data, str) else data
        )


class NewArticle(serializers.Serializer[Any]):
    """A text, a page's address, or a file, with its details.

    With a text or a file, `url` only says where it was found.
    """

    text = UnchangedTextField(required=False, allow_blank=True, max_length=LONGEST_TEXT)
    url = serializers.URLField(required=False, max_length=2048, allow_blank=True)
    file = serializers.FileField(
        required=False,
        help_text=(
            ".txt, .html, .pdf, .docx, .srt, .vtt, .sbv, .csv, .tsv or .eml, as multipart"
        ),
    )
    title = serializers.CharField(required=False, max_length=500, allow_blank=True)
    publisher = serializers.CharField(required=False, max_length=200, allow_blank=True)
    published_on = serializers.DateField(required=False, allow_null=True)
    language = serializers.CharField(required=False, max_length=12, allow_blank=True)
    once = serializers.UUIDField(
        required=False,
        help_text="a UUID of your own: if you send it again, you get the same article",
    )

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if attrs.get("file") and attrs.get("text"):
            raise serializers.ValidationError(_("Send a text or a file, not both."))
        return attrs


class ArticleSerializer(ArticleRow):
    """An article with its text and, once it is processed, its statements in text order.

    `left_over` are the skipped spans of the text: captions, prompts, other headlines.
    """

    statements = StatementSerializer(many=True, read_only=True)
    left_over = serializers.ListField(
        child=serializers.ListField(child=serializers.IntegerField()), read_only=True
    )

    class Meta(ArticleRow.Meta):
        fields = [*ArticleRow.Meta.fields, "text", "left_over", "statements"]
        read_only_fields = fields


class LeftOverSpan(serializers.Serializer[Any]):
    """Offsets in the article's text. Every skipped line that they touch is extracted."""

    start = serializers.IntegerField(min_value=0)
    end = serializers.IntegerField(min_value=1)
