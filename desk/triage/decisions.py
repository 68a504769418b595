"""Deciding on the statements of an article: each view one action, and what it changed.

Asked by the page's script (`HX-Request`), the answer holds the rows and paragraphs that differ
now, and the header `Desk-Did` says what was done: `words`, `undo` (where to take it back),
`fields` (what to send there), `opens` (the statement to open). A plain form is sent on to the
page.
"""

import json
from collections.abc import Iterable
from typing import NotRequired, TypedDict

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.articles import policies as article_policies
from claims.articles.models import Article
from claims.claims import actions as claim_actions
from claims.statements import actions as statement_actions
from claims.statements import splits
from claims.statements.models import Statement
from desk.forms import valid_data
from desk.triage.article_presenter import ArticlePresenter
from desk.triage.forms import (
    AcceptForm,
    BatchDeclineForm,
    BatchForm,
    CorrectForm,
    DeclineForm,
    JoinForm,
    MarkForm,
    SplitForm,
)
from desk.triage.views import article_url, render_changed_parts
from reviews.triage import actions as triage_actions
from reviews.triage import batches


class DecisionDone(TypedDict):
    """The header `Desk-Did`, as JSON."""

    words: str
    left: NotRequired[list[str]]
    undo: NotRequired[str]
    fields: NotRequired[dict[str, str]]
    opens: NotRequired[int]


def _one(pk: int) -> Statement:
    one = get_object_or_404(Statement.objects.for_triage(), pk=pk)
    article_policies.refuse_quarantined(one.article)
    return one


@desk_only
@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """Make a claim of a statement and queue its review."""
    one = _one(pk)
    review = triage_actions.accept(one, by=request.user, **valid_data(AcceptForm(request.POST)))
    return respond_with_change(
        request, one, f"Statement {one.number} accepted: claim {review.claim_id}."
    )


@desk_only
@require_POST
def decline(request: UserRequest, pk: int) -> HttpResponse:
    """Say that we will not check it, and why."""
    one = _one(pk)
    declined = statement_actions.decline_statement(
        one, by=request.user, **valid_data(DeclineForm(request.POST))
    )
    why = declined.get_decline_reason_display()
    return respond_with_change(request, one, f"Statement {one.number} declined: {why}.")


@desk_only
@require_POST
def join(request: UserRequest, pk: int) -> HttpResponse:
    """One more appearance of a known claim."""
    one = _one(pk)
    claim = valid_data(JoinForm(request.POST))["claim"]
    claim_actions.join_statement(one, claim=claim, by=request.user)
    return respond_with_change(
        request, one, f"Statement {one.number} joined to claim {claim.pk}."
    )


@desk_only
@require_POST
def correct(request: UserRequest, pk: int) -> HttpResponse:
    """Who said it and when, without a decision; the same statement stays open."""
    one = _one(pk)
    given = valid_data(CorrectForm(request.POST))
    statement_actions.correct_statement(
        one, speaker=given["claimant"], said_on=given["said_on"], by=request.user
    )
    words = f"Speaker and date of statement {one.number} corrected."
    return respond_with_change(request, one, words, undo=False, opens=pk)


@desk_only
@require_POST
def split(request: UserRequest, pk: int) -> HttpResponse:
    """A statement for each part; the first of them opens."""
    one = _one(pk)
    form = SplitForm(request.POST)
    valid_data(form)
    pieces = splits.split_statement(one, spans=form.pieces(), by=request.user)
    words = f"Statement {one.number} split into {len(pieces)}."
    also = [piece.pk for piece in pieces]
    return respond_with_change(request, one, words, also=also, opens=pieces[0].pk)


@desk_only
@require_POST
def rejoin(request: UserRequest, pk: int) -> HttpResponse:
    """The parts of a statement are one again, and it opens."""
    whole = splits.rejoin_statement(_one(pk), by=request.user)
    words = f"Statement {whole.number} is one again."
    return respond_with_change(request, whole, words, undo=False, opens=whole.pk)


