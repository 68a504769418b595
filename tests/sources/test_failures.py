"""Failures are shown as stored in English, and by their kind in any other language."""

from django.utils import translation

from jobs.models import FAILURE_SENTENCES
from sources.captures.models import Capture
from sources.failures import SENTENCES
from sources.safe_fetch.errors import PLANS
from sources.snapshots import storage_errors


def test_each_kind_of_failure_has_the_sentence_of_its_plan():
    with translation.override("en"):
        sentences = {kind: str(sentence) for kind, sentence in SENTENCES.items()}

    plans = {kind: f"{plan.means} {plan.next_step}" for kind, plan in PLANS.items()}
    gone = {storage_errors.GONE: storage_errors.LOST}
    assert sentences == {**plans, **storage_errors.OUTAGES, **gone}
    assert FAILURE_SENTENCES.items() >= SENTENCES.items()


def test_a_page_in_english_shows_the_sentence_that_was_stored():
    capture = Capture(failure="dns", detail="The name one.test has no address.")

    assert capture.shown_detail == "The name one.test has no address."


def test_a_page_in_another_language_shows_the_sentence_of_the_kind():
    capture = Capture(failure="dns", detail="The name one.test has no address.")
    unknown = Capture(failure="no_such_kind", detail="Something happened.")

    with translation.override("de"):
        assert capture.shown_detail.startswith("The site's name was not found")
        assert unknown.shown_detail == "Something happened."
