"""Who may take back what was decided about a statement, answered once for pages and actions."""

from accounts.models import User
from claims.statements.models import Statement


def undo_refusal(user: User, statement: Statement) -> str:
    """Why somebody may not undo this decision, in a sentence; empty where they may."""
    decider = statement.triaged_by
    if decider is None or decider.pk == user.pk or user.is_editor:
        return ""
    return f"{decider.name} decided this. Ask them, or an editor, to undo it."
