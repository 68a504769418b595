"""What is missing, in sentences: one function per gate, over what is saved.

The page lists it live, the API returns it, `weigh` and `submit` refuse with it.
"""

from django.utils import timezone

from claims.claims.models import Claim
from reviews import calculations
from reviews.evidence import independence
from reviews.evidence.models.evidence import Evidence
from reviews.exceptions import Missing
from reviews.publication import claimreview
from reviews.publication.claimreview import linter
from reviews.review.markdown import cited_numbers
from reviews.review.models.drafts import Draft
from reviews.review.models.reviews import Review
from reviews.revisions.build_document import verdict_of
from reviews.revisions.models import Revision
from reviews.revisions.public_document import name_blanks, public_document
from reviews.revisions.word_removal import Blank
from reviews.standards.models import Standard
from sources.snapshots.models import Content


def to_weigh(review: Review) -> list[Missing]:
    """What `weigh` needs: evidence, and none of it still waiting for its page."""
    pieces = list(review.evidence.standing().with_pages())
    if not pieces:
        return [Missing("No evidence yet: at least one passage is needed.", "evidence")]
    return [
        Missing(f"[{piece.number}] still waits for its page.", "evidence")
        for piece in pieces
        if piece.is_waiting
    ]


def to_submit(review: Review) -> list[Missing]:
    """The default standard (rating, conclusion, one anchored passage, no source that is not
    archived, no loose citation), what the desk's own asks beyond it (independent origins, the
    right of reply), and the rules of ClaimReview that can be known before there is a page.
    """
    draft = Draft.objects.select_related("rating").get(pk=review.pk)
    pieces = list(review.evidence.standing().with_pages())
    missing = []
    if draft.rating is None:
        missing.append(Missing("No rating chosen yet.", "rating"))
    if not draft.conclusion.strip():
        missing.append(Missing("No conclusion yet: the sentence that decides.", "conclusion"))
    if not any(piece.stands for piece in pieces):
        sentence = f"No passage yet that stands in an archived page.{_of_erased(pieces)}"
        missing.append(Missing(sentence, "evidence"))
    missing += _names_of_private_people(review.claim, draft)
    missing += _of_the_standard(review, pieces)
    to_come = claimreview.markup_to_come(verdict_of(review.claim, draft))
    missing += [Missing(line, "claim") for line in linter.lint_before_submitting(to_come)]
    missing += [
        Missing(f"The calculation “{one.label}” gives no number: {one.trouble}", "calculations")
        for one in calculations.failing_calculations(review)
    ]
    numbers = {piece.number for piece in pieces}
    missing += [
        Missing(f"Citation [{number}] has no evidence.", "body")
        for number in cited_numbers(draft.body)
        if number not in numbers
    ]
    missing += [
        Missing(f"[{piece.number}] still waits for its page.", "evidence")
        for piece in pieces
        if piece.is_waiting
    ]
    settled = [piece for piece in pieces if not piece.is_waiting]
    missing += [
        Missing(_not_archived(piece.number), "evidence")
        for piece in settled
        if piece.snapshot is None
    ]
    cited = cited_numbers(draft.body)
    missing += [
        Missing(_not_anchored(piece.number), "evidence")
        for piece in settled
        if piece.snapshot and piece.number in cited and not piece.anchored
    ]
    return missing


def _names_of_private_people(claim: Claim, draft: Draft) -> list[Missing]:
    """Where our own words name a claimant whom readers should not know, even by the surname."""
    claimant = claim.claimant
    if not claimant.is_private:
        return []
    surname = claimant.name.split()[-1]
    names = [*name_blanks(claimant), Blank(surname, "")]
    parts = {"claim": claim.text, "conclusion": draft.conclusion, "body": draft.body}
    return [
        Missing(
            f"{claimant.name} is a private person, and the {part} names them: write"
            f" “{claimant.public_name}” instead.",
            part,
        )
        for part, text in parts.items()
        if any(one.is_in(text) for one in names)
    ]


def to_publish(revision: Revision) -> list[Missing]:
    """Every rule of ClaimReview that the page of this revision would break."""
    return [Missing(line, "claim") for line in linter.lint(_markup_now(revision))]


def publication_warnings(revision: Revision) -> list[str]:
    """What may be published as it is, and will be read as a weakness."""
    return linter.warnings(_markup_now(revision))


def _markup_now(revision: Revision) -> claimreview.Markup:
    """Its markup if it were published now; the address itself is settled by publishing."""
    now = timezone.now()
    return claimreview.markup_of(
        public_document(revision), slug="check", published_at=now, changed_at=now
    )


def _not_archived(number: int) -> str:
    return (
        f"[{number}] has no archived page: try again, put the page in by hand, or withdraw it."
    )


def _not_anchored(number: int) -> str:
    return f"The words of [{number}], which is cited, are not found on its archived page."


def _of_erased(pieces: list[Evidence]) -> str:
    """Why passages do not count that were published once."""
    gone = [one for one in pieces if one.anchored and one.snapshot and not one.stands]
    closed = [one for one in gone if one.snapshot and one.snapshot.content.is_quarantined]
    erased = ", ".join(f"[{one.number}]" for one in gone if one not in closed)
    told = f" The page of {erased} was erased, as the law asked." if erased else ""
    if closed:
        told += (
            f" The file of {', '.join(f'[{one.number}]' for one in closed)} is in quarantine."
        )
    return told


def erased_since(revision: Revision) -> list[Missing]:
    """Pages that were erased after this version was submitted, and those in quarantine.

    Their words are still in it.
    """
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
    missing = []
    if what := ", ".join(named[pk] for pk in erased.values_list("pk", flat=True)):
        told = f"The page of {what} was erased since this was submitted: it must be sent back."
        missing.append(Missing(told, "evidence"))
    if what := ", ".join(named[pk] for pk in closed.values_list("pk", flat=True)):
        told = f"The file of {what} is in quarantine: nothing is published that rests on it."
        missing.append(Missing(told, "evidence"))
    return missing


def no_longer_anchored(revision: Revision) -> list[Missing]:
    """Citations of this version whose words are not, or no longer, found on their page."""
    frozen = revision.frozen
    cited = cited_numbers(frozen["body"])
    pieces = [piece for piece in frozen["evidence"] if piece["number"] in cited]
    rows = Evidence.objects.filter(review=revision.review_id, anchored=True)
    found = dict(rows.values_list("number", "passage"))
    return [
        Missing(_not_anchored(piece["number"]), "evidence")
        for piece in pieces
        if not piece["anchored"] or found.get(piece["number"]) != piece["passage"]
    ]


def _of_the_standard(review: Review, pieces: list[Evidence]) -> list[Missing]:
    """What the desk's standard needs more; nothing where it has none."""
    standard = Standard.current()
    missing = []
    if standard.origins_needed:
        found = independence.independent_origins(pieces, review)
        if found < standard.origins_needed:
            counted = f"{found} independent origin{'' if found == 1 else 's'}"
            missing.append(
                Missing(f"{counted} of {standard.origins_needed} needed.", "add-source")
            )
    if standard.reply_needed and not review.replies.filter(whom="").exists():
        name = review.claim.claimant.name
        missing.append(Missing(f"{name} was not asked, and no reason is given.", "reply"))
    if standard.why_needed and not review.claim.why.strip():
        missing.append(Missing("It is not said yet why we check this claim.", "claim"))
    return missing
