"""`verify_history` names each line of history that the owner of the database changed."""

import itertools
import json
import subprocess
import sys

import psycopg
import pytest
from django.conf import settings

from history.models import Event
from history.record import record, redact
from reviews.publication.models import Publication
from reviews.triage import actions as triage_actions
from reviews.workflow import maintenance, moves
from tests import given
from tests.live.fixtures import django_at
from tests.live.verifiers import spoil, verify

_numbers = itertools.count(1)


@pytest.fixture
def place(servers, django_test_environment, django_db_blocker):
    """A database of this test's own, to be spoiled."""
    with (
        servers.own_place(f"live_verifying_{next(_numbers)}") as place,
        django_db_blocker.unblock(),
        django_at(place),
    ):
        yield place


@pytest.fixture
def check(place):
    """A published check, with all the events that led to it."""
    return given.published()


def test_an_untouched_desk_verifies(check):
    given.reopened()
    given.retracted()
    given.dropped()

    said, is_well = verify("verify_history")

    assert is_well, said
    events = Event.objects.count()
    assert said == [f"{events} events in {chains()} chains: {HOLDS}"]


HOLDS = "every chain holds, and the reviews stand where it says."


def chains():
    return Event.objects.values("chain").distinct().count()


def test_one_changed_byte_of_one_event_is_named_by_its_line(place, check):
    chain = check.claim.chain
    spoil(
        place,
        "history_event",
        "UPDATE history_event SET actor = overlay(actor PLACING 'X' FROM 1 FOR 1)"
        " WHERE chain = %s AND seq = 3",
        chain,
    )

    said, is_well = verify("verify_history")

    assert not is_well
    assert said == [f"{chain} #3: its hash does not match its content"]


def test_one_changed_byte_of_one_payload_is_named_by_its_line(place, check):
    chain = check.claim.chain
    spoil(
        place,
        "history_payload",
        "UPDATE history_payload SET text = overlay(text PLACING ' ' FROM 2 FOR 0)"
        " FROM history_event e WHERE e.id = event_id AND chain = %s AND seq = 4",
        chain,
    )

    assert verify("verify_history") == ([f"{chain} #4: its payload was changed"], False)


def test_a_payload_emptied_without_a_word_is_named_and_a_redacted_one_is_not(place, check):
    chain, by = check.claim.chain, given.admin()
    spoken = record(chain, "note", by=by, name="A Private Person")
    redact(spoken, why="A court ordered it.", by=by)
    assert verify("verify_history")[1]

    spoil(
        place,
        "history_payload",
        "UPDATE history_payload SET text = '', salt = '', redacted_why = 'Because.'"
        " FROM history_event e"
        " WHERE e.id = event_id AND chain = %s AND seq = 2",
        chain,
    )

    said, is_well = verify("verify_history")
    assert not is_well
    assert said == [f"{chain} #2: its payload is gone, and no line says why"]


def test_removed_lines_are_named(place, check):
    chain = check.claim.chain
    last = Event.objects.of(chain).first()
    for seq in (2, last.seq):
        spoil(
            place,
            "history_payload",
            "DELETE FROM history_payload USING history_event e"
            " WHERE e.id = event_id AND chain = %s AND seq = %s",
            *(chain, seq),
        )
        spoil(
            place,
            "history_event",
            "DELETE FROM history_event WHERE chain = %s AND seq = %s",
            *(chain, seq),
        )

    said, is_well = verify("verify_history")

    assert not is_well
    assert f"{chain} #3: line 2 is missing" in said
    assert f"{chain} #{last.seq}: the head of the chain names another last line" in said


def test_a_chain_that_was_rewritten_whole_differs_from_heads_kept_outside(
    place, check, tmp_path
):
    export, chain = tmp_path / "history.jsonl", check.claim.chain
    assert verify("verify_history", "--export", export)[1]
    heads = tmp_path / "heads.json"
    heads.write_text(export.read_text().splitlines()[-1])
    record(chain, "note", by=given.admin())  # life goes on after the list was put away
    assert verify("verify_history", "--heads", heads)[1]

    spoil(place, "history_event", REWRITE, chain)
    spoil(place, "history_head", NEW_HEAD, chain)

    assert verify("verify_history")[1]
    last = json.loads(heads.read_text())["heads"][chain][0]
    assert verify("verify_history", "--heads", heads) == (
        [f"{chain} #{last}: is not the line that the outside copy names"],
        False,
    )


