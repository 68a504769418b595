"""The API as a whole: how it refuses, and that its schema and documentation are complete."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from knox.models import get_token_model
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from accounts import actions as accounts
from accounts.models import Role
from claims.claims.models import Claim
from tests import given
from tests.calling import Caller, is_problem
from tests.factcheck.test_api_access import routes

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "header", ["Bearer nonsense", "Bearer", "Bearer a b", "Bearer \xff\xfe"]
)
def test_a_token_that_is_none_is_401(header):
    answer = Client(headers={"Authorization": header}).get("/api/me/")

    assert is_problem(answer, 401)
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_token_that_ran_out_is_401():
    caller = Caller(given.checker())
    get_token_model().objects.update(expiry=timezone.now() - timedelta(seconds=1))

    assert is_problem(caller.get("me/"), 401)


def test_a_token_of_somebody_who_left_is_401():
    caller = Caller(given.checker())
    accounts.deactivate(caller.person, by=given.admin())

    assert is_problem(caller.get("me/"), 401)


def test_a_browser_session_needs_its_csrf_token():
    client = Client(enforce_csrf_checks=True)
    client.force_login(given.checker(), "django.contrib.auth.backends.ModelBackend")

    assert client.get("/api/me/").status_code == 200
    assert is_problem(client.post("/api/reviews/take-next/"), 403, "CSRF")


def test_me_says_who_and_in_which_role():
    checker = given.checker(name="Jo Reed")

    told = Caller(checker).get("me/").json()

    by_line = {"choice": "name", "pen_name": "", "shown": "Jo Reed"}
    who = {"username": checker.username, "name": "Jo Reed", "role": "checker"}
    assert told == {**who, "by_line": by_line}


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ("{", "isn't JSON"),
        ('{"text": NaN}', "isn't JSON"),
        ('["text"]', "one JSON object"),
        ('"text"', "one JSON object"),
        (b'{"text": "\xff"}', "isn't JSON"),
        ("[" * 100_000, "nested too deeply"),
        ('{"version": ' + "9" * 5000 + "}", "isn't JSON"),
    ],
)
def test_a_body_that_cannot_be_read_is_400(body, words):
    assert is_problem(Caller(given.checker()).post("claims/", body), 400, words)


def test_a_body_in_another_form_is_415():
    caller = Caller(given.checker())

    for kind in ("text/plain", "application/x-www-form-urlencoded", "application/xml"):
        assert is_problem(caller.post("claims/", "text=x", content_type=kind), 415, kind)


def test_a_body_over_the_limit_is_413():
    text = "words " * 1_100_000

    answer = Caller(given.checker()).post("articles/", json.dumps({"text": text}))

    assert is_problem(answer, 413, "too large")


def test_half_a_character_is_400_and_a_whole_one_is_kept():
    caller = Caller(given.checker())
    body = '{"text": "%s bridges were closed", "claimant": {"name": "Mara Brook"}}'

    for half in (r"\ud83d", r"\uDE00", r"\ud83d\ud83d", r"\ude00\ud83d"):
        assert is_problem(caller.post("claims/", body % half), 400, "half a character")
    whole = caller.post("claims/", body % r"\ud83d\ude00")

    assert whole.json()["claim"]["text"] == "\U0001f600 bridges were closed"


def test_a_nul_character_is_422():
    body = {"text": "Police\x00 funding was cut", "claimant": {"name": "Mara Brook"}}

    assert is_problem(Caller(given.checker()).post("claims/", body), 422, "text:")


def test_another_verb_is_405():
    answer = Caller(given.checker()).client.delete("/api/reviews/")

    assert is_problem(answer, 405)
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(
    "address", ["reviews", "reviews/1", "nothing/", "reviews/9/", "articles/9/"]
)
def test_what_is_not_there_is_404(address):
    assert is_problem(Caller(given.checker()).get(address), 404)


def test_a_number_too_great_for_an_id_is_404():
    assert is_problem(Caller(given.checker()).get(f"reviews/{10**30}/"), 404)


def test_too_many_requests_are_429_and_say_when_to_come_back(monkeypatch):
    rates = {"user": "2/min", "anon": "2/min"}
    monkeypatch.setattr(UserRateThrottle, "THROTTLE_RATES", rates)
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", rates)

    for caller, path in ((Caller(given.checker()), "me/"), (Caller(), "checks/")):
        answers = [caller.get(path) for _ in range(3)]
        assert [answer.status_code for answer in answers] == [200, 200, 429]
        assert is_problem(answers[-1], 429)
        assert 0 < int(answers[-1].headers["Retry-After"]) <= 61


def test_a_limit_by_address_is_not_escaped_by_writing_another_one(monkeypatch):
    monkeypatch.setattr(AnonRateThrottle, "THROTTLE_RATES", {"anon": "2/min"})
    claimed = [{"X-Forwarded-For": f"198.51.100.{number}"} for number in range(3)]

    statuses = [
        Client().get("/api/checks/", headers=headers).status_code for headers in claimed
    ]

    assert statuses == [200, 200, 429]


def test_nobody_makes_themselves_an_editor_by_what_they_send():
    caller = Caller(given.checker())
    body = {
        "text": "Police funding was cut by 40 percent",
        "claimant": {"name": "Mara Brook", "same_as": "https://example.org/"},
        "state": "published",
        "role": "admin",
        "approved_by": caller.person.username,
        "filed_by": 1,
        "priority": 100,
        "id": 4711,
    }

    made = caller.post("claims/", body).json()

    claim = Claim.objects.get(pk=made["claim"]["id"])
    assert claim.pk != 4711
    assert claim.filed_by == caller.person
    assert claim.claimant.same_as == ""
    assert (made["review"]["state"], made["review"]["priority"]) == ("queued", 50)
    caller.person.refresh_from_db()
    assert caller.person.role == Role.CHECKER


def test_the_schema_is_whole(capsys):
    answer = Caller().client.get(
        "/api/schema/", headers={"Accept": "application/vnd.oai.openapi+json"}
    )

    schema = answer.json()
    assert capsys.readouterr().err == "", "drf-spectacular warns of what it cannot describe"
    assert set(schema["paths"]["/api/reviews/{id}/draft/"]) == {"put"}
    assert {"missing", "detail"} <= set(
        schema["components"]["schemas"]["Problem"]["properties"]
    )
    described = {path for path in schema["paths"] if path != "/api/schema/"}
    assert len(described) == len(routes()) - 3  # the schema, its page, and what is nowhere


def test_the_one_page_that_may_style_itself_is_the_apis_documentation():
    answer = Caller().client.get("/api/docs/")

    policy = answer.headers["Content-Security-Policy"]
    assert "style-src 'self' 'unsafe-inline'" in policy
    assert "script-src" not in policy
    assert "default-src 'self'" in policy
    assert "unsafe" not in Caller().get("checks/").headers["Content-Security-Policy"]
