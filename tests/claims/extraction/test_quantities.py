import pytest

from claims.extraction.quantities import find_numbers


@pytest.mark.parametrize(
    ("words", "text", "value", "unit"),
    [
        ("spend 5% of GDP on it", "5% of GDP", 5, "percent"),
        ("£55m for repairs", "£55m", 55_000_000, "GBP"),
        ("US$4.5 billion in debt", "US$4.5 billion", 4_500_000_000, "USD"),
        ("€20bn", "€20bn", 20_000_000_000, "EUR"),
        ("nine million pounds", "nine million pounds", 9_000_000, "GBP"),
        ("2.5 per cent", "2.5 per cent", 2.5, "percent"),
        ("up 3.2 percentage points", "3.2 percentage points", 3.2, "percentage points"),
        ("three in eight pupils", "three in eight", 0.375, "share"),
        ("one in every five", "one in every five", 0.2, "share"),
        ("two-thirds of voters", "two-thirds", 0.666667, "share"),
        ("half of the staff", "half", 0.5, "share"),
        ("crime halved", "halved", 0.5, "times"),
        ("ten times higher", "ten times", 10, "times"),
        (
            "three hundred and twenty-five thousand people",
            "three hundred and twenty-five thousand people",
            325_000,
            "people",
        ),
        ("1,180 new jobs", "1,180 new jobs", 1180, "new jobs"),
    ],
)
def test_a_number_is_read_to_its_value_and_unit(words, text, value, unit):
    (number,) = find_numbers(words)

    assert (number.text, number.value, number.unit) == (text, value, unit)


@pytest.mark.parametrize(
    ("words", "comparator"),
    [
        ("at least 40 homes", "at least"),
        ("up to 40 homes", "at most"),
        ("more than 40 homes", "more than"),
        ("fewer than 40 homes", "less than"),
        ("nearly 40 homes", "less than"),
        ("around 40 homes", "about"),
        ("more than double", "more than"),
        ("40 homes", None),
    ],
)
def test_the_words_before_a_number_compare_it(words, comparator):
    (number,) = find_numbers(words)

    assert number.comparator == comparator
    assert number.text == words


def test_from_and_to_are_two_numbers_each_with_its_period():
    first, second = find_numbers("from 640 in May to 710 in June")

    assert (first.value, first.period) == (640, "in May")
    assert (second.value, second.period) == (710, "in June")


def test_a_number_knows_its_base_period_and_place():
    (share,) = find_numbers("12% of children in Wales last year")

    assert (share.base, share.period, share.place) == ("children", "last year", "Wales")


def test_numbers_in_a_row_are_each_found():
    assert [n.value for n in find_numbers("two percent, three percent")] == [2, 3]


@pytest.mark.parametrize(
    "words",
    [
        "on 12 March 2024",
        "on March 12, 2024",
        "in 2019 and by 2030",
        "the 1990s",
        "at 1:12 and 10.30am",
        "the 2024-25 season",
        "Covid-19",
        "one of them",
        "no one",
        "the two men",
        "the 21st century",
        "a double murder",
        "the second half of the game",
    ],
)
def test_dates_times_and_pronouns_are_no_numbers(words):
    assert find_numbers(words) == ()


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
