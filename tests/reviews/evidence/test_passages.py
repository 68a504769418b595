"""Passages are found again in later texts of their pages; what is only alike is never taken."""

import random
import time
import unicodedata

import pytest

from textmatch.anchoring import MatchState, Selector, anchor, find_again, prefix_and_suffix
from textmatch.normalize import Folded

PAGE = (
    "Budget 2026, public safety\n\n"
    "Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026. The fall "
    "has two causes: a smaller grant, and the end of the evening patrol at the harbour.\n\n"
    "Fire and rescue: 41.7 million crowns in 2025. Harbour watch: 6.3 million crowns in 2025.\n"
)
QUOTE = "Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026."


def taken(quote: str, page: str = PAGE, *, near: int | None = None) -> Selector:
    """The passage as it is stored when it is taken from the page."""
    place = anchor(quote, page, near=near)
    assert place is not None
    assert place.is_exact
    start, end, _ = place
    return Selector(page[start:end], *prefix_and_suffix(page, start, end), start, end)


def words_at(found, page: str) -> str:
    return page[found.start : found.end]


def test_the_sides_of_a_passage_are_the_pages_own_characters():
    selector = taken("a smaller grant")

    assert (selector.prefix, selector.suffix) == (
        " 2026. The fall has two causes: ",
        ", and the end of the evening pat",
    )


def test_a_passage_at_its_place_is_exact():
    found = find_again(taken(QUOTE), PAGE)

    assert (found.state, found.percent) == (MatchState.EXACT, 100)
    assert words_at(found, PAGE) == QUOTE


def test_a_passage_that_stands_at_another_place_has_moved():
    later = "Corrected on 4 March.\n\n" + PAGE

    found = find_again(taken(QUOTE), later)

    assert (found.state, found.percent) == (MatchState.MOVED, 100)
    assert words_at(found, later) == QUOTE


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ", "\n "),
        ("million", "mil\u00adlion"),
        ("Police", "\u200bPolice"),
        ("-", "–"),
    ],
)
def test_white_space_and_what_nobody_sees_changes_no_words(before, after):
    later = PAGE.replace(before, after)

    found = find_again(taken(QUOTE), later)

    assert found.percent == 100
    assert Folded(words_at(found, later)).text == Folded(QUOTE).text


def test_quotation_marks_of_another_shape_are_the_same_marks():
    page = "He said: “we ‘never’ voted for that budget”, and left."
    later = "He said: \"we 'never' voted for that budget\", and left."

    found = find_again(taken("“we ‘never’ voted for that budget”", page), later)

    assert found.state == MatchState.EXACT
    assert words_at(found, later) == "we 'never' voted for that budget"


@pytest.mark.parametrize("form", ["NFC", "NFD"])
def test_an_accent_of_its_own_is_one_with_its_letter(form):
    quote = "Le café a coûté 3 millions à Évreux"
    page = f"Bilan. {quote}, selon la mairie."
    later = unicodedata.normalize(form, page)

    found = find_again(taken(quote, page), later)

    assert found.is_found
    assert words_at(found, later) == unicodedata.normalize(form, quote)


def test_pictures_of_several_characters_are_found_whole():
    quote = "We ❤️ the 👩🏽‍🚒 of Northfield"
    page = f"Posted: {quote} 🎉🎉 today"
    later = page.replace("\ufe0f", "").replace("Posted", "Posted 🎈")

    found = find_again(taken(quote, page), later)

    assert found.state == MatchState.MOVED
    assert words_at(found, later) == quote.replace("\ufe0f", "")


@pytest.mark.parametrize("row", [1, 3, 6])
def test_of_repeated_words_those_with_the_same_surroundings_are_meant(row):
    rows = [f"District {name}: no change since 2025. Next" for name in "ABCDEFGH"]
    page = "\n".join(rows)
    selector = taken("no change since 2025", page, near=page.index(rows[row]))
    later = "\n".join(["A note of twelve words that shifts all.", *reversed(rows)])

    found = find_again(selector, later)

    assert found.state == MatchState.MOVED
    assert later[: found.start].endswith(f"{rows[row][:10]}: ")


def test_of_words_repeated_in_the_same_surroundings_the_nearest_is_meant():
    page = "Total: none. " * 40
    selector = taken("Total: none", page, near=13 * 20)

    found = find_again(selector, "Table. " + page)

    assert found.start in {7 + 13 * 19, 7 + 13 * 20}


def test_words_that_others_took_the_place_of_are_still_found_by_their_surroundings():
    page = "2025: spending fell. 2026: spending rose in all towns."
    selector = taken("spending rose", page)
    later = "2026: spending rose in all towns. 2025: spending fell."

    assert find_again(selector, later).start == 6


def test_changed_surroundings_do_not_hide_the_words():
    later = f"New lead, new page, other words.\n\n{QUOTE} Nothing else is as it was."

    assert find_again(taken(QUOTE), later).state == MatchState.MOVED


