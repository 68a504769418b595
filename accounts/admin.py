from typing import Any

from allauth.account.decorators import secure_admin_login
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from accounts import actions
from accounts.models import User

# The desk's own sign-in, with its limits and its second factor; no door beside it.
admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]


@admin.register(User)
class DeskUserAdmin(UserAdmin):  # type: ignore[type-arg]
    list_display = ["username", "name", "role", "is_active", "last_login"]
    list_filter = ["role", "is_active"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        ("Person", {"fields": ["first_name", "last_name", "email"]}),
        ("At the desk", {"fields": ["role", "is_active"]}),
    ]

    def save_model(self, request: Any, obj: User, form: Any, change: bool) -> None:  # noqa: FBT001
        """A changed role goes through its action, which tells history."""
        role = obj.role
        obj.role = form.initial.get("role", "")
        super().save_model(request, obj, form, change)
        if role != obj.role:
            actions.change_role(obj, role=role, by=request.user)
