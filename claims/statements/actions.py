"""Mark, correct and decline statements, and undo decisions about them."""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import Max
from django.db.models.functions import Now
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.models import Article
from claims.articles.policies import refuse_quarantined
from claims.statements import policies
from claims.statements import preferences as ranking_preferences
from claims.statements.enrich import MARKS, enrich_statement
from claims.statements.models import Statement
from claims.statements.reasons import BY_HAND
from history.record import record


class AlreadyTriaged(Exception):
    """Somebody has decided on this statement already. The message says who and what."""


@transaction.atomic
def mark_statement(
    article: Article, *, start: int, end: int, speaker: str, by: User
) -> Statement:
    """Make a statement of words that extraction missed. They are the article's own words."""
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    refuse_quarantined(article)
    if not 0 <= start < end <= len(article.text):
        raise ValidationError(_("Select words in the text first."))
    last = article.statements.aggregate(last=Max("number"))["last"] or 0
    quote = article.text[start:end]
    marks = any(mark in quote for mark in MARKS)
    statement = Statement(
        article=article,
        number=last + 1,
        start=start,
        end=end,
        quote=quote,
        speaker=speaker.strip() or None,
        kind=Statement.Kind.MIXED if marks else Statement.Kind.INDIRECT,
        found_by=Statement.FoundBy.PERSON,
        added_by=by,
    )
    enrich_statement(statement)
    statement.reasons = [BY_HAND, *statement.reasons]
    ranking_preferences.apply_preferences(statement)
    statement.full_clean()
    statement.save()
    record(f"article:{article.pk}", "mark", by=by, statement=statement.pk, start=start, end=end)
    return statement


@transaction.atomic
def correct_statement(
    statement: Statement, *, speaker: str | None, said_on: date | None, by: User
) -> Statement:
    """Correct who said a statement and when, without deciding on it.

    `speaker` is "" if nobody is named, and None to leave it as it is. Where two may have said
    it, a speaker answers who did. The words, and those that name the speaker in the text, don't
    change.
    """
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    refuse_quarantined(statement.article)
    if statement.state == Statement.State.SPLIT:
        raise AlreadyTriaged(_("This statement is split. Correct its parts instead."))
    was = {"speaker": statement.speaker, "said_on": statement.said_on}
    name = statement.speaker if speaker is None else " ".join(speaker.split()) or None
    is_chosen = speaker is not None and bool(statement.open_candidates)
    if name != statement.speaker:
        statement.speaker, statement.speaker_role = name, ""
        is_chosen = bool(statement.speaker_candidates)
    if is_chosen:
        statement.speaker_chosen_by = by
    statement.said_on = said_on
    now = {"speaker": statement.speaker, "said_on": said_on}
    if now == was and not is_chosen:
        return statement
    if statement.state == Statement.State.PROPOSED:
        ranking_preferences.apply_preferences(statement)
    statement.full_clean()
    statement.save(
        update_fields=[
            *("speaker", "speaker_role", "speaker_chosen_by", "said_on"),
            *ranking_preferences.RANKED_FIELDS,
        ]
    )
    chain = f"article:{statement.article_id}"
    record(chain, "correct-statement", by=by, statement=statement.pk, was=was, now=now)
    return statement


def lock_proposed(statement: Statement) -> Statement:
    """Lock a statement. Raises AlreadyTriaged if somebody has decided on it."""
    fresh = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    refuse_quarantined(fresh.article)
    if fresh.state != Statement.State.PROPOSED:
        who = fresh.triaged_by.name if fresh.triaged_by else _("Somebody")
        words = _("%(who)s %(decided)s this statement already.")
        decided = _(fresh.state)
        raise AlreadyTriaged(words % {"who": who, "decided": decided})
    return fresh


def decide_statement(
    statement: Statement, *, state: str, by: User, **changes: Any
) -> Statement:
    """Save a decision on a locked statement. The caller records the event."""
    statement.state = state
    statement.triaged_by = by
    for name, value in changes.items():
        setattr(statement, name, value)
    statement.full_clean()
    statement.save()
    Statement.objects.filter(pk=statement.pk).update(triaged_at=Now())
    return statement


@transaction.atomic
def decline_statement(
    statement: Statement, *, reason: str, note: str = "", batch: str = "", by: User
) -> Statement:
    """Decline to check a statement, with a reason. `batch` identifies a group decision."""
    statement = decide_statement(
        lock_proposed(statement),
        state=Statement.State.DECLINED,
        decline_reason=reason,
        decline_note=note.strip(),
        by=by,
    )
    chain = f"article:{statement.article_id}"
    details = {"statement": statement.pk, "reason": reason, "note": note}
    record(chain, "decline", by=by, **details, **batch_details(batch))
    return statement


def batch_details(batch: str) -> dict[str, str]:
    """Return what the event of a decision says about the group it was made in."""
    return {"batch": batch} if batch else {}


def undo_decision(
    statement: Statement, *, kind: str = "undo", by: User, **details: object
) -> Statement:
    """Make a statement proposed again. The caller removes what the decision created."""
    refuse_quarantined(statement.article)
    if refusal := policies.undo_refusal(by, statement):
        raise PermissionDenied(refusal)
    chain = statement.claim.chain if statement.claim else f"article:{statement.article_id}"
    statement.state = Statement.State.PROPOSED
    statement.claim = None
    statement.made_claim = False
    statement.decline_reason = statement.decline_note = ""
    statement.released_by = None
    statement.triaged_by = None
    statement.triaged_at = None
    ranking_preferences.apply_preferences(statement)
    statement.save()
    record(chain, kind, by=by, statement=statement.pk, **details)
    return statement
