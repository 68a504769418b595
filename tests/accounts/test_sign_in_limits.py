"""Wrong passwords and codes are limited, and keep nobody else out."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache
from django.db.models import F
from django.urls import reverse

from accounts import actions as accounts
from accounts import sign_in_limits
from accounts.models import SignInAttempt
from tests import given
from tests.accounts.sign_in import code_now, enter, password_of, set_up, sign_in

pytestmark = pytest.mark.django_db

HOME, ELSEWHERE = "198.51.100.7", "203.0.113.9"


def type_wrong(client, user, times, address=ELSEWHERE):
    for _ in range(times):
        answer = sign_in(client, user, "wrong", REMOTE_ADDR=address)
        assert answer.status_code == 200


def may_enter(client, user, address):
    return sign_in(client, user, REMOTE_ADDR=address).status_code == 302


def later(span):
    """What the database's clock would make of it: attempts move into the past."""
    SignInAttempt.objects.update(at=F("at") - span)


def test_the_sixth_attempt_at_one_address_is_refused_even_if_right(client):
    user = given.checker()
    type_wrong(client, user, 5)

    answer = sign_in(client, user, REMOTE_ADDR=ELSEWHERE)

    assert answer.status_code == 200
    assert b"Too many wrong attempts. Wait 15 minutes" in answer.content


def test_five_wrong_passwords_lock_nobody_out_elsewhere(client):
    user = given.checker()
    type_wrong(client, user, 5)

    assert may_enter(client, user, HOME)


def test_other_accounts_behind_the_same_proxy_still_enter(client):
    attacked, other = given.checker(), given.checker()
    type_wrong(client, attacked, 40)

    assert may_enter(client, other, ELSEWHERE)


def sign_in_behind_a_proxy(client, user, password=None, *, sent, seen):
    """`sent`: what the client says of itself; `seen`: the address that the proxy adds to it."""
    forwarded = {"X-Forwarded-For": f"{sent}, {seen}"}
    return sign_in(client, user, password, headers=forwarded, REMOTE_ADDR="10.0.0.1")


