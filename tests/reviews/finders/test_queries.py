"""What finders ask for: few words, those that tell a claim from others, the same each time."""

import pytest

from reviews.finders.queries import LONGEST, build_query, key_words


@pytest.mark.parametrize(
    ("claim", "asked"),
    [
        (
            "Police funding was cut by 40 percent in a single year",
            ["Police", "funding", "cut", "40 percent", "single"],
        ),
        (
            "Rents for most tenants in Northfield doubled in a year",
            ["Rents", "tenants", "Northfield", "doubled"],
        ),
        ("It is what it is", []),
        ("", []),
    ],
)
def test_names_numbers_with_units_and_long_words_are_asked_for_in_order(claim, asked):
    assert key_words(claim) == asked


def test_a_long_claim_is_asked_for_by_its_most_telling_words():
    claim = (
        "The Harbour Authority of Northfield spent £64.6bn on dredging machines that nobody "
        "ordered, tested, inspected, delivered or saw between spring and autumn of 2024"
    )

    words = key_words(claim, most=5)

    assert words == ["Harbour", "Authority", "Northfield", "£64.6bn", "2024"]


def test_who_said_it_comes_first_unless_the_claim_names_them():
    claim = "Police funding was cut"

    assert build_query(claim, claimant="Mara Brook") == "Mara Brook Police funding cut"
    assert build_query("Mara Brook cut police funding", claimant="Mara Brook") == (
        "Mara Brook cut police funding"
    )
    assert build_query(claim, claimant="Mara Brook", numbers=False) == build_query(
        claim, claimant="Mara Brook"
    )


def test_a_query_is_never_longer_than_a_line():
    assert len(build_query("Supercalifragilistic" * 3 + " word" * 100, most=50)) <= LONGEST


def test_a_language_without_a_folder_is_asked_in_with_english_rules():
    assert key_words("Die Miete stieg um 40 Prozent", language="de")
