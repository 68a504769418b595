"""What finders propose, as the API reads and writes it."""

from typing import Any

from rest_framework import serializers

from jobs.models import JobState
from reviews.evidence.models.evidence import Evidence
from reviews.evidence.serializers import CaptureSummary
from reviews.finders.models import Proposal


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    """A page that may bear on the claim. `passage` is the sentence of it that does, `start` its
    place in the page's text, `words` those that the claim has too, `rank` from 0 to 1.

    `about` holds what only this finder gives (a rating, who a claimant is), and what it became
    once taken. `capture` is the page on its way, `snapshot` the archived page.
    """

    found_by = serializers.SerializerMethodField()
    capture = CaptureSummary(read_only=True, allow_null=True)
    snapshot = serializers.PrimaryKeyRelatedField[Any](read_only=True)

    class Meta:
        model = Proposal
        fields = [
            "id",
            "state",
            "url",
            "title",
            "publisher",
            "published_on",
            "snippet",
            "passage",
            "start",
            "words",
            "rank",
            "found_by",
            "found_at",
            "about",
            "capture",
            "snapshot",
        ]
        read_only_fields = fields

    def get_found_by(self, proposal: Proposal) -> list[str]:
        return [proposal.search.finder, *proposal.about.get("also", [])]


class FinderProgressSerializer(serializers.Serializer[Any]):
    """How far one finder is. `state`: a job's, or off (not set up) or idle (never asked)."""

    finder = serializers.CharField(source="finder.name")
    title = serializers.CharField(source="finder.title")
    state = serializers.ChoiceField(choices=[*JobState.values, "off", "idle"])
    found = serializers.IntegerField(source="search.found", default=0)
    kind = serializers.CharField(source="search.failure", default="")
    detail = serializers.CharField(source="search.detail", default="")
    needs = serializers.ListField(child=serializers.CharField(), source="finder.needs")


class SuggestionsSerializer(serializers.Serializer[Any]):
    """All that was proposed for a review, the best first, and how far each finder is."""

    proposals = ProposalSerializer(many=True)
    finders = FinderProgressSerializer(many=True)


class WhichFinder(serializers.Serializer[Any]):
    """Which finder is to look again; all that are set up where none is named."""

    finder = serializers.CharField(required=False, allow_blank=True, max_length=30)


class TakeProposalBody(serializers.Serializer[Any]):
    """With a stance the sentence becomes evidence; without one the page stands beside."""

    stance = serializers.ChoiceField(
        choices=Evidence.Stance.choices, required=False, allow_blank=True
    )
