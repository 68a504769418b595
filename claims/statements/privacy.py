"""Show or hide the words of declined statements in the docket."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.privacy import EDITORS_RELEASE
from claims.statements.models import Statement
from history.record import record


@transaction.atomic
def release_words(statement: Statement, *, released: bool, by: User) -> Statement:
    """Let the docket show the words of a declined statement, or hide them again.

    Only editors may show them. Statements declined as being about a private person can't be
    shown.
    """
    if not by.is_checker:
        raise PermissionDenied(_("Only people of the desk may do this."))
    if released and not by.is_editor:
        raise PermissionDenied(EDITORS_RELEASE)
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.state != Statement.State.DECLINED:
        raise ValidationError(_("Only the words of a declined statement can be released."))
    if released and statement.decline_reason == Statement.Reason.PRIVATE_PERSON:
        raise ValidationError(_("This statement was declined as being about a private person."))
    if (statement.released_by_id is not None) == released:
        return statement
    statement.released_by = by if released else None
    statement.save(update_fields=["released_by"])
    kind = "release-words" if released else "withhold-words"
    record(f"article:{statement.article_id}", kind, by=by, statement=statement.pk)
    return statement
