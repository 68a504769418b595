"""What the verifier of published pages takes for the same, without a database."""

from readers.verification.difference import is_not
from readers.verification.stored_pages import comparable

POLICY = "Content-Security-Policy"


def test_the_order_of_directives_is_no_difference_between_headers():
    stored = [(POLICY, "default-src 'self'; img-src 'self' data:"), ("A", "1")]

    assert comparable(stored) == comparable(
        [("A", "1"), (POLICY, "img-src 'self' data:; default-src 'self'")]
    )


def test_another_directive_is_a_difference_between_headers():
    stored = [(POLICY, "default-src 'self'; img-src *")]

    assert comparable(stored) != comparable([(POLICY, "default-src 'self'; img-src 'self'")])


def test_a_difference_is_one_line_however_long_the_words_are():
    line = is_not("words", "It is true.\n" * 40, "It is false.")

    assert "\n" not in line
    assert line.endswith('…", but should be "It is false."')
