"""Deciding on the statements of one article: accept, decline, join, undo, mark missed words."""

import json
from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from claims import actions as claims
from claims.models import Article, Claim, Statement
from reviews import actions
from reviews.standing import with_standing
from reviews.views.desk.board import LETTERS, UNKNOWN, Board, near
from reviews.views.desk.forms import ClaimFields, DeclineForm, JoinForm, MarkForm, parsed

MOST_FOUND = 6
NO_CONTENT = 204


def number(value: str | None) -> int | None:
    """A primary key from a query string, whatever stands there."""
    return int(value) if value and value.isascii() and value.isdigit() else None


def show(request: UserRequest, article: Article) -> HttpResponse:
    """The triage page; for htmx the card asked for, and a row in place of the last one."""
    chosen = number(request.GET.get("statement"))
    board = Board(article, chosen=chosen, ask=request.GET.get("ask", ""))
    context = {"board": board, "article": article, "place": "articles"}
    if not request.htmx:
        return render(request, "desk/article.html", context)
    was = board.at_or_after(number(request.GET.get("was")))
    context["rows"] = [was] if was != board.active else []
    context["marked"] = board.blocks_of([was, board.active])
    return render(request, "desk/triage/opened.html", context)


@desk_only
@require_POST
def accept(request: UserRequest, pk: int) -> HttpResponse:
    """Make a claim of a statement and queue its review."""
    statement = get_object_or_404(Statement.objects.for_triage(), pk=pk)
    review = actions.accept(statement, by=request.user, **parsed(ClaimFields(request.POST)))
    return decided(
        request, statement, f"Statement {statement.number} accepted: claim {review.claim_id}."
    )


@desk_only
@require_POST
def decline(request: UserRequest, pk: int) -> HttpResponse:
    """Say that we will not check it, and why."""
    statement = get_object_or_404(Statement.objects.for_triage(), pk=pk)
    declined = claims.decline(statement, by=request.user, **parsed(DeclineForm(request.POST)))
    why = declined.get_decline_reason_display()
    return decided(request, statement, f"Statement {statement.number} declined: {why}.")


@desk_only
@require_POST
def join(request: UserRequest, pk: int) -> HttpResponse:
    """One more appearance of a known claim."""
    statement = get_object_or_404(Statement.objects.for_triage(), pk=pk)
    claim = parsed(JoinForm(request.POST))["claim"]
    claims.join(statement, claim=claim, by=request.user)
    return decided(
        request, statement, f"Statement {statement.number} joined to claim {claim.pk}."
    )


@desk_only
@require_POST
def undo(request: UserRequest, pk: int) -> HttpResponse:
    """Back to proposed, and open again."""
    statement = get_object_or_404(Statement.objects.for_triage(), pk=pk)
    actions.undo(statement, by=request.user)
    address = f"{article_url(statement.article_id)}?statement={pk}"
    if not request.htmx:
        messages.success(request, f"Statement {statement.number} is undecided again.")
        return redirect(f"{address}#s{pk}")
    if "was" not in request.POST:  # asked from another page
        return HttpResponse(headers={"HX-Redirect": address})
    board = Board(statement.article, chosen=pk)
    back = {one: "d" for one in board.statements if one.pk == pk}
    return changed(request, board, back, was=number(request.POST["was"]))


@desk_only
@require_POST
def mark(request: UserRequest, pk: int) -> HttpResponse:
    """A statement of words that the reader missed; it opens at once."""
    article = get_object_or_404(Article, pk=pk)
    given = MarkForm(request.POST)
    speaker = parsed(given)["speaker"]
    start, end = given.span_in(article.text)
    made = claims.mark_statement(
        article, start=start, end=end, speaker=speaker, by=request.user
    )
    if not request.htmx:
        return redirect(f"{article_url(pk)}?statement={made.pk}#s{made.pk}")
    board = Board(article, chosen=made.pk)
    return changed(request, board, {made: UNKNOWN}, was=number(request.POST.get("was")))


@desk_only
@require_GET
def changes(request: UserRequest, pk: int) -> HttpResponse:
    """What others decided since this page last heard; 204 where nothing changed."""
    article = get_object_or_404(Article.objects.select_related("publisher"), pk=pk)
    board = Board(article, chosen=number(request.GET.get("was")))
    known = board.differing(request.GET.get("states", ""))
    if not known:
        return HttpResponse(status=NO_CONTENT)
    return changed(request, board, known, was=number(request.GET.get("was")))


@desk_only
@require_GET
def near_claims(request: UserRequest) -> HttpResponse:
    """Claims to join to, or to know of before one makes a second: by words, or by likeness."""
    words = request.GET.get("q", "").strip()
    text = request.GET.get("text", "").strip()
    found = with_standing(_found(words)) if words else near(text)
    part = "choices" if "q" in request.GET else "list"
    context = {"claims": found, "words": words, "text": text}
    return render(request, f"desk/near.html#{part}", context)


@desk_only
@require_GET
def near_claim(request: UserRequest, pk: int) -> HttpResponse:
    """Other claims with much the words of this one."""
    claim = get_object_or_404(Claim, pk=pk)
    others = [one for one in near(claim.text) if one != claim]
    return render(request, "desk/near.html#others", {"claims": others})


def _found(words: str) -> Iterable[Claim]:
    """Claims that hold the words; a number is a claim's own."""
    pk = number(words)
    rows = Claim.objects.filter(pk=pk) if pk else Claim.objects.search(words)
    return rows.select_related("claimant")[:MOST_FOUND]


def article_url(pk: int) -> str:
    return reverse("reviews:article", args=[pk])


def decided(request: UserRequest, statement: Statement, words: str) -> HttpResponse:
    """After a decision: the next statement, with its undo at hand."""
    if not request.htmx:
        messages.success(request, words)
        return redirect(f"{article_url(statement.article_id)}?statement={statement.pk}#triage")
    board = Board(statement.article, chosen=statement.pk)
    gone = {one: LETTERS["proposed"] for one in board.statements if one.pk == statement.pk}
    response = changed(request, board, gone, was=statement.pk)
    undo_url = reverse("reviews:statement_undo", args=[statement.pk])
    response["HX-Trigger"] = json.dumps({"desk:toast": {"words": words, "undo": undo_url}})
    return response


def changed(
    request: UserRequest, board: Board, known: dict[Statement, str], *, was: int | None
) -> HttpResponse:
    """The parts of the page that differ now: rows gone or back, marks, progress, the open card.

    `known` holds the statements that changed, each with the letter of its state as the page
    knew it; `was` is the statement whose card the page has open.
    """
    back = [one for one in board.ranked if one in known]
    left = next((one for one in board.ranked if one.pk == was), None)
    waited = LETTERS["proposed"]
    context = {
        "board": board,
        "article": board.article,
        "no_row": [one for one, letter in known.items() if letter == waited],
        "not_done": [one for one, letter in known.items() if letter not in {waited, UNKNOWN}],
        "back": [(one, board.before(one)) for one in back],
        "done": [one for one in known if one not in back],
        "rows": [left] if left and left != board.active and left not in back else [],
        "opens": board.active is not None and board.active.pk != was,
        "marked": board.blocks_of([*known, left, board.active]),
    }
    return render(request, "desk/triage/changed.html", context)
