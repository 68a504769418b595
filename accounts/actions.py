"""Actions on accounts, each recorded as an event on the account's own chain (`user:7`).

Roles, and who is active, can be replayed from these events alone: `invite` and `account-found`
give `role` and `active`, `change-role` gives `role`, `deactivate`, `reactivate` and
`erase-name` give `active`. The database refuses a change of either without its event
(`migrations/sql/account_events.sql`).
"""

import secrets
from collections.abc import Mapping

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Q, Value
from django.db.models.functions import Concat, Trim
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts import sign_in_limits
from accounts.models import THE_DESK, Byline, Role, Token, User
from history.models import Event
from history.record import Actor, record, redact

BESIDE_BYLINE = {field.name for field in User._meta.fields} - {"byline_choice", "pen_name"}
RANKS = ("", *Role.values)
"""Every role, each of which may do all that the ones before it may."""


@transaction.atomic
def invite(
    *,
    username: str,
    password: str | None,
    role: str,
    name: str = "",
    email: str = "",
    by: Actor,
) -> User:
    """Create an account. The caller sets the password: there is no default.

    Without one (None) nobody can sign in until a password is set.
    """
    first, _, last = name.partition(" ")
    user = User(username=username, role=role, first_name=first, last_name=last, email=email)
    user.is_staff = user.is_superuser = role == Role.ADMIN
    user.set_password(password)
    user.full_clean()
    user.save()
    record(f"user:{user.pk}", "invite", by=by, role=role, active=True)
    return user


@transaction.atomic
def change_role(user: User, *, role: str, by: User) -> User:
    """Give somebody another role. Whoever loses one is signed out, and their tokens end."""
    user = _lock(user)
    before, user.role = user.role, role
    user.is_staff = user.is_superuser = role == Role.ADMIN
    user.full_clean()
    payload: dict[str, str | list[str]] = {"before": before, "role": role}
    if RANKS.index(role) < RANKS.index(before):
        payload["ended_tokens"] = _end_access(user)
    user.save(update_fields=["role", "is_staff", "is_superuser", "sessions_ended"])
    record(f"user:{user.pk}", "change-role", by=by, **payload)
    return user


@transaction.atomic
def change_details(user: User, *, details: Mapping[str, str], by: User) -> User:
    """Change username, names or e-mail address. History records which, without the values."""
    user = _lock(user)
    for name, value in details.items():
        setattr(user, name, value)
    user.full_clean()
    user.save(update_fields=[*details])
    record(f"user:{user.pk}", "change-details", by=by, fields=sorted(details))
    return user


@transaction.atomic
def change_password(
    user: User, *, password: str | None, by: Actor, is_reset: bool = False
) -> User:
    """Set a password, and end every session and token that the old one opened.

    The given `user` is updated with the value that its sessions must match from now on, so that
    a page can keep the one session in which the password was changed. `is_reset`: by a link in
    an e-mail.
    """
    locked = _lock(user)
    locked.set_password(password)
    ended = _end_access(locked)
    locked.save(update_fields=["password", "sessions_ended"])
    sign_in_limits.forget_failures(locked)
    kind = "reset-password" if is_reset else "change-password"
    record(f"user:{user.pk}", kind, by=by, ended_tokens=ended)
    user.password, user.sessions_ended = locked.password, locked.sessions_ended
    return locked


@transaction.atomic
def deactivate(user: User, *, by: User) -> User:
    """Deactivate an account: its sessions and tokens end at once. Its history stays."""
    if user.pk == by.pk:
        raise ValidationError(_("You cannot deactivate your own account: ask another admin."))
    user = _lock(user)
    user.is_active = False
    ended = _end_access(user)
    user.save(update_fields=["is_active", "sessions_ended"])
    record(f"user:{user.pk}", "deactivate", by=by, active=False, ended_tokens=ended)
    return user


@transaction.atomic
def reactivate(user: User, *, by: User) -> User:
    """Activate an account again. Sessions and tokens from before stay ended."""
    user = _lock(user)
    user.is_active = True
    user.full_clean()
    user.save(update_fields=["is_active"])
    record(f"user:{user.pk}", "reactivate", by=by, active=True)
    return user


# --- how readers see people -----------------------------------------------------------------


@transaction.atomic
def set_byline(user: User, *, choice: str, pen_name: str = "", by: User) -> User:
    """Choose what readers see: one's name, a pen name, or "the desk".

    It changes every page at once, including what was published before. An admin may put "the
    desk" in place of somebody else's name, for a person in danger, and nothing else. History
    records the choice and never the pen name.
    """
    if user.pk != by.pk and not (by.is_admin and choice == Byline.DESK):
        raise PermissionDenied(
            _("Everybody chooses their own by-line. An admin may set “the desk” for others.")
        )
    user = _lock(user)
    user.byline_choice = choice
    user.pen_name = " ".join(pen_name.split()) if choice == Byline.PEN_NAME else ""
    if choice == Byline.PEN_NAME and not user.pen_name:
        raise ValidationError({"pen_name": _("Enter the pen name that readers will see.")})
    user.clean_fields(exclude=BESIDE_BYLINE)
    if _is_name_of_another(user.pen_name, than=user):
        raise ValidationError({"pen_name": _("Somebody at this desk already uses this name.")})
    user.save(update_fields=["byline_choice", "pen_name"])
    record(f"user:{user.pk}", "set-by-line", by=by, choice=choice)
    return user


