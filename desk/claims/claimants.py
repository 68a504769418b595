"""Claimants: the facts that the desk knows about them."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.http import UserRequest, desk_only
from claims.claimants.models import Claimant
from desk.forms import WEB_ADDRESS, valid_data
from desk.responses import PROPOSED
from readers.row_ids import key_in
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.proposed_changes.models import ProposedChange


class ClaimantForm(forms.Form):
    """Kind, role, Wikidata address, and other spellings, a line each."""

    kind = forms.ChoiceField(choices=[("", ""), *Claimant.Kind.choices], required=False)
    described_as = forms.CharField(required=False, max_length=100)
    role = forms.CharField(required=False, max_length=200)
    same_as = forms.URLField(
        required=False, max_length=200, assume_scheme="https", error_messages=WEB_ADDRESS
    )
    aliases = forms.CharField(required=False, widget=forms.Textarea(attrs={"rows": 3}))

    def clean_aliases(self) -> list[str]:
        return [line.strip() for line in self.cleaned_data["aliases"].splitlines()]


@desk_only
@require_POST
def describe(request: UserRequest, pk: int) -> HttpResponse:
    """Change the facts about a claimant, from the page of one of their claims."""
    claimant = get_object_or_404(Claimant, pk=pk)
    claim = get_object_or_404(claimant.claims, pk=key_in(request.POST.get("claim")) or 0)
    given = valid_data(ClaimantForm(request.POST))
    known = describe_claimant_or_propose(claimant, by=request.user, **given)
    is_proposed = isinstance(known, ProposedChange)
    messages.success(
        request,
        PROPOSED
        if is_proposed
        else _("The facts about %(claimant)s were changed.") % {"claimant": claimant},
    )
    return redirect("desk:claim", claim.pk)
