"""Calculations with the figures of evidence: parsed, calculated, shown, and limited."""

import random
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from history.models import Event
from reviews import calculations
from reviews.calculations import CalculationError, FigureValue
from reviews.calculations import actions as calculation_actions
from reviews.calculations.models import Calculation
from reviews.evidence import actions as evidence_actions
from reviews.evidence import metadata
from reviews.exceptions import NotWritable
from reviews.review.models import Author
from reviews.revisions.build_document import document_of
from reviews.revisions.diff import compare
from reviews.sentences import Sentence
from reviews.workflow import gates
from tests import given
from tests.calling import Caller

FIGURES = {
    1: FigureValue(Decimal(64600000000), "GBP"),
    2: FigureValue(Decimal(2711000000000), "GBP"),
    3: FigureValue(Decimal(4), "percent"),
    4: FigureValue(trouble=Sentence("evidence-is-withdrawn", number=4)),
    5: FigureValue(Decimal("90.2"), "million crowns"),
    6: FigureValue(Decimal(86600000), "crowns"),
    7: FigureValue(Decimal(12)),
}
GRANT = "The Safer Streets grant is 3.0 million crowns, down from 5.0 million."


def worked(expression, **more):
    return calculations.calculate(calculations.parse_expression(expression), FIGURES, **more)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("1 + 2 * 3", "7"),
        ("(1 + 2) × 3", "9"),
        ("8 - 2 - 1", "5"),
        ("8 / 2 / 2", "2"),
        ("8 ÷ 2 : 2 · 3", "6"),
        ("-2 * -3", "6"),
        ("2 - -3", "5"),
        ("2,711.5 + .5", "2712"),
        ("5 % * 200", "10"),
        ("2 million + £1,000", "2001000"),
        ("3 bn crowns / 1.5 billion crowns", "2"),
        ("[7] officers / 3", "4"),
        ("2 x 3", "6"),
    ],
)
def test_a_calculation_follows_the_usual_rules(expression, value):
    assert worked(expression).value == Decimal(value)


@pytest.mark.parametrize(
    ("expression", "unit", "decimals", "shown"),
    [
        ("[1] / [2] * 100", "percent", 2, "£64.6bn / £2,711bn = 2.38 %"),
        ("([1] / [2]) * 100", "%", 1, "£64.6bn / £2,711bn = 2.4 %"),
        ("[2] - [1]", "GBP", 0, "£2,711bn − £64.6bn = £2,646.4bn"),
        ("[2] - [1]", "£bn", 1, "£2,711bn − £64.6bn = £2,646.4bn"),
        ("[1] * [3]%", "GBP", 0, "£64.6bn × 4 % = £2.584bn"),
        ("[1] / 7", "GBP", 0, "£64.6bn / 7 = £9,228,571,429"),
        ("[1] - [2]", "£bn", 0, "£64.6bn − £2,711bn = −£2,646bn"),
        (
            "([6] − [5]) ÷ [5] × 100",
            "percent",
            1,
            "(86.6 million crowns − 90.2 million crowns) / 90.2 million crowns = −4.0 %",
        ),
        ("[5] - [6]", "", 1, "90.2 million crowns − 86.6 million crowns = 3.6 million crowns"),
    ],
)
def test_a_calculation_is_shown_with_the_words_of_its_figures(
    expression, unit, decimals, shown
):
    done = worked(expression, unit=unit, decimals=decimals)

    assert done.shown.replace("\u00a0", " ") == shown


@pytest.mark.parametrize(
    ("expression", "decimals", "result"),
    [("0.5 + 2", 0, "2"), ("0.5 + 3", 0, "4"), ("1 / 8", 2, "0.12"), ("3 / 8", 2, "0.38")],
)
def test_a_half_is_rounded_to_the_even_side(expression, decimals, result):
    assert worked(expression, decimals=decimals).result == result


@pytest.mark.parametrize(
    ("expression", "sentence"),
    [
        ("", "Write a calculation with figures, like [1] / [2] * 100."),
        ("1 +", "The calculation ends too early: a number or a figure is missing."),
        ("* 2", "A number or a figure is missing before “*”."),
        ("5 ** 2", "A number or a figure is missing before “*”."),
        ("(1 + 2", "A bracket is opened but not closed."),
        ("1 + 2)", "A bracket is closed that was not opened."),
        ("1 2", "A sign is missing before “2”."),
        ("[1] [2]", "A sign is missing before [2]."),
        ("2 m + 1", "Write “million” instead of “m”."),
        ("half of it", "“half” isn’t a number: write figures, like [1], and numbers."),
        ("__import__('os')", "“__import__” can’t be part of a calculation."),
        ("1e9", "A sign is missing before “9”."),
        ("2 ^ 9", "“^ 9” can’t be part of a calculation."),
        ("[9] + 1", "There is no evidence [9]."),
        ("[4] * 2", "[4] is withdrawn."),
        ("1 / 0", "It is divided by zero."),
        ("[1] / ([2] - [2])", "It is divided by zero."),
        ("[1] + [3]", "You can’t add a percent to pounds."),
        ("[5] - [1]", "You can’t subtract pounds from crowns."),
        ("[1] / [2] + [1]", "You can’t add pounds to a ratio."),
        ("9" * 25, "99999999… has more than 24 digits."),
        ("99999999999999 * 99999999", "The numbers grow too large to be meant."),
        ("(" * 13 + "1" + ")" * 13, "More than 12 brackets are nested."),
        ("-" * 40 + "1", "More than 12 brackets are nested."),
        ("1" + "+1" * 40, "The calculation has more than 60 parts: make two of it."),
        ("1" * 301, "The calculation is longer than 300 characters: make two of it."),
    ],
)
def test_what_gives_no_number_is_refused_in_a_sentence(expression, sentence):
    with pytest.raises(CalculationError) as refused:
        worked(expression)

    assert str(refused.value) == sentence


