"""Every move of the table by API: what it takes, what it answers, how it refuses."""

from datetime import timedelta

import pytest
from django.utils import timezone

from reviews.publication.models import Publication
from reviews.review.table import MOVES
from reviews.revisions.models import Revision
from reviews.workflow import moves
from tests import given
from tests.calling import Caller, is_problem

pytestmark = pytest.mark.django_db


def _approved_again(editor):
    """A published check, reopened, rewritten and approved anew."""
    writer = given.checker()
    review = given.reopened(to=writer)
    given.evidence(review, by=writer)
    moves.weigh(review, by=writer)
    given.write(review, by=writer, conclusion="Two grants fell; the budget did not.")
    review = moves.submit(given.fresh(review), by=writer)
    return moves.approve(review, revision=Revision.objects.newest_of(review).number, by=editor)


def _asked():
    return given.asked_to_retract()


# Each move: the review it starts from (given an editor and a checker), who makes it, the body,
# and the state it leads to.
LEGAL = {
    "take": (lambda e, c: given.queued(), "checker", {}, "evidence"),
    "assign": (lambda e, c: given.queued(), "editor", {"to": "checker"}, "evidence"),
    "release": (lambda e, c: given.taken(by=c), "checker", {}, "queued"),
    "weigh": (lambda e, c: _with_evidence(c), "checker", {}, "verdict"),
    "gather": (lambda e, c: given.weighed(by=c), "checker", {}, "evidence"),
    "submit": (lambda e, c: given.drafted(by=c), "checker", {}, "submitted"),
    "recall": (lambda e, c: given.submitted(by=c), "checker", {}, "verdict"),
    "send-back": (lambda e, c: given.submitted(by=c), "editor", {"note": "Source?"}, "verdict"),
    "approve": (lambda e, c: given.submitted(by=c), "editor", {"revision": 1}, "approved"),
    "revoke": (lambda e, c: given.approved(by=c), "editor", {"note": "Wait."}, "submitted"),
    "publish": (lambda e, c: given.approved(by=c), "editor", {}, "published"),
    "correct": (
        lambda e, c: _approved_again(e),
        "editor",
        {"kind": "update", "text": "A second grant was added."},
        "published",
    ),
    "reopen": (lambda e, c: given.published(by=c), "editor", {"note": "A reader."}, "evidence"),
    "stand": (lambda e, c: given.reopened(), "editor", {"note": "It was right."}, "published"),
    "ask-retract": (
        lambda e, c: given.published(by=c),
        "editor",
        {"note": "Our lawyer rang.", "text": "The source was forged."},
        "published",
    ),
    "retract": (lambda e, c: _asked(), "editor", {}, "retracted"),
    "drop": (lambda e, c: given.queued(), "editor", {"reason": "Nobody said it."}, "dropped"),
}
ILLEGAL = {
    "take": given.taken,
    "assign": given.submitted,
    "release": given.submitted,
    "weigh": given.weighed,
    "gather": given.taken,
    "submit": given.taken,
    "recall": given.weighed,
    "send-back": given.weighed,
    "approve": given.weighed,
    "revoke": given.submitted,
    "publish": given.submitted,
    "correct": given.published,
    "reopen": given.queued,
    "stand": given.published,
    "ask-retract": given.dropped,
    "retract": given.dropped,
    "drop": given.published,
}


def _with_evidence(checker):
    review = given.taken(by=checker)
    given.evidence(review, by=checker)
    return review


def test_every_move_of_the_table_is_tried():
    assert set(LEGAL) == set(ILLEGAL) == {move.name for move in MOVES}


@pytest.mark.parametrize("name", LEGAL)
def test_a_move_answers_with_the_review_as_it_is_now(name):
    build, who, body, leads_to = LEGAL[name]
    editor, checker = given.editor(), given.checker()
    review = build(editor, checker)
    body = {**body, **({"to": checker.username} if body.get("to") else {})}
    caller = Caller(editor if who == "editor" else checker)
    offered = caller.get(f"reviews/{review.pk}/").json()["moves"]

    answer = caller.post(f"reviews/{review.pk}/{name}/", body)

    assert answer.status_code == 200, answer.content
    assert answer.json()["state"] == leads_to == given.fresh(review).state
    assert answer.json()["events"][0]["kind"] == name
    assert next(move for move in offered if move["name"] == name)["allowed"] is True


@pytest.mark.parametrize("name", ILLEGAL)
def test_a_move_from_another_state_is_409_whatever_it_is_sent_with(name):
    review = ILLEGAL[name]()
    state = review.state

    for caller in (Caller(given.editor()), Caller(given.checker())):
        answer = caller.post(f"reviews/{review.pk}/{name}/", {})
        assert is_problem(answer, 409)
        offered = caller.get(f"reviews/{review.pk}/").json()["moves"]
        move = next(move for move in offered if move["name"] == name)
        assert (move["allowed"], move["why_not"]) == (False, answer.json()["detail"])
    assert given.fresh(review).state == state


@pytest.mark.parametrize("name", sorted(set(LEGAL) - {"take"}))
def test_a_checker_who_does_not_hold_it_is_403(name):
    build, *_ = LEGAL[name]
    review = build(given.editor(), given.checker())
    caller = Caller(given.checker())

    answer = caller.post(f"reviews/{review.pk}/{name}/", {})

    assert is_problem(answer, 403)
    offered = caller.get(f"reviews/{review.pk}/").json()["moves"]
    move = next(move for move in offered if move["name"] == name)
    assert (move["allowed"], move["why_not"]) == (False, answer.json()["detail"])


