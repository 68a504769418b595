"""Decides many statements at once, each as if it were alone.

Every decision has its own transaction and event; their events name the same batch. Statements
that can't be decided (somebody was faster, no speaker is named, two may have said it) are left,
with a reason.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from claims.claims import defaults as claim_defaults
from claims.statements import actions
from claims.statements.models import Statement
from reviews.exceptions import NotReady, Refused
from reviews.sentences import translate
from reviews.triage import policies
from reviews.triage.actions import accept_statement, undo_triage

MOST = 200


@dataclass(frozen=True, slots=True)
class Batch:
    """The result: statements that were decided, and those left, each with a reason."""

    name: str
    done: list[Statement] = field(default_factory=list)
    left: list[tuple[Statement, str]] = field(default_factory=list)


def accept_all(statements: Iterable[Statement], *, by: User) -> Batch:
    """Accept each with its proposed wording, claimant, date and topics."""

    def accept_one(statement: Statement, batch: str) -> None:
        policies.require_speaker(statement)
        claimant = claim_defaults.default_claimant(statement)
        if not claimant:
            raise ValidationError(_("No speaker is named: accept this one by itself."))
        accept_statement(
            statement,
            text=claim_defaults.default_wording(statement),
            claimant=claimant,
            said_on=claim_defaults.default_said_on(statement),
            topics=claim_defaults.default_topics(statement),
            batch=batch,
            by=by,
        )

    return _each(statements, accept_one)


def decline_all(
    statements: Iterable[Statement], *, reason: str, note: str = "", by: User
) -> Batch:
    """Decline each for the same reason."""
    return _each(
        statements,
        lambda one, batch: actions.decline_statement(
            one, reason=reason, note=note, batch=batch, by=by
        ),
    )


def undo_all(statements: Iterable[Statement], *, by: User) -> Batch:
    """Undo the decision on each, unless somebody has worked on its claim."""
    return _each(statements, lambda one, batch: undo_triage(one, batch=batch, by=by))


def _each(statements: Iterable[Statement], decide: Callable[[Statement, str], object]) -> Batch:
    batch = Batch(secrets.token_hex(6))
    for statement in statements:
        try:
            decide(statement, batch.name)
        except NotReady as error:
            batch.left.append((statement, " ".join(one.shown for one in error.missing)))
        except (actions.AlreadyTriaged, PermissionDenied, Refused) as error:
            batch.left.append((statement, translate(error)))
        except ValidationError as error:
            batch.left.append((statement, " ".join(error.messages)))
        else:
            batch.done.append(statement)
    return batch
