"""Sorting the statements of an article: what a decision answers."""

import json
from datetime import date

import pytest

from claims.claimants.models import Claimant
from claims.claims import actions as claim_actions
from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from reviews.triage import actions as triage_actions
from reviews.workflow import moves
from tests import given
from tests.desk.conftest import TEXT
from tests.desk.requests import HTMX, queries, url

pytestmark = pytest.mark.django_db

BY_SCRIPT = {"triage": "1"}


def told(response):
    return json.loads(response["Desk-Did"])


def of_police(article):
    return article.statements.get(quote__contains="funding")


def test_statements_are_marked_in_the_text_and_stand_most_worth_first(client, article):
    board = client.get(url("article", article.pk)).context["board"]

    assert [one.pk for one in board.ranked] == list(
        article.statements.to_triage().values_list("pk", flat=True)
    )
    assert len(board.ranked) > 1
    marked = "".join(
        run.text
        for block in board.blocks
        for line in block.lines
        for run in line
        if board.active in run.over
    )
    assert marked == board.active.quote


def test_a_script_in_the_text_is_only_text(client, article):
    page = client.get(url("article", article.pk)).content.decode()

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


def test_the_wording_is_filled_in(client, statement):
    card = client.get(url("article", statement.article_id)).context["board"].card

    assert card.statement == statement
    assert card.wording[0].isupper()
    assert not card.wording.endswith(".")
    assert card.said_on == date(2026, 3, 4)


def test_accepting_makes_a_claim_and_answers_with_what_differs(client, checker, statement):
    response = client.post(
        url("statement_accept", statement.pk),
        {**BY_SCRIPT, "text": "Police funding fell by 40 percent", "claimant": "Mara Brook"},
        **HTMX,
    )

    page = response.content.decode()
    statement.refresh_from_db()
    assert statement.claim.text == "Police funding fell by 40 percent"
    assert statement.claim.reviews.get().state == "queued"
    assert f'id="d{statement.pk}"' in page
    assert f"{statement.pk}a" in page, "how all statements stand"
    assert "data-card" not in page, "the card that is open by now stays"
    assert told(response)["undo"] == url("statement_undo", statement.pk)


def test_a_spelling_is_remembered_only_when_a_person_says_so(client, checker, statement):
    mara = claim_actions.get_or_create_claimant("Mayor Mara Brook of Northfield")
    body = {"text": "Police funding fell", "claimant": mara.name}

    client.post(url("statement_accept", statement.pk), body)
    assert Claimant.objects.get(pk=mara.pk).aliases == []
    triage_actions.undo_triage(statement, by=checker)
    client.post(url("statement_accept", statement.pk), {**body, "remember": "on"})

    assert Claimant.objects.get(pk=mara.pk).aliases == [statement.speaker]


def test_without_script_a_decision_leads_to_the_next_statement(client, statement):
    response = client.post(
        url("statement_decline", statement.pk), {"reason": "vague"}, follow=True
    )

    board = response.context["board"]
    assert board.active != statement
    assert board.triaged == [statement]
    assert "declined: too vague to check." in response.content.decode()


def test_declining_needs_a_reason(client, statement):
    response = client.post(url("statement_decline", statement.pk), BY_SCRIPT, **HTMX)

    assert response.status_code == 422
    assert "Choose a reason" in response.content.decode()
    assert "<html" not in response.content.decode()
    statement.refresh_from_db()
    assert statement.state == Statement.State.PROPOSED


def test_joining_makes_one_more_appearance(client, statement):
    claim = given.claim()

    client.post(url("statement_join", statement.pk), {"claim": claim.pk}, **HTMX)

    assert list(claim.appearances.all()) == [statement]


def test_a_known_claim_to_join_is_not_in_quotation_marks(client, checker):
    """It is our wording: the marks would make it the words of its claimant."""
    known = given.claim(text="Police funding was cut, by 40 percent, in one year")

    choices = client.get(url("near_claims"), {"q": "funding"}).content.decode()

    assert known.text in choices
    assert "“" not in choices


def test_what_differs_in_a_figure_is_never_the_first_to_join(client, article):
    statement = of_police(article)
    other = given.claim(text="Police funding was cut by 4 percent in a single year")
    same = given.claim(text="Police funding was cut, by 40 percent, in one year")

    page = client.get(url("article", article.pk), {"statement": statement.pk})

    near = page.context["board"].card.near

    assert near == [same, other]
    assert [one.different for one in near] == ["", "different figure: 4 there, 40 here"]
    assert ("funding", True) in [(words, shared) for words, shared in near[0].runs]
    assert "".join(words for words, _ in near[0].runs) == same.text


def test_the_second_of_two_hears_who_was_first(client, statement):
    statement_actions.decline_statement(
        statement, reason="opinion", by=given.checker(name="Sam Hale")
    )

    response = client.post(
        url("statement_accept", statement.pk), {"text": "Funding fell by a lot"}, **HTMX
    )

    assert response.status_code == 409
    assert "Sam Hale declined this statement already." in response.content.decode()
    assert not Claim.objects.exists()


