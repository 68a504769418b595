"""A review in the browser: words selected in an archived page, keys, an editor's decision."""

import re

import pytest
from playwright.sync_api import expect

from reviews.evidence import actions
from reviews.review.table import State
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content
from tests import given
from tests.sources.papers import pdf, words
from tests.sources.safe_fetch.hostile_servers import forbidden
from tests.waiting import wait_until

PAGE = (
    "<html lang='en'><head><title>Budget 2026</title></head><body><h1>Public safety</h1>"
    "<p>Police spending falls from 90.2 million crowns in 2025 to 86.6 million in 2026.</p>"
    "<p>The grant is 3.0 million crowns, down from 5.0 million.</p>"
    "<p>The fall has two causes.</p><p>The fall has two causes.</p></body></html>"
)


@pytest.fixture
def opened(committing, visit, sign_in):
    """`opened(user, path)`: a page of the desk, signed in."""

    def open_as(user, path, **more):
        page = visit("/accounts/login/", **more)
        sign_in(page, user.username, f"correct-horse-{user.username}")
        page.goto(path)
        return page

    return open_as


def _until(page, expression):
    """Asked from here: the pages' policy refuses what Playwright would have them evaluate."""
    wait_until(lambda: page.evaluate(expression), what=expression)


def select_paragraph(page, number):
    """Three clicks on a paragraph in the frame, by its place on the screen."""
    _until(page, "document.getElementById('paper').contentDocument.querySelector('p') !== null")
    frame = page.locator("#paper").bounding_box()
    inside = page.evaluate(
        """number => {
          const page = document.getElementById('paper').contentDocument;
          const box = page.querySelectorAll('p')[number].getBoundingClientRect();
          return [box.left + 20, box.top + 12];
        }""",
        number,
    )
    page.mouse.click(frame["x"] + inside[0], frame["y"] + inside[1], click_count=3)


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
    _until(page, "document.getElementById('paper').contentDocument.readyState === 'complete'")

    assert "owned" not in page.title()
    assert "Words." in page.evaluate(
        "document.getElementById('paper').contentDocument.body.textContent"
    )


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
    expect(page.get_by_role("button", name=re.compile("18:00")).first).to_be_focused()
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
