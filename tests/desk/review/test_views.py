"""The pages of one review: what they show, to whom, and how they say no."""

import json
from datetime import date
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from history.models import Event
from reviews.calculations import actions as calculation_actions
from reviews.evidence import actions as evidence_actions
from reviews.replies import actions as reply_actions
from reviews.review.models import Draft
from reviews.review.table import State
from reviews.revisions.models import Seen
from reviews.triage import actions as triage_actions
from reviews.watch import checks as watch_checks
from reviews.workflow import moves
from sources.captures.models import Capture
from sources.snapshots import actions as snapshot_actions
from sources.snapshots.models import Content
from tests import given

pytestmark = pytest.mark.django_db

JSON = {"HTTP_ACCEPT": "application/json"}
BUDGET = "https://city.example.org/budget"
NEWS = "The budget is being revised.\n"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def address(name, *args):
    return reverse(f"desk:{name}", args=args)


def text_of(response):
    return response.content.decode()


STATES = {
    State.QUEUED: given.queued,
    State.EVIDENCE: given.taken,
    State.VERDICT: given.drafted,
    State.SUBMITTED: given.submitted,
    State.APPROVED: given.approved,
    State.PUBLISHED: given.published,
    State.RETRACTED: given.retracted,
    State.DROPPED: given.dropped,
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("reader", [given.checker, given.editor])
def test_the_page_opens_in_every_state_for_everybody_of_the_desk(state, reader):
    review = STATES[state]()

    response = signed_in(reader()).get(address("review", review.pk))

    assert response.status_code == 200
    assert review.claim.text in text_of(response)


@pytest.mark.parametrize(
    "name", ["review", "ledger", "needed", "draft", "draft_saves", "approval"]
)
def test_no_page_of_a_review_is_for_outsiders(name):
    review = given.submitted()

    outsider = signed_in(given.outsider()).get(address(name, review.pk))
    nobody = Client().get(address(name, review.pk))

    assert outsider.status_code == 403
    assert nobody.status_code == 302


def test_the_statement_is_marked_in_its_article():
    checker = given.checker()
    review = triage_actions.accept_statement(
        given.statement(), text="Police funding fell.", by=checker
    )

    page = text_of(signed_in(checker).get(address("review", review.pk)))

    assert "is-active" in page
    assert "told the council on Tuesday" in page


def test_what_is_missing_is_listed_with_where_to_mend_it_and_the_button_says_why():
    checker = given.checker()
    review = given.taken(by=checker)

    page = text_of(signed_in(checker).get(address("review", review.pk)))

    assert '<a href="#evidence">No evidence yet: at least one passage is needed.</a>' in page
    assert 'aria-describedby="why-blocked"' in page


def test_a_move_is_made_by_its_button_and_can_be_undone():
    checker = given.checker()
    review = given.queued()
    client = signed_in(checker)

    client.post(address("move", review.pk, "take"))
    page = text_of(client.get(address("review", review.pk)))

    assert given.fresh(review).holder == checker
    assert address("move", review.pk, "release") in page


@pytest.mark.parametrize(
    ("move", "body", "sentence"),
    [
        ("assign", {}, "Choose who gets it."),
        ("assign", {"to": "nobody-here"}, "Nobody here is called nobody-here."),
        ("drop", {"reason": " "}, "Say why"),
        ("approve", {}, "Name the revision that you read"),
        ("publish", {}, "Tick the box to confirm. Readers will see it."),
        ("publish", {"at": "tomorrow"}, "Give a day and a time"),
    ],
)
def test_a_move_that_lacks_something_is_refused_in_words(move, body, sentence):
    review = given.queued()

    response = signed_in(given.editor()).post(address("move", review.pk, move), body)

    assert response.status_code == 422
    assert sentence in text_of(response)


def test_a_move_that_is_none_is_not_found():
    review = given.queued()

    assert (
        signed_in(given.editor()).post(address("move", review.pk, "vanish")).status_code == 404
    )


def test_a_pasted_address_is_asked_for_and_shown_on_its_way():
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)

    client.post(address("source_add", review.pk), {"url": "https://example.org/budget"})
    page = text_of(client.get(address("review", review.pk)))

    assert Capture.objects.get().url == "https://example.org/budget"
    assert "page on its way" in page
    assert address("ledger", review.pk) in page


