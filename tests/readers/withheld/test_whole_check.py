"""A check, a name or words that are withheld are on no page, in no feed and in no answer."""

from urllib.parse import quote

import pytest
from django.test import Client

from reviews.publication import addresses as publication_addresses
from reviews.triage import actions as triage_actions
from reviews.withholding import actions as withholding_actions
from reviews.workflow import moves
from tests import given
from tests.calling import Caller, is_problem
from tests.readers import stories
from tests.readers.withheld.planted import NAME, PASSAGE, REMOVED, statuses, walk, where

pytestmark = pytest.mark.django_db

WHOLE = ["", "versions/1/", "versions/2/", "evidence/1/", "evidence/1/copy/", "report/"]


def test_the_planted_words_are_on_nearly_every_page(check):
    found = walk(check)

    assert len(where(NAME, found)) > 20
    assert len(where(REMOVED, found)) > 15
    assert len(where(PASSAGE, found)) > 4
    assert not statuses(check, 451, found)


def test_a_withheld_check_is_nowhere_and_comes_back_when_it_is_lifted(check):
    before = walk(check)
    withholding = given.confirmed(given.withheld(check))

    found = walk(check)
    claimant, api = f"/claimants/{check.claimant_slug}/", f"/api/checks/{check.slug}/"
    assert statuses(check, 451, found) == [*WHOLE, claimant, api]
    for words in (NAME, REMOVED, PASSAGE):
        assert not where(words, found)
    for address in (f"/checks/{check.slug}/", f"/checks/{check.slug}/versions/1/"):
        assert "We do not show this page for the time being." in found[address][1]
        assert "max-age=30" in found[address][1]

    withholding_actions.lift_withholding(withholding, by=given.editor())
    assert {a: (code, len(text)) for a, (code, text) in walk(check).items()} == {
        a: (code, len(text)) for a, (code, text) in before.items()
    }


def test_a_check_that_nobody_confirms_comes_back_by_itself(check, settings):
    settings.WITHHOLD_CONFIRM_HOURS = 0
    given.withheld(check)

    found = walk(check)

    assert not statuses(check, 451, found)
    assert len(where(NAME, found)) > 20


def test_a_withheld_name_is_nowhere_while_its_pages_stay(check):
    given.withheld(check, "name", words=NAME, instead="an officer")
    check.refresh_from_db()

    found = walk(check)

    assert not where(NAME, found)
    assert statuses(check, 451, found) == ["evidence/1/copy/"]
    page = found[f"/checks/{check.slug}/"][1]
    assert "An officer was paid twice." in page
    assert "The letter was signed by [name withheld]" in page
    assert REMOVED in page


def found_by(words):
    results = Caller().get(f"checks/?q={quote(words)}").json()["results"]
    page = Client().get(f"/checks/?q={quote(words)}").content.decode()
    return len(results), "claim-line" in page


@pytest.mark.parametrize(("what", "words"), [("name", NAME), ("words", REMOVED)])
def test_a_search_for_withheld_words_finds_no_check(check, what, words):
    assert found_by(words) == (1, True)

    given.withheld(check, what, words=words)

    assert found_by(words) == (0, False)
    assert found_by("crowns") == (1, True)


def test_a_withheld_name_is_told_as_no_topic(check):
    def of_the_trial(text):
        topics = [f"Trial of {NAME}"]
        review = triage_actions.file_claim(
            text=text, claimant="Mara Brook", topics=topics, by=given.checker()
        )
        return given.fresh(review)

    stories.published(review=of_the_trial("Rain fell on Monday"))
    of_the_trial("A claim in work")
    moves.drop(of_the_trial("A dropped claim"), reason="Too small.", by=given.editor())
    before = walk(check)
    assert {"/docket/", "/", "/feeds/checks.json"} <= set(where(f"Trial of {NAME}", before))
    given.withheld(check, "name", words=NAME)
    check.refresh_from_db()

    found = walk(check)

    assert not where(NAME, found)
    assert "Topic withheld" in found["/docket/?show=work"][1]
    assert "Topic withheld" in found["/docket/?show=declined"][1]
    asked = f"/checks/?topic={quote(f'Trial of {NAME}')}"
    assert "Rain fell on Monday" not in Client().get(asked).content.decode()


def test_removed_words_are_blanked_in_every_version_and_difference(check):
    old = check.slug
    given.withheld(check, "words", words=REMOVED)
    check.refresh_from_db()

    found = walk(check)

    assert not where(REMOVED, found)
    version = found[f"/checks/{check.slug}/versions/1/"][1]
    assert "What is different in version 2" in version
    assert "[words removed for legal or privacy reasons]" in version
    assert Client().get(f"/checks/{old}/").status_code == 451
    assert Client().get(f"/checks/{old}/versions/1/").status_code == 451
    assert is_problem(Caller().get(f"checks/{old}/"), 451)


def test_an_old_address_leads_on_once_the_words_are_shown_again(check):
    old = check.slug
    withholding = given.withheld(check, "words", words=REMOVED)
    withholding_actions.lift_withholding(withholding, by=given.editor())
    check.refresh_from_db()

    answers = [Client().get(f"/checks/{old}/{rest}") for rest in ("", "versions/1/")]

    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[1]["Location"] == f"/checks/{check.slug}/versions/1/"
    moved = Caller().get(f"checks/{old}/")
    assert (moved.status_code, moved["Location"]) == (301, f"/api/checks/{check.slug}/")


def test_an_old_address_that_is_withheld_for_good_never_leads_on(check):
    old = check.slug
    publication_addresses.move_address(check, withheld=True, by=given.editor())

    assert Client().get(f"/checks/{old}/").status_code == 451
    assert is_problem(Caller().get(f"checks/{old}/"), 451)
