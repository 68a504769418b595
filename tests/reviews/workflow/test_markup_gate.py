"""The rules of ClaimReview are asked before submitting, and all of them before publishing."""

from datetime import date, datetime

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.test import override_settings

from reviews.exceptions import NotReady
from reviews.revisions.models import Revision
from reviews.triage import actions as triage_actions
from reviews.workflow import gates, moves, publication_moves
from tests import given

pytestmark = pytest.mark.django_db


@pytest.fixture
def holder():
    return given.checker()


def filed(holder, **more):
    """A claim that is drafted in full, as it was filed."""
    about = {"text": "Police funding was cut by 40 percent", "claimant": "Mara Brook", **more}
    return given.drafted(review=triage_actions.file_claim(by=holder, **about), by=holder)


def refused(action, *arguments, **more) -> list[str]:
    with pytest.raises(NotReady) as refusal:
        action(*arguments, **more)
    return [str(one) for one in refusal.value.missing]


def test_a_claim_that_begins_with_its_rating_is_not_submitted(holder):
    review = filed(holder, text="Half true: police funding was cut by 40 percent")

    missing = refused(moves.submit, review, by=holder)

    assert missing == [
        "The claim begins with the rating “Half true”: take it out. [claimReviewed]"
    ]


def test_a_claim_of_the_desk_itself_is_not_submitted(holder):
    review = filed(holder, claimant=settings.DESK_NAME)

    (only,) = refused(moves.submit, review, by=holder)

    assert only.endswith("[itemReviewed.author]")
    assert settings.DESK_NAME in only


def test_a_claim_that_appeared_only_on_our_own_site_is_not_submitted(holder):
    said = given.statement(by=holder, url="https://www.desk.example/checks/police/")
    review = triage_actions.accept_statement(
        said, text="Police funding was cut by 40 percent", by=holder
    )
    review = given.drafted(review=review, by=holder)

    with override_settings(SITE_URL="https://desk.example"):
        (only,) = refused(moves.submit, review, by=holder)

    assert only.endswith("[appearance]")


def test_a_draft_without_a_rating_is_told_so_once(holder):
    review = given.weighed(by=holder)

    told = [str(one) for one in gates.to_submit(review) if "rating" in str(one).lower()]

    assert told == ["No rating chosen yet."]


def test_what_is_approved_is_not_published_at_an_address_that_nobody_can_reach(holder):
    review, editor = given.approved(by=holder), given.editor()

    with override_settings(SITE_URL="desk.example"):
        missing = refused(publication_moves.publish, review, by=editor)

    assert [one.rpartition("[")[2] for one in missing] == ["url]"]
    assert given.fresh(review).state == "approved"


def test_a_time_is_not_set_for_what_could_not_be_published(holder):
    review, editor = given.approved(by=holder), given.editor()

    with override_settings(SITE_URL="desk.example"):
        missing = refused(
            publication_moves.publish, review, at=datetime(2099, 1, 1).astimezone(), by=editor
        )

    assert missing
    assert given.fresh(review).publish_at is None


def test_a_check_whose_sources_are_all_confidential_is_published_with_a_warning(holder):
    review = given.taken(by=holder)
    memo = given.kept_page(by=holder)
    given.evidence(
        review, by=holder, snapshot=memo, is_confidential=True, described_as="A memo."
    )
    review = moves.weigh(review, by=holder)
    given.write(given.fresh(review), by=holder)
    review = moves.submit(given.fresh(review), by=holder)

    warned = gates.publication_warnings(Revision.objects.newest_of(review))
    review = moves.approve(review, revision=1, by=(editor := given.editor()))

    assert [one.rpartition("[")[2] for one in warned] == ["citation]"]
    assert publication_moves.publish(review, by=editor).state == "published"


def test_a_checker_is_still_refused_by_role_before_any_rule_is_named(holder):
    review = given.approved(by=holder)

    with override_settings(SITE_URL="desk.example"), pytest.raises(PermissionDenied):
        publication_moves.publish(review, by=holder)


def test_the_day_on_which_it_was_said_is_no_fault_where_it_is_known_or_not(holder):
    for said_on in (None, date(2026, 3, 3)):
        review = filed(holder, said_on=said_on, text=f"Crime rose, as said on {said_on}")

        assert gates.to_submit(review) == []
