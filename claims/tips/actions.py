"""Receive tips from readers, answer or close them, and forget who sent them."""

import hashlib
import re
import secrets
import unicodedata
from collections.abc import Iterable
from datetime import timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.db.models.functions import Now
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.addresses import hash_address
from accounts.models import User
from claims.articles.models import Article
from claims.claims.models import Claim
from claims.extraction import normalize_line_ends
from claims.processing.actions import submit_article
from claims.statements.actions import AlreadyTriaged
from claims.tips.models import Tip
from claims.tips.quarantine import close_tip_if_quarantined
from claims.tips.replies import cancel_letter, write_letter
from history.record import record
from sources.snapshots.storage_errors import Quarantined

LONGEST_TIP = 20_000
"""Characters of a tip's text."""
LONGEST_WHY, LONGEST_ANSWER = 1000, 2000
AT_ONCE = timedelta(minutes=10)
DAY = timedelta(days=1)
MOST_AT_ONCE = 500
"""How many tips with the same words one decision covers; the rest waits for the next one."""
TIP_QUARANTINED = gettext_lazy("This tip is in quarantine: nobody may see it.")
_NOT_WORDS = re.compile(r"\W+")


class TooManyTips(Exception):
    """There are more tips than we accept. `wait` is the seconds until the next is accepted."""

    def __init__(self, detail: str, wait: timedelta) -> None:
        super().__init__(detail)
        self.wait = int(wait.total_seconds())


@transaction.atomic
def send_tip(
    *,
    text: str = "",
    url: str = "",
    why: str = "",
    email: str = "",
    disputes: Claim | None = None,
    disputed_version: int | None = None,
    wants_credit: bool = False,
    address: str = "",
    by: User | None = None,
) -> tuple[Tip, str]:
    """Save what a reader asks us to check. Returns the tip and the secret of its page.

    With a claim in `disputes`, it is a report that our check of that claim is wrong.
    `address` is the IP address of the request. The limits count it as a keyed hash, which is
    deleted after a day; they don't count people of the desk (`by`). Raises TooManyTips, and
    ValidationError if the tip isn't valid.
    """
    sender = "" if by else hash_address(address, purpose="claims.tips")
    _check_limits(sender)
    secret = secrets.token_urlsafe(24)
    tip = Tip(
        key_hash=_sha256(secret),
        text=normalize_line_ends(text).strip(),
        url=_clean(url),
        why=_clean(why),
        email=_clean(email),
        disputes=disputes,
        disputed_version=disputed_version,
        wants_credit=wants_credit,
        sender=sender,
    )
    tip.likeness = _likeness(tip)
    _validate_tip(tip)
    tip.full_clean()
    tip.save()
    _record_arrival(tip, by=by or User.objects.system())
    close_tip_if_quarantined(tip)
    return tip, secret


def _record_arrival(tip: Tip, *, by: User) -> None:
    details: dict[str, int] = {"characters": len(tip.text), "has_link": bool(tip.url)}
    if tip.disputes_id:
        details["claim"] = tip.disputes_id
    record(tip.chain, "send-report" if tip.is_report else "send-tip", by=by, **details)


def find_tip(secret: str) -> Tip | None:
    """Return the tip whose private page has this secret in its address."""
    return Tip.objects.for_lists().filter(key_hash=_sha256(secret)).first()


@transaction.atomic
def submit_tip_as_article(tip: Tip, *, by: User) -> Article:
    """Submit a tip's text, or the page it links to, as an article.

    All tips that say the same get the same article. A tip that had one before keeps it.
    """
    if tip.is_report:
        raise ValidationError(_("A report can’t become an article. Answer it instead."))
    tips = _lock_same_tips(tip, Tip.State.RECEIVED)
    article = next((one.article for one in tips if one.article), None)
    if article is None:
        article = submit_article(text=tip.text, url=tip.url, came_by=Article.CameBy.TIP, by=by)
    for one in tips:
        one.article = article
    _decide(tips, Tip.State.READ, "read-tip", by=by, article=article.pk)
    return article


@transaction.atomic
def answer_tip(
    tip: Tip, *, answer: str, claim: Claim | None = None, link: str = "", by: User
) -> Tip:
    """Answer a tip and close it, with all tips that say the same.

    Senders who left an e-mail address get one e-mail, a minute later. `claim` is the one whose
    published check answers the tip, `link` the address of that check.
    """
    answer = _clean(answer)
    if len(answer) > LONGEST_ANSWER:
        words = _("At most %(most)s characters.")
        raise ValidationError({"answer": words % {"most": f"{LONGEST_ANSWER:,}"}})
    tips = _lock_same_tips(tip, Tip.State.RECEIVED, Tip.State.READ)
    for one in tips:
        one.answer, one.claim = answer, claim
    _decide(tips, Tip.State.ANSWERED, "answer-tip", by=by, claim=claim and claim.pk)
    for one in tips:
        write_letter(one, answer=answer, link=link)
    return next(one for one in tips if one.pk == tip.pk)


