"""A draft loses no character: server killed, session ended, a second tab, a lost answer."""

import re

import pytest
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from reviews.review.models import Draft, DraftSave
from reviews.revisions.models import Revision
from tests import given
from tests.waiting import wait_until

LONG_WAIT = 40_000
FIRST = "The union asked 214 members who had moved. "
SECOND = "“Doubled” is what they said; the office counts all tenants: +16 %. "
THIRD = "Nobody knows which rents were meant."


class Desk:
    """A checker with a review in work, and its page opened in a browser."""

    def __init__(self, committing, visit, sign_in, site):
        self.committing, self.visit, self._sign_in, self.site = committing, visit, sign_in, site
        with committing():
            self.user = given.checker()
            self.review = given.weighed(by=self.user)
        self.path = f"/desk/reviews/{self.review.pk}/"
        self.page = visit("/accounts/login/")
        self.sign_in(self.page)
        self.page.goto(self.path)

    def sign_in(self, page):
        self._sign_in(page, self.user.username, f"correct-horse-{self.user.username}")

    def tab(self):
        """Another tab of the same browser, with the review open."""
        page = self.page.context.new_page()
        page.goto(self.path)
        return page

    def end_the_session(self):
        with self.committing():
            Session.objects.all().delete()

    def draft(self):
        with self.committing():
            return Draft.objects.get(pk=self.review.pk)

    def saves(self):
        with self.committing():
            return list(DraftSave.objects.filter(draft_id=self.review.pk).order_by("version"))


@pytest.fixture
def desk_page(committing, visit, sign_in, site):
    return Desk(committing, visit, sign_in, site)


def body(page):
    return page.locator("#body")


def write(page, words):
    body(page).press_sequentially(words, delay=2)


def says(page, words):
    expect(page.locator("#save-state")).to_contain_text(words, timeout=LONG_WAIT)


def test_every_key_is_saved_within_two_seconds(desk_page):
    page = desk_page.page

    write(page, FIRST)
    expect(page.locator("#save-state")).to_contain_text(
        re.compile(r"Saved \d\d:\d\d"), timeout=2500
    )

    assert desk_page.draft().body == FIRST


def test_the_server_is_killed_while_one_types_and_the_session_ends(desk_page):
    page, site = desk_page.page, desk_page.site
    write(page, FIRST)
    says(page, "Saved")

    site.kill("web")
    write(page, SECOND)
    says(page, "Not saved, kept on this computer")
    desk_page.end_the_session()
    write(page, THIRD)
    site.start("web")
    expect(page.locator("#signed-out")).to_be_visible(timeout=LONG_WAIT)
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Sign in in a new tab").click()
    elsewhere = opened.value
    elsewhere.locator("input[name=login]").fill(desk_page.user.username)
    password = elsewhere.locator("input[name=password]")
    password.fill(f"correct-horse-{desk_page.user.username}")
    password.press("Enter")
    elsewhere.wait_for_url(f"**{desk_page.path}")
    expect(page.locator("#signed-out")).to_be_hidden(timeout=LONG_WAIT)
    says(page, "Saved")

    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    assert body(page).input_value() == FIRST + SECOND + THIRD
    assert desk_page.draft().body == FIRST + SECOND + THIRD
    assert (
        page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('draft:'))")
        == []
    )


def test_what_a_closed_tab_could_not_save_is_offered_back(desk_page):
    page, site = desk_page.page, desk_page.site
    write(page, FIRST)
    says(page, "Saved")
    site.kill("web")
    write(page, SECOND)
    says(page, "Not saved")
    page.close(run_before_unload=False)
    desk_page.end_the_session()
    site.start("web")

    later = desk_page.page = page.context.new_page()
    desk_page.sign_in(later)
    later.goto(desk_page.path)
    offered = body(later).input_value()
    later.get_by_role("button", name="Put it back").click()
    says(later, "Saved")

    assert offered == FIRST  # offered, not put in by itself
    expect(later.locator("#offer")).to_be_hidden()
    assert desk_page.draft().body == FIRST + SECOND


def conflict(desk_page):
    """Two tabs with the same version open; the first saves, the second then writes."""
    first, second = desk_page.page, desk_page.tab()
    write(first, FIRST)
    says(first, "Saved")
    write(second, SECOND)
    expect(second.locator("#conflict")).to_be_visible()
    return second


