"""History refers to our own people by random ids, and pages and API name them as of today."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, connection, transaction
from django.utils import timezone

from accounts.models import LEFT, User
from accounts.people import REFERENCE, People
from history.models import Event, Payload
from reviews.review import participants
from reviews.workflow import history_text, moves, publication_moves
from tests import given
from tests.calling import Caller

pytestmark = pytest.mark.django_db


def test_each_person_has_a_random_id_that_never_changes():
    ada, ben = given.checker(), given.checker()

    assert REFERENCE.fullmatch(ada.public_id)
    assert ada.public_id != ben.public_id
    ada.public_id = ben.public_id[:-1] + "x"
    with pytest.raises(DatabaseError, match="never changes"), transaction.atomic():
        ada.save()


def test_no_event_holds_the_username_of_anybody():
    checker, other = given.checker(name="Ada Okoro"), given.checker(name="Lin Ferro")
    editor, second = given.editor(name="Jo Reed"), given.editor(name="Sam Hale")
    given.queued(by=checker)
    moves.take_next(by=checker)
    moves.assign(given.queued(by=checker), to=other, by=editor)
    publication_moves.retract(
        moves.ask_retract(given.published(by=checker), note="It was forged.", by=editor),
        text="The document was forged.",
        by=second,
    )
    moves.reopen(given.published(by=checker), note="A reader wrote.", to=other, by=editor)
    at = timezone.now() + timedelta(days=1)
    publication_moves.publish(given.approved(by=checker), at=at, by=editor)

    told = " ".join(Payload.objects.values_list("text", flat=True))
    acted = set(Event.objects.values_list("actor", flat=True))

    for user in User.objects.exclude(username="system"):
        assert f'"{user.username}"' not in told
        assert not user.get_full_name() or user.get_full_name() not in told
        assert user.username not in acted
    assert acted <= {"system", *User.objects.values_list("public_id", flat=True)}


def test_pages_of_the_desk_name_people_as_they_are_called_today():
    by, to = given.editor(name="Jo Reed"), given.checker(name="Ada Okoro")
    review = moves.assign(given.queued(), to=to, by=by)
    User.objects.filter(pk=to.pk).update(last_name="Mensah")

    newest = history_text.event_lines(Event.objects.of(review.claim.chain))[0]

    assert (newest.who, newest.did) == ("Jo Reed", "handed it to Ada Mensah")


def test_the_api_names_people_by_username():
    by, to = given.editor(), given.checker()
    review = moves.assign(given.queued(), to=to, by=by)

    newest = Caller(by).get(f"reviews/{review.pk}/").json()["events"][0]

    assert (newest["by"], newest["told"]["holder"]) == (by.username, to.username)


def test_events_from_before_there_were_ids_name_people_too():
    by, to = given.editor(name="Jo Reed"), given.checker(name="Ada Okoro")
    review = given.taken()
    _as_before(by, "jo")
    _as_before(to, "ada")
    _record_as_before(review, "assign", "jo", '{"from":"evidence","holder":"ada"}')

    newest = history_text.event_lines(Event.objects.of(review.claim.chain))[0]
    by_api = Caller(by).get(f"reviews/{review.pk}/").json()["events"][0]

    assert (newest.who, newest.did) == ("Jo Reed", "handed it to Ada Okoro")
    assert (by_api["by"], by_api["told"]["holder"]) == (by.username, to.username)


def test_a_username_of_old_that_no_account_had_is_not_shown():
    review = given.taken()
    given.person("checker", username="ada")  # made later: not who the old event means
    _record_as_before(review, "assign", "ada", '{"holder":"ada"}')

    event = Event.objects.of(review.claim.chain)[0]
    newest = history_text.event_lines([event])[0]

    assert (newest.who, newest.did) == (LEFT, f"handed it to {LEFT}")
    shown = participants.payload_with_names(event, People(["ada"]).username)
    assert shown == {"holder": LEFT}


def test_people_in_what_a_redaction_copied_are_named_too():
    by = given.editor()
    review = given.taken()
    copied = f'{{"of":{{"actor":"{by.public_id}","kind":"approve"}},"seq":1}}'
    _record_as_before(review, "redact", by.public_id, copied)

    told = Caller(by).get(f"reviews/{review.pk}/").json()["events"][0]["told"]

    assert told["of"]["actor"] == by.username


def _as_before(user, username):
    """An account that was there before people had ids, and is called otherwise today."""
    User.objects.filter(pk=user.pk).update(legacy_username=username)


def _record_as_before(review, kind, actor, payload):
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT record(%s, %s, %s, 'editor', '', %s)",
            [review.claim.chain, kind, actor, payload],
        )
