"""Two papers with one wire story are one origin: proposed by the text, decided by a person."""

from itertools import combinations

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from history.models import Event
from reviews.evidence import common_origins, independence, metadata
from reviews.evidence.models import Evidence, SharedOrigin
from reviews.review.models import Review
from tests import given
from tests.calling import Caller
from tests.reviews import stories

pytestmark = pytest.mark.django_db


def likeness(one: str, other: str):
    return independence.shared_text(
        independence.ShingledText.of(one), independence.ShingledText.of(other)
    )


@pytest.fixture
def holder():
    return given.checker()


@pytest.fixture
def review(holder):
    return given.taken(by=holder)


@pytest.fixture
def pair(review, holder):
    return given.one_story(review=review, by=holder)


def origins_of(review) -> list[str]:
    return list(review.evidence.order_by("number").values_list("origin", flat=True))


def count(review) -> int:
    pieces = list(review.evidence.standing().with_pages())
    return independence.independent_origins(pieces, review)


# --- what looks like one story: measured, invented texts ---


@pytest.mark.parametrize("name", stories.ONE_STORY)
def test_a_wire_story_is_known_though_a_paper_edited_it(name):
    found = likeness(stories.WIRE, stories.ONE_STORY[name])

    assert found.percent >= 45
    assert len(found.words.split()) >= 30


@pytest.mark.parametrize(("one", "other"), list(combinations(stories.OTHERS, 2)))
def test_other_reports_of_the_same_matter_stay_apart(one, other):
    assert likeness(stories.OTHERS[one], stories.OTHERS[other]) is None


@pytest.mark.parametrize("name", stories.OTHERS)
@pytest.mark.parametrize("story", [stories.WIRE, *stories.ONE_STORY.values()])
def test_a_quotation_that_both_print_makes_no_one_story(story, name):
    assert likeness(story, stories.OTHERS[name]) is None


def test_the_longest_words_that_both_have_are_shown_as_the_page_has_them():
    story = " ".join(f"word{number}" for number in range(80))
    other = story.replace("word30 ", "another ").upper()

    assert (
        likeness(story, other).words == story.partition("word31")[2].join(["word31", ""])[:400]
    )


def test_a_short_text_is_compared_with_nothing():
    short = "The grant ends in December. " * 3

    assert likeness(short, short) is None


def test_a_page_that_repeats_itself_without_end_costs_no_more():
    endless = "no change since 2025 " * 3000

    assert likeness(endless, endless).percent == 100


# --- proposing ---


def test_pages_that_share_a_story_are_proposed_once_their_passages_stand(pair, review):
    assert (pair.first.number, pair.second.number) == (1, 2)
    assert pair.percent >= 80
    assert pair.words.removesuffix("…") in " ".join(stories.WIRE.split())
    assert pair.is_one is None
    assert not Review.objects.get(pk=review.pk).origins_due


def test_one_publisher_is_one_origin_already(review, holder):
    for text in (stories.WIRE, stories.EDITED):
        page = given.kept_page(text, by=holder, publisher="Harbour Post")
        given.evidence(review, by=holder, snapshot=page, quote="the Safer Streets grant")

    common_origins.compare_origins(review.pk)

    assert not SharedOrigin.objects.exists()
    assert count(review) == 1


def test_nothing_is_compared_twice_and_a_decision_stays(pair, review, holder):
    common_origins.refuse_origin(pair, by=holder)
    common_origins.ask_to_compare({review.pk})

    common_origins.compare_origins(review.pk)

    assert SharedOrigin.objects.get().is_one is False


def test_a_passage_that_comes_while_pages_are_compared_leaves_it_due(
    review, holder, monkeypatch
):
    given.evidence(review, by=holder)
    compare = independence.find_shared_origins

    def meanwhile(pieces):
        page = given.kept_page(stories.CUT, by=holder)
        given.evidence(review, by=holder, snapshot=page, quote="the Safer Streets grant")
        return compare(pieces)

    monkeypatch.setattr(independence, "find_shared_origins", meanwhile)
    common_origins.compare_origins(review.pk)

    assert Review.objects.get(pk=review.pk).origins_due


def test_a_sweep_compares_where_nobody_rang(review, holder):
    for number, text in enumerate((stories.WIRE, stories.CUT)):
        page = given.kept_page(text, by=holder, url=f"https://paper{number}.example.org/a")
        given.evidence(review, by=holder, snapshot=page, quote="the Safer Streets grant")

    assert common_origins.compare_due() == 1

    assert SharedOrigin.objects.get().first.review == review


