"""A reader says that we are wrong, and an editor deals with it: in a real browser."""

import pytest
from playwright.sync_api import expect

from reviews.publication.models.publications import Publication
from reviews.tips import reports
from reviews.workflow import corrections
from tests import given

TEXT = "The grant for harbour police is missing."


def test_a_report_is_sent_and_followed_without_javascript_and_cookies(committing, visit):
    with committing():
        check = Publication.objects.live_of(given.published())
    page = visit(f"/checks/{check.slug}/", java_script_enabled=False)

    page.get_by_role("link", name="Tell us we are wrong").click()
    page.get_by_role("button", name="Send report").click()
    expect(page.get_by_role("alert")).to_contain_text("One sentence is enough.")
    page.get_by_label("What is wrong?").fill(TEXT)
    page.get_by_role("button", name="Send report").click()

    expect(page.get_by_role("heading", level=1)).to_have_text("Thank you. We have your report.")
    expect(page.locator("#main")).to_contain_text(TEXT)
    assert page.context.cookies() == []
    page.get_by_text("Withdraw this report").click()
    page.get_by_role("button", name="Erase it").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Withdrawn")


@pytest.mark.parametrize(("width", "scheme"), [(320, "dark"), (1280, "light")])
def test_the_pages_of_a_report_are_open_to_everybody(
    committing, visit, sign_in, axe, width, scheme
):
    with committing():
        editor = given.editor()
        review = given.published()
        check = Publication.objects.live_of(review)
        report, secret = reports.send_report(
            check, text=TEXT, email="ada@example.org", wants_credit=True
        )
        corrections.propose_correction(
            review,
            kind="substantial",
            text="A grant was missing.",
            conclusion="The budget fell by 5 percent.",
            by=given.editor(),
        )
    page = visit("/accounts/login/", width=width, color_scheme=scheme)
    sign_in(page, editor.username, f"correct-horse-{editor.username}")

    barriers, widths = [], {}
    for path in (
        f"/checks/{check.slug}/report/",
        f"/reports/{secret}/",
        "/desk/",
        "/desk/tips/?show=reports",
        f"/desk/tips/{report.pk}/",
        f"/desk/reviews/{review.pk}/correction/",
    ):
        page.goto(path)
        expect(page.locator("body")).to_be_visible()
        barriers += [f"{path}: {line}" for line in axe(page)]
        widths[path] = page.evaluate("document.documentElement.scrollWidth")

    assert barriers == []
    assert widths == dict.fromkeys(widths, width)
