"""The desk's pages about evidence: what is said of it, and which pieces are one origin."""

from decimal import Decimal
from html import unescape

import pytest

from reviews.evidence import common_origins
from reviews.evidence.models import SharedOrigin
from sources.snapshots.models import Content, Conversation
from tests import given
from tests.desk.requests import HTMX, url

pytestmark = pytest.mark.django_db


@pytest.fixture
def review(checker):
    return given.taken(by=checker)


@pytest.fixture
def piece(review, checker):
    return given.evidence(review, by=checker)


def text_of(response) -> str:
    return unescape(response.content.decode())


def page_of(client, review) -> str:
    return text_of(client.get(url("review", review.pk)))


# --- what is said of a piece ---


def test_a_card_tells_what_was_said_of_its_piece(client, checker, review):
    told = {"primary": True, "point": "Funding was cut", "interest": "A party to this."}
    figure = {"figure": Decimal(86600000), "figure_unit": "crowns", "figure_period": "2026"}
    given.evidence(review, by=checker, note="Includes the grant.", **told, **figure)

    shown = page_of(client, review)

    for words in ("primary", "“Funding was cut”", "A party to this.", "Includes the grant."):
        assert words in shown
    assert '<button class="figure" type="button" data-figure="1">' in shown


def test_one_click_puts_a_piece_on_the_other_side_and_undo_puts_it_back(client, piece, review):
    client.post(url("evidence_stance", piece.pk, "supports"))
    moved = review.evidence.get().stance
    undo = url("evidence_undescribe", piece.pk)
    is_offered = undo in page_of(client, review)

    client.post(undo)

    assert (moved, is_offered) == ("supports", True)
    assert review.evidence.get().stance == "refutes"


def test_there_is_no_other_side_than_three(client, piece):
    assert client.post(url("evidence_stance", piece.pk, "proves")).status_code == 404


def test_the_page_of_a_piece_offers_the_figures_of_its_passage(client, piece):
    shown = text_of(client.get(url("evidence_describe", piece.pk)))

    assert "90.2 million crowns, 2025" in shown
    assert 'name="use" value="1"' in shown


def test_a_figure_is_filled_in_and_nothing_is_saved_before_a_person_does(client, piece, review):
    typed = {"stance": "context", "note": "Half typed", "use": "0"}

    response = client.post(url("evidence_describe", piece.pk), typed)

    shown = text_of(response)
    assert response.status_code == 200
    assert 'value="90200000"' in shown
    assert "Half typed" in shown
    assert review.evidence.get().figure is None


@pytest.mark.parametrize(
    ("said", "value", "unit"),
    [
        ("86.6 million", "86600000", ""),
        ("£64.6bn", "64600000000", "GBP"),
        ("86,600,000", "86600000", ""),
        ("2.38", "2.38", ""),
        ("-4", "-4", ""),
        ("", None, ""),
    ],
)
def test_a_figure_is_taken_as_it_is_said(client, piece, review, said, value, unit):
    client.post(url("evidence_describe", piece.pk), {"stance": "refutes", "figure": said})

    now = review.evidence.get()
    assert now.figure == (Decimal(value) if value else None)
    assert now.figure_unit == unit


@pytest.mark.parametrize("said", ["a lot", "3 of 5 towns in 2 years", "1e400", "NaN", "9" * 40])
def test_what_is_no_figure_comes_back_with_what_was_typed(client, piece, review, said):
    typed = {"stance": "context", "figure": said, "note": "Half typed"}

    response = client.post(url("evidence_describe", piece.pk), typed)

    assert response.status_code == 422
    assert "Nothing you typed is lost" in text_of(response)
    assert "Half typed" in text_of(response)
    assert review.evidence.get().stance == "refutes"


def test_a_point_is_one_of_the_claim_s_parts_or_another(client, checker):
    claim = "Police funding was cut by 40 percent and crime has doubled since."
    review = given.taken(by=checker, review=given.queued(text=claim))
    piece = given.evidence(review, by=checker)
    address = url("evidence_describe", piece.pk)
    part = "crime has doubled since."
    offered = part in text_of(client.get(address))

    client.post(address, {"stance": "refutes", "point": part})
    chosen = review.evidence.get().point
    client.post(address, {"stance": "refutes", "point": part, "other_point": "the year"})

    assert (offered, chosen) == (True, part)
    assert review.evidence.get().point == "the year"


