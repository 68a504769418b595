"""The record of an exchange, as other people's readers of WARC find it."""

import gzip
import hashlib
from io import BytesIO

import pytest
from django.core.files.storage import default_storage
from fastwarc.warc import ArchiveIterator as FastIterator
from warcio.archiveiterator import ArchiveIterator

from sources.captures import actions as capture_actions
from sources.captures import run as capture_run
from sources.captures.models import Capture
from sources.safe_fetch import safe_fetch
from sources.snapshots import erasure, warc
from sources.snapshots.storage import put_bytes, storage_name
from tests import given
from tests.sources.safe_fetch.hostile_servers import (
    PAGE,
    Stranger,
    answer,
    by_path,
    moved,
    policy,
)

HASH = hashlib.sha256(PAGE).hexdigest()
ODD_HEAD = (
    b"HTTP/1.1 200 Very  Well\r\nServer:spaced   out \r\nX-twice: a\r\nx-TWICE: b\r\n"
    b"Content-Type: text/html\r\nContent-Length: %d\r\n\r\n" % len(PAGE)
)
CHUNKED_HEAD = (
    b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding:  chunked\r\n\r\n"
)
CHUNKED = CHUNKED_HEAD + b"%x\r\n%b\r\n0\r\n\r\n" % (len(PAGE), PAGE)
EARLY = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"


def fetched(script, path="/"):
    with Stranger(script) as site:
        got = safe_fetch(
            f"http://kept.test:{site.port}{path}",
            policy(("kept.test", site.port), ports=[site.port]),
        )
        return got, site.hits


def captured(script, path="/"):
    """A page kept by the worker's own code, from a site that answers as told."""
    with Stranger(script) as site:
        capture = capture_actions.ask_for_capture(
            f"http://kept.test:{site.port}{path}", by=given.checker()
        )
        leased = Capture.objects.lease(capture.pk)
        capture_run.fetch_capture(leased, policy(("kept.test", site.port), ports=[site.port]))
    capture.refresh_from_db()
    assert capture.snapshot is not None, capture.detail
    return capture.snapshot


def kept(snapshot):
    with default_storage.open(storage_name(snapshot.warc_sha256)) as file:
        return file.read()


def read_by_warcio(packed):
    """Type, fields and block of each record; a digest that is wrong raises."""
    for record in ArchiveIterator(BytesIO(packed), check_digests="raise"):
        record.raw_stream.read()
    return [
        (record.rec_type, record.rec_headers, record.raw_stream.read())
        for record in ArchiveIterator(BytesIO(packed), no_record_parse=True)
    ]


def read_by_fastwarc(packed):
    """The payload of each response and resource, from the other reader; all digests hold."""
    for record in FastIterator(BytesIO(packed), parse_http=False):
        assert record.verify_block_digest()
    found = []
    for record in FastIterator(BytesIO(packed)):
        if str(record.record_type) in ("response", "resource"):
            assert record.verify_payload_digest() or not record.is_http
            found.append(record.reader.read())
    return found


@pytest.mark.parametrize("before", [b"", EARLY], ids=["at once", "after early hints"])
def test_the_heads_of_an_exchange_are_those_that_went_over_the_line(before):
    got, hits = fetched(before + ODD_HEAD + PAGE)

    assert got.hops[0].head == ODD_HEAD
    assert got.hops[0].request == hits[0]
    assert got.raw == PAGE


def test_a_kept_record_tells_of_every_hop_and_names_the_body_by_its_hash():
    got, hits = fetched(by_path(old=moved("/new"), new=ODD_HEAD + PAGE), "/old")

    records = read_by_warcio(warc.kept_record(got, HASH))

    assert [kind for kind, _, _ in records] == [
        *("warcinfo", "response", "request", "revisit", "request", "metadata")
    ]
    blocks = [block for _, _, block in records]
    assert blocks[1] == moved("/new")
    assert blocks[2:5] == [hits[0], ODD_HEAD, hits[1]]
    _, page, _ = records[3]
    assert page.get_header("WARC-Payload-Digest") == f"sha256:{HASH}"
    assert page.get_header("WARC-Profile").endswith("identical-payload-digest")
    assert page.get_header("WARC-IP-Address") == "127.0.0.1"
    assert page.get_header("WARC-Target-URI") == got.final_url
    assert f"finalUrl: {got.final_url}\r\n" in blocks[5].decode()


def test_the_same_exchange_gives_the_same_record_byte_for_byte():
    got, _ = fetched(ODD_HEAD + PAGE)

    assert warc.kept_record(got, HASH) == warc.kept_record(got, HASH)
    assert PAGE not in gzip.decompress(warc.kept_record(got, HASH))


