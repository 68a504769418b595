"""Who gets in at which route of the API: every route and verb is in the matrix."""

import pytest
from django.urls import get_resolver

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
        "api_choose_speaker": lambda: given.two_may_have_said_it().pk,
        "api_undo_speaker": lambda: given.two_may_have_said_it().pk,
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
        "api_check": _check,
        "api_document": _check,
    }
    pattern = str(routes()[route].pattern)
    if "<" not in pattern:
        return "no/such/address/" if route == "api_nothing" else pattern
    pk = made.get(route, lambda: given.queued().pk)()
    return (
        pattern.replace("<int:pk>", str(pk))
        .replace("<slug:slug>", str(pk))
        .replace("<int:number>", "1")
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
    ("api_choose_speaker", "post"): (401, 403, 422, 422),
    ("api_undo_speaker", "post"): (401, 403, 200, 200),
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
    ("api_document", "get"): (200, 200, 200, 200),
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
