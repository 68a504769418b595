"""Compound statements are split into pieces, and joined again."""

import pytest
from django.core.exceptions import ValidationError

from claims.statements import actions as statement_actions
from claims.statements import splits
from claims.statements.models import Statement
from history.models import Event
from reviews.triage import actions
from tests import given

pytestmark = pytest.mark.django_db

QUOTE = "Rents rose by 40 percent in 2024, and crime fell by half"
TEXT = f"The mayor of Northfield, Mara Brook, said:\n“{QUOTE},” she told the council.\n"


@pytest.fixture
def whole():
    article = given.article(TEXT)
    return article.statements.get(quote__contains=QUOTE)


def spans_of(whole, *words):
    text = whole.article.text
    return [(text.index(one), text.index(one) + len(one)) for one in words]


def test_each_piece_keeps_its_exact_words_and_the_speaker(whole):
    by = given.checker()
    wanted = ["Rents rose by 40 percent in 2024", "crime fell by half"]

    pieces = splits.split_statement(whole, spans=spans_of(whole, *wanted), by=by)

    assert [piece.quote for piece in pieces] == wanted
    for piece in pieces:
        assert whole.article.text[piece.start : piece.end] == piece.quote
        assert (piece.speaker, piece.whole_id) == (whole.speaker, whole.pk)
        assert piece.state == Statement.State.PROPOSED
    assert [number["value"] for number in pieces[0].numbers][:1] == [40]
    whole.refresh_from_db()
    assert (whole.state, whole.triaged_by) == (Statement.State.SPLIT, by)
    told = Event.objects.of(f"article:{whole.article_id}").first()
    assert told.kind == "split"
    assert [row[0] for row in told.payload["pieces"]] == [piece.pk for piece in pieces]


def test_without_spans_it_is_cut_where_the_reader_would(whole):
    proposed = splits.proposed_pieces(whole)

    pieces = splits.split_statement(whole, by=given.checker())

    assert len(proposed) == len(pieces) == 2
    assert [(piece.start, piece.end) for piece in pieces] == proposed


def test_pieces_of_a_quotation_over_paragraphs_keep_its_parts():
    text = (
        "Mara Brook told the council:\n\n"
        "“Rents rose by 40 percent in 2024.\n\n"
        "“Crime fell by half. Nobody voted for that.”\n"
    )
    article = given.article(text)
    whole = article.statements.order_by("start").first()
    assert len(whole.parts) == 2
    cut = text.index("Nobody voted")

    first, second = splits.split_statement(
        whole, spans=[(whole.start, cut), (cut, whole.end)], by=given.checker()
    )

    assert [text[start:end] for start, end in first.parts][-1].startswith("Crime fell")
    assert len(first.parts) == 2
    assert len(second.parts) == 1
    assert second.quote == text[cut : whole.end]


@pytest.mark.parametrize(
    "spans",
    [
        lambda s: [(s.start, s.end)],
        lambda s: [(s.start, s.start + 9), (s.start + 5, s.end)],
        lambda s: [(s.start - 3, s.start + 9), (s.start + 9, s.end)],
        lambda s: [(s.start, s.start + 32), (s.start + 32, s.start + 34)],
    ],
    ids=["one", "overlapping", "outside", "no words"],
)
def test_a_cut_that_makes_no_two_pieces_is_refused(whole, spans):
    with pytest.raises(ValidationError):
        splits.split_statement(whole, spans=spans(whole), by=given.checker())

    assert not whole.pieces.exists()


def test_what_was_decided_on_cannot_be_split(whole):
    statement_actions.decline_statement(
        whole, reason="vague", by=given.checker(name="Sam Hale")
    )

    with pytest.raises(statement_actions.AlreadyTriaged, match="Sam Hale declined"):
        splits.split_statement(whole, by=given.checker())


def test_pieces_are_joined_again_by_undo(whole):
    by = given.checker()
    pieces = splits.split_statement(whole, by=by)

    actions.undo_triage(whole, by=by)

    whole.refresh_from_db()
    assert (whole.state, whole.triaged_by) == (Statement.State.PROPOSED, None)
    assert not Statement.objects.filter(pk__in=[piece.pk for piece in pieces]).exists()
    assert Event.objects.of(f"article:{whole.article_id}").first().kind == "rejoin"


def test_any_piece_leads_back_to_the_whole(whole):
    by = given.checker()
    pieces = splits.split_statement(whole, by=by)

    assert splits.rejoin_statement(pieces[1], by=by) == whole


def test_a_decided_piece_holds_the_others(whole):
    by = given.checker()
    first, second = splits.split_statement(whole, by=by)
    statement_actions.decline_statement(second, reason="opinion", by=by)

    with pytest.raises(statement_actions.AlreadyTriaged, match=f"Statement {second.number}"):
        splits.rejoin_statement(first, by=by)
    actions.undo_triage(second, by=by)

    assert splits.rejoin_statement(first, by=by).state == Statement.State.PROPOSED


def test_a_piece_can_be_split_again(whole):
    by = given.checker()
    first = splits.split_statement(whole, by=by)[0]
    cut = first.start + len("Rents rose by 40 percent")

    again = splits.split_statement(first, spans=[(first.start, cut), (cut, first.end)], by=by)

    assert [piece.quote for piece in again] == ["Rents rose by 40 percent", "in 2024"]
    with pytest.raises(statement_actions.AlreadyTriaged, match="is already split"):
        splits.rejoin_statement(whole, by=by)
