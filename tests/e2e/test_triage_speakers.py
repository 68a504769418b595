"""Where two may have said a statement: chosen by a digit, and accepted afterwards."""

from playwright.sync_api import expect

from claims.statements import speakers
from tests import given
from tests.e2e.triage import EDITIONS, card, decided_on, fresh, press
from tests.waiting import wait_until


def open_question(committing):
    with committing():
        article = given.article(f"{given.TWO_WOMEN}Edition {next(EDITIONS)}, two women.\n")
        return given.two_may_have_said_it(article)


def opened_at(opened, statement, by, **more):
    return opened(
        by, f"/desk/articles/{statement.article_id}/?statement={statement.pk}", **more
    )


def test_a_digit_chooses_who_said_it_and_then_it_is_accepted(committing, opened, axe):
    with committing():
        checker = given.checker(name="Jo Reed")
    one = open_question(committing)
    page = opened_at(opened, one, checker)
    expect(card(page)).to_have_id(f"s{one.pk}")

    press(page, "a", "Enter")
    expect(page.locator("#toasts")).to_contain_text("who said it, Petra Vald or Mara Brook?")
    expect(card(page)).to_have_id(f"s{one.pk}")
    assert axe(page) == []
    press(page, "2", "a", "Enter")

    decided_on(committing, one, "accepted")
    decided = fresh(committing, one)
    assert (decided.speaker, decided.claim.claimant.name) == ("Mara Brook", "Mara Brook")
    assert decided.speaker_chosen_by_id == checker.pk


def test_a_choice_is_undone_by_z_and_asked_again(committing, opened):
    with committing():
        checker = given.checker()
    one = open_question(committing)
    page = opened_at(opened, one, checker)

    press(page, "1")
    expect(card(page).locator("dd strong").first).to_have_text("Petra Vald")
    wait_until(lambda: fresh(committing, one).speaker == "Petra Vald", what="it is saved")
    press(page, "z")

    expect(card(page).get_by_text("Who said it?")).to_be_visible()
    assert fresh(committing, one).speaker is None


def test_a_digit_gives_the_reason_once_it_is_declined(committing, opened):
    with committing():
        checker = given.checker()
    one = open_question(committing)
    page = opened_at(opened, one, checker)

    press(page, "d", "3", "Enter")

    decided_on(committing, one, "declined")
    declined = fresh(committing, one)
    assert (declined.decline_reason, declined.speaker) == ("vague", None)


def test_somebody_else_is_named_and_it_is_accepted(committing, opened):
    with committing():
        checker = given.checker()
    one = open_question(committing)
    page = opened_at(opened, one, checker)

    card(page).get_by_role("link", name="Somebody else").click()
    page.keyboard.type("Hugo Lund")
    press(page, "Escape", "a", "Enter")

    decided_on(committing, one, "accepted")
    assert fresh(committing, one).claim.claimant.name == "Hugo Lund"


def test_the_second_to_choose_sees_who_was_first(committing, opened):
    with committing():
        checker, other = given.checker(), given.checker(name="Ada Okoro")
    one = open_question(committing)
    page = opened_at(opened, one, checker)
    with committing():
        speakers.choose_speaker(one, speaker="Petra Vald", by=other)

    press(page, "2")

    expect(page.get_by_text("Ada Okoro has chosen Petra Vald already.")).to_be_visible()
    expect(card(page).locator("dd strong").first).to_have_text("Petra Vald")
    expect(card(page).get_by_text("chosen by Ada Okoro")).to_be_visible()


def test_without_script_a_name_is_a_button(committing, opened):
    with committing():
        checker = given.checker()
    one = open_question(committing)
    page = opened_at(opened, one, checker, java_script_enabled=False, width=390)

    card(page).get_by_role("button", name="Mara Brook").click()

    expect(page.get_by_text("chosen by")).to_be_visible()
    assert fresh(committing, one).speaker == "Mara Brook"
