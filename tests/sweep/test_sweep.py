"""Every route, read by everybody: a stranger, a revoked token, each role of the desk.

What each of them may write is in `tests/sweep/test_writes.py`.
"""

from typing import NamedTuple

import pytest
from django.core.cache import cache
from django.db import transaction
from django.test import Client

from accounts.actions import end_token, make_token
from accounts.models import Token
from tests import given
from tests.sweep.routes import Route, routes
from tests.sweep.world import PLANTED, build

OURS = {"tip", "tip_standing", "report", "report_standing"}
"""Public forms: readers may send them, and what is planted in a tip is its sender's own."""


class Undo(Exception):
    """Takes back what a request did."""


@pytest.fixture(scope="module")
def built(django_db_setup, django_db_blocker):
    """One world for this file: nothing that a test does in it stays."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                yield build()
                raise Undo
        except Undo:
            pass


@pytest.fixture
def world(built):
    try:
        with transaction.atomic():
            yield built
            raise Undo
    except Undo:
        pass


class Asked(NamedTuple):
    """What came of a request: its status, and body and headers in small letters."""

    status: int
    text: str


def ask(client: Client, method: str, address: str, **heads: str) -> Asked:
    """Ask, look at what came, and take back what it did."""
    cache.clear()  # no throttle is met
    try:
        with transaction.atomic():
            answer = getattr(client, method)(address, headers=heads)
            body = b"".join(answer) if answer.streaming else answer.content
            told = "".join(f"{name}: {value}\n" for name, value in answer.headers.items())
            raise Undo
    except Undo:
        return Asked(answer.status_code, (body.decode(errors="replace") + told).lower())


def words_in(asked: Asked) -> set[str]:
    return set(PLANTED.findall(asked.text))


def client_of(person=None, *, token: str = "") -> Client:
    client = Client(raise_request_exception=False)
    if person:
        client.force_login(person)
    if token:
        client = Client(
            raise_request_exception=False, headers={"Authorization": f"Bearer {token}"}
        )
    return client


def revoked(person) -> str:
    """A token that was ended."""
    plain = make_token(name="ended", by=person)
    end_token(Token.objects.get(user=person).token_key, by=person)
    return plain


def strangers(world):
    outsider = given.outsider()
    yield "a stranger", client_of()
    yield "somebody without a role", client_of(outsider)
    yield "a revoked token", client_of(token=revoked(world.editor))


def test_no_stranger_reads_a_word_that_is_the_desk_s(world):
    found = [
        f"{who}: {address} shows {sorted(words)}"
        for who, client in strangers(world)
        for route in routes()
        if route.name not in OURS
        for address in [world.address(route)]
        if (words := words_in(ask(client, "get", address)) - set(_in(address)))
    ]

    assert found == []


FORMS = (
    *({"accept": kind} for kind in ("application/json", "application/xml", "text/plain")),
    {"hx-request": "true"},
)
"""Ways in which something else than a page could be asked for."""


def test_no_page_of_readers_shows_one_whatever_form_is_asked_for(world):
    client = client_of()
    found = [
        f"{address} {heads} shows {sorted(words)}"
        for address in world.public
        for heads in ({}, *FORMS)
        if (words := words_in(ask(client, "get", address, **heads)) - set(_in(address)))
    ]

    assert found == []


def test_the_pages_of_what_is_not_shown_are_among_them(world):
    client = client_of()

    told = {address: ask(client, "get", address).status for address in world.public}

    assert {200, 301, 302, 404, 451} & set(told.values()) >= {200, 404, 451}
    assert max(told.values()) < 500


def test_readers_find_nothing_that_is_the_desk_s_by_searching_for_it(world):
    client = client_of()
    addresses = ["/checks/?q={}", "/claimants/?q={}", "/api/checks/?q={}", "/?q={}"]
    planted = ["zqclaimword", "zqmailclaim", "zqsubject", "zqmemoword", "zqdropped"]

    answers = {
        address: ask(client, "get", address).text.count(word)
        for word in planted
        for address in (one.format(word) for one in addresses)
    }
    nothing = {
        address: ask(client, "get", address).text.count("zqnothere")
        for address in (one.format("zqnothere") for one in addresses)
    }

    # A page says what was searched for, no more often for a word that is somewhere.
    for one in addresses:
        usual = nothing[one.format("zqnothere")]
        assert {answers[one.format(word)] for word in planted} <= {usual, 0}, one


@pytest.mark.parametrize("role", ["checker", "holder", "editor", "admin"])
def test_no_route_breaks_whoever_asks_and_whatever_it_is_sent(world, role):
    person = getattr(world, role)
    clients = [client_of(person), client_of(token=make_token(name="sweep", by=person))]
    broken = []
    for route in routes():
        client = clients[route.is_api]
        for method in route.methods:
            asked = ask(client, method, world.address(route))
            if asked.status >= 500 and not _is_unready(route):
                broken.append(f"{method} {route.pattern}: {asked.status}")

    assert broken == []


def _is_unready(route: Route) -> bool:
    """Health says 503 where no worker runs, as here."""
    return route.name == "healthz"


def _in(address: str) -> list[str]:
    return PLANTED.findall(address.lower())
