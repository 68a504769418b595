"""Live pages by API: listed, looked at, settled."""

import pytest
from django.db.models.functions import Now

from reviews.watch import checks as watch_checks
from reviews.watch.models import Watch
from tests import given
from tests.calling import Caller

pytestmark = pytest.mark.django_db


def test_the_list_tells_how_a_page_stands_and_what_readers_are_told():
    watch = given.changed_source(by=given.checker())
    given.changed_source(by=given.checker())

    desk = Caller(given.checker())
    answer = desk.get("watches/", page_size=1).json()
    (found,) = desk.client.get(answer["next"]).json()["results"]

    assert found["id"] == watch.pk
    assert (found["page"], found["passage"]) == ("changed", "absent")
    assert found["quoted"] == given.PASSAGE
    assert "no longer on it" in found["told"]
    assert found["found"]["id"] == watch.found_id
    assert found["settled"] is None


def test_trouble_is_what_nobody_has_settled():
    watch = given.changed_source(by=given.checker())
    editor = Caller(given.editor())
    assert [one["id"] for one in editor.get("watches/", trouble=1).json()["results"]] == [
        watch.pk
    ]

    settled = editor.post(f"watches/{watch.pk}/settle/", {"note": "The archive has it."})

    assert settled.json()["settled"]["note"] == "The archive has it."
    assert editor.get("watches/", trouble=1).json()["results"] == []
    assert editor.post(f"watches/{watch.pk}/unsettle/").json()["settled"] is None


def test_what_changed_around_our_words_is_listed_until_it_is_settled():
    by = given.editor()
    review = given.published()
    later = given.kept_page(given.PAGE + "\nCorrection: it was 87.6 million.\n", by=by)
    watch = watch_checks.check_copy(review.evidence.get(), snapshot=later, by=by)
    editor = Caller(by)
    assert editor.get("watches/", around=1).json()["results"] == []  # at no address
    Watch.objects.update(next_at=Now())

    (found,) = editor.get("watches/", around=1).json()["results"]

    assert found["id"] == watch.pk
    assert (found["passage"], found["trouble"]) == ("exact", False)
    assert "note" in found["around"]
    settled = editor.post(f"watches/{watch.pk}/settle/").json()
    assert (settled["around"], settled["settled"]["by"]) == ([], by.username)
    assert editor.get("watches/", around=1).json()["results"] == []


def test_a_look_is_asked_for_or_a_later_copy_is_taken_for_one():
    by = given.checker()
    page = given.kept_page(by=by, url="https://city.example.org/budget")
    piece = given.evidence(given.taken(by=by), by=by, snapshot=page)
    desk = Caller(by)

    asked = desk.post(f"evidence/{piece.pk}/look/")
    copy = given.kept_page("Nothing of it is left.\n", by=by)
    judged = desk.post(f"evidence/{piece.pk}/look/", {"snapshot": copy.pk})

    assert (asked.status_code, asked.json()["is_looking"]) == (202, True)
    assert judged.json()["passage"] == "absent"
    assert Watch.objects.get().capture.url == "https://city.example.org/budget"


def test_a_copy_that_is_not_later_is_refused_with_a_sentence():
    by = given.checker()
    watch = given.changed_source(by=by)

    answer = Caller(by).post(
        f"evidence/{watch.pk}/look/", {"snapshot": watch.evidence.snapshot_id}
    )

    assert answer.status_code == 422
    assert "later copy" in answer.json()["detail"]


def test_the_difference_tells_what_stayed_what_came_and_what_went_with_our_words_marked():
    watch = given.changed_source(by=given.checker())

    told = Caller(given.checker()).get(f"watches/{watch.pk}/difference/").json()

    assert (told["id"], told["page"], told["passage"]) == (watch.pk, "changed", "absent")
    assert told["kept"]["id"] == watch.evidence.snapshot_id
    assert told["found"]["id"] == watch.found_id
    assert told["words"] is None
    runs = [run for line in told["lines"] for run in line["runs"]]
    ours = "".join(run["text"] for run in runs if run["is_passage"])
    assert ours == given.PASSAGE
    assert {run["op"] for run in runs if run["is_passage"]} == {"removed"}
    added = [line for line in told["lines"] if line["change"] == "added"]
    assert [run["text"] for run in added[0]["runs"]] == ["The budget is being revised."]


def test_the_difference_of_near_words_is_told_by_word():
    by = given.checker()
    piece = given.evidence(given.taken(by=by), by=by)
    now = given.PAGE.replace("86.6 million", "88.6 million")
    watch_checks.check_copy(piece, snapshot=given.kept_page(now, by=by), by=by)

    told = Caller(by).get(f"watches/{piece.pk}/difference/").json()

    assert told["passage"] == "near"
    changed = {word["op"]: word["text"] for word in told["words"] if word["op"] != "same"}
    assert changed == {"removed": "86.6", "added": "88.6"}


def test_a_page_that_was_asked_for_and_not_seen_yet_has_no_difference():
    by = given.checker()
    page = given.kept_page(by=by, url="https://city.example.org/budget")
    piece = given.evidence(given.taken(by=by), by=by, snapshot=page)
    desk = Caller(by)
    never = desk.get(f"watches/{piece.pk}/difference/")
    watch_checks.check_now(piece, by=by)

    asked = desk.get(f"watches/{piece.pk}/difference/").json()

    assert never.status_code == 404
    assert (asked["found"], asked["words"], asked["lines"]) == (None, None, None)
