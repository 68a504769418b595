"""Corrections that wait for confirmation, for tests."""

from reviews.workflow import corrections
from tests import given

WORDS = "We gave the fall as 4 percent. It is 5."


MENDED = "One grant fell by 40 percent; the budget fell by 5 percent."


def proposed_correction(review=None, by=None, **more):
    more = {"kind": "substantial", "text": WORDS, "conclusion": MENDED, **more}
    return corrections.propose_correction(
        review or given.published(), by=by or given.editor(), **more
    )
