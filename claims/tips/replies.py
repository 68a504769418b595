"""Write the e-mail that answers a tip. A worker sends it, then its words are deleted.

Nothing is sent just because somebody typed an address into the form: no receipt, no
confirmation. An e-mail is sent when the desk answers, or when a check answers the tip.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string

from claims.tips.models import Letter, Tip
from jobs.models import JobState

UNDO_TIME = timedelta(minutes=1)
"""How long an e-mail waits before it is sent, so that the answer can be undone."""


def write_letter(tip: Tip, *, answer: str, link: str = "") -> Letter | None:
    """Write an e-mail to the sender of a tip who left an address and has got none yet.

    Returns None if none is needed, also for a sender who sent the same tip twice.
    """
    if not tip.email or Letter.objects.filter(tip=tip).exists():
        return None
    same = Letter.objects.filter(tip__likeness=tip.likeness, tip__email__iexact=tip.email)
    if same.exclude(state=JobState.FAILED).exists():
        return None
    what = "report" if tip.is_report else "tip"
    context = {"tip": tip, "answer": answer, "link": link, "desk": settings.DESK_NAME}
    return Letter.objects.create(
        tip=tip,
        subject=f"Your {what} {tip.pk} to {settings.DESK_NAME}"[:200],
        words=render_to_string("mail/tip.txt", context),
        run_after=Now() + UNDO_TIME,
    )


def cancel_letter(tip: Tip) -> bool:
    """Cancel an e-mail. Returns False if it has been sent, or is being sent now."""
    unsent = Q(state=JobState.WAITING, attempts=0) | Q(state=JobState.FAILED)
    Letter.objects.filter(unsent, tip=tip).delete()
    return not Letter.objects.filter(tip=tip).exists()
