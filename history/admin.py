from django.contrib import admin

from history.models import Event


@admin.register(Event)
class EventAdmin(admin.ModelAdmin[Event]):
    list_display = ["chain", "seq", "kind", "actor", "occurred_at"]
    search_fields = ["chain", "kind", "actor"]
    readonly_fields = [field.name for field in Event._meta.fields]
    show_full_result_count = False

    def has_add_permission(self, request: object) -> bool:
        return False

    def has_change_permission(self, request: object, obj: Event | None = None) -> bool:
        return False

    def has_delete_permission(self, request: object, obj: Event | None = None) -> bool:
        return False