@desk_only
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Back to proposed, and open again."""
    one = triage_actions.undo(_one(pk), by=request.user)
    words = f"Statement {one.number} is undecided again."
    return respond_with_change(request, one, words, undo=False, opens=one.pk)


@desk_only
@require_POST
def mark(request: UserRequest, pk: int) -> HttpResponse:
    """A statement of words that the reader missed; it opens at once."""
    article = article_policies.refuse_quarantined(get_object_or_404(Article, pk=pk))
    given = MarkForm(request.POST)
    speaker = valid_data(given)["speaker"]
    start, end = given.span_in(article.text)
    made = statement_actions.mark_statement(
        article, start=start, end=end, speaker=speaker, by=request.user
    )
    words = f"Marked as statement {made.number}."
    return respond_with_change(request, made, words, undo=False, opens=made.pk)


@desk_only
@require_POST
def accept_all(request: UserRequest, pk: int) -> HttpResponse:
    """The statements that were picked, each with the wording proposed for it."""
    picked = _picked(pk, valid_data(BatchForm(_ids(request)))["ids"])
    return _batch(request, pk, batches.accept_all(picked, by=request.user), "accepted")


@desk_only
@require_POST
def decline_all(request: UserRequest, pk: int) -> HttpResponse:
    """The statements that were picked, for one reason."""
    given = valid_data(BatchDeclineForm(_ids(request)))
    picked = _picked(pk, given.pop("ids"))
    return _batch(
        request, pk, batches.decline_all(picked, by=request.user, **given), "declined"
    )


@desk_only
@require_POST
def undo_all(request: UserRequest, pk: int) -> HttpResponse:
    """A whole batch taken back."""
    picked = _picked(pk, valid_data(BatchForm(_ids(request)))["ids"])
    return _batch(request, pk, batches.undo_all(picked, by=request.user), "undecided again")


def _ids(request: UserRequest) -> QueryDict:
    """What was posted, with the ids of all boxes in one field."""
    given = request.POST.copy()
    given["ids"] = " ".join(request.POST.getlist("ids"))
    return given


def _picked(article: int, ids: list[int]) -> list[Statement]:
    found = Statement.objects.for_triage().filter(article=article, pk__in=ids)
    return list(found.order_by("-worth", "start", "pk"))


def _batch(request: UserRequest, article: int, batch: batches.Batch, done: str) -> HttpResponse:
    """One line for all, one undo for all; what was left is said, a sentence each."""
    n = len(batch.done)
    words = f"{n} statement{'' if n == 1 else 's'} {done}."
    left = [f"Statement {one.number}: {why}" for one, why in batch.left]
    if not request.htmx:
        messages.success(request, " ".join([words, *left]))
        return redirect(f"{article_url(article)}#triage")
    pks = [one.pk for one in batch.done]
    board = ArticlePresenter(
        get_object_or_404(Article.objects.select_related("publisher"), pk=article)
    )
    response = render_changed_parts(request, board, [*pks, *(one.pk for one, _ in batch.left)])
    told: DecisionDone = {"words": words, "left": left}
    if pks and done != "undecided again":
        told["undo"] = reverse("desk:undo_all", args=[article])
        told["fields"] = {"ids": " ".join(str(pk) for pk in pks)}
    elif pks:
        told["opens"] = pks[0]
    response["Desk-Did"] = json.dumps(told)
    return response


def respond_with_change(
    request: UserRequest,
    statement: Statement,
    words: str,
    *,
    undo: bool = True,
    opens: int | None = None,
    also: Iterable[int] = (),
) -> HttpResponse:
    """What was done to a statement (and to `also`), with its undo at hand."""
    address = f"{article_url(statement.article_id)}?statement={opens or statement.pk}"
    if not request.htmx:
        messages.success(request, words)
        return redirect(f"{address}#{f's{opens}' if opens else 'triage'}")
    if "triage" not in request.POST:  # asked from another page
        return HttpResponse(headers={"HX-Redirect": address})
    article = get_object_or_404(
        Article.objects.select_related("publisher"), pk=statement.article_id
    )
    response = render_changed_parts(request, ArticlePresenter(article), [statement.pk, *also])
    told: DecisionDone = {"words": words}
    if undo:
        told["undo"] = reverse("desk:statement_undo", args=[statement.pk])
    if opens:
        told["opens"] = opens
    response["Desk-Did"] = json.dumps(told)
    return response
