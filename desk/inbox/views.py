"""Your turn, the queue, and the next review to take."""

from collections.abc import Collection

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from accounts.models import User
from claims.articles.models import Article
from claims.claimants.models import Topic
from desk.articles.forms import ArticleForm
from desk.inbox import alerts
from desk.inbox import rows as turns
from desk.pagination import filter_query
from desk.responses import render_page
from reviews.review.models import Review
from reviews.standards.models import TEMPLATES, Standard
from reviews.workflow import moves
from reviews.workflow.querysets import DetailedReviews

PER_PAGE = 40
TO_LOOK_AT = (
    "quarantines",
    "on_quarantined",
    "reports",
    "sources",
    "changes",
    "troubled",
    "vanished",
)


@desk_only
@require_GET
def inbox(request: UserRequest) -> HttpResponse:
    """What is waiting for you, for others and for anybody, with the reason and since when."""
    sections: dict[str, Collection[object]] = {
        "turn": turns.your_turn(request.user),
        "quarantines": alerts.quarantines_to_decide(request.user),
        "on_quarantined": alerts.checks_on_quarantined(request.user),
        "reports": alerts.reports_to_answer(request.user),
        "sources": alerts.changed_sources(request.user),
        "changes": alerts.proposed_changes(request.user),
        "troubled": alerts.feeds_to_look_at(request.user),
        "vanished": alerts.vanished_words(request.user),
        "around": alerts.changed_around(request.user),
        "waiting": turns.waiting_on_others(request.user),
        "unassigned": turns.unassigned(),
        "lately": turns.published_lately(),
    }
    is_empty = not any(sections.values())
    context = {
        **sections,
        "place": "turn",
        "standards": TEMPLATES if _wants_a_standard(request.user) else (),
        "n_to_look_at": sum(len(sections[name]) for name in TO_LOOK_AT),
        "form": ArticleForm() if is_empty else None,
        "is_first_run": is_empty and not Article.objects.exists(),
    }
    return render_page(request, "desk/inbox/inbox.html", context)


def _wants_a_standard(user: User) -> bool:
    """Whether to ask the admin of a new desk which standard its checks must meet."""
    return user.is_admin and not Standard.current().version


@desk_only
@require_GET
def queue(request: UserRequest) -> HttpResponse:
    """What is waiting for a checker, most important first; the address holds the filters."""
    words, topic = request.GET.get("q", "").strip(), request.GET.get("topic", "")
    rows = DetailedReviews(Review).about(words=words, topic=topic)
    reviews, after = turns.queue_page(rows, request.GET.get("after", ""), size=PER_PAGE)
    context = {
        "reviews": reviews,
        "after": after,
        "with_due": any(review.due_at for review in reviews),
        "words": words,
        "topic": topic,
        "topics": Topic.objects.all(),
        "query": filter_query(request, "q", "topic"),
        "place": "queue",
    }
    return render_page(request, "desk/inbox/queue.html", context)


@desk_only
@require_POST
def take_next(request: UserRequest) -> HttpResponse:
    """Take the most important queued review; if there is none, the page says so."""
    review = moves.take_next(by=request.user)
    if review is None:
        messages.info(request, _("Nothing is waiting in the queue: every review has a holder."))
        return redirect("desk:inbox")
    undo = reverse("desk:move", args=[review.pk, "release"])
    messages.success(request, _("Taken: it is yours."), extra_tags=undo)
    return redirect("desk:review", review.pk)