def test_undo_answers_with_the_row_and_opens_it(client, checker, article):
    second = article.statements.to_triage()[1]
    statement_actions.decline_statement(second, reason="opinion", by=checker)

    response = client.post(url("statement_undo", second.pk), BY_SCRIPT, **HTMX)

    second.refresh_from_db()
    assert second.state == Statement.State.PROPOSED
    assert f'id="s{second.pk}"' in response.content.decode()
    assert told(response)["opens"] == second.pk


def test_what_somebody_else_decided_has_no_undo_and_says_who_may(client, article, statement):
    statement_actions.decline_statement(statement, reason="opinion", by=given.checker())
    page = url("article", article.pk)

    words = client.get(page).content.decode()
    refused = client.post(url("statement_undo", statement.pk), **HTMX)

    assert "only they or an editor can undo this" in words
    assert url("statement_undo", statement.pk) not in words
    assert refused.status_code == 403


def test_undo_asked_from_another_page_leads_back_to_the_statement(client, checker, statement):
    statement_actions.decline_statement(statement, reason="opinion", by=checker)

    response = client.post(url("statement_undo", statement.pk), **HTMX)

    address = f"{url('article', statement.article_id)}?statement={statement.pk}"
    assert response["HX-Redirect"] == address


def test_undo_is_too_late_once_the_claim_was_taken(client, checker, statement):
    review = triage_actions.accept_statement(
        statement, text="Police funding fell by a lot", by=checker
    )
    moves.take(review, by=checker)

    assert client.post(url("statement_undo", statement.pk), **HTMX).status_code == 409


def test_words_that_were_missed_become_a_statement(client, article):
    start = TEXT.index("Hugo Lund")

    response = client.post(
        url("mark_statement", article.pk),
        {**BY_SCRIPT, "start": start, "end": start + 9, "speaker": "Hugo Lund"},
        **HTMX,
    )

    made = article.statements.latest("number")
    assert (made.quote, made.found_by) == ("Hugo Lund", Statement.FoundBy.PERSON)
    assert told(response)["opens"] == made.pk


def test_missed_words_may_be_typed_as_they_stand(client, article):
    given_words = {"words": "told the council", "speaker": ""}
    response = client.post(url("mark_statement", article.pk), given_words)
    made = article.statements.latest("number")
    absent = client.post(url("mark_statement", article.pk), {"words": "never said"})

    assert made.quote == "told the council"
    assert f"statement={made.pk}" in response["Location"]
    assert absent.status_code == 422


def test_a_statement_is_split_where_the_person_cut_and_joined_again(client, statement):
    middle = statement.start + statement.quote.index(" ")
    spans = f"{statement.start}-{middle} {middle}-{statement.end}"

    response = client.post(
        url("statement_split", statement.pk), {**BY_SCRIPT, "spans": spans}, **HTMX
    )

    first, second = statement.pieces.order_by("start")
    page = response.content.decode()
    assert told(response)["opens"] == first.pk
    assert f'id="s{first.pk}"' in page
    assert f'id="s{second.pk}"' in page
    assert f'id="d{statement.pk}"' in page
    board = client.get(url("article", statement.article_id)).context["board"]
    assert statement not in board.statements

    client.post(url("statement_rejoin", second.pk), {**BY_SCRIPT}, **HTMX)
    statement.refresh_from_db()
    assert statement.state == Statement.State.PROPOSED


def test_a_cut_that_cannot_be_read_is_refused(client, statement):
    response = client.post(url("statement_split", statement.pk), {"spans": "1-x"}, **HTMX)

    assert response.status_code == 422
    assert not statement.pieces.exists()


def test_the_speaker_is_corrected_and_the_statement_stays_open(client, statement):
    response = client.post(
        url("statement_correct", statement.pk),
        {**BY_SCRIPT, "claimant": "Hugo Lund", "said_on": "2026-03-02", "text": "ignored"},
        **HTMX,
    )

    statement.refresh_from_db()
    assert (statement.speaker, statement.said_on) == ("Hugo Lund", date(2026, 3, 2))
    assert statement.state == Statement.State.PROPOSED
    assert told(response) == {
        "words": f"Speaker and date of statement {statement.number} corrected.",
        "opens": statement.pk,
    }


def test_those_picked_are_declined_in_one_go_and_one_undo_takes_all_back(client, article):
    pks = [str(one.pk) for one in article.statements.to_triage()]

    response = client.post(
        url("decline_all", article.pk),
        {**BY_SCRIPT, "ids": " ".join(pks), "reason": "vague"},
        **HTMX,
    )

    assert told(response)["words"] == f"{len(pks)} statements declined."
    assert not article.statements.to_triage().exists()
    did = told(response)
    client.post(did["undo"], {**did["fields"], **BY_SCRIPT}, **HTMX)
    assert article.statements.to_triage().count() == len(pks)


