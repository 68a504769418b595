"""Sorting an article and walking the inbox in the browser, by keys and by two people."""

import itertools
import re

import pytest
from playwright.sync_api import expect

from claims.claims import actions as claim_actions
from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from reviews.triage import actions
from tests import given
from tests.waiting import wait_until

TEXT = (
    "😀 The mayor of Northfield, Mara Brook, said that police funding was cut by 40 percent in"
    " a single year.\n"
    "“We had 312 officers on the street in 2024, and we have 241 today,” she said. Nobody"
    " answered her.\n"
    "Hugo Lund told the council that rents had doubled since 2020.\n"
    "Mr Lund promised that he would abolish the fuel tax within 100 days.\n"
)
MANY = 60
EDITIONS = itertools.count(1)


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
        # The same text twice would be one article: each has a tail of its own.
        tail = ", ".join(f"edition{next(EDITIONS)}" for _ in range(9))
        return given.article(f"{TEXT}Filed under: {tail}\n", title="Mayor defends budget")


def card(page):
    return page.locator("[data-card]")


def ranked(committing, article):
    with committing():
        return list(article.statements.to_triage())


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def fresh(committing, statement):
    with committing():
        return Statement.objects.select_related("claim__claimant").get(pk=statement.pk)


def decided_on(committing, statement, state):
    wait_until(lambda: fresh(committing, statement).state == state, what=f"it is {state}")


def of(article, words):
    return article.statements.get(quote__contains=words)


def test_a_key_and_enter_decide_and_open_the_next(committing, opened, article):
    with committing():
        checker = given.checker()
    first, second, third = ranked(committing, article)[:3]
    page = opened(checker, f"/desk/articles/{article.pk}/")
    expect(card(page)).to_have_id(f"s{first.pk}")

    press(page, "a")
    expect(page.get_by_text("to accept it and go on")).to_be_visible()
    press(page, "Enter")
    expect(card(page)).to_have_id(f"s{second.pk}")
    press(page, "d", "3", "Enter")
    expect(card(page)).to_have_id(f"s{third.pk}")

    expect(page.locator("#progress")).to_contain_text("1 accepted, 1 declined")
    declined = page.locator(f"[data-text] .is-declined[data-statement='{second.pk}']")
    expect(declined.first).to_be_visible()
    decided_on(committing, second, "declined")
    assert fresh(committing, second).decline_reason == Statement.Reason.VAGUE

    press(page, "z")
    expect(card(page)).to_have_id(f"s{second.pk}")
    press(page, "z")
    expect(card(page)).to_have_id(f"s{first.pk}")
    order = page.locator("#to-triage > li").evaluate_all("rows => rows.map(row => row.id)")
    with committing():
        assert order == [f"s{one.pk}" for one in article.statements.to_triage()]


def test_sixty_statements_are_triaged_by_keys_alone(committing, opened):
    with committing():
        checker = given.checker()
        text = "".join(
            f"Rents in district {n} rose by {n + 2} percent in {1940 + n}, Hugo Lund said.\n"
            for n in range(MANY)
        )
        article = given.article(text, title="Sixty figures")
        statements = list(article.statements.to_triage())
    assert len(statements) == MANY
    page = opened(checker, f"/desk/articles/{article.pk}/")

    for place, one in enumerate(statements):
        expect(card(page)).to_have_id(f"s{one.pk}")
        press(page, *(("a", "Enter") if place % 3 == 0 else ("d", "6", "Enter")))

    expect(page.get_by_text("All statements of this article are decided.")).to_be_visible()
    wait_until(
        lambda: not page.get_by_text("being saved").count(), what="all decisions are saved"
    )
    with committing():
        states = {one.pk: one.state for one in article.statements.all()}
        assert [states[one.pk] for one in statements] == [
            "declined" if place % 3 else "accepted" for place in range(MANY)
        ]
        assert Claim.objects.filter(appearances__article=article).count() == MANY // 3


ALL_AT_ONCE = """keys => {
    for (const key of keys) {
        const press = { key, bubbles: true, cancelable: true };
        document.activeElement.dispatchEvent(new KeyboardEvent("keydown", press));
    }
}"""


