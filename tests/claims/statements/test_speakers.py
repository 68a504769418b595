"""Where two may have said a statement, a person chooses, and can undo that."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from claims.statements import actions as statement_actions
from claims.statements import speakers, splits
from claims.statements.actions import AlreadyTriaged
from claims.statements.models import Statement
from history.models import Event
from tests import given

pytestmark = pytest.mark.django_db


def choose(statement, speaker, **more):
    return speakers.choose_speaker(
        statement, speaker=speaker, by=more.get("by") or given.checker()
    )


def last_event(statement):
    return Event.objects.of(f"article:{statement.article_id}").first()


def test_the_one_who_was_chosen_is_the_speaker_and_nothing_is_open():
    one, by = given.two_may_have_said_it(), given.checker()
    assert one.open_candidates == ["Petra Vald", "Mara Brook"]

    choose(one, "Mara Brook", by=by)

    one.refresh_from_db()
    assert (one.speaker, one.speaker_chosen_by, one.state) == ("Mara Brook", by, "proposed")
    assert one.open_candidates == []
    event = last_event(one)
    assert event.kind == "choose-speaker"
    assert event.payload == {
        "statement": one.pk,
        "candidates": ["Petra Vald", "Mara Brook"],
        "speaker": "Mara Brook",
    }


def test_the_role_is_the_one_that_the_article_gives():
    text = (
        "“No town pays more,” said Mara Brook, the mayor of Northfield.\n"
        "She told reporters afterwards that the force had lost 71 officers since 2024.\n"
    )
    article = given.article(text)
    article.statements.filter(speaker="Mara Brook").update(speaker_role="mayor of Northfield")

    chosen = choose(given.two_may_have_said_it(article), "Mara Brook")

    assert chosen.speaker_role == "mayor of Northfield"


def test_none_of_them_leaves_nobody_and_asks_no_more():
    chosen = choose(given.two_may_have_said_it(), "")

    assert (chosen.speaker, chosen.open_candidates) == (None, [])


def test_a_choice_is_undone_and_asked_again():
    one, by = given.two_may_have_said_it(), given.checker()
    choose(one, "Mara Brook", by=by)

    speakers.undo_choice(one, by=by)

    one.refresh_from_db()
    assert (one.speaker, one.speaker_role, one.speaker_chosen_by) == (None, "", None)
    assert one.open_candidates == ["Petra Vald", "Mara Brook"]
    assert last_event(one).kind == "undo-speaker"


def test_choosing_the_same_again_makes_no_event():
    one = given.two_may_have_said_it()
    choose(one, "Mara Brook")
    before = last_event(one)

    choose(one, "Mara Brook")

    assert last_event(one) == before


def test_undoing_where_nobody_chose_makes_no_event():
    one = given.two_may_have_said_it()
    before = last_event(one)

    speakers.undo_choice(one, by=given.checker())

    assert last_event(one) == before


def test_the_second_to_choose_hears_who_was_first():
    one = given.two_may_have_said_it()
    choose(one, "Mara Brook", by=given.checker(name="Ada Okoro"))

    with pytest.raises(AlreadyTriaged, match="Ada Okoro has chosen Mara Brook already"):
        choose(one, "Petra Vald")


def test_the_second_to_choose_hears_that_it_was_none_of_them():
    one = given.two_may_have_said_it()
    choose(one, "", by=given.checker(name="Ada Okoro"))

    with pytest.raises(AlreadyTriaged, match="Ada Okoro said already that it was none of them"):
        choose(one, "Petra Vald")


def test_a_name_that_is_no_candidate_is_refused():
    with pytest.raises(ValidationError, match="Choose one of these: Petra Vald, Mara Brook"):
        choose(given.two_may_have_said_it(), "Hugo Lund")


def test_nothing_is_chosen_where_nobody_asks():
    with pytest.raises(ValidationError, match="Correct the speaker instead"):
        choose(given.statement(), "Mara Brook")


@pytest.mark.parametrize(
    "do", [choose, lambda one, _: speakers.undo_choice(one, by=given.checker())]
)
def test_a_decided_statement_keeps_its_speaker(do):
    one = given.two_may_have_said_it()
    statement_actions.decline_statement(one, reason="vague", by=given.checker())

    with pytest.raises(AlreadyTriaged):
        do(one, "Mara Brook")


def test_somebody_else_may_have_said_it():
    one, by = given.two_may_have_said_it(), given.checker()

    statement_actions.correct_statement(one, speaker="Hugo Lund", said_on=None, by=by)

    one.refresh_from_db()
    assert (one.speaker, one.speaker_chosen_by) == ("Hugo Lund", by)
    assert one.open_candidates == []


def test_a_correction_of_the_date_alone_leaves_open_who_said_it():
    one = given.two_may_have_said_it()
    day = one.article.published_on

    statement_actions.correct_statement(one, speaker=None, said_on=day, by=given.checker())

    one.refresh_from_db()
    assert (one.said_on, one.open_candidates) == (day, ["Petra Vald", "Mara Brook"])


def test_a_correction_to_nobody_named_asks_no_more():
    one = given.two_may_have_said_it()

    statement_actions.correct_statement(one, speaker="", said_on=None, by=given.checker())

    one.refresh_from_db()
    assert (one.speaker, one.open_candidates) == (None, [])
    assert last_event(one).kind == "correct-statement"


def test_the_parts_of_a_statement_ask_the_same():
    one = given.two_may_have_said_it()
    middle = one.quote.index(" lost") + one.start
    spans = [(one.start, middle), (middle, one.end)]

    pieces = splits.split_statement(one, spans=spans, by=given.checker())

    assert [piece.open_candidates for piece in pieces] == [["Petra Vald", "Mara Brook"]] * 2


def test_a_chosen_speaker_is_the_speaker_of_the_parts():
    one = choose(given.two_may_have_said_it(), "Mara Brook")
    middle = one.quote.index(" lost") + one.start
    spans = [(one.start, middle), (middle, one.end)]

    pieces = splits.split_statement(one, spans=spans, by=given.checker())

    assert [piece.speaker for piece in pieces] == ["Mara Brook"] * 2


def test_the_database_refuses_a_guess():
    one = given.two_may_have_said_it()

    with pytest.raises(IntegrityError), transaction.atomic():
        Statement.objects.filter(pk=one.pk).update(speaker="Mara Brook")
