"""What a reader learns of each source: the passage, the proof, and what became of its page."""

import re
from datetime import UTC, datetime, timedelta
from urllib.parse import urlsplit

import pytest
from django.db.models import F
from django.urls import reverse
from django.utils import timezone

from readers.check import content
from readers.check.source_status import SourceStatus
from reviews.archived_pages import erasure
from reviews.evidence.models import Evidence
from reviews.publication import claimreview
from reviews.replies import actions as reply_actions
from reviews.watch.models import Watch
from reviews.workflow import moves, publication_moves
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content, Snapshot
from tests import given
from tests.calling import Caller
from tests.readers import stories
from tests.readers.check.test_content import FROZEN, SOURCE
from tests.readers.pagecache.web_process import Front

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
    live = SourceStatus(page, passage, since=DAY, looked_at=LATER, sentence="")

    assert (live.words, live.icon, live.tone) == (words, icon, tone)


def test_every_state_of_a_page_has_words():
    for page in Watch.Page.values:
        assert SourceStatus(page, "", since=None, looked_at=None, sentence="").words


# --- from the frozen document -----------------------------------------------------------------


def test_the_live_page_opens_at_the_passage():
    place = {"prefix": "The council says: ", "suffix": " More", "start": 18, "end": 39}
    page = {**SOURCE, "passage": "It fell by 4 percent.", "selector": place}

    source = content.check({**FROZEN, "evidence": [page]}).sources[0]

    assert source.live_url.startswith("https://city.example/budget#:~:text=")
    assert "It%20fell%20by%204%20percent." in source.live_url


def test_a_calculation_that_gave_no_number_is_not_shown():
    one = {"label": "Fall", "terms": [], "parts": [], "result": "", "trouble": "By zero."}

    assert content.check({**FROZEN, "sums": [one]}).calculations == []


def test_no_archive_leads_anywhere_but_to_the_web():
    copy = {"url": "javascript:alert(1)", "archived_at": None}

    source = content.check({**FROZEN, "evidence": [{**SOURCE, "archived": [copy]}]}).sources[0]

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


def test_the_calculation_is_shown_with_a_link_from_each_figure_to_its_source(client, check):
    html = page(client, check)

    assert "3.0 million crowns / 90.2 million crowns = 3.33 %" in html
    table = html.split('class="calculation"')[1].split("</table>")[0]
    assert re.findall(r'href="#evidence-(\d)"', table) == ["2", "1"]


def test_who_was_asked_until_when_is_told_and_the_message_is_not(client, check):
    html = page(client, check)

    assert "Asked 4 March 2026, by e-mail. No answer by 6 March 2026." in html
    assert "A secret message" not in html


def test_nobody_is_said_to_have_given_no_answer_by_a_day_that_was_not_over(client):
    checker, editor = given.checker(), given.editor()
    today = timezone.localdate()
    review = given.drafted(by=checker)
    reply_actions.note_reply(review, asked_on=today, how="by phone", due_on=today, by=checker)
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    soon = stories.publication_of(publication_moves.publish(review, by=editor))

    html = page(client, soon)

    until = f"{today:%-d %B %Y}"
    assert f"No answer yet when this was written; they had time until {until}." in html
    assert "No answer by" not in html


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
    assert "What we quote is from our archived copy." in html
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


def test_the_api_tells_calculations_and_who_was_asked(check):
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


# --- our copies -------------------------------------------------------------------------------


@pytest.fixture
def kept(check):
    """The archived page of the first source."""
    piece = Evidence.objects.get(review=check.review_id, number=1)
    return Snapshot.objects.get(pk=piece.snapshot_id)


def may_be_had(kept, *, author=""):
    """All of the page is for readers, under a licence; `author` is as its page named one."""
    Content.objects.filter(pk=kept.pk).update(author=author)
    snapshot_actions.set_public(kept, is_public=True, licence="CC BY 4.0", by=given.checker())


def erased(kept):
    erasure.erase_page(kept, why="A court ordered it.", together=True, by=given.admin())


