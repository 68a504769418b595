"""A page's own story is read: no comments, no teasers of others, no bare links to them."""

from datetime import date

import pytest
import trafilatura

from sources.parsing import parser as parsing_parser
from sources.parsing.formats import html, other_stories

HERE = "https://www.weir-gazette.example/news/libraries-close"
STORY = (
    "<p>The council of Weir will close two of its seven libraries in April, its leader, Nora"
    " Quill, told a meeting on Tuesday evening after a long debate.</p>"
    "<p>“We spent 1.2 million on buildings that stood empty for half of the week,” she said."
    " The libraries in Oldgate and Mill Lane had 340 visitors a week in 2025.</p>"
    "<p>The readers’ association said that it would collect signatures against the closures"
    " until the end of March, and hand them in at the town hall.</p>"
)
OTHERS = [
    ("Ferry fares rise by a third", "Passengers said that the rise was the third in a year."),
    ("Bakers win a court case", "The judge said on Monday that the tax was unlawful."),
    ("Storm fells 200 trees", "Rangers said that they would need a month to clear the paths."),
    ("Mayor sells the old mill", "The buyer paid 4.5 million, according to two councillors."),
    ("School choir wins again", "Its conductor, Ada Pell, said that she had not expected it."),
    ("Bridge closed until May", "Engineers found cracks in three of its eleven pillars."),
]


def teasers(count=6):
    return "".join(
        f"<div class=card><h3><a href='/news/{number}'>{headline}</a></h3><p>{said}</p></div>"
        for number, (headline, said) in enumerate(OTHERS[:count])
    )


def page(body, head=""):
    title = "<title>Council closes two libraries - The Weir Gazette</title>"
    return f"<!doctype html><html lang=en><head>{title}{head}</head><body>{body}</body></html>"


def story(after="", inside=""):
    return (
        f"<article><h1>Council closes two libraries</h1>{STORY}{inside}</article>"
        f"<div class=column>{after}</div>"
    )


def read(markup, url=HERE):
    return parsing_parser.parse(markup.encode(), "text/html", "utf-8", url)


def test_teasers_below_a_story_are_not_part_of_it():
    parsed = read(page(story(after=f"<h2>Other columns</h2>{teasers()}")))

    assert "signatures against the closures" in parsed.article_text
    for headline, said in OTHERS:
        assert headline not in parsed.article_text
        assert said not in parsed.article_text
        assert said in parsed.text, "the archived page still shows them"
    assert parsed.notes == ()


def test_a_story_among_the_teasers_of_a_stream_is_found():
    parsed = read(page(f"<div>{teasers(3)}{story()}{teasers()}</div>"))

    assert "signatures against the closures" in parsed.article_text
    assert "Passengers" not in parsed.article_text


def test_a_page_of_beginnings_says_so():
    summaries = "".join(
        f"<li><h2><a href='/news/{number}'>{headline}</a></h2><p>{said} {said}</p></li>"
        for number, (headline, said) in enumerate(OTHERS)
    )
    parsed = read(page(f"<main><ol>{summaries}</ol></main>"), "https://weir-gazette.example/")

    assert "several_stories" in parsed.marks
    assert parsed.notes[0].startswith("This page shows the beginnings of 6 stories")
    assert "submit its address" in parsed.notes[0]
    assert "Rangers said" in parsed.article_text


@pytest.mark.parametrize(
    "inside",
    [
        pytest.param(
            "<h2>What happens next</h2><p>The council votes on 3 March, it said.</p>",
            id="a heading that links nowhere",
        ),
        pytest.param(
            "<div><h2><a href='#next'>What happens next</a></h2>"
            "<p>The council votes on 3 March, it said.</p></div>",
            id="a heading with a link to itself",
        ),
        pytest.param(
            "<div><h2><a href='https://shop.example/kettle'>A kettle for 20 pounds</a></h2>"
            "<p>The council votes on 3 March, it said.</p></div>",
            id="a product of another site",
        ),
        pytest.param(
            "<div><h2><a href='/news/libraries-close'>Council closes two libraries</a></h2>"
            "<p>The council votes on 3 March, it said.</p></div>",
            id="the page itself",
        ),
    ],
)
def test_a_section_of_the_story_is_no_teaser(inside):
    assert "votes on 3 March" in read(page(story(inside=inside))).article_text


