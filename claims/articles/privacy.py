"""What readers may know of a text, and of words on which nothing is published."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from accounts.models import User
from claims.articles.models import Article
from claims.claims.models import Claim
from claims.statements.models import Statement
from history.record import record

EDITORS_RELEASE = "Only an editor may let readers see this. Ask one."


@transaction.atomic
def set_private(article: Article, *, is_private: bool, by: User) -> Article:
    """Mark a text as private, or say that readers may know of it, which is an editor's.

    Either way the rule is not asked again. Pages already published follow by
    `reviews.actions.set_private`, which every entry point calls.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    if not is_private and not by.is_editor:
        raise PermissionDenied(EDITORS_RELEASE)
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    if article.is_private == is_private:
        return article
    was = article.private_because
    article.private_because = Article.Private.MARKED if is_private else ""
    article.privacy_set_by = by
    article.save(update_fields=["private_because", "privacy_set_by"])
    kind = "mark-private" if is_private else "mark-public"
    record(f"article:{article.pk}", kind, by=by, was=was)
    return article


@transaction.atomic
def set_docket(claim: Claim, *, docket: str, by: User) -> Claim:
    """Whether the docket shows a claim's words before a check of it is published.

    `docket` is shown, withheld, or empty for the desk's setting. Anybody at the desk may
    withhold; the others are an editor's. A claim that came only from private texts is shown by
    nobody: unmark its text first.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    if docket != Claim.Docket.WITHHELD and not by.is_editor:
        raise PermissionDenied(EDITORS_RELEASE)
    Claim.objects.select_for_update(of=("self",)).get(pk=claim.pk)
    claim = Claim.objects.with_privacy().get(pk=claim.pk)
    if docket == Claim.Docket.SHOWN and claim.is_private:  # type: ignore[attr-defined]
        raise ValidationError(
            {
                "docket": "This claim came only from a private text. Say on the article's page"
                " that readers may know of the text, then show the claim."
            }
        )
    if claim.docket == docket:
        return claim
    was, claim.docket = claim.docket, docket
    claim.full_clean()
    claim.save(update_fields=["docket"])
    record(claim.chain, "docket", by=by, was=was, now=docket)
    return claim


@transaction.atomic
def release_words(statement: Statement, *, released: bool, by: User) -> Statement:
    """Let the docket show the words of a declined statement, or take them from it again.

    Showing them is an editor's. What was declined as being about a private person stays hidden.
    """
    if not by.is_checker:
        raise PermissionDenied("Only people of the desk may do this.")
    if released and not by.is_editor:
        raise PermissionDenied(EDITORS_RELEASE)
    statement = Statement.objects.select_for_update(of=("self",)).get(pk=statement.pk)
    if statement.state != Statement.State.DECLINED:
        raise ValidationError("Only the words of a declined statement are released by hand.")
    if released and statement.decline_reason == Statement.Reason.PRIVATE_PERSON:
        raise ValidationError("It was declined as being about a private person.")
    if (statement.released_by_id is not None) == released:
        return statement
    statement.released_by = by if released else None
    statement.save(update_fields=["released_by"])
    kind = "release-words" if released else "withhold-words"
    record(f"article:{statement.article_id}", kind, by=by, statement=statement.pk)
    return statement
