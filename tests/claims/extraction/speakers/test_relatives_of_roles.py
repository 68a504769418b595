"""Somebody who belongs to a person with a role isn't that person."""

import pytest

from claims.extraction import extract_statements


@pytest.mark.parametrize(
    "other", ["The mayor's wife", "The mayor's union", "A lawyer for the mayor"]
)
def test_a_role_in_a_possessive_or_after_for_is_somebody_else(other):
    text = f"Ronan Duffy, the mayor, was late. {other} said he had slept."

    assert extract_statements(text).statements[-1].speaker != "Ronan Duffy"
