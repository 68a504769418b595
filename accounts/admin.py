"""Accounts in the admin site: every change there is an action, as on the desk's pages."""

from typing import Any

import allauth.account.admin
import allauth.mfa.admin
import allauth.usersessions.admin  # noqa: F401 - they register what is taken away below
from allauth.account.decorators import secure_admin_login
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib import admin, messages
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _

from accounts import actions
from accounts.forms import AdminPasswordForm
from accounts.models import LEFT, Byline, User
from history.models import Event

REFERRED_TO_BY = ("public_id", "legacy_username")

# The desk's own sign-in, with its limits and its second factor: there is no other way in.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


def change_own_password(*_: object) -> HttpResponse:
    """Without the admin site's own password page, which would end no token."""
    return redirect("account_change_password")


admin.site.password_change = change_own_password  # type: ignore[method-assign,assignment]

# Changes of these rows would bypass our actions, and so history.
admin.site.unregister([Authenticator, EmailAddress, UserSession])

DETAILS = ("username", "first_name", "last_name", "email")


@admin.register(User)
class DeskUserAdmin(UserAdmin):  # type: ignore[type-arg]
    list_display = ["username", "name", "byline", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    actions = ["show_as_the_desk", "erase_names"]
    change_password_form = AdminPasswordForm
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("At the desk", {"fields": ["role", "is_active"]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "usable_password", "password1", "password2"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("At the desk", {"fields": ["role"]}),
    ]

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        """Save each change by its action, which records it in history."""
        given, by = form.cleaned_data, request.user
        if not change:
            obj.pk = actions.invite(
                username=given["username"],
                password=given.get("password1") or None,
                role=given["role"],
                name=f"{given['first_name']} {given['last_name']}".strip(),
                email=given["email"],
                by=by,
            ).pk
            obj.refresh_from_db()
            return
        if details := {name: given[name] for name in DETAILS if name in form.changed_data}:
            actions.change_details(obj, details=details, by=by)
        if "role" in form.changed_data:
            actions.change_role(obj, role=given["role"], by=by)
        if "is_active" in form.changed_data:
            (actions.reactivate if given["is_active"] else actions.deactivate)(obj, by=by)

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> list[str]:
        """Nobody may change an account whose name was erased."""
        if obj and obj.name_erased_at:
            return [*DETAILS, "role", "is_active"]
        return list(super().get_readonly_fields(request, obj))

    @admin.action(description=_("Show as “the desk” to readers, at once"))
    def show_as_the_desk(self, request: Any, queryset: QuerySet[User]) -> None:
        for user in queryset.order_by("pk"):
            actions.set_byline(user, choice=Byline.DESK, by=request.user)
        self.message_user(request, _("Readers now see “the desk” instead of their names."))

    @admin.action(description=_("Erase the names for good, and deactivate the accounts…"))
    def erase_names(self, request: Any, queryset: QuerySet[User]) -> HttpResponse | None:
        """Ask for confirmation first, because this cannot be undone."""
        if "confirmed" not in request.POST:
            context = {**self.admin_site.each_context(request), "users": queryset}
            return render(request, "admin/accounts/user/erase_names.html", context)
        try:
            with transaction.atomic():
                for user in queryset.order_by("pk"):
                    actions.erase_name(user, why=request.POST["why"], by=request.user)
        except ValidationError as error:
            self.message_user(request, " ".join(error.messages), messages.ERROR)
        else:
            self.message_user(
                request, _("The names were erased, and the accounts were deactivated.")
            )
        return None

    def has_delete_permission(self, request: HttpRequest, obj: User | None = None) -> bool:
        """Nobody may delete an account: it is deactivated, so that its work stays its own."""
        return False


@admin.register(Authenticator)
class SecondFactorAdmin(admin.ModelAdmin[Authenticator]):
    """Who has a second factor. Remove it for somebody who lost the phone."""

    list_display = ["user", "type", "created_at", "last_used_at"]
    list_filter = ["type"]
    fields = ["user", "type", "created_at", "last_used_at"]
    search_fields = ["user__username"]

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: Authenticator | None = None) -> bool:
        return False

    def delete_model(self, request: Any, obj: Authenticator) -> None:
        actions.remove_second_factor(obj.user, by=request.user)

    def delete_queryset(self, request: Any, queryset: QuerySet[Authenticator]) -> None:
        for user in User.objects.filter(pk__in=queryset.values("user")).order_by("pk"):
            actions.remove_second_factor(user, by=request.user)


@admin.register(Event)
class EventAdmin(admin.ModelAdmin[Event]):
    """History, read-only. It is registered here because `history` knows no people.

    Each person is shown, and found, by their present username.
    """

    list_display = ["chain", "seq", "kind", "who", "occurred_at"]
    search_fields = ["chain", "kind"]
    readonly_fields = ["who", *(field.name for field in Event._meta.fields)]
    show_full_result_count = False

    def has_add_permission(self, request: Any) -> bool:
        return False

    def has_change_permission(self, request: Any, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: Any, obj: Event | None = None) -> bool:
        return False

    def get_queryset(self, request: Any) -> QuerySet[Event]:
        users = [User.objects.filter(**{name: OuterRef("actor")}) for name in REFERRED_TO_BY]
        names = (Subquery(one.values("username")[:1]) for one in users)
        return super().get_queryset(request).annotate(username=Coalesce(*names))

    @admin.display(ordering="actor")
    def who(self, event: Event) -> str:
        return event.username or LEFT  # type: ignore[attr-defined]

    def get_search_results(
        self, request: Any, queryset: QuerySet[Event], search_term: str
    ) -> tuple[QuerySet[Event], bool]:
        found, has_duplicates = super().get_search_results(request, queryset, search_term)
        person = User.objects.filter(username=search_term.strip()).first()
        if person:
            found |= queryset.filter(actor__in=person.references)
        return found, has_duplicates
