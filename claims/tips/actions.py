"""What is done about tips: take one in, read it, answer or close it, forget who sent it."""

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

from accounts.addresses import hash_address
from accounts.models import User
from claims.articles.models import Article
from claims.claims.models import Claim
from claims.extraction import normalize_line_ends
from claims.processing.actions import submit_article
from claims.statements.actions import AlreadyTriaged
from claims.tips.models import Tip
from claims.tips.quarantine import close_tip_if_quarantined
from claims.tips.replies import forget_letter, write_letter
from history.record import record
from sources.snapshots.storage_errors import Quarantined

LONGEST_TIP = 20_000
"""Characters of a tip's text."""
LONGEST_WHY, LONGEST_ANSWER = 1000, 2000
AT_ONCE = timedelta(minutes=10)
DAY = timedelta(days=1)
MOST_ALIKE = 500
"""How many tips with the same words one decision takes along; the rest waits for the next."""
TIP_QUARANTINED = "This tip is in quarantine: nobody may see it."
_NO_WORD = re.compile(r"\W+")


class TooManyTips(Exception):
    """More tips than we take at once. `wait`: seconds after which the next may come."""

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
    """Take in what a reader asks us to check. Returns the tip and the secret of its page.

    With a claim that it `disputes` it is a report that our check of that claim is wrong.

    `address` is where the request came from: it counts against the limits as a keyed hash that
    is forgotten after a day. Somebody of the desk, `by`, is not counted. Raises TooManyTips,
    and ValidationError for what is no tip.
    """
    sender = "" if by else hash_address(address, purpose="claims.tips")
    _refuse_too_many(sender)
    secret = secrets.token_urlsafe(24)
    tip = Tip(
        key_hash=_hashed(secret),
        text=normalize_line_ends(text).strip(),
        url=_plain(url),
        why=_plain(why),
        email=_plain(email),
        disputes=disputes,
        disputed_version=disputed_version,
        wants_credit=wants_credit,
        sender=sender,
    )
    tip.likeness = _likeness(tip)
    _refuse_what_is_no_tip(tip)
    tip.full_clean()
    tip.save()
    told: dict[str, object] = {"characters": len(tip.text), "has_link": bool(tip.url)}
    if disputes:
        told["claim"] = disputes.pk
    kind = "send-report" if disputes else "send-tip"
    record(tip.chain, kind, by=by or User.objects.system(), **told)
    close_tip_if_quarantined(tip)
    return tip, secret


def tip_of(secret: str) -> Tip | None:
    """The tip whose private page has this secret in its address."""
    return Tip.objects.for_lists().filter(key_hash=_hashed(secret)).first()


@transaction.atomic
def submit_tip_as_article(tip: Tip, *, by: User) -> Article:
    """Make an article of a tip: of its words, or of the page that it links to.

    All others that say the same go along. A tip that was read before keeps its article.
    """
    if tip.is_report:
        raise ValidationError("A report is answered; it does not become an article.")
    tips = _locked_alike(tip, Tip.State.RECEIVED)
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
    """Answer a tip in our words and close it, and all that say the same.

    Who left an address gets one letter, a minute later. `claim` is the one whose published
    check answers the tip, `link` the address of that check.
    """
    answer = _plain(answer)
    if len(answer) > LONGEST_ANSWER:
        raise ValidationError({"answer": f"At most {LONGEST_ANSWER:,} characters."})
    tips = _locked_alike(tip, Tip.State.RECEIVED, Tip.State.READ)
    for one in tips:
        one.answer, one.claim = answer, claim
    _decide(tips, Tip.State.ANSWERED, "answer-tip", by=by, claim=claim and claim.pk)
    for one in tips:
        write_letter(one, answer=answer, link=link)
    return next(one for one in tips if one.pk == tip.pk)


@transaction.atomic
def close_as_spam(tip: Tip, *, by: User) -> Tip:
    """Close a tip that asks nothing of us, and all that say the same; nobody is written to."""
    tips = _locked_alike(tip, Tip.State.RECEIVED)
    _decide(tips, Tip.State.SPAM, "close-tip", by=by)
    return next(one for one in tips if one.pk == tip.pk)


