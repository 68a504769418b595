"""Set and drop the desk's ranking preferences."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from claims.preferences.models import RankingPreference
from claims.statements import preferences as ranking_preferences
from history.record import record

NOT_YOURS = gettext_lazy("Only an editor may change the desk’s preferences.")


@transaction.atomic
def add_preference(*, kind: str, text: str, amount: float, by: User) -> RankingPreference:
    """Raise (0 to 2) or lower (0 to -2) a topic, person or word, and rerank what waits."""
    _check_editor(by)
    made = RankingPreference(kind=kind, text=" ".join(text.split()), amount=amount, set_by=by)
    made.full_clean()
    if not amount:
        raise ValidationError({"amount": _("Say whether it is raised or lowered.")})
    if not any(character.isalnum() for character in made.text):
        raise ValidationError({"text": _("Give a word, a name or a topic.")})
    made.save()
    _rerank("lean", made, by=by)
    return made


@transaction.atomic
def drop_preference(dropped: RankingPreference, *, by: User) -> None:
    """Drop a preference, and rerank what waits."""
    _check_editor(by)
    dropped = RankingPreference.objects.select_for_update().get(pk=dropped.pk)
    dropped.delete()
    _rerank("leave-off", dropped, by=by)


def _check_editor(by: User) -> None:
    if not by.is_editor:
        raise PermissionDenied(NOT_YOURS)


def _rerank(kind: str, preference: RankingPreference, *, by: User) -> None:
    """Rerank proposed statements, and record the change of the preference."""
    moved = ranking_preferences.rerank_proposed()
    record(
        "site",
        kind,
        by=by,
        what=preference.kind,
        text=preference.text,
        hundredths=round(100 * preference.amount),  # history has no fractions
        moved=moved,
    )
