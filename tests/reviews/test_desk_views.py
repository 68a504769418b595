"""The desk's list pages and triage: who may, what they show, what a decision answers."""

import json
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from claims import actions as claims
from claims.models import Article, Claim, Statement
from reviews import actions, inbox
from reviews.models import Review
from tests import given

pytestmark = pytest.mark.django_db

TEXT = (
    "The mayor of Northfield, Mara Brook, said that police funding was cut by 40 percent in a"
    " single year.\n"
    "“We had 312 officers on the street in 2024,” she said. <script>alert(1)</script>\n"
    "Rents have doubled since 2020, Hugo Lund told the council.\n"
)
HTMX = {"HTTP_HX_REQUEST": "true"}


def url(name, *args):
    return reverse(f"reviews:{name}", args=args)


@pytest.fixture
def checker(client):
    user = given.checker(name="Jo Reed")
    client.force_login(user)
    return user


@pytest.fixture
def article(checker):
    return given.article(TEXT, by=checker, title="Mayor defends budget")


@pytest.fixture
def statement(article):
    """The one most worth checking: its card is the open one."""
    return article.statements.to_triage().first()


def queries(client, address):
    client.get(address)  # the first request of a session also notes where it comes from
    with CaptureQueriesContext(connection) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


# --- who may ---------------------------------------------------------------------------------

GETS = [
    ("inbox", []),
    ("queue", []),
    ("articles", []),
    ("new_article", []),
    ("article", ["article"]),
    ("article_changes", ["article"]),
    ("claims", []),
    ("new_claim", []),
    ("claim", ["claim"]),
    ("near_claims", []),
    ("near_claim", ["claim"]),
]
POSTS = [
    ("take_next", [], 302),
    ("read_again", ["article"], 422),
    ("mark_statement", ["article"], 422),
    ("statement_accept", ["statement"], 422),
    ("statement_decline", ["statement"], 422),
    ("statement_join", ["statement"], 422),
    ("statement_undo", ["statement"], 302),
    ("queue_claim", ["claim"], 409),
]


@pytest.fixture
def keys():
    statement = given.statement()
    return {
        "article": statement.article_id,
        "statement": statement.pk,
        "claim": given.claim().pk,
    }


@pytest.mark.parametrize(("name", "of"), GETS)
def test_pages_are_for_people_of_the_desk(client, keys, name, of):
    address = url(name, *(keys[one] for one in of))

    assert client.get(address).status_code == 302
    for user, status in [
        (given.outsider(), 403),
        (given.checker(), 200),
        (given.editor(), 200),
    ]:
        client.force_login(user)
        assert client.get(address).status_code == status


@pytest.mark.parametrize(("name", "of", "status"), POSTS)
def test_actions_are_for_people_of_the_desk_and_only_by_post(client, keys, name, of, status):
    address = url(name, *(keys[one] for one in of))

    assert client.post(address).status_code == 302
    assert "/accounts/login/" in client.post(address)["Location"]
    client.force_login(given.outsider())
    assert client.post(address).status_code == 403
    for user in (given.checker(), given.editor()):
        client.force_login(user)
        assert client.get(address).status_code == 405
        assert client.post(address).status_code == status


# --- the inbox -------------------------------------------------------------------------------


def test_your_turn_says_why_you(client):
    jo, ada = given.checker(name="Jo Reed"), given.editor(name="Ada Okoro")
    given.submitted(by=jo)
    back = actions.send_back(given.submitted(by=jo), note="Which year?", by=ada)

    assert [row.why for row in inbox.your_turn(ada)] == [
        "Jo Reed asked you to approve version 1"
    ]
    assert [(row.review, row.why) for row in inbox.your_turn(jo)] == [
        (back, "Ada Okoro sent it back: “Which year?”")
    ]
    assert [row.whose for row in inbox.waiting_on_others(jo)] == ["an editor, approval"]


def test_an_author_is_not_asked_to_approve():
    ada = given.editor()
    given.submitted(by=ada)

    assert inbox.your_turn(ada) == []
    assert len(inbox.waiting_on_others(ada)) == 1


