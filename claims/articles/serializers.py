"""Articles in lists of the API."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.reverse import reverse

from claims.articles.models import Article


@extend_schema_field(serializers.ListSerializer(child=serializers.CharField()))
class Sentences(serializers.JSONField):
    """A list of sentences."""


class ArticleRow(serializers.ModelSerializer[Article]):
    """An article in a list. `url` is its address in the API, `source_url` its origin."""

    url = serializers.SerializerMethodField()
    notes = Sentences(read_only=True)
    publisher = serializers.StringRelatedField[Any](read_only=True)
    source_url = serializers.URLField(source="url", read_only=True)
    private = serializers.BooleanField(
        source="is_private",
        read_only=True,
        help_text="readers learn only that there is a text",
    )

    class Meta:
        model = Article
        fields = [
            "id",
            "state",
            "detail",
            "notes",
            "came_by",
            "url",
            "title",
            "publisher",
            "published_on",
            "language",
            "source_url",
            "private",
            "private_because",
            "copy_of",
            "replaces",
            "unread_from",
            "submitted_at",
            "quarantined_at",
        ]
        read_only_fields = fields

    def get_url(self, article: Article) -> str:
        return reverse("api_article", args=[article.pk], request=self.context["request"])
