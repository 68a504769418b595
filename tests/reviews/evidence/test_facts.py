"""What is said of a piece of evidence: by whom, when it may change, what its page demands."""

from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from history.models import Event
from reviews.evidence import actions as evidence_actions
from reviews.evidence import metadata, web_annotation
from reviews.evidence.models import Evidence
from reviews.evidence.suggestions import suggest_figures, suggest_points
from reviews.exceptions import NotWritable
from sources.snapshots.models import Conversation
from tests import given
from tests.calling import Caller

pytestmark = pytest.mark.django_db

WHOLE = {
    "primary": True,
    "origin": "Finance office",
    "interest": "The city is a party to this.",
    "point": "Police funding was cut",
    "figure": Decimal("86.6"),
    "figure_unit": "million crowns",
    "figure_period": "2026",
    "figure_place": "Northfield",
    "note": "The total includes the grant.",
}


@pytest.fixture
def holder():
    return given.checker()


@pytest.fixture
def review(holder):
    return given.taken(by=holder)


@pytest.fixture
def piece(review, holder):
    return given.evidence(review, by=holder)


def last_event(review):
    return Event.objects.of(review.claim.chain).first()


def background(page, terms=Conversation.Terms.BACKGROUND):
    """What the desk's form for conversations writes beside the kept notes."""
    return Conversation.objects.create(
        snapshot=page,
        with_whom="An officer",
        medium=Conversation.Medium.CALL,
        terms=terms,
        held_at=page.kept_at,
    )


# --- saying it ---


def test_all_facts_can_be_said_when_the_words_are_taken(review, holder):
    piece = given.evidence(review, by=holder, publisher="City of Northfield", **WHOLE)

    piece = Evidence.objects.with_pages().get(pk=piece.pk)
    assert {name: getattr(piece, name) for name in WHOLE} == WHOLE
    assert piece.snapshot.content.publisher.name == "City of Northfield"


def test_what_is_not_given_stays_and_so_does_the_number(review, holder):
    piece = given.evidence(review, by=holder, **WHOLE)

    described = metadata.describe_evidence(piece, stance="context", by=holder)

    assert (described.number, described.stance) == (piece.number, "context")
    assert {name: getattr(described, name) for name in WHOLE} == WHOLE


def test_whoever_describes_is_an_author_and_history_has_both_values(review, piece):
    editor = given.editor()

    metadata.describe_evidence(piece, stance="context", origin="Finance office", by=editor)

    event = last_event(review)
    assert review.authors.filter(user=editor).exists()
    assert (event.kind, event.actor) == ("describe", editor.public_id)
    assert event.payload["changed"] == {
        "stance": ["refutes", "context"],
        "origin": ["", "Finance office"],
    }


def test_nothing_new_is_no_event_and_makes_nobody_an_author(review, piece):
    before = last_event(review)
    editor = given.editor()

    metadata.describe_evidence(piece, stance="refutes", by=editor)

    assert last_event(review) == before
    assert not review.authors.filter(user=editor).exists()


def test_a_publisher_is_said_of_the_page_for_all_who_use_it(review, piece, holder):
    beside = given.evidence(
        given.taken(by=holder), by=holder, snapshot=piece.snapshot, quote="grant is 3.0 million"
    )

    metadata.describe_evidence(piece, publisher="City of Northfield", by=holder)

    beside = Evidence.objects.with_pages().get(pk=beside.pk)
    assert beside.snapshot.content.publisher.name == "City of Northfield"


@pytest.mark.parametrize(
    ("facts", "sentence"),
    [
        ({"figure_unit": "crowns"}, "Give the number itself"),
        ({"figure": Decimal(10) ** 25}, "digits"),
        ({"stance": "proves"}, "not a valid choice"),
        ({"is_confidential": True}, "how readers are told"),
        ({"point": "x" * 301}, "at most 300 characters"),
    ],
)
def test_what_cannot_be_said_is_refused_with_a_sentence(piece, holder, facts, sentence):
    with pytest.raises(ValidationError, match=sentence):
        metadata.describe_evidence(piece, by=holder, **facts)