def test_what_is_parked_waits_on_others_until_its_day():
    jo = given.checker()
    review = given.taken(by=jo)
    actions.park(review, waiting_for="reply", until=None, by=jo)

    assert inbox.your_turn(jo) == []
    assert [row.whose for row in inbox.waiting_on_others(jo)] == ["Mara Brook, reply"]

    actions.park(review, waiting_for="reply", until=date(2026, 3, 1), by=jo)

    assert [row.review for row in inbox.your_turn(jo)] == [review]


def test_editors_see_what_waits_to_be_published_or_retracted():
    ada, lin = given.editor(name="Ada Okoro"), given.editor(name="Lin Tamm")
    given.approved(editor_=ada)
    actions.ask_retract(given.published(), note="It was forged.", by=ada)

    assert {row.why for row in inbox.your_turn(lin)} == {
        "Ada Okoro approved it: publish it",
        "Ada Okoro asks to retract it",
    }
    assert len(inbox.your_turn(ada)) == 1


def test_unassigned_stands_in_the_order_of_take_next(client, checker):
    given.queued(priority=20)
    first = given.queued(priority=90)
    given.queued(priority=50)

    listed = inbox.unassigned()

    assert [review.priority for review in listed] == [90, 50, 20]
    assert actions.take_next(by=checker) == first


def test_the_inbox_costs_the_same_for_one_row_and_for_ten(client):
    ada = given.editor()
    client.force_login(ada)
    jo = given.checker()

    def more():
        given.submitted(by=jo)
        given.taken(by=ada)
        given.submitted(by=ada)
        given.queued()
        given.published()

    more()
    before = queries(client, url("inbox"))
    for _ in range(3):
        more()

    assert queries(client, url("inbox")) == before


def test_an_empty_desk_asks_for_a_text(client, checker):
    page = client.get(url("inbox")).content.decode()

    assert "Start with something that was said" in page
    assert 'name="text"' in page


def test_nothing_for_you_says_what_else_waits(client, checker):
    given.queued(by=checker)

    page = client.get(url("inbox")).content.decode()

    assert "Nothing is waiting for you." in page
    assert "1 claim waits for a checker" in page


def test_take_next_opens_the_review_it_gave(client, checker):
    review = given.queued()

    response = client.post(url("take_next"))

    assert response["Location"] == url("review", review.pk)
    assert given.fresh(review).holder == checker


def test_take_next_says_so_when_nothing_waits(client, checker):
    page = client.post(url("take_next"), follow=True).content.decode()

    assert "Nothing waits in the queue" in page


# --- queue, articles, claims -----------------------------------------------------------------


def test_the_queue_is_filtered_by_its_address(client, checker):
    given.queued(text="Rents doubled in a year", by=checker)
    given.queued(text="The bridge cost four times as much", by=checker)
    actions.file_claim(
        text="Crime fell by a third", claimant="Hugo Lund", topics=["Police"], by=checker
    )

    def claims_at(query):
        reviews = client.get(f"{url('queue')}{query}").context["reviews"]
        return [review.claim.text for review in reviews]

    assert claims_at("?q=rents") == ["Rents doubled in a year"]
    assert claims_at("?q=Lund") == ["Crime fell by a third"]
    assert claims_at("?topic=police") == ["Crime fell by a third"]
    assert claims_at("?topic=police&q=rents") == []


def test_the_queue_goes_on_where_a_page_ended():
    for priority in (50, 90, 50, 10):
        given.queued(priority=priority)
    actions.set_priority(
        given.queued(), priority=50, due_on=date(2026, 12, 1), by=given.editor()
    )
    whole, _ = inbox.queue_page(Review.objects.all(), "", size=10)

    seen, after = [], ""
    for _ in range(3):
        rows, key = inbox.queue_page(Review.objects.all(), after, size=2)
        seen += rows
        after = str(key)

    assert seen == whole
    assert key is None
    assert [review.priority for review in whole] == [90, 50, 50, 50, 10]
    assert whole[1].due_on == date(2026, 12, 1)


