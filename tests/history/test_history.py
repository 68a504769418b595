"""History tells of tampering, and names the line."""

import hashlib
import json
from datetime import date
from pathlib import Path

import pytest
from django.db import DatabaseError, connection, transaction

from history import record as history_record
from history import verify
from history.models import Event, Head
from history.record import canonical, record, redact
from tests import given

pytestmark = pytest.mark.django_db

FORMAT_1 = Path(__file__).with_name("format_1.jsonl")
"""An export of `verify_history` from before payloads had salts."""


def test_canonical_text_is_sorted_composed_and_without_floats():
    decomposed = "Zele\u0301"

    text = canonical({"b": decomposed, "a": date(2026, 3, 4), "c": [1, None, True]})

    assert text == '{"a":"2026-03-04","b":"Zel\u00e9","c":[1,null,true]}'
    with pytest.raises(TypeError):
        canonical({"worth": 0.5})


def test_the_hash_is_the_one_that_the_verifier_computes():
    by = given.checker()
    record("claim:7", "note", by=by, words="ä “quoted”")

    event = Event.objects.of("claim:7").get()

    assert verify.event_hash(line(event)) == event.hash
    salted = event.side.salt + event.side.text
    assert event.payload_sha256 == hashlib.sha256(salted.encode()).hexdigest()


def test_each_payload_has_a_random_salt_of_its_own():
    by = given.checker()
    for _ in range(2):
        record("claim:7", "note", by=by, name="A Private Person")

    first, second = (event.side for event in Event.objects.of("claim:7"))

    assert first.text == second.text
    assert first.salt != second.salt
    assert first.event.payload_sha256 != second.event.payload_sha256
    assert all(verify.SALT.fullmatch(side.salt) for side in (first, second))


def test_each_line_follows_from_the_one_before():
    by = given.checker()
    for n in range(3):
        record("claim:7", "note", by=by, n=n)

    first, second, third = Event.objects.filter(chain="claim:7").order_by("seq")

    assert first.previous == verify.GENESIS
    assert (second.previous, third.previous) == (first.hash, second.hash)
    assert Head.objects.get(chain="claim:7").hash == third.hash


def test_the_request_that_wrote_it_is_named():
    token = history_record.request_id.set("abc")
    record("claim:7", "note", by=given.checker())
    history_record.request_id.reset(token)

    assert Event.objects.of("claim:7")[0].request == "abc"


def test_an_event_needs_chain_kind_and_actor_and_json():
    for arguments in (
        ["", "note", "ada", "{}"],
        ["claim:7", "", "ada", "{}"],
        ["claim:7", "note", "", "{}"],
        ["claim:7", "note", "ada", "{"],
    ):
        chain, kind, actor, payload = arguments
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(
                "SELECT record(%s, %s, %s, '', '', %s)", [chain, kind, actor, payload]
            )


def test_a_redacted_payload_is_a_tombstone_and_the_chain_still_holds():
    by = given.admin()
    first = record("claim:7", "note", by=by, name="A Private Person")

    redact(first, why="A court ordered it.", by=by)

    assert Event.objects.get(pk=first).payload == {"redacted": "A court ordered it."}
    assert Event.objects.of("claim:7")[0].kind == "redact"
    assert list(found(lines("claim:7"))) == []


def test_a_redacted_payload_cannot_be_found_by_hashing_guesses():
    by = given.admin()
    spoken = record("claim:7", "note", by=by, name="A Private Person")
    guess = Event.objects.get(pk=spoken).side.text

    redact(spoken, why="A court ordered it.", by=by)

    event = Event.objects.select_related("side").get(pk=spoken)
    assert (event.side.salt, event.side.text) == ("", "")
    assert event.payload_sha256 != hashlib.sha256(guess.encode()).hexdigest()


def line(event):
    side = event.side
    return verify.ExportLine(
        event.chain,
        event.seq,
        event.kind,
        event.actor,
        event.role,
        event.request,
        event.occurred_at.strftime("%Y-%m-%dT%H:%M:%S.%fZ"),
        event.payload_sha256,
        event.previous,
        event.hash,
        None if side.redacted_why else side.text,
        event.format,
        side.salt,
    )


def lines(chain):
    return [
        line(e)
        for e in Event.objects.filter(chain=chain).order_by("seq").select_related("side")
    ]


def heads(rows):
    return {row.chain: (row.seq, row.hash) for row in rows}


def found(rows, at=None):
    return verify.faults(rows, at or heads(rows))


@pytest.fixture
def chain():
    by = given.checker()
    for n in range(4):
        record("claim:7", "note", by=by, n=n)
    return lines("claim:7")


