"""A cache that is down, or takes the call and says nothing, costs a moment and no error."""

import socket
import tempfile
import time
from pathlib import Path

import pytest
from django.core.cache import caches

from accounts.actions import make_token
from factcheck import cache as forgiving
from factcheck.embedded.engines import embedded
from factcheck.embedded.processes import end, kill
from tests import given
from tests.waiting import wait_until


@pytest.fixture
def black_hole():
    """The port of a listener that takes calls and never answers."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(64)
        yield listener.getsockname()[1]


@pytest.fixture
def stopped_port():
    """A port where nobody listens, and nobody will while it is bound."""
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        yield bound.getsockname()[1]


@pytest.fixture(params=["black_hole", "stopped_port"])
def cache_that_is_down(request, settings):
    use(settings, f"redis://127.0.0.1:{request.getfixturevalue(request.param)}/0")
    yield caches["default"]
    forgiving.ForgivingClient._down_until = 0.0


def use(settings, url):
    settings.CACHES = {"default": {**settings.CACHES["default"], "LOCATION": url}}
    forgiving.ForgivingClient._down_until = 0.0


@pytest.mark.parametrize(
    ("ask", "answer"),
    [
        (lambda cache: cache.get("word"), None),
        (lambda cache: cache.get("word", "default"), "default"),
        (lambda cache: cache.get_or_set("word", "made"), "made"),
        (lambda cache: cache.get_many(["word", "other"]), {}),
        (lambda cache: cache.set("word", 1), None),
        (lambda cache: cache.set_many({"word": 1}), []),
        (lambda cache: cache.add("word", 1), True),
        (lambda cache: cache.touch("word"), False),
        (lambda cache: cache.incr("word", 2), 2),
        (lambda cache: cache.decr("word"), -1),
        (lambda cache: cache.delete("word"), False),
        (lambda cache: cache.delete_many(["word"]), None),
        (lambda cache: cache.has_key("word"), False),
        (lambda cache: "word" in cache, False),
        (lambda cache: cache.clear(), False),
    ],
)
def test_every_question_has_an_answer_without_a_cache(cache_that_is_down, ask, answer):
    assert ask(cache_that_is_down) == answer


def test_an_outage_is_paid_for_once(cache_that_is_down):
    cache_that_is_down.get("word")
    began = time.monotonic()

    for _ in range(1000):
        cache_that_is_down.get("word")

    assert time.monotonic() - began < forgiving.PATIENCE


def test_a_cache_that_comes_back_is_used_again(settings, monkeypatch):
    monkeypatch.setattr(forgiving, "PAUSE", 0.1)
    with tempfile.TemporaryDirectory(prefix="fc-", dir="/tmp") as folder:
        _, valkey, _ = embedded(Path(folder))
        use(settings, valkey.url())
        server = valkey.start()
        valkey.wait_until_ready(server)
        caches["default"].set("word", "kept")

        kill(server)
        assert caches["default"].get("word") is None

        server = valkey.start()
        wait_until(lambda: caches["default"].get("word") == "kept", what="it is used again")
        end(server)
    forgiving.ForgivingClient._down_until = 0.0


@pytest.fixture
def warm(client, db):
    """A client whose first request is behind it: that one loads every module of the site."""
    client.get("/accounts/login/")
    client.get("/api/me/")
    forgiving.ForgivingClient._down_until = 0.0
    return client


def test_people_sign_in_without_a_cache(cache_that_is_down, warm):
    checker = given.checker()
    began = time.monotonic()

    answer = warm.post(
        "/accounts/login/",
        {"login": checker.username, "password": f"correct-horse-{checker.username}"},
    )

    assert (answer.status_code, answer.headers["Location"]) == (302, "/desk/")
    assert time.monotonic() - began < 1.5


def test_a_throttled_route_of_the_api_answers_without_a_cache(cache_that_is_down, warm):
    token = make_token(name="probe", by=given.checker())
    began = time.monotonic()

    answer = warm.get("/api/me/", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 200
    assert time.monotonic() - began < 1.5
