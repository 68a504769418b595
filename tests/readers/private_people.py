"""Claims of a private person, and the pages that could name them."""

from reviews.triage import actions as triage_actions
from reviews.workflow import moves, publication_moves
from tests import given
from tests.readers import stories

SAID = "Jane Doe told us so. We asked Mr Doe, too [1]."


def check_of(
    name="Jane Doe", *, text="Jane Doe saw the mayor burn the budget", body=SAID, **more
):
    """A check of what somebody said, that names them in its own words and in its address."""
    checker, editor = given.checker(), given.editor()
    review = triage_actions.file_claim(text=text, claimant=name, by=checker, **more)
    review = moves.weigh(_with_evidence(review, checker), by=checker)
    given.write(review, by=checker, body=body)
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    return stories.publication_of(publication_moves.publish(review, by=editor))


def _with_evidence(review, checker):
    review = moves.take(review, by=checker)
    given.evidence(review, by=checker)
    return review
