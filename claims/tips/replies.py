"""The one letter that answers a tip: written here, sent by a worker, then forgotten.

Nothing is ever sent to an address because somebody typed it into the form: no receipt, no
confirmation. A letter goes out when the desk answers, or what became of the tip is decided.
"""

from datetime import timedelta

from django.conf import settings
from django.db.models import Q
from django.db.models.functions import Now
from django.template.loader import render_to_string

from claims.tips.models import Letter, Tip
from jobs.models import JobState

TO_THINK = timedelta(minutes=1)
"""How long a letter waits before it is sent, so that a decision can be taken back."""


def write_letter(tip: Tip, *, answer: str, link: str = "") -> Letter | None:
    """Write to the sender of a tip, if an address was left and nobody wrote there yet.

    None where there is nothing to write: also where the same person sent the same twice.
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
        run_after=Now() + TO_THINK,
    )


def forget_letter(tip: Tip) -> bool:
    """Take a letter back. False: it has gone out, or is being sent now."""
    unsent = Q(state=JobState.WAITING, attempts=0) | Q(state=JobState.FAILED)
    Letter.objects.filter(unsent, tip=tip).delete()
    return not Letter.objects.filter(tip=tip).exists()
