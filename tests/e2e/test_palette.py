"""The palette, the sheet of keys and the switch for single letters, in the browser."""

import re

import pytest
from playwright.sync_api import expect

from sources.captures.models import Capture
from tests import given


@pytest.fixture
def opened(visit, sign_in):
    """`opened(user, path)`: a page of the desk, signed in."""

    def open_as(user, path="/desk/", **more):
        page = visit("/accounts/login/", **more)
        sign_in(page, user.username, f"correct-horse-{user.username}")
        page.goto(path)
        return page

    return open_as


@pytest.fixture
def checker(committing):
    with committing():
        return given.checker()


def palette(page):
    return page.get_by_role("dialog", name="Find or do anything")


def chosen(page):
    return palette(page).locator("[role=option][aria-selected=true]")


def call(page):
    """Open the palette and wait for its first rows."""
    page.keyboard.press("Control+k")
    expect(chosen(page)).to_be_visible()


def test_typed_words_and_enter_open_the_claim(committing, opened, checker):
    with committing():
        claim = given.claim(text="Nobody pays more for ferries than Saltmouth")
    page = opened(checker)

    call(page)
    page.keyboard.type("more fer")
    expect(chosen(page)).to_contain_text("Nobody pays")
    expect(chosen(page).locator("b")).to_have_text(["more", "fer"])
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/desk/claims/{claim.pk}/")


def test_enter_waits_for_the_rows_of_what_was_typed(committing, opened, checker):
    with committing():
        claim = given.claim(text="Lighthouses cost 4 million crowns a year")
    page = opened(checker)

    call(page)
    page.keyboard.type("lightho")
    page.keyboard.press("Enter")

    page.wait_for_url(f"**/desk/claims/{claim.pk}/")


def test_arrows_move_and_go_around(committing, opened, checker):
    page = opened(checker)
    call(page)
    rows = palette(page).locator("[role=option]")

    page.keyboard.press("ArrowDown")
    expect(rows.nth(1)).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")

    expect(rows.last).to_have_attribute("aria-selected", "true")
    expect(palette(page).get_by_role("combobox")).to_have_attribute(
        "aria-activedescendant", rows.last.get_attribute("id")
    )


def test_escape_returns_the_focus(committing, opened, checker):
    with committing():
        given.taken(by=checker)
        given.taken(by=checker)
    page = opened(checker)
    page.keyboard.press("j")
    row = page.locator(":focus")
    held = row.get_attribute("href")

    call(page)
    page.keyboard.type("rent")
    page.keyboard.press("Escape")

    expect(palette(page)).to_be_hidden()
    expect(row).to_have_attribute("href", held)
    assert page.url.endswith("/desk/")


def test_a_letter_typed_in_the_palette_does_nothing_else(committing, opened, checker):
    page = opened(checker)

    call(page)
    page.keyboard.type("c?g q")

    expect(palette(page).get_by_role("combobox")).to_have_value("c?g q")
    expect(page.locator("#keys-sheet")).to_be_hidden()
    assert page.url.endswith("/desk/")


def test_it_does_what_the_page_does_and_says_why_not(committing, opened, checker):
    with committing():
        review = given.taken(by=checker)
    page = opened(checker, f"/desk/reviews/{review.pk}/")
    call(page)

    page.keyboard.type("weigh")
    blocked = palette(page).locator("[role=option][aria-disabled=true]")
    expect(blocked).to_contain_text(re.compile("evidence", re.IGNORECASE))
    page.keyboard.press("Control+a")
    page.keyboard.type("hist")
    expect(chosen(page)).to_contain_text("History")
    expect(chosen(page).locator("kbd")).to_have_text("h")
    page.keyboard.press("Enter")

    expect(page.locator("#history")).to_be_visible()


def test_a_pasted_link_is_kept(committing, opened, checker):
    page = opened(checker)

    call(page)
    page.keyboard.insert_text("https://example.org/ferries")
    expect(chosen(page)).to_contain_text("Archive this page")
    page.keyboard.press("Enter")

    page.wait_for_url("**/desk/archive/")
    with committing():
        assert Capture.objects.filter(url="https://example.org/ferries").exists()


def test_it_fits_a_phone_and_has_no_barriers(committing, opened, axe, checker):
    with committing():
        text = "Ferries were late on 40 days of the year, more than ever before"
        given.published(review=given.queued(text=text))
    page = opened(checker, width=390, height=844)

    page.get_by_role("button", name="Find or do anything").click()
    page.keyboard.type("ferries late")
    expect(chosen(page)).to_contain_text("Half true")

    assert page.evaluate("document.documentElement.scrollWidth") == 390
    assert palette(page).evaluate("box => box.scrollWidth <= box.clientWidth")
    assert axe(page) == []


def test_the_sheet_opens_and_its_switch_turns_letters_off(opened, checker):
    page = opened(checker, "/desk/claims/")
    sheet = page.locator("#keys-sheet")

    page.keyboard.press("?")
    expect(sheet).to_be_visible()
    expect(sheet).to_contain_text("Do anything")
    sheet.get_by_role("switch").uncheck()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    for key in ("?", "c", "g", "q"):
        page.keyboard.press(key)
    call(page)

    expect(sheet).to_be_hidden()
    assert page.url.endswith("/desk/claims/")


def test_keys_are_what_the_keyboard_prints(opened, checker):
    page = opened(checker, "/desk/claims/")
    press = """options => document.body.dispatchEvent(
        new KeyboardEvent("keydown", {bubbles: true, cancelable: true, ...options}))"""

    with_shift = {"shiftKey": True, "modifierCapsLock": True}
    assert page.evaluate(press, {"key": "G", **with_shift})  # nobody took it
    assert page.evaluate(press, {"key": "Q", **with_shift})
    with_alt_gr = {"ctrlKey": True, "altKey": True, "modifierAltGraph": True}
    assert not page.evaluate(press, {"key": "?", **with_alt_gr})
    expect(page.locator("#keys-sheet")).to_be_visible()
    page.keyboard.press("Escape")

    page.evaluate(press, {"key": "G", "modifierCapsLock": True})
    page.evaluate(press, {"key": "Q", "modifierCapsLock": True})

    page.wait_for_url("**/desk/queue/")
