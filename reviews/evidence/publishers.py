"""Who publishes an archived page, for all who use it."""

from django.db import transaction

from accounts.models import User
from history.record import record
from sources.snapshots.models import Content, Snapshot
from sources.snapshots.publishers import Publisher


def publisher_name(page: Snapshot) -> str:
    """Who publishes it, as the desk knows; "" for nobody."""
    name = Content.objects.filter(pk=page.pk).values_list("publisher__name", flat=True)
    return name.first() or ""


@transaction.atomic
def set_publisher(page: Snapshot, *, publisher: str, by: User) -> None:
    """Set the publisher of a page. Setting the same name again records nothing."""
    before = publisher_name(page)
    named = Publisher.named(publisher)
    after = named.name if named else ""
    if before == after:
        return
    Content.objects.filter(pk=page.pk).update(publisher=named, parser_version="")
    record(f"snapshot:{page.pk}", "set-publisher", by=by, before=before, publisher=after)