@pytest.mark.django_db
def test_two_captures_of_the_same_bytes_share_them_and_have_a_record_each():
    script = ODD_HEAD + PAGE

    first, second = captured(script), captured(script)

    assert first.sha256 == second.sha256 == HASH
    assert first.warc_sha256 != second.warc_sha256
    for snapshot in (first, second):
        record = kept(snapshot)
        assert hashlib.sha256(record).hexdigest() == snapshot.warc_sha256
        assert len(record) == snapshot.warc_size


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("script", "head"),
    [
        (ODD_HEAD + PAGE, ODD_HEAD),
        (
            CHUNKED,
            CHUNKED_HEAD.replace(b"Transfer-E", b"X-Archive-Orig-Transfer-E"),
        ),
    ],
    ids=["with a length", "in chunks"],
)
def test_the_whole_file_has_the_page_for_two_readers_and_its_digests_hold(script, head):
    snapshot = captured(script)

    with warc.whole_file(snapshot) as file:
        packed = file.read()

    records = read_by_warcio(packed)
    assert [kind for kind, _, _ in records] == [
        *("warcinfo", "response", "request", "metadata")
    ]
    assert records[1][2] == head + PAGE
    assert records[1][1].get_header("WARC-Payload-Digest") == f"sha256:{HASH}"
    assert read_by_fastwarc(packed) == [PAGE]


@pytest.mark.django_db
def test_a_redirect_and_a_packed_page_stay_as_they_came():
    packed_page = gzip.compress(PAGE)
    script = by_path(
        old=moved("/new"), new=answer(packed_page, headers=[b"Content-Encoding: gzip"])
    )

    snapshot = captured(script, "/old")

    with warc.whole_file(snapshot) as file:
        assert read_by_fastwarc(file.read()) == [b"", packed_page]


@pytest.mark.django_db
def test_a_file_put_in_by_hand_is_a_resource():
    snapshot = given.kept_page("Words of a letter.")

    with warc.whole_file(snapshot) as file:
        packed = file.read()

    assert [kind for kind, _, _ in read_by_warcio(packed)] == [
        *("warcinfo", "resource", "metadata")
    ]
    assert read_by_fastwarc(packed) == [b"Words of a letter."]
    assert snapshot.warc_sha256 == ""


def test_what_a_stranger_wrote_makes_no_lines_of_the_record():
    assert warc._fields({"tlsIssuer": "CN=A\r\nfinalUrl: http://b.test/\x85x"}) == (
        b"tlsIssuer: CN=A finalUrl: http://b.test/ x\r\n"
    )


def test_a_record_of_another_body_or_one_that_is_cut_is_told():
    got, _ = fetched(ODD_HEAD + PAGE)
    record = warc.kept_record(got, HASH)

    assert warc.what_is_wrong(BytesIO(record), HASH) == ""
    assert "of another body" in warc.what_is_wrong(BytesIO(record), "0" * 64)
    assert "of another body" in warc.what_is_wrong(BytesIO(b""), HASH)
    assert warc.what_is_wrong(BytesIO(record[:500]), HASH) != ""
    assert "cannot be read" in warc.what_is_wrong(BytesIO(b"no record at all"), HASH)


def test_bytes_are_new_the_first_time_alone():
    body = b"Bytes that no other test keeps."

    assert put_bytes(body) == (hashlib.sha256(body).hexdigest(), True)
    assert put_bytes(body) == (hashlib.sha256(body).hexdigest(), False)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/desk/archive/{}/warc/", "/api/snapshots/{}/warc/"])
def test_the_desk_and_its_programs_take_the_whole_file_away(client, address):
    snapshot = captured(ODD_HEAD + PAGE)
    client.force_login(given.checker(), "django.contrib.auth.backends.ModelBackend")

    answer = client.get(address.format(snapshot.pk))

    packed = b"".join(answer.streaming_content)
    assert read_by_fastwarc(packed) == [PAGE]
    assert int(answer["Content-Length"]) == len(packed)
    assert answer["Content-Type"] == "application/warc"
    name = f"kept-{snapshot.pk}-{HASH[:8]}.warc.gz"
    assert answer["Content-Disposition"] == f'attachment; filename="{name}"'


@pytest.mark.django_db
def test_what_was_erased_is_said_in_place_of_a_file(client):
    snapshot = captured(ODD_HEAD + b"<p>A page that is erased." + PAGE)
    erasure.erase(snapshot, why="A court ordered it.", by=given.admin())
    client.force_login(given.checker(), "django.contrib.auth.backends.ModelBackend")

    page, program = (
        client.get(f"/desk/archive/{snapshot.pk}/warc/"),
        client.get(f"/api/snapshots/{snapshot.pk}/warc/"),
    )

    assert (page.status_code, program.status_code) == (410, 404)
    assert "A court ordered it." in page.content.decode()
    assert "A court ordered it." in program.json()["detail"]
