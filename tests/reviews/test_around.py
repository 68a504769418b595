"""Which changes around a passage that still stands are worth an editor's look."""

import pytest

from reviews import around
from reviews.anchoring import Selector
from reviews.around import Version, changes

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
    return Version(title, f"{beside}{main}", main, **more)


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
    assert changes(SELECTOR, version(), now) == kinds


@pytest.mark.parametrize(
    "now",
    [
        version(),
        version(beside="Home\nBuy now, two for the price of one!\nMost read: the troops.\n"),
        version(beside=f"Corrected figures please the ministry, says the mayor\n{MENU}"),
        with_sentence("One more thing happened.", 35),
        with_sentence("Updated 5 min ago.", 0),
        version([*ARTICLE[:30], *ARTICLE[35:], *ARTICLE[30:35]]),
        instead("The grant is", "The   grant is"),
    ],
)
def test_what_comes_and_goes_on_any_page_is_not(now):
    assert changes(SELECTOR, version(), now) == []


def test_another_address_is_worth_a_look():
    then, now = (version(address=f"https://city.example/{name}") for name in ("a", "b"))

    assert changes(SELECTOR, then, now) == ["moved"]


def test_a_passage_outside_the_main_text_has_its_neighbours_among_all_words():
    then, now = (
        Version("Budget", f"{' '.join(FILLING)}\n{WORDS}\n{grant}", " ".join(FILLING))
        for grant in ("The grant is 3.0.", "The grant is 9.0.")
    )

    assert changes(SELECTOR, then, now) == ["beside"]


def test_kinds_are_said_in_words():
    assert around.in_words([]) == ""
    assert around.in_words(["top"]) == "The top of the page"
    assert around.in_words(["much", "note", "top"]) == (
        "A note of a correction, the top of the page and much of the text"
    )
