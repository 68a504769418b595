"""Two people at the desk who want one name at the same instant: threads, real commits."""

import pytest

from accounts import actions
from accounts.models import User
from tests import given
from tests.live.test_races import at_once

pytestmark = pytest.mark.usefixtures("live_db")


def test_a_pen_name_is_given_to_one_person_however_many_ask_at_once():
    people = [given.checker() for _ in range(4)]

    at_once(
        *(
            lambda one=one: actions.set_byline(
                one, choice="pen-name", pen_name="Q. Reed", by=one
            )
            for one in people
        )
    )

    assert User.objects.filter(pen_name__iexact="q. reed").count() == 1