def test_the_ledger_answers_only_when_it_looks_different():
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)
    source = evidence_actions.add_source(review, url="https://example.org/budget", by=checker)
    first = client.get(address("ledger", review.pk))
    mark = text_of(first).partition('data-mark="')[2].partition('"')[0]

    same = client.get(address("ledger", review.pk), {"mark": mark})
    Capture.objects.lease(source.capture_id).failed("not_found", "There is no such page.")
    changed = client.get(address("ledger", review.pk), {"mark": mark})

    assert same.status_code == 204
    assert changed.status_code == 200
    assert "There is no such page." in text_of(changed)
    assert "Try again" in text_of(changed)


def test_a_file_saved_by_hand_stands_beside_the_review():
    checker = given.checker()
    review = given.taken(by=checker)
    file = SimpleUploadedFile("budget.pdf", given.PAGE.encode(), content_type="application/pdf")

    response = signed_in(checker).post(address("source_add", review.pk), {"file": file})

    assert response.status_code == 302
    source = review.sources.get()
    assert source.snapshot.by_hand
    assert source.snapshot.media_type == "text/plain"  # as the bytes look, not as was said


def test_an_address_that_is_none_comes_back_with_what_was_typed():
    checker = given.checker()
    review = given.taken(by=checker)

    response = signed_in(checker).post(address("source_add", review.pk), {"url": "not a link"})

    assert response.status_code == 422
    assert "not a link" in text_of(response)
    assert "Nothing you typed is lost" in text_of(response)


def test_selected_words_become_evidence_and_undo_withdraws_them():
    checker = given.checker()
    review = given.taken(by=checker)
    page = given.kept_page(by=checker)
    client = signed_in(checker)

    response = client.post(
        address("evidence_add", review.pk),
        {"snapshot": page.pk, "quote": given.PASSAGE, "near": 30, "stance": "refutes"},
    )
    piece = review.evidence.get()
    after = text_of(client.get(address("review", review.pk)))

    assert response.url.endswith("#evidence-1")
    assert piece.anchored
    assert address("evidence_withdraw", piece.pk) in after


def test_near_words_are_shown_beside_those_given_and_taken_by_a_person():
    checker = given.checker()
    review = given.taken(by=checker)
    near = "Police spending falls from 90.2 million crowns in 2025 to 86.6 millions in 2026"
    piece = given.evidence(review, by=checker, quote=near)
    client = signed_in(checker)
    before = text_of(client.get(address("review", review.pk)))

    client.post(address("evidence_take_near", piece.pk))
    piece.refresh_from_db()

    assert "close match" in before
    assert "show both" in before
    assert piece.anchored


def draft_of(review):
    return {"version": review.draft.version, "rating": "half-true", "conclusion": "It fell."}


def test_a_draft_is_saved_by_script_and_says_which_version_it_is():
    checker = given.checker()
    review = given.taken(by=checker)
    body = {**draft_of(review), "body": "One.\r\nTwo.", "session": "tab", "counter": 1}

    response = signed_in(checker).post(address("draft", review.pk), body, **JSON)

    assert response.status_code == 200
    assert response.json()["version"] == 2
    assert Draft.objects.get(pk=review.pk).body == "One.\nTwo."


def test_a_stale_save_gets_both_texts_and_overwrites_nothing():
    holder, editor = given.checker(), given.editor()
    review = given.taken(by=holder)
    mine = {**draft_of(review), "body": "Mine."}
    given.write(review, by=editor, body="Theirs.")

    response = signed_in(holder).post(address("draft", review.pk), mine, **JSON)

    assert response.status_code == 409
    assert response.json()["draft"]["body"] == "Theirs."
    assert Draft.objects.get(pk=review.pk).body == "Theirs."


def test_a_save_without_a_version_is_refused():
    checker = given.checker()
    review = given.taken(by=checker)

    response = signed_in(checker).post(address("draft", review.pk), {"body": "Mine."}, **JSON)

    assert response.status_code == 422


def test_without_script_a_stale_save_shows_both_texts_on_a_page():
    holder, editor = given.checker(), given.editor()
    review = given.taken(by=holder)
    mine = {**draft_of(review), "body": "My own words."}
    given.write(review, by=editor, body="Their words.")

    response = signed_in(holder).post(address("draft", review.pk), mine)
    page = text_of(response)

    assert response.status_code == 409
    assert "My own words." in page
    assert "Their words." in page


def test_a_signed_out_save_leads_to_sign_in_and_writes_nothing():
    review = given.taken()

    response = Client().post(address("draft", review.pk), draft_of(review), **JSON)

    assert response.status_code == 302
    assert Draft.objects.get(pk=review.pk).version == 1


