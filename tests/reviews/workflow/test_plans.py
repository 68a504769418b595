"""An editor's plan: when a review is due and how urgent it is, by action, page and API."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from desk.inbox import rows
from history.models import Event
from reviews.exceptions import Refused
from reviews.review.models import Review
from reviews.workflow import moves, plans
from tests import given
from tests.calling import Caller, is_problem
from tests.desk.requests import HTMX, url

pytestmark = pytest.mark.django_db

FRIDAY = datetime(2026, 3, 6, 17, tzinfo=UTC)


@pytest.fixture
def editor(client):
    """An editor, signed in."""
    made = given.editor()
    client.force_login(made)
    return made


def test_a_plan_sets_what_it_names_and_history_says_so():
    review = given.queued(priority=40)

    plans.plan_review(review, due_at=FRIDAY, by=given.editor())

    review = given.fresh(review)
    assert (review.priority, review.due_at, str(review.due_on)) == (40, FRIDAY, "2026-03-06")
    event = Event.objects.of(review.claim.chain).first()
    assert event.kind == "plan"
    assert event.payload["priority"] == 40


def due_on_friday(hours):
    """Queued reviews of one priority, made in this order, due at these hours of one day."""
    editor = given.editor()
    return [
        plans.plan_review(
            given.queued(priority=40, text=f"Claim {hour}"),
            due_at=FRIDAY.replace(hour=hour),
            by=editor,
        )
        for hour in hours
    ]


def test_take_next_gives_what_is_due_at_an_earlier_hour_of_the_same_day():
    given.queued(priority=40, text="A claim that is not due")
    late, early = due_on_friday([18, 9])
    checker = given.checker()

    taken = [moves.take_next(by=checker) for _ in range(2)]

    assert taken == [early, late]


def test_the_queue_pages_on_by_the_hour_at_which_something_is_due():
    undue = given.queued(priority=40, text="A claim that is not due")
    late, noon, early = due_on_friday([18, 12, 9])

    assert list(Review.objects.queued()) == [early, noon, late, undue]
    assert list(Review.objects.all().queued_after(early, limit=9)) == [noon, late, undue]
    assert list(Review.objects.all().queued_after(late, limit=9)) == [undue]
    assert list(Review.objects.all().queued_after(early, limit=1)) == [noon]
    assert list(Review.objects.all().queued_after(undue, limit=9)) == []


def test_the_queue_pages_on_over_priorities_and_among_those_that_are_not_due():
    urgent, first, second, last = (
        given.queued(priority=priority, text=f"Claim {place} is not due")
        for place, priority in enumerate([90, 50, 50, 10])
    )
    due = plans.plan_review(
        given.queued(priority=50, text="A claim that is due"), due_at=FRIDAY, by=given.editor()
    )

    assert list(Review.objects.queued()) == [urgent, due, first, second, last]
    after = Review.objects.all().queued_after
    assert list(after(urgent, limit=9)) == [due, first, second, last]
    assert list(after(first, limit=9)) == [second, last]


def test_a_due_time_can_be_taken_away():
    review = plans.plan_review(given.queued(), due_at=FRIDAY, by=given.editor())

    plans.plan_review(review, due_at=None, by=given.editor())

    assert (given.fresh(review).due_at, given.fresh(review).due_on) == (None, None)


def test_only_an_editor_plans():
    with pytest.raises(PermissionDenied, match="ask one"):
        plans.plan_review(given.queued(), priority=1, by=given.checker())


@pytest.mark.parametrize("changes", [{}, {"priority": 101}, {"priority": -1}])
def test_a_plan_of_nothing_or_out_of_range_is_refused(changes):
    with pytest.raises(ValidationError):
        plans.plan_review(given.queued(), by=given.editor(), **changes)


def test_a_closed_review_has_nothing_left_to_plan():
    review = moves.drop(given.queued(), reason="Not ours.", by=given.editor())

    with pytest.raises(Refused, match="nothing left to plan"):
        plans.plan_review(review, priority=1, by=given.editor())


@pytest.mark.parametrize(
    ("due", "words"),
    [
        (FRIDAY, "Fri 17:00"),
        (FRIDAY - timedelta(days=3), "today 17:00"),
        (FRIDAY + timedelta(days=30), "5 Apr 17:00"),
        (FRIDAY - timedelta(days=3, hours=8), "late 1 h"),
        (None, ""),
    ],
)
def test_lists_show_the_hour_at_which_something_is_due(due, words):
    with time_machine.travel("2026-03-03T10:00:00Z", tick=False):
        assert rows.due_words(due) == words


def test_several_are_planned_in_one_go_from_the_page(client, editor):
    reviews = [given.queued(), given.queued()]
    ids = [review.pk for review in reviews]

    asked = client.get(url("plan"), {"review": ids}).content.decode()
    done = client.post(
        url("plan"),
        {"review": ids, "day": "2026-03-06", "hour": "17:00", "priority": "", "from": "queue"},
    )

    assert "Plan for 2 claims" in asked
    assert (done.status_code, done.url) == (302, url("queue"))
    assert set(Review.objects.values_list("due_at", flat=True)) == {FRIDAY}
    assert {review.priority for review in reviews} == {
        given.fresh(review).priority for review in reviews
    }


def test_an_offered_time_is_one_press(client, editor):
    review = given.queued()
    page = client.get(url("plan"), {"review": review.pk})

    due, words = page.context["offered"][0]
    client.post(url("plan"), {"review": review.pk, "due": due.isoformat()})

    assert words in page.content.decode()
    assert given.fresh(review).due_at == due > timezone.now()


@pytest.mark.parametrize(
    ("now", "offered"),
    [
        ("2026-03-03T10:00Z", ["today 18:00", "tomorrow 09:00", "Mon 09:00"]),
        ("2026-03-03T19:00Z", ["tomorrow 09:00", "tomorrow 18:00", "Mon 09:00"]),
        ("2026-03-08T10:00Z", ["today 18:00", "tomorrow 09:00", "Fri 09:00"]),
    ],
)
def test_this_evening_tomorrow_and_the_next_monday_are_offered(client, editor, now, offered):
    with time_machine.travel(now, tick=False):
        client.force_login(editor)
        page = client.get(url("plan"), {"review": given.queued().pk})

    assert [words for _, words in page.context["offered"]] == offered


def test_a_day_that_was_cleared_goes_for_one_review_but_stays_for_several(client, editor):
    one, two = (plans.plan_review(given.queued(), due_at=FRIDAY, by=editor) for _ in range(2))
    empty = {"day": "", "hour": "", "priority": "7"}

    client.post(url("plan"), {"review": [one.pk, two.pk], **empty})
    kept = given.fresh(one).due_at
    client.post(url("plan"), {"review": one.pk, **empty})

    assert kept == given.fresh(two).due_at == FRIDAY
    assert given.fresh(one).due_at is None


def test_over_a_list_the_plan_is_a_dialog_and_the_list_is_shown_again(client, editor):
    review = given.queued()
    asked = client.get(url("plan"), {"review": review.pk, "from": "queue"}, **HTMX)
    body = {"review": review.pk, "priority": "80", "from": "queue"}
    refused = client.post(url("plan"), body | {"priority": "800"}, **HTMX)

    done = client.post(url("plan"), body, **HTMX)

    assert asked.content.decode().lstrip().startswith('<form class="plan"')
    assert refused.status_code == 422
    assert "<html" not in refused.content.decode()
    assert done.headers["HX-Refresh"] == "true"
    assert given.fresh(review).priority == 80


def test_over_a_review_only_its_due_time_is_swapped_since_somebody_may_be_writing(
    client, editor
):
    review = given.queued()

    done = client.post(
        url("plan"),
        {"review": review.pk, "day": "2026-03-06", "hour": "17:00", "from": "review"},
        **HTMX,
    )

    assert "HX-Refresh" not in done.headers
    assert "desk:toast" in done.headers["HX-Trigger"]
    assert 'id="due" hx-swap-oob="true"' in done.content.decode()
    assert "6 March, 17:00" in done.content.decode()


def test_the_plan_says_what_its_words_are_worth(client, editor):
    review = given.accepted(given.statement())

    page = client.get(url("plan"), {"review": review.pk}).content.decode()

    assert "Worth checking" in page
    assert "1 time<" in page


@pytest.mark.parametrize(
    "body", [{"priority": "101"}, {"hour": "17:00"}, {"due": "soon"}, {"day": "x"}, {}]
)
def test_what_cannot_be_planned_is_said_in_the_form(client, editor, body):
    answer = client.post(url("plan"), {"review": given.queued().pk, **body})

    assert answer.status_code == 422
    assert "Nothing was planned." in answer.content.decode()


def test_nothing_chosen_is_said_and_leads_to_the_queue(client, editor):
    assert "Choose one in the queue" in client.get(url("plan")).content.decode()


def test_who_is_no_editor_gets_the_sentence_and_no_ticks(client):
    client.force_login(given.checker())
    review = given.queued()

    answer = client.get(url("plan"), {"review": review.pk})

    assert answer.status_code == 403
    assert "Only an editor can set" in answer.content.decode()
    assert "data-tick" not in client.get(url("queue")).content.decode()


def test_queue_review_and_palette_lead_to_the_plan(client, editor):
    review = given.queued()
    address = f"{url('plan')}?review={review.pk}"
    behind = {"HTTP_HX_CURRENT_URL": f"http://testserver{url('review', review.pk)}"}

    pages = [
        client.get(one).content.decode() for one in (url("queue"), url("review", review.pk))
    ]
    assert all(address in page and 'data-key="P"' in page for page in pages)
    palette = client.get(url("palette"), {"q": "plan"}, **HTMX, **behind)
    assert address in palette.content.decode()


def test_the_api_plans_and_still_tells_the_day():
    review = given.queued()
    caller = Caller(given.editor())

    answer = caller.post(
        f"reviews/{review.pk}/plan/", {"priority": 80, "due_at": "2026-03-06T17:00:00Z"}
    )

    found = answer.json()
    assert answer.status_code == 200
    assert (found["priority"], found["due_at"]) == (80, "2026-03-06T17:00:00Z")
    assert found["due_on"] == "2026-03-06"
    assert caller.post(f"reviews/{review.pk}/plan/", {"due_at": None}).json()["due_at"] is None


def test_the_api_refuses_a_plan_in_words():
    path = f"reviews/{given.queued().pk}/plan/"
    editor = Caller(given.editor())

    assert is_problem(Caller(given.checker()).post(path, {"priority": 1}), 403, "editor")
    assert is_problem(editor.post(path, {}), 422, "priority, a due time")
    assert is_problem(editor.post(path, {"priority": 101}), 422)
    assert is_problem(editor.post(path, {"due_at": "soon"}), 422)
