"""Changes to what readers see: an editor confirms or refuses them."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from accounts.http import UserRequest, desk_only
from desk.responses import add_toast, render_page
from reviews.proposed_changes import actions
from reviews.proposed_changes.models import ProposedChange


def _back(request: UserRequest) -> str:
    """To the page where the button was; the inbox has one for each."""
    asked = request.POST.get("back", "")
    is_ours = url_has_allowed_host_and_scheme(asked, allowed_hosts=None)
    return asked if is_ours else reverse("desk:inbox")


@desk_only
@require_GET
def change(request: UserRequest, pk: int) -> HttpResponse:
    """One proposed change: before, after, and the decision."""
    found = get_object_or_404(ProposedChange.objects.with_subjects(), pk=pk)
    return render_page(
        request, "desk/proposed_changes/change.html", {"change": found, "place": "turn"}
    )


@desk_only
@require_POST
def confirm(request: UserRequest, pk: int) -> HttpResponse:
    """Make the change that a checker proposed."""
    actions.confirm_change(get_object_or_404(ProposedChange, pk=pk), by=request.user)
    add_toast(request, _("Confirmed: readers see it now."))
    return redirect(_back(request))


@desk_only
@require_POST
def refuse(request: UserRequest, pk: int) -> HttpResponse:
    """Refuse a change; also used by the checker who proposed it, to withdraw it."""
    change = get_object_or_404(ProposedChange, pk=pk)
    actions.refuse_change(change, note=request.POST.get("note", "")[:500], by=request.user)
    add_toast(request, _("Left as it is."))
    return redirect(_back(request))
