"""Who may undo a decision about a statement. Pages and actions ask here."""

from django.utils.translation import gettext as _

from accounts.models import User
from claims.statements.models import Statement


def undo_refusal(user: User, statement: Statement) -> str:
    """Return why somebody may not undo this decision, as a sentence, or "" if they may."""
    decider = statement.triaged_by
    if decider is None or decider.pk == user.pk or user.is_editor:
        return ""
    words = _("%(who)s decided this. Ask them, or an editor, to undo it.")
    return words % {"who": decider.name}
