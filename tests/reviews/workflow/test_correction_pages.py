"""The pages on which a correction is written, sent and confirmed."""

import pytest

from reviews.publication.models import Correction, Publication
from tests import given
from tests.reviews.workflow.given_corrections import MENDED, WORDS, proposed_correction

pytestmark = pytest.mark.django_db


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
    review = proposed_correction(given.published(by=author))

    html = _form(client, author, review).content.decode()

    assert "somebody else must approve it" in html
    assert 'form="confirm" data-press' not in html


def test_what_was_taken_back_fills_the_form_again(client):
    editor = given.editor()
    review = proposed_correction(by=editor, note="For Lin.")
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
