"""What a reader learns of each source: the passage, the proof, and what became of its page."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db.models import F
from django.urls import reverse

from readers import pages
from readers.live import Live
from reviews import claimreview
from reviews.models import Watch
from tests import given
from tests.calling import Caller
from tests.readers import stories
from tests.readers.test_pages import FROZEN, SOURCE
from tests.readers.test_stored import Front, front

__all__ = ["front"]

DAY = datetime(2026, 3, 5, 6, tzinfo=UTC)
LATER = datetime(2026, 3, 24, 9, tzinfo=UTC)


# --- how a page stands, in a few words --------------------------------------------------------


@pytest.mark.parametrize(
    ("page", "passage", "words", "icon", "tone"),
    [
        ("same", "exact", "same on 24 March 2026", "same", "ok"),
        ("changed", "exact", "changed 5 March 2026", "changed", ""),
        ("changed", "near", "changed 5 March 2026", "changed", "warn"),
        ("changed", "absent", "changed 5 March 2026", "changed", "warn"),
        ("moved", "moved", "moved 5 March 2026", "moved", ""),
        ("gone", "", "not there since 5 March 2026", "gone", "danger"),
        ("walled", "", "behind a wall since 5 March 2026", "lock", "warn"),
        ("unreachable", "", "not reached since 5 March 2026", "gone", "danger"),
    ],
)
def test_each_state_has_its_words_its_mark_and_its_colour(page, passage, words, icon, tone):
    live = Live(page, passage, since=DAY, looked_at=LATER, sentence="")

    assert (live.words, live.icon, live.tone) == (words, icon, tone)


def test_every_state_of_a_page_has_words():
    for page in Watch.Page.values:
        assert Live(page, "", since=None, looked_at=None, sentence="").words


# --- from the frozen document -----------------------------------------------------------------


def test_a_check_of_before_these_facts_is_shown_without_them():
    source = pages.check(FROZEN).sources[0]

    assert (source.figure, source.archived, source.talk, source.live) == (None, (), None, None)
    assert source.live_url == source.plain_url == "https://city.example/budget"
    assert pages.check(FROZEN).sums == []


def test_the_live_page_opens_at_the_passage():
    place = {"prefix": "The council says: ", "suffix": " More", "start": 18, "end": 39}
    page = {**SOURCE, "passage": "It fell by 4 percent.", "selector": place}

    source = pages.check({**FROZEN, "evidence": [page]}).sources[0]

    assert source.live_url.startswith("https://city.example/budget#:~:text=")
    assert "It%20fell%20by%204%20percent." in source.live_url


def test_a_sum_that_gave_no_number_is_not_shown():
    one = {"label": "Fall", "terms": [], "parts": [], "result": "", "trouble": "By zero."}

    assert pages.check({**FROZEN, "sums": [one]}).sums == []


def test_no_archive_leads_anywhere_but_to_the_web():
    copy = {"url": "javascript:alert(1)", "archived_at": None}

    source = pages.check({**FROZEN, "evidence": [{**SOURCE, "archived": [copy]}]}).sources[0]

    assert source.archived[0].url == ""


# --- on the page ------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return stories.lasting()


def page(client, check):
    address = reverse("readers:check", args=[check.slug])
    return re.sub(r"\s+", " ", client.get(address).content.decode().replace("\u00a0", " "))


def test_each_source_says_what_it_gives_who_has_an_interest_and_where_copies_are(client, check):
    html = page(client, check)

    assert "Figure: <b>90.2 million crowns</b>, 2026, Northfield" in html
    assert "Interest: The city is a party to this." in html
    assert 'href="https://archive.example/web/city" rel="nofollow noopener"' in html
    assert "Archived copy at archive.example, 4 March 2026" in html
    assert "· primary source" in html
    assert "· refutes the claim" in html
    assert f'href="{stories.BUDGET}#:~:text=' in html


def test_the_sum_is_shown_with_a_link_from_each_figure_to_its_source(client, check):
    html = page(client, check)

    assert "3.0 million crowns / 90.2 million crowns = 3.33 %" in html
    table = html.split('class="sum"')[1].split("</table>")[0]
    assert re.findall(r'href="#evidence-(\d)"', table) == ["2", "1"]


def test_who_was_asked_until_when_is_told_and_the_message_is_not(client, check):
    html = page(client, check)

    assert "Asked 4 March 2026, by e-mail. No answer by 6 March 2026." in html
    assert "A secret message" not in html


def test_of_a_confidential_source_no_fact_gets_out(client, check):
    stories.looked_at(check, "Nothing.", number=3)
    told = Caller().get(f"checks/{check.slug}/").content.decode()

    for text in (page(client, check), told):
        assert "secret" not in text.lower()
        assert "/memo" not in text


def test_a_changed_page_is_told_and_what_we_kept_stays(client, check):
    stories.looked_at(check, "The budget is being revised.\n")

    html = page(client, check)

    assert 'class="live warn"' in html
    assert "these words are no longer on it" in html
    assert "What we quote is from the copy that we kept." in html
    assert given.PASSAGE in html
    copy = client.get(reverse("readers:evidence", args=[check.slug, 1])).content.decode()
    assert "these words are no longer on it" in copy


def test_the_api_tells_what_became_of_a_page(check):
    watch = stories.looked_at(check, "The budget is being revised.\n")

    first, second, hidden = Caller().get(f"checks/{check.slug}/").json()["evidence"]

    assert (first["page_state"]["page"], first["page_state"]["passage"]) == (
        "changed",
        "absent",
    )
    assert datetime.fromisoformat(first["page_state"]["since"]) == watch.since
    assert second["page_state"] is None
    assert hidden["figure"] is hidden["page_state"] is None


def test_the_api_tells_sums_and_who_was_asked(check):
    told = Caller().get(f"checks/{check.slug}/").json()

    assert told["sums"][0]["result"] == "3.33\u00a0%"
    assert told["replies"][0]["due_on"] == "2026-03-06"
    assert "message" not in told["replies"][0]


def test_the_markup_names_our_copy_and_those_of_archives(check):
    (cited,) = claimreview.markup(check)["citation"]

    assert [address.rsplit("/checks/")[-1] for address in cited["archivedAt"]] == [
        f"{check.slug}/evidence/1/",
        "https://archive.example/web/city",
    ]


# --- stored pages -----------------------------------------------------------------------------


def test_what_became_of_a_page_shows_within_a_second(front, check):
    address = f"/checks/{check.slug}/"
    front.ask(address)

    stories.looked_at(check, "The budget is being revised.\n")
    front.clock.later()

    assert b"these words are no longer on it" in front.ask(address)[2]


def test_a_page_that_stays_the_same_makes_ours_anew_once_a_week(front: Front, check):
    address = f"/checks/{check.slug}/"
    watch = stories.looked_at(check, given.PAGE)
    rows = Watch.objects.filter(pk=watch.pk)
    monday = datetime(2026, 3, 2, 9, tzinfo=UTC)
    asked = []

    for at in (monday, monday + timedelta(days=6), monday + timedelta(days=7)):
        rows.update(looked_at=at, looks=F("looks") + 1)
        front.clock.later()
        front.ask(address)
        asked.append(front.asked)

    assert asked == [1, 1, 2]
    assert b"same on 9 March 2026" in front.ask(address)[2]
