"""The same text twice is one article; a changed page is a new version."""

import pytest

from claims.articles.models import Article
from claims.processing import actions as article_actions
from claims.processing import recapture
from claims.statements.models import Statement
from claims.versions import detect as version_detect
from history.models import Event
from sources import urls as source_urls
from tests import given
from tests.claims.feeds import feed_server
from tests.claims.feeds.feed_server import SAID, page, read_all
from textmatch import shingles

TEXT = SAID.format(what="police funding was cut by 40 percent in a single year", number="ninth")
OTHER = (
    "The hospital in Eastbrook will open a second ward in June, its director, Tom Hale, told "
    "reporters on Friday. “We have 640 people on the list,” he said, “and 12 beds.” The board "
    "meets again on Monday."
)


@pytest.fixture
def site():
    with feed_server.site() as made:
        yield made


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://Courier.test/a/", "http://www.courier.test/a"),
        (
            "https://courier.test/a?utm_source=x&id=3&fbclid=y#top",
            "https://courier.test/a?id=3",
        ),
        ("https://courier.test/a?b=1&a=2", "https://courier.test/a?a=2&b=1"),
        ("https://courier.test:443/a", "http://courier.test:80/a"),
        ("https://courier.test", "https://courier.test/"),
    ],
)
def test_two_spellings_of_one_address(one, other):
    assert source_urls.normalize_url(one) == source_urls.normalize_url(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://courier.test/a?id=3", "https://courier.test/a?id=4"),
        ("https://courier.test/a", "https://courier.test/A"),
        ("https://courier.test:8080/a", "https://courier.test/a"),
        ("https://news.courier.test/a", "https://courier.test/a"),
    ],
)
def test_two_addresses(one, other):
    assert source_urls.normalize_url(one) != source_urls.normalize_url(other)


@pytest.mark.parametrize("url", ["", "courier", "ftp://a.org/", "http://[bad", "http://a:x/"])
def test_what_is_no_address_is_none(url):
    assert source_urls.normalize_url(url) == ""


@pytest.mark.parametrize(
    ("declared", "is_believed"),
    [
        ("https://courier.test/2026/1", True),
        ("https://m.courier.test/2026/1", True),
        ("https://courier.test/", False),
        ("https://other.test/2026/1", False),
        ("/2026/1", False),
        ("", False),
    ],
)
def test_a_page_may_call_itself_by_an_address_of_its_site(declared, is_believed):
    found = source_urls.trusted_canonical_url(declared, found_at="https://www.courier.test/x")

    assert bool(found) == is_believed


def test_marks_case_and_space_are_no_words():
    assert shingles.comparable_words(
        "“We’ve  HAD 3.5% of it”\n— he said."
    ) == shingles.comparable_words('"we\'ve had 3.5% of it", he said')


def test_texts_alike_share_their_sketch_and_others_do_not():
    words = shingles.comparable_words(TEXT * 20)
    near = [*words[:300], "indeed", *words[300:]]

    ours, theirs = set(shingles.shingle_sketch(words)), set(shingles.shingle_sketch(near))

    assert len(ours & theirs) > 0.9 * len(ours)
    assert not ours & set(shingles.shingle_sketch(shingles.comparable_words(OTHER)))
    assert shingles.shingle_sketch([]) == []
    assert len(shingles.shingle_sketch(["one", "two"])) == 1


def came(text):
    """A text that came by a feed and was processed."""
    return given.article(text, came_by="feed")


@pytest.mark.django_db
@pytest.mark.parametrize("came_by", ["paste", "file", "tip"])
def test_what_somebody_puts_in_is_read_in_any_case(came_by):
    first = given.article(TEXT)

    again = given.article(TEXT.replace("old hall", "ancient hall"), came_by=came_by)

    assert (again.copy_of, again.replaces) == (None, None)
    assert again.statements.count() == first.statements.count()
    assert version_detect.near_duplicate_of(again) == first
    assert version_detect.near_duplicate_of(first) is None
    assert version_detect.near_duplicate_of(given.article(OTHER)) is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "again",
    [
        TEXT,
        TEXT.replace("old hall", "ancient hall"),
        TEXT.replace(" ", "  ").upper(),
        f"\n{TEXT}\n\n",
    ],
    ids=["same", "one word", "spaces and capitals", "lines"],
)
def test_the_same_text_within_a_few_words_is_a_copy(again):
    first = given.article(TEXT)

    copy = came(again)

    assert (copy.state, copy.copy_of) == ("done", first)
    assert not copy.statements.exists()
    assert list(Article.objects.newest()) == [first]
    read = Event.objects.of(f"article:{copy.pk}").get(kind="read")
    assert read.payload == {"copy_of": first.pk, "statements": 0}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "other",
    [
        TEXT.replace("in a single year", "since the last election, as three papers reported"),
        f"{TEXT} {OTHER}",
        TEXT[: len(TEXT) // 2],
        OTHER,
    ],
    ids=["changed", "longer", "half", "other"],
)
def test_another_text_is_no_copy(other):
    given.article(TEXT)

    assert came(other).copy_of is None


@pytest.mark.django_db
def test_a_copy_of_a_copy_is_a_copy_of_the_first():
    first = given.article(TEXT)

    assert [came(TEXT).copy_of for _ in range(2)] == [first, first]


