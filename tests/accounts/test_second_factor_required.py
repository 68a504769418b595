"""Where the desk requires it, nobody with an editor's role gets past the second factor."""

from datetime import UTC, datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from accounts.models import Token
from tests import given
from tests.accounts.sign_in import code_now, confirm, enter, password_of, set_up, sign_in
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _the_clock_stands():
    """A code is shown and entered within one period of 30 seconds, however slow the machine."""
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield


@pytest.fixture
def required(settings):
    settings.REQUIRE_MFA = True


@pytest.fixture(params=["editor", "admin"])
def person(request):
    return given.person(request.param)


CLOSED = [
    "/desk/",
    "/desk/queue/",
    "/admin/",
    "/admin/accounts/user/",
    "/accounts/tokens/",
    "/accounts/tokens/factcheck_x/end/",
    "/accounts/password/change/",
    "/accounts/sessions/",
    "/accounts/email/",
    "/desk/reviews/1/preview/",
    "/a-page-that-somebody-adds-later/",
]


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("method", ["get", "post"])
def test_a_session_that_a_password_opened_reaches_nothing_but_enrolment(
    client, required, person, path, method
):
    sign_in(client, person)

    answer = getattr(client, method)(path)

    assert (answer.status_code, answer.headers.get("Location")) == (302, reverse("mfa_index"))


def test_the_enrolment_page_says_why_one_is_there(client, required, person):
    sign_in(client, person)

    answer = client.get("/desk/", follow=True)

    assert b"This desk asks editors and admins for it." in answer.content


def test_readers_pages_stay_open_to_somebody_who_must_enrol(client, required, person):
    sign_in(client, person)

    assert client.get("/docket/").status_code == 200
    assert client.get("/healthz").status_code in {200, 503}


def test_the_api_refuses_a_session_of_somebody_who_must_enrol(client, required, person):
    sign_in(client, person)

    assert is_problem(client.get("/api/me/"), 403, reverse("mfa_index"))
    assert is_problem(client.post("/api/reviews/take-next/"), 403, reverse("mfa_index"))


def test_a_token_of_somebody_who_must_enrol_is_refused_with_the_place_to_do_so(
    required, person
):
    caller = Caller(person)

    assert is_problem(caller.get("me/"), 403, reverse("mfa_index"))
    assert is_problem(caller.post("reviews/take-next/"), 403, reverse("mfa_index"))


def test_a_token_works_once_its_owner_has_enrolled(client, required, person):
    caller = Caller(person)
    sign_in(client, person)

    set_up(client, person)

    assert caller.get("me/").status_code == 200


def test_recovery_codes_alone_are_no_second_factor(client, required, person):
    sign_in(client, person)
    set_up(client, person)
    person.authenticator_set.filter(type="totp").delete()

    assert client.get("/desk/").headers["Location"] == reverse("mfa_index")


def test_checkers_are_not_asked_to_enrol(client, required):
    checker = given.checker()
    sign_in(client, checker)

    assert client.get("/desk/").status_code == 200
    assert Caller(checker).get("me/").status_code == 200


def test_a_checker_who_is_made_an_editor_must_enrol_at_the_next_request(client, required):
    checker = given.checker()
    sign_in(client, checker)

    accounts.change_role(checker, role="editor", by=given.admin())

    assert client.get("/desk/").headers["Location"] == reverse("mfa_index")


def test_setting_it_up_ends_the_sessions_that_a_password_alone_opened(client, required, person):
    elsewhere = Client()
    sign_in(client, person)
    sign_in(elsewhere, person)

    secret = set_up(client, person)

    assert client.get("/desk/").status_code == 200
    assert elsewhere.get("/desk/").headers["Location"].startswith(reverse("account_login"))
    assert enter(elsewhere, code_now(secret)).status_code == 302


# --- a token is made only after password and second factor were asked again -----------------


def ask_for_token(client):
    return client.post(reverse("accounts:tokens"), {"name": "script"})


def test_a_token_needs_the_password_again_also_just_after_signing_in(client):
    sign_in(client, given.checker())

    answer = ask_for_token(client)

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not Token.objects.exists()


def test_the_token_is_shown_as_soon_as_the_password_was_given_again(client):
    person = given.checker()
    sign_in(client, person)
    asked = ask_for_token(client).headers["Location"]

    form = {"password": password_of(person), "next": reverse("accounts:tokens")}
    answer = client.post(asked, form)

    assert answer.context["plain"].encode() in answer.content
    assert Token.objects.get().name == "script"


def test_with_a_second_factor_both_are_asked_again(client, person):
    sign_in(client, person)
    secret = set_up(client, person)
    client = Client()
    sign_in(client, person)
    enter(client, code_now(secret))
    back = {"next": reverse("accounts:tokens")}

    first = ask_for_token(client).headers["Location"]
    second = client.post(first, {"password": password_of(person), **back}).headers["Location"]
    assert not Token.objects.exists()
    with time_machine.travel(datetime.now(UTC).timestamp() + 60, tick=False):
        answer = client.post(second, {"code": code_now(secret), **back})

    assert first.startswith(reverse("account_reauthenticate"))
    assert second.startswith(reverse("mfa_reauthenticate"))
    assert answer.context["plain"]


def test_the_second_factor_alone_makes_no_token(client, person):
    sign_in(client, person)
    secret = set_up(client, person)
    client = Client()
    sign_in(client, person)
    enter(client, code_now(secret))

    with time_machine.travel(datetime.now(UTC).timestamp() + 60, tick=False):
        client.post(reverse("mfa_reauthenticate"), {"code": code_now(secret)})
        answer = ask_for_token(client)

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
    assert not Token.objects.exists()


def test_a_password_given_long_ago_makes_no_token(client):
    person = given.checker()
    sign_in(client, person)
    confirm(client, person)

    with time_machine.travel(datetime.now(UTC).timestamp() + 301, tick=False):
        answer = ask_for_token(client)

    assert answer.headers["Location"].startswith(reverse("account_reauthenticate"))
