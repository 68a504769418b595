"""What is decided about statements: mark, decline, join, take back."""

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now

from accounts.models import User
from claims.models import Article, Claim, Statement
from history.recording import record


class AlreadyTriaged(Exception):
    """Somebody decided on this statement first. The message says who and what."""


@transaction.atomic
def mark_statement(
    article: Article, *, start: int, end: int, speaker: str, by: User
) -> Statement:
    """Make a statement of words that the reader missed. The words are the article's own."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if not 0 <= start < end <= len(article.text):
        raise ValidationError("Select words in the text first.")
    last = article.statements.aggregate(last=Max("number"))["last"] or 0
    quote = article.text[start:end]
    marks = any(mark in quote for mark in '“”"«»')
    statement = Statement(
        article=article,
        number=last + 1,
        start=start,
        end=end,
        quote=quote,
        speaker=speaker.strip() or None,
        kind=Statement.Kind.MIXED if marks else Statement.Kind.INDIRECT,
        claim_type="fact",
        worth=0.5,
        reasons=["marked by hand"],
        added_by=by,
    )
    statement.full_clean()
    statement.save()
    record(f"article:{article.pk}", "mark", by=by, statement=statement.pk, start=start, end=end)
    return statement


def lock_proposed(statement: Statement) -> Statement:
    """The statement, locked, if nobody has decided on it yet; else `AlreadyTriaged`."""
    fresh = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if fresh.state != Statement.State.PROPOSED:
        who = fresh.triaged_by.name if fresh.triaged_by else "somebody"
        raise AlreadyTriaged(f"{who} {fresh.state} this statement already.")
    return fresh


def triage(statement: Statement, *, state: str, by: User, **changes: Any) -> Statement:
    """Write a decision on a locked statement. The caller records what it means."""
    statement.state = state
    statement.triaged_by = by
    for name, value in changes.items():
        setattr(statement, name, value)
    statement.full_clean()
    statement.save()
    Statement.objects.filter(pk=statement.pk).update(triaged_at=Now())
    return statement


@transaction.atomic
def decline(statement: Statement, *, reason: str, note: str = "", by: User) -> Statement:
    """Say that we will not check it, and why."""
    statement = triage(
        lock_proposed(statement),
        state=Statement.State.DECLINED,
        decline_reason=reason,
        decline_note=note.strip(),
        by=by,
    )
    chain = f"article:{statement.article_id}"
    record(chain, "decline", by=by, statement=statement.pk, reason=reason, note=note)
    return statement


@transaction.atomic
def join(statement: Statement, *, claim: Claim, by: User) -> Statement:
    """Join a statement to a known claim as one more appearance."""
    statement = triage(
        lock_proposed(statement), state=Statement.State.ACCEPTED, claim=claim, by=by
    )
    record(claim.chain, "join", by=by, statement=statement.pk, article=statement.article_id)
    return statement


def take_back(statement: Statement, *, by: User) -> Statement:
    """Back to proposed, whatever was decided; the caller removes what the decision made."""
    chain = statement.claim.chain if statement.claim else f"article:{statement.article_id}"
    statement.state = Statement.State.PROPOSED
    statement.claim = None
    statement.made_claim = False
    statement.decline_reason = statement.decline_note = ""
    statement.triaged_by = None
    statement.triaged_at = None
    statement.save()
    record(chain, "undo", by=by, statement=statement.pk)
    return statement
