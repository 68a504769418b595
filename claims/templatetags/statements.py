"""What templates ask about statements."""

from django import template

from accounts.models import User
from claims.statements import policies
from claims.statements.models import Statement

register = template.Library()


@register.filter
def undo_refusal(statement: Statement, user: User) -> str:
    """Why this person may not undo the decision; empty where they may."""
    return policies.undo_refusal(user, statement)
