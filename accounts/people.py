"""Find the accounts that history and revisions refer to.

They refer to people by random ids (`person:…`), so that a name can change or be erased while
every hash keeps verifying. Entries from before there were ids refer to usernames, which are
looked up as they were then (`User.legacy_username`).
"""

import re
from collections.abc import Iterable
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import LEFT, PERSON, SYSTEM, User

REFERENCE = re.compile(rf"{PERSON}[0-9a-f]{{32}}")


def is_reference(value: Any) -> bool:
    """Whether a value of an event's payload is the id of a person."""
    return isinstance(value, str) and bool(REFERENCE.fullmatch(value))


class People:
    """The accounts behind some references, found with one query."""

    def __init__(self, references: Iterable[str]) -> None:
        wanted = {reference for reference in references if reference}
        named = Q(public_id__in=wanted) | Q(legacy_username__in=wanted)
        found = list(User.objects.filter(named)) if wanted else []
        self._users = {user.legacy_username: user for user in found if user.legacy_username}
        self._users |= {user.public_id: user for user in found}

    def get(self, reference: str) -> User | None:
        """The account; None if it is unknown."""
        return self._users.get(reference)

    def name(self, reference: str) -> str:
        """The name on pages of the desk."""
        if reference == SYSTEM:
            return _("The desk")
        user = self.get(reference)
        return user.name if user else _(LEFT)

    def username(self, reference: str) -> str:
        """The name in the API: a username, random if the name was erased."""
        user = self.get(reference)
        return user.username if user else LEFT