def test_the_preview_binds_citations_to_the_evidence_that_is_there():
    checker = given.checker()
    review = given.weighed(by=checker)

    response = signed_in(checker).post(address("prose", review.pk), {"body": "It fell [1][7]."})

    assert 'href="#evidence-1"' in text_of(response)
    assert "is-loose" in text_of(response)


def test_the_note_of_a_review_sent_back_stands_on_the_draft():
    checker = given.checker()
    review = given.submitted(by=checker)
    moves.send_back(review, note="Which year?", by=given.editor())

    assert "Which year?" in text_of(signed_in(checker).get(address("review", review.pk)))


def test_an_editor_sees_what_changed_since_the_version_they_saw():
    checker, editor = given.checker(), given.editor()
    review = given.submitted(by=checker, body="It fell by 40 percent [1]. All else stays.")
    client = signed_in(editor)
    client.post(address("seen", review.pk), {"revision": 1})
    moves.recall(review, by=checker)
    given.write(review, by=checker, body="It fell by 4 percent [1]. All else stays.")
    moves.submit(given.fresh(review), by=checker)

    page = text_of(client.get(address("approval", review.pk)))

    assert Seen.objects.get().user == editor
    assert "<del>40</del><ins>4</ins>" in page
    assert "show 1 unchanged sentence" in page


def test_an_editor_reads_the_days_of_a_reply_as_the_desk_says_them():
    asked = given.asked(due_on=date(2026, 3, 9))
    by = asked.noted_by
    reply_actions.note_answer(asked, reply="No.", replied_on=date(2026, 3, 6), by=by)
    given.evidence(asked.review, by=by)
    moves.weigh(asked.review, by=by)
    given.write(asked.review, by=by)
    moves.submit(given.fresh(asked.review), by=by)

    page = text_of(signed_in(given.editor()).get(address("approval", asked.review_id)))

    assert "asked 4 March 2026, by e-mail" in page
    assert "replied 6 March 2026" in page
    assert "2026-03-0" not in page


def test_an_author_is_told_in_words_why_they_cannot_approve():
    editor = given.editor()
    review = given.submitted(by=editor)

    page = text_of(signed_in(editor).get(address("approval", review.pk)))

    assert "You wrote in this version, so somebody else must approve it." in page


def test_a_version_that_was_overtaken_is_not_approved():
    checker, editor = given.checker(), given.editor()
    review = given.submitted(by=checker)
    client = signed_in(editor)
    moves.recall(review, by=checker)
    given.write(review, by=checker, body="Other words [1].")
    moves.submit(given.fresh(review), by=checker)

    watched = client.get(address("approval", review.pk), {"have": "1-submitted"})
    response = client.post(address("move", review.pk, "approve"), {"revision": 1})

    assert "Version 2 has come in." in text_of(watched)
    assert response.status_code == 409
    assert given.fresh(review).state == State.SUBMITTED


def test_an_approved_version_is_published_only_when_the_box_is_ticked():
    editor = given.editor()
    review = given.approved(editor_=editor)
    client = signed_in(editor)

    unasked = client.post(address("move", review.pk, "publish"))
    asked = client.post(address("move", review.pk, "publish"), {"sure": "1"})

    assert unasked.status_code == 422
    assert "is approved" in text_of(unasked)  # the same page, with the sentence by the tick
    assert 'aria-describedby="unsure"' in text_of(unasked)
    assert "Tick the box to confirm. Readers will see it." in text_of(unasked)
    assert asked.status_code == 302
    assert given.fresh(review).state == State.PUBLISHED


def test_the_history_tells_in_words_who_did_what():
    checker = given.checker()
    review = given.weighed(by=checker)

    page = text_of(signed_in(checker).get(address("review", review.pk)))

    assert "added evidence [1], refutes" in page
    assert Event.objects.of(review.claim.chain).count() >= 4


HOSTILE = (
    "<html><head><title>Page</title></head><body onload='steal()'>"
    "<script>steal()</script><p style='position:fixed'>Police spending falls.</p>"
    "<img src='https://tracker.example/x.gif'><a href='https://example.org/'>link</a>"
    "<form action='https://example.org/'><input name='password'></form></body></html>"
)


