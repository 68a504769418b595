"""A published check corrected and retracted in the browser, by two people, one on a phone."""

import pytest
from playwright.sync_api import expect

from reviews.publication.models.publications import Publication
from tests import given

PHONE = {"width": 390, "height": 844, "has_touch": True}
MENDED = "One grant fell by 40 percent; the budget fell by 5 percent."
WORDS = "We gave the fall as 4 percent. It is 5 percent."


@pytest.fixture
def opened(committing, visit, sign_in):
    """`opened(user, path)`: a page of the desk, signed in."""

    def open_as(user, path, **more):
        page = visit("/accounts/login/", **more)
        sign_in(page, user.username, f"correct-horse-{user.username}")
        page.goto(path)
        return page

    return open_as


def test_an_error_is_corrected_by_one_form_and_one_confirmation_on_a_phone(
    committing, opened, visit, axe
):
    with committing():
        asker, other = given.editor(name="Ada Okoro"), given.editor(name="Lin Tamm")
        review = given.published()
        check, claim = Publication.objects.live_of(review), review.claim.text

    page = opened(asker, f"/desk/reviews/{review.pk}/")
    page.get_by_role("link", name="Correct it").click()
    page.locator("summary", has_text="Conclusion").click()
    page.get_by_label("Conclusion").fill(MENDED)
    expect(page.locator("#kind-minor")).to_contain_text("Not here: The conclusion changes.")
    expect(page.locator("#correction-change")).to_contain_text("5 percent")
    page.get_by_label("Substantial").check()
    page.get_by_label("3 For readers").fill(WORDS)
    expect(page.locator("#needed")).to_contain_text("Ready to send.")
    expect(page.locator(".as-readers")).to_contain_text(WORDS)
    assert axe(page) == []
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your correction")

    phone = opened(other, "/desk/", **PHONE)
    row = phone.locator(".rows [data-row]", has_text=claim).first
    expect(row).to_contain_text("Ada Okoro asks you to confirm a correction")
    row.locator(".claim a").tap()
    confirm = phone.get_by_role("button", name="Approve and publish the correction")
    expect(confirm).to_be_in_viewport()
    expect(phone.locator(".brief-change")).to_contain_text("5 percent")
    assert phone.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert axe(phone) == []
    confirm.tap()
    expect(phone.locator("#toasts")).to_contain_text("Approved and published as a correction.")

    reader = visit(f"/checks/{check.slug}/")
    expect(reader.locator(".correction")).to_contain_text(WORDS)
    expect(reader.locator(".verdict")).to_contain_text(MENDED)


def test_a_correction_is_taken_back_by_a_key_and_nothing_typed_is_lost(committing, opened):
    with committing():
        asker = given.editor()
        review = given.published()

    page = opened(asker, f"/desk/reviews/{review.pk}/correction/")
    page.locator("#id_body").fill("The budget gives all the figures [1].")
    page.get_by_label("Minor").focus()
    page.keyboard.press("Space")
    expect(page.locator("#needed")).not_to_contain_text("choose the kind")
    expect(page.get_by_label("Minor")).to_be_focused()  # what is swapped keeps the focus
    page.get_by_label("3 For readers").fill("A word was missing.")
    page.get_by_role("button", name="Send to an editor").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Your correction")
    page.keyboard.press("z")

    expect(page.get_by_role("heading", level=1)).to_contain_text("Correct version 1")
    expect(page.locator("#id_body")).to_have_value("The budget gives all the figures [1].")
    expect(page.get_by_label("3 For readers")).to_have_value("A word was missing.")
    expect(page.get_by_label("Minor")).to_be_checked()


def test_a_second_editor_retracts_on_a_phone_with_words_of_their_own(
    committing, opened, visit, axe
):
    with committing():
        other = given.editor()
        review = given.asked_to_retract(by=given.editor(name="Ada Okoro"), text="")
        check, claim = Publication.objects.live_of(review), review.claim.text

    phone = opened(other, "/desk/", **PHONE)
    row = phone.locator(".rows [data-row]", has_text=claim).first
    expect(row).to_contain_text("Ada Okoro asks to retract it")
    row.locator(".claim a").tap()
    expect(phone.locator(".changes")).to_contain_text("Our lawyer rang.")
    phone.get_by_role("button", name="Retract the check").tap()
    expect(phone.locator(".error-list")).to_contain_text("is not written yet")
    phone.get_by_label("For readers").fill(given.FORGED)
    expect(phone.locator(".as-readers")).to_contain_text(given.FORGED)
    assert axe(phone) == []
    phone.get_by_role("button", name="Retract the check").tap()
    expect(phone.get_by_role("heading", level=1)).to_contain_text("Retracted")

    reader = visit(f"/checks/{check.slug}/")
    expect(reader.locator(".verdict")).to_contain_text(given.FORGED)
    expect(reader.locator("main")).not_to_contain_text("lawyer")
