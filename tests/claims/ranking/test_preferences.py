"""A desk's ranking preferences, and how well the ranking predicts its decisions."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.claims import actions as claim_actions
from claims.preferences.models import RankingPreference
from claims.ranking import actions as ranking_actions
from claims.ranking import metrics as ranking_metrics
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from history.models import Event
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db
OFFICERS = "officers on the street"


def lean(text="officers", amount=-2, kind="word", by=None):
    by = by or given.editor()
    return ranking_actions.add_preference(kind=kind, text=text, amount=amount, by=by)


def about(article, words):
    return article.statements.get(quote__contains=words)


def test_what_waits_is_ranked_anew_and_back_again():
    article = given.article()
    before = about(article, OFFICERS)

    leaning = lean()
    leaned = about(article, OFFICERS)
    ranking_actions.drop_preference(leaning, by=given.editor())
    after = about(article, OFFICERS)

    assert leaned.worth < before.worth
    assert leaned.reasons == ["the desk passes over the word “officers”", *before.reasons]
    assert (leaned.base_worth, leaned.base_reasons) == (before.worth, before.reasons)
    assert (after.worth, after.reasons, after.base_worth) == (
        before.worth,
        before.reasons,
        None,
    )


def test_what_is_read_later_is_leaned_on_at_once():
    plain = about(given.article(), OFFICERS).worth
    lean(amount=2)

    read = about(given.article(), OFFICERS)

    assert read.worth > plain == read.base_worth


def test_what_was_decided_keeps_the_worth_it_was_decided_by():
    statement = about(given.article(), OFFICERS)
    statement_actions.decline_statement(statement, reason="too-small", by=given.checker())

    lean()

    assert Statement.objects.get(pk=statement.pk).worth == statement.worth


def test_what_comes_back_to_triage_is_leaned_on_as_the_desk_leans_then():
    by = given.checker()
    statement = about(given.article(), OFFICERS)
    declined = statement_actions.decline_statement(statement, reason="too-small", by=by)
    lean()

    back = statement_actions.undo_decision(declined, by=by)

    assert back.worth < back.base_worth == statement.worth


def test_a_speaker_who_is_put_right_is_leaned_on():
    statement = about(given.article(), OFFICERS)
    lean("Otto Berg", 2, kind="person")

    corrected = statement_actions.correct_statement(
        statement, speaker="Otto Berg", said_on=None, by=given.checker()
    )

    assert corrected.worth > statement.worth
    assert corrected.reasons[0] == "the desk follows “Otto Berg”"


def test_words_marked_by_hand_are_leaned_on():
    article = given.article()
    lean("mayor", 2)

    marked = statement_actions.mark_statement(
        article, start=0, end=len("The mayor of Northfield"), speaker="", by=given.checker()
    )

    assert marked.worth > marked.base_worth
    assert "marked by hand" in marked.reasons


def test_only_editors_lean_and_it_is_told():
    with pytest.raises(PermissionDenied):
        lean(by=given.checker())

    leaning = lean(by=(editor := given.editor()))
    with pytest.raises(PermissionDenied):
        ranking_actions.drop_preference(leaning, by=given.checker())

    told = Event.objects.filter(chain="site", kind="lean").latest("pk")
    assert told.actor == editor.public_id
    assert RankingPreference.objects.get().text == "officers"


@pytest.mark.parametrize(
    ("text", "amount"), [("officers", 0), ("officers", 3), ("", 1), ("…", 1), ("x" * 101, 1)]
)
def test_a_leaning_that_says_nothing_is_refused(text, amount):
    with pytest.raises(ValidationError):
        lean(text=text, amount=amount)


def test_the_same_is_not_leaned_on_twice():
    lean("officers")

    with pytest.raises(ValidationError, match="already has a preference"):
        lean("Officers", 1)


def decided(n):
    """Articles in which the first statement was accepted and the last declined."""
    by = given.checker()
    made = []
    for _ in range(n):
        statements = list(given.article().statements.order_by("-worth"))
        claim_actions.join_statement(statements[0], claim=given.claim(), by=by)
        statement_actions.decline_statement(statements[-1], reason="too-small", by=by)
        made.append((statements[0], statements[-1]))
    return made


def test_no_figures_on_few_decisions():
    decided(1)

    told = ranking_metrics.measure_ranking()

    assert (told.accepted, told.declined) == (1, 1)
    assert told.leaned is told.plain is None


def test_figures_tell_the_order_with_the_leanings_and_without():
    ((accepted, declined), *_) = decided(5)

    plain = ranking_metrics.measure_ranking()
    lean("officers" if "officers" in accepted.quote else "funding", -2)
    lean("officers" if "officers" in declined.quote else "funding", 2)
    leaned = ranking_metrics.measure_ranking()

    assert plain.leaned.average_precision == plain.plain.average_precision == 1
    assert leaned.plain.average_precision == 1
    assert leaned.leaned.average_precision < 0.6
    assert plain.leaned.top == 0.5
    assert {one.statement.state for one in leaned.mistaken} == {"declined"}
    worths = [one.worth for one in leaned.mistaken]
    assert worths == sorted(worths, reverse=True)


def test_what_was_accepted_though_low_is_a_miss():
    article = given.article("“I am so happy to be here,” Peter Lund told the council.\n")
    statement = article.statements.get()

    claim_actions.join_statement(statement, claim=given.claim(), by=given.checker())

    (missed,) = ranking_metrics.measure_ranking().missed
    assert (missed.statement, missed.word) == (statement, "low")


def test_what_was_checked_before_tells_nothing_of_worth():
    statement_actions.decline_statement(
        given.statement(), reason="checked-before", by=given.checker()
    )

    assert ranking_metrics.measure_ranking().declined == 0


def test_leanings_and_figures_by_api():
    caller = Caller(given.editor())
    asked = {"kind": "word", "text": "officers", "amount": -1.5}

    made = caller.post("leanings/", asked)

    assert made.status_code == 201
    assert made.json()["amount"] == -1.5
    assert caller.get("leanings/").json()["results"] == [made.json()]
    told = caller.get("ranking/").json()
    assert (told["accepted"], told["with_leanings"]) == (0, None)
    assert is_problem(caller.post("leanings/", asked), 422)
    assert is_problem(Caller(given.checker()).post("leanings/", asked), 403)
    address = f"/api/leanings/{made.json()['id']}/"
    assert caller.client.delete(address).status_code == 204
    assert not RankingPreference.objects.exists()
