"""Where the article leads: near the statement first; neither sharing nor furniture."""

import pytest

from reviews.finders import jobs as finder_jobs
from reviews.finders.links import Links
from sources.snapshots.models import Content
from tests import given

pytestmark = pytest.mark.django_db

OWN = "https://courier.example.org/news/mayor-defends-budget"
TEXT = (
    "The mayor of Northfield, Mara Brook, told the council that police funding was cut by 40 "
    "percent in a single year. The adopted budget says otherwise.\n"
    + "The council met for hours and spoke of many other things in turn.\n" * 20
    + "The harbour survey of last year was not mentioned by anybody at all.\n"
)


@pytest.fixture
def found():
    """`found([(url, text), …])`: what is found in an article with these links."""

    def look(links, text=TEXT):
        page = given.kept_page(text, url=OWN)
        Content.objects.filter(pk=page.pk).update(
            links=[{"url": url, "text": words} for url, words in links]
        )
        article = given.article(text, url=OWN)
        type(article).objects.filter(pk=article.pk).update(page=page)
        statement = article.statements.order_by("start")[0]
        review = given.accepted(statement)
        return Links().find(finder_jobs.facts_of(review))

    return look


def test_links_beside_the_statement_come_first(found):
    far = ("https://harbour.example.org/survey", "harbour survey")
    near = ("https://northfield.example.org/budget", "adopted budget")

    first, second = found([far, near])

    assert (first.url, first.title) == (near[0], "adopted budget")
    assert first.about["on"] == "linked next to the statement"
    assert second.about["on"] == "linked from the article"
    assert "adopted budget says otherwise" in first.snippet


FURNITURE = [
    OWN,
    OWN + "?utm_source=rss#comments",
    "https://www.facebook.com/sharer/sharer.php?u=x",
    "https://twitter.com/intent/tweet?text=x",
    "https://wa.me/?text=x",
    "https://courier.example.org/",
    "https://courier.example.org/news",
    "https://courier.example.org/about-us",
    "https://other.example.org/privacy-policy",
    "https://other.example.org/topics/police",
    "mailto:desk@example.org",
    "javascript:alert(1)",
    "/relative",
    "",
]


def test_what_every_page_has_is_left_out(found):
    assert found([(url, "adopted budget") for url in FURNITURE]) == []


def test_older_stories_papers_and_other_sites_are_kept(found):
    kept = [
        "https://courier.example.org/news/2025/what-the-budget-says",
        "https://courier.example.org/budget.pdf",
        "https://statistics.example.org/series/4411",
    ]

    assert [one.url for one in found([(url, "adopted budget") for url in kept])] == kept


def test_a_page_linked_twice_is_found_once(found):
    links = [
        ("https://northfield.example.org/budget?utm_source=x", "budget"),
        ("http://www.northfield.example.org/budget/", "adopted budget"),
    ]

    assert len(found(links)) == 1


def test_an_address_in_the_words_of_a_pasted_article_counts_too():
    text = f"{TEXT}More: (https://northfield.example.org/table-7.pdf).\n"
    statement = given.article(text).statements.order_by("start")[0]

    (one,) = Links().find(finder_jobs.facts_of(given.accepted(statement)))

    assert one.url == "https://northfield.example.org/table-7.pdf"


def test_a_claim_without_an_article_has_no_links():
    assert Links().find(finder_jobs.facts_of(given.queued())) == []
