"""The second reader's work on one article: have it tried again where it failed."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.articles.models import Article
from claims.second_reader import actions


@desk_only
@require_POST
def read_second_again(request: UserRequest, pk: int) -> HttpResponse:
    """Try a failed second reading once more, from where it stopped."""
    actions.retry_second_reading(get_object_or_404(Article, pk=pk), by=request.user)
    return redirect("desk:article", pk)
