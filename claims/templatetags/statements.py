"""Template filters for statements."""

from django import template

from accounts.models import User
from claims.statements import policies, speakers
from claims.statements.models import Statement
from claims.statements.reasons import translate_reason

register = template.Library()


@register.filter
def translated(reasons: list[str]) -> list[str]:
    """Return the reasons for a statement's worth in the language of the page."""
    return [translate_reason(reason) for reason in reasons]


@register.filter
def undo_refusal(statement: Statement, user: User) -> str:
    """Return why this person may not undo the decision, or "" if they may."""
    return policies.undo_refusal(user, statement)


@register.filter
def said_by(statement: Statement) -> str:
    """Return the speaker, or "Ada or Jo" if either may have said it, or "" for nobody."""
    return statement.speaker or speakers.join_names(statement.open_candidates)