@transaction.atomic
def close_as_spam(tip: Tip, *, by: User) -> Tip:
    """Close a tip as spam, with all tips that say the same. Nobody gets an e-mail."""
    tips = _lock_same_tips(tip, Tip.State.RECEIVED)
    _decide(tips, Tip.State.SPAM, "close-tip", by=by)
    return next(one for one in tips if one.pk == tip.pk)


@transaction.atomic
def undo_tip(tip: Tip, *, by: User) -> Tip:
    """Undo the last decision for all tips that it covered.

    An article that was made is kept, and used again with the tip. Raises AlreadyTriaged if
    nothing was decided, or if an e-mail has been sent.
    """
    tip = _lock_tip(tip)
    if hasattr(tip, "led_to"):
        raise AlreadyTriaged(
            _("A correction names this report, so the answer can’t be undone.")
        )
    if tip.state not in {Tip.State.READ, Tip.State.ANSWERED, Tip.State.SPAM}:
        words = _("There is nothing to undo: the tip is %(state)s.")
        raise AlreadyTriaged(words % {"state": _(tip.get_state_display())})
    together = Tip.objects.alike(tip).filter(state=tip.state, handled_at=tip.handled_at)
    tips = list(together.select_for_update(of=("self",)).order_by("pk"))
    if not all(cancel_letter(one) for one in tips):
        raise AlreadyTriaged(_("The answer has been sent, so it can’t be undone."))
    was_answered = tip.state == Tip.State.ANSWERED
    for one in tips:
        one.answer, one.claim = "", None
    back = Tip.State.READ if was_answered and tip.article_id else Tip.State.RECEIVED
    _decide(tips, back, "undo-tip", by=by)
    return next(one for one in tips if one.pk == tip.pk)


@transaction.atomic
def withdraw_tip(tip: Tip) -> Tip:
    """Withdraw a tip for its sender: its words and e-mail address are erased."""
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if tip.state != Tip.State.WITHDRAWN:
        _erase(tip, "withdrawn by its sender")
        _decide([tip], Tip.State.WITHDRAWN, "withdraw-tip", by=User.objects.system())
    return tip


@transaction.atomic
def forget_email(tip: Tip) -> Tip:
    """Erase the e-mail address of a sender who doesn't want an answer."""
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if tip.email:
        cancel_letter(tip)
        tip.email = ""
        tip.save(update_fields=["email"])
        record(tip.chain, "forget-email", by=User.objects.system())
    return tip


@transaction.atomic
def erase_tip(tip: Tip, *, why: str, by: User) -> Tip:
    """Erase a tip's words and e-mail address for good, as the law may require.

    What was decided about it is kept.
    """
    if not by.is_editor:
        raise PermissionDenied(_("Only an editor may erase a tip."))
    if not why.strip():
        raise ValidationError({"why": _("Say why it is erased.")})
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if tip.quarantined_at:
        raise ValidationError(
            _("This tip is in quarantine. Only an admin can destroy or release it.")
        )
    _erase(tip, why.strip())
    record(tip.chain, "erase-tip", by=by, why=why.strip())
    return tip


def forget_senders() -> None:
    """Delete, after a day, the senders of tips and e-mail addresses that aren't needed."""
    old = Tip.objects.filter(received_at__lt=Now() - DAY)
    old.exclude(sender="").update(sender="")
    unanswered = {Tip.State.SPAM, Tip.State.ANSWERED}
    settled = Tip.objects.exclude(email="").filter(state__in=unanswered, letter=None)
    settled.filter(handled_at__lt=Now() - DAY).update(email="")


def _decide(
    tips: Iterable[Tip], state: Tip.State, kind: str, /, *, by: User, **details: object
) -> None:
    """Set the state of tips. No other function assigns it."""
    decided = sorted(tips, key=lambda one: one.chain)
    if any(tip.is_report for tip in decided) and not (by.is_editor or by.is_system):
        raise PermissionDenied(_("Only an editor may answer reports that a check is wrong."))
    is_undecided = state == Tip.State.RECEIVED
    moment = None if is_undecided else timezone.now()
    for tip in decided:
        tip.state, tip.handled_at = state, moment
        tip.handled_by = None if is_undecided or by.is_system else by
    decided[0].full_clean(validate_unique=False)  # the others get the same values
    changed = ["state", "handled_at", "handled_by", "article", "answer", "claim"]
    Tip.objects.bulk_update(decided, changed)
    for tip in decided:
        record(tip.chain, kind, by=by, **details)


