"""People choose what readers see in their place, and can leave without a name."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.urls import reverse

from accounts import actions
from accounts.models import LEFT, Token, User
from history.models import Event, Payload
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def test_readers_see_the_name_unless_somebody_chose_otherwise():
    ada, ben = given.checker(name="Ada Okoro"), given.checker()

    assert (ada.byline, ben.byline) == ("Ada Okoro", ben.username)


@pytest.mark.parametrize(
    ("choice", "shown"), [("name", "Ada Okoro"), ("pen-name", "Q. Reed"), ("desk", "the desk")]
)
def test_everybody_chooses_their_own_by_line(choice, shown):
    ada = given.checker(name="Ada Okoro")

    changed = actions.set_byline(ada, choice=choice, pen_name=" Q.  Reed ", by=ada)

    assert (changed.byline, changed.name) == (shown, "Ada Okoro")
    event = Event.objects.of(f"user:{ada.pk}")[0]
    assert (event.kind, event.payload) == ("set-by-line", {"choice": choice})


def test_history_never_holds_a_pen_name():
    ada = given.checker()

    actions.set_byline(ada, choice="pen-name", pen_name="Quentin Reed", by=ada)

    assert not Payload.objects.filter(text__contains="Quentin").exists()


def test_a_pen_name_that_is_not_used_any_more_is_forgotten():
    ada = given.checker()
    actions.set_byline(ada, choice="pen-name", pen_name="Quentin Reed", by=ada)

    assert actions.set_byline(ada, choice="desk", by=ada).pen_name == ""


@pytest.mark.parametrize("name", ["", "  ", "The Desk", "jo reed", "JO", "Sam", "x" * 101])
def test_a_pen_name_is_there_and_is_nobody_else_s(name):
    ada = given.checker()
    given.person("editor", name="Jo Reed", username="jo")
    given.person("checker", name="Sam")

    with pytest.raises(ValidationError) as refused:
        actions.set_byline(ada, choice="pen-name", pen_name=name, by=ada)

    assert set(refused.value.error_dict) == {"pen_name"}


@pytest.mark.parametrize(
    "name",
    [
        *("Jo\u200b Reed", "\u202edeeR oJ", "Jo\u00ad Reed", "Jo\u2060Reed", "Jo\x00Reed"),
        *("J\u03bf Reed", "J\u043e Reed", "Jo\u200d Reed"),
    ],
)
def test_a_pen_name_does_not_only_look_like_another(name):
    ada = given.checker()

    with pytest.raises(ValidationError) as refused:
        actions.set_byline(ada, choice="pen-name", pen_name=name, by=ada)

    assert set(refused.value.error_dict) == {"pen_name"}


@pytest.mark.parametrize(
    "name", ["Zoë O’Neil-Łuc 3rd", "Анна Ивлева", "سارا می\u200cخواهد", "李娜"]
)
def test_a_pen_name_may_be_of_any_alphabet(name):
    ada = given.checker()

    assert actions.set_byline(ada, choice="pen-name", pen_name=name, by=ada).byline == name


def test_an_admin_may_set_the_desk_for_somebody_in_danger_and_nothing_else():
    ada, admin = given.checker(name="Ada Okoro"), given.admin()

    assert actions.set_byline(ada, choice="desk", by=admin).byline == "the desk"
    with pytest.raises(PermissionDenied):
        actions.set_byline(ada, choice="name", by=admin)


def test_nobody_but_an_admin_sets_it_for_others():
    with pytest.raises(PermissionDenied):
        actions.set_byline(given.checker(), choice="desk", by=given.editor())


def test_the_by_line_is_chosen_on_a_page_of_the_account(client):
    ada = given.checker(name="Ada Okoro")
    client.force_login(ada)
    page = reverse("accounts:byline")

    asked = client.get(page).content.decode()
    refused = client.post(page, {"choice": "pen-name", "pen_name": ""})
    done = client.post(page, {"choice": "pen-name", "pen_name": "Q. Reed"}, follow=True)

    assert "Ada Okoro" in asked
    assert "the desk" in asked
    assert refused.status_code == 422
    assert "Enter the pen name" in refused.content.decode()
    assert "Readers now see “Q. Reed” on every page" in done.content.decode()


def test_the_by_line_is_chosen_by_api():
    ada = given.checker(name="Ada Okoro")
    caller = Caller(ada)

    chosen = caller.post("me/by-line/", {"choice": "pen-name", "pen_name": "Q. Reed"})
    refused = caller.post("me/by-line/", {"choice": "pen-name"})

    by_line = {"choice": "pen-name", "pen_name": "Q. Reed", "shown": "Q. Reed"}
    assert (chosen.status_code, chosen.json()["by_line"]) == (200, by_line)
    assert caller.get("me/").json()["by_line"] == by_line
    assert is_problem(refused, 422, "Enter the pen name")


def test_an_admin_sets_the_desk_for_others_by_api():
    ada, admin = given.checker(name="Ada Okoro"), given.admin()
    path = f"people/{ada.username}/by-line/"

    assert is_problem(Caller(given.editor()).post(path, {"choice": "desk"}), 403)
    assert is_problem(Caller(given.outsider()).post("people/nobody/by-line/", {}), 403)
    assert Caller(admin).post(path, {"choice": "desk"}).json()["by_line"]["shown"] == "the desk"


# --- erasing a name ---------------------------------------------------------------------------


def leaver():
    """Somebody with a name wherever an account has one."""
    ada = given.person("checker", name="Ada Okoro", username="ada.okoro")
    actions.change_details(ada, details={"email": "ada@example.org"}, by=given.admin())
    EmailAddress.objects.create(user=ada, email="ada@example.org", primary=True)
    actions.make_token(name="Okoro's phone", by=User.objects.get(pk=ada.pk))
    LogEntry.objects.create(
        user=given.admin(),
        content_type=ContentType.objects.get_for_model(User),
        object_id=str(ada.pk),
        object_repr="ada.okoro",
        action_flag=2,
        change_message="Changed ada.okoro",
    )
    return User.objects.get(pk=ada.pk)


def test_an_erased_name_is_nowhere_in_the_account():
    ada = leaver()

    gone = actions.erase_name(ada, why="Was threatened.", by=given.admin())

    row = User.objects.filter(pk=ada.pk).values().get()
    assert not [value for value in row.values() if "ada" in str(value).lower()]
    assert not EmailAddress.objects.filter(user=ada).exists()
    assert not LogEntry.objects.filter(object_repr__contains="ada").exists()
    assert not LogEntry.objects.filter(change_message__contains="ada").exists()
    assert (gone.name, gone.byline, gone.public_id) == (LEFT, "the desk", ada.public_id)


def test_events_of_old_that_named_somebody_erased_are_no_difference():
    """Which usernames they had is not known any more; verify_published asks of each event."""
    ada, ben = leaver(), given.checker()
    User.objects.filter(pk=ada.pk).update(legacy_username="ada")
    ada.refresh_from_db()
    assert (ada.may_be("ada"), ada.may_be("ben")) == (True, False)

    gone = actions.erase_name(ada, why="Was threatened.", by=given.admin())

    assert gone.may_be("ada")
    assert gone.may_be(ada.public_id)
    assert not gone.may_be(ben.public_id)


def test_an_erased_name_shuts_the_account():
    ada = leaver()

    gone = actions.erase_name(ada, why="Was threatened.", by=given.admin())

    assert (gone.is_active, gone.has_usable_password()) == (False, False)
    assert not Token.objects.filter(user=ada).exists()
    with pytest.raises(ValidationError, match="erased for good"):
        actions.reactivate(gone, by=given.admin())


def test_history_tells_of_an_erased_name_without_it():
    ada, admin = leaver(), given.admin()

    actions.erase_name(ada, why="Was threatened.", by=admin)

    event = Event.objects.of(f"user:{ada.pk}")[0]
    assert (event.kind, event.actor) == ("erase-name", admin.public_id)
    assert event.payload["why"] == "Was threatened."
    texts = Payload.objects.filter(event__chain=f"user:{ada.pk}").values_list("text", flat=True)
    assert not [text for text in texts if "okoro" in text.lower()]


def test_a_name_is_erased_once_with_a_reason_by_an_admin_and_by_nobody_for_themselves():
    ada, admin = leaver(), given.admin()

    with pytest.raises(PermissionDenied):
        actions.erase_name(ada, why="Was threatened.", by=given.editor())
    with pytest.raises(ValidationError, match="Say why"):
        actions.erase_name(ada, why=" ", by=admin)
    with pytest.raises(ValidationError, match="ask another admin"):
        actions.erase_name(admin, why="I leave.", by=admin)
    actions.erase_name(ada, why="Was threatened.", by=admin)
    with pytest.raises(ValidationError, match="erased already"):
        actions.erase_name(ada, why="Again.", by=admin)


def test_a_name_is_erased_by_command(capsys):
    ada = leaver()

    call_command("erase_name", ada.username, why="Was threatened.")

    ada.refresh_from_db()
    assert ada.username.startswith("left-")
    assert ada.username in capsys.readouterr().out
    with pytest.raises(CommandError, match="There is no account with the username"):
        call_command("erase_name", "ada.okoro", why="Was threatened.")


def test_a_name_is_erased_by_api():
    ada = leaver()
    path = f"people/{ada.username}/erase-name/"

    assert is_problem(Caller(given.editor()).post(path, {"why": "Was threatened."}), 403)
    gone = Caller(given.admin()).post(path, {"why": "Was threatened."})

    assert (gone.status_code, gone.json()["name"]) == (200, LEFT)
    assert gone.json()["username"].startswith("left-")


def test_the_admin_site_asks_before_it_erases_a_name(client):
    ada = leaver()
    client.force_login(given.admin())
    page = reverse("admin:accounts_user_changelist")
    asked = {"action": "erase_names", "_selected_action": ada.pk}

    first = client.post(page, asked)
    ada.refresh_from_db()
    assert (first.status_code, ada.username) == (200, "ada.okoro")
    assert "Erase for good" in first.content.decode()

    client.post(page, {**asked, "confirmed": "yes", "why": "Was threatened."})
    ada.refresh_from_db()
    assert ada.username.startswith("left-")
    shown = client.get(reverse("admin:accounts_user_change", args=[ada.pk]))
    assert shown.status_code == 200


def test_the_admin_site_shows_somebody_as_the_desk_at_once(client):
    ada = given.checker(name="Ada Okoro")
    client.force_login(given.admin())

    asked = {"action": "show_as_the_desk", "_selected_action": ada.pk}
    client.post(reverse("admin:accounts_user_changelist"), asked)

    assert User.objects.get(pk=ada.pk).byline == "the desk"
