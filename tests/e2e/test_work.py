"""The work on a review in the browser: evidence, rating, suggestions, approval."""

import re

import pytest
from playwright.sync_api import expect

from reviews.evidence import actions
from reviews.review.table import State
from tests import given
from tests.e2e.work import PAGE, select_paragraph
from tests.waiting import wait_until


def test_selected_words_become_evidence_in_two_actions(committing, opened):
    with committing():
        checker = given.checker()
        review = given.taken(by=checker)
        kept = given.kept_page(PAGE, by=checker, media_type="text/html")
    page = opened(checker, f"/desk/archive/{kept.pk}/?review={review.pk}")

    select_paragraph(page, 0)
    page.keyboard.press("e")
    expect(page.locator("[name=stance]:checked")).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/reviews/*/#evidence-1")

    expect(page.locator("#evidence-1")).to_be_focused()
    expect(page.get_by_text("Evidence [1] added.")).to_be_visible()
    with committing():
        piece = review.evidence.get()
        assert piece.anchored
        assert piece.passage == given.PASSAGE

    page.keyboard.press("z")
    expect(page.locator("#evidence-1.is-withdrawn")).to_be_attached()


def test_words_that_stand_twice_are_found_where_they_were_selected(committing, opened):
    with committing():
        checker = given.checker()
        review = given.taken(by=checker)
        kept = given.kept_page(PAGE, by=checker, media_type="text/html")
        text = kept.content.text
    page = opened(checker, f"/desk/archive/{kept.pk}/?review={review.pk}")

    select_paragraph(page, 3)
    expect(page.locator("#make textarea[name=quote]")).to_have_value("The fall has two causes.")
    page.get_by_role("button", name="Add as evidence").click()
    page.wait_for_url("**/desk/reviews/**")

    with committing():
        assert review.evidence.get().start == text.rindex("The fall has two causes.")


def test_the_rating_is_chosen_by_digit_only_while_its_line_has_the_focus(committing, opened):
    with committing():
        checker = given.checker()
        review = given.weighed(by=checker)
    page = opened(checker, f"/desk/reviews/{review.pk}/")

    page.keyboard.press("2")
    expect(page.locator("[data-pane='2'] .pane-body")).to_be_focused()
    page.locator("#rating input").first.focus()
    page.keyboard.press("5")

    expect(page.locator("#rating input[value='false']")).to_be_checked()
    wait_until(lambda: _rating(committing, review) == "false", what="the rating is saved")


def _rating(committing, review):
    with committing():
        grade = given.fresh(review).draft.rating
        return grade.slug if grade else ""


def test_a_suggestion_is_refused_put_back_and_taken_by_keys(committing, opened):
    with committing():
        by = given.checker()
        proposal = given.proposal(by=by)

    page = opened(by, f"/desk/reviews/{proposal.review_id}/")
    cards = page.locator("#proposals .suggestion")
    expect(cards).to_have_count(1)
    page.keyboard.press("u")
    expect(cards).to_have_count(0)
    expect(page.locator("#proposals-head")).to_be_focused()
    page.keyboard.press("z")
    expect(cards).to_have_count(1)
    page.keyboard.press("y")

    expect(page.locator("#sources")).to_contain_text("budget.example.org")
    expect(cards).to_have_count(0)


def test_an_editor_approves_in_two_keys_and_only_what_was_seen(committing, opened):
    with committing():
        review = given.submitted()
        editor = given.editor()
    page = opened(editor, f"/desk/reviews/{review.pk}/approval/")

    page.keyboard.press("a")
    expect(page.get_by_role("button", name="Approve version 1")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("Version 1 is approved")).to_be_visible()

    with committing():
        assert given.fresh(review).state == State.APPROVED


def test_an_editor_sends_back_with_a_note_that_the_holder_sees(committing, opened):
    with committing():
        checker = given.checker()
        review = given.submitted(by=checker)
        editor = given.editor()
    page = opened(editor, f"/desk/reviews/{review.pk}/approval/")

    page.keyboard.press("r")
    page.keyboard.type("Which year?")
    page.keyboard.press("Control+Enter")
    page.wait_for_url(f"**/desk/reviews/{review.pk}/")

    draft = opened(checker, f"/desk/reviews/{review.pk}/")
    expect(draft.get_by_text("Which year?").first).to_be_visible()


@pytest.mark.parametrize("width", [1280, 390])
def test_nothing_serious_stands_in_anybody_s_way(committing, opened, axe, width):
    with committing():
        checker, editor = given.checker(), given.editor()
        review = given.drafted(by=checker)
        actions.add_source(review, url="https://example.org/", by=checker)
        kept = review.evidence.get().snapshot_id
        submitted = given.submitted()
    page = opened(checker, f"/desk/reviews/{review.pk}/", width=width)

    found = axe(page)
    for path in (
        f"/desk/archive/{kept}/?review={review.pk}",
        f"/desk/reviews/{review.pk}/saves/",
    ):
        page.goto(path)
        found += axe(page)
    approving = opened(editor, f"/desk/reviews/{submitted.pk}/approval/", width=width)
    found += axe(approving)

    assert found == []


def test_a_review_just_taken_says_how_long_its_lease_runs(committing, opened):
    with committing():
        holder = given.checker()
        review = given.taken(by=holder)

    page = opened(holder, f"/desk/reviews/{review.pk}/")

    expect(page.locator("#lease")).to_have_text(re.compile("^(19|20) min$"))


def test_a_figure_becomes_a_sum_and_a_request_stands_beside_it_before_the_editor(
    committing, opened
):
    with committing():
        checker = given.checker()
        review = given.drafted(by=checker)
        claim = review.claim.text
    page = opened(checker, f"/desk/reviews/{review.pk}/")

    page.get_by_role("link", name="Describe [1]").click()
    page.get_by_role("button", name="90.2 million").click()
    page.get_by_role("button", name="Save").last.click()
    page.locator("#evidence-1 [data-figure]").click()
    expression = page.locator("#calculation-new [name=calculation-expression]")
    expect(expression).to_have_value("[1]")
    expression.press_sequentially(" / 2")
    expect(page.locator(".calculation-preview")).to_contain_text("45.1 million")
    page.locator("[name=calculation-label]").fill("Half of it")
    page.get_by_role("button", name="Show the calculation").click()
    expect(page.locator("#calculations .calculation")).to_contain_text("45.1 million")

    page.get_by_text("Record a right of reply").click()
    page.locator("#ask [name=reply-how]").fill("by e-mail")
    page.get_by_role("button", name="Fill it in").click()
    message = page.locator("#ask [name=reply-message]")
    expect(message).to_have_value(re.compile(re.escape(claim)))
    page.get_by_role("button", name="Note that we asked").click()
    expect(page.locator("#reply .reply")).to_contain_text("no reply yet")

    page.get_by_role("button", name="Submit for approval").click()
    page.get_by_role("link", name="Look at version 1").click()
    changes = page.locator(".changes")
    expect(changes).to_contain_text("Half of it")
    expect(changes).to_contain_text("45.1 million")
    expect(changes).to_contain_text("by e-mail")


def test_the_workspace_does_not_slide_away_whatever_its_panes_hold(committing, opened):
    with committing():
        checker = given.checker()
        review = given.taken(by=checker)
        for _ in range(12):
            given.evidence(review, by=checker)
    page = opened(checker, f"/desk/reviews/{review.pk}/#evidence-12", height=600)

    expect(page.locator("#evidence-12")).to_be_visible()

    assert page.evaluate("document.documentElement.scrollHeight - innerHeight") == 0
