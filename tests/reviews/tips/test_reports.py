"""Readers' reports at the desk: whose they are, what is done to them, what they led to."""

from datetime import UTC, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from claims.statements.actions import AlreadyTriaged
from claims.tips import actions as tip_actions
from claims.tips.models import Letter, Tip
from claims.tips.working_days import after_working_days
from history.models import Event
from reviews.publication.models import CorrectedReport, Correction
from reviews.publication.models.publications import Publication
from reviews.revisions.models import Revision
from reviews.tips import reports as tip_reports
from reviews.workflow import corrections, moves, publication_moves
from tests import given
from tests.calling import Caller, is_problem
from tests.desk.requests import queries, url

pytestmark = pytest.mark.django_db

TEXT = "We gave the fall as 4 percent. It is 5."


@pytest.fixture
def check():
    return given.published()


def fresh(report):
    return Tip.objects.get(pk=report.pk)


def corrected(check, **more):
    """The check, corrected by two editors."""
    by = given.editor()
    review = corrections.propose_correction(
        check, kind="substantial", text=TEXT, conclusion="The budget fell by 5 percent.", by=by
    )
    return corrections.confirm_correction(
        review, revision=Revision.objects.newest_of(review).number, by=given.editor(), **more
    )


def page_of(client, check):
    return client.get(f"/checks/{Publication.objects.live_of(check).slug}/").content.decode()


# --- whose turn -------------------------------------------------------------------------------


def test_a_report_is_in_the_inbox_of_editors_with_the_day_an_answer_is_owed(client, check):
    report = given.report(check, "The grant is missing.")
    client.force_login(given.editor())

    page = client.get(url("inbox")).content.decode()

    assert "A reader says that we are wrong: The grant is missing." in page
    assert f"by {report.answer_due.day} {report.answer_due:%b}" in page


def test_a_checker_s_inbox_has_no_reports(client, check):
    given.report(check, "The grant is missing.")
    client.force_login(given.checker())

    assert "The grant is missing." not in client.get(url("inbox")).content.decode()


def test_an_answer_is_owed_after_two_working_days():
    friday = datetime(2026, 3, 6, 18, 40, tzinfo=UTC)

    assert after_working_days(friday, 2) == datetime(2026, 3, 10, 18, 40, tzinfo=UTC)


def test_reports_have_a_list_of_their_own_and_are_no_tips(client, check):
    given.report(check, "The grant is missing.")
    given.tip("Crime doubled.")
    client.force_login(given.editor())

    tips = client.get(url("tips")).content.decode()
    reports = client.get(url("tips"), {"show": "reports"}).content.decode()

    assert "Crime doubled." in tips
    assert "The grant is missing." not in tips
    assert "The grant is missing." in reports
    assert "Crime doubled." not in reports


def test_alike_reports_on_one_check_are_one_line_and_get_one_answer(client, check):
    first = given.report(check, "The grant is missing.")
    second = given.report(check, "the grant is MISSING")
    elsewhere = given.report(text="The grant is missing.")
    client.force_login(given.editor())

    page = client.get(url("tips"), {"show": "reports"}).content.decode()
    tip_reports.answer_report(second, answer="It is in the total.", by=given.editor())

    assert "2 people sent this" in page
    assert fresh(first).answer == "It is in the total."
    assert fresh(elsewhere).state == "received"


# --- what is done to them ---------------------------------------------------------------------


def test_only_an_editor_answers_or_closes_a_report(check):
    report, checker = given.report(check), given.checker()

    with pytest.raises(PermissionDenied):
        tip_reports.answer_report(report, answer="No.", by=checker)
    with pytest.raises(PermissionDenied):
        tip_actions.close_as_spam(report, by=checker)
    assert fresh(report).state == "received"


def test_a_report_does_not_become_an_article(check):
    with pytest.raises(ValidationError):
        tip_actions.submit_tip_as_article(given.report(check), by=given.editor())


def test_an_answer_goes_by_one_letter_to_who_left_an_address(check):
    report = given.report(check, email="ada@example.org")

    tip_reports.answer_report(report, answer="It is in the total.", by=given.editor())

    letter = Letter.objects.get()
    assert letter.subject.startswith(f"Your report {report.pk}")
    assert "that a check of ours is wrong" in letter.words
    assert "It is in the total." in letter.words


