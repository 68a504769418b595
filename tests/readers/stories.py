"""Checks in every state that readers can meet, built by the real actions."""

from claims.actions import claimant_named
from reviews import actions
from reviews.models import Publication, Review
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
    review = actions.reopen(review, note="A secret worry.", to=checker, by=editor)
    review = actions.weigh(review, by=checker)
    draft.setdefault("conclusion", "The budget fell by 5 percent.")
    given.write(review, by=checker, **draft)
    review = actions.submit(review, by=checker)
    review = actions.approve(review, revision=2, by=editor)
    return publication_of(actions.correct(review, kind=kind, text=text, by=editor))


def retracted() -> Publication:
    return publication_of(given.retracted())


def checked_anew(old: Publication) -> Publication:
    """The same claim, retracted once, published again."""
    review = actions.queue(old.claim, by=given.checker())
    return publication_of(given.published(review=given.fresh(review)))


def from_article() -> Publication:
    """A check of a statement in an article, with an open, a public, a confidential source."""
    checker, editor = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    statement = given.statement(by=checker, url="https://courier.example/police", title="Cuts")
    claimant_named("Mara Brook", role="mayor of Northfield")
    review = actions.accept(
        statement,
        text="Police funding was cut by 40 percent",
        claimant="Mara Brook",
        topics=["Police"],
        by=checker,
    )
    review = actions.take(given.fresh(review), by=checker)
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
    actions.note_reply(review, not_asked_because="The office was closed.", by=checker)
    review = actions.weigh(review, by=checker)
    given.write(
        review, by=checker, body="It fell [1][2][3].\n\n## What we do not know\n\nMuch."
    )
    review = actions.submit(review, by=checker)
    review = actions.send_back(review, note="A secret demand.", by=editor)
    review = actions.submit(review, by=checker)
    review = actions.approve(review, revision=2, by=editor)
    return publication_of(actions.publish(review, by=editor))
