"""Triage by keys, and what happens when the desk is slow or somebody is faster."""

import re

from playwright.sync_api import expect

from claims.claims.models import Claim
from claims.statements import actions as statement_actions
from claims.statements.models import Statement
from tests import given
from tests.e2e.triage import card, decided_on, fresh, press, ranked
from tests.waiting import wait_until

MANY = 60


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
