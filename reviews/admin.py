"""What an admin sets about reviews: the messages that ask for a reply."""

from django.contrib import admin

from reviews.replies.models import ReplyTemplate


@admin.register(ReplyTemplate)
class ReplyTemplateAdmin(admin.ModelAdmin):  # type: ignore[type-arg]
    """Messages to start from: {claim}, {claimant}, {due}, {desk}, {name}, {url} are filled."""

    list_display = ["name", "subject", "place"]
    list_editable = ["place"]
