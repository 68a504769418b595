"""Decisions on the statements of an article: each view calls one action and shows the change.

For the page's script (`HX-Request`), the response has the rows and paragraphs that changed, and
the header `Desk-Did` says what was done: `words`, `undo` (the address that takes it back),
`fields` (what to send there), `opens` (the statement to open). A plain form is redirected to
the page.
"""

import json
from collections.abc import Iterable
from typing import NotRequired, TypedDict

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext_lazy
from django.views.decorators.http import require_POST
from django_stubs_ext import StrPromise

from accounts.http import UserRequest, desk_only
from claims.articles import policies as article_policies
from claims.articles.models import Article
from claims.claims import actions as claim_actions
from claims.statements import actions as statement_actions
from claims.statements import speakers, splits
from claims.statements.models import Statement
from desk.forms import valid_data
from desk.triage.article_presenter import ArticlePresenter
from desk.triage.forms import (
    AcceptForm,
    BatchDeclineForm,
    BatchForm,
    ChooseSpeakerForm,
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


ACCEPTED = ngettext_lazy(
    "%(count)s statement accepted.", "%(count)s statements accepted.", "count"
)
DECLINED = ngettext_lazy(
    "%(count)s statement declined.", "%(count)s statements declined.", "count"
)
UNDECIDED = ngettext_lazy(
    "%(count)s statement undecided again.", "%(count)s statements undecided again.", "count"
)


def _one(pk: int) -> Statement:
    one = get_object_or_404(Statement.objects.for_triage(), pk=pk)
    article_policies.refuse_quarantined(one.article)
    return one


@desk_only
@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """Make a claim of a statement and queue its review."""
    one = _one(pk)
    review = triage_actions.accept_statement(
        one, by=request.user, **valid_data(AcceptForm(request.POST))
    )
    words = _("Statement %(number)s accepted: claim %(claim)s.") % {
        "number": one.number,
        "claim": review.claim_id,
    }
    return respond_with_change(request, one, words)


@desk_only
@require_POST
def decline(request: UserRequest, pk: int) -> HttpResponse:
    """Decide not to check it, with a reason."""
    one = _one(pk)
    declined = statement_actions.decline_statement(
        one, by=request.user, **valid_data(DeclineForm(request.POST))
    )
    why = declined.get_decline_reason_display()
    words = _("Statement %(number)s declined: %(why)s.") % {"number": one.number, "why": why}
    return respond_with_change(request, one, words)


@desk_only
@require_POST
def join(request: UserRequest, pk: int) -> HttpResponse:
    """Add the statement to a known claim as another appearance."""
    one = _one(pk)
    claim = valid_data(JoinForm(request.POST))["claim"]
    claim_actions.join_statement(one, claim=claim, by=request.user)
    words = _("Statement %(number)s joined to claim %(claim)s.") % {
        "number": one.number,
        "claim": claim.pk,
    }
    return respond_with_change(request, one, words)


@desk_only
@require_POST
def correct(request: UserRequest, pk: int) -> HttpResponse:
    """Correct who said it and when, without a decision; the statement stays open."""
    one = _one(pk)
    given = valid_data(CorrectForm(request.POST))
    # An empty field doesn't say that nobody is named if two may have said it.
    is_left = not given["claimant"] and bool(one.open_candidates)
    statement_actions.correct_statement(
        one,
        speaker=None if is_left else given["claimant"],
        said_on=given["said_on"],
        by=request.user,
    )
    words = _("Speaker and date of statement %(number)s corrected.") % {"number": one.number}
    return respond_with_change(request, one, words, undo="", opens=pk)


@desk_only
@require_POST
def choose_speaker(request: UserRequest, pk: int) -> HttpResponse:
    """Say which of two said it, or that neither did; the statement stays open."""
    one = _one(pk)
    given = valid_data(ChooseSpeakerForm(request.POST))
    chosen = speakers.choose_speaker(one, by=request.user, **given)
    words = (
        _("%(speaker)s said statement %(number)s.")
        if chosen.speaker
        else _("Nobody is named as the speaker of statement %(number)s.")
    ) % {"speaker": chosen.speaker, "number": one.number}
    return respond_with_change(
        request, one, words, undo="desk:statement_undo_speaker", opens=pk
    )


@desk_only
@require_POST
def undo_speaker(request: UserRequest, pk: int) -> HttpResponse:
    """Ask again who said it, and open the statement."""
    one = speakers.undo_choice(_one(pk), by=request.user)
    words = _("Who said statement %(number)s is open again.") % {"number": one.number}
    return respond_with_change(request, one, words, undo="", opens=pk)


@desk_only
@require_POST
def split(request: UserRequest, pk: int) -> HttpResponse:
    """Split it into a statement for each part, and open the first."""
    one = _one(pk)
    form = SplitForm(request.POST)
    valid_data(form)
    pieces = splits.split_statement(one, spans=form.pieces(), by=request.user)
    words = _("Statement %(number)s split into %(count)s.") % {
        "number": one.number,
        "count": len(pieces),
    }
    also = [piece.pk for piece in pieces]
    return respond_with_change(request, one, words, also=also, opens=pieces[0].pk)


@desk_only
@require_POST
def rejoin(request: UserRequest, pk: int) -> HttpResponse:
    """Join the parts of a statement again, and open it."""
    whole = splits.rejoin_statement(_one(pk), by=request.user)
    words = _("Statement %(number)s is one again.") % {"number": whole.number}
    return respond_with_change(request, whole, words, undo="", opens=whole.pk)


@desk_only
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Take the decision back, and open the statement."""
    one = triage_actions.undo_triage(_one(pk), by=request.user)
    words = _("Statement %(number)s is undecided again.") % {"number": one.number}
    return respond_with_change(request, one, words, undo="", opens=one.pk)


@desk_only
@require_POST
def mark(request: UserRequest, pk: int) -> HttpResponse:
    """Make a statement of words that the extraction missed, and open it."""
    article = article_policies.refuse_quarantined(get_object_or_404(Article, pk=pk))
    given = MarkForm(request.POST)
    speaker = valid_data(given)["speaker"]
    start, end = given.span_in(article.text)
    made = statement_actions.mark_statement(
        article, start=start, end=end, speaker=speaker, by=request.user
    )
    words = _("Marked as statement %(number)s.") % {"number": made.number}
    return respond_with_change(request, made, words, undo="", opens=made.pk)


@desk_only
@require_POST
def accept_all(request: UserRequest, pk: int) -> HttpResponse:
    """Accept the ticked statements, each with its proposed wording."""
    picked = _picked(pk, valid_data(BatchForm(_ids(request)))["ids"])
    return _batch(request, pk, batches.accept_all(picked, by=request.user), ACCEPTED)


@desk_only
@require_POST
def decline_all(request: UserRequest, pk: int) -> HttpResponse:
    """Decline the ticked statements for one reason."""
    given = valid_data(BatchDeclineForm(_ids(request)))
    picked = _picked(pk, given.pop("ids"))
    return _batch(request, pk, batches.decline_all(picked, by=request.user, **given), DECLINED)


@desk_only
@require_POST
def undo_all(request: UserRequest, pk: int) -> HttpResponse:
    """Take a whole batch back."""
    picked = _picked(pk, valid_data(BatchForm(_ids(request)))["ids"])
    return _batch(request, pk, batches.undo_all(picked, by=request.user), UNDECIDED)


def _ids(request: UserRequest) -> QueryDict:
    """The posted data, with the ids of all ticked boxes in one field."""
    given = request.POST.copy()
    given["ids"] = " ".join(request.POST.getlist("ids"))
    return given


def _picked(article: int, ids: list[int]) -> list[Statement]:
    found = Statement.objects.for_triage().filter(article=article, pk__in=ids)
    return list(found.order_by("-worth", "start", "pk"))


def _batch(
    request: UserRequest, article: int, batch: batches.Batch, done: StrPromise
) -> HttpResponse:
    """Say what was done with one undo for all, and why any statements were left out."""
    words = done % {"count": len(batch.done)}
    left = [
        _("Statement %(number)s: %(why)s") % {"number": one.number, "why": why}
        for one, why in batch.left
    ]
    if not request.htmx:
        messages.success(request, " ".join([words, *left]))
        return redirect(f"{article_url(article)}#triage")
    pks = [one.pk for one in batch.done]
    board = ArticlePresenter(
        get_object_or_404(Article.objects.select_related("publisher"), pk=article)
    )
    response = render_changed_parts(request, board, [*pks, *(one.pk for one, _ in batch.left)])
    told: DecisionDone = {"words": words, "left": left}
    if pks and done is not UNDECIDED:
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
    undo: str = "desk:statement_undo",
    opens: int | None = None,
    also: Iterable[int] = (),
) -> HttpResponse:
    """Respond with what was done to a statement (and to `also`), and with its undo: a route."""
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
        told["undo"] = reverse(undo, args=[statement.pk])
    if opens:
        told["opens"] = opens
    response["Desk-Did"] = json.dumps(told)
    return response