def _lock_same_tips(tip: Tip, *states: Tip.State) -> list[Tip]:
    """Lock a tip and those that say the same, if they are in one of these states."""
    fresh = _lock_tip(tip)
    if fresh.state not in states:
        who = fresh.handled_by.name if fresh.handled_by else _("Somebody")
        words = _("%(who)s was first: this tip is %(state)s.")
        raise AlreadyTriaged(words % {"who": who, "state": _(fresh.get_state_display())})
    others = Tip.objects.alike(fresh).filter(state=fresh.state).exclude(pk=fresh.pk)
    return [
        fresh,
        *others.select_for_update(of=("self",)).order_by("pk")[: MOST_AT_ONCE - 1],
    ]


def _lock_tip(tip: Tip) -> Tip:
    """Lock a tip, and keep others from deciding on tips that say the same."""
    _take_lock(Tip.objects.values_list("likeness", flat=True).get(pk=tip.pk))
    fresh = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if fresh.quarantined_at:
        raise Quarantined(TIP_QUARANTINED)
    return fresh


def _take_lock(name: str) -> None:
    """Take an advisory lock on a name until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _erase(tip: Tip, why: str) -> None:
    cancel_letter(tip)
    tip.text = tip.url = tip.why = tip.email = tip.sender = ""
    tip.likeness = _sha256(f"erased {tip.pk}")
    tip.erased_at, tip.erased_why = timezone.now(), why[:300]
    tip.save()


def _check_limits(sender: str) -> None:
    """Count tips in the database, so that the limits hold on all machines."""
    lately = Tip.objects.filter(received_at__gt=Now() - timedelta(hours=1))
    if lately.order_by()[: settings.TIPS_AN_HOUR].count() >= settings.TIPS_AN_HOUR:
        raise TooManyTips(
            _("We are receiving more tips than we can handle. Please send yours in an hour."),
            timedelta(hours=1),
        )
    if not sender:
        return
    _take_lock(sender)  # two requests at the same time are counted one after the other
    limits = (
        (
            settings.TIPS_AT_ONCE,
            AT_ONCE,
            _(
                "You have sent us many tips, thank you. Please wait ten minutes, then send it"
                " again."
            ),
        ),
        (
            settings.TIPS_A_DAY,
            DAY,
            _("You have sent us many tips, thank you. Please send the next one tomorrow."),
        ),
    )
    for most, span, words in limits:
        theirs = Tip.objects.filter(sender=sender, received_at__gt=Now() - span)
        if theirs.order_by()[:most].count() >= most:
            raise TooManyTips(words, span)


def _validate_tip(tip: Tip) -> None:
    wrong = {}
    if len(tip.text) > LONGEST_TIP:
        wrong["text"] = _(
            "At most %(most)s characters, please: the part that we should check. This has"
            " %(count)s."
        ) % {"most": f"{LONGEST_TIP:,}", "count": f"{len(tip.text):,}"}
    if len(tip.why) > LONGEST_WHY:
        wrong["why"] = _("At most %(most)s characters, please.") % {"most": f"{LONGEST_WHY:,}"}
    if tip.url and urlsplit(tip.url).scheme not in {"http", "https"}:
        wrong["url"] = _("This isn’t a web address. It should begin with https:// or http://.")
    if tip.email:
        try:
            validate_email(tip.email)
        except ValidationError:
            wrong["email"] = _(
                "This isn’t an e-mail address. You can leave it out: your tip has its own page."
            )
    if tip.is_report and not tip.text:
        wrong["text"] = _("Say what is wrong. One sentence is enough.")
    elif not tip.text and not tip.url:
        wrong["text"] = _("Send us the words, or a link to them.")
    if wrong:
        raise ValidationError({name: [words] for name, words in wrong.items()})


def _clean(words: str) -> str:
    return words.replace("\x00", "").strip()


def _sha256(words: str) -> str:
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()


def _likeness(tip: Tip) -> str:
    """Return a hash that is equal for the same link or, without a link, the same words.

    Reports have the same hash if they say the same about the check of the same claim.
    """
    if tip.url:
        parts = urlsplit(tip.url)
        host = (parts.hostname or "").removeprefix("www.")
        kept = [one for one in parts.query.split("&") if not one.startswith(("utm_", "fbclid"))]
        return _sha256(f"link {host}{parts.path.rstrip('/')}?{'&'.join(kept)}")
    folded = unicodedata.normalize("NFKC", tip.text).casefold()
    about = f"report {tip.disputes_id} " if tip.is_report else "text "
    return _sha256(about + _NOT_WORDS.sub(" ", folded).strip())
