"""What readers may know about a text, and opening the attachments of an e-mail."""

from django import forms
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.articles.models import Article
from claims.attachments import actions as article_open_attachments
from claims.claims import privacy as claim_privacy
from claims.claims.models import Claim
from claims.statements import privacy as statement_privacy
from claims.statements.models import Statement
from desk.forms import valid_data
from desk.responses import add_toast
from desk.triage.views import article_url
from reviews.triage import privacy as triage_privacy


class PrivacyForm(forms.Form):
    private = forms.TypedChoiceField(
        choices=[("yes", ""), ("no", "")], coerce=lambda value: value == "yes"
    )


class DocketForm(forms.Form):
    docket = forms.ChoiceField(choices=[("", ""), *Claim.Docket.choices], required=False)


@desk_only
@require_POST
def set_privacy(request: UserRequest, pk: int) -> HttpResponse:
    """Mark a text as private, or as one that readers may know about."""
    is_private = valid_data(PrivacyForm(request.POST))["private"]
    article = get_object_or_404(Article, pk=pk)
    triage_privacy.set_private(article, is_private=is_private, by=request.user)
    said = _("Private: readers won’t learn that it exists.") if is_private else _("Public now.")
    add_toast(request, said)
    return redirect("desk:article", pk)


@desk_only
@require_POST
def open_attachments(request: UserRequest, pk: int) -> HttpResponse:
    """Make articles of an e-mail's attachments."""
    article_open_attachments.open_attachments(
        get_object_or_404(Article, pk=pk), by=request.user
    )
    add_toast(request, _("Its attachments are being opened: each file becomes an article."))
    return redirect("desk:article", pk)


@desk_only
@require_POST
def set_docket(request: UserRequest, pk: int) -> HttpResponse:
    """Whether the docket shows a claim's words."""
    docket = valid_data(DocketForm(request.POST))["docket"]
    claim_privacy.set_docket(get_object_or_404(Claim, pk=pk), docket=docket, by=request.user)
    add_toast(request, _("Changed what the docket shows of this claim."))
    return redirect("desk:claim", pk)


@desk_only
@require_POST
def release_words(request: UserRequest, pk: int) -> HttpResponse:
    """Whether the docket shows the words of a declined statement."""
    statement = get_object_or_404(Statement, pk=pk)
    released = valid_data(DocketForm(request.POST))["docket"] == Claim.Docket.SHOWN
    statement_privacy.release_words(statement, released=released, by=request.user)
    add_toast(request, _("In the docket.") if released else _("Out of the docket."))
    return redirect(f"{article_url(statement.article_id)}#d{pk}")
