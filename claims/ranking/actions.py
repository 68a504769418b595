"""What is done about leanings: lean on a topic, person or word, and leave off again."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from claims.preferences.models import Leaning
from claims.statements import preferences as ranking_preferences
from history.record import record

NOT_YOURS = gettext_lazy("Only an editor may change the desk’s preferences.")


@transaction.atomic
def add_leaning(*, kind: str, text: str, amount: float, by: User) -> Leaning:
    """Raise (0 to 2) or lower (0 to -2) a topic, person or word, and rank anew what waits."""
    _check(by)
    made = Leaning(kind=kind, text=" ".join(text.split()), amount=amount, set_by=by)
    made.full_clean()
    if not amount:
        raise ValidationError({"amount": _("Say whether it is raised or lowered.")})
    if not any(character.isalnum() for character in made.text):
        raise ValidationError({"text": _("Give a word, a name or a topic.")})
    made.save()
    _tell("lean", made, by=by)
    return made


@transaction.atomic
def drop_leaning(dropped: Leaning, *, by: User) -> None:
    """Lean on it no more, and rank anew what waits."""
    _check(by)
    dropped = Leaning.objects.select_for_update().get(pk=dropped.pk)
    dropped.delete()
    _tell("leave-off", dropped, by=by)


def _check(by: User) -> None:
    if not by.is_editor:
        raise PermissionDenied(NOT_YOURS)


def _tell(kind: str, which: Leaning, *, by: User) -> None:
    moved = ranking_preferences.rerank_proposed()
    # History knows no fractions: hundredths of a log-odd.
    told = {"what": which.kind, "text": which.text, "hundredths": round(100 * which.amount)}
    record("site", kind, by=by, **told, moved=moved)
