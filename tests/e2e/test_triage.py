"""Sorting an article and walking the inbox in the browser, by keys and by two people."""

import pytest
from playwright.sync_api import expect

from claims.models import Statement
from reviews import actions
from tests import given
from tests.waiting import wait_until

TEXT = (
    "😀 The mayor of Northfield, Mara Brook, said that police funding was cut by 40 percent in"
    " a single year.\n"
    "“We had 312 officers on the street in 2024,” she said. Nobody answered her.\n"
    "Hugo Lund told the council that rents had doubled since 2020.\n"
    "Mr Lund promised that he would abolish the fuel tax within 100 days.\n"
)


@pytest.fixture(scope="module")
def site(desk, static_files):
    """The web alone: articles are read here, in place."""
    (desk.var / "static").symlink_to(static_files)
    desk.start("web")
    return desk


@pytest.fixture
def opened(visit, sign_in):
    """`opened(user, path)`: a page of the desk, signed in."""

    def open_as(user, path, **more):
        page = visit("/accounts/login/", **more)
        sign_in(page, user.username, f"correct-horse-{user.username}")
        page.goto(path)
        return page

    return open_as


@pytest.fixture
def article(committing):
    with committing():
        return given.article(TEXT, title="Mayor defends budget")


def card(page):
    return page.locator("[data-card]")


def ranked(committing, article):
    with committing():
        return list(article.statements.to_triage())


def test_a_key_and_enter_decide_and_open_the_next(committing, opened, article):
    with committing():
        checker = given.checker()
    first, second, third = ranked(committing, article)[:3]
    page = opened(checker, f"/desk/articles/{article.pk}/")
    expect(card(page)).to_have_id(f"s{first.pk}")

    page.keyboard.press("a")
    expect(page.get_by_text("to accept it and go on")).to_be_visible()
    page.keyboard.press("Enter")
    expect(card(page)).to_have_id(f"s{second.pk}")
    page.keyboard.press("d")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(card(page)).to_have_id(f"s{third.pk}")

    expect(page.locator("#progress")).to_contain_text("1 accepted, 1 declined")
    declined = page.locator(f"[data-text] .is-declined[data-statement='{second.pk}']")
    expect(declined.first).to_be_visible()
    with committing():
        second.refresh_from_db()
        assert second.decline_reason == Statement.Reason.VAGUE

    page.keyboard.press("z")
    expect(card(page)).to_have_id(f"s{second.pk}")
    page.keyboard.press("z")
    expect(card(page)).to_have_id(f"s{first.pk}")
    order = page.locator("#to-triage > li").evaluate_all("rows => rows.map(row => row.id)")
    with committing():
        assert order == [f"s{one.pk}" for one in article.statements.to_triage()]


PRESS = """keys => document.addEventListener("htmx:afterRequest", () => {
    for (const key of keys) {
        const press = { key, bubbles: true, cancelable: true };
        document.body.dispatchEvent(new KeyboardEvent("keydown", press));
    }
}, { once: true })"""


def test_keys_pressed_the_moment_a_card_comes_decide_on_it_in_place(
    committing, opened, article
):
    with committing():
        checker = given.checker()
    second = ranked(committing, article)[1]
    page = opened(checker, f"/desk/articles/{article.pk}/")
    page.evaluate(PRESS, ["d", "3", "Enter"])
    page.evaluate("window.isSamePage = true")

    page.keyboard.press("a")
    page.keyboard.press("Enter")
    expect(page.locator("#progress")).to_contain_text("1 accepted, 1 declined")

    assert page.evaluate("window.isSamePage")
    page.keyboard.press("z")
    expect(card(page)).to_have_id(f"s{second.pk}")
    expect(page.locator("#progress")).to_contain_text("1 triaged")