def of_source(client, check):
    address = reverse("readers:evidence", args=[check.slug, 1])
    return re.sub(r"\s+", " ", client.get(address).content.decode())


def test_beside_a_copy_that_is_shown_whole_stand_its_licence_and_whom_to_name(
    client, check, kept
):
    may_be_had(kept, author="Ann Lee")

    html = of_source(client, check)

    told = html.split("This page may be shown whole.")[1].split("Download our archived copy")[0]
    assert re.findall(r"<dt>(\w+)</dt>\s*<dd>([^<]+)</dd>", told) == [
        ("Licence", "CC BY 4.0"),
        ("Author", "Ann Lee"),
        ("Title", "Budget 2026"),
        ("Publisher", "City"),
    ]


def test_nothing_is_said_of_a_licence_where_only_words_are_shown(client, check):
    html = of_source(client, check)

    assert "Licence" not in html
    assert "Download our archived copy" not in html


def test_the_api_tells_where_a_copy_is_and_under_which_licence(client, check, kept):
    before = source_by_api(check)
    may_be_had(kept, author="Ann Lee")

    told = source_by_api(check)

    assert (before["copy"], before["licence"], before["erased"]) == (None, "", None)
    assert (told["licence"], told["author"], told["erased"]) == ("CC BY 4.0", "Ann Lee", None)
    assert client.get(urlsplit(told["copy"]).path).content == kept.body()


def test_the_api_tells_of_an_erased_copy_when_and_why(check, kept):
    may_be_had(kept)
    erased(kept)

    told = source_by_api(check)

    assert (told["copy"], told["licence"], told["author"]) == (None, "", "")
    assert told["erased"]["why"] == "A court ordered it."
    at = Content.objects.get(pk=kept.pk).erased_at
    assert datetime.fromisoformat(told["erased"]["at"]) == at


def source_by_api(check):
    return Caller().get(f"checks/{check.slug}/").json()["evidence"][0]["snapshot"]


def test_how_a_copy_stands_is_no_part_of_what_was_approved(check, kept):
    revision = check.revision
    before = (revision.content, revision.hash)

    may_be_had(kept)
    erased(kept)

    revision.refresh_from_db()
    assert (revision.content, revision.hash) == before


def test_the_check_and_its_version_mark_a_copy_that_was_erased(client, check, kept):
    erased(kept)

    day = f"{timezone.localdate():%-d %B %Y}"
    address = reverse("readers:version", args=[check.slug, 1])
    version = client.get(address).content.decode()
    for html in (page(client, check), version):
        first, hidden = html.split('id="evidence-1"')[1].split('id="evidence-3"')
        assert f"· erased {day}" in " ".join(first.split())
        assert "erased" not in hidden


def test_of_a_confidential_source_nobody_learns_whether_its_copy_is_there(client, check):
    memo = Evidence.objects.get(review=check.review_id, number=3).snapshot
    erasure.erase_page(memo, why="A secret reason.", by=given.admin())

    told = Caller().get(f"checks/{check.slug}/").content.decode()

    for text in (page(client, check), told):
        assert "erased 2" not in text
        assert "secret" not in text.lower()


# --- stored pages -----------------------------------------------------------------------------


def test_what_became_of_a_page_shows_within_a_second(front, check):
    address = f"/checks/{check.slug}/"
    front.ask(address)

    stories.looked_at(check, "The budget is being revised.\n")
    front.clock.later()

    assert b"these words are no longer on it" in front.ask(address)[2]


def test_that_a_copy_may_be_had_and_that_it_is_erased_show_within_a_second(front, check, kept):
    address = f"/checks/{check.slug}/"
    front.ask(address)
    front.clock.later()

    may_be_had(kept)
    public = front.ask(address)[2]
    front.clock.later()
    erased(kept)
    gone = front.ask(address)[2]

    assert b"whole: CC BY 4.0" in public
    assert b"CC BY 4.0" not in gone
    assert "· erased ".encode() in b" ".join(gone.split())
    front.clock.later()
    front.ask(address)
    assert front.asked == 3


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