def _is_name_of_another(name: str, *, than: User) -> bool:
    """Whether readers could take this pen name for a colleague, or for the desk."""
    if not name:
        return False
    others = User.objects.exclude(pk=than.pk).annotate(
        whole=Trim(Concat("first_name", Value(" "), "last_name"))
    )
    taken = Q(username__iexact=name) | Q(whole__iexact=name) | Q(pen_name__iexact=name)
    return name.casefold() == THE_DESK or others.filter(taken).exists()


@transaction.atomic
def erase_name(user: User, *, why: str, by: User) -> User:
    """Erase the name of somebody who leaves, for good, and deactivate the account.

    Readers see "the desk", the desk "Somebody who left", the API a random username. Their work
    stays theirs, by their id. Usernames in events written before people had ids cannot change;
    they are not shown as names any more.
    """
    if not (by.is_admin or by.is_system):
        raise PermissionDenied(_("Only an admin may erase a name."))
    why = " ".join(why.split())
    if not why:
        raise ValidationError({"why": _("Say why the name is erased. Do not name the person.")})
    if user.pk == by.pk:
        raise ValidationError(_("You cannot erase your own name: ask another admin."))
    user = _lock(user)
    if user.name_erased_at:
        raise ValidationError(_("This name was erased already."))
    user.username = f"left-{secrets.token_hex(8)}"
    user.first_name = user.last_name = user.email = user.pen_name = user.legacy_username = ""
    user.byline_choice, user.is_active, user.name_erased_at = Byline.DESK, False, timezone.now()
    user.set_unusable_password()
    ended = _end_access(user)
    user.full_clean(exclude=["password"])
    user.save()
    for rows in (EmailAddress, UserSession, Authenticator):
        rows.objects.filter(user=user).delete()
    of_account = ContentType.objects.get_for_model(User)
    LogEntry.objects.filter(content_type=of_account, object_id=str(user.pk)).update(
        object_repr=user.username, change_message=""
    )
    chain = f"user:{user.pk}"
    for event in Event.objects.filter(chain=chain, kind="make-token").order_by("seq"):
        redact(event.pk, why="The name of the account was erased.", by=by)
    record(chain, "erase-name", by=by, active=False, why=why, ended_tokens=ended)
    return user


def _lock(user: User) -> User:
    """The account, locked until the transaction ends: no token can be created meanwhile."""
    if user.is_system:
        raise PermissionDenied(
            _("The account `system` belongs to the software: it never changes.")
        )
    locked: User = User.objects.select_for_update().get(pk=user.pk)
    return locked


def _end_access(user: User) -> list[str]:
    """End every session and token of a locked account, which the caller saves.

    Returns the first characters of each ended token, for history.
    """
    user.sessions_ended += 1
    tokens = Token.objects.filter(user=user)
    keys = sorted(tokens.values_list("token_key", flat=True))
    tokens.delete()
    return keys


# --- the second factor ----------------------------------------------------------------------


@transaction.atomic
def note_second_factor(user: User) -> None:
    """Record that a second factor was set up, and end sessions that a password alone opened.

    The given `user` is updated with the value that its sessions must match from now on.
    """
    locked = _lock(user)
    locked.sessions_ended += 1
    locked.save(update_fields=["sessions_ended"])
    record(f"user:{user.pk}", "add-second-factor", by=user)
    user.sessions_ended = locked.sessions_ended


@transaction.atomic
def remove_second_factor(user: User, *, by: User) -> None:
    """Remove the app and the recovery codes, for somebody who lost their phone."""
    user = _lock(user)
    Authenticator.objects.filter(user=user).delete()
    record(f"user:{user.pk}", "remove-second-factor", by=by)


def note_recovery_codes(user: User) -> None:
    """Record that new recovery codes were created, which end the earlier ones."""
    record(f"user:{user.pk}", "make-recovery-codes", by=user)


def note_used_recovery_code(user: User, *, left: int) -> None:
    """Record that somebody used a recovery code instead of the app's code."""
    record(f"user:{user.pk}", "use-recovery-code", by=user, left=left)


# --- tokens ---------------------------------------------------------------------------------


@transaction.atomic
def make_token(*, name: str, by: User) -> str:
    """Create an API token of one's own, valid for 90 days; it is shown once, here only."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError(
            {"name": _("Name the token after what will use it, so that you can end it later.")}
        )
    now = _lock(by)
    if not now.is_active or now.sessions_ended != by.sessions_ended:
        raise PermissionDenied(_("You have been signed out. Sign in again to create a token."))
    token, plain = Token.objects.create(by, name=name[:60])
    payload = {"token": token.token_key, "name": token.name, "until": token.expiry}
    record(f"user:{by.pk}", "make-token", by=by, **payload)
    return str(plain)


@transaction.atomic
def end_token(token_key: str, *, by: User) -> None:
    """End one of one's own tokens; the next request with it gets 401."""
    ended, _ = Token.objects.filter(user=by, token_key=token_key).delete()
    if ended:
        record(f"user:{by.pk}", "end-token", by=by, token=token_key)
