"""File claims with their claimants and topics, and join statements to them."""

from typing import Unpack

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from accounts.models import User
from claims.claimants.kinds import guess_kind
from claims.claimants.models import Claimant, Topic
from claims.claims.facts import ClaimFactValues
from claims.claims.models import Claim
from claims.statements.actions import decide_statement, lock_proposed
from claims.statements.models import Statement
from history.record import record


def get_or_create_claimant(name: str, *, role: str = "", kind: str = "") -> Claimant:
    """Return the claimant with exactly this name or alias, or create one.

    A new claimant gets the `kind`, or a guess by name and role (`kind_guessed`). An existing
    one isn't changed. A similar name isn't enough.
    """
    name = " ".join(name.split())
    if not name:
        raise ValidationError({"claimant": _("Say who said it.")})
    if known := Claimant.objects.spelled(name).first():
        return known
    base = slugify(name)[:70] or "claimant"
    taken = set(Claimant.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    slug = next(
        candidate
        for number in range(1, len(taken) + 2)
        if (candidate := base if number == 1 else f"{base}-{number}") not in taken
    )
    claimant = Claimant(
        name=name,
        slug=slug,
        role=role,
        kind=kind or guess_kind(name, role),
        kind_guessed=not kind,
    )
    claimant.full_clean(validate_unique=False, validate_constraints=False)
    try:
        with transaction.atomic():
            claimant.save()
    except IntegrityError:
        # Another request created one at the same time: now the name exists, or the slug does.
        return get_or_create_claimant(name, role=role, kind=kind)
    return claimant


def get_or_create_topics(names: list[str]) -> list[Topic]:
    """Return the topics with these names, creating those that are new."""
    cleaned = dict.fromkeys(" ".join(name.split())[:60] for name in names)
    return [
        Topic.objects.get_or_create(slug=slug, defaults={"name": name})[0]
        for name in cleaned
        if (slug := slugify(name)[:60])
    ]


def file_claim(
    *,
    text: str,
    claimant: Claimant,
    topics: list[str] | None = None,
    by: User,
    **facts: Unpack[ClaimFactValues],
) -> Claim:
    """Create a claim. The caller queues its review in the same transaction."""
    claim = Claim(text=" ".join(text.split()), claimant=claimant, filed_by=by, **facts)
    claim.full_clean()
    claim.save()
    claim.topics.set(get_or_create_topics(topics or []))
    return claim


@transaction.atomic
def join_statement(statement: Statement, *, claim: Claim, by: User) -> Statement:
    """Join a statement to an existing claim as another appearance."""
    statement = decide_statement(
        lock_proposed(statement), state=Statement.State.ACCEPTED, claim=claim, by=by
    )
    record(claim.chain, "join", by=by, statement=statement.pk, article=statement.article_id)
    return statement
