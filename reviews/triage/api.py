"""Triage by API: accept, join, decline, split and correct statements, and undo it."""

from typing import Any

from drf_spectacular.utils import extend_schema
from rest_framework import generics, status
from rest_framework.request import Request
from rest_framework.response import Response

from accounts.http import AtTheDesk, signed_in
from claims.articles import policies as article_policies
from claims.claims import actions as claim_actions
from claims.statements import actions as statement_actions
from claims.statements import speakers, splits
from claims.statements.models import Statement
from claims.statements.serializers import StatementSerializer
from reviews.review.models.reviews import Review
from reviews.triage import actions as triage_actions
from reviews.triage import batches
from reviews.triage.batches import MOST
from reviews.triage.claim_serializers import (
    CLAIM_AND_REVIEW,
    Acceptance,
    DeclineBody,
    claim_and_review,
)
from reviews.triage.serializers import (
    BatchDone,
    Cuts,
    SpeakerChoice,
    StatementCorrection,
    StatementIds,
    StatementIdsAndReason,
)


class StatementVerb(generics.GenericAPIView[Statement]):
    permission_classes = [AtTheDesk]
    serializer_class = StatementSerializer
    queryset = Statement.objects.select_related("article__publisher", "claim")

    def get_object(self) -> Statement:
        """The statement. Raises `Quarantined` if its text is in quarantine."""
        statement = super().get_object()
        article_policies.refuse_quarantined(statement.article)
        return statement


class AcceptStatement(StatementVerb):
    """A statement becomes a claim, or one more appearance of a known one."""

    @extend_schema(request=Acceptance, responses={201: CLAIM_AND_REVIEW})
    def post(self, request: Request, pk: int) -> Response:
        """Make a claim of a statement and queue its review, or join it to a known claim."""
        statement = self.get_object()
        asked = Acceptance(data=request.data)
        asked.is_valid(raise_exception=True)
        about = asked.validated_data
        by = signed_in(request)
        if claim := about.pop("claim", None):
            claim_actions.join_statement(statement, claim=claim, by=by)
            review = Review.objects.of_claim(claim)
        else:
            review = triage_actions.accept_statement(statement, by=by, **about)
            claim = review.claim
        return Response(claim_and_review(claim, review), status=status.HTTP_201_CREATED)


class DeclineStatement(StatementVerb):
    """A statement that won't be checked, for a reason that can be shown."""

    @extend_schema(request=DeclineBody)
    def post(self, request: Request, pk: int) -> Response:
        """Decline a statement with a reason."""
        statement = self.get_object()
        asked = DeclineBody(data=request.data)
        asked.is_valid(raise_exception=True)
        declined = statement_actions.decline_statement(
            statement, by=signed_in(request), **asked.validated_data
        )
        return Response(self.get_serializer(declined).data)


class UndoTriage(StatementVerb):
    """The decision on a statement, undone."""

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Undo the decision. What accept made is removed; 409 after somebody worked on it."""
        statement = triage_actions.undo_triage(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(statement).data)


class SplitStatement(StatementVerb):
    """A compound statement, split."""

    @extend_schema(request=Cuts, responses={201: StatementSerializer(many=True)})
    def post(self, request: Request, pk: int) -> Response:
        """Make a statement of each span; without spans, split it automatically."""
        statement = self.get_object()
        asked = Cuts(data=request.data)
        asked.is_valid(raise_exception=True)
        spans = asked.validated_data.get("spans")
        pieces = splits.split_statement(statement, spans=spans, by=signed_in(request))
        return Response(
            self.get_serializer(pieces, many=True).data, status=status.HTTP_201_CREATED
        )


class RejoinStatement(StatementVerb):
    """The parts of a statement, rejoined."""

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Rejoin a statement, given the whole or any part. 409 after a part was decided."""
        whole = splits.rejoin_statement(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(whole).data)


class CorrectStatement(StatementVerb):
    """Speaker and date of a statement, corrected without a decision."""

    @extend_schema(request=StatementCorrection)
    def post(self, request: Request, pk: int) -> Response:
        """Correct speaker, date or both; what is not sent stays. The words never change."""
        statement = self.get_object()
        asked = StatementCorrection(data=request.data)
        asked.is_valid(raise_exception=True)
        given = asked.validated_data
        corrected = statement_actions.correct_statement(
            statement,
            speaker=given["speaker"] or "" if "speaker" in given else None,
            said_on=given.get("said_on", statement.said_on),
            by=signed_in(request),
        )
        return Response(self.get_serializer(corrected).data)


class ChooseSpeaker(StatementVerb):
    """The speaker of a statement that two may have said, as a person chose."""

    @extend_schema(request=SpeakerChoice)
    def post(self, request: Request, pk: int) -> Response:
        """Choose one of `speaker_candidates`; null if it was none of them."""
        statement = self.get_object()
        asked = SpeakerChoice(data=request.data)
        asked.is_valid(raise_exception=True)
        speaker = asked.validated_data["speaker"] or ""
        chosen = speakers.choose_speaker(statement, speaker=speaker, by=signed_in(request))
        return Response(self.get_serializer(chosen).data)


class UndoSpeaker(StatementVerb):
    """The choice of a speaker, undone."""

    @extend_schema(request=None)
    def post(self, request: Request, pk: int) -> Response:
        """Ask again who said it. 409 after somebody decided on the statement."""
        asked = speakers.undo_choice(self.get_object(), by=signed_in(request))
        return Response(self.get_serializer(asked).data)


class StatementBatch(generics.GenericAPIView[Any]):
    permission_classes = [AtTheDesk]
    serializer_class = BatchDone

    def picked(self, ids: list[int]) -> list[Statement]:
        """The statements in the given order; unknown ids are left out."""
        rows = Statement.objects.for_triage().in_bulk(ids[:MOST])
        return [rows[pk] for pk in ids if pk in rows]


class AcceptAll(StatementBatch):
    """Many statements accepted in one go."""

    @extend_schema(operation_id="statements_accept_many", request=StatementIds)
    def post(self, request: Request) -> Response:
        """Accept each with its proposed wording and facts; list those left, and why."""
        asked = StatementIds(data=request.data)
        asked.is_valid(raise_exception=True)
        picked = self.picked(asked.validated_data["ids"])
        batch = batches.accept_all(picked, by=signed_in(request))
        return Response(self.get_serializer(batch).data)


class DeclineAll(StatementBatch):
    """Many statements declined in one go."""

    @extend_schema(operation_id="statements_decline_many", request=StatementIdsAndReason)
    def post(self, request: Request) -> Response:
        """Decline all for one reason; list those left, which somebody else decided first."""
        asked = StatementIdsAndReason(data=request.data)
        asked.is_valid(raise_exception=True)
        given = dict(asked.validated_data)
        picked = self.picked(given.pop("ids"))
        batch = batches.decline_all(picked, by=signed_in(request), **given)
        return Response(self.get_serializer(batch).data)


class UndoAll(StatementBatch):
    """Many decisions undone at once."""

    @extend_schema(operation_id="statements_undo_many", request=StatementIds)
    def post(self, request: Request) -> Response:
        """Undo each, unless somebody has worked on its claim."""
        asked = StatementIds(data=request.data)
        asked.is_valid(raise_exception=True)
        picked = self.picked(asked.validated_data["ids"])
        batch = batches.undo_all(picked, by=signed_in(request))
        return Response(self.get_serializer(batch).data)
