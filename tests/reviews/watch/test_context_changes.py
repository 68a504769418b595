"""Which changes around a passage that still stands are worth an editor's look."""

import pytest

from reviews.watch import context_changes
from reviews.watch.context_changes import PageVersion, find_changes
from sources.parsing import parser as parsing_parser
from textmatch.anchoring import Selector

WORDS = "Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026."
FILLING = [
    f"Sentence number {n} of the budget tells what the council did next." for n in range(40)
]
ARTICLE = [
    *FILLING[:20],
    "The mayor said so.",
    WORDS,
    "The grant is 3.0 million.",
    *FILLING[20:],
]
MENU = "Home\nNews\nSport\n"
SELECTOR = Selector(WORDS)


def version(article=ARTICLE, *, beside=MENU, title="Budget 2026", **more):
    main = " ".join(article)
    return PageVersion(title, f"{beside}{main}", main, **more)


def with_sentence(sentence, place):
    return version([*ARTICLE[:place], sentence, *ARTICLE[place:]])


def instead(old, new):
    return version([sentence.replace(old, new) for sentence in ARTICLE])


@pytest.mark.parametrize(
    ("now", "kinds"),
    [
        (with_sentence("Correction, 3 March: the grant was 4.0 million.", 35), ["note"]),
        (with_sentence("An earlier version of this article was wrongly dated.", 43), ["note"]),
        (with_sentence("This report was withdrawn by its authors.", 10), ["note"]),
        (version(beside=f"RETRACTED\n{MENU}"), ["note"]),
        (version(beside=f"Editor’s note: the figures were wrong.\n{MENU}"), ["note"]),
        (instead("3.0 million", "2.0 million"), ["beside"]),
        (instead(WORDS, f"Nobody doubts it: {WORDS}"), ["beside"]),
        (instead("The mayor said so.", ""), ["beside"]),
        (with_sentence("A new first sentence says that all of it is wrong.", 0), ["top"]),
        (version(title="Withdrawn budget"), ["top"]),
        (version(ARTICLE[:32]), ["much"]),
        (
            version([*ARTICLE, *(f"Another paragraph, {n}, was put on." for n in range(20))]),
            ["much"],
        ),
    ],
)
def test_what_is_worth_a_look(now, kinds):
    assert find_changes(SELECTOR, version(), now) == kinds


@pytest.mark.parametrize(
    "now",
    [
        version(),
        version(beside="Home\nBuy now, two for the price of one!\nMost read: the troops.\n"),
        version(beside=f"Corrected figures please the ministry, says the mayor\n{MENU}"),
        with_sentence("One more thing happened.", 35),
        with_sentence("Updated on 3 March 2026 at 12:04 by the newsroom.", 0),
        version([*ARTICLE[:30], *ARTICLE[35:], *ARTICLE[30:35]]),
        instead("The grant is", "The   grant is"),
    ],
)
def test_what_comes_and_goes_on_any_page_is_not(now):
    assert find_changes(SELECTOR, version(), now) == []


PAGE = """<!doctype html><html lang="en"><head><title>Budget 2026</title></head><body>
<nav><a href="/">Home</a></nav>{banner}<article><h1>Budget 2026</h1>
<p>{before}</p><p>{words}</p>
<div class="ad">{advert}</div><p>The grant is {grant} million crowns.</p>
<p>{after}</p></article>
<aside class="related"><ul>{links}</ul></aside><section class="comments">{comments}</section>
</body></html>"""
SERVED = {
    "banner": "",
    "before": "</p><p>".join(FILLING[:12]),
    "words": WORDS,
    "advert": "Tickets for the summer fair are sold at the town hall.",
    "grant": "3.0",
    "after": "</p><p>".join(FILLING[12:24]),
    "links": "<li><a href='/1'>The mayor opens the new swimming pool today</a></li>",
    "comments": "<p class='comment'>Bob: I do not believe a word of this.</p>",
}


def served(**other):
    read = parsing_parser.parse(PAGE.format(**SERVED | other).encode(), "text/html")
    return PageVersion(read.title, read.text, read.article_text)


@pytest.mark.parametrize(
    ("other", "kinds"),
    [
        ({"advert": "Shoes at half their price, this week only, all over town."}, []),
        ({"comments": "<p class='comment'>Eve: I believe every word of it.</p>" * 5}, []),
        (
            {"links": "<li><a href='/2'>A storm comes to the coast tonight</a></li>"},
            [],
        ),
        ({"banner": "<div>This article was retracted by the paper.</div>"}, ["note"]),
        ({"grant": "2.0"}, ["beside"]),
    ],
)
def test_an_article_is_told_from_what_stands_around_it_on_the_page(other, kinds):
    assert find_changes(SELECTOR, served(), served(**other)) == kinds


def test_another_address_is_worth_a_look():
    then, now = (version(address=f"https://city.example/{name}") for name in ("a", "b"))

    assert find_changes(SELECTOR, then, now) == ["moved"]


def test_a_passage_outside_the_main_text_has_its_neighbours_among_all_words():
    then, now = (
        PageVersion("Budget", f"{' '.join(FILLING)}\n{WORDS}\n{grant}", " ".join(FILLING))
        for grant in ("The grant is 3.0.", "The grant is 9.0.")
    )

    assert find_changes(SELECTOR, then, now) == ["beside"]


def test_kinds_are_said_in_words():
    assert context_changes.describe_kinds([]) == ""
    assert context_changes.describe_kinds(["top"]) == "the top of the page"
    assert context_changes.describe_kinds(["much", "note", "top"]) == (
        "a note of a correction, the top of the page and much of the text"
    )
