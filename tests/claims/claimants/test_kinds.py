"""The guess who is a person, an organization or a private person."""

import pytest

from claims.claimants.kinds import guess_kind

TABLE = [
    ("Mara Brook", "mayor of Northfield", "person"),
    ("Mara Brook", "", "person"),
    ("Lund", "", "person"),
    ("Jane O'Neill-Smith", "economist", "person"),
    (
        "Tom Police",
        "councillor",
        "organization",
    ),  # a word of the name weighs more than the role
    ("Housing Office", "", "organization"),
    ("the finance ministry", "", "organization"),
    ("Northfield Courier", "", "organization"),
    ("NATO", "", "organization"),
    ("U.N.", "", "organization"),
    ("Marks & Spencer", "", "organization"),
    ("Channel 4", "", "organization"),
    ("Jane Doe", "a resident of Elm Street", "private-person"),
    ("Jane Doe", "nurse", "private-person"),
    ("Jane Doe", "mother of two", "private-person"),
    ("Jane Doe", "head of the residents' association", "person"),
    ("a neighbour", "", "private-person"),
    ("a man on a bicycle", "", "private-person"),
    ("Tim Doe", "aged 12", "private-person"),
    ("Tim Doe", "a 15-year-old from Aldmere", "private-person"),
    ("Tim Doe", "pupil and class president", "private-person"),
    ("Tim Doe", "aged 42", "person"),
]


@pytest.mark.parametrize(("name", "role", "kind"), TABLE)
def test_a_claimants_kind_is_guessed_by_name_and_role(name, role, kind):
    assert guess_kind(name, role) == kind
