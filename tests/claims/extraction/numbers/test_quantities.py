"""What holds for all numbers, in any text."""

from hypothesis import given, settings
from hypothesis import strategies as st

from claims.extraction.numbers.quantities import find_numbers

COMPARATORS = {None, "at least", "at most", "more than", "less than", "about", "times"}


def test_whole_values_print_whole():
    (number,) = find_numbers("5% of GDP")

    assert number.as_json() == {
        "text": "5% of GDP",
        "value": 5,
        "unit": "percent",
        "comparator": None,
        "base": "GDP",
        "period": None,
        "place": None,
    }


PIECES = st.sampled_from(
    [
        "5",
        "1,180",
        "0800",
        "2019",
        "half",
        "a",
        "third",
        "of",
        "in",
        "ten",
        "and",
        "£",
        "$",
        "%",
        "-",
        "–",
        ".",
        ",",
        "bn",
        "m",
        "million",
        "hundred",
        "times",
        "twice",
        "between",
        "to",
        "May",
        "per",
        "cent",
        "more",
        "than",
        "over",
        "years",
        "Leeds",
        "(",
        ")",
        "\n",
        "’",
        "or",
        "so",
        "+",
        "½",
        "٣",
    ]
)


def test_two_numbers_share_no_words():
    both = find_numbers("It takes 65 or over 200 people.")
    compared = find_numbers("It takes 50 people or more than 60 people.")
    aged = find_numbers("5% of aged 50")

    assert [(number.text, number.comparator) for number in both] == [
        ("65 or over", "at least"),
        ("200 people", None),
    ]
    assert [(number.text, number.comparator) for number in compared] == [
        ("50 people", None),
        ("more than 60 people", "more than"),
    ]
    assert [number.text for number in aged] == ["5% of aged", "50"]


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=14), st.sampled_from(["", " "]))
def test_any_words_give_numbers_whose_own_words_stand_in_them(pieces, glue):
    words = glue.join(pieces)

    numbers = find_numbers(words)

    position = 0
    for number in numbers:
        assert number.text
        position = words.index(number.text, position) + len(number.text)
        assert number.comparator in COMPARATORS
        assert number.period is None or number.period in words
        assert number.place is None or number.place in words


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=200))
def test_any_text_can_be_asked_for_its_numbers(text):
    assert all(number.text in text for number in find_numbers(text))