def test_a_kept_page_is_shown_where_nothing_of_it_runs():
    checker = given.checker()
    page = given.kept_page(HOSTILE, by=checker, media_type="text/html")
    client = signed_in(checker)

    frame = client.get(reverse("desk:page_frame", args=[page.pk]))
    around = text_of(client.get(address("archived_page", page.pk)))

    policy = frame["Content-Security-Policy"]
    assert policy == (
        "sandbox allow-same-origin; default-src 'none'; img-src 'self' data:; style-src 'self';"
        " base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    )
    assert "X-Frame-Options" not in frame
    for bad in ("steal", "onload", "style=", "tracker", "<form", "<input", "https://example"):
        assert bad not in text_of(frame)
    assert "Police spending falls." in text_of(frame)
    assert 'sandbox="allow-same-origin"' in around


def test_raw_bytes_are_only_ever_a_download():
    checker = given.checker()
    page = given.kept_page(HOSTILE, by=checker, media_type="text/html")

    response = signed_in(checker).get(reverse("desk:page_bytes", args=[page.pk]))

    assert response["Content-Disposition"].startswith("attachment")
    assert response["Content-Type"] == "application/octet-stream"
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert b"".join(response.streaming_content) == HOSTILE.encode()


def test_kept_pages_are_for_the_desk():
    page = given.kept_page()

    for name in ("page_frame", "page_bytes"):
        response = Client().get(reverse(f"desk:{name}", args=[page.pk]))
        assert response.status_code == 302


def test_a_page_whose_words_cannot_be_read_says_so_and_keeps_its_bytes():
    checker = given.checker()
    page = snapshot_actions.archive_by_hand(b"A scan", media_type="text/plain", by=checker)
    Content.objects.filter(pk=page.pk).update(state="failed", detail="It is a picture.")

    shown = text_of(signed_in(checker).get(address("archived_page", page.pk)))

    assert "It is a picture." in shown


def queries_of(client, path, django_assert_max_num_queries):
    with django_assert_max_num_queries(200) as counted:
        assert client.get(path).status_code == 200
    return len(counted.captured_queries)


def test_the_page_costs_the_same_for_one_piece_of_evidence_and_for_ten(
    django_assert_max_num_queries,
):
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)
    given.evidence(review, by=checker)
    evidence_actions.add_source(review, url="https://example.org/", by=checker)
    path = address("review", review.pk)
    client.get(path)
    one = queries_of(client, path, django_assert_max_num_queries)

    for number in range(9):
        given.evidence(review, by=checker)
        evidence_actions.add_source(review, url=f"https://example.org/{number}", by=checker)
    ten = queries_of(client, path, django_assert_max_num_queries)

    assert ten == one


def with_all_that_is_known(review, *, by):
    """A piece with figure, archive, interest and a look, of a page of its own; and a reply."""
    page = given.kept_page(f"{given.PAGE}{review.evidence.count()}", by=by, url=BUDGET)
    given.archived(page, by=by)
    figure = {"figure": Decimal("90.2"), "figure_unit": "million crowns"}
    piece = given.evidence(review, by=by, snapshot=page, interest="A party to this.", **figure)
    later = given.kept_page(f"{NEWS}{review.evidence.count()}", by=by, url=BUDGET)
    watch_checks.check_copy(piece, snapshot=later, by=by)
    evidence_actions.add_source(review, snapshot=later, by=by)
    reply_actions.note_reply(
        review, asked_on=date(2026, 3, 4), asked_by=by, answer=later, by=by
    )
    return piece


def test_what_is_known_of_pieces_costs_the_same_for_one_and_for_many(
    django_assert_max_num_queries,
):
    checker = given.checker()
    review = given.taken(by=checker)
    client = signed_in(checker)
    piece = with_all_that_is_known(review, by=checker)
    calculation_actions.add_calculation(review, label="Half", expression="[1] / 2", by=checker)
    pages = [
        address("review", review.pk),
        f"{address('archived_page', piece.snapshot_id)}?review={review.pk}",
        f"{address('archived_page', piece.snapshot_id)}?review={review.pk}&show=about",
        address("compare", piece.pk),
        address("evidence_describe", piece.pk),
    ]
    client.get(pages[0])
    one = [queries_of(client, path, django_assert_max_num_queries) for path in pages]

    for number in (2, 3):
        with_all_that_is_known(review, by=checker)
        given.evidence(review, by=checker, snapshot=piece.snapshot)
        given.archived(piece.snapshot, by=given.checker())
        calculation_actions.add_calculation(
            review, label=f"{number}", expression="[1] / 2", by=checker
        )
    many = [queries_of(client, path, django_assert_max_num_queries) for path in pages]

    assert many == one


def test_toasts_reach_the_page_as_data_and_not_as_a_list():
    checker = given.checker()
    review = given.queued()
    client = signed_in(checker)
    client.post(address("move", review.pk, "take"))

    page = text_of(client.get(address("review", review.pk)))
    toasts = page.partition('id="toasts-now" type="application/json">')[2].partition("<")[0]

    assert json.loads(toasts)[0]["words"] == "It’s yours."