def test_abuse_is_closed_and_taken_back_on_the_page(client, check):
    report = given.report(check)
    client.force_login(given.editor())

    answer = client.post(url("tips_spam"), {"tip": report.pk})
    closed = fresh(report).state
    client.post(f"{url('tips_undo')}?tip={report.pk}")

    assert answer.url == f"{url('tips')}?show=reports"
    assert closed == "spam"
    assert fresh(report).state == "received"


def test_a_report_is_answered_on_its_page_and_an_empty_answer_is_refused(client, check):
    report = given.report(check)
    client.force_login(given.editor())

    refused = client.post(url("tip_answer", report.pk), {"answer": ""})
    client.post(url("tip_answer", report.pk), {"answer": "It is in the total."})

    assert refused.status_code == 422
    assert fresh(report).answer == "It is in the total."


def test_a_checker_sees_a_report_and_no_way_to_decide_on_it(client, check):
    report = given.report(check, "The grant is missing.")
    client.force_login(given.checker())

    page = client.get(url("tip", report.pk)).content.decode()

    assert "The grant is missing." in page
    assert "An editor answers it." in page
    assert "Answer and close" not in page
    assert "abuse" not in page.split("<main")[1].split("</main>")[0]


# --- what they led to -------------------------------------------------------------------------


def test_who_confirms_a_correction_names_the_reports_that_led_to_it(client, check):
    report = given.report(check, "It is 5 percent.", email="ada@example.org")
    other = given.report(check, "The date is wrong.")

    corrected(check, reports=[report.pk])

    assert fresh(report).state == "answered"
    assert TEXT in Letter.objects.get().words
    assert CorrectedReport.objects.get().report == report
    assert Event.objects.of(report.chain)[0].kind == "led-to-correction"
    assert fresh(other).state == "received"


def test_the_confirmation_page_offers_the_reports_on_the_check(client, check):
    report = given.report(check, "It is 5 percent.", wants_credit=True)
    elsewhere = given.report(text="It is 6 percent.")
    review = corrections.propose_correction(
        check, kind="substantial", text=TEXT, conclusion="It fell by 5.", by=given.editor()
    )
    client.force_login(given.editor())

    page = client.get(url("correction", review.pk)).content.decode()
    form = {"revision": 2, "kind": "substantial", "text": TEXT, "reports": [report.pk]}
    client.post(url("correction_confirm", review.pk), form)

    assert "It is 5 percent." in page
    assert elsewhere.text not in page
    assert fresh(report).state == "answered"
    assert "A reader pointed this out to us." in page_of(client, check)


@pytest.mark.parametrize("wants_credit", [True, False])
def test_readers_are_told_that_one_of_them_found_it_only_where_the_sender_wished(
    client, check, wants_credit
):
    report = given.report(check, wants_credit=wants_credit)

    corrected(check, reports=[report.pk])

    told = "A reader pointed this out to us."
    assert (told in page_of(client, check)) is wants_credit
    api = client.get(f"/api/checks/{Publication.objects.live_of(check).slug}/").json()
    assert api["corrections"][0]["credits_a_reader"] is wants_credit


def test_of_alike_reports_one_sender_s_wish_is_enough(client, check):
    named = given.report(check, "The grant is missing.")
    alike = given.report(check, "the grant is MISSING", wants_credit=True)

    corrected(check, reports=[named.pk])

    assert fresh(alike).state == "answered"
    assert "A reader pointed this out to us." in page_of(client, check)


def test_a_correction_that_no_report_led_to_credits_nobody(client, check):
    given.report(check, wants_credit=True)

    corrected(check)

    assert "A reader pointed this out to us." not in page_of(client, check)


def test_a_report_is_answered_by_a_correction_that_was_made_since(client, check):
    report = given.report(check, wants_credit=True)
    corrected(check)

    tip_reports.answer_report(report, corrected=True, by=given.editor())

    assert fresh(report).answer.endswith(TEXT)
    assert CorrectedReport.objects.get().correction == Correction.objects.get()
    assert "A reader pointed this out to us." in page_of(client, check)


def test_only_an_editor_says_that_an_answered_report_led_to_a_correction(client, check):
    report = given.report(check, wants_credit=True)
    tip_reports.answer_report(report, answer="We look into it.", by=given.editor())
    corrected(check)

    with pytest.raises(PermissionDenied, match="Only an editor"):
        tip_reports.answer_report(report, corrected=True, by=given.checker())
    by_api = Caller(given.checker()).post(f"reports/{report.pk}/answer/", {"corrected": True})

    assert is_problem(by_api, 403, "Only an editor")
    assert "A reader pointed this out to us." not in page_of(client, check)