@pytest.mark.parametrize("name", ["queue", "articles", "claims"])
def test_lists_cost_the_same_for_one_row_and_for_ten(client, checker, name):
    given.article(by=checker)
    given.published()
    given.queued()
    before = queries(client, url(name))
    for number in range(3):
        given.article(f"Rents rose by {number} percent, said Hugo Lund.", by=checker)
        given.published()
        given.queued()

    assert queries(client, url(name)) == before


def test_a_claim_shows_where_it_appeared_its_reviews_and_its_history(client, statement):
    editor = given.editor(name="Ada Okoro")
    review = actions.accept(statement, text="Police funding fell by 40 percent", by=editor)
    actions.drop(review, reason="Nobody said it.", by=editor)

    page = client.get(url("claim", review.claim_id)).content.decode()

    assert "Mayor defends budget" in page
    assert "dropped: “Nobody said it.”" in page
    assert page.index("dropped it") < page.index("made the claim of a statement")
    assert "Queue anew" in page


def test_a_dropped_claim_is_queued_anew_once(client, checker):
    claim = given.dropped().claim

    client.post(url("queue_claim", claim.pk))
    again = client.post(url("queue_claim", claim.pk))

    assert claim.reviews.count() == 2
    assert again.status_code == 409
    assert "already being reviewed" in again.content.decode()


def test_search_finds_claims_by_words_and_by_who_said_them(client, checker):
    given.queued(text="Rents doubled in a year", by=checker)
    given.queued(text="The bridge cost four times as much", by=checker)

    found = client.get(url("claims"), {"q": "doubling rents"}).context["page"].rows

    assert [claim.text for claim in found] == ["Rents doubled in a year"]
    assert len(client.get(url("claims"), {"q": "Brook"}).context["page"].rows) == 2


def test_a_link_in_the_search_becomes_a_new_article(client, checker):
    response = client.get(url("claims"), {"q": "https://courier.example/a?b=c"}, follow=True)

    assert response.context["form"]["url"].value() == "https://courier.example/a?b=c"


def test_a_claim_without_an_article_is_filed_and_queued(client, checker):
    client.post(
        url("new_claim"),
        {
            "text": "Rents doubled in a year",
            "claimant": "Hugo Lund",
            "said_on": "2026-03-03",
            "said_where": "Radio Northfield",
            "topics": "Housing, Rents",
        },
    )

    claim = Claim.objects.get()
    assert (claim.said_where, claim.said_on) == ("Radio Northfield", date(2026, 3, 3))
    assert [topic.name for topic in claim.topics.all()] == ["Housing", "Rents"]
    assert claim.reviews.get().state == "queued"


def test_a_refused_claim_keeps_what_was_typed(client, checker):
    response = client.post(
        url("new_claim"), {"text": "Did rents double?", "claimant": "", "why": "Many ask"}
    )

    page = response.content.decode()
    assert response.status_code == 422
    assert "Did rents double?" in page
    assert "Many ask" in page
    assert "Nothing you typed is lost" in page
    assert not Claim.objects.exists()


def test_known_claims_are_shown_while_one_is_written(client, checker):
    given.queued(text="Rents in Northfield doubled in a year", by=checker)

    page = client.get(
        url("near_claims"), {"text": "Rents in Northfield tripled in 3 years"}
    ).content.decode()

    assert "Rents in Northfield doubled in a year" in page
    assert "in the queue" in page


# --- new article -----------------------------------------------------------------------------


def test_a_pasted_text_is_taken_in(client, checker):
    response = client.post(
        url("new_article"), {"text": TEXT, "publisher": "Courier", "published_on": "2026-03-04"}
    )

    article = Article.objects.get()
    assert response["Location"] == url("article", article.pk)
    assert article.text == TEXT
    assert article.publisher.name == "Courier"


