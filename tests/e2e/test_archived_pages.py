"""Archived pages in the browser: nothing of them runs, and keys walk them."""

import pytest
from playwright.sync_api import expect

from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content
from tests import given
from tests.e2e.work import PAGE, select_paragraph, until
from tests.sources.papers import pdf, words
from tests.sources.safe_fetch.hostile_servers import forbidden

RESTLESS = """<html><head><meta http-equiv='refresh' content='0;url={spy}/refresh'>
<link rel='stylesheet' href='{spy}/style.css'>
<link rel='preload' as='font' href='{spy}/preload'>
<style>@import '{spy}/import.css'; @font-face {{ font-family: f; src: url({spy}/font) }}
p {{ font-family: f; background: url({spy}/background) }}</style>
<script src='{spy}/script.js'></script><base href='{spy}/base/'></head>
<body background='{spy}/body' onload="fetch('{spy}/fetch')"><p>Words that stay.</p>
<img src='{spy}/image' srcset='{spy}/srcset 2x'><svg><image href='{spy}/svg'/></svg>
<iframe src='{spy}/frame'></iframe><object data='{spy}/object'></object>
<embed src='{spy}/embed'><audio src='{spy}/audio' autoplay></audio>
<video src='{spy}/video' poster='{spy}/poster' autoplay></video>
<a ping='{spy}/ping' href='{spy}/link'>link</a><form action='{spy}/form'></form>
</body></html>"""


@pytest.mark.parametrize("is_sanitised", [True, False], ids=["as shown", "by the policy alone"])
def test_a_kept_page_asks_nobody_for_anything(committing, browser, site, sign_in, is_sanitised):
    """Even if a page came through unsanitised, the frame's own policy would hold it."""
    with forbidden() as spy:
        restless = RESTLESS.format(spy=f"http://127.0.0.1:{spy.port}")
        with committing():
            checker = given.checker()
            kept = given.kept_page(restless, by=checker, media_type="text/html")
            if not is_sanitised:
                Content.objects.filter(pk=kept.pk).update(html=restless)
        context = browser.new_context(base_url=site.url)
        page = context.new_page()
        sign_in(page, checker.username, f"correct-horse-{checker.username}")

        page.goto(f"/desk/archive/{kept.pk}/")
        frame = page.frame_locator("#paper")
        expect(frame.get_by_text("Words that stay.")).to_be_visible()
        page.wait_for_load_state("networkidle")
        page.keyboard.press("o")
        expect(frame.locator(".as-text")).to_contain_text("Words that stay.")
        page.wait_for_load_state("networkidle")
        context.close()

        # Chromium dials ahead for a frame in a frame before it asks the policy, and is silent.
        assert [said for said in spy.hits if is_sanitised or said] == []


def test_a_paper_is_walked_by_keys_as_image_and_as_text(committing, opened, axe):
    with committing():
        checker = given.checker()
        review = given.taken(by=checker)
        body = pdf(
            words("Cover"), words("Spending falls to 86.6 million."), words("The grant ends.")
        )
        kept = given.parsed(
            snapshot_actions.archive_by_hand(body, media_type="application/pdf", by=checker)
        )
        for quote in ("falls to 86.6 million", "The grant ends"):
            given.evidence(review, by=checker, quote=quote, snapshot=kept)
    page = opened(checker, f"/desk/archive/{kept.pk}/?review={review.pk}&piece=1")
    frame = page.frame_locator("#paper")

    expect(page.locator("#page-place")).to_have_text("page 2 of 3")
    expect(frame.locator("rect.is-active")).to_have_count(1)
    assert axe(page) == []
    page.keyboard.press("n")
    expect(page.locator("#page-place")).to_have_text("page 3 of 3")
    expect(page.locator("#passage-place")).to_contain_text("passage 2 of 2, [2]")
    page.keyboard.press("[")
    expect(page.locator("#page-place")).to_have_text("page 2 of 3")
    page.keyboard.press("o")
    expect(frame.locator("section[data-page='3']")).to_contain_text("The grant ends.")
    select_paragraph(page, 1)
    expect(page.locator("#make textarea[name=quote]")).to_have_value(
        "Spending falls to 86.6 million."
    )
    page.get_by_role("link", name="about it").click()
    expect(page.get_by_role("heading", name="About this page")).to_be_visible()
    assert axe(page) == []


def test_the_scripts_of_a_kept_page_never_run(committing, opened):
    hostile = (
        "<html><body><p>Words.</p><script>parent.document.title = 'owned'</script>"
        "<img src=x onerror=\"parent.document.title = 'owned'\"></body></html>"
    )
    with committing():
        checker = given.checker()
        kept = given.kept_page(hostile, by=checker, media_type="text/html")

    page = opened(checker, f"/desk/archive/{kept.pk}/")
    until(page, "document.getElementById('paper').contentDocument.readyState === 'complete'")

    assert "owned" not in page.title()
    assert "Words." in page.evaluate(
        "document.getElementById('paper').contentDocument.body.textContent"
    )


def test_passages_are_walked_and_the_page_turned_to_its_text(committing, opened):
    with committing():
        checker = given.checker()
        review = given.taken(by=checker)
        kept = given.kept_page(PAGE, by=checker, media_type="text/html")
        given.evidence(review, by=checker, snapshot=kept)
        given.evidence(
            review, by=checker, snapshot=kept, quote="The grant is 3.0 million crowns"
        )
    page = opened(checker, f"/desk/archive/{kept.pk}/?review={review.pk}&piece=2")
    place = page.locator("#passage-place")

    expect(place).to_contain_text("passage 2 of 2, [2]")
    page.keyboard.press("n")
    expect(place).to_contain_text("passage 1 of 2, [1]")
    page.keyboard.press("o")

    shown = page.frame_locator("#paper").locator(".as-text")
    expect(shown).to_contain_text("The grant is 3.0 million crowns")
    assert page.evaluate(
        "document.getElementById('paper').contentWindow.CSS.highlights.get('active').size"
    )