def test_a_report_can_have_led_to_a_retraction(client, check):
    report, secret = tip_reports.send_report(
        Publication.objects.live_of(check), text="All of it is wrong."
    )
    asked = moves.ask_retract(check, note="Forged.", text="A forgery.", by=given.editor())
    publication_moves.retract(asked, by=given.editor())

    tip_reports.answer_report(report, corrected=True, by=given.editor())

    assert fresh(report).answer == "You were right. We retracted the check: A forgery."
    page = client.get(f"/reports/{secret}/").content.decode()
    assert "You were right: the check is retracted." in page


def test_the_page_of_corrections_credits_a_reader(client, check):
    report = given.report(check, wants_credit=True)

    corrected(check, reports=[report.pk])

    page = client.get("/corrections/").content.decode()
    assert f"{TEXT} A reader pointed this out to us." in page


def test_a_correction_from_before_a_report_cannot_have_been_led_to(check):
    corrected(check)
    report = given.report(check)

    with pytest.raises(ValidationError, match="not corrected since"):
        tip_reports.answer_report(report, corrected=True, by=given.editor())


def test_reports_on_another_check_lead_to_nothing_here(check):
    elsewhere = given.report()

    with pytest.raises(ValidationError, match="reports on this check"):
        corrected(check, reports=[elsewhere.pk])

    assert not Correction.objects.exists()


def test_what_a_correction_names_is_not_undone(check):
    report = given.report(check)
    corrected(check, reports=[report.pk])

    with pytest.raises(AlreadyTriaged, match="A correction names this report"):
        tip_actions.undo_tip(fresh(report), by=given.editor())


# --- by API -----------------------------------------------------------------------------------


def test_anybody_sends_a_report_by_api(check):
    slug = Publication.objects.live_of(check).slug

    answer = Caller().post(f"checks/{slug}/report/", {"text": "The grant is missing."})

    assert answer.status_code == 201
    assert answer.json()["url"].startswith("http://testserver/reports/")
    assert is_problem(Caller().post(f"checks/{slug}/report/", {"text": " "}), 422, "wrong")
    assert is_problem(Caller().post("checks/no-such/report/", {"text": "x"}), 404)


def test_the_desk_lists_answers_and_closes_reports_by_api(check):
    report, other = given.report(check), given.report(check)
    given.tip("Crime doubled.")
    editor, checker = Caller(given.editor()), Caller(given.checker())

    listed = checker.get("reports/", state="received").json()["results"]
    answered = editor.post(f"reports/{report.pk}/answer/", {"answer": "It is in the total."})
    closed = editor.post(f"reports/{other.pk}/close/")

    assert [one["id"] for one in listed] == [other.pk, report.pk]
    assert listed[0]["check"] == Publication.objects.live_of(check).slug
    assert answered.json()["state"] == "answered"
    assert closed.json()["state"] == "spam"
    assert is_problem(checker.post(f"reports/{report.pk}/close/"), 409)
    assert is_problem(checker.post(f"reports/{other.pk}/undo/"), 403)


def test_a_report_is_no_tip_by_api(check):
    report, editor = given.report(check), Caller(given.editor())

    assert editor.get("tips/").json()["results"] == []
    assert is_problem(editor.post(f"tips/{report.pk}/read/"), 404)
    assert is_problem(editor.post(f"reports/{given.tip().pk}/close/"), 404)


def test_a_correction_by_api_names_reports(check):
    report = given.report(check)
    review = corrections.propose_correction(
        check, kind="update", text=TEXT, conclusion="It fell by 5.", by=given.editor()
    )

    Caller(given.editor()).post(
        f"reviews/{review.pk}/correction/confirm/", {"revision": 2, "reports": [report.pk]}
    )

    assert hasattr(fresh(report), "led_to")


def test_lists_of_reports_cost_the_same_for_one_and_for_five(client, check):
    client.force_login(given.editor())
    asked = (url("inbox"), f"{url('tips')}?show=reports", "/api/reports/")
    given.report(check)
    one = [queries(client, address) for address in asked]

    for _ in range(4):
        given.report(check)

    assert [queries(client, address) for address in asked] == one
