"""Who said a statement, where two fit: a person chooses, and can undo that.

Extraction names nobody then: a guess would be read as a fact, and a wrong name accuses.
"""

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.statements import preferences as ranking_preferences
from claims.statements.actions import AlreadyTriaged, lock_proposed
from claims.statements.models import Statement
from history.record import record

CHOSEN_FIELDS = (
    *("speaker", "speaker_role", "speaker_chosen_by"),
    *ranking_preferences.RANKED_FIELDS,
)


@transaction.atomic
def choose_speaker(statement: Statement, *, speaker: str, by: User) -> Statement:
    """Choose who said a statement among its candidates, or "" for none of them.

    Choosing the same again changes nothing. Raises AlreadyTriaged if somebody has decided on
    the statement or chose another, and ValidationError if the name is no candidate.
    """
    statement = lock_proposed(statement)
    name = " ".join(speaker.split())
    candidates = list(statement.speaker_candidates)
    if not candidates:
        raise ValidationError(_("Nobody asks who said this. Correct the speaker instead."))
    if statement.speaker_chosen_by:
        if name == (statement.speaker or ""):
            return statement
        raise AlreadyTriaged(_chosen_before(statement))
    if name and name not in candidates:
        raise ValidationError(
            _("Choose one of these: %(names)s.") % {"names": ", ".join(candidates)}
        )
    statement.speaker = name or None
    statement.speaker_role = role_in_article(statement, name)
    statement.speaker_chosen_by = by
    _save(statement)
    details = {"statement": statement.pk, "candidates": candidates, "speaker": name or None}
    record(f"article:{statement.article_id}", "choose-speaker", by=by, **details)
    return statement


@transaction.atomic
def undo_choice(statement: Statement, *, by: User) -> Statement:
    """Ask again who said a statement. If nobody has chosen, nothing changes."""
    statement = lock_proposed(statement)
    if statement.speaker_chosen_by is None:
        return statement
    was = statement.speaker
    statement.speaker, statement.speaker_role = None, ""
    statement.speaker_chosen_by = None
    _save(statement)
    details = {"statement": statement.pk, "speaker": was}
    record(f"article:{statement.article_id}", "undo-speaker", by=by, **details)
    return statement


def join_names(names: list[str]) -> str:
    """Return names as a choice: "Petra Vald or Mara Brook"; "" without names."""
    if len(names) < 2:  # noqa: PLR2004 - nothing to choose from
        return "".join(names)
    return _("%(names)s or %(last)s") % {"names": ", ".join(names[:-1]), "last": names[-1]}


def role_in_article(statement: Statement, name: str) -> str:
    """Return the role that the article gives somebody next to another statement, or ""."""
    if not name:
        return ""
    theirs = Statement.objects.filter(article=statement.article_id, speaker=name)
    roles = theirs.exclude(speaker_role="").order_by("start")
    return roles.values_list("speaker_role", flat=True).first() or ""


def _chosen_before(statement: Statement) -> str:
    assert statement.speaker_chosen_by is not None
    who = statement.speaker_chosen_by.name
    if statement.speaker is None:
        words = _("%(who)s said already that it was none of them. Undo that choice first.")
        return words % {"who": who}
    words = _("%(who)s has chosen %(name)s already. Undo that choice first.")
    return words % {"who": who, "name": statement.speaker}


def _save(statement: Statement) -> None:
    ranking_preferences.apply_preferences(statement)
    statement.full_clean()
    statement.save(update_fields=CHOSEN_FIELDS)