def test_a_withdrawn_piece_is_put_back_before_more_is_said_of_it(piece, holder):
    evidence_actions.withdraw_evidence(piece, by=holder)

    with pytest.raises(ValidationError, match="restore it first"):
        metadata.describe_evidence(piece, stance="context", by=holder)


def test_nobody_else_describes_it(piece):
    with pytest.raises(PermissionDenied):
        metadata.describe_evidence(piece, stance="context", by=given.checker())


def test_what_was_submitted_is_not_described_anew():
    holder = given.checker()
    piece = given.submitted(by=holder).evidence.first()

    with pytest.raises(NotWritable):
        metadata.describe_evidence(piece, stance="context", by=holder)


# --- taking it back ---


def test_the_last_description_is_taken_back_and_only_the_last(piece, holder):
    metadata.describe_evidence(piece, note="First.", by=holder)
    metadata.describe_evidence(piece, stance="context", **WHOLE, by=holder)

    back = metadata.undo_description(piece, by=holder)

    assert (back.stance, back.note, back.figure, back.origin) == ("refutes", "First.", None, "")


def test_taking_it_back_twice_says_it_again(piece, holder):
    metadata.describe_evidence(piece, figure=Decimal("86.6"), figure_unit="m", by=holder)

    metadata.undo_description(piece, by=holder)
    again = metadata.undo_description(piece, by=holder)

    assert (again.figure, again.figure_unit) == (Decimal("86.6"), "m")


def test_another_piece_s_description_stays(review, piece, holder):
    other = given.evidence(review, by=holder, quote="grant is 3.0 million")
    metadata.describe_evidence(piece, note="Of the first.", by=holder)
    metadata.describe_evidence(other, note="Of the second.", by=holder)

    metadata.undo_description(piece, by=holder)

    notes = [piece.note for piece in review.evidence.order_by("number")]
    assert notes == ["", "Of the second."]


def test_what_was_never_described_is_not_taken_back(piece, holder):
    with pytest.raises(ValidationError, match="There is no change"):
        metadata.undo_description(piece, by=holder)


# --- what its page demands ---


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        (Conversation.Terms.BACKGROUND, "said on background"),
        (Conversation.Terms.OFF_RECORD, "off the record"),
    ],
)
def test_what_was_not_said_on_the_record_can_only_be_confidential(review, holder, terms, said):
    page = given.kept_page()
    background(page, terms)

    with pytest.raises(ValidationError, match=said):
        given.evidence(review, by=holder, snapshot=page)

    told = {"is_confidential": True, "described_as": "a person who knows the budget"}
    piece = given.evidence(review, by=holder, snapshot=page, **told)
    with pytest.raises(ValidationError, match=said):
        metadata.describe_evidence(piece, is_confidential=False, by=holder)


def test_what_was_said_on_the_record_need_not_be(review, holder):
    page = given.kept_page()
    background(page, Conversation.Terms.ON_RECORD)

    assert given.evidence(review, by=holder, snapshot=page).anchored


# --- what is offered ---


def test_figures_are_read_from_the_passage():
    found = suggest_figures("Spending falls from 90.2 million crowns to 86.6 million crowns.")

    assert [(one.value, one.unit) for one in found] == [
        (Decimal(90200000), "crowns"),
        (Decimal(86600000), "crowns"),
    ]


@pytest.mark.parametrize(
    ("words", "value"), [("about 2.38 percent", "2.38"), ("£2,711bn", "2711000000000")]
)
def test_figures_are_decimals_without_an_exponent(words, value):
    assert str(suggest_figures(words)[0].value) == value


def test_no_more_figures_are_offered_than_can_be_chosen_from():
    assert len(suggest_figures(" and ".join(f"{n} crowns" for n in range(20, 70)))) == 12


