"""docs/reference/api.md documents every route; its examples have the shape of real answers."""

import json
import re
from pathlib import Path

import pytest

from reviews.publication.models.publications import Publication
from reviews.replies import actions
from reviews.review import table as review_table
from reviews.review.table import MOVES
from reviews.workflow.move_serializers import move_body
from sources.safe_fetch import errors as safe_fetch_errors
from tests import given
from tests.calling import Caller
from tests.factcheck.test_api_access import MATRIX, routes

DOCS = Path(__file__).parent.parent.parent / "docs"
TEXT = (DOCS / "reference" / "api.md").read_text(encoding="utf-8")
SECTION = re.compile(r"^### `([^`]+)`\n(.*?)(?=^##|\Z)", re.MULTILINE | re.DOTALL)
EXAMPLE = re.compile(r"```json\n(.*?)```", re.DOTALL)
SECTIONS = dict(SECTION.findall(TEXT))
NEVER_WRONG = {"GET /api/me/", "GET /api/articles/", "POST /api/reviews/take-next/"}


def _heading(route, verb):
    pattern = str(routes()[route].pattern).replace("<int:pk>", "7")
    path = re.sub(r"<\w+:", "<", pattern)
    return f"{verb.upper()} /api/{path}"


def _numbered(heading):
    return re.sub(r"/\d+/", "/7/", heading)


def test_every_route_is_documented_and_none_that_is_not_there():
    there = {_heading(*row) for row in MATRIX if row[0] != "api_nothing"}

    assert {_numbered(heading) for heading in SECTIONS} == there


@pytest.mark.parametrize("heading", SECTIONS)
def test_a_route_has_an_example_and_says_how_it_refuses(heading):
    body = SECTIONS[heading]
    path = heading.split()[1].replace("<move>", "approve").partition("<")[0]

    assert "```sh" in body
    assert path in body
    assert "Errors" in body or heading in NEVER_WRONG
    for example in EXAMPLE.findall(body):
        json.loads(example)


def _example(heading):
    return json.loads(EXAMPLE.search(SECTIONS[heading])[1])


def _shape(told, real, where=""):
    """Every key of the one in the other, all the way down; lists by their first item."""
    if isinstance(told, dict) and isinstance(real, dict):
        assert set(told) == set(real), where
        for key in told:
            if key not in ("told", "claimreview"):
                _shape(told[key], real[key], f"{where}.{key}")
    elif isinstance(told, list) and isinstance(real, list) and told and real:
        _shape(told[0], real[0], f"{where}[0]")
    elif told is not None and real is not None:
        assert isinstance(told, list) == isinstance(real, list), where
        assert isinstance(told, dict) == isinstance(real, dict), where


def _listed(caller, change):
    found = caller.get("proposed-changes/").json()
    assert found["results"][0]["id"] == change.pk
    return found


@pytest.mark.django_db
def test_the_examples_have_the_shape_of_the_answers():
    caller = Caller(given.checker())
    statement = given.statement()
    accepted = caller.post(
        f"statements/{statement.pk}/accept/", {"text": "Police funding was cut by 40 percent"}
    ).json()
    review = given.taken(by=caller.person)
    piece = given.evidence(review, by=caller.person)
    actions.note_reply(review, not_asked_because="Too late.", by=caller.person)
    capture = given.evidence(review, by=caller.person, url="https://example.org/").capture
    check = Publication.objects.live_of(given.published())

    for heading, real in {
        "GET /api/me/": caller.get("me/").json(),
        "POST /api/articles/": caller.post("articles/", {"text": given.ARTICLE}).json(),
        "GET /api/articles/7/": caller.get(f"articles/{statement.article_id}/").json(),
        "GET /api/feeds/3/": caller.get(f"feeds/{given.feed().pk}/").json(),
        "POST /api/statements/12/accept/": accepted,
        "GET /api/reviews/5/": caller.get(f"reviews/{review.pk}/").json(),
        "PUT /api/reviews/5/draft/": caller.put(
            f"reviews/{review.pk}/draft/",
            {"version": 1, "rating": None, "conclusion": "", "body": ""},
        ).json(),
        "GET /api/reply-templates/": caller.get(
            "reply-templates/", review=review.pk, page_size=1
        ).json(),
        "GET /api/watches/9/difference/": caller.get(
            f"watches/{given.changed_source(by=caller.person).pk}/difference/"
        ).json(),
        "GET /api/proposed-changes/": _listed(caller, given.proposed_change()),
        "GET /api/snapshots/": caller.get("snapshots/").json(),
        "POST /api/snapshots/": caller.get(f"snapshots/{piece.snapshot_id}/").json(),
        "GET /api/captures/4/": caller.get(f"captures/{capture.pk}/").json(),
        "POST /api/tips/": Caller().post("tips/", {"text": "Crime doubled."}).json(),
        "GET /api/tips/": caller.get("tips/").json(),
        "GET /api/reviews/5/proposals/": caller.get(
            f"reviews/{given.proposal().review_id}/proposals/"
        ).json(),
        "GET /api/checks/": Caller().get("checks/").json(),
        "GET /api/checks/<slug>/": Caller().get(f"checks/{check.slug}/").json(),
    }.items():
        _shape(_example(heading), real, heading)


def test_every_move_is_listed_with_what_it_takes():
    table = SECTIONS["POST /api/reviews/5/<move>/"]

    for move in MOVES:
        row = next(line for line in table.splitlines() if re.match(rf"\|.*`{move}`", line))
        assert set(re.findall(r'"(\w+)":', row)) == set(move_body(move)().fields), move
    assert review_table.bodies_as_markdown() in table


def test_every_way_a_capture_fails_is_listed():
    told = SECTIONS["GET /api/captures/4/"]
    for kind in safe_fetch_errors.KINDS:
        assert kind in told
