"""Readers' reports that a check is wrong: the form's page, and the private page of each.

What others reported is only counted. Nobody at the desk is named.
"""

from typing import TypedDict

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.tips.models import Tip
from readers.check import content
from readers.check.content import Grade
from reviews.publication.models import Correction, Publication, PublishedVersion
from reviews.publication.withheld import Withheld
from reviews.revisions.headlines import Headline, headline

HEADS = {
    Tip.State.RECEIVED: gettext_lazy("Thank you. We have your report."),
    Tip.State.ANSWERED: gettext_lazy("We have answered."),
    Tip.State.SPAM: gettext_lazy("Closed"),
    Tip.State.WITHDRAWN: gettext_lazy("Withdrawn"),
}


class ReportedCheck(TypedDict):
    """The check that a report is about; `counted` says what came of other reports on it."""

    place: str
    publication: Publication
    headline: Headline
    claimant: str
    rating: Grade | None
    version: PublishedVersion | None
    counted: dict[str, int]


class ReportStatus(ReportedCheck):
    """The private page of a report."""

    is_shown: bool
    report: Tip
    answer: str
    head: str
    correction: Correction | None


def about(publication: Publication, withheld: Withheld) -> ReportedCheck:
    """The check that a report is about, and what came of other reports on it."""
    document = withheld.document(publication.revision)
    return {
        "place": "checks",
        "publication": publication,
        "headline": headline(document),
        "claimant": document["claimant"]["name"],
        "rating": None if publication.is_retracted else content.grade(document),
        "version": publication.versions.order_by("number").last(),
        "counted": _counted(publication),
    }


def _counted(publication: Publication) -> dict[str, int]:
    """How many reports there were on a check, and what came of them; abuse is not counted."""
    said = Tip.objects.reports().filter(disputes=publication.claim_id)
    counted = said.exclude(state__in=(Tip.State.SPAM, Tip.State.WITHDRAWN)).aggregate(
        all=Count("pk"),
        corrected=Count("pk", filter=Q(led_to__isnull=False)),
        waiting=Count("pk", filter=Q(state=Tip.State.RECEIVED)),
    )
    return {**counted, "unchanged": counted["all"] - counted["corrected"] - counted["waiting"]}


def standing(report: Tip, withheld: Withheld) -> ReportStatus:
    """What the private page of a report shows."""
    checks = Publication.objects.with_revision().filter(claim=report.disputes_id)
    led_to = getattr(report, "led_to", None)
    correction = led_to.correction if led_to else None
    publication = checks.latest("published_at", "pk")
    return {
        **about(publication, withheld),
        "is_shown": withheld.check(publication) is None,
        "report": report,
        "answer": withheld.text(report.answer, report.disputes_id),
        "head": _head(report, correction),
        "correction": correction,
    }


def _head(report: Tip, correction: Correction | None) -> str:
    if correction is None or report.state != Tip.State.ANSWERED:
        return str(HEADS[Tip.State(report.state)])
    if correction.kind == Correction.Kind.RETRACTION:
        return _("You were right: the check is retracted.")
    return _("You were right: the check is corrected.")