@transaction.atomic
def undo_tip(tip: Tip, *, by: User) -> Tip:
    """Take back the last decision, for all tips that it took along.

    An article that was made stays, and is found again when the tip is read again. Raises
    AlreadyTriaged where nothing was decided, and once a letter has gone out.
    """
    tip = _locked(tip)
    if hasattr(tip, "led_to"):
        raise AlreadyTriaged("A correction names this report: too late to undo the answer.")
    if tip.state not in {Tip.State.READ, Tip.State.ANSWERED, Tip.State.SPAM}:
        raise AlreadyTriaged(f"There is nothing to undo: the tip is {tip.get_state_display()}.")
    together = Tip.objects.alike(tip).filter(state=tip.state, handled_at=tip.handled_at)
    tips = list(together.select_for_update(of=("self",)).order_by("pk"))
    if not all(forget_letter(one) for one in tips):
        raise AlreadyTriaged("The answer is on its way to the sender: too late to undo it.")
    was_answered = tip.state == Tip.State.ANSWERED
    for one in tips:
        one.answer, one.claim = "", None
    back = Tip.State.READ if was_answered and tip.article_id else Tip.State.RECEIVED
    _decide(tips, back, "undo-tip", by=by)
    return next(one for one in tips if one.pk == tip.pk)


@transaction.atomic
def withdraw_tip(tip: Tip) -> Tip:
    """Its sender takes it back: words and address are erased, and nobody reads it any more."""
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if tip.state != Tip.State.WITHDRAWN:
        _erase(tip, "withdrawn by its sender")
        _decide([tip], Tip.State.WITHDRAWN, "withdraw-tip", by=User.objects.system())
    return tip


@transaction.atomic
def forget_email(tip: Tip) -> Tip:
    """Its sender wants no letter: the address is erased."""
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if tip.email:
        forget_letter(tip)
        tip.email = ""
        tip.save(update_fields=["email"])
        record(tip.chain, "forget-email", by=User.objects.system())
    return tip


@transaction.atomic
def erase_tip(tip: Tip, *, why: str, by: User) -> Tip:
    """Erase a tip's words and address for good, as the law may ask; what was decided stays."""
    if not by.is_editor:
        raise PermissionDenied("Only an editor may erase a tip.")
    if not why.strip():
        raise ValidationError({"why": "Say why it is erased."})
    tip = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if tip.quarantined_at:
        raise ValidationError(f"{TIP_QUARANTINED} An admin destroys or releases it.")
    _erase(tip, why.strip())
    record(tip.chain, "erase-tip", by=by, why=why.strip())
    return tip


def forget_senders() -> None:
    """After a day: whom a tip came from, and the address of whoever is not to be written to."""
    old = Tip.objects.filter(received_at__lt=Now() - DAY)
    old.exclude(sender="").update(sender="")
    unanswered = {Tip.State.SPAM, Tip.State.ANSWERED}
    settled = Tip.objects.exclude(email="").filter(state__in=unanswered, letter=None)
    settled.filter(handled_at__lt=Now() - DAY).update(email="")


def _decide(
    tips: Iterable[Tip], state: Tip.State, kind: str, /, *, by: User, **told: object
) -> None:
    """The only place where the state of a tip is assigned."""
    decided = sorted(tips, key=lambda one: one.chain)
    if any(tip.is_report for tip in decided) and not (by.is_editor or by.is_system):
        raise PermissionDenied("An editor answers reports that a check is wrong.")
    is_undecided = state == Tip.State.RECEIVED
    moment = None if is_undecided else timezone.now()
    for tip in decided:
        tip.state, tip.handled_at = state, moment
        tip.handled_by = None if is_undecided or by.is_system else by
    decided[0].full_clean(validate_unique=False)  # the others are decided alike
    changed = ["state", "handled_at", "handled_by", "article", "answer", "claim"]
    Tip.objects.bulk_update(decided, changed)
    for tip in decided:
        record(tip.chain, kind, by=by, **told)


