"""The form by which readers say that we are wrong, and the private page of a report."""

import re

import pytest
from django.test import Client

from claims.tips import actions as tip_actions
from claims.tips.models import Tip
from reviews.publication.models.publications import Publication
from reviews.tips import reports
from reviews.withholding import actions as withholding_actions
from tests import given

pytestmark = pytest.mark.django_db

WORDS = "The grant for harbour police is missing."


@pytest.fixture
def check():
    return Publication.objects.live_of(given.published())


def form_of(check):
    return f"/checks/{check.slug}/report/"


def sent(check, text=WORDS, **more):
    """A report with the address of its page."""
    report, secret = reports.send_report(check, text=text, **more)
    return report, f"/reports/{secret}/"


def text_of(client, address):
    return client.get(address).content.decode()


def test_a_report_goes_in_without_script_cookie_or_session(check):
    browser = Client(enforce_csrf_checks=True)

    page = browser.get(form_of(check))
    answer = browser.post(form_of(check), {"text": WORDS})
    standing = browser.get(answer.headers["Location"])

    assert page.status_code == 200
    assert answer.status_code == 302
    assert re.fullmatch(r"/reports/[\w-]{32}/", answer.headers["Location"])
    assert WORDS in standing.content.decode()
    assert not browser.cookies
    report = Tip.objects.get()
    assert (report.text, report.disputes, report.disputed_version) == (WORDS, check.claim, 1)
    assert not report.wants_credit


def test_neither_box_nor_address_is_filled_in_at_first(client, check):
    page = text_of(client, form_of(check))

    assert "checked" not in page
    assert 'type="email" name="email"' in page


def test_a_published_and_a_retracted_check_lead_to_the_form(client, check):
    retracted = given.retracted()
    address = f"/checks/{retracted.claim.publications.get().slug}/"

    assert f'href="{form_of(check)}"' in text_of(client, f"/checks/{check.slug}/")
    assert f'href="{address}report/"' in text_of(client, address)
    assert "Retracted" in text_of(client, f"{address}report/")


def test_an_empty_report_is_refused_by_a_sentence_and_keeps_the_rest(client, check):
    answer = client.post(form_of(check), {"text": " ", "email": "ada@example.org"})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Say what is wrong. One sentence is enough." in page
    assert 'value="ada@example.org"' in page
    assert not Tip.objects.exists()


def test_another_site_sends_no_report_in_a_reader_s_name(client, check):
    answer = client.post(
        form_of(check), {"text": WORDS}, headers={"Sec-Fetch-Site": "cross-site"}
    )

    assert answer.status_code == 403
    assert not Tip.objects.exists()


def test_reports_and_tips_from_one_address_are_limited_together(client, check, settings):
    settings.TIPS_AT_ONCE = 2
    client.post("/tip/", {"text": "Crime doubled."})
    client.post(form_of(check), {"text": WORDS})

    answer = client.post(form_of(check), {"text": "And the date is wrong."})

    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "600"
    assert "And the date is wrong.</textarea>" in answer.content.decode()


def test_the_private_page_is_kept_by_no_cache_and_found_by_nobody(client, check):
    _, address = sent(check)

    answer = client.get(address)

    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert "noindex" in answer.headers["X-Robots-Tag"]
    assert client.get("/reports/aGuessAtSomebodysSecretAddress12/").status_code == 404


def test_a_report_has_no_tip_s_page_and_a_tip_no_report_s(client, check):
    _, address = sent(check)
    _, secret = tip_actions.send_tip(text="Crime doubled.")

    assert client.get(address.replace("/reports/", "/tip/")).status_code == 404
    assert client.get(f"/reports/{secret}/").status_code == 404


def test_the_private_page_shows_the_answer_and_names_nobody_of_the_desk(client, check):
    report, address = sent(check)
    editor = given.editor(name="Ada Okoro")
    assert "Waits for an editor" in text_of(client, address)

    reports.answer_report(report, answer="It is in the total already.", by=editor)

    page = text_of(client, address)
    assert "We have answered." in page
    assert "It is in the total already." in page
    assert "Ada" not in page


def test_its_sender_takes_a_report_back(client, check):
    report, address = sent(check, email="ada@example.org")

    client.post(address, {"do": "withdraw"})

    report.refresh_from_db()
    assert (report.state, report.text, report.email) == ("withdrawn", "", "")
    assert "What you wrote and your address are erased." in text_of(client, address)


def test_no_letter_is_promised_where_a_report_was_closed_as_abuse(client, check):
    report, address = sent(check, text="Buy now.", email="ada@example.org")

    tip_actions.close_as_spam(report, by=given.editor())

    assert "You get one e-mail" not in text_of(client, address)
    assert "delete your address within a day" in text_of(client, address)


def test_what_a_report_says_is_on_no_public_page(client, check):
    sent(check, text="The treasurer Jan Malm took the money.")

    for address in (
        f"/checks/{check.slug}/",
        form_of(check),
        "/docket/",
        "/corrections/",
        "/",
        "/api/checks/",
        f"/api/checks/{check.slug}/",
        "/feeds/checks.atom",
    ):
        assert "Malm" not in text_of(client, address), address


def test_reports_are_no_part_of_the_docket_s_numbers(client, check):
    before = text_of(client, "/docket/")

    sent(check)

    assert text_of(client, "/docket/") == before


def test_the_form_tells_in_numbers_what_came_of_reports_and_counts_no_abuse(client, check):
    editor = given.editor()
    reports.answer_report(sent(check)[0], answer="It is there.", by=editor)
    tip_actions.close_as_spam(sent(check, text="Buy now.")[0], by=editor)
    sent(check, text="The date is wrong.")

    page = " ".join(text_of(client, form_of(check)).split())

    assert "Two so far: one did not lead to one, one is open." in page


def test_a_withheld_check_has_no_form_and_is_not_named_on_a_report_s_page(client, check):
    _, address = sent(check)
    title = check.revision.frozen["claim"]["text"]
    assert title in text_of(client, address)

    withholding_actions.withhold(
        check, what="check", reason="A court order.", by=given.editor()
    )

    assert client.get(form_of(check)).status_code == 451
    api = f"/api{form_of(check)}"
    body = {"text": WORDS}
    assert client.post(api, body, content_type="application/json").status_code == 451
    assert title not in text_of(client, address)


def test_a_form_of_no_check_is_404(client):
    assert client.get("/checks/no-such-check/report/").status_code == 404
