"""Every write, tried by everybody: who may not is refused, and not a row is touched by it.

What readers see changes by an editor alone, whatever else a checker may do.
"""

import re
from typing import Any, NamedTuple

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django.urls import resolve

from accounts.actions import deactivate, end_token, make_token
from accounts.models import Token
from tests import given
from tests.sweep import standing
from tests.sweep.routes import routes
from tests.sweep.special_routes import (
    ACTS,
    BY_A_CHECKER,
    OF_ALLAUTH,
    SHOWN_TO_READERS,
    WRITES_NOTHING,
)
from tests.sweep.writes import DESK, EDITORS, WHO, WRITES

pytestmark = pytest.mark.timeout(900)  # one fixture does all of it

SIGN_IN = "/accounts/login/"
NOT_OURS = {"django_session", "usersessions_usersession"}
"""Sessions of who asks: allauth writes where each was last seen."""


class Tried(NamedTuple):
    """One write by one person: what they were told, and which tables and pages it changed."""

    write: str
    who: str
    may: bool
    status: int
    leads_to: str
    touched: set[str]
    shown: set[str]

    def __str__(self) -> str:
        return f"{self.who}: {self.write}: {self.status} {self.leads_to}"


class Undo(Exception):
    """Takes back what a request did."""


@pytest.fixture(scope="module")
def tried(django_db_setup, django_db_blocker):
    """Every row of the table by everybody, on one desk; each is taken back before the next."""
    with django_db_blocker.unblock():
        try:
            with transaction.atomic():
                desk = standing.build()
                yield list(_try_all(desk))
                raise Undo
        except Undo:
            pass


def _try_all(desk):
    clients = _clients(desk)
    seen = _shown(desk)
    for may, rows in WRITES:
        for write, body in rows.items():
            for who in _tried(may):
                yield _try(desk, clients[who], write, body, who=who, may=may, seen=seen)


def _tried(may: frozenset[str]) -> list[str]:
    """Everybody who is to be refused; of those who may, who has the least role, and an admin.

    Each role may do all that the ones before it may, and an act is what takes long here.
    """
    allowed = [who for who in WHO if who in may]
    return [who for who in WHO if who not in may or who in (allowed[0], "admin")]


def _clients(desk) -> dict[str, dict[bool, Client]]:
    """For everybody, whom the API (True) and whom the pages (False) are asked by."""
    shut = given.checker()
    ended = make_token(name="ended", by=desk.editor)
    stale = {True: _with_token(make_token(name="shut", by=shut)), False: _signed_in(shut)}
    end_token(Token.objects.get(user=desk.editor).token_key, by=desk.editor)
    deactivate(shut, by=desk.admin)
    people = {name: getattr(desk, name) for name in (*DESK,)} | {"outsider": given.outsider()}
    return {
        "stranger": {True: Client(), False: Client()},
        "revoked": {True: _with_token(ended), False: _with_token(ended)},
        "deactivated": stale,
        **{
            name: {
                True: _with_token(make_token(name="sweep", by=person)),
                False: _signed_in(person),
            }
            for name, person in people.items()
        },
    }


def _with_token(token: str) -> Client:
    return Client(headers={"Authorization": f"Bearer {token}"})


def _signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def _try(desk, clients, write: str, body, *, who: str, may, seen) -> Tried:
    """Send it, see what it did, and take that back."""
    method, address = _filled(write, desk.ids).split(" ")
    is_api = address.startswith("/api/")
    before = _written()
    cache.clear()  # no throttle is met
    try:
        with transaction.atomic():
            answer = _send(clients[is_api], method, address, _filled(body, desk.ids))
            written = _written()
            touched = {table for table, n in written.items() if n != before.get(table, 0)}
            touched -= NOT_OURS
            is_looked_at = touched and who in may - EDITORS
            now = _shown(desk) if is_looked_at else seen
            after = {} if who in may else _digests(touched)
            raise Undo
    except Undo:
        pass
    if who not in may:  # what was written and taken back again does not count
        touched = {table for table, found in _digests(touched).items() if found != after[table]}
    shown = {place for place in seen if seen[place] != now[place]}
    leads_to = answer.headers.get("Location", "")
    return Tried(write, who, who in may, answer.status_code, leads_to, touched, shown)


def _filled(given_: Any, ids: dict[str, Any]) -> Any:
    """With the ids in place of their names; a name alone keeps its kind."""
    match given_:
        case dict():
            return {_filled(k, ids): _filled(v, ids) for k, v in given_.items()}
        case list():
            return [_filled(one, ids) for one in given_]
        case "{a file}":
            return standing.a_file()
        case str() if (name := re.fullmatch(r"\{(\w+)\}", given_)) is not None:
            return ids[name[1]]
        case str():
            return re.sub(r"\{(\w+)\}", lambda found: str(ids[found[1]]), given_)
    return given_