def _locked_alike(tip: Tip, *states: Tip.State) -> list[Tip]:
    """The tip and those like it in the same state, locked. Refused in any other state."""
    fresh = _locked(tip)
    if fresh.state not in states:
        who = fresh.handled_by.name if fresh.handled_by else "Somebody"
        raise AlreadyTriaged(f"{who} was first: this tip is {fresh.get_state_display()}.")
    others = Tip.objects.alike(fresh).filter(state=fresh.state).exclude(pk=fresh.pk)
    return [
        fresh,
        *others.select_for_update(of=("self",)).order_by("pk")[: MOST_ALIKE - 1],
    ]


def _locked(tip: Tip) -> Tip:
    """The tip, locked; and nobody else decides on those like it, whichever they took first."""
    _wait_for(Tip.objects.values_list("likeness", flat=True).get(pk=tip.pk))
    fresh = Tip.objects.select_for_update(of=("self",)).get(pk=tip.pk)
    if fresh.quarantined_at:
        raise Quarantined(TIP_QUARANTINED)
    return fresh


def _wait_for(name: str) -> None:
    """Be alone with a name until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _erase(tip: Tip, why: str) -> None:
    forget_letter(tip)
    tip.text = tip.url = tip.why = tip.email = tip.sender = ""
    tip.likeness = _hashed(f"erased {tip.pk}")
    tip.erased_at, tip.erased_why = timezone.now(), why[:300]
    tip.save()


def _refuse_too_many(sender: str) -> None:
    """Counted in the database, so that the limit holds on every machine and with no cache."""
    lately = Tip.objects.filter(received_at__gt=Now() - timedelta(hours=1))
    if lately.order_by()[: settings.TIPS_AN_HOUR].count() >= settings.TIPS_AN_HOUR:
        raise TooManyTips(
            "More tips come in than we can take. Please send yours in an hour.",
            timedelta(hours=1),
        )
    if not sender:
        return
    _wait_for(sender)  # two at once are counted one after the other
    for most, span, words in (
        (settings.TIPS_AT_ONCE, AT_ONCE, "Please wait ten minutes, then send it again."),
        (settings.TIPS_A_DAY, DAY, "Please send the next one tomorrow."),
    ):
        theirs = Tip.objects.filter(sender=sender, received_at__gt=Now() - span)
        if theirs.order_by()[:most].count() >= most:
            raise TooManyTips(f"You have sent us many tips, thank you. {words}", span)


def _refuse_what_is_no_tip(tip: Tip) -> None:
    wrong = {}
    if len(tip.text) > LONGEST_TIP:
        wrong["text"] = (
            f"At most {LONGEST_TIP:,} characters, please: the part that we should check."
            f" This has {len(tip.text):,}."
        )
    if len(tip.why) > LONGEST_WHY:
        wrong["why"] = f"At most {LONGEST_WHY:,} characters, please."
    if tip.url and urlsplit(tip.url).scheme not in {"http", "https"}:
        wrong["url"] = "This is no web address. It should begin with https:// or http://."
    if tip.email:
        try:
            validate_email(tip.email)
        except ValidationError:
            wrong["email"] = (
                "This is no e-mail address. You can leave it out: there is a page to follow it."
            )
    if tip.is_report and not tip.text:
        wrong["text"] = "Say what is wrong. One sentence is enough."
    elif not tip.text and not tip.url:
        wrong["text"] = "Send us the words, or a link to them."
    if wrong:
        raise ValidationError({name: [words] for name, words in wrong.items()})


def _plain(words: str) -> str:
    return words.replace("\x00", "").strip()


def _hashed(words: str) -> str:
    return hashlib.sha256(words.encode(errors="replace")).hexdigest()


def _likeness(tip: Tip) -> str:
    """Equal for the same link, whatever is said of it; else for the same words.

    Reports are alike where they say the same of the same claim's check.
    """
    if tip.url:
        parts = urlsplit(tip.url)
        host = (parts.hostname or "").removeprefix("www.")
        kept = [one for one in parts.query.split("&") if not one.startswith(("utm_", "fbclid"))]
        return _hashed(f"link {host}{parts.path.rstrip('/')}?{'&'.join(kept)}")
    folded = unicodedata.normalize("NFKC", tip.text).casefold()
    about = f"report {tip.disputes_id} " if tip.is_report else "text "
    return _hashed(about + _NO_WORD.sub(" ", folded).strip())
