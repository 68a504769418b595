"""What is done to accounts, each a line in the account's own chain."""

from django.core.exceptions import ValidationError
from django.db import transaction

from accounts.models import Role, Token, User
from history.recording import Actor, record


@transaction.atomic
def invite(*, username: str, password: str, role: str, name: str = "", by: Actor) -> User:
    """Make an account. The password is set by whoever calls: nothing has a default."""
    first, _, last = name.partition(" ")
    user = User(username=username, role=role, first_name=first, last_name=last)
    user.is_staff = user.is_superuser = role == Role.ADMIN
    user.set_password(password)
    user.full_clean()
    user.save()
    record(f"user:{user.pk}", "invite", by=by, username=username, role=role)
    return user


@transaction.atomic
def change_role(user: User, *, role: str, by: User) -> User:
    """Give somebody another role."""
    user = User.objects.select_for_update().get(pk=user.pk)
    before, user.role = user.role, role
    user.is_staff = user.is_superuser = role == Role.ADMIN
    user.full_clean()
    user.save(update_fields=["role", "is_staff", "is_superuser"])
    record(f"user:{user.pk}", "change-role", by=by, before=before, role=role)
    return user


@transaction.atomic
def make_token(*, name: str, by: User) -> str:
    """A new API token of one's own, shown once; only its digest is kept. Lives 90 days."""
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"name": "Name it by what will use it, so that you can end it."})
    token, plain = Token.objects.create(by, name=name[:60])
    told = {"token": token.token_key, "name": token.name, "until": token.expiry}
    record(f"user:{by.pk}", "make-token", by=by, **told)
    return str(plain)


@transaction.atomic
def end_token(token_key: str, *, by: User) -> None:
    """End one of one's own tokens; the next request with it is 401."""
    ended, _ = Token.objects.filter(user=by, token_key=token_key).delete()
    if ended:
        record(f"user:{by.pk}", "end-token", by=by, token=token_key)