def test_whatever_is_typed_gives_a_number_or_a_sentence():
    chance = random.Random(20261126)
    values = ["[1]", "[2]", "[3]", "[4]", "[99]", "1", "2.5", "3,000", "0", "£2 bn", "(1 + 2)"]
    signs = ["+", "-", "−", "*", "×", "/", "÷", "% *"]
    junk = ["", "", "", "", "", "m", "(", ")", ".", ",", "[", "**", "million", "é", "%"]
    outcomes = set()

    for _ in range(2000):
        typed = chance.choice(values)
        for _ in range(chance.randint(0, 5)):
            typed += chance.choice(signs) + chance.choice(values) + chance.choice(junk)
        try:
            outcomes.add(worked(typed, unit="percent").value.is_finite())
        except CalculationError as error:
            outcomes.add(str(error)[-1])

    assert outcomes == {True, "."}


def test_a_ratio_that_is_called_a_percent_is_doubted():
    assert worked("[1] / [2]", unit="percent").warnings == [
        "Nothing is multiplied by 100: is the result a percent?"
    ]
    assert worked("[1] / [2] * 100", unit="percent").warnings == []


def test_a_result_in_another_money_is_doubted():
    assert worked("[1] + 1", unit="EUR").warnings == [
        "The figures are in pounds, the result says euros."
    ]


# --- in a review ------------------------------------------------------------------------------

pytestmark = pytest.mark.django_db


@pytest.fixture
def author():
    return given.checker()


@pytest.fixture
def review(author):
    """Two pieces, each with its figure."""
    review = given.taken(by=author)
    page = given.kept_page(by=author)
    for quote, figure in ((given.PASSAGE, "90.2"), (GRANT, "3.0")):
        piece = given.evidence(review, by=author, snapshot=page, quote=quote)
        figure_of(piece, figure, by=author)
    return review


def figure_of(piece, figure, *, by, unit="million crowns"):
    return metadata.describe_evidence(
        piece, figure=Decimal(figure), figure_unit=unit, figure_period="2026", by=by
    )


def add(review, author, expression="[2] / [1] * 100", **more):
    more = {"label": "Share of the grant", "unit": "percent", **more}
    return calculation_actions.add_calculation(review, expression=expression, by=author, **more)


def shown(review):
    return [
        one.shown.replace("\u00a0", " ")
        for one in calculations.calculations_of(given.fresh(review))
    ]


def test_a_figure_is_shown_in_the_words_of_its_passage(review, author):
    add(review, author)

    assert shown(review) == ["3.0 million crowns / 90.2 million crowns = 3.33 %"]


def test_whoever_adds_a_calculation_is_an_author_and_the_event_says_what_it_shows(review):
    editor = given.editor()

    add(review, editor)

    assert Author.objects.filter(review=review, user=editor).exists()
    event = Event.objects.of(review.claim.chain).first()
    assert (event.kind, event.payload["expression"]) == ("add-sum", "[2] / [1] * 100")


def test_a_calculation_follows_its_figures(review, author):
    add(review, author)

    figure_of(review.evidence.get(number=1), "60", by=author)

    assert shown(review) == ["3.0 million crowns / 60 million crowns = 5.00 %"]


def test_a_calculation_whose_figure_is_withdrawn_is_missing_until_it_is_back(review, author):
    add(review, author)
    piece = review.evidence.get(number=1)
    sentence = "The calculation “Share of the grant” gives no number: [1] is withdrawn."

    evidence_actions.withdraw_evidence(piece, by=author)

    assert sentence in [str(one) for one in gates.to_submit(given.fresh(review))]
    evidence_actions.restore_evidence(piece, by=author)
    assert sentence not in [str(one) for one in gates.to_submit(given.fresh(review))]


def test_a_calculation_shows_no_figure_of_a_confidential_piece(review, author):
    piece = given.evidence(review, by=author, is_confidential=True, described_as="A memo.")
    figure_of(piece, "4", by=author)

    with pytest.raises(ValidationError, match=r"\[3\] is confidential"):
        add(review, author, "[3] / [1]")


