"""When a surname that stands alone means the private person, and when it may not be touched."""

import pytest

from reviews.revisions.surnames import surname_alone


@pytest.mark.parametrize(
    "text",
    [
        "Jane Doe told us so. Doe said it again.",
        "We asked Ms Doe, and Mrs. Doe answered.",
        "Yesterday Doe said so. But Doe was wrong.",
        "JANE DOE. “Doe was there,” the mayor said.",
        "Doe’s house is at https://example.org/doe-street/.",
        "A text without any of it.",
    ],
)
def test_a_surname_that_can_mean_nobody_else_is_theirs(text):
    assert surname_alone("Jane Doe", text) == "Doe"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Sam Young", "Young said that young people leave."),
        ("Sam Brook", "Mayor Brook and Sam Brook were there."),
        ("Sam Brook", "Mara Brook said so."),
        ("Sam Brook", "He lives in Brook Street."),
        ("Sam Li", "Li said so."),
        ("residents", "The residents said so."),
        ("a resident", "A resident said so."),
    ],
)
def test_a_surname_that_may_mean_something_else_stays(name, text):
    assert surname_alone(name, text) == ""