def test_a_second_tab_sees_both_texts_and_overwrites_nothing(desk_page):
    second = conflict(desk_page)

    expect(second.locator("[data-mine=body]")).to_have_text(SECOND.strip())
    expect(second.locator("#conflict [data-theirs=body]")).to_have_text(FIRST.strip())
    assert desk_page.draft().body == FIRST


@pytest.mark.parametrize(("choice", "kept"), [("Keep mine", SECOND), ("Take theirs", FIRST)])
def test_whichever_text_is_chosen_both_stay_under_the_earlier_ones(desk_page, choice, kept):
    second = conflict(desk_page)

    second.get_by_role("button", name=choice).click()
    expect(body(second)).to_have_value(kept)
    wait_until(lambda: desk_page.draft().body == kept, seconds=20, what="the choice is saved")
    second.goto(f"{desk_page.path}saves/")

    for words in (FIRST, SECOND):
        assert words.strip() in second.locator("main").text_content()


def test_two_texts_are_merged_by_hand_with_both_in_sight(desk_page):
    second = conflict(desk_page)

    second.get_by_role("button", name="Merge by hand").click()
    expect(second.locator("#theirs [data-theirs=body]")).to_have_text(FIRST.strip())
    body(second).fill(FIRST + SECOND)
    second.get_by_role("button", name="Save what I merged").click()
    says(second, "Saved")

    assert desk_page.draft().body == FIRST + SECOND
    assert FIRST in [save.body for save in desk_page.saves()]


def test_a_lost_answer_makes_no_conflict_with_oneself(desk_page):
    page = desk_page.page
    lost = []

    def lose_the_first(route):
        if route.request.method == "POST" and not lost:
            lost.append(route.fetch().status)
            route.abort()
        else:
            route.continue_()

    page.route("**/draft/", lose_the_first)
    write(page, FIRST)
    says(page, "Saved")

    assert lost == [200]
    assert desk_page.draft().body == FIRST
    assert len(desk_page.saves()) == len({save.body for save in desk_page.saves()})


def test_submitting_waits_for_the_last_words(desk_page):
    page = desk_page.page
    page.locator("#rating label", has_text="Half true").click()
    page.locator("#conclusion").fill("One grant fell; the budget did not.")
    says(page, "Saved")
    expect(page.get_by_role("button", name="Submit for approval")).not_to_have_attribute(
        "aria-disabled", "true"
    )

    write(page, THIRD)
    page.get_by_role("button", name="Submit for approval").click()
    page.wait_for_url("**/desk/reviews/**")
    expect(page.get_by_text("Frozen while it is submitted")).to_be_attached()

    with desk_page.committing():
        assert Revision.objects.get(review=desk_page.review).frozen["body"] == THIRD


def test_without_room_for_a_copy_the_desk_still_saves(desk_page):
    page = desk_page.page
    page.add_init_script("Storage.prototype.setItem = () => { throw new Error('full'); }")
    page.goto(desk_page.path)

    write(page, FIRST)
    says(page, "Saved")

    assert desk_page.draft().body == FIRST


def test_somebody_else_who_signs_in_here_does_not_save_it(desk_page):
    page = desk_page.page
    with desk_page.committing():
        other = given.editor()
    desk_page.end_the_session()
    write(page, FIRST)
    expect(page.locator("#signed-out")).to_be_visible()

    elsewhere = page.context.new_page()
    desk_page._sign_in(elsewhere, other.username, f"correct-horse-{other.username}")
    expect(page.locator("#signed-out")).to_contain_text(
        f"{other.username} is signed in here now", timeout=LONG_WAIT
    )

    assert desk_page.draft().body == ""


def test_leaving_by_a_link_takes_the_last_words_along(desk_page):
    page = desk_page.page

    write(page, THIRD)
    page.get_by_role("link", name="Reader view").click()
    page.wait_for_url("**/preview/")

    assert desk_page.draft().body == THIRD
    assert THIRD in page.locator("main").inner_text()


def test_what_was_taken_out_again_is_saved_and_said_to_be(desk_page):
    page = desk_page.page

    write(page, "x")
    page.keyboard.press("Backspace")

    expect(page.locator("#save-state")).to_have_attribute("data-state", "saved")
    assert desk_page.draft().body == ""