def test_a_bare_link_to_another_story_is_no_paragraph():
    inside = (
        "<p><a href='/news/7'>Minister says that 40 libraries are too many</a></p>"
        "<p>It published <a href='/report.pdf'>a report on its libraries</a> on Friday.</p>"
    )
    parsed = read(page(story(inside=inside)))

    assert "40 libraries" not in parsed.article_text
    assert "It published a report on its libraries on Friday." in parsed.article_text


@pytest.mark.parametrize(
    "names",
    ["class='sf_comment_list'", "id=comments", "class='post comentarios'", "id=disqus_thread"],
)
def test_readers_comments_are_not_the_story(names):
    comments = "".join(
        f"<div><p>I have lived here for {years} years and say that they lie to us.</p></div>"
        for years in range(30, 50)
    )
    parsed = read(
        page(f"<article><h1>Council</h1>{STORY}<div {names}>{comments}</div></article>")
    )

    assert "collect signatures" in parsed.article_text
    assert "lie to us" not in parsed.article_text


def test_a_page_that_calls_itself_commented_is_kept():
    markup = page(f"<div class=has-comments id=comments-open>{story()}</div>")

    assert "collect signatures" in read(markup).article_text


def test_a_byline_next_to_a_teaser_is_the_storys():
    byline = (
        "<div class=column><a rel=author href='/people/jo'>Jo Reed</a>"
        "<time itemprop=datePublished content='2026-02-11T23:00:00-08:00'>today</time>"
        f"{teasers(1)}</div>"
    )
    parsed = read(page(byline + story(after=teasers())))

    assert parsed.author == "Jo Reed"
    assert parsed.published_on == date(2026, 2, 11)
    assert "Passengers" not in parsed.article_text


@pytest.mark.parametrize(
    ("written", "names"),
    [
        ("Jo Reed", "Jo Reed"),
        ("Jo Reed; JO REED; Weir Gazette", "Jo Reed"),
        ("Ada Pell; Jo Reed", "Ada Pell; Jo Reed"),
        ("admin", ""),
    ],
)
def test_each_author_is_named_once_and_the_site_is_none(written, names):
    assert html._names(written, "Weir Gazette") == names


def test_endless_headings_cost_little():
    tree = trafilatura.load_html(page("<div><h3><a href=/a/b>Word</a></h3>" * 3_000))

    found = other_stories.take_out_other_stories(tree, HERE)

    assert found.count <= other_stories.MOST_HEADINGS


def test_a_list_of_headlines_is_left_out_and_a_list_with_links_is_not():
    headlines = "".join(
        f"<li>More: <a href='/news/{number}'>{headline}</a>!</li>"
        for number, (headline, _) in enumerate(OTHERS)
    )
    sources = "".join(
        f"<li>The <a href='/reports/{year}'>report of {year}</a> counted 323 visits.</li>"
        for year in range(2020, 2025)
    )
    inside = f"<ul>{headlines}</ul><ul>{sources}</ul>"
    parsed = read(page(story(inside=inside)))

    assert "Bakers win" not in parsed.article_text
    assert "report of 2023 counted 323 visits." in parsed.article_text


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (
            "The council met\n      on Tuesday.\nIt voted.",
            "The council met on Tuesday.\nIt voted.",
        ),
        ("The council met \non Tuesday.", "The council met on Tuesday."),
        ("It voted.\n      \n    But it met.", "It voted.\nBut it met."),
        ("Three:\n- one\n  - two\n- three", "Three:\n- one\n  - two\n- three"),
        ("It voted.\nIt met.", "It voted.\nIt met."),
    ],
)
def test_line_ends_of_the_source_do_not_break_a_paragraph(text, read):
    assert html._unwrapped(text) == read
