"""A review as the API shows it."""

from collections.abc import Mapping
from typing import Any, TypedDict

from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.utils.serializer_helpers import ReturnDict

from accounts.models import User
from accounts.people import People
from history.models import Event
from reviews import calculations
from reviews.calculations.serializers import CalculationSerializer
from reviews.evidence import independence as origins
from reviews.evidence.models.origins import SharedOrigin
from reviews.evidence.origin_serializers import SharedOriginSerializer
from reviews.evidence.serializers import EvidenceSerializer
from reviews.exceptions import IllegalMove, NotReady
from reviews.publication.correction_kinds import more_than_minor
from reviews.publication.models.corrections import ProposedCorrection
from reviews.replies.serializers import ReplySerializer
from reviews.review import participants, policies
from reviews.review.models.drafts import Draft
from reviews.review.models.reviews import Review
from reviews.review.serializers import Username
from reviews.review.table import MOVES, Move
from reviews.revisions import authors
from reviews.triage.claim_serializers import ReviewRow
from reviews.workflow import gates
from reviews.workflow.correction_serializers import ProposedCorrectionSerializer
from reviews.workflow.requirements import ReviewFacts, missing_for

NEWEST_EVENTS = 200


class DraftSerializer(serializers.ModelSerializer[Draft]):
    """The text being written. A save names the version it was made from."""

    rating = serializers.SlugRelatedField[Any](slug_field="slug", read_only=True)

    class Meta:
        model = Draft
        fields = ["version", "rating", "conclusion", "body"]
        read_only_fields = fields


class DraftBody(serializers.Serializer[Any]):
    """All of the draft, and the version it was made from: nothing is left as it was."""

    version = serializers.IntegerField(
        min_value=1,
        error_messages={"required": "Name the version that this text was made from."},
    )
    rating = serializers.CharField(allow_null=True, allow_blank=True, max_length=40)
    conclusion = serializers.CharField(
        allow_blank=True,
        trim_whitespace=False,
        max_length=Draft._meta.get_field("conclusion").max_length,
    )
    body = serializers.CharField(
        allow_blank=True,
        trim_whitespace=False,
        max_length=Draft._meta.get_field("body").max_length,
    )


class RevisionSummary(serializers.Serializer[Any]):
    """What `submit` froze last: approve names its number, readers know it by its hash."""

    number = serializers.IntegerField()
    hash = serializers.CharField()
    authors = serializers.ListField(child=serializers.CharField())
    submitted_at = serializers.DateTimeField()


class MoveSerializer(serializers.Serializer[Any]):
    """One move of the table: whether whoever asks may make it now."""

    name = serializers.ChoiceField([move.name for move in MOVES])
    allowed = serializers.BooleanField()
    why_not = serializers.CharField(help_text="Empty where it is allowed.")
    missing = serializers.ListField(child=serializers.CharField())


class EventSerializer(serializers.ModelSerializer[Event]):
    """One line of the claim's history: who did what, when, and what they said of it.

    The context's `people` are those that the events refer to.
    """

    by = serializers.SerializerMethodField()
    at = serializers.DateTimeField(source="occurred_at", read_only=True)
    told = serializers.SerializerMethodField()

    class Meta:
        model = Event
        fields = ["seq", "kind", "by", "role", "at", "told", "hash"]
        read_only_fields = fields

    def get_by(self, event: Event) -> str:
        return self._known().username(event.actor)

    @extend_schema_field(OpenApiTypes.OBJECT)
    def get_told(self, event: Event) -> Mapping[str, Any]:
        return participants.payload_with_names(event, self._known().username)

    def _known(self) -> People:
        return self.context["people"]  # type: ignore[no-any-return]


class Origins(serializers.Serializer[Any]):
    """How many origins stand behind the anchored passages, and which pairs may be one."""

    independent = serializers.IntegerField()
    pairs = SharedOriginSerializer(many=True)


class OriginsData(TypedDict):
    """What `Origins` describes."""

    independent: int
    pairs: list[ReturnDict[str, Any]]


class MoveAnswer(TypedDict):
    """What `MoveSerializer` describes."""

    name: str
    allowed: bool
    why_not: str
    missing: list[str]


