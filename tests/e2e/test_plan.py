"""The plan in the browser."""

import pytest
from playwright.sync_api import expect

from tests import given


def test_an_editor_plans_what_is_ticked_by_keys(committing, opened):
    with committing():
        editor = given.editor()
        reviews = [given.queued(priority=99), given.queued(priority=98)]
    page = opened(editor, "/desk/queue/")

    for review in reviews:  # not by j: reviews of other tests may stand between them
        page.locator(f"#r{review.pk} .claim a").focus()
        page.keyboard.press("x")
    page.keyboard.press("P")
    expect(page.get_by_role("dialog", name="Plan for 2 claims")).to_be_visible()
    page.keyboard.press("1")
    expect(page.locator("#toasts")).to_contain_text("2 claims planned: due ")

    with committing():
        due = {given.fresh(review).due_at for review in reviews}
    assert len(due) == 1
    assert None not in due


@pytest.mark.parametrize("width", [1280, 390])
def test_the_plan_is_a_dialog_that_gives_the_focus_back(committing, opened, axe, width):
    with committing():
        editor = given.editor()
        queued = given.queued(priority=97)
        review = given.taken(by=editor)
    page = opened(editor, "/desk/queue/", width=width, height=844)
    row = page.locator(f"#r{queued.pk} .claim a")
    row.focus()

    page.keyboard.press("P")
    expect(page.get_by_role("dialog").locator("button[name=due]").first).to_be_focused()
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    page.keyboard.press("Escape")
    expect(row).to_be_focused()

    page.keyboard.press("P")
    page.get_by_label("Priority, as a slider").press("ArrowRight")
    expect(page.get_by_label("Priority", exact=True)).to_have_value("98")
    page.get_by_label("Priority", exact=True).press("Enter")
    expect(page.locator("#toasts")).to_contain_text("Planned: priority 98.")
    expect(row).to_be_focused()

    page.goto(f"/desk/reviews/{review.pk}/")
    page.keyboard.press("P")
    page.get_by_label("Due", exact=True).fill("2026-03-06")
    page.get_by_label("Hour").fill("17:00")
    page.get_by_label("Hour").press("Enter")
    expect(page.locator("#due")).to_contain_text("6 March, 17:00")
    expect(page.get_by_role("dialog")).to_have_count(0)