def test_keys_pressed_while_the_next_card_is_fetched_decide_on_nothing(
    committing, opened, article
):
    with committing():
        checker = given.checker()
    first, second = ranked(committing, article)[:2]
    held = []

    def hold(route):
        held.append(route)

    page = opened(checker, "/desk/")
    page.route("**/cards/*", hold)
    page.goto(f"/desk/articles/{article.pk}/")

    page.evaluate(ALL_AT_ONCE, ["d", "3"])
    press(page, "Enter", "a", "Enter", "d", "1", "Enter")
    decided_on(committing, first, "declined")
    for route in held:
        route.continue_()
    page.unroute("**/cards/*")

    expect(card(page)).to_have_id(f"s{second.pk}")
    expect(page.locator("#progress")).to_contain_text("1 triaged")
    assert fresh(committing, second).state == "proposed"


def test_what_was_decided_waits_until_the_desk_answers_again(committing, opened, article):
    with committing():
        checker = given.checker()
    first, second = ranked(committing, article)[:2]
    page = opened(checker, f"/desk/articles/{article.pk}/")
    is_decision = re.compile(r"/statements/\d+/decline/$")
    refused = []

    def cut(route):
        refused.append(route.request.url)
        route.abort()

    page.route(is_decision, cut)
    press(page, "d", "3", "Enter")
    expect(card(page)).to_have_id(f"s{second.pk}")
    expect(page.get_by_text("The desk does not answer.")).to_be_visible()
    page.unroute(is_decision)

    decided_on(committing, first, "declined")
    assert refused


def test_what_is_refused_comes_back_as_it_was_typed(committing, opened, article):
    with committing():
        checker = given.checker()
    first = ranked(committing, article)[0]
    page = opened(checker, f"/desk/articles/{article.pk}/")

    press(page, "Tab")
    page.keyboard.type("Was it so?")
    press(page, "Enter")

    expect(card(page)).to_have_id(f"s{first.pk}")
    expect(card(page).get_by_text("A question is not a claim")).to_be_visible()
    expect(card(page).locator("textarea.wording")).to_have_value("Was it so?")
    assert fresh(committing, first).state == "proposed"


def test_letters_are_letters_in_the_wording(committing, opened, article):
    with committing():
        checker = given.checker()
    first = ranked(committing, article)[0]
    page = opened(checker, f"/desk/articles/{article.pk}/")

    page.keyboard.press("Tab")
    page.keyboard.type("Police jobs and a dam")
    page.keyboard.press("Enter")

    expect(card(page)).not_to_have_id(f"s{first.pk}")
    decided_on(committing, first, "accepted")
    assert fresh(committing, first).claim.text == "Police jobs and a dam"


def test_the_second_of_two_people_is_told_and_goes_on(committing, opened, article):
    with committing():
        jo, sam = given.checker(name="Jo Reed"), given.checker(name="Sam Hale")
    first, second = ranked(committing, article)[:2]
    page_of_sam = opened(sam, f"/desk/articles/{article.pk}/")
    page_of_sam.route(lambda url: "/changes/" in url, lambda route: route.abort())
    with committing():
        statement_actions.decline_statement(first, reason="opinion", by=jo)

    press(page_of_sam, "a", "Enter")

    told = page_of_sam.get_by_text("Jo Reed declined this statement already.")
    expect(told).to_be_visible()
    expect(card(page_of_sam)).to_have_id(f"s{second.pk}")
    press(page_of_sam, "z")  # there is nothing of one's own to take back
    assert fresh(committing, first).state == "declined"


def test_the_open_card_says_at_once_that_somebody_decided(committing, opened, article):
    with committing():
        jo, sam = given.checker(name="Jo Reed"), given.checker(name="Sam Hale")
    first, second = ranked(committing, article)[:2]
    page = opened(sam, f"/desk/articles/{article.pk}/")
    page_of_jo = opened(jo, f"/desk/articles/{article.pk}/")
    expect(page.get_by_text("Jo Reed is here too, at statement")).to_be_visible()

    press(page_of_jo, "d", "1", "Enter")

    expect(card(page).get_by_text("Decided meanwhile: declined: an opinion")).to_be_visible()
    expect(page.locator(f"#d{first.pk}")).to_contain_text("Jo Reed")
    press(page, "a", "m", "Enter")
    expect(card(page)).to_have_id(f"s{second.pk}")
    assert fresh(committing, first).decline_reason == "opinion"
    assert fresh(committing, second).state == "proposed"


