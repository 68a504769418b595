"""Two-step sign-in: setting it up, entering by it, and losing the phone."""

import base64
import re
from datetime import UTC, datetime

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from tests import given
from tests.accounts.sign_in import code_now, confirm, enter, set_up, sign_in

pytestmark = pytest.mark.django_db

DESK = "/desk/"


@pytest.fixture(autouse=True)
def _the_clock_stands():
    """A code is shown and entered within one period of 30 seconds, however slow the machine."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.fixture
def person():
    return given.editor()


@pytest.fixture
def secret(client, person):
    """Set up through the pages, as a person does it."""
    sign_in(client, person)
    return set_up(client, person)


def test_the_picture_for_the_app_is_one_that_our_policy_allows(client, person):
    sign_in(client, person)
    confirm(client, person)

    answer = client.get(reverse("mfa_activate_totp"))
    picture = re.search(
        r'<img class="qr" src="data:image/svg\+xml;base64,([^"]+)"', answer.content.decode()
    )

    assert b"<svg" in base64.b64decode(picture[1])
    assert "img-src 'self' data:" in answer.headers["Content-Security-Policy"]


def test_a_wrong_code_sets_up_nothing(client, person):
    sign_in(client, person)
    confirm(client, person)
    client.get(reverse("mfa_activate_totp"))

    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})

    assert b"Incorrect code" in answer.content
    assert not Authenticator.objects.exists()


def test_the_password_alone_no_longer_enters(person, secret):
    client = Client()

    answer = sign_in(client, person)

    assert answer["Location"] == reverse("mfa_authenticate")
    assert client.get(DESK).status_code == 302
    assert b"Now the code" in client.get(reverse("mfa_authenticate")).content


def test_the_code_enters_and_a_wrong_one_does_not(person, secret):
    client = Client()
    sign_in(client, person)

    wrong = enter(client, code_now(secret, later=20))
    entered = client.get(DESK).status_code
    right = enter(client, code_now(secret))

    assert (wrong.status_code, entered) == (200, 302)
    assert right["Location"] == DESK
    assert client.get(DESK).status_code == 200


def test_a_code_enters_once(person, secret):
    first, second = Client(), Client()
    sign_in(first, person)
    sign_in(second, person)
    code = code_now(secret)

    enter(first, code)
    enter(second, code)

    assert first.get(DESK).status_code == 200
    assert second.get(DESK).status_code == 302


def test_a_recovery_code_enters_once(client, person, secret):
    client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    codes = re.findall(r"<li><code>(\w+)</code></li>", page)
    first, second = Client(), Client()
    sign_in(first, person)
    sign_in(second, person)

    enter(first, codes[0])
    enter(second, codes[0])

    assert len(codes) == 10
    assert first.get(DESK).status_code == 200
    assert second.get(DESK).status_code == 302
    left = client.get(reverse("mfa_index")).content.decode()
    assert "9 of 10 are left" in left


def test_turned_off_the_password_is_enough_again(client, person, secret):
    client.post(reverse("mfa_deactivate_totp"))

    assert sign_in(Client(), person)["Location"] == DESK


def test_where_it_is_required_the_desk_opens_after_it_is_set_up(client, person, settings):
    settings.REQUIRE_MFA = True
    sign_in(client, person)
    before = client.get(DESK)
    set_up(client, person)

    assert before["Location"] == reverse("mfa_index")
    assert client.get(DESK).status_code == 200


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("account_change_password", "every other browser is signed out"),
        ("mfa_index", "It is off"),
        ("mfa_activate_totp", "Scan the picture"),
        ("usersessions_list", "This browser"),
        ("account_logout", "Reviews that you hold stay yours"),
    ],
)
def test_the_pages_of_an_account_speak_as_the_desk_does(client, person, name, words):
    sign_in(client, person)
    confirm(client, person)

    answer = client.get(reverse(name))

    assert answer.status_code == 200
    assert words in answer.content.decode()
