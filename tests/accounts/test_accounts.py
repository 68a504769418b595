"""Signing in and what guards it; roles; tokens."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from accounts.models import Token
from history.models import Event
from tests import given
from tests.accounts.sign_in import confirm, sign_in

pytestmark = pytest.mark.django_db

DESK = "/desk/"


def test_signing_in_leads_to_the_desk(client):
    answer = sign_in(client, given.checker())

    assert (answer.status_code, answer.url) == (302, DESK)
    assert client.get(DESK).status_code == 200


def test_the_session_changes_at_sign_in_and_a_planted_one_is_not_adopted(client):
    client.cookies["sessionid"] = "planted0planted0planted0planted0"

    sign_in(client, given.checker())

    assert client.cookies["sessionid"].value != "planted0planted0planted0planted0"


def test_signing_out_ends_the_session(client):
    sign_in(client, given.checker())

    client.post(reverse("account_logout"))

    assert client.get(DESK).status_code == 302


def test_repeated_failures_are_stopped_and_others_still_enter(client):
    locked, other = given.checker(), given.checker()
    for _ in range(5):
        sign_in(client, locked, "wrong")

    answer = sign_in(client, locked)

    assert answer.status_code != 302
    assert b"Too many" in answer.content
    assert sign_in(client, other).status_code == 302


def test_a_forwarded_address_does_not_reset_the_limit(client):
    locked = given.checker()
    for n in range(5):
        sign_in(client, locked, "wrong", headers={"X-Forwarded-For": f"198.51.100.{n}"})

    answer = sign_in(client, locked, headers={"X-Forwarded-For": "198.51.100.99"})

    assert answer.status_code != 302


def test_nobody_signs_up(client):
    answer = client.post(
        reverse("account_signup"), {"username": "eve", "password1": "a-long-password-1"}
    )

    assert b"closed" in answer.content.lower()


def test_a_password_change_needs_the_old_one_and_ends_other_sessions(client, django_user_model):
    user = given.checker()
    elsewhere = Client()
    sign_in(client, user)
    sign_in(elsewhere, user)
    new = {"password1": "another-horse-77", "password2": "another-horse-77"}

    refused = client.post(reverse("account_change_password"), new | {"oldpassword": "wrong"})
    assert refused.status_code == 200

    client.post(
        reverse("account_change_password"),
        new | {"oldpassword": f"correct-horse-{user.username}"},
    )

    assert elsewhere.get(DESK).status_code == 302


def test_one_sees_one_s_own_sessions_and_may_use_a_second_factor(client):
    sign_in(client, given.checker())

    assert client.get(reverse("usersessions_list")).status_code == 200
    assert client.get(reverse("mfa_index")).status_code == 200


def test_an_account_without_a_role_is_told_so(client):
    client.force_login(given.outsider())

    answer = client.get(DESK)

    assert answer.status_code == 403
    assert b"has no role" in answer.content


def test_a_token_is_shown_once_and_kept_as_a_digest(client):
    user = given.checker()
    sign_in(client, user)
    confirm(client, user)

    answer = client.post(reverse("accounts:tokens"), {"name": "my script"})

    token = Token.objects.get()
    plain = answer.context["plain"]
    assert plain.encode() in answer.content
    assert plain.encode() not in client.get(reverse("accounts:tokens")).content
    assert plain not in {token.digest, token.token_key}
    assert plain.startswith("factcheck_")


def test_a_token_has_a_name(client):
    user = given.checker()
    sign_in(client, user)
    confirm(client, user)

    assert client.post(reverse("accounts:tokens"), {"name": ""}).status_code == 422
    assert not Token.objects.exists()


def test_an_ended_token_is_dead_and_nobody_ends_another_s(client):
    owner, other = given.checker(), given.checker()
    plain = accounts.make_token(name="script", by=owner)
    bearer = {"Authorization": f"Bearer {plain}"}
    key = Token.objects.get().token_key
    assert client.get("/api/me/", headers=bearer).status_code == 200

    accounts.end_token(key, by=other)
    assert client.get("/api/me/", headers=bearer).status_code == 200

    accounts.end_token(key, by=owner)
    assert client.get("/api/me/", headers=bearer).status_code == 401


def test_a_token_that_is_made_or_ended_is_an_event_that_does_not_hold_it():
    owner, other = given.checker(), given.checker()
    plain = accounts.make_token(name="my script", by=owner)
    key = Token.objects.get().token_key
    accounts.end_token(key, by=other)
    accounts.end_token(key, by=owner)

    ended, made, _ = Event.objects.of(f"user:{owner.pk}")
    assert (ended.kind, ended.payload) == ("end-token", {"token": key})
    assert (made.kind, made.payload["token"], made.payload["name"]) == (
        "make-token",
        key,
        "my script",
    )
    assert plain not in made.side.text
    assert Event.objects.of(f"user:{other.pk}").count() == 1  # the invitation


def test_accounts_have_a_history():
    admin, user = given.admin(), given.checker()

    accounts.change_role(user, role="editor", by=admin)

    event = Event.objects.of(f"user:{user.pk}")[0]
    assert (event.kind, event.payload) == (
        "change-role",
        {"before": "checker", "role": "editor"},
    )


def test_a_new_account_s_password_is_not_a_common_one():
    for weak in ("password", "short1"):
        with pytest.raises(ValidationError):
            validate_password(weak)


def test_the_admin_site_has_no_sign_in_of_its_own(client):
    answer = client.get("/admin/login/?next=/admin/")

    assert answer.status_code == 302
    assert answer.url.startswith(reverse("account_login"))


def test_a_role_changed_in_the_admin_site_is_told_to_history(client):
    admin, user = given.admin(), given.checker()
    client.force_login(admin)
    form = {"username": user.username, "role": "editor", "is_active": "on"}

    answer = client.post(reverse("admin:accounts_user_change", args=[user.pk]), form)

    user.refresh_from_db()
    assert (answer.status_code, user.role) == (302, "editor")
    assert Event.objects.of(f"user:{user.pk}")[0].actor == admin.public_id


def test_the_admin_site_shows_and_finds_events_by_the_username_of_today(client):
    admin, user = given.admin(), given.checker()
    accounts.change_role(user, role="editor", by=admin)
    client.force_login(admin)
    url = reverse("admin:history_event_changelist")

    everything = client.get(url).content.decode()
    found = client.get(url, {"q": admin.username}).content.decode()
    nothing = client.get(url, {"q": user.username}).content.decode()

    assert f'field-who">{admin.username}' in everything
    assert f"user:{user.pk}" in found
    assert f"user:{user.pk}" not in nothing