def test_a_compound_statement_is_split_and_joined_again_by_keys(committing, opened, article):
    with committing():
        checker = given.checker()
        whole = of(article, "312 officers")
    page = opened(checker, f"/desk/articles/{article.pk}/?statement={whole.pk}")

    press(page, "b")
    expect(card(page).locator(".word[data-part='2']")).to_have_text("we")
    press(page, "ArrowRight", "ArrowLeft", "+", "-", "Enter")
    expect(page.get_by_text("split into 2")).to_be_visible()

    with committing():
        first, second = whole.pieces.order_by("start")
        for piece in (first, second):
            assert TEXT[piece.start : piece.end] == piece.quote
        assert second.quote == "we have 241 today"
    expect(card(page)).to_have_id(f"s{first.pk}")
    expect(page.locator("#progress")).to_contain_text("triaged")
    press(page, "z")
    expect(card(page)).to_have_id(f"s{whole.pk}")
    assert fresh(committing, whole).state == "proposed"


def test_the_speaker_is_corrected_without_leaving_the_keys(committing, opened, article):
    with committing():
        checker = given.checker()
        one = of(article, "rents had doubled")
    page = opened(checker, f"/desk/articles/{article.pk}/?statement={one.pk}")

    # The wording, why we check it, and then the facts.
    press(page, "Tab", "Tab", "Tab", "Enter", "Tab", "ControlOrMeta+a")
    page.keyboard.type("Hugo B. Lund")
    correct = card(page).get_by_role("button", name="Correct speaker and date only")
    for _ in range(16):  # a date has several stops
        press(page, "Tab")
        if correct.evaluate("button => button === document.activeElement"):
            break
    press(page, "Enter")

    expect(card(page).locator("dd strong").first).to_have_text("Hugo B. Lund")
    expect(card(page)).to_have_id(f"s{one.pk}")
    assert fresh(committing, one).speaker == "Hugo B. Lund"
    assert fresh(committing, one).state == "proposed"


def test_a_known_claimant_of_a_near_name_is_chosen_by_one_key(committing, opened):
    with committing():
        checker = given.checker()
        known = claim_actions.get_or_create_claimant("Ines Karrow-Brandt", role="economist")
        text = "Ines Karrow told the council that the harbour bridge cost 40 million crowns.\n"
        article = given.article(text)
        one = article.statements.get(quote__contains="40 million")
    page = opened(checker, f"/desk/articles/{article.pk}/")
    expect(card(page).get_by_text("Did you mean")).to_be_visible()

    press(page, "1")
    card(page).get_by_label("Remember “Ines Karrow” as a spelling of").check()
    press(page, "a", "Enter")
    decided_on(committing, one, "accepted")

    with committing():
        known.refresh_from_db()
        assert known.aliases == ["Ines Karrow"]
        assert fresh(committing, one).claim.claimant == known


def test_those_ticked_are_declined_in_one_go_and_one_undo(committing, opened, article):
    with committing():
        checker = given.checker()
    first, second, third, *rest = ranked(committing, article)
    page = opened(checker, f"/desk/articles/{article.pk}/")

    press(page, "x", "J", "J")
    expect(page.get_by_text("3 ticked")).to_be_visible()
    press(page, "d", "6", "Enter")

    expect(page.get_by_text("3 statements declined.")).to_be_visible()
    assert {fresh(committing, one).state for one in (first, second, third)} == {"declined"}
    expect(card(page)).to_have_id(f"s{rest[0].pk}")
    press(page, "z")
    expect(card(page)).to_have_id(f"s{first.pk}")
    assert {fresh(committing, one).state for one in (first, second, third)} == {"proposed"}


def test_a_figure_that_differs_is_shown_and_not_chosen(committing, opened, article):
    with committing():
        checker = given.checker()
        given.claim(text="Police funding was cut by 4 percent in a single year")
        one = of(article, "police funding")
    page = opened(checker, f"/desk/articles/{article.pk}/?statement={one.pk}")

    press(page, "m")
    choices = card(page).locator(".join-choice")
    expect(choices.first.locator("mark").first).to_be_visible()
    expect(card(page).locator(".join-choices")).to_contain_text("different figure: 4 there")
    expect(card(page).locator("input[name=claim][data-different]:checked")).to_have_count(0)


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

    expect(card(page).locator(":scope > .words")).to_have_text("Nobody answered her")
    with committing():
        made = article.statements.latest("number")
        assert TEXT[made.start : made.end] == made.quote == "Nobody answered her"


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
