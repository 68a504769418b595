"""Every route, asked by everybody: a stranger, a revoked token, each role of the desk."""

import re
from typing import NamedTuple

import pytest
from django.db import transaction
from django.test import Client

from accounts.actions import end_token, make_token
from accounts.models import Token
from history.models import Event
from tests import given
from tests.sweep.routes import Route, routes
from tests.sweep.world import PLANTED, build, counted

pytestmark = pytest.mark.django_db

REFUSED = {302, 400, 401, 403, 404, 405, 409, 415, 422, 429}
OURS = {"tip", "tip_standing", "report", "report_standing"}
"""Public forms: readers may send them, and what is planted in a tip is its sender's own."""


@pytest.fixture
def world():
    return build()


class Undo(Exception):
    """Takes back what a request did."""


class Asked(NamedTuple):
    """What came of a request. `wrote`: rows or lines of history were left by it."""

    status: int
    text: str
    wrote: bool


def ask(client: Client, method: str, address: str) -> Asked:
    """Ask, look at what came and what it left behind, and take that back."""
    before = (counted(), Event.objects.count())
    try:
        with transaction.atomic():
            answer = getattr(client, method)(address)
            body = b"".join(answer) if answer.streaming else answer.content
            heads = "".join(map(str, answer.headers.values()))
            text = (body.decode(errors="replace") + heads).lower()
            wrote = before != (counted(), Event.objects.count())
            raise Undo
    except Undo:
        return Asked(answer.status_code, text, wrote)


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


def test_no_stranger_writes_anything(world):
    found = []
    for who, client in strangers(world):
        for route in routes():
            for method in set(route.methods) - {"get"}:
                asked = ask(client, method, world.address(route))
                is_refused = asked.status in REFUSED or (not route.is_staff and not asked.wrote)
                if asked.wrote or not is_refused:
                    found.append(f"{who}: {method} {route.pattern}: {asked.status}")

    assert [line for line in found if not _is_harmless(line)] == []


def _is_harmless(line: str) -> bool:
    """Signing in and out, and asking for a new password, are anybody's to try."""
    return bool(re.search(r"accounts/(login|logout|password/reset|signup|inactive)", line))


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


def writes(world):
    """What a checker who neither holds the review nor edits may try on a published check."""
    review, check = world.published.pk, world.found["checks"]
    piece = world.published.evidence.order_by("number")[0]
    page, claimant = piece.snapshot_id, world.published.claim.claimant_id
    about = {"note": "n", "text": "t", "kind": "update", "revision": 2, "reason": "r"}
    moves = (
        "reopen",
        "correct",
        "retract",
        "ask-retract",
        "publish",
        "approve",
        "stand",
        "drop",
    )
    return [
        *((f"reviews/{review}/{move}/", about) for move in moves),
        (f"reviews/{review}/withhold/", {"what": "check", "reason": "r"}),
        (f"reviews/{review}/plan/", {"priority": 99}),
        (f"reviews/{review}/correction/", {**about, "conclusion": "c", "body": "b"}),
        (f"reviews/{review}/reword/", {"text": "x", "claimant": {"name": "A B"}}),
        (f"snapshots/{page}/public/", {"is_public": True, "licence": "CC BY 4.0"}),
        (f"snapshots/{page}/describe/", {"title": "Another title"}),
        (f"snapshots/{page}/erase/", {"why": "w"}),
        (f"claimants/{claimant}/describe/", {"role": "somebody else", "aliases": ["X Y"]}),
        (f"evidence/{piece.pk}/look/", {"snapshot": page}),
        (f"evidence/{piece.pk}/withdraw/", {}),
        ("standard/", {"since": 0}),
        (f"people/{world.editor.username}/by-line/", {"kind": "desk"}),
        (f"people/{world.editor.username}/erase-name/", {}),
        (f"withholdings/{world.found['withholdings']}/lift/", {"note": "n"}),
        (f"withholdings/{world.found['withholdings']}/confirm/", {}),
        (f"proposed-changes/{world.found['proposed-changes']}/confirm/", {}),
        (f"reports/{world.found['reports']}/answer/", {"answer": "a"}),
        (f"checks/{check}/report/", {}),
    ]


SURFACES = (
    "/checks/{}/",
    "/claimants/mara-brook/",
    "/feeds/checks.json",
    "/api/checks/{}/",
    "/",
)


def test_no_checker_changes_what_readers_see_of_what_is_not_theirs(world):
    reader = client_of()
    caller = client_of(token=make_token(name="sweep", by=world.checker))
    places = [one.format(world.found["checks"]) for one in SURFACES]
    before = {place: reader.get(place).content for place in places}
    changed = []

    for path, body in writes(world):
        try:
            with transaction.atomic():
                sent = caller.post(f"/api/{path}", body, content_type="application/json")
                after = {place: reader.get(place).content for place in places}
                raise Undo
        except Undo:
            changed += [
                f"{path} {sent.status_code} changed {place}"
                for place in places
                if after[place] != before[place]
            ]
            if sent.status_code in (404, 405, *range(500, 600)):
                changed.append(f"{path} answered {sent.status_code}: is it there?")

    assert changed == []
