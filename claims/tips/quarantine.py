"""Move the words of a quarantined tip out of its row."""

from typing import Any

from django.db.models import Q
from django.db.models.functions import Now

from accounts.models import User
from claims.set_aside.actions import hash_text, sha256_of
from claims.set_aside.models import SetAside
from claims.tips.models import Tip
from history.record import ToRecord, record_each
from sources.quarantine.models import Quarantine
from sources.snapshots import quarantine
from sources.snapshots.storage import lock_bytes

TIP_WORDS: dict[str, Any] = {"text": "", "url": "", "why": ""}


def tip_quarantine_key(tip: Tip) -> str:
    """Return the hash that quarantines a tip: of its words, otherwise of its link."""
    return hash_text(tip.text or tip.url)


def tips_like(sha256: str, articles: list[int]) -> list[Tip]:
    """Lock tips with these words or this link, those of these articles, and all like them."""
    hashed = Tip.objects.alias(text_hash=sha256_of("text"), url_hash=sha256_of("url"))
    same = hashed.filter(Q(text_hash=sha256) | Q(text="", url_hash=sha256))
    became = Tip.objects.filter(article__in=articles)
    likeness = {one.likeness for one in [*same, *became]}
    alike = Tip.objects.filter(likeness__in=likeness, quarantined_at=None, erased_at=None)
    return list(alike.select_for_update(of=("self",)).order_by("pk"))


def set_tip_aside(tip: Tip, row: Quarantine, *, why: str) -> list[ToRecord]:
    """Move the words of a tip out of its row. Returns the events to record."""
    words = {name: getattr(tip, name) for name in TIP_WORDS}
    SetAside.objects.create(
        quarantine=row,
        tip=tip,
        text_sha256=tip_quarantine_key(tip),
        words=None if row.destroyed_at else words,
    )
    Tip.objects.filter(pk=tip.pk).update(**TIP_WORDS, quarantined_at=Now())
    return [(tip.chain, "quarantine", {"sha256": row.sha256, "why": why})]


def close_tip_if_quarantined(tip: Tip) -> None:
    """Put a tip that a reader has just sent in quarantine, if its words already are."""
    lock_bytes(tip_quarantine_key(tip))
    if row := quarantine.in_force(tip_quarantine_key(tip)):
        record_each(set_tip_aside(tip, row, why=row.why), by=User.objects.system())