def test_a_pasted_link_alone_is_fetched(client, checker):
    client.post(url("new_article"), {"text": " https://courier.example/budget \n"})

    article = Article.objects.get()
    assert article.text == ""
    assert article.capture.url == article.url == "https://courier.example/budget"


def test_a_file_is_taken_in(client, checker):
    file = SimpleUploadedFile("mayor.txt", TEXT.encode(), content_type="text/plain")

    client.post(url("new_article"), {"file": file, "title": "From a file"})

    assert Article.objects.get().text == TEXT


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"title": "Only a title"}, "text"),
        ({"text": "Words.", "url": "not an address", "title": "Kept"}, "url"),
        ({"text": "Words.", "published_on": "yesterday", "title": "Kept"}, "published_on"),
        ({"file": SimpleUploadedFile("a.txt", b"\x89PNG\r\n\x1a\n0000"), "title": "K"}, "file"),
    ],
)
def test_a_refused_article_keeps_what_was_typed(client, checker, typed, field):
    response = client.post(url("new_article"), typed)

    assert response.status_code == 422
    assert response.context["form"].errors[field]
    assert f'value="{typed["title"]}"' in response.content.decode()
    assert not Article.objects.exists()


# --- the article while it is read ------------------------------------------------------------


def test_an_article_that_waits_shows_how_far_it_is(client, checker):
    article = claims.submit_article(text=TEXT, by=checker)

    page = client.get(url("article", article.pk)).content.decode()

    assert "Waiting for a reader." in page
    assert 'http-equiv="refresh"' in page
    fragment = client.get(url("article", article.pk), {"reading": 1}, **HTMX).content.decode()
    assert "Waiting for a reader." in fragment
    assert "<html" not in fragment


def test_the_progress_opens_the_triage_once_it_is_read(client, article):
    response = client.get(url("article", article.pk), {"reading": 1}, **HTMX)

    assert response["HX-Refresh"] == "true"


def test_a_failed_reading_says_why_and_can_be_tried_again(client, checker):
    article = claims.submit_article(text=TEXT, by=checker)
    Article.objects.lease(article.pk).failed("too_large", "The text is too long to read.")

    page = client.get(url("article", article.pk)).content.decode()
    client.post(url("read_again", article.pk))

    assert "The text is too long to read." in page
    article.refresh_from_db()
    assert article.state == "waiting"


# --- triage ----------------------------------------------------------------------------------


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


def test_accepting_makes_a_claim_and_opens_the_next(client, checker, statement):
    rest = [one.pk for one in statement.article.statements.to_triage()][1:]

    response = client.post(
        url("statement_accept", statement.pk),
        {"text": "Police funding fell by 40 percent", "claimant": "Mara Brook"},
        **HTMX,
    )

    page = response.content.decode()
    statement.refresh_from_db()
    assert statement.claim.text == "Police funding fell by 40 percent"
    assert statement.claim.reviews.get().state == "queued"
    assert f'<li id="s{statement.pk}" hx-swap-oob="delete">' in page
    assert f'class="triage-card" id="s{rest[0]}"' in page
    assert f'class="triage-row" id="s{rest[1]}"' not in page, "the rest stays as it is"
    told = json.loads(response["HX-Trigger"])["desk:toast"]
    assert told["undo"] == url("statement_undo", statement.pk)


def test_without_script_a_decision_leads_to_the_next_statement(client, statement):
    response = client.post(
        url("statement_decline", statement.pk), {"reason": "vague"}, follow=True
    )

    board = response.context["board"]
    assert board.active != statement
    assert board.triaged == [statement]
    assert "Declined: too vague to check." in response.content.decode()


def test_declining_needs_a_reason(client, statement):
    response = client.post(url("statement_decline", statement.pk), {}, **HTMX)

    assert response.status_code == 422
    assert "Choose a reason" in response.content.decode()
    assert "<html" not in response.content.decode()
    statement.refresh_from_db()
    assert statement.state == Statement.State.PROPOSED


