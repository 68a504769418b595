"""What a person does to enter, in tests: the password, the code of the app, and both again."""

import re

from allauth.mfa.totp.internal import auth
from django.urls import reverse


def password_of(user):
    return f"correct-horse-{user.username}"


def sign_in(client, user, password=None, **more):
    form = {"login": user.username, "password": password or password_of(user)}
    return client.post(reverse("account_login"), form, **more)


def code_now(secret, *, later=0):
    """What the app on the phone shows, `later` periods of 30 seconds from now."""
    counter = list(auth.yield_hotp_counters_from_time())
    middle = counter[len(counter) // 2]
    return auth.format_hotp_value(auth.hotp_value(secret, middle + later))


def confirm(client, user):
    """Give the password once more: pages that guard the account ask for it."""
    form = {"password": password_of(user)}
    assert client.post(reverse("account_reauthenticate"), form).status_code == 302


def enter(client, code):
    """The second step of signing in."""
    return client.post(reverse("mfa_authenticate"), {"code": code})


def set_up(client, user):
    """Set up the app through the pages; returns its secret."""
    confirm(client, user)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'<code class="token">([A-Z2-7]+)</code>', page)[1]
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)})
    assert answer.status_code == 302
    return secret
