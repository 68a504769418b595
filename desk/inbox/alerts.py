"""What went wrong in the background, and who has to look at it.

Readers' reports that a check is wrong, feeds in trouble, accepted words that vanished from
their article, sources of checks that no longer have what was quoted, and changes to what
readers see that an editor is to confirm; what is in quarantine, and checks that rest on it.
"""

from django.db.models import Count, Exists, Min, OuterRef, Q, QuerySet, Subquery

from accounts.models import User
from claims.feeds.models import Feed
from claims.statements.models import Statement
from claims.tips.models import Tip, TipQuerySet
from reviews.evidence.models import Evidence
from reviews.proposed_changes.models import ProposedChange
from reviews.publication.models import Publication
from reviews.review.models import Review
from reviews.review.table import State
from reviews.watch.models import SettledWords, Watch
from sources.quarantine.models import Quarantine
from sources.snapshots.models import Snapshot

SHOWN, MOST = 10, 100
OVER = (State.DROPPED, State.RETRACTED)


def count(user: User) -> int:
    """How many alerts this user has, counting at most MOST of each kind."""
    rows = (
        _feeds(user),
        _vanished(user),
        Watch.objects.to_look_at(user),
        _reports(user),
        ProposedChange.objects.to_decide(user),
        _quarantines(user),
        _quarantined_evidence(user),
    )
    return sum(found.order_by()[:MOST].count() for found in rows)


def reports_to_answer(user: User) -> list[Tip]:
    """Readers' reports that a check is wrong, for editors, longest waiting first."""
    return list(_reports(user).for_lists().with_alike().order_by("received_at", "pk")[:SHOWN])


def _reports(user: User) -> TipQuerySet:
    reports = Tip.objects.to_answer()
    return reports.oldest_of_each() if user.is_editor else reports.none()


def quarantines_to_decide(user: User) -> list[Quarantine]:
    """What is in quarantine, for admins, until it is destroyed or released.

    `page` is the newest archived page with the bytes, `n_pages` how many there are; else
    `article` or `tip` is the first with the text. Rows that were closed together count once.
    """
    alike = Snapshot.objects.filter(sha256=OuterRef("sha256"), content__erased_at=None)
    counted = alike.order_by().values("sha256").annotate(n=Count("pk")).values("n")
    found = _quarantines(user).select_related("quarantined_by")
    found = found.annotate(
        article=Min("set_aside__article"),
        tip=Min("set_aside__tip"),
        page=Subquery(alike.order_by("-pk").values("pk")[:1]),
        n_pages=Subquery(counted),
    )
    return list(found.order_by("-quarantined_at", "-pk")[:SHOWN])


def _quarantines(user: User) -> QuerySet[Quarantine]:
    waiting = Quarantine.objects.filter(released_at=None, destroyed_at=None, closed_with=None)
    return waiting if user.is_admin else waiting.none()


def checks_on_quarantined(user: User) -> list[Evidence]:
    """Evidence of published checks that comes from a quarantined file, for editors."""
    found = _quarantined_evidence(user).select_related(
        "review__claim__claimant", "snapshot__content"
    )
    return list(found.order_by("-snapshot__content__quarantined_at", "pk")[:SHOWN])


def _quarantined_evidence(user: User) -> QuerySet[Evidence]:
    published = Publication.objects.filter(review=OuterRef("review"), retracted_at=None)
    found = Evidence.objects.standing().filter(
        Exists(published), snapshot__content__quarantined_at__isnull=False
    )
    return found if user.is_editor else found.none()


def feeds_to_look_at(user: User) -> list[Feed]:
    """Feeds that keep failing and that this user follows; for editors also those of people
    who have left the desk.
    """
    found = _feeds(user).select_related("publisher")
    return list(found.order_by("-polled_at", "pk")[:SHOWN])


def _feeds(user: User) -> QuerySet[Feed]:
    theirs = Q(added_by=user)
    if user.is_editor:
        theirs |= ~Q(added_by__in=User.objects.checkers())
    return Feed.objects.failing_persistently().filter(theirs)


def vanished_words(user: User) -> list[Statement]:
    """Words of claims that a newer version of their article no longer has, newest first.

    They are for the holder of the claim's review, or for editors if nobody holds it. Claims
    that were dropped or retracted and words that somebody settled are left out.
    """
    return list(_vanished(user)[:SHOWN])


def _vanished(user: User) -> QuerySet[Statement]:
    newest = Review.objects.filter(claim=OuterRef("claim")).order_by("-pk")
    gone = Statement.objects.vanished().exclude(pk__in=SettledWords.objects.values("statement"))
    if not user.is_editor:
        gone = gone.filter(claim__in=Review.objects.filter(holder=user).values("claim"))
    found = gone.annotate(
        review_state=Subquery(newest.values("state")[:1]),
        review_holder=Subquery(newest.values("holder")[:1]),
    ).exclude(review_state__in=OVER)
    theirs = Q(review_holder=user.pk)
    if user.is_editor:
        theirs |= Q(review_holder=None, review_state__isnull=False)
    return found.filter(theirs)


def changed_around(user: User) -> list[Watch]:
    """Pages that still have what we quote, with other words around it, newest first.

    A quieter group: only for published checks, and not counted in the rail.
    """
    found = Watch.objects.around_to_look_at(user).with_evidence()
    return list(found.order_by("-around_at", "pk")[:SHOWN])


def proposed_changes(user: User) -> list[ProposedChange]:
    """Changes to what readers see that checkers proposed, oldest first, for editors."""
    found = ProposedChange.objects.to_decide(user).with_subjects()
    return list(found.order_by("proposed_at", "pk")[:SHOWN])


def changed_sources(user: User) -> list[Watch]:
    """Pages that no longer have what we quote from them, most recently seen first.

    Those of published checks are for editors, those of held reviews for the holder.
    """
    found = Watch.objects.to_look_at(user).with_evidence()
    return list(found.order_by("-since", "pk")[:SHOWN])
