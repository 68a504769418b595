"""The desk's standard: setting a version of it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.models import User
from history.record import record
from reviews.exceptions import Stale
from reviews.standards.models import Standard

FACTS = (
    "version",
    "template",
    "origins_needed",
    "reply_needed",
    "why_needed",
    "reason",
    "policy",
)
"""The facts of a standard that its event has."""


@transaction.atomic
def set_standard(
    *,
    since: int,
    template: str = Standard.Template.DEFAULT,
    origins_needed: int = 0,
    reply_needed: bool = False,
    why_needed: bool = False,
    policy: str = "",
    reason: str = "",
    by: User,
) -> Standard:
    """Set a new version of the standard. Only admins may.

    `since` is the version that was current when this one was written, 0 if there was none.
    Raises `Stale` if another one was set in the meantime, and `ValidationError` for rules out
    of range, or without a reason that tells readers why the standard changes.
    """
    if not by.is_admin:
        raise PermissionDenied("Only an admin may set the desk's standard.")
    version = Standard.current().version
    if since != version:
        raise Stale(f"Version {version} was set in the meantime: look at it first.")
    reason = " ".join(reason.split())
    if version and not reason:
        raise ValidationError({"reason": _("Say why it changes: readers will see it.")})
    standard = Standard(
        version=version + 1,
        template=template,
        origins_needed=origins_needed,
        reply_needed=reply_needed,
        why_needed=why_needed,
        policy=policy.replace("\r\n", "\n").replace("\x00", "").strip(),
        reason=reason,
        set_by=by,
    )
    standard.full_clean()
    _save_first(standard)
    record("site", "set-standard", by=by, **{name: getattr(standard, name) for name in FACTS})
    standard.refresh_from_db()
    return standard


def _save_first(standard: Standard) -> None:
    """Save a new version. Raises `Stale` if somebody else set one at the same moment."""
    try:
        with transaction.atomic():
            standard.save()
    except IntegrityError as error:
        message = f"Version {standard.version} was set at the same moment: look at it first."
        raise Stale(message) from error
