"""Open the attachments of an e-mail. None is parsed before a person asks for it."""

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.articles.follow_up_jobs import Unpacking
from claims.articles.models import Article
from claims.articles.policies import refuse_quarantined
from history.record import record
from jobs.dispatch import dispatch_on_commit


@transaction.atomic
def open_attachments(article: Article, *, by: User) -> Article:
    """Make an article of each attachment of an e-mail, in a job.

    Calling it twice has no further effect. Raises ValidationError if the article isn't an
    e-mail or hasn't been processed.
    """
    if not by.is_checker:
        raise PermissionDenied(_("Only people of the desk may do this."))
    article = Article.objects.select_for_update(of=("self",)).get(pk=article.pk)
    refuse_quarantined(article)
    if Unpacking.objects.filter(article=article).exists():
        return article
    if not article.may_hold_files:
        raise ValidationError(
            _("Only uploaded and processed e-mails have attachments to open.")
        )
    Unpacking.objects.create(article=article)
    record(f"article:{article.pk}", "open-attachments", by=by)
    dispatch_on_commit(Unpacking.task_name, article.pk)
    return article
