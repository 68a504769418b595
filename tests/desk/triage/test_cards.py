"""What an opened statement tells: where and when it was said, and what was decided before."""

import pytest

from claims.processing import actions as article_actions
from claims.statements import actions as statement_actions
from claims.tips import actions as tip_actions
from reviews.triage import actions as triage_actions
from reviews.triage import batches
from tests import given
from tests.claims.articles import example_files
from tests.claims.feeds import feed_server
from tests.claims.feeds.feed_server import page, read_all
from tests.desk.requests import url

pytestmark = pytest.mark.django_db


def card_of(client, statement):
    """The card of a statement that waits, as the page fetches it."""
    path = url("article_cards", statement.article_id)
    return client.get(f"{path}?of={statement.pk}").content.decode()


def head_of(client, article):
    found = client.get(url("article", article.pk)).content.decode()
    return found.partition('<div class="claim-head">')[2].partition("<h1>")[0]


def test_a_row_of_a_list_says_where_it_was_said_and_what_it_is_about(client, checker):
    police = example_files.take_in("statements.csv", by=checker).statements.get(number=1)

    card = card_of(client, police)

    assert '<dd class="said-at"><a class="link bare" href="https://courier.example/police"' in (
        card
    )
    assert '<input name="topics" value="Police"' in card


def test_a_row_without_a_link_says_nothing_of_where(client, checker):
    roads = example_files.take_in("statements.csv", by=checker).statements.get(number=2)

    assert "said-at" not in card_of(client, roads)


def test_where_it_was_said_is_a_link_only_where_it_is_an_address(client, checker):
    rows = b"Statement,Link\nPolice funding was cut by 40 percent.,javascript:alert(1)\n"
    article = example_files.take_in_bytes(rows, "list.csv", by=checker)

    card = card_of(client, article.statements.get())

    assert '<dd class="said-at">javascript:alert(1) ' in card
    assert 'href="javascript' not in card


def test_many_accepted_in_one_go_take_the_topics_of_their_rows(checker):
    rows = (
        b"Statement;Speaker;Topics\n"
        b"Police funding was cut by 40 percent.;Mara Brook;Police, Budget 2026\n"
        b"Unemployment is 7 percent.;Mara Brook;\n"
    )
    article = example_files.take_in_bytes(rows, "list.csv", by=checker)

    batch = batches.accept_all(article.statements.order_by("number"), by=checker)

    police, jobs = (one.article.statements.get(pk=one.pk).claim for one in batch.done)
    assert {topic.name for topic in police.topics.all()} == {"Police", "Budget 2026"}
    assert not jobs.topics.exists()


def test_a_statement_of_a_recording_leads_to_its_moment(client, checker):
    article = example_files.take_in(
        "interview.srt", by=checker, url="https://tube.example/watch?v=1"
    )
    said = article.statements.get(quote__contains="187 officers")

    card = card_of(client, said)

    assert '<a class="link bare" href="https://tube.example/watch?v=1#t=4"' in card
    assert ">0:04</a>" in card


def test_a_moment_is_told_where_nobody_knows_the_recording(client, checker):
    article = example_files.take_in("interview.srt", by=checker)
    said = article.statements.get(quote__contains="187 officers")

    assert "<dt>At</dt><dd>0:04 <span" in card_of(client, said)


def test_what_was_carried_over_and_taken_back_still_says_what_was_decided(client, checker):
    text = "Mara Brook said that police funding fell by 40 percent in one year."
    with feed_server.site() as site:
        site.paths["/story"] = page(text)
        first = article_actions.submit_article(url=site.url("/story"), by=checker)
        read_all(site)
        statement_actions.decline_statement(
            first.statements.get(), reason="too-small", by=checker
        )
        site.paths["/story"] = page(f"{text}\nThe council met in the old hall by the river.")
        second = article_actions.submit_article(url=site.url("/story"), by=checker)
        read_all(site)
    carried = second.statements.get(carried_from__article=first)
    assert carried.state == "declined"

    triage_actions.undo_triage(carried, by=checker)

    before = "declined (matters too little) in the version before, by Jo Reed"
    assert f"<dt>Before</dt><dd>{before}</dd>" in card_of(client, carried)


def test_a_statement_that_is_new_has_no_before(client, statement):
    assert "<dt>Before</dt>" not in card_of(client, statement)


def test_the_page_says_how_an_article_came(client, checker, article):
    feed = given.feed(by=checker)
    by_feed = given.article(
        "Mara Brook said that rents fell by 3 percent.",
        by=checker,
        came_by="feed",
        feed_id=feed.pk,
    )
    by_file = example_files.take_in("speech.docx", by=checker)

    assert "<span>pasted</span>" in head_of(client, article)
    assert "<span>came as a file</span>" in head_of(client, by_file)
    link = f'came by a feed: <a class="link bare" href="/desk/feeds/{feed.pk}/">{feed}</a>'
    assert link in head_of(client, by_feed)


def test_the_page_says_that_an_article_came_by_a_tip(client, checker):
    sent = given.tip("The mayor said that crime rose by 40 percent.")
    article = tip_actions.submit_tip_as_article(sent, by=checker)

    assert "<span>came by a tip</span>" in head_of(client, given.read(article))
