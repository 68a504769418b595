"""Fixtures that the tests in this folder share."""

import pytest

from reviews.replies import actions as reply_actions
from reviews.workflow import moves, publication_moves
from tests import given
from tests.readers import stories
from tests.readers.withheld.planted import NAME, PAGE, PASSAGE, REMOVED


@pytest.fixture
def check():
    """A check with two versions, in each part of which the planted words are."""
    checker, editor = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    review = given.queued(text=f"{REMOVED} paid {NAME} 3 million crowns", by=checker)
    review = moves.take(review, by=checker)
    page = given.kept_page(PAGE, by=checker, is_public=True, title=f"Letter of {NAME}")
    given.evidence(review, by=checker, snapshot=page, quote=f"The letter was signed by {NAME}")
    reply_actions.note_reply(
        review, whom=NAME, not_asked_because=f"{REMOVED} could not be reached.", by=checker
    )
    review = moves.weigh(review, by=checker)
    words = {
        "conclusion": f"{NAME} was paid by {REMOVED}.",
        "body": f"The ledger [1] names {NAME} and {REMOVED}.\n\n{PASSAGE}\n\nMore.",
    }
    given.write(review, by=checker, **words)
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    review = publication_moves.publish(review, by=editor)
    review = moves.reopen(review, note="A doubt.", to=checker, by=editor)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, **{**words, "conclusion": f"{NAME} was paid twice."})
    review = moves.approve(moves.submit(review, by=checker), revision=2, by=editor)
    text = f"{NAME} and {REMOVED} met twice. {PASSAGE}"
    return stories.publication_of(
        publication_moves.correct(review, kind="substantial", text=text, by=editor)
    )
