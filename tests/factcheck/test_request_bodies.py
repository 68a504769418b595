"""Bodies are read with deadlines and limits. The loop's clock skips waiting."""

import asyncio
import selectors
from concurrent.futures import ThreadPoolExecutor

from factcheck import request_bodies
from factcheck.request_bodies import BodyReader, BodyRefused

MEGABYTE = 1024**2


class SkippingSelector(selectors.DefaultSelector):
    """Waits for nothing: where nothing is ready, the loop's clock is moved on instead."""

    skipped = 0.0

    def select(self, timeout=None):
        if ready := super().select(0 if timeout else timeout):
            return ready
        self.skipped += timeout or 0
        return []


class SkippingLoop(asyncio.SelectorEventLoop):
    def __init__(self):
        self.selector = SkippingSelector()
        super().__init__(self.selector)

    def time(self):
        return self.selector.skipped


async def arriving(*chunks):
    """Chunks as a client sends them: `(seconds of silence before it, bytes)`."""
    for silence, chunk in chunks:
        await asyncio.sleep(silence)
        yield chunk


def read(chunks, length, **limits):
    """What is read of a body that arrives so, and after how many seconds; or the refusal."""

    async def reading():
        body = await reader.read(chunks, length)
        with body.stream() as stream:
            found = stream.read()
        body.close()
        return found

    def in_a_loop():
        loop = SkippingLoop()
        try:
            return loop.run_until_complete(reading()), loop.time()
        except BodyRefused as refusal:
            return refusal, loop.time()
        finally:
            loop.run_until_complete(loop.shutdown_default_executor())
            loop.close()

    reader = limits.pop("reader", None) or BodyReader(**limits)
    # In a thread of its own: the browser's tests leave a running loop in the main one.
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(in_a_loop).result()


def test_a_body_is_read_as_it_was_sent():
    assert read(arriving((0, b"so"), (3, b"me")), 4)[0] == b"some"


def test_a_long_body_is_read_from_disk_as_it_was_sent(tmp_path):
    parts = [bytes([n]) * 300_000 for n in range(9)]

    found, _ = read(arriving(*((0, part) for part in parts)), 2_700_000, folder=tmp_path)

    assert found == b"".join(parts)
    assert list(tmp_path.iterdir()) == []


def test_the_first_byte_must_come_in_ten_seconds():
    refusal, after = read(arriving((3600, b"late")), 4)

    assert (refusal.status, after) == (408, 10)
    assert "stopped arriving" in str(refusal)


def test_a_client_that_stops_in_the_middle_is_refused_ten_seconds_later():
    refusal, after = read(arriving((9, b"x" * 10), (3600, b"y")), 11)

    assert (refusal.status, after) == (408, 19)


def test_what_was_sent_fast_buys_no_silence_later():
    fast = [(0, b"x" * MEGABYTE)] * 3

    refusal, after = read(arriving(*fast, (3600, b"y")), 3 * MEGABYTE + 1)

    assert (refusal.status, after) == (408, 10)


def test_a_hundred_bytes_a_second_are_too_few():
    refusal, after = read(arriving(*[(1, b"x" * 100)] * 1000), 100_000)

    assert refusal.status == 408
    assert after < 20


def test_a_thousand_bytes_a_second_are_enough():
    found, after = read(arriving(*[(1, b"x" * 1000)] * 300), 300_000)

    assert (len(found), after) == (300_000, 300)


def test_a_hundred_megabytes_at_a_hundred_kilobytes_a_second_pass(tmp_path):
    found, after = read(arriving(*[(1, b"x" * 100_000)] * 1000), 100_000_000, folder=tmp_path)

    assert (len(found), after) == (100_000_000, 1000)


def test_a_body_that_breaks_off_is_not_taken_for_whole():
    refusal, _ = read(arriving((0, b"half")), 8)

    assert refusal.status == 400
    assert "announced 8 bytes, but 4 arrived" in str(refusal)


def test_a_body_over_the_largest_is_refused_before_a_byte_of_it_is_read():
    refusal, after = read(arriving((3600, b"")), request_bodies.LARGEST + 1)

    assert (refusal.status, after) == (413, 0)


def test_more_bodies_than_there_is_room_for_are_asked_to_come_back():
    refusal, _ = read(arriving((0, b"x")), 1, bodies_at_once=0)

    assert (refusal.status, refusal.retry_after) == (503, "30")


def test_more_bytes_than_there_is_room_for_are_asked_to_come_back(tmp_path):
    refusal, _ = read(
        arriving((0, b"x" * MEGABYTE)), MEGABYTE, folder=tmp_path, bytes_on_disk=MEGABYTE - 1
    )

    assert refusal.status == 503


def test_a_disk_that_takes_nothing_is_said_to_be_full(tmp_path):
    refusal, _ = read(arriving((0, b"x" * MEGABYTE)), MEGABYTE, folder=tmp_path / "missing")

    assert refusal.status == 503


def test_room_is_given_back_whatever_became_of_the_body(tmp_path):
    reader = BodyReader(tmp_path, bodies_at_once=1, bytes_on_disk=MEGABYTE)

    for chunks, length in [
        (arriving((0, b"x" * MEGABYTE)), MEGABYTE),
        (arriving((0, b"x" * MEGABYTE)), MEGABYTE + 1),
        (arriving((0, b"x" * MEGABYTE), (3600, b"")), MEGABYTE + 1),
    ]:
        read(chunks, length, reader=reader)

    assert read(arriving((0, b"x" * MEGABYTE)), MEGABYTE, reader=reader)[0] == b"x" * MEGABYTE
