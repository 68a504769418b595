"""Limits on wrong passwords and codes, and on requests to reset a password.

Attempts are counted in the database: no cache is needed.

A wrong password counts for the account at the address it came from. So nobody is locked out of
an account by what others type elsewhere, nor by what happens to another account behind the same
proxy. The limits for a whole address and a whole account are much wider, and do not apply to
somebody who has signed in to this account from this address before.
"""

import math
from datetime import timedelta

from django.db import connection, transaction
from django.db.models import DurationField, ExpressionWrapper, F, QuerySet, Value
from django.db.models.functions import Now
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.addresses import hash_address
from accounts.models import SignInAttempt, User

QUARTER = timedelta(minutes=15)
WRONG_HERE = 5, QUARTER
"""Wrong passwords for one account from one address."""
WRONG_AT_ADDRESS = 60, QUARTER
"""Wrong passwords for all accounts together from one address."""
WRONG_FOR_ACCOUNT = 100, timedelta(hours=1)
"""Wrong passwords for one account from all addresses together."""
WRONG_CODES = 5, QUARTER
"""Wrong second factors of one account, from anywhere: their sender knows the password."""
RESETS_FOR_EMAIL = 5, QUARTER
"""E-mails with a link to reset a password, to one address."""
RESETS_FROM_ADDRESS = 20, QUARTER
"""The same, requested from one client address."""
KEPT = timedelta(days=30)
"""How long attempts are stored, and with them who has signed in from where."""

PURPOSE = "accounts.sign_in"
RESET_PURPOSE = "accounts.reset"


class TooManyAttempts(Exception):
    """The attempt is refused before its password or code is checked.

    `wait` is the time until another attempt is allowed.
    """

    def __init__(self, wait: timedelta) -> None:
        self.wait = wait
        super().__init__(f"Too many attempts. Wait {self.in_words}.")

    @property
    def seconds(self) -> int:
        return max(1, math.ceil(self.wait.total_seconds()))

    @property
    def in_words(self) -> str:
        minutes = math.ceil(self.seconds / 60)
        if minutes == 1:
            return _("a minute")
        return ngettext("%(count)s minute", "%(count)s minutes", minutes) % {"count": minutes}


@transaction.atomic
def count_password(username: str, *, address: str) -> SignInAttempt:
    """Count an attempt, as a failed one until `succeed()`. Raises TooManyAttempts."""
    account, place = _password_account(username), hash_address(address, purpose=PURPOSE)
    attempts = SignInAttempt.objects
    _wait_for(account)
    here = attempts.filter(account=account, address=place)
    _refuse_beyond(WRONG_HERE, here)
    if not here.filter(succeeded=True, at__gt=Now() - KEPT).exists():
        _refuse_beyond(WRONG_AT_ADDRESS, attempts.filter(address=place))
        _refuse_beyond(WRONG_FOR_ACCOUNT, attempts.filter(account=account))
    attempts.filter(at__lt=Now() - KEPT).delete()
    return attempts.create(account=account, address=place)


@transaction.atomic
def count_code(user: User) -> SignInAttempt:
    """The same for a code of somebody's second factor."""
    account = _code_account(user)
    _wait_for(account)
    attempts = SignInAttempt.objects.filter(account=account)
    _refuse_beyond(WRONG_CODES, attempts)
    return SignInAttempt.objects.create(account=account, address="")


@transaction.atomic
def count_reset(email: str, *, address: str) -> None:
    """Count a request for an e-mail, to a known address or not. Raises TooManyAttempts."""
    account = _hash(f"reset {email.casefold()}")
    place = hash_address(address, purpose=RESET_PURPOSE)
    attempts = SignInAttempt.objects
    _wait_for(account)
    _wait_for(place)
    _refuse_beyond(RESETS_FOR_EMAIL, attempts.filter(account=account))
    _refuse_beyond(RESETS_FROM_ADDRESS, attempts.filter(address=place))
    attempts.create(account=account, address=place)


def succeed(attempt: SignInAttempt) -> None:
    """Mark an attempt as right: it no longer counts, and its address is known from now on."""
    attempt.succeeded = True
    attempt.save(update_fields=["succeeded"])


def forget_failures(user: User) -> None:
    """Forget failures after a new password was set, so that its owner may sign in at once."""
    accounts = [_password_account(user.username), _code_account(user)]
    SignInAttempt.objects.filter(account__in=accounts, succeeded=False).delete()


def _refuse_beyond(limit: tuple[int, timedelta], attempts: QuerySet[SignInAttempt]) -> None:
    """Raise TooManyAttempts if this many attempts failed recently."""
    most, span = limit
    left = F("at") + Value(span, DurationField()) - Now()
    lately = attempts.filter(succeeded=False, at__gt=Now() - span).order_by("-at")
    waits = lately.values_list(ExpressionWrapper(left, DurationField()), flat=True)
    if full := waits[most - 1 : most]:
        raise TooManyAttempts(full[0])


def _wait_for(account: str) -> None:
    """Lock an account, or an address, so that its attempts are counted one after the other."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [account])


def _password_account(username: str) -> str:
    return _hash(f"password {username.casefold()}")


def _code_account(user: User) -> str:
    return _hash(f"code {user.pk}")


def _hash(account: str) -> str:
    return salted_hmac(PURPOSE, account, algorithm="sha256").hexdigest()[:32]
