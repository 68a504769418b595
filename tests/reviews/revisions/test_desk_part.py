"""The public part of a revision commits to what the desk keeps, and holds none of it."""

import hashlib
import json
from datetime import date

import psycopg.errors
import pytest
from django.db import IntegrityError, connection, transaction

from reviews.replies import actions as reply_actions
from reviews.revisions import desk_part_audit
from reviews.revisions.authors import authors_of, bylines
from reviews.revisions.build_document import document_of, freeze
from reviews.revisions.desk_part import seal, unsealed
from reviews.revisions.document import load_document
from reviews.revisions.models import DeskPart, Revision
from reviews.workflow import moves
from tests import given

pytestmark = pytest.mark.django_db

SECRETS = ("zqwhispered words", "zqnote", "zqmessage", "A zqmemo", "zqorigin")


@pytest.fixture
def review():
    """A draft with a confidential source, notes, and a request for a reply."""
    checker = given.checker(name="Jo Reed")
    review = given.drafted(by=checker)
    memo = given.kept_page("The zqwhispered words of a memo.\n", by=checker, title="A zqmemo")
    given.evidence(
        review,
        by=checker,
        stance="supports",
        quote="zqwhispered words",
        snapshot=memo,
        note="zqnote",
        origin="zqorigin",
        is_confidential=True,
        described_as="A memo of the board.",
    )
    reply_actions.note_reply(
        review,
        asked_on=date(2026, 3, 4),
        how="by e-mail",
        message="zqmessage",
        asked_by=checker,
        by=checker,
    )
    return given.fresh(review)


@pytest.fixture
def revision(review):
    return Revision.objects.newest_of(moves.submit(review, by=review.holder))


def test_the_public_part_holds_no_secret_and_nobody_of_the_desk(review, revision):
    content = revision.content

    assert not [secret for secret in SECRETS if secret in content]
    assert review.holder.public_id not in content
    assert "A memo of the board." in content
    assert load_document(content)["evidence"][1]["snapshot"] is None


def test_the_desk_reads_the_whole_document(review, revision):
    whole = document_of(given.fresh(review))
    read = revision.frozen

    assert {name: read[name] for name in whole} == whole
    assert read["evidence"][1]["passage"] == "zqwhispered words"
    assert read["replies"][0]["message"] == "zqmessage"


def test_each_secret_hashes_with_its_salt_to_its_commitment(revision):
    commitments = load_document(revision.content)["commitments"]
    parts = {part.place: part for part in revision.desk_parts.all()}

    assert parts.keys() == commitments.keys()
    assert {"authors", "evidence/2/note", "evidence/2/source"} < parts.keys()
    assert {"replies/1/asked_by", "replies/1/message"} < parts.keys()
    for place, part in parts.items():
        assert len(part.salt) == 64
        told = hashlib.sha256((part.salt + part.text).encode()).hexdigest()
        assert told == commitments[place]


def test_the_same_secret_never_has_the_same_commitment(review):
    first, second = freeze(review), freeze(review)

    assert first.hash != second.hash
    assert not set(load_document(first.content)["commitments"].values()) & set(
        load_document(second.content)["commitments"].values()
    )


def test_sealing_leaves_the_document_alone_and_is_undone(review):
    document = document_of(review)
    before = json.dumps(document)

    sealed = seal(document)
    texts = {place: secret.text for place, secret in sealed.secrets.items()}
    again = unsealed(load_document(sealed.content), texts)

    assert json.dumps(document) == before
    assert {name: again[name] for name in document} == document


def test_what_is_erased_stays_empty_and_the_rest_is_there(review):
    sealed = seal(document_of(review))

    left = unsealed(load_document(sealed.content), {})

    assert left["authors"] == []
    assert left["evidence"][1]["passage"] == ""
    assert left["evidence"][1]["described_as"] == "A memo of the board."
    assert bylines(left["authors"]) == ["the desk"]


def test_readers_see_the_authors_by_line(revision):
    assert bylines(authors_of(revision)) == ["Jo Reed"]


def test_the_desk_part_of_a_revision_verifies(revision):
    assert list(desk_part_audit.differences(revision)) == []


def test_a_document_of_before_has_no_desk_part_and_verifies(revision):
    old = load_document(revision.content) | {"format": 2}
    old.pop("commitments")
    revision.content = json.dumps(old)

    assert revision.frozen == old
    assert authors_of(revision) == old["authors"]


@pytest.mark.parametrize(
    ("place", "salt", "text"),
    [
        ("evidence/2/note", "ab" * 32, '"another note"'),
        ("evidence/9/note", "ab" * 32, '"a note"'),
        ("evidence/2/note", "", '"a note"'),
    ],
)
def test_the_database_refuses_what_no_revision_commits_to(revision, place, salt, text):
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        DeskPart.objects.create(revision=revision, place=place, salt=salt, text=text)

    assert "commits to each of its desk parts" in str(refusal.value)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE reviews_deskpart SET salt = '', text = '', erased_at = now()",
        "DELETE FROM reviews_deskpart",
    ],
)
def test_the_application_erases_nothing(revision, statement):
    with (
        pytest.raises(Exception, match="permission denied") as refusal,
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)

    assert isinstance(refusal.value.__cause__, psycopg.errors.InsufficientPrivilege)
