"""Who may withhold what, who confirms it, and when it comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.db.models.functions import Now

from history.models import Event
from reviews import actions
from reviews.models import Withholding
from reviews.withholding import Withheld
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return stories.published()


def kinds(check):
    return list(
        Event.objects.of(check.claim.chain).order_by("seq").values_list("kind", flat=True)
    )


def overdue(withholding, *, by=timedelta(seconds=1)):
    """Nobody confirmed it in time: the database's clock cannot be moved, so the row is.

    The trigger refuses that to everybody, so it is put aside as its owner would have to.
    """
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL ROLE factcheck_owner")
        cursor.execute("ALTER TABLE reviews_withholding DISABLE TRIGGER withholding_life")
        cursor.execute("RESET ROLE")
    Withholding.objects.filter(pk=withholding.pk).update(confirm_by=Now() - by)


def test_one_editor_withholds_and_another_confirms(check):
    withholding = given.withheld(check)
    assert Withheld.now().check(check) == withholding

    confirmed = given.confirmed(withholding)

    assert confirmed.confirmed_by != confirmed.withheld_by
    assert Withheld.now().check(check) == withholding
    assert kinds(check)[-2:] == ["withhold", "confirm-withholding"]


def test_a_checker_withholds_confirms_and_lifts_nothing(check):
    withholding = given.withheld(check)
    checker = given.checker()

    for act in (
        lambda: actions.withhold(check, what="check", reason="Why.", by=checker),
        lambda: actions.confirm_withholding(withholding, by=checker),
        lambda: actions.lift_withholding(withholding, by=checker),
        lambda: actions.keep_withholding(withholding, by=checker),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_confirms_what_they_withheld(check):
    editor = given.editor()
    withholding = given.withheld(check, by=editor)

    with pytest.raises(PermissionDenied, match="another editor must confirm"):
        actions.confirm_withholding(withholding, by=editor)
