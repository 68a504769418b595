"""The demo's sign-ins: random passwords and tokens, kept in one private file."""

import json
import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.utils import timezone
from knox.auth import TokenAuthentication
from rest_framework.exceptions import AuthenticationFailed

from accounts import actions as accounts
from accounts.models import Role, Token, User

PEOPLE = [
    ("checker", Role.CHECKER, "Jo Reed"),
    ("checker2", Role.CHECKER, "Sam Hale"),
    ("editor", Role.EDITOR, "Ada Okoro"),
    ("editor2", Role.EDITOR, "Lin Tamm"),
    ("admin", Role.ADMIN, "Kim Vesey"),
]


@dataclass
class DemoUsers:
    """Who acts in the demo, by username."""

    checker: User
    checker2: User
    editor: User
    editor2: User
    admin: User


def invite_all() -> tuple[DemoUsers, list[dict[str, str]]]:
    """Create the five accounts; return them and the sign-ins to store."""
    system = User.objects.system()
    users, sign_ins = {}, []
    for username, role, name in PEOPLE:
        password = secrets.token_urlsafe(12)
        user = accounts.invite(
            username=username, password=password, role=role, name=name, by=system
        )
        users[username] = user
        token = accounts.make_token(name="demo", by=user)
        sign_ins.append(
            {"username": username, "role": role.value, "password": password, "token": token}
        )
    return DemoUsers(**users), sign_ins


def demo_file() -> Path:
    return Path(settings.VAR) / "demo.json"


def write(sign_ins: list[dict[str, str]]) -> Path:
    """Store the sign-ins: the file is its owner's alone (0600), and so is its folder (0700)."""
    path = demo_file()
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    path.touch(mode=0o600)
    path.chmod(0o600)
    said = {"url": f"{settings.SITE_URL}/", "users": sign_ins}
    path.write_text(json.dumps(said, indent=2) + "\n", encoding="utf-8")
    return path


def renew_tokens() -> int:
    """Replace expired tokens, and the address if it changed. Return how many are new."""
    path = demo_file()
    if not path.is_file():
        return 0
    sign_ins = json.loads(path.read_text(encoding="utf-8"))["users"]
    renewed = 0
    for sign_in in sign_ins:
        user = User.objects.filter(username=sign_in["username"]).first()
        if user and not _is_alive(sign_in["token"]):
            sign_in["token"] = accounts.make_token(name="demo", by=user)
            renewed += 1
    write(sign_ins)
    return renewed


def _is_alive(token: str) -> bool:
    Token.objects.filter(expiry__lt=timezone.now()).delete()
    try:
        TokenAuthentication().authenticate_credentials(token.encode())
    except AuthenticationFailed:
        return False
    return True
