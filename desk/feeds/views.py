"""Feeds: what the desk follows, the entries of each, and errors."""

from collections.abc import Callable

from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST
from django_stubs_ext import StrPromise

from accounts.http import UserRequest, desk_only
from accounts.models import User
from claims.feeds import actions
from claims.feeds.models import Entry, Feed
from desk.feeds.forms import FeedChangeForm, FeedForm
from desk.forms import valid_data
from desk.pagination import page_before
from desk.responses import UNPROCESSABLE, add_toast, render_page
from jobs.models import JobState


@desk_only
@require_GET
def feeds(request: UserRequest) -> HttpResponse:
    """Every feed: those with errors first, then by name."""
    rows = sorted(Feed.objects.for_lists(), key=lambda feed: (_rank(feed), str(feed).lower()))
    return render_page(request, "desk/feeds/list.html", {"feeds": rows, "place": "feeds"})


def _rank(feed: Feed) -> int:
    return 0 if feed.is_failing else 2 if feed.is_stopped else 1


@desk_only
def new_feed(request: UserRequest) -> HttpResponse:
    """Follow a feed by its address, or by that of a page that names it."""
    form = FeedForm(request.POST or None, initial={"url": request.GET.get("url", "")})
    if request.method == "POST" and (feed := form.add(by=request.user)):
        return redirect("desk:feed", feed.pk)
    status = UNPROCESSABLE if request.method == "POST" else 200
    context = {"form": form, "place": "feeds"}
    return render(request, "desk/feeds/new.html", context, status=status)


@desk_only
@require_GET
def feed(request: UserRequest, pk: int) -> HttpResponse:
    """One feed: the state of its polling, and its entries with their results, newest first."""
    found = get_object_or_404(Feed.objects.for_lists(), pk=pk)
    rows = Entry.objects.filter(feed=found).select_related("article").defer("article__text")
    is_first_poll = found.polled_at is None and not found.is_stopped
    context = {
        "feed": found,
        "page": page_before(rows, request.GET.get("before")),
        "change": FeedChangeForm(
            initial={"interval": found.interval, "publisher": found.publisher or ""}
        ),
        "is_being_polled": is_first_poll or found.state == JobState.RUNNING,
        "place": "feeds",
    }
    if request.htmx:
        return render(request, "desk/feeds/feed.html#state", context)
    return render_page(request, "desk/feeds/feed.html", context)


def _feed_view(act: Callable[..., Feed], said: StrPromise) -> Callable[..., HttpResponseBase]:
    """A view that does one thing to a feed, says so in `said`, and shows the feed again."""

    @desk_only
    @require_POST
    def view(request: UserRequest, pk: int) -> HttpResponse:
        found = act(get_object_or_404(Feed, pk=pk), request, request.user)
        add_toast(request, said % {"feed": found})
        return redirect("desk:feed", found.pk)

    return view


def _change(feed: Feed, request: UserRequest, by: User) -> Feed:
    return actions.change_feed(feed, by=by, **valid_data(FeedChangeForm(request.POST)))


def _choose(feed: Feed, request: UserRequest, by: User) -> Feed:
    return actions.choose_feed(feed, url=request.POST.get("url", ""), by=by)


change_feed = _feed_view(_change, _("%(feed)s: changed."))
choose_feed = _feed_view(_choose, _("%(feed)s: followed from now on."))
poll_feed = _feed_view(
    lambda feed, _request, by: actions.poll_now(feed, by=by), _("%(feed)s: being polled now.")
)
stop_feed = _feed_view(
    lambda feed, _request, by: actions.stop_feed(feed, by=by), _("%(feed)s: stopped.")
)
start_feed = _feed_view(
    lambda feed, _request, by: actions.start_feed(feed, by=by), _("%(feed)s: started.")
)
