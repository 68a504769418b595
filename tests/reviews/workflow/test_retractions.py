"""A retraction: two editors, a note that stays at the desk, and what readers are told."""

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from history.models import Event
from reviews.exceptions import NothingAsked, NotReady
from reviews.publication.models import Correction, Publication
from reviews.revisions.models import Revision
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db

SECRET = "Our lawyer says that we lose."
WORDS = "We took one grant for the whole budget."


def _asked(by=None, text=""):
    return moves.ask_retract(given.published(), note=SECRET, text=text, by=by or given.editor())


def test_a_retraction_is_made_by_another_editor_than_the_one_who_asked():
    asker = given.editor()
    review = _asked(by=asker, text=WORDS)

    with pytest.raises(PermissionDenied, match="another editor"):
        publication_moves.retract(review, by=asker)
    review = publication_moves.retract(review, by=given.editor())

    publication = Publication.objects.get()
    assert (publication.is_retracted, publication.retraction) == (True, WORDS)


def test_a_retraction_that_nobody_asked_for_is_not_made():
    with pytest.raises(NotReady, match="No editor has asked"):
        publication_moves.retract(given.published(), text=WORDS, by=given.editor())


def test_a_retraction_without_words_for_readers_is_refused_and_the_note_is_not_taken():
    review = _asked()

    with pytest.raises(NotReady, match="What readers are told is not written yet"):
        publication_moves.retract(review, by=given.editor())

    assert not Publication.objects.get().is_retracted


def test_the_editor_who_retracts_may_put_what_readers_are_told_in_other_words():
    review = _asked(text="A first attempt.")

    review = publication_moves.retract(review, text=WORDS, by=given.editor())

    assert Publication.objects.get().retraction == WORDS
    assert Correction.objects.get().text == WORDS
    assert review.retract_text == WORDS


def test_either_editor_writes_what_readers_are_told_until_the_retraction_is_made():
    asker, other = given.editor(), given.editor()
    review = _asked(by=asker)

    review = publication_moves.reword_retraction(review, text="One.", by=asker)
    review = publication_moves.reword_retraction(review, text=WORDS, by=other)

    assert review.retract_text == WORDS
    publication_moves.retract(review, by=other)
    assert Publication.objects.get().retraction == WORDS
    with pytest.raises(NothingAsked):
        publication_moves.reword_retraction(review, text="Too late.", by=asker)


def test_asking_again_without_words_for_readers_keeps_those_that_are_there():
    review = _asked(text=WORDS)

    review = moves.ask_retract(review, note="Hurry.", by=given.editor())

    assert (review.retract_note, review.retract_text) == ("Hurry.", WORDS)


def test_a_request_is_closed_with_a_note_and_the_check_stays():
    asker = given.editor()
    review = publication_moves.decline_retraction(
        _asked(by=asker), note="It was right.", by=asker
    )

    assert (review.retract_asked_by, review.retract_note, review.retract_text) == (None, "", "")
    assert review.state == "published"
    last = Event.objects.of(review.claim.chain)[0]
    assert (last.kind, last.payload["note"]) == ("decline-retraction", "It was right.")
    with pytest.raises(NothingAsked):
        publication_moves.decline_retraction(review, note="Again.", by=given.editor())
    with pytest.raises(NotReady, match="No editor has asked"):
        publication_moves.retract(review, text=WORDS, by=given.editor())


def test_a_checker_decides_nothing_about_a_retraction():
    review = _asked()

    with pytest.raises(PermissionDenied):
        publication_moves.reword_retraction(review, text=WORDS, by=given.checker())
    with pytest.raises(PermissionDenied):
        publication_moves.decline_retraction(review, note="No.", by=given.checker())


def test_history_is_told_all_of_a_retraction_that_readers_see():
    review = _asked(text=WORDS)
    hash_ = Revision.objects.newest_of(review).hash
    publication_moves.retract(review, by=given.editor())

    told = Event.objects.of(review.claim.chain)[0].payload

    publication = Publication.objects.get()
    assert (told["text"], told["kind"], told["note"]) == (WORDS, "retraction", SECRET)
    assert (told["slug"], told["version"], told["revision"]) == (publication.slug, 1, 1)
    assert told["hash"] == hash_


def test_nothing_that_readers_can_open_tells_the_note(client):
    review = _asked(text=WORDS)
    slug = Publication.objects.live_of(review).slug
    publication_moves.retract(review, by=given.editor())

    for address in (
        f"/checks/{slug}/",
        f"/checks/{slug}/versions/1/",
        "/corrections/",
        "/docket/",
        f"/api/checks/{slug}/",
        "/api/checks/?changed_since=2020-01-01",
        *(f"/feeds/checks.{kind}" for kind in ("atom", "rss", "json")),
        "/feeds/claimreview.json",
    ):
        answer = client.get(address)
        assert answer.status_code == 200, address
        assert "lawyer" not in answer.content.decode(), address
    assert WORDS in client.get(f"/checks/{slug}/").content.decode()
    assert WORDS in client.get("/corrections/").content.decode()


