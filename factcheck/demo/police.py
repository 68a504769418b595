"""The demo's check of the police budget: drafted, published, and corrected openly."""

from datetime import date
from decimal import Decimal
from typing import TypedDict

from factcheck.demo.desk import WORDS, DemoDesk
from reviews.calculations import actions as calculation_actions
from reviews.calculations.models import Calculation
from reviews.evidence import common_origins
from reviews.evidence.models import SharedOrigin
from reviews.replies import actions as reply_actions
from reviews.review.models import Review
from reviews.workflow import moves, publication_moves


class CitedFigure(TypedDict):
    """The figure in a passage."""

    figure: Decimal
    figure_unit: str
    figure_period: str
    figure_place: str


def publish_check(desk: DemoDesk, review: Review) -> None:
    """Publish the check, find a wrong detail, reopen the review and correct it openly."""
    cast = desk.cast
    review = moves.take(review, by=cast.checker)
    _find_evidence(desk, review)
    _say_that_two_are_one(desk, review)
    _ask_the_mayor(desk, review)
    desk.calculate(review, "How much the grant fell", "([6] - [2]) / [6] * 100")
    fall = "(91.2 million - [1]) / 91.2 million * 100"
    wrong = desk.calculate(review, "How much the police budget fell", fall)
    review = moves.weigh(review, by=cast.checker)
    desk.write_draft(review, "police_first")
    review = publication_moves.publish(desk.approve(review), by=cast.editor)

    _correct_the_figure(desk, review, wrong)


def _correct_the_figure(desk: DemoDesk, review: Review, wrong: Calculation) -> None:
    cast = desk.cast
    note = "A reader noticed that 91.2 million is the figure of 2024."
    review = moves.reopen(review, note=note, to=cast.checker, by=cast.editor)
    calculation_actions.remove_calculation(wrong, by=cast.checker)
    line = "Police, total 90.2 m 86.6 m"
    desk.cite(review, "city-budget", line, "refutes", **_crowns("90200000", "2025"))
    desk.calculate(review, "How much the police budget fell", "([7] - [1]) / [7] * 100")
    review = moves.weigh(review, by=cast.checker)
    desk.write_draft(review, "police_corrected")
    publication_moves.correct(
        desk.approve(review),
        kind="substantial",
        text="We first gave the 2025 budget as 91.2 million crowns. It was 90.2 million, "
        "so the fall is 4 percent and not 5. The rating did not change.",
        by=cast.editor,
    )


def _find_evidence(desk: DemoDesk, review: Review) -> None:
    budget = "Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026"
    grant = "The Safer Streets grant to Northfield is 3.0 million crowns, down from 5.0 million"
    desk.cite(review, "city-budget", budget, "refutes", **_crowns("86600000", "2026"))
    desk.cite(review, "grant-table", grant, "supports", **_crowns("3000000", "2026"))
    core = "core money for the force is down about four per cent"
    stake = "The federation speaks for the officers whose posts the money pays for."
    desk.cite(review, "federation-note", core, "refutes", primary=False, interest=stake)
    ends = "Safer Streets ends for all towns on 31 December 2026"
    desk.cite(review, "grant-table", ends, "context")
    desk.cite(review, "harbour-post", core, "refutes", primary=False)
    line = "of which Safer Streets grant 5.0 m 3.0 m"
    desk.cite(review, "city-budget", line, "supports", **_crowns("5000000", "2025"))


def _crowns(value: str, year: str) -> CitedFigure:
    return {
        "figure": Decimal(value),
        "figure_unit": "crowns",
        "figure_period": year,
        "figure_place": "Northfield",
    }


def _say_that_two_are_one(desk: DemoDesk, review: Review) -> None:
    """Confirm that the paper prints the federation's note, as both texts show."""
    common_origins.compare_origins(review.pk)
    for pair in SharedOrigin.objects.of(review):
        common_origins.confirm_origin(pair, name="Police Federation", by=desk.cast.checker)


def _ask_the_mayor(desk: DemoDesk, review: Review) -> None:
    said = WORDS["police_reply"]
    asked = desk.ask_claimant(
        review, how=said["how"], on=date(2026, 3, 5), due_on=date(2026, 3, 9)
    )
    reply_actions.note_answer(
        asked, reply=said["reply"], replied_on=date(2026, 3, 6), by=desk.cast.checker
    )
