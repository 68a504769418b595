"""What is known and said of kept pages: facts in them, descriptions, licences, archives."""

import pytest
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage

from history.models import Event
from sources.parsing.formats import links
from sources.parsing.parser import parse
from sources.snapshots import actions as snapshot_actions
from sources.snapshots import archive_addresses
from sources.snapshots.models import ArchivedCopy, Content, Snapshot
from tests import given
from tests.sources.papers import pdf, words
from tests.sources.stores import FullStore, RefusingStore

NEWS = (
    "<html lang='en'><head><title>Harbour patrols end</title><meta name='author' "
    "content='Jo Marsh'></head><body><article><h1>Harbour patrols end</h1><p>"
    + "The council said on Monday that evening patrols at the harbour end in June. "
    * 6
    + "</p><p>See <a href='/budget.pdf'>the <b>adopted</b> budget</a>, <a href='#top'>up</a>, "
    "<a href='mailto:a@b.example'>write</a>, <a href='javascript:x()'>x</a> and "
    "<a href='https://stats.example/2026#table'>figures</a>.</p></article></body></html>"
)
HOME = "https://mill.example.org/a/patrols"


def leads(markup, url=HOME):
    return [(link["url"], link["text"]) for link in links.links(markup, url)]


def test_a_page_says_who_wrote_it_and_where_it_leads():
    page = parse(NEWS.encode(), "text/html", "utf-8", HOME)

    assert page.author == "Jo Marsh"
    assert list(page.links) == [
        {"url": "https://mill.example.org/budget.pdf", "text": "the adopted budget"},
        {"url": "https://stats.example/2026", "text": "figures"},
    ]


def test_a_paper_says_who_wrote_it_and_when_it_was_made():
    body = pdf(words("Words")).replace(
        b"<< /Title () >>", b"<< /Title (T) /Author (Ann Lee) /CreationDate (D:20260303) >>"
    )

    page = parse(body, "application/pdf")

    assert page.author == "Ann Lee"
    assert page.published_on is None  # when the file was made is not when it came out
    assert "Made on 2026-03-03, according to the file." in page.notes


@pytest.mark.parametrize(
    ("markup", "found"),
    [
        ("<a href='b'>B</a>", [("https://mill.example.org/a/b", "B")]),
        ("<base href='/x/'><a href='b'>B</a>", [("https://mill.example.org/x/b", "B")]),
        (f"<a href='{HOME}#here'>here</a>", []),
        (
            "<a href='//other.example/?a=1&amp;b=2'>O</a>",
            [("https://other.example/?a=1&b=2", "O")],
        ),
        ("<a href='/b'></a><a href='/b'>Words</a>", [("https://mill.example.org/b", "Words")]),
        ("<a href='http://[bad'>x</a><a href='ftp://f.example/'>f</a><a href=>e</a>", []),
        ("<script><a href='/n'>n</a></script><p>no links", []),
    ],
)
def test_links_are_absolute_and_each_is_there_once(markup, found):
    assert leads(markup) == found


def test_without_an_address_only_absolute_links_are_known():
    assert leads("<a href='/b'>B</a><a href='https://c.example/'>C</a>", "") == [
        ("https://c.example/", "C")
    ]


def test_five_hundred_links_are_enough():
    assert len(leads("".join(f"<a href='/{n}'>{n}</a>" for n in range(900)))) == 500


@pytest.mark.django_db
def test_what_a_page_is_can_be_said_and_its_title_given():
    page = given.kept_page()

    snapshot_actions.describe(
        page, description=" A scan,\n mailed to us. ", title="B", by=given.checker()
    )

    content = Content.objects.get(pk=page.pk)
    assert (content.description, content.title) == ("A scan, mailed to us.", "B")
    assert Event.objects.of(f"snapshot:{page.pk}").filter(kind="describe").exists()


@pytest.mark.django_db
def test_a_copy_is_shown_whole_under_a_named_licence_and_hidden_again():
    page, by = given.kept_page(), given.checker()

    shown = snapshot_actions.set_public(page, is_public=True, licence="CC BY 4.0", by=by)
    hidden = snapshot_actions.set_public(page, is_public=False, licence="CC BY 4.0", by=by)

    assert (shown.is_public, shown.licence) == (True, "CC BY 4.0")
    assert (hidden.is_public, hidden.licence) == (False, "")
    told = Event.objects.of(f"snapshot:{page.pk}").values_list("kind", flat=True)
    assert list(told)[:2] == ["hide", "show-whole"]


@pytest.mark.django_db
def test_nothing_is_shown_whole_without_a_licence():
    with pytest.raises(ValidationError, match="Name the licence"):
        snapshot_actions.set_public(
            given.kept_page(), is_public=True, licence=" ", by=given.checker()
        )


@pytest.mark.django_db
def test_an_archive_s_address_is_noted_once_and_taken_away():
    copy, by = given.archived(), given.checker()

    again = archive_addresses.note_archived(copy.snapshot, url=f" {copy.url} ", by=by)
    archive_addresses.forget_archived(copy, by=by)

    assert again == copy
    assert not ArchivedCopy.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("url", ["", "nowhere", "javascript:alert(1)"])
def test_an_archive_s_address_is_one(url):
    with pytest.raises(ValidationError):
        archive_addresses.note_archived(given.kept_page(), url=url, by=given.checker())


@pytest.mark.django_db
@pytest.mark.parametrize("store", [FullStore, RefusingStore])
def test_a_file_that_the_store_does_not_take_is_refused_with_a_sentence(store, monkeypatch):
    by = given.checker()
    monkeypatch.setattr(default_storage, "_wrapped", store())

    with pytest.raises(
        ValidationError, match="storage is full or cannot be written"
    ) as refused:
        snapshot_actions.archive_by_hand(b"Minutes.", media_type="text/plain", by=by)

    assert set(refused.value.message_dict) == {"file"}
    assert not Snapshot.objects.exists()
