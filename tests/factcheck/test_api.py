"""The API as a whole: who gets in where, how it refuses, and that it says what it is."""

import json
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone
from knox.models import get_token_model
from rest_framework.throttling import AnonRateThrottle, UserRateThrottle

from accounts import actions as accounts
from accounts.models import Role
from claims.claims.models import Claim
from reviews.evidence.actions import add_source
from reviews.publication.models import Publication
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def routes():
    """Every address of the API: its name and view, by walking the resolver."""
    api = next(p for p in get_resolver().url_patterns if str(p.pattern) == "api/")
    return {p.name: p for p in api.url_patterns}


def _address(route: str) -> str:
    made = {
        "api_article": lambda: given.article().pk,
        "api_open_attachments": lambda: given.article().pk,
        "api_privacy": lambda: given.article().pk,
        "api_mark": lambda: given.article().pk,
        "api_read_again": lambda: given.article().pk,
        "api_read_second_again": lambda: given.article().pk,
        "api_settle_words": lambda: given.statement().pk,
        "api_unsettle_words": lambda: given.statement().pk,
        "api_source": _source,
        "api_park": lambda: given.taken().pk,
        "api_look_again": lambda: given.article().pk,
        **{name: _feed for name in routes() if name.startswith("api_feed")},
        "api_leaning": lambda: given.leaning().pk,
        "api_accept": lambda: given.statement().pk,
        "api_decline": lambda: given.statement().pk,
        "api_undo": lambda: given.statement().pk,
        "api_split": lambda: given.statement().pk,
        "api_rejoin": lambda: given.statement().pk,
        "api_correct": lambda: given.statement().pk,
        "api_release_words": lambda: given.statement().pk,
        "api_docket": lambda: given.claim().pk,
        "api_claim": lambda: given.claim().pk,
        "api_queue": lambda: given.claim().pk,
        "api_claimant": lambda: given.claim().claimant_id,
        "api_describe": lambda: given.claim().claimant_id,
        **{f"api_{verb}": _piece for verb in PIECE_VERBS},
        **{f"api_{verb}_origin": _pair for verb in ("confirm", "refuse", "undecide")},
        "api_look": lambda: _changed().pk,
        "api_difference": lambda: _changed().pk,
        "api_settle": lambda: _changed().pk,
        "api_unsettle": lambda: _changed().pk,
        "api_calculation": lambda: given.calculation().pk,
        "api_restore_calculation": lambda: given.calculation().pk,
        "api_note_reply": lambda: given.taken().pk,
        "api_note_answer": lambda: given.asked().pk,
        "api_snapshot": lambda: given.kept_page().pk,
        "api_raw": lambda: given.kept_page().pk,
        "api_warc": lambda: given.kept_page().pk,
        **{f"api_{verb}": _kept for verb in KEPT_VERBS},
        "api_archived_copy": lambda: given.archived().pk,
        "api_capture": lambda: _capture().pk,
        "api_retry": lambda: _capture().pk,
        "api_retry_job": lambda: _capture().pk,
        "api_send_report": _check,
        **{f"api_report_{verb}": _report for verb in ("answer", "close", "undo", "erase")},
        **{f"api_tip_{verb}": _tip for verb in ("read", "answer", "spam", "undo", "erase")},
        **{f"api_{verb}_article": lambda: given.article().pk for verb in QUARANTINE_VERBS},
        **{f"api_{verb}_tip": _tip for verb in QUARANTINE_VERBS},
        **{f"api_{verb}": _proposal for verb in PROPOSAL_VERBS},
        **{f"api_{verb}_change": _change for verb in ("confirm", "refuse")},
        "api_byline": lambda: given.checker().username,
        "api_erase_name": lambda: given.checker().username,
        **{name: _withholding for name in routes() if name.endswith("_withholding")},
        "api_withholding": _withholding,
        "api_check": lambda: Publication.objects.get(review=given.published()).slug,
    }
    pattern = str(routes()[route].pattern)
    if "<" not in pattern:
        return "no/such/address/" if route == "api_nothing" else pattern
    pk = made.get(route, lambda: given.queued().pk)()
    return (
        pattern.replace("<int:pk>", str(pk))
        .replace("<slug:slug>", str(pk))
        .replace("<str:username>", str(pk))
        .replace("<slug:move>", "take")
        .replace("<slug:kind>", "capture")
    )