def test_joining_makes_one_more_appearance(client, statement):
    claim = given.claim()

    client.post(url("statement_join", statement.pk), {"claim": claim.pk}, **HTMX)

    assert list(claim.appearances.all()) == [statement]


def test_the_second_of_two_hears_who_was_first(client, statement):
    claims.decline(statement, reason="opinion", by=given.checker(name="Sam Hale"))

    response = client.post(
        url("statement_accept", statement.pk), {"text": "Funding fell by a lot"}, **HTMX
    )

    assert response.status_code == 409
    assert "Sam Hale declined this statement already." in response.content.decode()
    assert not Claim.objects.exists()


def test_undo_puts_the_row_back_in_its_place(client, checker, article):
    second = article.statements.to_triage()[1]
    first = article.statements.to_triage()[0]
    claims.decline(second, reason="opinion", by=checker)

    page = client.post(
        url("statement_undo", second.pk), {"was": first.pk}, **HTMX
    ).content.decode()

    second.refresh_from_db()
    assert second.state == Statement.State.PROPOSED
    assert f'hx-swap-oob="afterend:#s{first.pk}"' in page
    assert f'<li id="d{second.pk}" hx-swap-oob="delete">' in page
    assert f'class="triage-card" id="s{second.pk}"' in page


def test_undo_asked_from_another_page_leads_back_to_the_statement(client, checker, statement):
    claims.decline(statement, reason="opinion", by=checker)

    response = client.post(url("statement_undo", statement.pk), **HTMX)

    address = f"{url('article', statement.article_id)}?statement={statement.pk}"
    assert response["HX-Redirect"] == address


def test_undo_is_too_late_once_the_claim_was_taken(client, checker, statement):
    review = actions.accept(statement, text="Police funding fell by a lot", by=checker)
    actions.take(review, by=checker)

    assert client.post(url("statement_undo", statement.pk), **HTMX).status_code == 409


def test_words_that_were_missed_become_a_statement(client, article):
    start = TEXT.index("Hugo Lund")

    client.post(
        url("mark_statement", article.pk),
        {"start": start, "end": start + 9, "words": "Hugo Lund", "speaker": "Hugo Lund"},
        **HTMX,
    )

    made = article.statements.latest("number")
    assert (made.quote, made.added_by is not None) == ("Hugo Lund", True)


def test_missed_words_may_be_typed_as_they_stand(client, article):
    given_words = {"words": "told the council", "speaker": ""}
    response = client.post(url("mark_statement", article.pk), given_words)
    made = article.statements.latest("number")
    absent = client.post(url("mark_statement", article.pk), {"words": "never said"})

    assert made.quote == "told the council"
    assert f"statement={made.pk}" in response["Location"]
    assert absent.status_code == 422


def test_two_people_see_each_others_decisions(client, statement):
    address = url("article_changes", statement.article_id)
    board = client.get(url("article", statement.article_id)).context["board"]
    states = board.states
    rest = board.ranked[1]

    assert client.get(address, {"states": states, "was": rest.pk}).status_code == 204

    claims.decline(statement, reason="opinion", by=given.checker(name="Sam Hale"))
    page = client.get(address, {"states": states, "was": rest.pk}, **HTMX).content.decode()

    assert f'<li id="s{statement.pk}" hx-swap-oob="delete">' in page
    assert "Sam Hale" in page
    assert 'class="triage-card"' not in page, "the card that somebody is typing in stays"


def test_the_triage_page_costs_the_same_for_few_and_for_many_statements(client, checker):
    few = given.article("Rents rose by 4 percent, said Hugo Lund.\n", by=checker)
    many = given.article(
        "".join(
            f"Rents rose by {n} percent in {2000 + n}, said Hugo Lund.\n" for n in range(12)
        ),
        by=checker,
    )
    for article in (few, many):
        claims.decline(article.statements.first(), reason="opinion", by=checker)
        claims.mark_statement(article, start=0, end=5, speaker="", by=checker)
    assert many.statements.count() > few.statements.count() + 5

    assert queries(client, url("article", many.pk)) == queries(client, url("article", few.pk))