REWRITE = """
WITH RECURSIVE line AS (
    SELECT e.* FROM history_event e WHERE chain = %s
), forged AS (
    SELECT seq, previous::text, event_hash(format, chain, seq, kind, 'nobody', role, request,
        occurred_at, payload_sha256, previous) AS hash FROM line WHERE seq = 1
    UNION ALL
    SELECT line.seq, forged.hash, event_hash(line.format, line.chain, line.seq, line.kind,
        'nobody', line.role, line.request, line.occurred_at, line.payload_sha256, forged.hash)
    FROM line JOIN forged ON line.seq = forged.seq + 1
)
UPDATE history_event e SET actor = 'nobody', previous = forged.previous, hash = forged.hash
FROM forged, line WHERE e.id = line.id AND line.seq = forged.seq
"""
NEW_HEAD = """
UPDATE history_head h SET hash = e.hash FROM history_event e
WHERE h.chain = e.chain AND h.seq = e.seq AND h.chain = %s
"""


def test_an_export_verifies_without_django_and_tells_of_one_byte(check, tmp_path):
    export = tmp_path / "history.jsonl"
    verify("verify_history", "--export", export)
    assert alone(export) == (0, ["Every chain holds."])

    line = next(
        row for row in map(json.loads, export.open()) if row.get("chain") == check.claim.chain
    )
    export.write_text(export.read_text().replace(line["occurred_at"], "2001-01-01T00:00:00Z"))

    code, said = alone(export)
    assert code == 1
    assert f"{check.claim.chain} #{line['seq']}: its hash does not match its content" in said


def alone(export):
    """The verifier by itself: no Django, no environment, none of our packages on its path."""
    ran = subprocess.run(
        [sys.executable, "-I", settings.BASE_DIR / "history" / "verify.py", export],
        check=False,
        env={},
        cwd=export.parent,
        capture_output=True,
        text=True,
    )
    return ran.returncode, ran.stdout.splitlines()


def test_a_review_moved_behind_its_history_is_told_by_the_replay(place, check):
    told = Event.objects.of(check.claim.chain).first()
    spoil(
        place,
        "reviews_review",
        "UPDATE reviews_review SET state = 'retracted' WHERE id = %s",
        check.pk,
    )

    what = f"review {check.pk} is retracted, but history says published"
    assert verify("verify_history") == ([f"{check.claim.chain} #{told.seq}: {what}"], False)


def test_a_review_removed_behind_its_history_is_told_by_the_replay(place):
    review = given.queued()
    beside = [(table, "review_id") for table in ("draft", "author", "search")]
    for table, column in (*beside, ("review", "id")):
        with psycopg.connect(place.owner_url) as owner:
            owner.execute(f"DELETE FROM reviews_{table} WHERE {column} = %s", [review.pk])

    said, is_well = verify("verify_history")

    assert not is_well
    assert [line.partition(": ")[2] for line in said] == [f"review {review.pk} is gone"]


def test_words_that_readers_see_and_nobody_approved_are_told_by_the_replay(place, check):
    spoil(
        place,
        "reviews_revision",
        "UPDATE reviews_revision SET content = replace(content, 'fell by 4', 'fell by 5')"
        " WHERE review_id = %s",
        check.pk,
    )

    said, is_well = verify("verify_history")

    assert not is_well
    assert len(said) == 2  # the page, and the version at its own address
    assert {f"{check.claim.chain} #" in line for line in said} == {True}
    assert all("no line says that it was approved" in line for line in said)
    assert Publication.objects.filter(claim=check.claim).exists()


def test_an_undone_acceptance_and_a_lapsed_take_replay(place):
    statement = given.statement()
    triage_actions.accept_statement(
        statement, text="Police funding was cut", by=given.checker()
    )
    statement.refresh_from_db()
    triage_actions.undo_triage(statement, by=given.editor())
    given.lapsed(moves.take_next(by=given.checker()) or given.taken())
    assert maintenance.release_lapsed() == 1

    said, is_well = verify("verify_history")

    assert is_well, said
