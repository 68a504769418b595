"""What ends every session and token of an account at once, and what history says of it."""

import re

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from accounts import actions as accounts
from accounts.models import Token, User
from history.models import Event
from tests import given
from tests.accounts.sign_in import password_of, set_up, sign_in
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

NEW = {"password1": "another-horse-77", "password2": "another-horse-77"}


class SignedIn:
    """Somebody with two browsers and a token."""

    def __init__(self, person):
        self.person = person
        self.here, self.elsewhere = Client(), Client()
        sign_in(self.here, person)
        sign_in(self.elsewhere, person)
        self.token = Caller(person)

    def is_out_everywhere_but_here(self):
        return (
            self.elsewhere.get("/desk/").status_code == 302
            and is_problem(self.token.get("me/"), 401)
            and not Token.objects.filter(user=self.person).exists()
        )

    def is_out(self):
        return self.here.get("/desk/").status_code == 302 and self.is_out_everywhere_but_here()


@pytest.fixture
def somebody():
    return SignedIn(given.editor())


@pytest.fixture
def admin(client):
    person = given.admin()
    client.force_login(person)
    return person


def last_event(person):
    return Event.objects.of(f"user:{person.pk}")[0]


def edit(client, person, **changes):
    """Save the page of an account in the admin site."""
    form = {"username": person.username, "role": person.role, "is_active": "on", **changes}
    if not form["is_active"]:
        del form["is_active"]
    return client.post(reverse("admin:accounts_user_change", args=[person.pk]), form)


def test_a_changed_password_ends_everything_but_the_session_it_was_changed_in(somebody):
    old = {"oldpassword": password_of(somebody.person)}

    answer = somebody.here.post(reverse("account_change_password"), NEW | old, follow=True)

    assert somebody.is_out_everywhere_but_here()
    assert somebody.here.get("/desk/").status_code == 200
    assert b"your tokens for the API have ended" in answer.content
    event = last_event(somebody.person)
    assert (event.kind, event.actor) == ("change-password", somebody.person.public_id)
    assert len(event.payload["ended_tokens"]) == 1


def test_a_password_reset_by_a_link_ends_everything(somebody, client):
    somebody.person.email = "ed@example.org"
    somebody.person.save(update_fields=["email"])
    client.post(reverse("account_reset_password"), {"email": "ed@example.org"})
    link = re.search(r"/accounts/password/reset/key/\S+", mail.outbox[-1].body)[0]

    form = client.get(link, follow=True).redirect_chain[-1][0]
    client.post(form, NEW)

    assert somebody.is_out()
    assert last_event(somebody.person).kind == "reset-password"


def test_a_password_that_an_admin_sets_ends_everything(somebody, client, admin):
    address = reverse("admin:auth_user_password_change", args=[somebody.person.pk])

    client.post(address, NEW | {"usable_password": "true"})

    assert somebody.is_out()
    assert (last_event(somebody.person).kind, last_event(somebody.person).actor) == (
        "change-password",
        admin.public_id,
    )


def test_a_password_set_on_the_server_ends_everything(somebody, capsys):
    call_command("changepassword", somebody.person.username)

    assert somebody.is_out()
    new = capsys.readouterr().out.split(": ")[1].strip()
    assert sign_in(Client(), somebody.person, new).status_code == 302
    assert last_event(somebody.person).actor == "system"


def test_the_admin_site_has_no_password_page_of_its_own(client, admin):
    answer = client.get(reverse("admin:password_change"))

    assert answer.headers["Location"] == reverse("account_change_password")


def test_deactivation_in_the_admin_site_ends_everything_at_the_next_request(
    somebody, client, admin
):
    answer = edit(client, somebody.person, is_active="")

    assert answer.status_code == 302
    assert somebody.is_out()
    event = last_event(somebody.person)
    assert (event.kind, event.actor, event.payload["active"]) == (
        "deactivate",
        admin.public_id,
        False,
    )


def test_reactivated_somebody_signs_in_again_and_what_was_ended_stays_so(
    somebody, client, admin
):
    edit(client, somebody.person, is_active="")

    edit(client, User.objects.get(pk=somebody.person.pk), is_active="on")

    assert somebody.is_out()
    assert sign_in(somebody.here, somebody.person).status_code == 302
    assert somebody.here.get("/desk/").status_code == 200
    assert last_event(somebody.person).payload == {"active": True}


@pytest.mark.parametrize(("before", "after"), [("admin", "editor"), ("editor", "checker")])
def test_a_lost_role_ends_everything(client, admin, before, after):
    somebody = SignedIn(given.person(before))

    edit(client, somebody.person, role=after)

    assert somebody.is_out()
    payload = last_event(somebody.person).payload
    assert (payload["before"], payload["role"]) == (before, after)


