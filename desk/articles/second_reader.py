"""The second reader's work on one article: retry it after a failure."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.articles.models import Article
from claims.second_reader import actions


@desk_only
@require_POST
def read_second_again(request: UserRequest, pk: int) -> HttpResponse:
    """Retry a failed second reading from where it stopped."""
    actions.retry_second_reading(get_object_or_404(Article, pk=pk), by=request.user)
    return redirect("desk:article", pk)