def _tip():
    return given.tip().pk


def _report():
    return given.report().pk


def _check():
    return Publication.objects.get(review=given.published()).slug


def _withholding():
    check = Publication.objects.get(review=given.published())
    return given.withheld(check).pk


PIECE_VERBS = (
    "describe_evidence",
    "undescribe",
    "give_page",
    "take_near",
    "withdraw",
    "restore",
)


def _piece():
    holder = given.checker()
    return given.evidence(given.taken(by=holder), by=holder).pk


PROPOSAL_VERBS = ("take_proposal", "dismiss", "undo_proposal")


def _proposal():
    return given.proposal().pk


QUARANTINE_VERBS = ("quarantine", "release", "destroy", "fetch")
KEPT_VERBS = (
    "describe_kept",
    "kept_public",
    "type",
    "archived",
    "erase",
    "quarantine",
    "release_quarantine",
    "destroy_quarantined",
    "fetch_quarantined",
)


def _change():
    return given.proposed_change().pk


def _kept():
    return given.kept_page().pk


def _source():
    holder = given.checker()
    review = given.taken(by=holder)
    return add_source(review, snapshot=given.kept_page(), by=holder).pk


def _feed():
    return given.feed().pk


def _pair():
    return given.one_story(by=given.checker()).pk


def _changed():
    return given.changed_source(by=given.checker())


def _capture():
    page = "https://example.org/budget"
    checker = given.checker()
    return given.evidence(given.taken(by=checker), by=checker, url=page).capture


