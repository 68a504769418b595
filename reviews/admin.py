"""What an admin sets about reviews: the desk's standard, the messages that ask for a reply."""

from django.contrib import admin
from django.http import HttpRequest

from history.recording import record
from reviews.models import ReplyTemplate, Standard


@admin.register(Standard)
class StandardAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """One row: without it the default standard alone is asked for."""

    fields = ["origins_needed", "reply_needed"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return super().has_add_permission(request) and not Standard.objects.exists()

    def has_delete_permission(self, _request: HttpRequest, _obj: object = None) -> bool:
        """It is set to ask for nothing, which history tells; it does not vanish untold."""
        return False

    def save_model(
        self,
        request: HttpRequest,
        obj: Standard,
        form: object,
        change: bool,  # noqa: FBT001
    ) -> None:
        """The one row, and its event: the gate of every open review depends on it."""
        obj.pk = 1
        obj.save()
        needs = {"origins_needed": obj.origins_needed, "reply_needed": obj.reply_needed}
        record("site", "set-standard", by=request.user, **needs)  # type: ignore[arg-type]


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Messages to start from: {claim}, {claimant}, {due}, {desk}, {name}, {url} are filled."""

    list_display = ["name", "subject", "place"]
    list_editable = ["place"]