def test_notes_with_other_moves_stay_at_the_desk(client):
    editor, other = given.editor(), given.editor()
    review = moves.drop(given.queued(), reason="It is a wish.", note=SECRET, by=editor)
    corrected = moves.reopen(given.published(), note=SECRET, by=editor)
    corrected = moves.weigh(corrected, by=editor)
    given.write(corrected, by=editor, conclusion="The fall was 5 percent.")
    corrected = moves.submit(corrected, by=editor)
    corrected = moves.send_back(corrected, note=SECRET, by=other)
    corrected = moves.submit(corrected, by=editor)
    corrected = moves.approve(corrected, revision=3, by=other)
    corrected = publication_moves.correct(
        corrected, kind="substantial", text="It was 5.", note=SECRET, by=other
    )

    slug = Publication.objects.live_of(corrected).slug
    for address in (
        f"/checks/{slug}/",
        f"/checks/{slug}/versions/1/",
        "/corrections/",
        "/docket/",
    ):
        assert "lawyer" not in client.get(address).content.decode(), address
    assert "lawyer" not in client.get(f"/api/checks/{slug}/").content.decode()
    assert Event.objects.of(review.claim.chain)[0].payload["note"] == SECRET
    told = Event.objects.of(corrected.claim.chain)[0].payload
    assert (told["kind"], told["text"], told["note"]) == ("substantial", "It was 5.", SECRET)
    assert (told["slug"], told["version"], told["revision"]) == (slug, 2, 3)
    assert told["hash"] == Revision.objects.newest_of(corrected).hash


# --- by API ---


def test_by_api_a_retraction_without_words_for_readers_is_422_with_what_is_missing():
    review = _asked()
    caller = Caller(given.editor())

    answer = caller.post(f"reviews/{review.pk}/retract/", {})

    assert is_problem(answer, 422)
    assert answer.json()["missing"] == [
        "What readers are told is not written yet: one sentence on what was wrong."
    ]
    done = caller.post(f"reviews/{review.pk}/retract/", {"text": WORDS})
    assert done.json()["state"] == "retracted"


def test_by_api_a_request_tells_the_desk_who_asks_why_and_what_readers_would_be_told():
    asker, caller = given.editor(), Caller(given.editor())
    review = given.published()

    Caller(asker).post(f"reviews/{review.pk}/ask-retract/", {"note": SECRET})
    caller.put(f"reviews/{review.pk}/retraction/", {"text": WORDS})

    told = caller.get(f"reviews/{review.pk}/").json()
    assert told["retract_asked_by"] == asker.username
    assert (told["retract_note"], told["retract_text"]) == (SECRET, WORDS)


def test_by_api_a_request_is_declined_with_a_note():
    review, caller = _asked(), Caller(given.editor())

    assert is_problem(
        caller.post(f"reviews/{review.pk}/retraction/decline/", {"note": " "}), 422, "note:"
    )
    told = caller.post(f"reviews/{review.pk}/retraction/decline/", {"note": "No."}).json()

    assert (told["state"], told["retract_asked_by"]) == ("published", None)
    assert is_problem(
        caller.post(f"reviews/{review.pk}/retraction/decline/", {"note": "No."}), 409
    )


def test_by_api_what_readers_are_told_cannot_be_emptied():
    review = _asked(text=WORDS)

    answer = Caller(given.editor()).put(f"reviews/{review.pk}/retraction/", {"text": "  "})

    assert is_problem(answer, 422, "text:")
    with pytest.raises(ValidationError):
        publication_moves.reword_retraction(review, text="x" * 1001, by=given.editor())


# --- on its page ---


def _page(client, person, review, **sent):
    client.force_login(person)
    address = f"/desk/reviews/{review.pk}/retraction/"
    return client.post(address, sent, follow=True) if sent else client.get(address)


def test_an_editor_asks_on_the_page_and_another_retracts_there(client):
    asker, other = given.editor(), given.editor()
    review = given.published()

    asked = _page(client, asker, review, do="ask", note=SECRET, text="A first attempt.")
    page = _page(client, other, review).content.decode()
    done = _page(client, other, review, do="retract", text=WORDS)

    assert "another editor must make it" in asked.content.decode()
    assert SECRET in page
    assert "A first attempt." in page
    assert 'value="retract"' in page
    assert (done.status_code, given.fresh(review).state) == (200, "retracted")
    assert Publication.objects.get().retraction == WORDS
    assert WORDS in done.content.decode()


def test_a_retraction_that_is_refused_on_the_page_loses_nothing_that_was_typed(client):
    review = _asked()

    answer = _page(client, given.editor(), review, do="retract", text=" ")
    asked = _page(client, given.editor(), given.published(), do="ask", note="", text=WORDS)

    assert answer.status_code == asked.status_code == 422
    assert "What readers are told is not written yet" in answer.content.decode()
    assert WORDS in asked.content.decode()
    assert given.fresh(review).state == "published"


def test_on_the_page_either_editor_saves_the_words_and_closes_the_request(client):
    asker = given.editor()
    review = _asked(by=asker)

    saved = _page(client, asker, review, do="save", text=WORDS)
    assert given.fresh(review).retract_text == WORDS
    closed = _page(client, given.editor(), review, do="decline", note="It was right.")

    assert saved.status_code == closed.status_code == 200
    assert given.fresh(review).retract_asked_by is None


def test_a_checker_sees_the_request_and_no_button(client):
    review = _asked(text=WORDS)

    page = _page(client, given.checker(), review).content.decode()

    assert WORDS in page
    assert 'name="do"' not in page
    assert _page(client, given.checker(), review, do="retract", text=WORDS).status_code == 403


def test_the_page_of_a_claim_without_a_check_says_that_there_is_nothing_to_retract(client):
    page = _page(client, given.editor(), given.drafted()).content.decode()

    assert "there is nothing to retract" in page


def test_the_review_leads_to_the_request(client):
    review = _asked()
    client.force_login(given.editor())

    html = client.get(f"/desk/reviews/{review.pk}/").content.decode()

    assert html.count(f"/desk/reviews/{review.pk}/retraction/") >= 2
