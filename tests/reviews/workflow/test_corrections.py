"""A correction in one form, and another editor's single confirmation of it."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from desk.inbox import rows
from history.models import Event
from reviews.exceptions import IllegalMove, NotReady, NotWritable, Stale
from reviews.publication.models import Correction, Publication
from reviews.publication.models.corrections import ProposedCorrection
from reviews.review.actions import StaleDraft
from reviews.review.models import Review
from reviews.revisions.models import Revision
from reviews.workflow import corrections, moves
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

WORDS = "We gave the fall as 4 percent. It is 5."
MENDED = "One grant fell by 40 percent; the budget fell by 5 percent."


def _proposed(review=None, by=None, **more):
    more = {"kind": "substantial", "text": WORDS, "conclusion": MENDED, **more}
    return corrections.propose_correction(
        review or given.published(), by=by or given.editor(), **more
    )


def _kinds(review):
    return [event.kind for event in reversed(Event.objects.of(review.claim.chain))]


def test_a_correction_is_prepared_in_one_step_by_the_moves_of_the_table():
    review = given.published()
    before = len(_kinds(review))

    review = _proposed(review)

    assert review.state == "submitted"
    assert _kinds(review)[before:] == ["reopen", "write", "weigh", "submit", "ask-correct"]
    assert Revision.objects.newest_of(review).frozen["conclusion"] == MENDED
    assert (
        ProposedCorrection.waiting_for(review).kind,
        ProposedCorrection.waiting_for(review).text,
    ) == ("substantial", WORDS)
    assert Publication.objects.get().revision.frozen["conclusion"] != MENDED


def test_what_is_left_out_stays_as_readers_see_it():
    review = given.published(body="The budget says so [1].")
    review = _proposed(review)

    frozen, public = (
        Revision.objects.newest_of(review).frozen,
        Publication.objects.get().revision.frozen,
    )

    assert frozen["body"] == public["body"]
    assert frozen["rating"] == public["rating"]
    assert frozen["claim"]["text"] == public["claim"]["text"]


def test_another_editor_approves_and_publishes_it_by_one_confirmation():
    review = _proposed()
    other = given.editor()

    review = corrections.confirm_correction(review, revision=2, by=other)

    assert review.state == "published"
    assert _kinds(review)[-2:] == ["approve", "correct"]
    assert Publication.objects.get().revision.frozen["conclusion"] == MENDED
    correction = Correction.objects.get()
    assert (correction.kind, correction.text, correction.corrected_by) == (
        "substantial",
        WORDS,
        other,
    )
    assert ProposedCorrection.waiting_for(review) is None


def test_whoever_confirms_may_choose_other_words_and_another_kind():
    review = _proposed()

    corrections.confirm_correction(
        review, revision=2, kind="update", text="It is 5 percent.", by=given.editor()
    )

    correction = Correction.objects.get()
    assert (correction.kind, correction.text) == ("update", "It is 5 percent.")


def test_whoever_wrote_the_correction_does_not_confirm_it():
    editor = given.editor()
    review = _proposed(by=editor)

    with pytest.raises(PermissionDenied, match="somebody else must approve it"):
        corrections.confirm_correction(review, revision=2, by=editor)


def test_a_confirmation_names_exactly_the_revision_that_waits():
    review, other = _proposed(), given.editor()

    with pytest.raises(Stale):
        corrections.confirm_correction(review, revision=1, by=other)
    approved = moves.approve(review, revision=2, by=other)
    with pytest.raises(Stale):
        corrections.confirm_correction(approved, revision=1, by=other)

    assert corrections.confirm_correction(approved, revision=2, by=other).state == "published"


def test_a_confirmation_that_cannot_publish_does_not_approve_either():
    review = _proposed()

    with pytest.raises(ValidationError, match="more than minor"):
        corrections.confirm_correction(review, revision=2, kind="minor", by=given.editor())

    assert given.fresh(review).state == "submitted"
    assert Revision.objects.newest_of(review).approval is None


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"body": "The figures are in [7]."}, NotReady),
        ({"kind": "minor"}, ValidationError),
        ({"kind": ""}, ValidationError),
        ({"text": " "}, ValidationError),
        ({"rating": "no-such-grade"}, ValidationError),
        ({"conclusion": "x" * 301}, ValidationError),
        ({"conclusion": None}, ValidationError),  # nothing differs
        ({"version": 1}, StaleDraft),
    ],
)
def test_a_correction_that_is_refused_leaves_everything_as_it_was(change, refusal):
    review = given.published()
    before, draft = len(_kinds(review)), review.draft.version

    with pytest.raises(refusal):
        _proposed(review, **change)

    review = given.fresh(review)
    assert (review.state, review.draft.version, len(_kinds(review))) == (
        "published",
        draft,
        before,
    )
    assert review.revisions.count() == 1


def test_a_second_correction_does_not_overtake_the_one_that_waits():
    review = _proposed()

    with pytest.raises(NotWritable):
        _proposed(review)


def test_a_claim_without_a_published_check_has_nothing_to_correct():
    with pytest.raises(NotReady, match="no live publication"):
        _proposed(given.drafted())


def test_a_checker_does_not_reopen_a_published_check_by_correcting_it():
    with pytest.raises(PermissionDenied):
        _proposed(by=given.checker())


def test_a_checker_who_was_given_a_reopened_check_sends_the_correction():
    checker = given.checker()
    review = given.reopened(to=checker)

    review = _proposed(review, by=checker)

    assert (review.state, ProposedCorrection.waiting_for(review).asked_by) == (
        "submitted",
        checker,
    )


def test_the_claim_s_wording_is_corrected_with_the_rest():
    review = _proposed(claim="Police money was cut by 40 percent")

    assert (
        Revision.objects.newest_of(review).frozen["claim"]["text"]
        == "Police money was cut by 40 percent"
    )
    assert "reword" in _kinds(review)


def test_only_an_editor_who_wrote_nothing_in_it_is_asked():
    author = given.editor()
    review = given.published(by=author)

    for person in (author, given.checker()):
        with pytest.raises(ValidationError):
            _proposed(review, to=person)
    asked = given.editor()
    assert ProposedCorrection.waiting_for(_proposed(review, to=asked)).asked_of == asked


def test_whoever_sent_it_takes_it_back_until_it_is_confirmed_and_sends_it_again():
    editor = given.editor()
    review = _proposed(by=editor, note="For Lin.")

    review = moves.recall(review, by=editor)
    assert ProposedCorrection.waiting_for(review) is None
    with pytest.raises(IllegalMove):
        corrections.confirm_correction(review, revision=2, by=given.editor())
    review = _proposed(review, by=editor, conclusion="It fell by 6 percent.")

    assert ProposedCorrection.waiting_for(review).revision.number == 3
    assert corrections.confirm_correction(review, revision=3, by=given.editor())


def test_a_correction_that_is_let_go_leaves_what_readers_see_and_waits_for_nobody():
    editor, other = given.editor(), given.editor()
    review = moves.stand(_proposed(by=editor), note="It was right.", by=editor)

    assert ProposedCorrection.waiting_for(review) is None
    assert Review.objects.turn_of(other).filter(pk=review.pk).count() == 0
    assert not Correction.objects.exists()


def test_a_correction_that_was_let_go_does_not_come_back_with_the_next_one():
    editor = given.editor()
    review = moves.stand(_proposed(by=editor), note="It was right.", by=editor)

    review = _proposed(review, by=editor, conclusion=None, body="The budget has figures [1].")

    public = Publication.objects.get().revision.frozen
    assert Revision.objects.newest_of(review).frozen["conclusion"] == public["conclusion"]


def test_the_other_editor_s_inbox_asks_and_leads_to_the_confirmation(client):
    asker, asked, third = (given.editor(name=name) for name in ("Ada", "Lin", "Eva"))
    review = _proposed(by=asker, to=asked)

    (row,) = rows.your_turn(asked)
    (other,) = rows.your_turn(third)

    assert row.why == "Ada asks you to confirm a correction"
    assert other.why == "Ada asks Lin to confirm a correction"
    assert row.href == f"/desk/reviews/{review.pk}/correction/"
    client.force_login(asked)
    assert row.href in client.get("/desk/").content.decode()


def test_the_cost_of_the_inbox_does_not_grow_with_corrections():
    other = given.editor()
    _proposed()
    with CaptureQueriesContext(connection) as one:
        rows.your_turn(other)
    for _ in range(3):
        _proposed()
    with CaptureQueriesContext(connection) as four:
        rows.your_turn(other)

    assert len(one) == len(four)


# --- by API ---


def test_by_api_a_correction_takes_two_requests():
    review = given.published()
    asker, other = Caller(given.editor()), Caller(given.editor())
    sent = {"kind": "substantial", "text": WORDS, "conclusion": MENDED, "note": "For you."}

    told = asker.post(
        f"reviews/{review.pk}/correction/", {**sent, "to": other.person.username}
    ).json()
    number = told["revision"]["number"]
    done = other.post(f"reviews/{review.pk}/correction/confirm/", {"revision": number})

    assert told["state"] == "submitted"
    assert told["not_minor"][0] == "The conclusion changes."
    assert told["proposed_correction"]["asked_of"] == other.person.username
    assert told["proposed_correction"]["note"] == "For you."
    assert (done.status_code, done.json()["state"]) == (200, "published")
    assert done.json()["proposed_correction"] is None
    public = Caller().get(f"checks/{told['publication']}/").json()
    assert public["conclusion"] == MENDED
    assert "For you." not in str(public)


def test_by_api_the_steps_of_the_table_confirm_it_too():
    review, other = _proposed(), Caller(given.editor())

    other.post(f"reviews/{review.pk}/approve/", {"revision": 2})
    done = other.post(f"reviews/{review.pk}/correct/", {"kind": "substantial", "text": WORDS})

    assert done.json()["state"] == "published"


def test_by_api_the_gate_refuses_with_what_is_missing_and_nothing_is_done():
    review = given.published()
    sent = {"kind": "update", "text": WORDS, "body": "See [7]."}

    answer = Caller(given.editor()).post(f"reviews/{review.pk}/correction/", sent)

    assert is_problem(answer, 422)
    assert "Citation [7] has no evidence." in answer.json()["missing"]
    assert given.fresh(review).state == "published"


# --- on its pages ---


def _form(client, person, review, **sent):
    client.force_login(person)
    address = f"/desk/reviews/{review.pk}/correction/"
    if not sent:
        return client.get(address)
    public = Publication.objects.get(claim=review.claim_id).revision.frozen
    whole = {
        "version": review.draft.version,
        "claim": public["claim"]["text"],
        "rating": public["rating"]["slug"],
        "conclusion": public["conclusion"],
        "body": public["body"],
        "kind": "substantial",
        "text": WORDS,
        "note": "",
        "to": "",
    }
    return client.post(address, whole | sent, follow=True)


def test_the_form_has_the_public_text_and_no_kind_is_chosen(client):
    review = given.published(body="The budget says so [1].")

    html = _form(client, given.editor(), review).content.decode()

    assert "The budget says so [1]." in html
    assert "checked" not in html.split('<fieldset class="kinds"')[1].split("</fieldset>")[0]
    assert "3 things needed:" in html


def test_a_correction_is_sent_and_confirmed_on_its_pages(client):
    review, asker, other = given.published(), given.editor(), given.editor(name="Lin")

    sent = _form(client, asker, review, conclusion=MENDED, note="For Lin.")
    client.force_login(other)
    address = f"/desk/reviews/{review.pk}/correction/"
    page = client.get(address).content.decode()
    done = client.post(
        f"{address}confirm/", {"revision": 2, "kind": "substantial", "text": WORDS}, follow=True
    )

    assert "Take it back" in sent.content.decode()
    assert "Approve and publish the correction" in page
    assert "For Lin." in page
    assert WORDS in page
    assert (done.status_code, given.fresh(review).state) == (200, "published")
    assert Correction.objects.get().text == WORDS


def test_a_refused_form_says_why_and_loses_nothing(client):
    review = given.published()

    answer = _form(client, given.editor(), review, body="A new text, see [7].", kind="")
    gate = _form(client, given.editor(), review, body="A new text, see [7].", kind="update")

    assert answer.status_code == gate.status_code == 422
    assert "Choose minor, update or substantial." in answer.content.decode()
    for one in (answer, gate):
        assert "A new text, see [7]." in one.content.decode()
        assert WORDS in one.content.decode()
    assert "Citation [7] has no evidence." in gate.content.decode()
    assert given.fresh(review).state == "published"


def test_the_open_form_shows_what_changes_and_why_it_is_not_minor(client):
    review = given.published()
    client.force_login(given.editor())
    public = Publication.objects.get().revision.frozen

    html = client.post(
        f"/desk/reviews/{review.pk}/correction/change/",
        {
            "claim": public["claim"]["text"],
            "rating": "false",
            "conclusion": public["conclusion"],
            "body": public["body"],
            "text": WORDS,
        },
    ).content.decode()

    assert "Not here: The rating changes, half true to false." in html
    assert "1 thing needed:" in html
    assert WORDS in html
    assert given.fresh(review).draft.version == review.draft.version


def test_an_editor_who_wrote_in_it_sees_why_they_cannot_confirm(client):
    author = given.editor()
    review = _proposed(given.published(by=author))

    html = _form(client, author, review).content.decode()

    assert "somebody else must approve it" in html
    assert 'form="confirm" data-press' not in html


def test_what_was_taken_back_fills_the_form_again(client):
    editor = given.editor()
    review = _proposed(by=editor, note="For Lin.")
    client.force_login(editor)

    page = client.post(f"/desk/reviews/{review.pk}/recall/", follow=True).content.decode()

    assert "Send to an editor" in page
    for words in (WORDS, MENDED, "For Lin."):
        assert words in page


def test_a_correction_that_somebody_else_holds_is_not_offered(client):
    review = given.reopened(to=given.checker(name="Jo Reed"))

    html = _form(client, given.editor(), review).content.decode()

    assert "Jo Reed holds it" in html
    assert "Send to an editor" not in html


def test_a_published_review_leads_an_editor_to_the_form(client):
    review = given.published()
    client.force_login(given.editor())

    assert (
        f"/desk/reviews/{review.pk}/correction/"
        in client.get(f"/desk/reviews/{review.pk}/").content.decode()
    )