def test_news_asked_for_before_a_decision_is_let_go(committing, opened, article):
    with committing():
        checker = given.checker()
    waiting = [f"s{one.pk}" for one in ranked(committing, article)]
    page = opened(checker, f"/desk/articles/{article.pk}/")
    page.keyboard.press("d")
    page.keyboard.press("3")
    page.keyboard.press("Enter")
    expect(card(page)).to_have_id(waiting[1])
    late = []

    def hold(route):
        late.append(route)

    page.route(lambda url: "/changes/" in url, hold)
    page.evaluate("htmx.trigger(document.body, 'desk:refresh')")
    wait_until(lambda: page.evaluate("1") and late, what="the page asks what is new")

    page.keyboard.press("z")
    expect(card(page)).to_have_id(waiting[0])
    with page.expect_response(lambda answer: "/changes/" in answer.url) as told:
        late[0].continue_()
    assert f'id="{waiting[0]}"' in told.value.text()  # it would have put the row back again
    page.keyboard.press("j")
    expect(card(page)).to_have_id(waiting[1])

    rows = page.locator("#to-triage > li").evaluate_all("rows => rows.map(row => row.id)")
    assert rows == waiting


def test_letters_are_letters_in_the_wording(committing, opened, article):
    with committing():
        checker = given.checker()
    first = ranked(committing, article)[0]
    page = opened(checker, f"/desk/articles/{article.pk}/")

    page.keyboard.press("Tab")
    page.keyboard.type("Police jobs and a dam")
    page.keyboard.press("Enter")

    expect(card(page)).not_to_have_id(f"s{first.pk}")
    with committing():
        first.refresh_from_db()
        assert first.claim.text == "Police jobs and a dam"


def test_the_second_of_two_people_is_told_and_goes_on(committing, opened, article):
    with committing():
        jo, sam = given.checker(name="Jo Reed"), given.checker(name="Sam Hale")
    first, second = ranked(committing, article)[:2]
    page_of_jo = opened(jo, f"/desk/articles/{article.pk}/")
    page_of_sam = opened(sam, f"/desk/articles/{article.pk}/")

    for key in ("d", "1", "Enter"):
        page_of_jo.keyboard.press(key)
    expect(card(page_of_jo)).to_have_id(f"s{second.pk}")
    for key in ("a", "Enter"):
        page_of_sam.keyboard.press(key)

    told = page_of_sam.get_by_text("Jo Reed declined this statement already.")
    expect(told).to_be_visible()
    expect(card(page_of_sam)).to_have_id(f"s{second.pk}")
    expect(page_of_sam.locator(f"#d{first.pk}")).to_contain_text("Jo Reed")


def test_selected_words_become_a_statement(committing, opened, article):
    with committing():
        checker = given.checker()
    page = opened(checker, f"/desk/articles/{article.pk}/")
    page.evaluate(
        """() => {
          const parts = [...document.querySelectorAll('[data-text] [data-at]')];
          const part = parts.find((one) => one.textContent.includes('Nobody answered'));
          const range = document.createRange();
          const start = part.firstChild.data.indexOf('Nobody');
          range.setStart(part.firstChild, start);
          range.setEnd(part.firstChild, start + 19);
          getSelection().addRange(range);
        }"""
    )

    page.keyboard.press("e")
    page.keyboard.type("Northfield Courier")
    page.keyboard.press("Enter")

    expect(card(page).locator(".words")).to_have_text("Nobody answered her")
    with committing():
        made = article.statements.latest("number")
        assert TEXT[made.start : made.end] == made.quote == "Nobody answered her"


def test_the_preview_follows_and_back_returns_to_the_row(committing, opened):
    with committing():
        checker = given.checker()
        for words in ("Rents doubled in a year", "The bridge cost four times as much"):
            given.taken(by=checker, review=given.queued(text=words))
    page = opened(checker, "/desk/")
    head = page.locator("[data-preview] h2")
    expect(head).to_have_text("“Rents doubled in a year”")

    page.keyboard.press("j")
    expect(head).to_have_text("“The bridge cost four times as much”")
    page.keyboard.press("Enter")
    page.wait_for_url("**/desk/reviews/*/")
    page.go_back()

    expect(head).to_have_text("“The bridge cost four times as much”")


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
        claim = actions.accept(
            article.statements.to_triage().first(), text="Police funding fell", by=editor
        ).claim
    page = opened(editor, "/desk/", width=width)
    paths = ["", "queue/", "articles/", "articles/new/", "claims/", "claims/new/"]
    for path in [*paths, f"claims/{claim.pk}/", f"articles/{article.pk}/"]:
        page.goto(f"/desk/{path}")
        assert axe(page) == [], path
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path