def test_a_calculation_of_a_piece_without_a_figure_is_not_added(review, author):
    given.evidence(review, by=author)

    with pytest.raises(ValidationError, match=r"\[3\] gives no number yet"):
        add(review, author, "[3] / [1]")


def test_nobody_adds_a_calculation_to_what_they_do_not_hold(review):
    with pytest.raises(PermissionDenied):
        add(review, given.checker())


def test_a_submitted_review_gets_no_calculation(author):
    with pytest.raises(NotWritable):
        add(given.submitted(by=author), author)


def test_a_removed_calculation_can_be_restored(review, author):
    row = add(review, author)

    calculation_actions.remove_calculation(row, by=author)
    assert shown(review) == []

    calculation_actions.restore_calculation(row, by=author)
    assert len(shown(review)) == 1


def test_a_check_shows_twelve_calculations_at_most(review, author):
    for number in range(12):
        add(review, author, label=f"Calculation {number}")

    with pytest.raises(ValidationError, match="at most 12 calculations"):
        add(review, author)


def test_a_calculation_is_not_restored_next_to_twelve_others(review, author):
    out = calculation_actions.remove_calculation(add(review, author), by=author)
    for number in range(12):
        add(review, author, label=f"Calculation {number}")

    with pytest.raises(ValidationError, match="at most 12 calculations"):
        calculation_actions.restore_calculation(out, by=author)


def test_a_revision_keeps_the_calculation_as_it_was_shown(review, author):
    add(review, author)
    given.write(review, by=author)

    frozen = document_of(given.fresh(review))

    (one,) = frozen["sums"]
    assert one["result"] == "3.33\u00a0%"
    assert [(term["number"], term["figure"]) for term in one["terms"]] == [
        (2, "3.0 million crowns"),
        (1, "90.2 million crowns"),
    ]
    assert "".join(part["text"] for part in one["parts"]) + " = 3.33\u00a0%" == one["shown"]


def test_an_editor_sees_which_calculations_came_and_went():
    old, new = ({"label": "Fall", "shown": f"a = {n} %"} for n in (4, 5))
    base = {"claim": {"text": "x", "said_on": None}, "claimant": {"id": 1}, "rating": None}
    base |= {"conclusion": "", "body": "", "evidence": [], "replies": []}

    change = compare({**base, "sums": [old]}, {**base, "sums": [new]})

    assert (change.calculations_added, change.calculations_removed) == ([new], [old])


def test_the_page_shows_the_calculation_and_takes_another(client, review, author):
    add(review, author)
    client.force_login(author)
    fields = {
        "calculation-label": "Rest",
        "calculation-expression": "[1] - [2]",
        "calculation-decimals": "1",
    }

    answer = client.post(reverse("desk:add_calculation", args=[review.pk]), fields, follow=True)

    html = answer.content.decode()
    assert "Share of the grant" in html
    assert "<strong>87.2\u00a0million crowns</strong>" in html
    assert Calculation.objects.standing().filter(review=review).count() == 2


def test_what_is_typed_into_a_bad_calculation_is_not_lost(client, review, author):
    client.force_login(author)
    fields = {
        "calculation-label": "Rest",
        "calculation-expression": "[1] - [8]",
        "calculation-decimals": "1",
    }

    answer = client.post(reverse("desk:add_calculation", args=[review.pk]), fields)

    assert answer.status_code == 422
    assert "There is no evidence [8]." in answer.content.decode()
    assert "[1] - [8]" in answer.content.decode()


@pytest.mark.parametrize(
    ("expression", "says"),
    [("[2] / [1] * 100", "3.33"), ("[2] /", "ends too early"), ("", "This field is required")],
)
def test_a_calculation_is_tried_while_it_is_written(client, review, author, expression, says):
    client.force_login(author)
    fields = {
        "calculation-expression": expression,
        "calculation-unit": "percent",
        "calculation-decimals": "2",
    }

    answer = client.get(reverse("desk:preview_calculation", args=[review.pk]), fields)

    assert says in answer.content.decode()
    assert not Calculation.objects.filter(review=review).exists()


def test_a_calculation_comes_and_goes_by_api(review, author):
    caller = Caller(author)
    told = {"label": "Share", "expression": "[2] / [1] * 100", "unit": "percent"}

    added = caller.post(f"reviews/{review.pk}/calculations/", told)

    assert added.status_code == 201
    assert added.json()["result"] == "3.33\u00a0%"
    assert caller.get(f"reviews/{review.pk}/").json()["sums"] == [added.json()]
    assert caller.client.delete(f"/api/calculations/{added.json()['id']}/").status_code == 204
    assert caller.get(f"reviews/{review.pk}/").json()["sums"] == []
    assert caller.post(f"calculations/{added.json()['id']}/restore/").json() == added.json()
