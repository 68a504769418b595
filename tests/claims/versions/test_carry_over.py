"""Decisions are carried over to the same words in a new version, and to no others."""

from dataclasses import replace
from datetime import date

import pytest

from claims.claims.models import Claim
from claims.processing import actions as article_actions
from claims.processing import extract
from claims.statements import actions as statement_actions
from claims.statements import speakers, splits
from claims.statements.models import Statement
from claims.versions import carry_over
from history.models import Event
from reviews.review.models import Review
from reviews.triage import actions as triage_actions
from reviews.workflow.querysets import DetailedReviews
from tests import given
from tests.claims.feeds import feed_server
from tests.claims.feeds.feed_server import page, read_all

pytestmark = pytest.mark.django_db

BEFORE = [
    "Mara Brook, the mayor, told the council that police funding fell by 40 percent in a year.",
    "“We had 312 officers on the street in 2024,” she said.",
    "“The federation was asked twice and never answered,” said Tom Hale, the treasurer.",
    "“No town of this size spends less on its streets,” he said.",
]
CUT, OFFICERS, ASKED, SPENDS = "40 percent", "312 officers", "asked twice", "spends less"


@pytest.fixture
def site():
    with feed_server.site() as made:
        yield made


@pytest.fixture
def story(site):
    return Story(site)


class Story:
    """The versions of one page."""

    def __init__(self, site):
        self.site = site
        self.by = given.checker()

    def reads(self, *lines):
        self.site.paths["/story"] = page("\n".join(lines))
        article = article_actions.submit_article(url=self.site.url("/story"), by=self.by)
        read_all(self.site)
        article.refresh_from_db()
        assert article.state == "done"
        return article


def said(article, words):
    return article.statements.get(quote__contains=words, whole=None)


@pytest.fixture
def two_may_have_said(monkeypatch):
    """`two_may_have_said(words, *names)`: extraction finds no single speaker from now on."""
    build = extract.build_statement

    def open_speaker(words, *names):
        def build_open(article, number, found):
            if words in found.quote:
                found = replace(found, speaker=None, speaker_candidates=names)
            return build(article, number, found)

        monkeypatch.setattr(extract, "build_statement", build_open)

    return open_speaker


def test_decisions_are_carried_to_the_same_words(story):
    first = story.reads(*BEFORE)
    review = triage_actions.accept_statement(
        said(first, CUT), text="Police funding was cut", by=story.by
    )
    statement_actions.decline_statement(
        said(first, ASKED), reason="too-small", note="Old.", by=story.by
    )

    second = story.reads("An opening that was not there.", *BEFORE, "And an end.")

    cut, asked, officers = (said(second, words) for words in (CUT, ASKED, OFFICERS))
    assert (cut.state, cut.claim, cut.made_claim) == ("accepted", review.claim, False)
    assert (asked.state, asked.decline_reason, asked.decline_note) == (
        "declined",
        "too-small",
        "Old.",
    )
    assert cut.triaged_by == asked.triaged_by == story.by
    assert asked.triaged_at == said(first, ASKED).triaged_at
    assert (officers.state, officers.carried_from) == ("proposed", said(first, OFFICERS))
    assert second.text[cut.start : cut.end] == cut.quote
    event = Event.objects.of(review.claim.chain).get(kind="carry")
    assert event.payload == {"statement": said(first, CUT).pk, "article": second.pk}


@pytest.mark.parametrize(
    "again",
    [
        BEFORE[1].replace("“", '"').replace("”", '"'),
        BEFORE[1].replace(" officers", "  officers"),
    ],
    ids=["marks", "space"],
)
def test_marks_and_white_space_are_no_words(story, again):
    first = story.reads(*BEFORE)
    statement_actions.decline_statement(said(first, "312"), reason="vague", by=story.by)

    second = story.reads(BEFORE[0], again, *BEFORE[2:], "And an end.")

    assert said(second, "312").state == "declined"