def test_a_role_taken_away_ends_everything(client, admin, somebody):
    edit(client, somebody.person, role="")

    assert somebody.is_out()


def test_a_greater_role_ends_nothing(client, admin, somebody):
    edit(client, somebody.person, role="admin")

    assert somebody.here.get("/admin/").status_code == 200
    assert somebody.token.get("me/").json()["role"] == "admin"


def test_no_token_is_made_by_a_session_that_was_ended_meanwhile():
    person = given.checker()
    as_the_request_began = User.objects.get(pk=person.pk)
    accounts.change_password(person, password="another-horse-77", by=person)

    with pytest.raises(PermissionDenied, match="have been signed out"):
        accounts.make_token(name="script", by=as_the_request_began)


def test_nobody_deactivates_their_own_account_and_nobody_touches_the_system():
    admin = given.admin()

    with pytest.raises(ValidationError, match="your own account"):
        accounts.deactivate(admin, by=admin)
    with pytest.raises(PermissionDenied):
        accounts.reactivate(User.objects.system(), by=admin)
    with pytest.raises(PermissionDenied):
        accounts.change_role(User.objects.system(), role="admin", by=admin)


# --- what history says ------------------------------------------------------------------------


def test_every_account_that_there_was_has_an_event_from_which_replay_starts():
    found = Event.objects.of(f"user:{User.objects.system().pk}").get(kind="account-found")

    assert found.payload == {"active": False, "role": ""}


def test_an_account_made_in_the_admin_site_is_invited(client, admin):
    form = {
        "username": "newcomer",
        "usable_password": "true",
        "first_name": "Ned",
        "last_name": "Comer",
        "email": "ned@example.org",
        "role": "editor",
        **NEW,
    }

    answer = client.post(reverse("admin:accounts_user_add"), form)

    made = User.objects.get(username="newcomer")
    event = last_event(made)
    assert answer.status_code == 302
    assert (event.kind, event.actor) == ("invite", admin.public_id)
    assert (event.payload["role"], event.payload["active"]) == ("editor", True)
    assert (made.name, made.email, made.check_password(NEW["password1"])) == (
        "Ned Comer",
        "ned@example.org",
        True,
    )


def test_nobody_adds_an_address_to_which_their_password_could_be_reset(client):
    sign_in(client, given.checker())

    answer = client.post("/accounts/email/", {"email": "eve@example.org", "action_add": ""})

    assert answer.headers["Location"] == reverse("account_change_password")
    assert not EmailAddress.objects.exists()


def test_changed_details_are_an_event_that_does_not_say_what_they_were(somebody, client, admin):
    edit(client, somebody.person, first_name="Ada", email="ada@example.org")

    event = last_event(somebody.person)
    assert (event.kind, event.payload) == (
        "change-details",
        {"fields": ["email", "first_name"]},
    )
    assert somebody.token.get("me/").json()["name"] == "Ada"


def test_nobody_is_removed_in_the_admin_site(client, admin, somebody):
    address = reverse("admin:accounts_user_delete", args=[somebody.person.pk])

    assert client.post(address, {"post": "yes"}).status_code == 403


def test_the_second_factor_and_its_codes_are_events(client):
    person = given.editor()
    sign_in(client, person)
    set_up(client, person)
    client.post(reverse("mfa_generate_recovery_codes"))
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    code = re.findall(r"<li><code>(\w+)</code></li>", page)[0]
    other = Client()
    sign_in(other, person)
    other.post(reverse("mfa_authenticate"), {"code": code})
    client.post(reverse("mfa_deactivate_totp"))

    events = [(event.kind, event.payload) for event in Event.objects.of(f"user:{person.pk}")]
    assert events[:4] == [
        ("remove-second-factor", {}),
        ("use-recovery-code", {"left": 9}),
        ("make-recovery-codes", {}),
        ("add-second-factor", {}),
    ]


def test_an_admin_takes_the_second_factor_from_who_lost_the_phone(client, admin):
    person = given.editor()
    theirs = Client()
    sign_in(theirs, person)
    set_up(theirs, person)
    factor = person.authenticator_set.get(type="totp")

    client.post(reverse("admin:mfa_authenticator_delete", args=[factor.pk]), {"post": "yes"})

    assert not person.authenticator_set.exists()
    event = last_event(person)
    assert (event.kind, event.actor) == ("remove-second-factor", admin.public_id)
    assert sign_in(Client(), person).headers["Location"] == "/desk/"


def test_a_superuser_without_a_role_is_not_made():
    with pytest.raises(CommandError, match="invite USERNAME admin"):
        call_command("createsuperuser")


def test_a_session_from_before_the_upgrade_stays_valid(client):
    person = given.checker()
    sign_in(client, person)

    assert person.sessions_ended == 0
    assert client.session["_auth_user_hash"] == super(User, person).get_session_auth_hash()