def test_an_untouched_chain_has_no_fault(chain):
    assert list(found(chain)) == []


@pytest.mark.parametrize("field", ["kind", "actor", "role", "request", "occurred_at"])
def test_one_changed_field_is_named(chain, field):
    chain[1] = chain[1]._replace(**{field: "9999"})

    assert [(fault.seq) for fault in found(chain)][:1] == [2]


def test_a_changed_payload_is_named(chain):
    chain[2] = chain[2]._replace(payload='{"n":9}')

    assert [str(fault) for fault in found(chain)] == ["claim:7 #3: its payload was changed"]


@pytest.mark.parametrize("salt", ["", "0" * 64, "short"])
def test_a_changed_salt_is_named(chain, salt):
    chain[2] = chain[2]._replace(salt=salt)

    assert [str(fault) for fault in found(chain)] == ["claim:7 #3: its payload was changed"]


def test_a_part_of_a_payload_cannot_be_passed_off_as_salt(chain):
    salt, payload = chain[2].salt, chain[2].payload
    chain[2] = chain[2]._replace(salt=salt + payload[:1], payload=payload[1:])

    assert [str(fault) for fault in found(chain)] == ["claim:7 #3: its payload was changed"]


def test_a_salt_that_outlives_its_payload_is_named(chain):
    chain[2] = chain[2]._replace(payload=None)

    assert "claim:7 #3: its payload is gone, but its salt was kept" in map(str, found(chain))


def test_a_chain_that_began_in_the_first_format_goes_on_in_the_second():
    old, at = verify.read_export(FORMAT_1)
    old = list(old)
    new = old[-1]._replace(seq=len(old) + 1, previous=old[-1].hash, format=2, salt="ab" * 32)
    new = new._replace(payload_sha256=verify.payload_sha256(new.payload, new.salt))
    new = new._replace(hash=verify.event_hash(new))

    assert {one.format for one in old} == {1}
    assert list(verify.faults(old, at)) == []
    assert list(found([*old, new])) == []


def test_a_line_of_an_older_format_after_a_newer_one_is_named(chain):
    late = chain[3]._replace(format=1, salt="")
    late = late._replace(payload_sha256=verify.payload_sha256(late.payload, ""))
    chain[3] = late._replace(hash=verify.event_hash(late))

    assert [str(fault) for fault in found(chain)] == [
        "claim:7 #4: has an older format than the line before it"
    ]


def test_a_format_that_the_verifier_does_not_know_is_named(chain):
    chain[1] = chain[1]._replace(format=3)

    assert next(found(chain)).what == "its format 3 is unknown"


def test_a_removed_middle_line_is_named(chain):
    at = heads(chain)
    del chain[1]

    assert "line 2 is missing" in [fault.what for fault in found(chain, at)]


def test_a_removed_last_line_is_told_by_the_head(chain):
    at = heads(chain)

    assert [fault.what for fault in found(chain[:-1], at)] == [
        "the head of the chain names another last line"
    ]


def test_swapped_lines_are_named(chain):
    chain[1], chain[2] = chain[2], chain[1]

    assert next(found(chain)).seq == 3


def test_an_edit_that_was_chained_anew_differs_from_a_head_known_outside(chain):
    known_outside = heads(chain)
    previous = verify.GENESIS
    forged = []
    for old in chain:
        new = old._replace(actor="somebody-else", previous=previous)
        new = new._replace(hash=verify.event_hash(new))
        previous = new.hash
        forged.append(new)

    assert list(found(forged)) == []
    assert [fault.seq for fault in found(forged, known_outside)] == [4]


def test_a_line_dated_before_the_one_before_it_is_flagged(chain):
    late = chain[1]._replace(occurred_at="2001-01-01T00:00:00.000000Z")
    chain[1] = late._replace(hash=verify.event_hash(late))
    chain[2] = chain[2]._replace(previous=chain[1].hash)
    chain[2] = chain[2]._replace(hash=verify.event_hash(chain[2]))
    chain[3] = chain[3]._replace(previous=chain[2].hash)
    chain[3] = chain[3]._replace(hash=verify.event_hash(chain[3]))

    assert [fault.what for fault in found(chain)] == ["is dated before the line before it"]


def test_an_export_is_verified_without_the_database(chain, tmp_path):
    export = tmp_path / "history.jsonl"
    rows = [json.dumps(row._asdict()) for row in chain]
    rows.append(json.dumps({"heads": heads(chain)}))
    export.write_text("\n".join(rows))

    read, at = verify.read_export(export)

    assert list(verify.faults(read, at)) == []
