"""The change to a live page, word by word, as the API shows it."""

from typing import Any

from rest_framework import serializers

from reviews.watch.diff import WatchDiff, diff_watch
from reviews.watch.models import Watch
from reviews.watch.page_diff import ShownLine
from sources.snapshots.serializers import KeptPage

OPS = ("same", "added", "removed")
CHANGES = {"": "same", "±": "changed", "+": "added", "−": "removed"}


class WordsRow(serializers.Serializer[Any]):
    """Words that stayed, came or went."""

    op = serializers.ChoiceField(choices=OPS)
    text = serializers.CharField()


class RunRow(WordsRow):
    is_passage = serializers.BooleanField(help_text="Whether these are words that we quote.")


class LineRow(serializers.Serializer[Any]):
    """Some sentences, in reading order; `sentences` says how many."""

    change = serializers.SerializerMethodField()
    sentences = serializers.IntegerField()
    runs = RunRow(many=True)

    def get_change(self, line: ShownLine) -> str:
        """`changed`, `added`, `removed` or `same`."""
        return CHANGES[line.sign]


class DifferenceSerializer(serializers.Serializer[Any]):
    """The archived page compared with the page that was found last; `id` is the evidence's.

    `words` compares the passage with similar words on the page now, or is null. `lines`
    compares the pages: null if no check has found a text yet (`found` is null, too), or if both
    are too long to compare.
    """

    id = serializers.IntegerField(source="watch.evidence_id")
    page = serializers.ChoiceField(
        choices=Watch.Page.choices, source="watch.page", allow_blank=True
    )
    passage = serializers.ChoiceField(
        choices=Watch.Passage.choices, source="watch.passage", allow_blank=True
    )
    quoted = serializers.CharField(source="watch.evidence.shown_words")
    kept = KeptPage(source="watch.evidence.snapshot")
    found = KeptPage(source="watch.found", allow_null=True)
    words = WordsRow(source="difference.words", many=True, allow_null=True)
    lines = LineRow(source="difference.lines", many=True, allow_null=True)

    @classmethod
    def of(cls, watch: Watch) -> "DifferenceSerializer":
        found = diff_watch(watch) or WatchDiff(words=None, lines=None)
        return cls({"watch": watch, "difference": found})
