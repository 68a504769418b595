"""What is missing before a move: one function per gate, over what is saved.

The page lists it live, the API returns it, `weigh` and `submit` refuse with it.
"""

from collections.abc import Iterable

from django.utils import timezone

from claims.claims.models import Claim
from reviews import calculations
from reviews.evidence import independence
from reviews.evidence.models.evidence import Evidence
from reviews.exceptions import Missing, missing
from reviews.publication import claimreview
from reviews.publication.claimreview import linter
from reviews.review.markdown import cited_numbers
from reviews.review.models.drafts import Draft
from reviews.review.models.reviews import Review
from reviews.revisions.build_document import verdict_of
from reviews.revisions.models import Revision
from reviews.revisions.public_document import name_blanks, public_document
from reviews.revisions.word_removal import Blank
from reviews.sentences import Sentence
from reviews.standards.models import Standard
from sources.snapshots.models import Content


def to_weigh(review: Review) -> list[Missing]:
    """What `weigh` needs: evidence, none of which is still waiting for its page."""
    pieces = list(review.evidence.standing().with_pages())
    return _waiting(pieces) if pieces else [missing("no-evidence", "evidence")]


def to_submit(review: Review) -> list[Missing]:
    """What `submit` needs.

    The default standard: a rating, a conclusion, one anchored passage, every source archived,
    every citation with evidence. What the desk's own standard adds: independent origins, the
    right of reply, why the claim is checked. And the rules of ClaimReview that can be known
    before there is a page.
    """
    draft = Draft.objects.select_related("rating").get(pk=review.pk)
    pieces = list(review.evidence.standing().with_pages())
    return [
        *_verdict(draft),
        *_passages(pieces),
        *_names_of_private_people(review.claim, draft),
        *_own_standard(review, pieces),
        *_markup_before_publication(review, draft),
        *_calculations(review),
        *_citations(draft, pieces),
        *_waiting(pieces),
        *_pages_and_anchors(draft, pieces),
    ]


def _verdict(draft: Draft) -> list[Missing]:
    found = []
    if draft.rating is None:
        found.append(missing("no-rating", "rating"))
    if not draft.conclusion.strip():
        found.append(missing("no-conclusion", "conclusion"))
    return found


def _passages(pieces: list[Evidence]) -> list[Missing]:
    if any(piece.stands for piece in pieces):
        return []
    return [missing("no-anchored-passage", "evidence", gone=_closed_pages(pieces))]


def _closed_pages(pieces: list[Evidence]) -> tuple[Sentence, ...]:
    """Why passages that were found once don't count any more."""
    gone = [one for one in pieces if one.anchored and one.snapshot and not one.stands]
    closed = [one for one in gone if one.snapshot and one.snapshot.content.is_quarantined]
    erased = [one for one in gone if one not in closed]
    found = []
    if erased:
        found.append(Sentence("pages-erased", pieces=_numbers(erased)))
    if closed:
        found.append(Sentence("files-in-quarantine", pieces=_numbers(closed)))
    return tuple(found)


def _numbers(pieces: Iterable[Evidence]) -> str:
    return ", ".join(f"[{one.number}]" for one in pieces)


def _names_of_private_people(claim: Claim, draft: Draft) -> list[Missing]:
    """Where our own words name a claimant whom readers may not know, even by the surname."""
    claimant = claim.claimant
    if not claimant.is_private:
        return []
    surname = claimant.name.split()[-1]
    names = [*name_blanks(claimant), Blank(surname, "")]
    parts = {"claim": claim.text, "conclusion": draft.conclusion, "body": draft.body}
    return [
        missing(
            "names-private-person",
            part,
            name=claimant.name,
            part=part,
            instead=claimant.public_name,
        )
        for part, text in parts.items()
        if any(one.is_in(text) for one in names)
    ]


