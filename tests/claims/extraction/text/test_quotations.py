import pytest

from claims.extraction.text.boilerplate import separate_boilerplate
from claims.extraction.text.quotations import find_quotations


def quoted(text):
    paragraphs = separate_boilerplate(text, "en").paragraphs
    found = find_quotations(text, paragraphs)
    return ["|".join(text[start:end] for start, end in q.pieces) for q in found]


@pytest.mark.parametrize(
    "text",
    [
        "She said “it is late” and left.",
        'She said "it is late" and left.',
        "She said ‘it is late’ and left.",
        "She said 'it is late' and left.",
        "She said «it is late» and left.",
        "She said „it is late“ and left.",
        "She said „it is late” and left.",
        'She said „it is late" and left.',
        "She said ``it is late'' and left.",
        "She said ''it is late'' and left.",
    ],
)
def test_every_usual_pair_of_marks_is_a_quotation(text):
    assert quoted(text) == ["it is late"]


@pytest.mark.parametrize(
    "text",
    [
        "The workers’ rights and the boss’s car weren’t discussed.",
        "It's the Joneses' house, isn't it?",
        "The '90s were rock 'n' roll.",
        "’Twas the night, said nobody’s mother.",
        'He is 6\'2" tall and the screen is 14" wide.',
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text):
    assert quoted(text) == []


def test_a_possessive_inside_single_marks_does_not_close_them():
    assert quoted("‘The teachers’ union came’, he said. ‘It’s over.’") == [
        "The teachers’ union came",
        "It’s over.",
    ]


def test_a_quotation_inside_another_is_part_of_it():
    assert quoted("“He told me ‘never’ twice,” she said.") == ["He told me ‘never’ twice,"]


def test_a_quotation_goes_on_where_the_next_paragraph_opens_again():
    text = "She said: “One.\n“Two.\n“Three.” He left. “Four.”"

    assert quoted(text) == ["One.|Two.|Three.", "Four."]


def test_single_marks_go_on_over_paragraphs_too():
    assert quoted("She said: ‘One, it’s true.\n‘Two.’ He left.") == ["One, it’s true.|Two."]


def test_a_quotation_that_is_never_closed_ends_with_its_paragraph():
    assert quoted("She said: “We never left.\nThe police did.") == ["We never left."]


def test_a_stray_mark_in_the_middle_opens_nothing():
    assert quoted("The so-called “ rule was dropped.\nThe “ban stayed.") == []