def _send(client: Client, method: str, address: str, body: dict[str, Any]):
    is_form = not address.startswith("/api/") or "file" in body
    if is_form:
        return client.post(address, body)
    send = getattr(client, method.lower())
    return send(address, body, content_type="application/json")


def _written() -> dict[str, int]:
    """How many rows this transaction wrote of each table, what was taken back included."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_xact_user_tables"
            " WHERE n_tup_ins + n_tup_upd + n_tup_del > 0"
        )
        return dict(cursor.fetchall())


def _digests(tables: set[str]) -> dict[str, str]:
    """What each of these tables holds, as one hash."""
    found = {}
    with connection.cursor() as cursor:
        for table in tables:
            cursor.execute(
                f"SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM {table} t"
            )
            found[table] = cursor.fetchone()[0]
    return found


PLACES = (
    "/checks/{slug}/",
    "/checks/{slug}/evidence/1/",
    "/checks/{slug}/evidence/1/copy/",
    "/claimants/mara-brook/",
    "/corrections/",
    "/feeds/claimreview.json",
)


def _shown(desk) -> dict[str, tuple[int, bytes]]:
    reader = Client()
    answers = {place: reader.get(_filled(place, desk.ids)) for place in PLACES}
    return {
        place: (answer.status_code, b"".join(answer) if answer.streaming else answer.content)
        for place, answer in answers.items()
    }


# --- the table is whole --------------------------------------------------------------------


@pytest.mark.django_db
def test_every_route_that_can_write_has_a_row():
    rows = {_route_of(write) for _, of_kind in WRITES for write in of_kind}
    admin = _signed_in(given.admin())
    missing = [
        f"{method.upper()} /{route.pattern}"
        for route in routes()
        for method in set(route.methods) - {"get"}
        if (method.upper(), route.pattern) not in rows and not _takes_nothing(route, admin)
    ]

    assert sorted(missing) == []


def _takes_nothing(route, admin: Client) -> bool:
    """Whether a page takes no form (405), only shows readers something, or is allauth's."""
    if route.is_desk:
        return admin.post("/" + re.sub(r"<\w+:\w+>", "1", route.pattern)).status_code == 405
    return route.name in SHOWN_TO_READERS or route.pattern.startswith(OF_ALLAUTH)


def _route_of(write: str) -> tuple[str, str]:
    method, address = write.split(" ")
    address = re.sub(r"\{\w+\}", "1", address.partition("?")[0])
    return method, resolve(address).route


@pytest.mark.parametrize("route", ACTS)
def test_every_act_that_a_route_names_has_a_row(route):
    named = {
        write.rstrip("/").rpartition("/")[2]
        for _, rows in WRITES
        for write in rows
        if _route_of(write) == ("POST", route)
    }

    assert named == ACTS[route]


# --- who may, and who is refused -----------------------------------------------------------


def test_each_body_is_right_since_whoever_may_is_let_through(tried):
    wrong = [one for one in tried if one.may and not _is_let_through(one)]

    assert [str(one) for one in wrong] == []


def _is_let_through(one: Tried) -> bool:
    return one.status < 400 and not one.leads_to.startswith(SIGN_IN)


def test_whoever_may_not_is_refused_by_the_right_words(tried):
    wrong = [one for one in tried if not one.may and not _is_refused(one)]

    assert [str(one) for one in wrong] == []


def _is_refused(one: Tried) -> bool:
    if one.who in ("stranger", "revoked", "deactivated"):
        if one.write.split(" ")[1].startswith("/api/"):
            return one.status == 401
        return one.status == 302 and one.leads_to.startswith(SIGN_IN)
    return one.status == 403


def test_no_refused_write_touches_a_row(tried):
    wrong = [one for one in tried if not one.may and one.touched]

    assert [f"{one} touched {sorted(one.touched)}" for one in wrong] == []


def test_every_write_that_is_let_through_writes_but_those_that_say_so(tried):
    wrote = {one.write for one in tried if one.touched}

    assert {one.write for one in tried} - wrote == WRITES_NOTHING


def test_what_readers_see_changes_by_an_editor_alone(tried):
    changed = {one.write: one for one in tried if one.shown and one.who not in EDITORS}

    assert {write: sorted(one.shown) for write, one in changed.items()} == BY_A_CHECKER
