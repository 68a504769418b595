"""The headline is the page's, without the name of its site."""

import pytest
import trafilatura

from sources.parsing.formats.headlines import headline

SAID = "Council closes two libraries"


def read(title="", shared="", site="", shown="", url="", more=""):
    metas = "".join(
        f'<meta property="{name}" content="{value}">'
        for name, value in (("og:title", shared), ("og:site_name", site))
        if value
    )
    tree = trafilatura.load_html(
        f"<html><head><title>{title}</title>{metas}{more}</head><body>"
        f"<h1>{shown}</h1><p>The council met.</p></body></html>"
    )
    return headline(tree, url)


@pytest.mark.parametrize(
    "title",
    [
        f"{SAID} | Weir Gazette",
        f"{SAID} - Weir Gazette",
        f"{SAID} — Weir Gazette",
        f"{SAID} » Local » News » The Weir Gazette Online",
        f"{SAID} | Weir Gazette Politics",
        f"Weir Gazette | {SAID}",
        f"Weir Gazette: {SAID}",
    ],
)
def test_the_sites_name_is_cut_off(title):
    assert read(title, site="Weir Gazette") == SAID
    assert read(title, shared=title, site="Weir Gazette", shown=SAID) == SAID


@pytest.mark.parametrize(
    ("title", "url"),
    [
        (f"{SAID} - weirgazette.example", "https://www.weirgazette.example/a"),
        (f"{SAID} - The Weirgazette", "https://www.weirgazette.example/a"),
        (f"{SAID} | Gazette", ""),
        (f"Opinion | {SAID}", ""),
        (f"{SAID} - Weir Gazette", ""),
    ],
)
def test_a_name_that_the_page_does_not_declare_is_cut_off_too(title, url):
    assert read(title, url=url) == SAID


@pytest.mark.parametrize(
    "title",
    [
        "Two dead, 12 hurt - and nobody is to blame",
        "Budget 2026: who pays - and who does not",
        "Mayor v council - 3 things to know",
        "Yes - No",
        "A well-known man",
    ],
)
def test_a_dash_in_a_headline_is_not_the_site(title):
    assert read(title) == title
    assert read(f"{title} | Weir Gazette", site="Weir Gazette", shown=title) == title


def test_what_tab_and_readers_say_wins_over_the_name_of_the_site():
    found = read(title=SAID, shared="Gazette News - Latest News & Headlines", shown=SAID)

    assert found == SAID


def test_in_a_tie_the_word_to_other_sites_wins():
    found = read("Why they close", shared=SAID, shown="The end of two libraries in Weir")

    assert found == SAID


def test_what_readers_see_wins_over_the_same_with_a_word_before_it():
    assert read(f"Council: {SAID}", shown=SAID) == SAID
    assert read("Council: police funding", shown="Police funding") == "Police funding"


def test_a_declared_headline_counts():
    declared = (
        '<script type="application/ld+json">{"@type": "NewsArticle",'
        ' "headline": "Council \\u2018closes\\u2019 two libraries"}</script>'
    )

    assert read("Why?", shared=SAID, shown="", more=declared) == SAID


def test_a_page_without_a_headline_has_none():
    assert read() == ""