def _own_standard(review: Review, pieces: list[Evidence]) -> list[Missing]:
    """What the desk's own standard needs beyond the default; nothing if it has none."""
    standard = Standard.current()
    found = []
    if standard.origins_needed:
        count, needed = (
            independence.independent_origins(pieces, review),
            standard.origins_needed,
        )
        if count < needed:
            found.append(missing("too-few-origins", "add-source", count=count, needed=needed))
    if standard.reply_needed and not review.replies.filter(whom="").exists():
        found.append(missing("reply-not-asked", "reply", name=review.claim.claimant.name))
    if standard.why_needed and not review.claim.why.strip():
        found.append(missing("no-reason-to-check", "claim"))
    return found


def _markup_before_publication(review: Review, draft: Draft) -> list[Missing]:
    to_come = claimreview.markup_to_come(verdict_of(review.claim, draft))
    return [Missing(line, "claim") for line in linter.lint_before_submitting(to_come)]


def _calculations(review: Review) -> list[Missing]:
    return [
        missing("calculation-fails", "calculations", label=one.label, trouble=one.trouble)
        for one in calculations.failing_calculations(review)
    ]


def _citations(draft: Draft, pieces: list[Evidence]) -> list[Missing]:
    numbers = {piece.number for piece in pieces}
    return [
        missing("citation-without-evidence", "body", number=number)
        for number in cited_numbers(draft.body)
        if number not in numbers
    ]


def _waiting(pieces: list[Evidence]) -> list[Missing]:
    return [
        missing("page-is-waiting", "evidence", number=piece.number)
        for piece in pieces
        if piece.is_waiting
    ]


def _pages_and_anchors(draft: Draft, pieces: list[Evidence]) -> list[Missing]:
    """Evidence without an archived page, and citations that are not found on theirs."""
    settled = [piece for piece in pieces if not piece.is_waiting]
    cited = cited_numbers(draft.body)
    return [
        *(
            missing("page-not-archived", "evidence", number=piece.number)
            for piece in settled
            if piece.snapshot is None
        ),
        *(
            missing("citation-not-anchored", "evidence", number=piece.number)
            for piece in settled
            if piece.snapshot and piece.number in cited and not piece.anchored
        ),
    ]


def to_publish(revision: Revision) -> list[Missing]:
    """Every rule of ClaimReview that the page of this revision would break."""
    return [Missing(line, "claim") for line in linter.lint(_markup_now(revision))]


def publication_warnings(revision: Revision) -> list[Sentence]:
    """What doesn't stop publication, but would be seen as a weakness."""
    return linter.warnings(_markup_now(revision))


def _markup_now(revision: Revision) -> linter.Markup:
    """Its markup if it were published now. The address doesn't matter here."""
    now = timezone.now()
    return claimreview.markup_of(
        public_document(revision), slug="check", published_at=now, changed_at=now
    )


def erased_since(revision: Revision) -> list[Missing]:
    """Pages of this version that were erased since it was submitted, or are in quarantine."""
    frozen = revision.frozen
    named = {
        page["id"]: f"[{piece['number']}]"
        for piece in frozen["evidence"]
        if (page := piece["snapshot"])
    }
    answers = [answer["id"] for reply in frozen["replies"] if (answer := reply["answer"])]
    named |= dict.fromkeys(answers, "an answer")
    named_now = Content.objects.filter(pk__in=named).order_by("pk")
    erased = named_now.filter(erased_at__gt=revision.submitted_at)
    closed = named_now.filter(quarantined_at__isnull=False)
    found = []
    for code, rows in (("erased-since", erased), ("quarantined-since", closed)):
        if pieces := ", ".join(named[pk] for pk in rows.values_list("pk", flat=True)):
            found.append(missing(code, "evidence", pieces=pieces))
    return found


def no_longer_anchored(revision: Revision) -> list[Missing]:
    """Citations of this version whose words are not found on their page now."""
    frozen = revision.frozen
    cited = cited_numbers(frozen["body"])
    pieces = [piece for piece in frozen["evidence"] if piece["number"] in cited]
    rows = Evidence.objects.filter(review=revision.review_id, anchored=True)
    found = dict(rows.values_list("number", "passage"))
    return [
        missing("citation-not-anchored", "evidence", number=piece["number"])
        for piece in pieces
        if not piece["anchored"] or found.get(piece["number"]) != piece["passage"]
    ]
