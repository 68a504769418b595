"""Receives and answers readers' reports that a check is wrong, and links them to corrections.

A report is a tip that disputes the claim of a check, so limits, private page, letter, likeness,
undo and erasure are those of tips (`claims.tips.actions`).
"""

from collections.abc import Collection

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from claims.claims.models import Claim
from claims.tips import actions
from claims.tips.models import Tip
from history.record import record
from reviews.publication.models.publications import CorrectedReport, Correction, Publication
from reviews.tips.actions import public_url_of

UNDECIDED_OR_ANSWERED = (Tip.State.RECEIVED, Tip.State.ANSWERED)


def send_report(
    publication: Publication,
    *,
    text: str,
    email: str = "",
    wants_credit: bool = False,
    address: str = "",
    by: User | None = None,
) -> tuple[Tip, str]:
    """Receive what a reader says is wrong with a check. Returns it with its page's secret.

    Limits and refusals are those of `claims.tips.actions.send_tip`.
    """
    newest = publication.versions.order_by("number").last()
    return actions.send_tip(
        text=text,
        email=email,
        disputes=publication.claim,
        disputed_version=newest.number if newest else None,
        wants_credit=wants_credit,
        address=address,
        by=by,
    )


@transaction.atomic
def answer_report(report: Tip, *, answer: str = "", corrected: bool = False, by: User) -> Tip:
    """Answer a report and close it, with all that say the same.

    `corrected` says that it led to the newest correction of the check, which must be newer than
    the report. Without an `answer` the correction's text is the answer then.
    """
    if not corrected:
        return actions.answer_tip(report, answer=answer, by=by)
    correction = newest_correction_since(report)
    if correction is None:
        raise ValidationError(
            {"corrected": _("The check was not corrected since this report came in.")}
        )
    credit_reports(correction, reports={report.pk}, answer=answer, by=by)
    return Tip.objects.for_lists().get(pk=report.pk)


def newest_correction_since(report: Tip) -> Correction | None:
    """The correction that a report may have led to."""
    return (
        Correction.objects.filter(
            publication__claim=report.disputes_id, corrected_at__gt=report.received_at
        )
        .order_by("-corrected_at", "-pk")
        .first()
    )


def reports_on(claim: Claim) -> list[Tip]:
    """The reports that an editor can name as the reason for correcting a claim's check."""
    found = Tip.objects.reports().filter(disputes=claim, state__in=UNDECIDED_OR_ANSWERED)
    return list(found.filter(led_to=None, erased_at=None).order_by("-pk")[:50])


@transaction.atomic
def credit_reports(
    correction: Correction, *, reports: Collection[int], answer: str = "", by: User
) -> None:
    """Note that reports led to a correction, and answer those that wait, with all alike.

    Readers are told that a reader found the error if one of the senders wants that, so only
    editors may do this.
    """
    if not by.is_editor:
        raise PermissionDenied("Only an editor may say that a report led to a correction.")
    claim = correction.publication.claim
    found = [one for one in reports_on(claim) if one.pk in reports]
    if len(found) != len(set(reports)):
        raise ValidationError(
            {"reports": _("Choose reports on this check that haven’t led to a correction yet.")}
        )
    likeness = {one.likeness for one in found}
    together = [one for one in reports_on(claim) if one.likeness in likeness]
    did = "retracted" if correction.kind == Correction.Kind.RETRACTION else "corrected"
    words = answer.strip() or f"You were right. We {did} the check: {correction.text}"
    link = public_url_of(correction.publication)
    for one in found:
        one.refresh_from_db(fields=["state"])
        if one.state == Tip.State.RECEIVED:  # not answered together with a similar one
            actions.answer_tip(one, answer=words, claim=claim, link=link, by=by)
    for one in sorted(together, key=lambda report: report.chain):
        CorrectedReport.objects.create(
            report=one, correction=correction, is_credited=one.wants_credit
        )
        record(one.chain, "led-to-correction", by=by, correction=correction.pk)
