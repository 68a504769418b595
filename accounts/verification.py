"""Compare roles, active accounts and by-lines with the events of each account."""

from collections.abc import Iterator
from itertools import groupby

from accounts.models import Byline, User
from history.export import one_moment
from history.models import Event
from history.redactions import facts_of_redacted
from history.verify import Fault

AT_ONCE = 500
REPLAYED = ("role", "active", "choice")
"""The keys of payloads by which events give the state of an account."""


def differences() -> Iterator[Fault | None]:
    """Every difference of every account; a None for each that was compared."""
    last = 0
    while True:
        with one_moment():
            users = list(User.objects.filter(pk__gt=last).order_by("pk")[:AT_ONCE])
            found = list(_of_users(users))
        yield from found
        if not users:
            return
        last = users[-1].pk


def _of_users(users: list[User]) -> Iterator[Fault | None]:
    chains = [f"user:{user.pk}" for user in users]
    events = Event.objects.filter(chain__in=chains).select_related("side")
    by_chain = groupby(events.order_by("chain", "seq"), key=lambda event: event.chain)
    replayed = {chain: _replay(list(lines)) for chain, lines in by_chain}
    for user in users:
        yield None
        if not user.is_system:
            yield from _of_user(user, replayed.get(f"user:{user.pk}", {}))


def _replay(events: list[Event]) -> dict[str, tuple[object, int]]:
    """The last value of each key of `REPLAYED`, and the place of the event that gave it."""
    copies = facts_of_redacted(events)
    replayed: dict[str, tuple[object, int]] = {}
    for event in events:
        facts = copies.get(event.seq) or event.payload
        if event.kind == "invite":
            facts = {"active": True, **facts}  # the oldest invitations did not say so
        for name in REPLAYED:
            if name in facts:
                replayed[name] = facts[name], event.seq
    return replayed


def _of_user(user: User, replayed: dict[str, tuple[object, int]]) -> Iterator[Fault]:
    chain = f"user:{user.pk}"
    if "role" not in replayed:
        yield Fault(chain, 0, f"{user.username} has an account, but history does not say why")
        return
    role, seq = replayed["role"]
    if user.role != role:
        yield Fault(chain, seq, _sentence(user, user.role, role))
    if (user.is_staff, user.is_superuser) != (user.role == "admin",) * 2:
        yield Fault(chain, seq, f"{user.username} has rights in the admin without that role")
    active, seq = replayed.get("active", (True, seq))
    if user.is_active != active:
        words = {True: "active", False: "deactivated"}
        yield Fault(chain, seq, _sentence(user, words[user.is_active], words[bool(active)]))
    choice, seq = replayed.get("choice", (Byline.NAME, seq))
    if not user.name_erased_at and user.byline_choice != choice:
        yield Fault(chain, seq, _sentence(user, f"shown by {user.byline_choice}", choice))


def _sentence(user: User, found: str, replayed: object) -> str:
    return (
        f"{user.username} is {found or 'without a role'}, but history says {replayed or 'none'}"
    )
