"""Checks in every state that readers can meet, built by the real actions."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from claims.claims.actions import get_or_create_claimant
from reviews.calculations import actions as calculation_actions
from reviews.evidence.models import Evidence
from reviews.publication.models import Publication
from reviews.replies import actions as reply_actions
from reviews.review.models import Review
from reviews.triage import actions as triage_actions
from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from reviews.workflow import moves, publication_moves
from sources.snapshots import archive_addresses
from tests import given


def publication_of(review: Review) -> Publication:
    return Publication.objects.for_page().filter(claim=review.claim_id).latest("pk")


def published(**more) -> Publication:
    return publication_of(given.published(**more))


def corrected(
    *, kind: str = "substantial", text: str = "4 percent was 5.", **draft
) -> Publication:
    """A check with two versions; `draft` is what the second says."""
    checker, editor = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    review = given.published(by=checker, editor_=editor)
    review = moves.reopen(review, note="A secret worry.", to=checker, by=editor)
    review = moves.weigh(review, by=checker)
    draft.setdefault("conclusion", "The budget fell by 5 percent.")
    given.write(review, by=checker, **draft)
    review = moves.submit(review, by=checker)
    review = moves.approve(review, revision=2, by=editor)
    return publication_of(publication_moves.correct(review, kind=kind, text=text, by=editor))


def retracted() -> Publication:
    return publication_of(given.retracted())


def checked_anew(old: Publication) -> Publication:
    """The same claim, retracted once, published again."""
    review = triage_actions.queue_claim(old.claim, by=given.checker())
    return publication_of(given.published(review=given.fresh(review)))


def from_article() -> Publication:
    """A check of a statement in an article, with an open, a public, a confidential source."""
    checker, editor = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    statement = given.statement(by=checker, url="https://courier.example/police", title="Cuts")
    get_or_create_claimant("Mara Brook", role="mayor of Northfield")
    review = triage_actions.accept_statement(
        statement,
        text="Police funding was cut by 40 percent",
        claimant="Mara Brook",
        topics=["Police"],
        by=checker,
    )
    review = moves.take(given.fresh(review), by=checker)
    given.evidence(review, by=checker, note="A secret note.")
    own = given.kept_page(given.PAGE + "Our own.", by=checker, is_public=True)
    given.evidence(review, by=checker, snapshot=own)
    memo = given.kept_page(given.PAGE + "A leaked memo.", by=checker, title="Leaked memo")
    given.evidence(
        review,
        by=checker,
        snapshot=memo,
        origin="A secret origin",
        is_confidential=True,
        described_as="A memo of the ministry.",
    )
    reply_actions.note_reply(review, not_asked_because="The office was closed.", by=checker)
    review = moves.weigh(review, by=checker)
    given.write(
        review, by=checker, body="It fell [1][2][3].\n\n## What we do not know\n\nMuch."
    )
    review = moves.submit(review, by=checker)
    review = moves.send_back(review, note="A secret demand.", by=editor)
    review = moves.submit(review, by=checker)
    review = moves.approve(review, revision=2, by=editor)
    return publication_of(publication_moves.publish(review, by=editor))


BUDGET = "https://city.example/budget"
GRANT = "The Safer Streets grant is 3.0 million crowns, down from 5.0 million."


def lasting() -> Publication:
    """A check with all that a reader may follow: figures, a sum, archives, who was asked."""
    checker, editor = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    review = given.taken(by=checker)
    page = given.kept_page(by=checker, url=BUDGET, title="Budget 2026", publisher="City")
    archive_addresses.note_archived(
        page,
        url="https://archive.example/web/city",
        archived_at=datetime(2026, 3, 4, 9, 45, tzinfo=UTC),
        by=checker,
    )
    told: tuple[tuple[str, str, dict[str, Any]], ...] = (
        (given.PASSAGE, "90.2", {"interest": "The city is a party to this.", "primary": True}),
        (GRANT, "3.0", {"is_confidential": False}),
    )
    for quote, figure, more in told:
        unit: dict[str, Any] = {"figure": Decimal(figure), "figure_unit": "million crowns"}
        about = {"figure_period": "2026", "figure_place": "Northfield"}
        given.evidence(review, by=checker, snapshot=page, quote=quote, **unit, **about, **more)
    memo = given.kept_page(given.PAGE + "A memo.", by=checker, url=f"{BUDGET}/memo")
    hidden: dict[str, Any] = {
        "is_confidential": True,
        "described_as": "A memo of the ministry.",
    }
    secret: dict[str, Any] = {
        "interest": "A secret interest",
        "figure": Decimal(77),
        "figure_unit": "secrets",
    }
    given.evidence(review, by=checker, snapshot=memo, **hidden, **secret)
    calculation_actions.add_calculation(
        review,
        label="Share of the grant",
        expression="[2] / [1] * 100",
        unit="percent",
        by=checker,
    )
    reply_actions.note_reply(
        review,
        asked_on=date(2026, 3, 4),
        how="by e-mail",
        due_on=date(2026, 3, 6),
        message="A secret message",
        by=checker,
    )
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, body="The grant is small [1][2][3].")
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    return publication_of(publication_moves.publish(review, by=editor))


def looked_at(check: Publication, page: str, *, number: int = 1) -> Watch:
    """A later copy of the page of a source, put in by hand and judged."""
    editor = given.editor()
    piece = Evidence.objects.get(review=check.review_id, number=number)
    later = given.kept_page(page, by=editor, url=BUDGET)
    return watch_checks.check_copy(piece, snapshot=later, by=editor)