def test_those_picked_without_script_come_as_boxes(client, article):
    pks = [one.pk for one in article.statements.to_triage()]

    response = client.post(url("accept_all", article.pk), {"ids": pks}, follow=True)

    assert f"{len(pks)} statements accepted." in response.content.decode()
    assert Claim.objects.count() == len(pks)


def test_statements_of_another_article_are_not_decided_with_these(client, article):
    other = given.statement()

    client.post(url("decline_all", article.pk), {"ids": [other.pk], "reason": "vague"}, **HTMX)

    other.refresh_from_db()
    assert other.state == Statement.State.PROPOSED


def test_the_page_asks_cheaply_what_others_decided(client, statement):
    address = url("article_changes", statement.article_id)
    first = client.get(address)
    knows = first["Desk-Knows"]
    assert client.get(address, {"knows": knows}).status_code == 204

    statement_actions.decline_statement(
        statement, reason="opinion", by=given.checker(name="Sam Hale")
    )
    news = client.get(address, {"knows": knows})
    parts = client.get(url("article_parts", statement.article_id), {"of": statement.pk})

    assert f"{statement.pk}d" in news.content.decode().split(".")
    assert "Sam Hale" in parts.content.decode()
    assert f'id="d{statement.pk}"' in parts.content.decode()


def test_two_at_one_article_see_each_other(client, article):
    address = url("article_changes", article.pk)
    client.get(address, {"at": "2"})
    client.force_login(given.checker(name="Sam Hale"))

    assert json.loads(client.get(address)["Desk-Here"]) == [["Jo Reed", 2]]


def test_cards_come_ahead_and_only_of_what_waits(client, checker, article):
    first, second, *_ = article.statements.to_triage()
    statement_actions.decline_statement(first, reason="opinion", by=checker)

    page = client.get(
        url("article_cards", article.pk), {"of": f"{first.pk},{second.pk},x"}
    ).content.decode()

    assert f'id="s{second.pk}"' in page
    assert f'id="s{first.pk}"' not in page


def test_a_claimant_of_a_near_name_is_asked_for_not_taken(client, article):
    statement = of_police(article)
    mara = claim_actions.get_or_create_claimant("Mara Brooke", role="mayor of Northfield")

    response = client.get(url("article", article.pk), {"statement": statement.pk})

    assert response.context["board"].card.meant == [mara]
    page = " ".join(response.content.decode().split())
    assert "Did you mean" in page
    assert f'data-means="{mara.name}"' in page
    assert f'name="claimant" value="{statement.speaker}"' in page


def test_a_speaker_whom_nobody_names_is_said_to_be_unresolved(client, checker, statement):
    statement_actions.correct_statement(statement, speaker="", said_on=None, by=checker)
    Statement.objects.filter(pk=statement.pk).update(kind="indirect", worth=1)

    assert "unresolved" in client.get(url("article", statement.article_id)).content.decode()


def test_an_article_in_which_nothing_was_said_tells_why(client, checker):
    article = given.article(
        "Kaupunki sijaitsee joen rannalla, ja siellä oli ennen suuri satama.\n", by=checker
    )

    page = client.get(url("article", article.pk)).content.decode()

    assert "No statement was found" in page
    assert "Its language is not one that is read here" in page


def test_the_triage_page_costs_the_same_for_few_and_for_many_statements(client, checker):
    few = given.article("Rents rose by 4 percent, said Hugo Lund.\n", by=checker)
    many = given.article(
        "".join(
            f"Rents rose by {n} percent in {2000 + n}, said Hugo Lund.\n" for n in range(12)
        ),
        by=checker,
    )
    for article in (few, many):
        statement_actions.decline_statement(
            article.statements.first(), reason="opinion", by=checker
        )
        statement_actions.mark_statement(
            article, start=0, end=5, speaker="Hugo Lund", by=checker
        )
    assert many.statements.count() > few.statements.count() + 5

    assert queries(client, url("article", many.pk)) == queries(client, url("article", few.pk))


def test_who_a_claimant_is_can_be_said_on_the_page_of_a_claim(client, checker):
    claim = given.claim()
    facts = {
        "kind": "organization",
        "role": "ministry",
        "same_as": "",
        "aliases": "MoF\nThe Ministry",
    }

    response = client.post(
        url("describe_claimant", claim.claimant_id), {**facts, "claim": claim.pk}, follow=True
    )

    claim.claimant.refresh_from_db()
    assert (claim.claimant.kind, claim.claimant.aliases) == (
        "organization",
        ["MoF", "The Ministry"],
    )
    page = response.content.decode()
    assert "an organization · also MoF, The Ministry" in page
    assert "MoF\nThe Ministry\n</textarea>" in page
