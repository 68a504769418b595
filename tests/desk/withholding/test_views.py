"""The pages on which editors withhold, confirm and lift; by API the same."""

import pytest
from django.urls import reverse

from reviews.publication.models.withholdings import Withholding
from reviews.withholding import actions
from tests import given
from tests.calling import Caller, is_problem
from tests.readers import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return stories.published()


def page(check):
    return reverse("desk:withhold", args=[check.review_id])


def test_an_editor_withholds_and_another_confirms_on_the_same_page(client, check):
    client.force_login(given.editor(name="Ada Okoro"))
    sent = client.post(page(check), {"what": "check", "reason": "A court order."}, follow=True)
    (row,) = Withholding.objects.in_force()
    assert reverse("desk:withholding", args=[row.pk, "lift"]) in sent.content.decode()

    client.force_login(given.editor())
    inbox = client.get(reverse("desk:inbox")).content.decode()
    assert "Ada Okoro withheld the whole check" in inbox
    assert page(check) in inbox
    confirm = reverse("desk:withholding", args=[row.pk, "confirm"])
    assert confirm in client.get(page(check)).content.decode()
    client.post(confirm)

    row.refresh_from_db()
    assert row.state == "confirmed"
    assert "Confirmed by" in client.get(reverse("desk:withholdings")).content.decode()


def test_what_was_typed_is_not_lost_to_a_refusal(client, check):
    client.force_login(given.editor())

    answer = client.post(
        page(check), {"what": "passage", "words": "Not in it at all", "reason": "A letter."}
    )

    html = answer.content.decode()
    assert answer.status_code == 422
    assert "in no version of this check" in html
    assert "Not in it at all</textarea>" in html
    assert "A letter.</textarea>" in html
    assert not Withholding.objects.exists()


def test_a_checker_reads_that_an_editor_is_needed(client, check):
    client.force_login(given.checker())

    assert "Only an editor may withhold" in client.get(page(check)).content.decode()
    answer = client.post(page(check), {"what": "check", "reason": "A court order."})
    assert answer.status_code == 403


def test_a_claim_without_a_published_check_has_nothing_to_withhold(client):
    client.force_login(given.editor())
    review = given.drafted()

    html = client.get(reverse("desk:withhold", args=[review.pk])).content.decode()

    assert "there is nothing to withhold" in html
    caller = Caller(given.editor())
    body = {"what": "check", "reason": "A court order."}
    assert is_problem(caller.post(f"reviews/{review.pk}/withhold/", body), 409)


def test_the_words_are_found_while_they_are_typed(client, check):
    client.force_login(given.editor())
    found = reverse("desk:withhold_found", args=[check.review_id])

    assert "Found 1 time" in client.get(found, {"words": "Mara Brook"}).content.decode()
    assert "in no version" in client.get(found, {"words": "Nobody"}).content.decode()


def test_the_desk_sees_all_of_it_marked_as_withheld(client, check):
    actions.withhold(check, what="check", reason="A court order.", by=given.editor())
    client.force_login(given.checker())

    html = client.get(reverse("desk:review", args=[check.review_id])).content.decode()

    assert "Withheld from readers:" in html
    assert check.revision.frozen["claim"]["text"] in html


def test_by_api_it_is_withheld_listed_and_lifted(check):
    caller = Caller(given.editor())
    made = caller.post(
        f"reviews/{check.review_id}/withhold/",
        {"what": "name", "words": "Mara Brook", "reason": "Her lawyer wrote."},
    )
    assert made.status_code == 201

    (listed,) = caller.get("withholdings/", in_force="true").json()["results"]
    assert listed == made.json()
    assert is_problem(caller.post(f"withholdings/{listed['id']}/confirm/"), 403)
    lifted = caller.post(f"withholdings/{listed['id']}/lift/", {"note": "A mistake."}).json()
    assert lifted["state"] == "lifted"
    assert caller.get("withholdings/", in_force="true").json()["results"] == []