class ReviewSerializer(ReviewRow):
    """A review whole: draft, newest revision, evidence, what is missing, what may be done."""

    retract_asked_by = Username(read_only=True)
    draft = DraftSerializer(read_only=True)
    revision = serializers.SerializerMethodField()
    evidence = EvidenceSerializer(many=True, read_only=True)
    calculations = serializers.SerializerMethodField()
    sums = serializers.SerializerMethodField()  # the old name of `calculations`
    replies = ReplySerializer(many=True, read_only=True)
    origins = serializers.SerializerMethodField()
    publication = serializers.SerializerMethodField()
    proposed_correction = serializers.SerializerMethodField()
    not_minor = serializers.SerializerMethodField()
    missing = serializers.SerializerMethodField()
    warnings = serializers.SerializerMethodField()
    moves = serializers.SerializerMethodField()
    events = serializers.SerializerMethodField()

    class Meta(ReviewRow.Meta):
        fields = [
            *ReviewRow.Meta.fields,
            "parked_for",
            "parked_until",
            "sent_back",
            "publish_at",
            "retract_asked_by",
            "retract_note",
            "retract_text",
            "drop_reason",
            "draft",
            "revision",
            "evidence",
            "origins",
            "calculations",
            "sums",
            "replies",
            "publication",
            "proposed_correction",
            "not_minor",
            "missing",
            "warnings",
            "moves",
            "events",
        ]
        read_only_fields = fields

    def to_representation(self, instance: Review) -> dict[str, Any]:
        self.facts = ReviewFacts(instance)
        return super().to_representation(instance)

    @extend_schema_field(RevisionSummary(allow_null=True))
    def get_revision(self, _: Review) -> ReturnDict[str, Any] | None:
        newest = self.facts.revision
        if newest is None:
            return None
        told = {name: getattr(newest, name) for name in ("number", "hash", "submitted_at")}
        return RevisionSummary({**told, "authors": authors.usernames(newest.frozen)}).data

    @extend_schema_field(serializers.SlugField(allow_null=True))
    def get_publication(self, _: Review) -> str | None:
        """The slug under which the claim is public now."""
        return self.facts.publication.slug if self.facts.publication else None

    @extend_schema_field(ProposedCorrectionSerializer(allow_null=True))
    def get_proposed_correction(self, review: Review) -> ReturnDict[str, Any] | None:
        proposal = ProposedCorrection.waiting_for(review)
        return ProposedCorrectionSerializer(proposal).data if proposal else None

    def get_not_minor(self, _: Review) -> list[str]:
        """Why the newest revision is more than a minor correction of what readers see."""
        public, newest = self.facts.publication, self.facts.revision
        if public is None or newest is None or public.revision_id == newest.pk:
            return []
        return more_than_minor(public.revision.frozen, newest.frozen)

    @extend_schema_field(Origins)
    def get_origins(self, review: Review) -> OriginsData:
        standing = [piece for piece in review.evidence.all() if piece.withdrawn_at is None]
        pairs = SharedOrigin.objects.of(review)
        confirmed = [(pair.first_id, pair.second_id) for pair in pairs if pair.is_one]
        anchored = [piece for piece in standing if piece.anchored]
        return {
            "independent": len(origins.group_by_origin(anchored, confirmed)),
            "pairs": list(SharedOriginSerializer(pairs, many=True).data),
        }

    @extend_schema_field(CalculationSerializer(many=True))
    def get_calculations(self, review: Review) -> list[ReturnDict[str, Any]]:
        shown = calculations.calculations_of(review)
        self._calculations = list(CalculationSerializer(shown, many=True).data)
        return self._calculations

    @extend_schema_field(CalculationSerializer(many=True))
    def get_sums(self, _: Review) -> list[ReturnDict[str, Any]]:
        """`calculations` under its old name, for one version."""
        return self._calculations

    def get_missing(self, review: Review) -> list[str]:
        """What `submit` still needs, in sentences."""
        return [str(one) for one in gates.to_submit(review)]

    def get_warnings(self, _: Review) -> list[str]:
        """What the submitted version may be published with, and will be read as a weakness."""
        revision = self.facts.revision
        return [*gates.publication_warnings(revision)] if revision else []

    @extend_schema_field(MoveSerializer(many=True))
    def get_moves(self, _: Review) -> list[MoveAnswer]:
        user = self.context["request"].user
        return [_answer(move, self.facts, user) for move in MOVES]

    @extend_schema_field(EventSerializer(many=True))
    def get_events(self, review: Review) -> list[ReturnDict[str, Any]]:
        newest = list(Event.objects.of(review.claim.chain)[:NEWEST_EVENTS])
        context = {"people": participants.people_in_events(newest)}
        return list(EventSerializer(newest, many=True, context=context).data)


def _answer(move: Move, facts: ReviewFacts, user: User) -> MoveAnswer:
    """Whether this user could make this move now; if not, why not, as its refusal would say."""
    review = facts.review
    if review.state not in move.edges:
        why_not, missing = str(IllegalMove(move.verb, review.state)), []
    else:
        why_not, missing = (
            policies.why_not(user, move, review),
            missing_for(move, review, facts),
        )
    if missing and not why_not:
        why_not = str(NotReady(missing))
    return {
        "name": move.name,
        "allowed": not why_not,
        "why_not": why_not,
        "missing": [str(one) for one in missing],
    }


class RetractionText(serializers.Serializer[Any]):
    """What readers are told if the check is retracted."""

    text = serializers.CharField(
        default="",
        allow_blank=True,
        max_length=Review._meta.get_field("retract_text").max_length,
        help_text="What readers are told.",
    )
