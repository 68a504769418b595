"""Answers tips with a check, and writes to their senders once everything is decided."""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.db.models.functions import Coalesce, Now
from django.urls import reverse

from accounts.models import User
from claims.statements.models import Statement
from claims.tips import actions as tip_actions
from claims.tips import replies
from claims.tips.models import Tip, TipQuerySet
from jobs.models import JobState
from reviews.publication.models.publications import Publication
from reviews.publication.withheld import Withheld
from reviews.review.models.reviews import Review
from reviews.revisions.document import rating_in
from reviews.revisions.headlines import headline

SETTLED = timedelta(minutes=10)
"""How long after the last refusal its sender is told, since it may be undone."""
AT_ONCE = 100


def answer_tip(tip: Tip, *, answer: str, check: Publication | None = None, by: User) -> Tip:
    """Answer a tip and close it, with all tips that say the same.

    With a `check` and no `answer`, the answer says what we found.
    """
    if check is None:
        return tip_actions.answer_tip(tip, answer=answer, by=by)
    return tip_actions.answer_tip(
        tip,
        answer=answer.strip() or f"We checked this before. {_found(check)}",
        claim=check.claim,
        link=public_url_of(check),
        by=by,
    )


def public_url_of(check: Publication) -> str:
    """The full public address of a check, for letters."""
    return settings.SITE_URL + reverse("readers:check", args=[check.slug])


def notify_senders() -> int:
    """Write to everybody who left an address with a tip that is published or won't be checked.

    Returns how many tips were settled. Each sender gets at most one letter, ever.
    """
    published, refused = _published(), _refused()
    for tip in published:
        _tell(tip, check=Publication.objects.get(pk=tip.check_pk))  # type: ignore[attr-defined]
    for tip in refused:
        _tell(tip)
    return len(published) + len(refused)


@transaction.atomic
def _tell(tip: Tip, *, check: Publication | None = None) -> None:
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if not tip.email:
        return
    if check:
        letter = replies.write_letter(
            tip, answer=f"We checked it. {_found(check)}", link=public_url_of(check)
        )
    else:
        letter = replies.write_letter(tip, answer=_why_not(tip))
    if letter is None:  # the same person was already told the same
        tip.email = ""
        tip.save(update_fields=["email"])


def _published() -> list[Tip]:
    """Tips with a statement that a live check answers; its key is `check_pk`."""
    checks = Publication.objects.live().shown().filter(claim__appearances__article=_ARTICLE)
    first = checks.order_by("published_at", "pk").values("pk")[:1]
    return list(_waiting().annotate(check_pk=first).exclude(check_pk=None)[:AT_ONCE])


def _refused() -> list[Tip]:
    """Tips in which everything is decided, and nothing is checked or in work."""
    said = Statement.objects.filter(article=_ARTICLE)
    in_work = Review.objects.open().filter(claim__appearances__article=_ARTICLE)
    live = Publication.objects.live().filter(claim__appearances__article=_ARTICLE)
    return list(
        _waiting()
        .filter(article__state=JobState.DONE, handled_at__lt=Now() - SETTLED)
        .exclude(Exists(said.filter(state=Statement.State.PROPOSED)))
        .exclude(Exists(said.filter(triaged_at__gt=Now() - SETTLED)))
        .exclude(Exists(in_work))
        .exclude(Exists(live))[:AT_ONCE]
    )


_ARTICLE = Coalesce(OuterRef("article__copy_of"), OuterRef("article"))
"""Of two articles with the same text, the first has the decisions on statements."""


def _waiting() -> TipQuerySet:
    return Tip.objects.wanting_an_answer().order_by("pk")


def _found(check: Publication) -> str:
    frozen = Withheld.now().document(check.revision)
    said = f"{str(headline(frozen)).rstrip('.')}. We rate this"
    return f"{said} {rating_in(frozen)['label'].lower()}. {frozen['conclusion']}"


def _why_not(tip: Tip) -> str:
    article = tip.article and (tip.article.copy_of or tip.article)
    declined = Statement.objects.filter(article=article, state=Statement.State.DECLINED)
    slugs = declined.order_by("decline_reason").values_list("decline_reason", flat=True)
    why = [str(Statement.Reason(slug).label) for slug in slugs.distinct()]
    if not why:
        return "We read it, and found nothing in it that we can check."
    return f"We read it, and do not check what it says. Why: {'; '.join(why)}."
