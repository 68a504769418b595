"""The user of the desk and the roles, each of which may do all that the ones before it may."""

import uuid
from collections.abc import Iterator
from typing import Self

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.contrib.auth.models import UserManager as DjangoUserManager
from django.db import models
from django.db.models.functions import Now, Upper
from django.utils.translation import gettext, gettext_noop
from django.utils.translation import gettext_lazy as _
from knox.models import AbstractAuthToken

from accounts.validators import validate_pen_name

SYSTEM = "system"
"""The username, and the id, of the user that scheduled jobs act as. It cannot sign in."""
LEFT = gettext_noop("Somebody who left")
"""The name of an account that is unknown, or whose name was erased."""


PERSON = "person:"
"""The start of every person's id."""
THE_DESK = "the desk"
"""The by-line of people who don't want to be named to readers."""


def new_public_id() -> str:
    """A random id for a person. No username has a colon, so the two cannot be confused."""
    return f"{PERSON}{uuid.uuid4().hex}"


class Role(models.TextChoices):
    CHECKER = "checker"
    EDITOR = "editor"
    ADMIN = "admin"


class Byline(models.TextChoices):
    """What readers see instead of a person."""

    NAME = "name", _("my name")
    PEN_NAME = "pen-name", _("a pen name")
    DESK = "desk", THE_DESK


class UserQuerySet(models.QuerySet["User"]):
    def checkers(self) -> Self:
        """Everybody who may hold a review."""
        return self.filter(is_active=True, role__in=Role.values).exclude(username=SYSTEM)

    def editors(self) -> Self:
        """Everybody who may approve, publish, correct and retract."""
        return self.checkers().filter(role__in=[Role.EDITOR, Role.ADMIN])


class UserManager(DjangoUserManager["User"].from_queryset(UserQuerySet)):  # type: ignore[misc]
    """Django's own manager with our queries."""

    def system(self) -> "User":
        """The user that scheduled jobs act as."""
        return self.get(username=SYSTEM)  # type: ignore[no-any-return]


class User(AbstractUser):  # type: ignore[django-manager-missing]
    """A person at the desk, named by username everywhere outside our own pages.

    History and revisions, whose hashes must keep verifying, hold `public_id` and no name. It is
    random and never changes. `legacy_username` is how events and revisions from before there
    were ids name this person; empty for later accounts.
    """

    public_id = models.CharField(
        max_length=39, unique=True, editable=False, default=new_public_id
    )
    legacy_username = models.CharField(
        max_length=150, blank=True, default="", editable=False, db_index=True
    )
    byline_choice = models.CharField(
        "by-line", max_length=8, choices=Byline.choices, default=Byline.NAME, db_default="name"
    )
    pen_name = models.CharField(
        max_length=100, blank=True, default="", db_default="", validators=[validate_pen_name]
    )
    name_erased_at = models.DateTimeField(null=True, blank=True, editable=False)
    role = models.CharField(max_length=10, choices=Role.choices, blank=True, default="")
    sessions_ended = models.PositiveIntegerField(
        default=0,
        editable=False,
        help_text="How often all sessions were ended; a session opened before is not valid.",
    )

    objects = UserManager()  # type: ignore[misc]

    class Meta(AbstractUser.Meta):
        constraints = [
            models.CheckConstraint(
                condition=models.Q(role=Role.ADMIN, is_staff=True, is_superuser=True)
                | (~models.Q(role=Role.ADMIN) & models.Q(is_staff=False, is_superuser=False)),
                name="accounts_admins_alone_are_superusers",
                violation_error_message=_("Admins, and nobody else, may open the admin site."),
            ),
            models.CheckConstraint(
                condition=~models.Q(byline_choice=Byline.PEN_NAME, pen_name=""),
                name="accounts_pen_name_is_given",
                violation_error_message=_("Enter the pen name that readers will see."),
            ),
            models.UniqueConstraint(
                Upper("pen_name"),
                condition=~models.Q(pen_name=""),
                name="accounts_pen_name_is_one_person_s",
                violation_error_message=_("Somebody at this desk already uses this name."),
            ),
            models.CheckConstraint(
                condition=models.Q(name_erased_at=None)
                | models.Q(
                    first_name="",
                    last_name="",
                    email="",
                    pen_name="",
                    legacy_username="",
                    is_active=False,
                ),
                name="accounts_erased_name_is_gone",
                violation_error_message=_("The name of this account was erased for good."),
            ),
        ]

    def get_session_auth_hash(self) -> str:
        """What a session must match: the password's hash, and the count of endings."""
        return self._with_count(super().get_session_auth_hash())

    def get_session_auth_fallback_hash(self) -> Iterator[str]:
        """The same under each earlier SECRET_KEY."""
        return map(self._with_count, super().get_session_auth_fallback_hash())

    def _with_count(self, digest: str) -> str:
        # Unchanged while none were ended: sessions from before this column stay valid.
        return f"{digest}.{self.sessions_ended}" if self.sessions_ended else digest

    @property
    def name(self) -> str:
        """The name on pages of the desk: full name where known, else the username."""
        if self.name_erased_at:
            return gettext(LEFT)
        return self.get_full_name() or self.username

    @property
    def is_named(self) -> bool:
        """Whether readers see a name of any kind."""
        return not self.name_erased_at and self.byline_choice != Byline.DESK

    @property
    def byline(self) -> str:
        """What readers see, by the person's present choice."""
        if not self.is_named:
            return THE_DESK
        return self.pen_name if self.byline_choice == Byline.PEN_NAME else self.name

    @property
    def references(self) -> list[str]:
        """How history refers to this person."""
        return [self.public_id, *filter(None, [self.legacy_username])]

    def may_be(self, reference: str) -> bool:
        """Whether history may mean this person by a reference.

        The former usernames of somebody whose name was erased are unknown.
        """
        return reference in self.references or bool(
            self.name_erased_at and not reference.startswith(PERSON)
        )

    @property
    def is_checker(self) -> bool:
        return self.is_active and self.role in Role.values

    @property
    def is_editor(self) -> bool:
        return self.is_active and self.role in {Role.EDITOR, Role.ADMIN}

    @property
    def is_admin(self) -> bool:
        return self.is_active and self.role == Role.ADMIN

    @property
    def is_system(self) -> bool:
        return self.username == SYSTEM


def is_checker(user: "User | AnonymousUser") -> bool:
    """Whether somebody belongs to the desk at all."""
    return isinstance(user, User) and user.is_checker


class Token(AbstractAuthToken):  # type: ignore[misc]
    """An API token, valid for 90 days: shown once; only its digest is stored."""

    name = models.CharField(max_length=60)

    class Meta:
        ordering = ["-created"]

    def __str__(self) -> str:
        return f"{self.name}, {self.token_key}…"


class SignInAttempt(models.Model):
    """An attempt to sign in with a password or a code, for `accounts.sign_in_limits` to count.

    Account and address are keyed hashes: nobody can read here who tried to sign in from where.
    """

    account = models.CharField(max_length=32)
    address = models.CharField(max_length=32, blank=True)
    succeeded = models.BooleanField(default=False)
    at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["account", "address", "at"], name="accounts_attempt_account"),
            models.Index(fields=["address", "at"], name="accounts_attempt_address"),
            models.Index(fields=["at"], name="accounts_attempt_at"),
        ]

    def __str__(self) -> str:
        return f"{'Right' if self.succeeded else 'Wrong'} at {self.at}"