def test_behind_a_proxy_an_address_that_a_client_makes_up_does_not_reset_the_limit(
    client, settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    user = given.checker()
    for n in range(5):
        sign_in_behind_a_proxy(client, user, "wrong", sent=f"192.0.2.{n}", seen=ELSEWHERE)

    answer = sign_in_behind_a_proxy(client, user, sent=HOME, seen=ELSEWHERE)

    assert b"Too many wrong attempts" in answer.content


def test_behind_a_proxy_wrong_passwords_of_one_client_lock_no_other_client_out(
    client, settings
):
    settings.ALLAUTH_TRUSTED_PROXY_COUNT = 1
    user, other = given.checker(), given.checker()
    for _ in range(5):
        sign_in_behind_a_proxy(client, user, "wrong", sent=HOME, seen=ELSEWHERE)

    for who, seen in ((user, HOME), (other, ELSEWHERE), (other, HOME)):
        answer = sign_in_behind_a_proxy(client, who, sent=ELSEWHERE, seen=seen)
        assert answer.status_code == 302
        client.logout()


def test_the_limit_holds_without_any_cache(client, settings):
    settings.CACHES = {
        **settings.CACHES,
        "default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
    }
    user = given.checker()
    type_wrong(client, user, 5)

    assert not may_enter(client, user, ELSEWHERE)


def test_after_a_quarter_of_an_hour_one_may_try_again(client):
    user = given.checker()
    type_wrong(client, user, 5)
    later(sign_in_limits.QUARTER)

    assert may_enter(client, user, ELSEWHERE)


def test_capital_letters_make_no_other_account(client):
    user = given.checker()
    for name in (user.username, user.username.upper()) * 3:
        form = {"login": name, "password": "wrong"}
        client.post(reverse("account_login"), form, REMOTE_ADDR=ELSEWHERE)

    assert not may_enter(client, user, ELSEWHERE)


def test_guessing_at_many_accounts_from_one_address_ends_except_for_who_is_known_there(client):
    known, unknown = given.checker(), given.checker()
    assert may_enter(client, known, ELSEWHERE)
    client.logout()
    for n in range(sign_in_limits.WRONG_AT_ADDRESS[0]):
        sign_in_limits.count_password(f"guess-{n}", address=ELSEWHERE)

    assert not may_enter(client, unknown, ELSEWHERE)
    assert may_enter(client, known, ELSEWHERE)


def test_guessing_at_one_account_from_many_addresses_ends_except_where_it_is_known(client):
    user = given.checker()
    assert may_enter(client, user, HOME)
    client.logout()
    for n in range(sign_in_limits.WRONG_FOR_ACCOUNT[0]):
        sign_in_limits.count_password(user.username, address=f"192.0.2.{n}")

    assert not may_enter(client, user, ELSEWHERE)
    assert may_enter(client, user, HOME)


def test_a_new_password_lets_its_owner_in_at_once(client):
    user = given.checker()
    type_wrong(client, user, 5)

    accounts.change_password(user, password="another-horse-77", by=given.admin())

    assert sign_in(client, user, "another-horse-77", REMOTE_ADDR=ELSEWHERE).status_code == 302


def test_wrong_codes_are_limited_from_anywhere_and_without_a_cache(client):
    user = given.editor()
    sign_in(client, user)
    secret = set_up(client, user)
    client.logout()
    for n in range(5):
        cache.clear()
        sign_in(client, user, REMOTE_ADDR=f"192.0.2.{n}")
        enter(client, "000000")
    cache.clear()
    sign_in(client, user)

    answer = enter(client, code_now(secret, later=1))

    assert b"Too many wrong attempts" in answer.content


def test_nothing_in_the_database_says_who_tried_from_where(client):
    user = given.checker()
    type_wrong(client, user, 1)

    (row,) = SignInAttempt.objects.values()

    assert user.username not in str(row)
    assert ELSEWHERE not in str(row)


def test_a_reset_for_an_unknown_address_sends_nothing_and_looks_the_same(client):
    user = given.checker()
    user.email = "known@example.org"
    user.save()
    answers = [
        client.post(reverse("account_reset_password"), {"email": email})
        for email in ("known@example.org", "stranger@example.org")
    ]

    assert [message.to for message in mail.outbox] == [["known@example.org"]]
    assert answers[0].url == answers[1].url


def ask_for_reset(client, email, address=HOME):
    return client.post(reverse("account_reset_password"), {"email": email}, REMOTE_ADDR=address)


@pytest.fixture
def no_cache(settings):
    """A cache that keeps nothing and locks nothing, as one that is away."""
    settings.CACHES = {
        **settings.CACHES,
        "default": {
            "BACKEND": "factcheck.cache.ForgivingRedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
        },
    }


def test_resets_are_limited_for_each_e_mail_address_while_the_cache_is_away(client, no_cache):
    user = given.checker()
    user.email = "known@example.org"
    user.save()

    answers = [
        ask_for_reset(client, "Known@example.org", f"198.51.100.{number}")
        for number in range(6)
    ]

    assert [answer.status_code for answer in answers] == [302] * 5 + [429]
    assert len(mail.outbox) == 5
    assert ask_for_reset(client, "other@example.org").status_code == 302


def test_resets_are_limited_for_each_place_they_are_asked_from(client):
    for number in range(20):
        assert ask_for_reset(client, f"{number}@example.org").status_code == 302

    assert ask_for_reset(client, "another@example.org").status_code == 429
    assert ask_for_reset(client, "another@example.org", ELSEWHERE).status_code == 302


def test_the_page_and_the_header_say_how_long_to_wait(client):
    for _ in range(5):
        ask_for_reset(client, "known@example.org")
    later(timedelta(minutes=13, seconds=30))

    refused = ask_for_reset(client, "known@example.org")

    assert 0 < int(refused["Retry-After"]) <= 90
    assert "Wait 2 minutes, then try again" in refused.content.decode()
    later(timedelta(minutes=2))
    assert ask_for_reset(client, "known@example.org").status_code == 302


def test_asking_for_resets_keeps_nobody_from_signing_in(client):
    user = given.checker()
    for number in range(20):
        ask_for_reset(client, f"{number}@example.org", ELSEWHERE)

    assert may_enter(client, user, ELSEWHERE)


def test_guessing_the_old_password_of_an_open_session_is_limited(client):
    user = given.checker()
    client.force_login(user)
    new = "a-new-horse-battery"

    def change(old):
        form = {"oldpassword": old, "password1": new, "password2": new}
        return client.post(reverse("account_change_password"), form)

    wrong = [change("wrong") for _ in range(5)]

    assert all(answer.status_code == 200 for answer in wrong)
    assert b"Too many wrong attempts. Wait 15 minutes" in change(password_of(user)).content
    later(timedelta(minutes=16))
    assert change(password_of(user)).status_code == 302