# With an empty body: nobody, an account without a role, a checker, an editor.
MATRIX = {
    ("api_me", "get"): (401, 200, 200, 200),
    ("api_my_byline", "post"): (401, 403, 422, 422),
    ("api_byline", "post"): (401, 403, 422, 422),
    ("api_erase_name", "post"): (401, 403, 422, 422),
    ("api_articles", "get"): (401, 403, 200, 200),
    ("api_articles", "post"): (401, 403, 422, 422),
    ("api_article", "get"): (401, 403, 200, 200),
    ("api_mark", "post"): (401, 403, 422, 422),
    ("api_read_again", "post"): (401, 403, 422, 422),  # its reading has not failed
    ("api_read_second_again", "post"): (401, 403, 422, 422),
    ("api_left_over", "post"): (401, 403, 422, 422),
    ("api_open_attachments", "post"): (401, 403, 422, 422),
    ("api_privacy", "post"): (401, 403, 422, 422),
    ("api_look_again", "post"): (401, 403, 422, 422),
    ("api_feeds", "get"): (401, 403, 200, 200),
    ("api_feeds", "post"): (401, 403, 422, 422),
    ("api_feed", "get"): (401, 403, 200, 200),
    ("api_feed", "patch"): (401, 403, 200, 200),
    ("api_feed_entries", "get"): (401, 403, 200, 200),
    ("api_feed_poll", "post"): (401, 403, 200, 200),
    ("api_feed_stop", "post"): (401, 403, 200, 200),
    ("api_feed_start", "post"): (401, 403, 200, 200),
    ("api_feed_choose", "post"): (401, 403, 422, 422),
    ("api_ranking", "get"): (401, 403, 200, 200),
    ("api_leanings", "get"): (401, 403, 200, 200),
    ("api_leanings", "post"): (401, 403, 422, 422),
    ("api_leaning", "delete"): (401, 403, 403, 204),
    ("api_accept", "post"): (401, 403, 422, 422),
    ("api_decline", "post"): (401, 403, 422, 422),
    ("api_undo", "post"): (401, 403, 200, 200),
    ("api_split", "post"): (401, 403, 422, 422),
    ("api_rejoin", "post"): (401, 403, 409, 409),
    ("api_correct", "post"): (401, 403, 200, 200),
    ("api_settle_words", "post"): (401, 403, 422, 422),  # of no claim
    ("api_unsettle_words", "post"): (401, 403, 422, 422),
    ("api_release_words", "post"): (401, 403, 422, 422),
    ("api_accept_all", "post"): (401, 403, 422, 422),
    ("api_decline_all", "post"): (401, 403, 422, 422),
    ("api_undo_all", "post"): (401, 403, 422, 422),
    ("api_claims", "get"): (401, 403, 200, 200),
    ("api_claims", "post"): (401, 403, 422, 422),
    ("api_claim", "get"): (401, 403, 200, 200),
    ("api_docket", "post"): (401, 403, 422, 422),
    ("api_queue", "post"): (401, 403, 409, 409),
    ("api_claimants", "get"): (401, 403, 200, 200),
    ("api_claimant", "get"): (401, 403, 200, 200),
    ("api_describe", "post"): (401, 403, 200, 200),
    ("api_reviews", "get"): (401, 403, 200, 200),
    ("api_take_next", "post"): (401, 403, 204, 204),
    ("api_review", "get"): (401, 403, 200, 200),
    ("api_standard", "get"): (401, 403, 200, 200),
    ("api_standard", "post"): (401, 403, 422, 422),
    ("api_reword", "post"): (401, 403, 422, 422),
    ("api_draft", "put"): (401, 403, 422, 422),
    ("api_attach", "post"): (401, 403, 422, 422),
    ("api_correction", "post"): (401, 403, 422, 422),  # nothing is published
    ("api_confirm_correction", "post"): (401, 403, 422, 422),
    ("api_retraction", "put"): (401, 403, 403, 409),  # nobody asks for one
    ("api_decline_retraction", "post"): (401, 403, 403, 409),
    ("api_proposals", "get"): (401, 403, 200, 200),
    ("api_find", "post"): (401, 403, 200, 200),
    ("api_take_proposal", "post"): (401, 403, 403, 200),  # somebody else holds the review
    ("api_dismiss", "post"): (401, 403, 403, 200),
    ("api_undo_proposal", "post"): (401, 403, 403, 200),
    ("api_add_calculation", "post"): (401, 403, 422, 422),
    ("api_calculation", "delete"): (401, 403, 403, 204),  # somebody else holds the review
    ("api_restore_calculation", "post"): (401, 403, 403, 200),
    ("api_note_reply", "post"): (401, 403, 403, 422),
    ("api_reply_templates", "get"): (401, 403, 200, 200),
    ("api_note_answer", "post"): (401, 403, 403, 422),
    ("api_park", "post"): (401, 403, 422, 422),
    ("api_renew_lease", "post"): (401, 403, 200, 200),
    ("api_sources", "get"): (401, 403, 200, 200),
    ("api_sources", "post"): (401, 403, 422, 422),
    ("api_source", "delete"): (401, 403, 403, 204),  # somebody else holds the review
    ("api_plan", "post"): (401, 403, 403, 422),
    ("api_move", "post"): (401, 403, 200, 409),  # the checker took it
    ("api_describe_evidence", "patch"): (401, 403, 403, 200),
    ("api_undescribe", "post"): (401, 403, 422, 422),  # nothing was said that is not so now
    ("api_give_page", "post"): (401, 403, 422, 422),
    ("api_take_near", "post"): (401, 403, 403, 422),  # no words are offered
    ("api_confirm_origin", "post"): (401, 403, 403, 200),
    ("api_refuse_origin", "post"): (401, 403, 403, 200),
    ("api_undecide_origin", "post"): (401, 403, 403, 422),  # nobody has decided
    ("api_withdraw", "post"): (401, 403, 403, 200),  # somebody else holds the review
    ("api_restore", "post"): (401, 403, 403, 200),
    ("api_look", "post"): (401, 403, 202, 202),
    ("api_watches", "get"): (401, 403, 200, 200),
    ("api_difference", "get"): (401, 403, 200, 200),
    ("api_settle", "post"): (401, 403, 403, 200),  # an editor, or who holds the review
    ("api_unsettle", "post"): (401, 403, 403, 200),
    ("api_snapshots", "get"): (401, 403, 200, 200),
    ("api_snapshots", "post"): (401, 403, 415, 415),
    ("api_snapshot", "get"): (401, 403, 200, 200),
    ("api_describe_kept", "post"): (401, 403, 422, 422),
    ("api_kept_public", "post"): (401, 403, 422, 422),
    ("api_type", "post"): (401, 403, 422, 422),
    ("api_archived", "post"): (401, 403, 422, 422),
    ("api_archived_copy", "delete"): (401, 403, 204, 404),  # the checker was first
    ("api_raw", "get"): (401, 403, 200, 200),
    ("api_warc", "get"): (401, 403, 200, 200),
    ("api_erase", "post"): (401, 403, 422, 422),
    ("api_quarantine", "post"): (401, 403, 422, 422),
    ("api_release_quarantine", "post"): (401, 403, 403, 403),  # admins only
    ("api_destroy_quarantined", "post"): (401, 403, 403, 403),
    ("api_fetch_quarantined", "post"): (401, 403, 403, 403),
    **{
        (f"api_{verb}_{what}", "post"): (401, 403, 422, 422)
        if verb == "quarantine"
        else (401, 403, 403, 403)
        for verb in QUARANTINE_VERBS
        for what in ("article", "tip")
    },
    ("api_proposed_changes", "get"): (401, 403, 200, 200),
    ("api_confirm_change", "post"): (401, 403, 403, 200),
    ("api_refuse_change", "post"): (401, 403, 403, 200),
    ("api_conversations", "post"): (401, 403, 422, 422),
    ("api_captures", "post"): (401, 403, 422, 422),
    ("api_capture", "get"): (401, 403, 200, 200),
    ("api_withhold", "post"): (401, 403, 422, 422),
    ("api_withholdings", "get"): (401, 403, 200, 200),
    ("api_other_spellings", "get"): (401, 403, 422, 422),
    ("api_withholding", "get"): (401, 403, 200, 200),
    ("api_confirm_withholding", "post"): (401, 403, 403, 200),
    ("api_keep_withholding", "post"): (401, 403, 403, 409),
    ("api_lift_withholding", "post"): (401, 403, 403, 200),
    ("api_retry", "post"): (401, 403, 403, 422),  # a review of somebody else waits for it
    ("api_jobs", "get"): (401, 403, 200, 200),
    ("api_retry_job", "post"): (401, 403, 403, 422),  # it has not failed
    ("api_send_report", "post"): (422, 422, 422, 422),  # anybody sends one
    ("api_reports", "get"): (401, 403, 200, 200),
    ("api_report_answer", "post"): (401, 403, 403, 422),
    ("api_report_close", "post"): (401, 403, 403, 200),
    ("api_report_undo", "post"): (401, 403, 409, 409),
    ("api_report_erase", "post"): (401, 403, 422, 422),
    ("api_tips", "get"): (401, 403, 200, 200),
    ("api_tips", "post"): (422, 422, 422, 422),  # anybody sends one
    ("api_tip_read", "post"): (401, 403, 200, 409),  # the checker was first
    ("api_tip_answer", "post"): (401, 403, 422, 422),
    ("api_tip_spam", "post"): (401, 403, 200, 409),
    ("api_tip_undo", "post"): (401, 403, 409, 409),
    ("api_tip_erase", "post"): (401, 403, 422, 422),
    ("api_checks", "get"): (200, 200, 200, 200),
    ("api_check", "get"): (200, 200, 200, 200),
    ("api_schema", "get"): (200, 200, 200, 200),
    ("api_docs", "get"): (200, 200, 200, 200),
    ("api_nothing", "get"): (404, 404, 404, 404),
}


def test_every_route_and_verb_stands_in_the_matrix():
    verbs = {
        (name, verb)
        for name, pattern in routes().items()
        for verb in pattern.callback.view_class.http_method_names
        if verb in {"get", "post", "put", "patch", "delete"}
        and hasattr(pattern.callback.view_class, verb)
    }

    assert verbs | {("api_nothing", "get")} == set(MATRIX)


@pytest.mark.parametrize(("route", "verb"), MATRIX)
def test_who_gets_in(route, verb):
    address = _address(route)
    people = (None, given.outsider(), given.checker(), given.editor())

    answers = [
        getattr(Caller(person).client, verb)(
            f"/api/{address}", **({} if verb == "get" else {"content_type": "application/json"})
        )
        for person in people
    ]

    assert tuple(answer.status_code for answer in answers) == MATRIX[route, verb]
    for answer in answers:
        assert answer.status_code < 400 or is_problem(answer, answer.status_code)


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
        ("[" * 100_000, "too deeply nested"),
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