def test_changed_words_are_proposed_anew_beside_what_they_were(story):
    first = story.reads(*BEFORE)
    review = triage_actions.accept_statement(
        said(first, CUT), text="Police funding was cut", by=story.by
    )

    second = story.reads(BEFORE[0].replace(CUT, "4 percent"), *BEFORE[1:])

    now = said(second, "4 percent")
    assert (now.state, now.claim, now.carried_from) == ("proposed", None, None)
    found = carry_over.version_difference(second)
    assert found.changed == [(said(first, CUT), now)]
    assert (found.gone, found.came) == ([], [])
    assert len(found.carried) == first.statements.count() - 1
    assert Event.objects.of(review.claim.chain).filter(kind="words-gone").count() == 1


def test_words_that_are_gone_are_listed_and_their_claim_is_told(story):
    first = story.reads(*BEFORE)
    review = triage_actions.accept_statement(
        said(first, OFFICERS), text="They had 312 officers", by=story.by
    )

    second = story.reads(BEFORE[0], *BEFORE[2:], "“Rain is wet and so are we today,” he said.")

    found = carry_over.version_difference(second)
    assert found.gone == [said(first, OFFICERS)]
    assert [one.quote for one in found.came] == ["Rain is wet and so are we today"]
    event = Event.objects.of(review.claim.chain).get(kind="words-gone")
    assert event.payload == {"statement": said(first, OFFICERS).pk, "article": second.pk}


def test_the_same_words_of_somebody_else_are_not_the_same(story):
    first = story.reads(*BEFORE)
    statement_actions.decline_statement(said(first, SPENDS), reason="opinion", by=story.by)

    lines = [*BEFORE[:3], BEFORE[3].replace("he said", "said Ada Moss, the clerk")]
    second = story.reads(*lines)

    now = said(second, SPENDS)
    assert (now.speaker, now.state) == ("Ada Moss", "proposed")
    assert (said(first, SPENDS), now) in carry_over.version_difference(second).changed


def test_words_that_stand_twice_go_with_their_surroundings(story):
    twice = [
        "The police were in the square at noon. “It was a lovely day for all,” said Tom Hale.",
        BEFORE[0],
        "Over at the mill the rain had come in. “It was a lovely day for all,” said Tom Hale.",
    ]
    first = story.reads(*twice)
    of_the_mill = first.statements.filter(quote__contains="lovely day").last()
    statement_actions.decline_statement(of_the_mill, reason="opinion", by=story.by)

    second = story.reads(twice[2], BEFORE[0], twice[0])

    at_mill, in_square = second.statements.filter(quote__contains="lovely day").order_by(
        "start"
    )
    assert at_mill.carried_from == of_the_mill
    assert (at_mill.state, in_square.state) == ("declined", "proposed")


def test_what_somebody_marked_is_marked_where_its_words_stand_now(story):
    first = story.reads(*BEFORE)
    start = first.text.index("told the council")
    marked = statement_actions.mark_statement(
        first, start=start, end=start + 16, speaker="Courier", by=story.by
    )
    statement_actions.decline_statement(marked, reason="not-said", by=story.by)

    second = story.reads("An opening that was not there.", *BEFORE)

    now = second.statements.get(carried_from=marked)
    assert second.text[now.start : now.end] == now.quote == "told the council"
    assert (now.speaker, now.state, now.added_by) == ("Courier", "declined", story.by)


def test_what_was_split_is_split_at_the_same_words(story):
    first = story.reads(*BEFORE)
    whole = said(first, "federation was asked")
    middle = whole.start + len("The federation was asked twice")
    spans = [(whole.start, middle), (middle + 1, whole.end)]
    pieces = splits.split_statement(whole, spans=spans, by=story.by)
    review = triage_actions.accept_statement(
        pieces[0], text="The federation was asked", by=story.by
    )

    second = story.reads("An opening that was not there.", *BEFORE)

    now = second.statements.get(carried_from=whole)
    assert now.state == "split"
    twins = list(now.pieces.order_by("start"))
    assert [twin.quote for twin in twins] == [piece.quote for piece in pieces]
    assert [second.text[twin.start : twin.end] for twin in twins] == [t.quote for t in twins]
    assert (twins[0].state, twins[0].claim) == ("accepted", review.claim)
    assert twins[1].state == "proposed"