def test_figures_are_offered_as_words_are_selected(client, checker):
    response = client.post(
        url("figures"), {"quote": "Rents rose by 12 percent in May."}, **HTMX
    )

    assert "12 percent" in text_of(response)


def test_a_form_that_did_not_ask_for_the_publisher_takes_none_away(client, checker, review):
    page = given.kept_page(by=checker, publisher="City of Northfield")
    given_words = {"snapshot": page.pk, "quote": given.PASSAGE, "stance": "refutes"}

    client.post(url("evidence_add", review.pk), given_words)

    assert Content.objects.get(pk=page.pk).publisher.name == "City of Northfield"


def test_words_not_said_on_the_record_come_back_with_why(client, checker, review):
    page = given.kept_page(by=checker)
    Conversation.objects.create(
        snapshot=page,
        with_whom="An officer",
        medium=Conversation.Medium.CALL,
        terms=Conversation.Terms.OFF_RECORD,
        held_at=page.kept_at,
    )
    typed = {"snapshot": page.pk, "quote": given.PASSAGE, "stance": "refutes"}

    response = client.post(url("evidence_add", review.pk), typed)

    assert response.status_code == 422
    assert "off the record" in text_of(response)
    assert given.PASSAGE in text_of(response)
    assert not review.evidence.exists()


def test_who_may_not_write_reads_the_page_of_a_piece_without_a_form(client, checker):
    holder = given.checker(name="Lin Moore")
    piece = given.evidence(given.taken(by=holder), by=holder)

    shown = text_of(client.get(url("evidence_describe", piece.pk)))

    assert "Lin Moore holds this review" in shown
    assert 'name="stance"' not in shown
    denied = client.post(url("evidence_describe", piece.pk), {"stance": "context"})
    assert denied.status_code == 403


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"marks": ["walled"]}, "behind a wall"),
        ({"typed_at": "2026-03-03T10:00Z"}, "typed from the picture by Jo Reed"),
    ],
)
def test_a_card_warns_of_what_its_page_is(client, checker, review, facts, words):
    piece = given.evidence(review, by=checker)
    if "typed_at" in facts:
        facts = {**facts, "typed_by": checker}
    Content.objects.filter(pk=piece.snapshot_id).update(**facts)

    assert words in page_of(client, review)


def test_a_card_leads_to_the_live_page_at_its_words(client, checker, review):
    page = given.kept_page(by=checker, url="https://example.org/budget")
    given.evidence(review, by=checker, snapshot=page)

    assert "https://example.org/budget#:~:text=" in page_of(client, review)


# --- origins ---


@pytest.fixture
def pair(review, checker):
    return given.one_story(review=review, by=checker)


def test_a_pair_that_may_be_one_is_shown_with_the_words_of_both(client, pair, review):
    shown = page_of(client, review)

    assert "2 origins" in shown
    assert pair.words[:60] in shown
    assert f"{pair.percent} % of the shorter page is in the other" in shown


def test_one_origin_is_one_click_and_undo_takes_it_back(client, pair, review):
    client.post(url("origin_confirm", pair.pk))
    decided = page_of(client, review)

    client.post(url("origin_undecide", pair.pk))
    undone = page_of(client, review)

    assert "1 origin," in decided
    assert "same origin as [1]" in decided
    assert url("origin_undecide", pair.pk) in decided
    assert "2 origins" in undone


def test_a_person_may_name_the_origin(client, pair, review):
    client.post(url("origin_confirm", pair.pk), {"name": "Northfield Wire"})

    assert {piece.origin for piece in review.evidence.all()} == {"Northfield Wire"}


def test_what_is_not_the_same_is_not_asked_again(client, pair, review):
    client.post(url("origin_refuse", pair.pk))

    shown = page_of(client, review)
    assert "One origin?" not in shown
    assert "not the same, " in shown
    assert SharedOrigin.objects.get().is_one is False


def test_the_ledger_looks_again_while_pages_are_compared(client, checker, review):
    given.evidence(review, by=checker)
    before = text_of(client.get(url("ledger", review.pk), **HTMX))

    common_origins.compare_origins(review.pk)
    after = text_of(client.get(url("ledger", review.pk), **HTMX))

    assert "every 2s" in before
    assert "every 2s" not in after
    assert 'id="origins-count" hx-swap-oob="true"' in after
