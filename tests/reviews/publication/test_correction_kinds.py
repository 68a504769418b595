"""What makes a correction more than minor, and where that is refused."""

import re

import pytest
from django.core.exceptions import ValidationError

from reviews.publication.correction_kinds import more_than_minor
from reviews.publication.models import Correction
from reviews.revisions.models import Revision
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller, is_problem

FIGURE = {"value": "86.6", "unit": "million crowns", "shown": "86.6 million crowns"}
NO_FIGURE = {"number": 2, "figure": None}


def _document(**changes):
    document = {
        "claim": {"text": "Police funding was cut by 40 percent", "said_on": "2026-03-03"},
        "claimant": {"id": 1, "name": "Mara Brook"},
        "rating": {"slug": "half-true", "label": "Half true"},
        "conclusion": "One grant fell; the budget did not.",
        "body": "All money fell from 90.2 to 86.6 million crowns [1], or four percent.\n",
        "evidence": [{"number": 1, "figure": FIGURE}, NO_FIGURE],
        "sums": [{"label": "Fall", "shown": "4 %"}],
    }
    return document | changes


def _body(old, new):
    return _document(body=_document()["body"].replace(old, new))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (
            {"rating": {"slug": "false", "label": "False"}},
            "The rating changes, half true to false.",
        ),
        ({"conclusion": "One grant fell; the budget rose."}, "The conclusion changes."),
        ({"claimant": {"id": 2, "name": "Hugo Lund"}}, "changes, Mara Brook to Hugo Lund."),
        ({"claimant": {"id": 1, "name": "Mara Brooke"}}, "changes, Mara Brook to Mara Brooke."),
        (
            {"claim": {"text": "Police funding was cut by 40 percent", "said_on": None}},
            "The day changes on which it was said.",
        ),
        (
            {
                "claim": {
                    "text": "Police funding was cut by 41 percent",
                    "said_on": "2026-03-03",
                }
            },
            "A figure changes, 40 percent to 41 percent.",
        ),
        ({"sums": [{"label": "Fall", "shown": "5 %"}]}, "A calculation changes, 4 % to 5 %."),
        (
            {"evidence": [{"number": 1, "figure": {**FIGURE, "shown": "86.9"}}, NO_FIGURE]},
            "The figure from [1] changes, 86.6 million crowns to 86.9.",
        ),
        (
            {"evidence": [{"number": 1, "figure": None}, NO_FIGURE]},
            "from [1] is taken out: 86.6 million",
        ),
    ],
)
def test_what_decides_or_is_counted_cannot_change_in_a_minor_correction(change, sentence):
    reasons = more_than_minor(_document(), _document(**change))

    assert len(reasons) == 1
    assert sentence in reasons[0]


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("86.6", "86.9", "A figure changes, 86.6 million crowns to 86.9 million crowns."),
        ("million", "billion", "A figure changes, 86.6 million crowns to 86.6 billion crowns."),
        ("four percent", "five percent", "A figure changes, four percent to five percent."),
        ("percent.", "percent of 300 towns.", "A figure is added: 300 towns."),
        (", or four percent", "", "A figure is taken out: four percent."),
        ("million crowns", "million crowns since 1 March 2025", "A figure is added: "),
    ],
)
def test_a_figure_of_the_text_cannot_change_in_a_minor_correction(old, new, sentence):
    (reason,) = more_than_minor(_document(), _body(old, new))

    assert reason.startswith(sentence)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("All money", "All the money"),
        ("[1]", "[2]"),
        ("four percent", "4 percent"),
        ("[1]", "[1] ([the budget](https://city.example/2027/3))"),
        ("All money fell", "Money of all kinds fell"),
    ],
)
def test_spelling_a_link_or_another_citation_may_be_minor(old, new):
    assert more_than_minor(_document(), _body(old, new)) == []


def test_white_space_in_the_conclusion_and_a_source_more_may_be_minor():
    evidence = [*_document()["evidence"], {"number": 3, "figure": FIGURE}]
    after = _document(conclusion="One grant fell;  the budget did not.\n", evidence=evidence)

    assert more_than_minor(_document(), after) == []


# --- where corrections are made ---


def _approved_again(editor, **draft):
    """A published check, reopened, rewritten and approved again."""
    writer = given.checker()
    review = moves.weigh(given.reopened(to=writer), by=writer)
    given.write(review, by=writer, **draft)
    review = moves.submit(given.fresh(review), by=writer)
    return moves.approve(review, revision=Revision.objects.newest_of(review).number, by=editor)


@pytest.mark.django_db
def test_a_correction_that_is_more_than_minor_is_refused_as_minor_with_the_reason():
    editor = given.editor()
    review = _approved_again(editor, body="The budget gives 3 figures [1].")

    with pytest.raises(ValidationError, match=r"more than minor\. A figure is added: 3"):
        publication_moves.correct(review, kind="minor", text="A comma.", by=editor)

    assert not Correction.objects.exists()
    assert publication_moves.correct(review, kind="update", text="A table.", by=editor)


@pytest.mark.django_db
def test_a_correction_of_spelling_may_be_minor():
    editor = given.editor()
    review = _approved_again(editor, body="The budget gives these figures [1].")

    assert (
        publication_moves.correct(review, kind="minor", text="A word.", by=editor).state
        == "published"
    )


@pytest.mark.django_db
def test_the_api_refuses_a_minor_correction_that_is_more_and_says_why():
    editor = given.editor()
    review = _approved_again(editor, rating="false")
    address = f"reviews/{review.pk}/correct/"

    answer = Caller(editor).post(address, {"kind": "minor", "text": "A comma."})

    assert is_problem(answer, 422, "kind:", "The rating changes, half true to false.")
    assert Caller(editor).post(address, {"kind": "update", "text": "X."}).status_code == 200


@pytest.mark.django_db
def test_no_kind_is_chosen_for_an_editor_and_one_that_is_not_possible_says_why(client):
    editor = given.editor()
    review = _approved_again(editor, rating="false")
    client.force_login(editor)

    html = client.get(f"/desk/reviews/{review.pk}/correction/").content.decode()

    kinds = re.findall(r'<input type="radio"[^>]* name="kind"[^>]*>', html)
    assert len(kinds) == 3
    assert not any("checked" in kind for kind in kinds)
    assert ["disabled" in kind for kind in kinds] == [True, False, False]
    assert "Not here: The rating changes, half true to false." in html