def test_a_claim_that_was_made_before_can_be_undone_in_neither_version(story):
    first = story.reads(*BEFORE)
    made = said(first, CUT)
    triage_actions.accept_statement(made, text="Police funding was cut", by=story.by)
    second = story.reads(*BEFORE, "And an end.")

    triage_actions.undo_triage(said(second, CUT), by=story.by)

    made.refresh_from_db()
    assert said(second, CUT).state == "proposed"
    assert made.state == "accepted"
    assert made.claim.appearances.count() == 1


def test_decisions_go_on_from_version_to_version(story):
    first = story.reads(*BEFORE)
    statement_actions.decline_statement(said(first, CUT), reason="vague", by=story.by)
    story.reads(*BEFORE, "And an end.")

    third = story.reads(*BEFORE, "And another end of it.")

    assert said(third, CUT).state == "declined"
    assert said(third, CUT).carried_from.carried_from == said(first, CUT)


def test_days_that_were_given_stay(story):
    first = story.reads(*BEFORE)
    start = first.text.index("police funding fell")
    marked = statement_actions.mark_statement(
        first, start=start, end=start + 19, speaker="", by=story.by
    )
    Statement.objects.filter(pk=marked.pk).update(said_on=date(2026, 3, 3))

    second = story.reads(*BEFORE, "And an end.")

    assert second.statements.get(carried_from=marked).said_on == date(2026, 3, 3)


def test_a_repeated_statement_is_one_appearance_of_its_claim(story):
    first = story.reads(*BEFORE)
    review = triage_actions.accept_statement(
        said(first, CUT), text="Police funding fell", by=story.by
    )

    second = story.reads(*BEFORE, "And an end.")

    claim = Claim.objects.with_appearances().get(pk=review.claim.pk)
    assert list(claim.appearances.all()) == [said(first, CUT)]
    assert DetailedReviews(Review).with_signals().get(pk=review.pk).n_seen == 1
    others = Statement.objects.said_first().filter(article=second)
    assert not others.exists()
    statement_actions.decline_statement(said(second, ASKED), reason="too-small", by=story.by)
    assert list(others.all()) == [said(second, ASKED)], "decided otherwise than before"


def test_a_chosen_speaker_is_carried_with_the_decision(story, two_may_have_said):
    two_may_have_said(SPENDS, "Tom Hale", "Hugo Lund")
    first = story.reads(*BEFORE)
    speakers.choose_speaker(said(first, SPENDS), speaker="Hugo Lund", by=story.by)
    statement_actions.decline_statement(said(first, SPENDS), reason="opinion", by=story.by)
    two_may_have_said(SPENDS, "Hugo Lund", "Tom Hale")

    second = story.reads(*BEFORE, "And an end.")

    now = said(second, SPENDS)
    assert (now.speaker, now.speaker_chosen_by, now.state) == (
        "Hugo Lund",
        story.by,
        "declined",
    )


def test_a_chosen_speaker_whom_the_next_version_names_is_the_same(story, two_may_have_said):
    two_may_have_said(SPENDS, "Tom Hale", "Hugo Lund")
    first = story.reads(*BEFORE)
    speakers.choose_speaker(said(first, SPENDS), speaker="Tom Hale", by=story.by)
    statement_actions.decline_statement(said(first, SPENDS), reason="opinion", by=story.by)
    two_may_have_said("no such words")

    second = story.reads(*BEFORE, "And an end.")

    now = said(second, SPENDS)
    assert (now.speaker, now.speaker_chosen_by, now.state) == ("Tom Hale", None, "declined")


def test_who_said_it_is_asked_again_where_others_may_have(story, two_may_have_said):
    two_may_have_said(SPENDS, "Tom Hale", "Hugo Lund")
    first = story.reads(*BEFORE)
    speakers.choose_speaker(said(first, SPENDS), speaker="Hugo Lund", by=story.by)
    two_may_have_said(SPENDS, "Hugo Lund", "Ada Moss")

    second = story.reads(*BEFORE, "And an end.")

    now = said(second, SPENDS)
    assert (now.open_candidates, now.carried_from) == (["Hugo Lund", "Ada Moss"], None)
