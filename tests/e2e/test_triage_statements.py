"""What is done to one statement by keys: split, speaker, figures, marking."""

from playwright.sync_api import expect

from claims.claims import actions as claim_actions
from tests import given
from tests.e2e.triage import TEXT, card, decided_on, fresh, of, press, ranked


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