@pytest.mark.django_db
def test_two_short_texts_are_one_only_if_they_are_the_same():
    first = given.article("The mayor lied.")

    assert came("The mayor lied!").copy_of == first
    assert came("The mayor slept.").copy_of is None


@pytest.mark.django_db
def test_texts_without_words_are_nobodys_copies():
    given.article("…")

    assert came("— …").copy_of is None


@pytest.mark.django_db
def test_pastes_from_one_page_are_no_versions_of_it():
    given.article(TEXT, url="https://courier.test/1")

    other = given.article(OTHER, url="https://courier.test/1")

    assert (other.copy_of, other.replaces) == (None, None)


def fetched(site, path, **more):
    article = article_actions.submit_article(url=site.url(path), by=given.checker(), **more)
    read_all(site)
    article.refresh_from_db()
    return article


@pytest.mark.django_db
def test_the_same_page_under_two_addresses_is_one_article(site):
    own = site.url("/story")
    site.paths["/story"] = page(TEXT, canonical=own)
    site.paths["/amp/story"] = page(TEXT, canonical=own)
    first = fetched(site, "/story")

    assert fetched(site, "/amp/story").copy_of == first
    assert fetched(site, "/story?utm_source=feed").copy_of == first


@pytest.mark.django_db
def test_a_page_that_changed_by_one_figure_is_a_new_version(site):
    site.paths["/story"] = page(TEXT)
    first = fetched(site, "/story")
    site.paths["/story"] = page(TEXT.replace("40 percent", "4 percent"))

    second = recapture.recapture_article(first, by=given.checker())
    read_all(site)
    second.refresh_from_db()

    assert (second.replaces, second.copy_of) == (first, None)
    assert "4 percent" in second.text
    assert list(Article.objects.newest()) == [second]
    assert not Article.objects.to_triage().filter(pk=first.pk).exists()


@pytest.mark.django_db
def test_a_page_that_was_uploaded_can_be_looked_at_again(site):
    saved = page(TEXT).partition(b"\r\n\r\n")[2]
    first = article_actions.submit_file(
        saved, "a.html", url=site.url("/story"), by=given.checker()
    )
    read_all(site)
    site.paths["/story"] = page(TEXT.replace("40 percent", "4 percent"))

    second = recapture.recapture_article(first, by=given.checker())
    read_all(site)
    second.refresh_from_db()

    assert (second.came_by, second.replaces) == ("link", first)


@pytest.mark.django_db
def test_a_page_that_did_not_change_is_a_copy_of_its_newest_version(site):
    site.paths["/story"] = page(TEXT)
    first = fetched(site, "/story")
    site.paths["/story"] = page(f"{TEXT}\n{OTHER}")
    second = fetched(site, "/story")

    third = fetched(site, "/story")

    assert (second.replaces, third.copy_of) == (first, second)
    site.paths["/story"] = page(TEXT)
    back = fetched(site, "/story")
    assert back.replaces == second, "taken back is a change, too"


@pytest.mark.django_db
def test_what_is_left_over_makes_no_version(site):
    # Prompts and times of a page differ at each visit; the reader leaves them out.
    site.paths["/story"] = page(f"{TEXT}\nRead more: Rain in the valley")
    first = fetched(site, "/story")
    assert first.left_over
    site.paths["/story"] = page(f"{TEXT}\nRead more: Snow on the hills")

    assert fetched(site, "/story").copy_of == first


@pytest.mark.django_db
def test_a_site_that_gives_one_address_to_all_its_pages_is_not_believed(site):
    all_of_it = site.url("/news")
    site.paths["/a"] = page(TEXT, canonical=all_of_it)
    site.paths["/b"] = page(OTHER, canonical=all_of_it)
    fetched(site, "/a")

    other = fetched(site, "/b")

    assert (other.replaces, other.copy_of) == (None, None)


@pytest.mark.django_db
def test_a_page_that_is_gone_when_we_look_again_takes_nothing_away(site):
    site.paths["/story"] = page(TEXT)
    first = fetched(site, "/story")
    site.paths.pop("/story")

    look = recapture.recapture_article(first, by=given.checker())
    read_all(site)
    look.refresh_from_db()

    assert (look.state, look.replaces) == ("failed", None)
    assert list(Article.objects.newest().filter(state="done")) == [first]
    site.paths["/story"] = page(f"{TEXT}\n{OTHER}")
    again = recapture.recapture_article(first, by=given.checker())
    read_all(site)
    again.refresh_from_db()
    assert again.replaces == first


@pytest.mark.django_db
def test_while_one_looks_again_the_next_finds_that_look(site):
    site.paths["/story"] = page(TEXT)
    first = fetched(site, "/story")
    look = recapture.recapture_article(first, by=given.checker())

    assert recapture.recapture_article(first, by=given.checker()) == look
    assert Event.objects.filter(chain=f"article:{first.pk}", kind="look-again").count() == 1


@pytest.mark.django_db
def test_a_text_that_came_without_a_page_is_not_looked_at_again():
    with pytest.raises(Exception, match="no page that could be fetched"):
        recapture.recapture_article(
            given.article(url="https://courier.test/1"), by=given.checker()
        )


@pytest.mark.django_db
def test_a_copy_costs_no_reading(monkeypatch):
    given.article(TEXT)
    monkeypatch.setattr("claims.processing.extract.extract_statements", None)

    assert came(TEXT).copy_of is not None
    assert Statement.objects.values("article").distinct().count() == 1
