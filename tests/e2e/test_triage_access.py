"""Triage by touch, without script, and without barriers; and the lists around it."""

import pytest
from playwright.sync_api import expect

from reviews.triage import actions
from tests import given
from tests.e2e.triage import card, decided_on, fresh, of, press


def test_all_is_within_reach_of_a_finger(committing, opened, article):
    with committing():
        checker = given.checker()
        whole = of(article, "312 officers")
    path = f"/desk/articles/{article.pk}/?statement={whole.pk}"
    page = opened(checker, path, width=390, height=844, has_touch=True)

    card(page).get_by_role("button", name="Split").tap()
    card(page).locator(".word", has_text="street").tap()
    card(page).get_by_role("button", name="Split", exact=False).last.tap()
    expect(page.get_by_text("split into 3")).to_be_visible()
    page.get_by_role("button", name="Join the parts").tap()
    expect(card(page)).to_have_id(f"s{whole.pk}")
    card(page).get_by_role("button", name="Decline").first.tap()
    card(page).get_by_text("too vague to check").tap()

    decided_on(committing, whole, "declined")
    waiting = page.locator("#to-triage > .triage-row .pick")
    waiting.first.tap()
    expect(page.get_by_text("1 ticked")).to_be_visible()


def test_without_script_every_form_still_decides(committing, opened, article):
    with committing():
        checker = given.checker()
        one = of(article, "312 officers")
    address = f"/desk/articles/{article.pk}/?statement={one.pk}"
    page = opened(checker, f"{address}&ask=split", java_script_enabled=False)

    page.locator("form[data-decision=split] button").click()
    with committing():
        assert one.pieces.count() == 2
    page.locator(f"#d{one.pk} button").click()
    assert fresh(committing, one).state == "proposed"
    page.goto(f"{address}&ask=decline")
    page.locator("form[data-decision=decline] input[value=vague]").check(force=True)
    page.locator("form[data-decision=decline] button").click()

    assert fresh(committing, one).state == "declined"


@pytest.mark.parametrize("width", [1280, 390])
def test_what_a_card_asks_holds_no_barrier(committing, opened, article, axe, width):
    with committing():
        checker = given.checker()
        one = of(article, "312 officers")
    page = opened(checker, f"/desk/articles/{article.pk}/?statement={one.pk}", width=width)
    for key in ("b", "m", "d"):
        press(page, key)
        expect(card(page).locator("form.ask:not([hidden])")).to_be_visible()
        assert axe(page) == [], key
        assert page.evaluate("document.documentElement.scrollWidth") <= width, key
        press(page, "Escape", "Escape") if key == "m" else press(page, "Escape")
    press(page, "x", "J", "d")
    expect(page.get_by_text("2 ticked")).to_be_visible()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_preview_follows_and_back_returns_to_the_row(committing, opened):
    with committing():
        checker = given.checker()
        for words in ("Rents doubled in a year", "The bridge cost four times as much"):
            given.taken(by=checker, review=given.queued(text=words))
    page = opened(checker, "/desk/")
    head = page.locator("[data-preview] h2")
    expect(head).to_have_text("Rents doubled in a year")

    page.keyboard.press("j")
    expect(head).to_have_text("The bridge cost four times as much")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/reviews/*/")
    page.go_back()

    expect(head).to_have_text("The bridge cost four times as much")


def test_one_key_takes_the_next_claim(committing, opened):
    with committing():
        checker = given.checker()
        review = given.queued(priority=100)
    page = opened(checker, "/desk/")

    page.keyboard.press("t")
    page.wait_for_url(f"**/desk/reviews/{review.pk}/")

    with committing():
        assert given.fresh(review).holder == checker


@pytest.mark.parametrize("width", [1280, 390])
def test_the_pages_hold_no_barrier(committing, opened, article, axe, width):
    with committing():
        editor = given.editor()
        given.submitted()
        given.queued()
        claim = actions.accept_statement(
            article.statements.to_triage().first(), text="Police funding fell", by=editor
        ).claim
    page = opened(editor, "/desk/", width=width)
    paths = ["", "queue/", "articles/", "articles/new/", "claims/", "claims/new/", "promises/"]
    for path in [*paths, f"claims/{claim.pk}/", f"articles/{article.pk}/"]:
        page.goto(f"/desk/{path}")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
