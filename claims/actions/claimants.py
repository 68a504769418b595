"""What the desk learns of who says things."""

from django.db import transaction

from accounts.models import User
from claims.models import Claimant
from history.recording import record


@transaction.atomic
def remember_spelling(claimant: Claimant, spelling: str, *, by: User) -> Claimant:
    """This spelling means this claimant from now on, unless it is somebody's already."""
    spelling = " ".join(spelling.split())[:200]
    claimant = Claimant.objects.select_for_update(of=("self",)).get(pk=claimant.pk)
    if not spelling or Claimant.objects.spelled(spelling).exists():
        return claimant
    claimant.aliases = [*claimant.aliases, spelling]
    claimant.save(update_fields=["aliases"])
    record(f"claimant:{claimant.pk}", "remember-spelling", by=by, spelling=spelling)
    return claimant
