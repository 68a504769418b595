"""Proposals of finders as the API reads and writes them."""

from typing import Any

from rest_framework import serializers

from jobs.models import JobState
from reviews.evidence.models.evidence import Evidence
from reviews.evidence.serializers import CaptureSummary
from reviews.finders.models import Proposal


class ProposalSerializer(serializers.ModelSerializer[Proposal]):
    """A page that may be relevant to the claim.

    `passage` is its most relevant sentence, `start` the place of it in the page's text, `words`
    are those that the claim has, too, `rank` is from 0 to 1. `about` has what only this finder
    gives (a rating, who a claimant is), and what it became when it was used. `capture` is the
    job that archives the page, `snapshot` the archived page.
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
    """The state of one finder: a job's, or off (not set up) or idle (never run)."""

    finder = serializers.CharField(source="finder.name")
    title = serializers.CharField(source="finder.title")
    state = serializers.ChoiceField(choices=[*JobState.values, "off", "idle"])
    found = serializers.IntegerField(source="search.found", default=0)
    kind = serializers.CharField(source="search.failure", default="")
    detail = serializers.CharField(source="search.detail", default="")
    needs = serializers.ListField(child=serializers.CharField(), source="finder.needs")


class SuggestionsSerializer(serializers.Serializer[Any]):
    """Everything that was proposed for a review, the best first, and the finders' states."""

    proposals = ProposalSerializer(many=True)
    finders = FinderProgressSerializer(many=True)


class WhichFinder(serializers.Serializer[Any]):
    """Which finder searches again; by default all that are set up."""

    finder = serializers.CharField(required=False, allow_blank=True, max_length=30)


class TakeProposalBody(serializers.Serializer[Any]):
    """With a stance the sentence becomes evidence; without one the page becomes a source."""

    stance = serializers.ChoiceField(
        choices=Evidence.Stance.choices, required=False, allow_blank=True
    )
