"""The desk's standard: what is in force, and for admins the next version of it."""

from collections.abc import Sequence
from http import HTTPStatus
from typing import TypedDict

from django import forms
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from accounts.http import UserRequest, desk_only
from desk.forms import try_action
from desk.responses import UNPROCESSABLE, add_toast, render_page
from reviews.exceptions import Stale
from reviews.review import markdown
from reviews.standards import actions
from reviews.standards.models import ALWAYS, TEMPLATES, Standard, StandardTemplate

FIELDS = ("origins_needed", "reply_needed", "why_needed")


class StandardForm(forms.Form):
    """The next version, made from the one in force or from a template."""

    since = forms.IntegerField(widget=forms.HiddenInput)
    template = forms.ChoiceField(choices=Standard.Template.choices, widget=forms.HiddenInput)
    origins_needed = forms.IntegerField(
        label=gettext_lazy("Independent origins that a check needs"),
        min_value=0,
        max_value=9,
        help_text=gettext_lazy(
            "0: one passage is enough. Two papers that print one wire story are one origin"
        ),
    )
    reply_needed = forms.BooleanField(
        label=gettext_lazy("The claimant was asked, or the check says why not"), required=False
    )
    why_needed = forms.BooleanField(
        label=gettext_lazy("The review says why we check the claim"), required=False
    )
    policy = forms.CharField(
        label=gettext_lazy("What no software can know"),
        required=False,
        max_length=20_000,
        help_text=gettext_lazy(
            "how you choose claims, find sources, and are paid: readers see it on"
            " “How we work”. Markdown; “## ” begins a section"
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
    )
    reason = forms.CharField(
        label=gettext_lazy("Why it is set"),
        required=False,
        max_length=300,
        help_text=gettext_lazy("readers see it"),
    )

    @classmethod
    def to_begin_with(cls, in_force: Standard, template: str) -> "StandardForm":
        """Filled with the rules of the named template, else with those in force."""
        chosen = next((one for one in TEMPLATES if one.slug == template), None)
        rules = {name: getattr(chosen or in_force, name) for name in FIELDS}
        return cls(
            initial={
                "since": in_force.version,
                "template": chosen.slug if chosen else in_force.template,
                "policy": in_force.policy,
                **rules,
            }
        )


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def standard(request: UserRequest) -> HttpResponse:
    """Everybody at the desk sees what is asked of a check; an admin sets the next version."""
    in_force = Standard.current()
    if request.method == "POST":
        return _set(request)
    form = StandardForm.to_begin_with(in_force, request.GET.get("template", ""))
    return render_page(
        request, "desk/standard/standard.html", _context(request, in_force, form)
    )


def _set(request: UserRequest) -> HttpResponse:
    if not request.user.is_admin:
        raise PermissionDenied(_("Only an admin may set the desk’s standard."))
    form = StandardForm(request.POST)
    made: list[Standard] = []

    def set_it() -> None:
        made.append(actions.set_standard(by=request.user, **form.cleaned_data))

    try:
        if try_action(form, set_it):
            add_toast(
                request,
                _("Version %(version)s of the standard is in force.")
                % {"version": made[0].version},
            )
            return redirect("desk:standard")
        status = UNPROCESSABLE
    except Stale:
        form, status = _kept(request, Standard.current()), HTTPStatus.CONFLICT
    context = _context(request, Standard.current(), form)
    return render_page(request, "desk/standard/standard.html", context, status=status)


def _kept(request: UserRequest, in_force: Standard) -> StandardForm:
    """The form as typed, next to a version that somebody else set in the meantime."""
    form = StandardForm({**request.POST.dict(), "since": in_force.version})
    form.add_error(
        None,
        _(
            "Version %(version)s was set in the meantime, and is shown here as the one in"
            " force. What you typed is kept: set it if it is still right."
        )
        % {"version": in_force.version},
    )
    return form


class StandardContext(TypedDict):
    """The standard in force, the earlier ones, and the form for the next version."""

    form: StandardForm
    in_force: Standard
    next_version: int
    always: Sequence[str]
    templates: Sequence[StandardTemplate]
    chosen: str
    policy: SafeString
    earlier: QuerySet[Standard]
    may_set: bool
    place: str


def _context(request: UserRequest, in_force: Standard, form: StandardForm) -> StandardContext:
    return {
        "form": form,
        "in_force": in_force,
        "next_version": in_force.version + 1,
        "always": ALWAYS,
        "templates": TEMPLATES,
        "chosen": form["template"].value(),
        "policy": markdown.render_body(in_force.policy, []),
        "earlier": Standard.objects.select_related("set_by"),
        "may_set": request.user.is_admin,
        "place": "standard",
    }