@pytest.mark.parametrize(
    ("changed", "least"),
    [
        (QUOTE.replace("86.6", "87.6"), 97),
        (QUOTE.replace("falls", "fell slightly"), 85),
        (QUOTE.upper().replace("POLICE SPENDING", "Police spending"), 0),
    ],
)
def test_words_that_changed_are_near_or_absent_and_never_the_same(changed, least):
    later = PAGE.replace(QUOTE, changed)

    found = find_again(taken(QUOTE), later)

    assert not found.is_found
    assert least <= found.percent < 100
    if least:
        assert words_at(found, later) == changed


@pytest.mark.parametrize(
    ("quote", "grown"),
    [
        ("5 million crowns for the harbour", "15 million crowns for the harbour"),
        ("5 million crowns for the harbour", "1.5 million crowns for the harbour"),
        ("5 million crowns for the harbour", "−5 million crowns for the harbour"),
        ("the harbour got 5", "the harbour got 5.5 million"),
        ("the harbour got 5", "the harbour got 5,000"),
        ("no officer was dismissed", "no officer was dismissedly treated"),
    ],
)
def test_words_that_became_part_of_others_are_not_the_same(quote, grown):
    page = f"Report: {quote} crowns in all."

    found = find_again(taken(quote, page), page.replace(quote, grown))

    assert found.state == MatchState.NEAR


def test_a_figure_is_never_taken_out_of_a_longer_one():
    page = "In all 15 million crowns were paid. Later 5 million crowns were given back."

    whole = anchor("5 million crowns", page)
    only_part = anchor("5 million crowns", page[:36])

    assert whole is not None
    assert page[: whole.start].endswith("Later ")
    assert only_part is None or not only_part.is_exact


def test_a_number_at_the_end_of_a_sentence_is_not_a_longer_one():
    page = "The fee is 40. 50 towns pay it, from 2025-2026, and 3, 4 or 5 do not."

    assert anchor("The fee is 40", page).is_exact
    assert anchor("2026, and 3", page).is_exact


def test_a_quote_over_a_changed_paragraph_is_near_with_its_new_words():
    first, second = PAGE.split("\n\n")[1:3]
    later = PAGE.replace("has two causes", "has, the council says, two causes")

    found = find_again(taken(f"{first}\n\n{second}".strip()), later)

    assert found.state == MatchState.NEAR
    assert words_at(found, later).startswith("Police spending falls")
    assert words_at(found, later).endswith("6.3 million crowns in 2025.")


def test_of_near_words_those_where_the_passage_stood_are_offered():
    row = "{} paid 4,120 crowns a month in January, up from 3,985 crowns."
    page = "\n".join(
        row.format(f"Tenants of the district of {n}") for n in ("Old", "New", "Low")
    )
    selector = taken("of New paid 4,120 crowns a month in January, up from 3,985", page)
    later = page.replace("New paid 4,120", "New paid 4,210").replace(
        "Old paid 4,120", "Old paid 9"
    )

    found = find_again(selector, later)

    assert found.state == MatchState.NEAR
    assert "New paid 4,210" in words_at(found, later)


@pytest.mark.parametrize("later", ["", "Not found", "Another page. " * 300])
def test_words_that_are_not_there_are_absent_and_have_no_place(later):
    assert find_again(taken(QUOTE), later) == (MatchState.ABSENT, None, None, 0)


def test_a_passage_without_what_stood_around_it_is_found_by_its_words():
    assert find_again(Selector(QUOTE), "Now: " + PAGE).state == MatchState.MOVED


def long_page(seed: int, characters: int = 60_000) -> str:
    draw = random.Random(seed)
    words = ["".join(draw.choices("abcdefghij", k=draw.randint(2, 9))) for _ in range(3000)]
    return " ".join(draw.choices(words, k=characters // 6))[:characters]


@pytest.mark.parametrize("length", [40, 220, 400, 1500, 5000])
def test_near_words_of_any_length_are_found_at_their_place(length):
    page = long_page(length)
    words = page[30_000 : 30_000 + length].split(" ")[1:-1]
    selector = taken(" ".join(words), page)
    words[2:-1:9] = ["zz" for _ in words[2:-1:9]]
    later = (
        page[:500] + page[900:30_000] + " " + " ".join(words) + " " + page[30_000 + length :]
    )

    found = find_again(selector, later)

    assert found.state == MatchState.NEAR
    assert words_at(found, later) == " ".join(words)


@pytest.mark.parametrize("length", [220, 5000])
@pytest.mark.parametrize("is_there", [True, False])
def test_sixty_thousand_characters_take_less_than_a_blink(length, is_there):
    """20 ms on a quiet machine; judged by the best of several, with room for a busy one."""
    page = long_page(1)
    selector = taken(page[40_000 : 40_000 + length], page)
    later = page[50:] if is_there else long_page(2)

    def seconds() -> float:
        began = time.thread_time()
        find_again(selector, later)
        return time.thread_time() - began

    assert min(seconds() for _ in range(5)) < 0.04