@pytest.mark.parametrize("name", ["approved", "publication", "delete", "draft-it", "send_back"])
def test_a_move_that_is_not_in_the_table_is_404(name):
    review = given.submitted()

    assert is_problem(Caller(given.editor()).post(f"reviews/{review.pk}/{name}/"), 404)


def test_an_approval_names_the_revision_that_was_read():
    review = given.submitted()
    caller = Caller(given.editor())

    missing = caller.post(f"reviews/{review.pk}/approve/", {})
    stale = caller.post(f"reviews/{review.pk}/approve/", {"revision": 2})
    wrong = caller.post(f"reviews/{review.pk}/approve/", {"revision": "the last"})

    assert is_problem(missing, 422, "revision:", "its number")
    assert is_problem(stale, 409, "Version 2 is not the one that waits: that is 1.")
    assert is_problem(wrong, 422, "revision:")
    assert given.fresh(review).state == "submitted"


def test_an_author_cannot_approve_whatever_they_send():
    author = given.editor()
    review = given.submitted(by=author)

    answer = Caller(author).post(
        f"reviews/{review.pk}/approve/",
        {"revision": 1, "authors": [], "approved_by": given.editor().username, "by": "editor"},
    )

    assert is_problem(answer, 403, "somebody else must approve it")


def test_a_gate_refuses_with_what_is_missing():
    checker = given.checker()
    review = given.weighed(by=checker)

    answer = Caller(checker).post(f"reviews/{review.pk}/submit/")

    assert is_problem(answer, 422)
    assert answer.json()["missing"] == [
        "No rating chosen yet.",
        "No conclusion yet: the sentence that decides.",
    ]


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("send-back", "note"),
        ("revoke", "note"),
        ("reopen", "note"),
        ("stand", "note"),
        ("ask-retract", "note"),
        ("drop", "reason"),
        ("correct", "kind"),
        ("assign", "to"),
    ],
)
@pytest.mark.parametrize("body", [{}, {"note": "  ", "reason": "", "text": "x"}])
def test_what_must_be_said_is_asked_for(name, field, body):
    build, *_ = LEGAL[name]
    editor = given.editor()
    review = build(editor, given.checker())

    assert is_problem(
        Caller(editor).post(f"reviews/{review.pk}/{name}/", body), 422, f"{field}:"
    )
    assert given.fresh(review).state == review.state


@pytest.mark.parametrize("to", ["nobody", "", 7, None, ["checker1"], "\x00"])
def test_work_is_given_to_somebody_of_the_desk(to):
    review = given.queued()

    answer = Caller(given.editor()).post(f"reviews/{review.pk}/assign/", {"to": to})

    assert is_problem(answer, 422, "to:")


def test_work_is_not_given_to_an_outsider_nor_to_the_system():
    review = given.queued()
    caller = Caller(given.editor())

    outsider = caller.post(f"reviews/{review.pk}/assign/", {"to": given.outsider().username})
    system = caller.post(f"reviews/{review.pk}/assign/", {"to": "system"})

    assert is_problem(outsider, 422, "isn’t a checker of this desk")
    assert is_problem(system, 422, "Nobody here is called “system”")


def test_a_check_is_published_at_a_time():
    review = given.approved()
    later = (timezone.now() + timedelta(hours=2)).isoformat()
    caller = Caller(given.editor())

    answer = caller.post(f"reviews/{review.pk}/publish/", {"at": later})

    assert answer.status_code == 200
    assert answer.json()["state"] == "approved"
    assert answer.json()["publish_at"]
    assert not Publication.objects.exists()
    assert is_problem(
        caller.post(f"reviews/{review.pk}/publish/", {"at": "tomorrow"}), 422, "at:"
    )


def test_a_reopened_check_goes_to_whom_it_is_given():
    review = given.published()
    checker = given.checker()

    answer = Caller(given.editor()).post(
        f"reviews/{review.pk}/reopen/", {"note": "A reader wrote.", "to": checker.username}
    )

    assert answer.json()["holder"] == checker.username
    assert answer.json()["publication"]


@pytest.mark.parametrize(
    "body", [{"kind": "retraction", "text": "x"}, {"kind": "minor", "text": ""}]
)
def test_a_correction_has_a_kind_and_says_what_it_is(body):
    editor = given.editor()
    review = _approved_again(editor)

    assert is_problem(Caller(editor).post(f"reviews/{review.pk}/correct/", body), 422)


def test_a_state_is_never_set_by_sending_it():
    review = given.queued()
    caller = Caller(given.checker())

    answer = caller.post(
        f"reviews/{review.pk}/take/",
        {"state": "published", "holder": "system", "priority": 100, "lease_until": None},
    )

    assert answer.json()["state"] == "evidence"
    assert answer.json()["holder"] == caller.person.username
    assert answer.json()["priority"] == 50
    assert answer.json()["lease_until"]
    for verb in ("put", "patch", "delete"):
        refused = getattr(caller.client, verb)(
            f"/api/reviews/{review.pk}/",
            {"state": "published"},
            content_type="application/json",
        )
        assert is_problem(refused, 405)