def test_the_parts_of_a_claim_are_its_own_words():
    claim = given.claim(
        text="Police funding was cut by 40 percent and crime has doubled since."
    )

    assert suggest_points(claim) == [
        "Police funding was cut by 40 percent",
        "crime has doubled since.",
    ]


def test_a_claim_of_one_part_offers_none():
    assert suggest_points(given.claim(text="Police funding was cut by 40 percent")) == []


# --- as others read it ---


def test_a_passage_is_told_as_selectors_and_the_hash_that_they_are_true_of(piece):
    quote, position, page = web_annotation.selectors_json(piece)

    text = piece.snapshot.content.text
    assert quote["type"] == "TextQuoteSelector"
    assert quote["prefix"] + quote["exact"] + quote["suffix"] == text[: piece.end + 32]
    assert text[position["start"] : position["end"]] == quote["exact"] == piece.passage
    assert page == {"type": "SnapshotSelector", "sha256": piece.snapshot.sha256}


def test_words_that_are_not_on_the_page_have_no_selector(review, holder):
    piece = given.evidence(review, by=holder, quote="Words of another page altogether")

    assert web_annotation.selectors_json(piece) is None


@pytest.mark.parametrize(
    ("passage", "prefix", "suffix", "fragment"),
    [
        ("spending falls", "", "", "#:~:text=spending%20falls"),
        (
            "spending falls",
            "…he year. Police ",
            " from 90.2 milli",
            "#:~:text=year.%20Police-,spending%20falls,-from%2090.2",
        ),
        (
            "3.0 – down, 40-year low & all",
            "of ",
            "",
            "#:~:text=3.0%20%E2%80%93%20down%2C%2040%2Dyear%20low%20%26%20all",
        ),
        ("one line\n\nand the other", "", "", "#:~:text=one%20line,and%20the%20other"),
        ("falls", "first line\n", "\nnext", "#:~:text=falls"),
    ],
)
def test_a_link_opens_the_live_page_at_the_words(passage, prefix, suffix, fragment):
    assert web_annotation.text_fragment(passage, prefix, suffix) == fragment


def test_a_long_passage_is_linked_by_its_ends():
    words = [f"word{number}" for number in range(60)]

    fragment = web_annotation.text_fragment(" ".join(words))

    assert fragment == (
        "#:~:text=word0%20word1%20word2%20word3%20word4%20word5,"
        "word54%20word55%20word56%20word57%20word58%20word59"
    )


@pytest.mark.parametrize(
    ("url", "link"),
    [
        ("https://example.org/a", "https://example.org/a#:~:text="),
        ("https://example.org/a#table", "https://example.org/a#table:~:text="),
        ("", ""),
    ],
)
def test_the_link_keeps_the_address_as_it_was(review, holder, url, link):
    page = given.kept_page(url=url)
    piece = given.evidence(review, by=holder, snapshot=page)

    assert web_annotation.live_link(piece).startswith(link)
    assert bool(web_annotation.live_link(piece)) == bool(url)


# --- by API ---


def test_the_api_says_other_facts_and_tells_the_figure_whole(piece, holder):
    caller = Caller(holder)
    body = {"stance": "context", "figure": "86600000.50", "figure_unit": "crowns"}

    answer = caller.patch(f"evidence/{piece.pk}/", body)

    assert answer.status_code == 200
    told = answer.json()
    assert (told["number"], told["stance"]) == (1, "context")
    assert told["figure"] == {
        "value": "86600000.5",
        "unit": "crowns",
        "period": "",
        "place": "",
    }
    assert [one["type"] for one in told["selector"]] == [
        "TextQuoteSelector",
        "TextPositionSelector",
        "SnapshotSelector",
    ]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ({"figure": "a lot"}, "number"),
        ({"figure_unit": "crowns"}, "Give the number itself"),
        ({"stance": "proves"}, "not a valid choice"),
    ],
)
def test_the_api_refuses_with_the_same_sentences(piece, holder, body, words):
    answer = Caller(holder).patch(f"evidence/{piece.pk}/", body)

    assert answer.status_code == 422
    assert words in answer.content.decode()