def test_a_page_that_calls_another_s_address_its_own_is_its_copy(review, holder):
    first = given.kept_page(by=holder, url="https://paper.example.org/story")
    copy = given.kept_page(by=holder, url="https://print.example.net/12")
    type(copy.content).objects.filter(pk=copy.pk).update(canonical_url=first.address)
    for page in (first, copy):
        given.evidence(review, by=holder, snapshot=page)

    common_origins.compare_origins(review.pk)

    assert first.address in SharedOrigin.objects.get().words


# --- deciding ---


def test_two_that_are_one_bear_one_name_and_count_once(pair, review, holder):
    assert count(review) == 2

    common_origins.confirm_origin(pair, name="Northfield Wire", by=holder)

    assert origins_of(review) == ["Northfield Wire", "Northfield Wire"]
    assert count(review) == 1


def test_without_a_name_it_is_what_the_primary_one_is(pair, review, holder):
    metadata.describe_evidence(pair.second, primary=True, publisher="The Wire", by=holder)

    common_origins.confirm_origin(pair, by=holder)

    assert origins_of(review) == ["The Wire", "The Wire"]


def test_a_name_that_somebody_gave_is_kept(pair, review, holder):
    metadata.describe_evidence(pair.second, origin="Council press office", by=holder)

    common_origins.confirm_origin(pair, by=holder)

    assert origins_of(review) == ["Council press office"] * 2


def test_two_that_are_not_one_still_count_twice(pair, review, holder):
    common_origins.refuse_origin(pair, by=holder)

    assert count(review) == 2


def test_taking_it_back_gives_each_its_name_again(pair, review, holder):
    metadata.describe_evidence(pair.second, origin="Harbour Post", by=holder)
    common_origins.confirm_origin(pair, name="Northfield Wire", by=holder)

    common_origins.undecide_origin(pair, by=holder)

    assert origins_of(review) == ["", "Harbour Post"]
    assert SharedOrigin.objects.get().is_one is None
    assert count(review) == 2


def test_what_is_decided_is_taken_back_before_it_is_decided_anew(pair, holder):
    common_origins.confirm_origin(pair, by=holder)

    with pytest.raises(ValidationError, match="undo that first"):
        common_origins.refuse_origin(pair, by=holder)


def test_what_nobody_decided_is_not_taken_back(pair, holder):
    with pytest.raises(ValidationError, match="Nobody has decided"):
        common_origins.undecide_origin(pair, by=holder)


def test_nobody_else_decides(pair):
    with pytest.raises(PermissionDenied):
        common_origins.confirm_origin(pair, by=given.checker())


def test_whoever_decides_is_an_author_and_history_says_what(pair, review):
    editor = given.editor()

    common_origins.confirm_origin(pair, name="Northfield Wire", by=editor)

    event = Event.objects.of(review.claim.chain).first()
    assert review.authors.filter(user=editor).exists()
    assert event.kind == "confirm-origin"
    assert event.payload["name"] == "Northfield Wire"


# --- counting ---


def piece(pk: int, origin: str) -> Evidence:
    return Evidence(pk=pk, number=pk, origin=origin, anchored=True)


def test_what_two_decisions_join_is_one_origin():
    pieces = [piece(1, "A"), piece(2, "B"), piece(3, "C"), piece(4, "D"), piece(5, "a ")]

    found = independence.group_by_origin(pieces, [(1, 2), (2, 3)])

    assert [[one.pk for one in group] for group in found] == [[1, 2, 3, 5], [4]]


def test_a_page_without_publisher_or_address_is_an_origin_of_its_own(review, holder):
    for text in (given.PAGE, given.PAGE + "Another scan."):
        given.evidence(review, by=holder, snapshot=given.kept_page(text, by=holder))

    assert count(review) == 2


def test_words_that_are_not_on_their_page_stand_for_no_origin(review, holder):
    given.evidence(review, by=holder, quote="Words of another page altogether")

    assert count(review) == 0


# --- by API ---


def test_the_review_tells_how_many_origins_and_which_may_be_one(pair, review, holder):
    told = Caller(holder).get(f"reviews/{review.pk}/").json()["origins"]

    assert told["independent"] == 2
    assert [(one["first"], one["second"], one["is_one"]) for one in told["pairs"]] == [
        (1, 2, None)
    ]


def test_the_api_decides_and_takes_it_back(pair, review, holder):
    caller = Caller(holder)

    confirmed = caller.post(f"origins/{pair.pk}/confirm/", {"name": "Northfield Wire"}).json()
    again = caller.post(f"origins/{pair.pk}/refuse/")
    undone = caller.post(f"origins/{pair.pk}/undo/").json()
    refused = caller.post(f"origins/{pair.pk}/refuse/").json()

    assert (confirmed["is_one"], confirmed["origin"]) == (True, "Northfield Wire")
    assert again.status_code == 422
    assert (undone["is_one"], undone["origin"]) == (None, "")
    assert (refused["is_one"], refused["decided_by"]) == (False, holder.username)
