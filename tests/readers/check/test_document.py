"""Anybody can download the text that the hash of a version is over, and check it."""

import hashlib

import pytest
from django.test import Client

from reviews.revisions.models import Revision
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db


def download(check, number=1):
    return Client().get(f"/api/checks/{check.slug}/versions/{number}/document/")


def test_a_reader_checks_the_hash_of_a_version_by_hand():
    check = stories.corrected()
    told = Client().get(f"/api/checks/{check.slug}/").json()["versions"]

    hashes = [
        hashlib.sha256(download(check, one["number"]).content).hexdigest() for one in told
    ]

    assert hashes == [one["hash"] for one in told]
    assert len(set(hashes)) == 2


def test_the_document_that_readers_get_holds_nothing_of_the_desk():
    check = stories.from_article()

    answer = download(check)

    assert answer["Content-Type"] == "application/json"
    assert answer.content.decode() == check.revision.content
    for part in check.revision.desk_parts.exclude(place="authors"):
        assert part.text not in answer.content.decode()


def test_there_is_no_document_of_a_version_that_was_never_published():
    assert download(stories.published(), 2).status_code == 404


def test_a_document_of_before_holds_notes_of_the_desk_and_is_not_given(monkeypatch):
    check = stories.published()
    old = check.revision.public_part | {"format": 2}
    monkeypatch.setattr(Revision, "public_part", property(lambda _: old))

    answer = download(check)

    assert answer.status_code == 404
    assert "older than documents that can be downloaded" in answer.json()["detail"]


@pytest.mark.parametrize("what", ["check", "version"])
def test_the_document_of_what_is_withheld_answers_451(what):
    check = stories.corrected()
    given.withheld(check, what, **({"version": 1} if what == "version" else {}))

    assert download(check).status_code == 451


def test_a_document_with_words_that_readers_do_not_see_is_not_given():
    check = stories.published()
    words = check.revision.public_part["claimant"]["name"]
    given.withheld(check, "name", words=words)

    answer = download(check)

    assert answer.status_code == 404
    assert "is not shown now" in answer.json()["detail"]
