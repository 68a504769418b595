"""No claim is made of a statement before somebody says which of two said it."""

import pytest

from claims.claims.actions import join_statement
from claims.claims.models import Claim
from claims.statements import speakers
from reviews.exceptions import NotReady
from reviews.triage import actions as triage_actions
from reviews.triage import batches
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

QUESTION = "Who said it? Petra Vald or Mara Brook"
WORDING = "The force lost 71 officers since 2024"


def accept(statement, **more):
    return triage_actions.accept_statement(statement, text=WORDING, by=given.checker(), **more)


def test_no_claim_is_made_while_two_may_have_said_it():
    with pytest.raises(NotReady) as refused:
        accept(given.two_may_have_said_it())

    assert [str(one) for one in refused.value.missing] == [QUESTION]
    assert not Claim.objects.exists()


def test_three_who_may_have_said_it_are_all_named():
    one = given.two_may_have_said_it()
    one.speaker_candidates = ["Petra Vald", "Mara Brook", "Ines Karrow"]
    one.save()

    with pytest.raises(NotReady, match="Who said it\\? Petra Vald, Mara Brook or Ines Karrow"):
        accept(one)


def test_narration_that_two_may_have_said_is_not_the_publishers():
    one = given.two_may_have_said_it()
    one.kind = "narration"
    one.save()

    with pytest.raises(NotReady):
        accept(one)


def test_a_claimant_answers_who_said_it():
    claim = accept(given.two_may_have_said_it(), claimant="Hugo Lund").claim

    assert claim.claimant.name == "Hugo Lund"


def test_a_chosen_speaker_is_the_claimant():
    one = given.two_may_have_said_it()
    speakers.choose_speaker(one, speaker="Mara Brook", by=given.checker())

    assert accept(one).claim.claimant.name == "Mara Brook"


def test_what_two_may_have_said_is_joined_to_a_known_claim():
    claim = given.claim()

    joined = join_statement(given.two_may_have_said_it(), claim=claim, by=given.checker())

    assert joined.claim == claim


def test_undoing_a_claim_keeps_who_was_chosen():
    one, by = given.two_may_have_said_it(), given.checker()
    speakers.choose_speaker(one, speaker="Mara Brook", by=by)
    triage_actions.accept_statement(one, text=WORDING, by=by)

    undone = triage_actions.undo_triage(one, by=by)

    assert (undone.state, undone.speaker) == ("proposed", "Mara Brook")


def test_accepting_many_leaves_what_two_may_have_said():
    one, other = given.two_may_have_said_it(), given.statement()

    batch = batches.accept_all([one, other], by=given.checker())

    assert (batch.done, batch.left) == ([other], [(one, QUESTION)])


def test_by_api_it_is_422_with_the_question():
    one = given.two_may_have_said_it()

    answer = Caller(given.checker()).post(f"statements/{one.pk}/accept/", {"text": WORDING})

    assert is_problem(answer, 422, QUESTION)
    assert answer.json()["missing"] == [QUESTION]
    one.refresh_from_db()
    assert one.state == "proposed"


def test_by_api_many_accepted_say_what_is_left_and_why():
    one = given.two_may_have_said_it()

    answer = Caller(given.checker()).post("statements/accept/", {"ids": [one.pk]})

    assert answer.json()["left"] == [{"id": one.pk, "detail": QUESTION}]


def test_by_api_a_statement_names_those_who_may_have_said_it():
    one = given.two_may_have_said_it()

    said = Caller(given.checker()).get(f"articles/{one.article_id}/").json()["statements"]

    (printed,) = [each for each in said if each["id"] == one.pk]
    assert printed["speaker"] is None
    assert printed["speaker_candidates"] == ["Petra Vald", "Mara Brook"]
    assert printed["question"] is None
    assert [each["speaker_candidates"] for each in said if each is not printed] == [[]] * (
        len(said) - 1
    )


def test_by_api_a_speaker_is_chosen_and_asked_again():
    caller, one = Caller(given.checker()), given.two_may_have_said_it()

    chosen = caller.post(f"statements/{one.pk}/choose-speaker/", {"speaker": "Mara Brook"})
    again = caller.post(f"statements/{one.pk}/undo-speaker/")

    assert (chosen.status_code, again.status_code) == (200, 200)
    assert (chosen.json()["speaker"], chosen.json()["speaker_candidates"]) == ("Mara Brook", [])
    assert again.json()["speaker"] is None
    assert again.json()["speaker_candidates"] == ["Petra Vald", "Mara Brook"]


@pytest.mark.parametrize("body", [{}, {"speaker": ""}, {"speaker": "Hugo Lund"}])
def test_by_api_another_name_than_those_is_422(body):
    one = given.two_may_have_said_it()

    answer = Caller(given.checker()).post(f"statements/{one.pk}/choose-speaker/", body)

    assert is_problem(answer, 422, "")


def test_by_api_null_says_that_it_was_none_of_them():
    caller, one = Caller(given.checker()), given.two_may_have_said_it()

    caller.post(f"statements/{one.pk}/choose-speaker/", {"speaker": None})
    answer = caller.post(f"statements/{one.pk}/accept/", {"text": WORDING})

    assert is_problem(answer, 422, "Say who said it.")


def test_by_api_a_date_is_corrected_and_the_question_stays():
    caller, one = Caller(given.checker()), given.two_may_have_said_it()

    answer = caller.post(f"statements/{one.pk}/correct/", {"said_on": "2026-03-03"})

    assert answer.json()["speaker_candidates"] == ["Petra Vald", "Mara Brook"]
