"""What was promised, by whom and by when: a list that can be followed."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from accounts.http import UserRequest, desk_only
from claims.claims import defaults as claim_defaults
from claims.statements.models import Statement
from desk.pagination import filter_query, page_before
from reviews.publication.claim_status import with_standing


@desk_only
@require_GET
def promises(request: UserRequest) -> HttpResponse:
    """Every promise that waits or was accepted, the newest first, with its time if one was
    said; `?q=` keeps those by somebody of that name.
    """
    words = request.GET.get("q", "").strip()
    rows = (
        Statement.objects.promises()
        .said_first()
        .select_related("article__publisher", "claim__claimant")
    )
    if words:
        rows = rows.said_by(words)
    page = page_before(rows, request.GET.get("before"))
    with_standing({one.claim for one in page.rows if one.claim})
    for one in page.rows:
        one.due = claim_defaults.promise_due(one)
    context = {
        "page": page,
        "words": words,
        "query": filter_query(request, "q"),
        "place": "claims",
    }
    return render(request, "desk/claims/promises.html", context)
