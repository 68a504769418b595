"""Who may withhold what, who confirms it, and when it comes back."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, connection, transaction
from django.db.models.functions import Now

from history.models import Event
from reviews.exceptions import Refused
from reviews.publication import addresses
from reviews.publication.models import Publication
from reviews.publication.models.withholdings import Withholding
from reviews.publication.withheld import Withheld
from reviews.withholding import actions as withholding_actions
from reviews.withholding.actions import NotInForce, WithheldAlready
from tests import given
from tests.readers import stories

pytestmark = pytest.mark.django_db


@pytest.fixture
def check():
    return stories.published()


def kinds(check):
    return list(
        Event.objects.of(check.claim.chain).order_by("seq").values_list("kind", flat=True)
    )


@pytest.fixture
def no_time(settings):
    """Nobody can confirm anything: the time for it is over as soon as it is withheld."""
    settings.WITHHOLD_CONFIRM_HOURS = 0


def test_one_editor_withholds_and_another_confirms(check):
    withholding = given.withheld(check)
    assert Withheld.now().check(check) == withholding

    confirmed = given.confirmed(withholding)

    assert confirmed.confirmed_by != confirmed.withheld_by
    assert Withheld.now().check(check) == withholding
    assert kinds(check)[-2:] == ["withhold", "confirm-withholding"]


def test_a_checker_withholds_confirms_and_lifts_nothing(check):
    withholding = given.withheld(check)
    checker = given.checker()

    for act in (
        lambda: withholding_actions.withhold(check, what="check", reason="Why.", by=checker),
        lambda: withholding_actions.confirm_withholding(withholding, by=checker),
        lambda: withholding_actions.lift_withholding(withholding, by=checker),
        lambda: withholding_actions.keep_withholding(withholding, by=checker),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_nobody_confirms_what_they_withheld(check):
    editor = given.editor()
    withholding = given.withheld(check, by=editor)

    with pytest.raises(PermissionDenied, match="another editor must confirm"):
        withholding_actions.confirm_withholding(withholding, by=editor)


def test_the_database_refuses_a_confirmation_by_who_withheld(check):
    withholding = given.withheld(check)

    with pytest.raises(IntegrityError), transaction.atomic():
        Withholding.objects.filter(pk=withholding.pk).update(
            confirmed_by=withholding.withheld_by, confirmed_at=Now()
        )


def test_the_database_refuses_to_change_or_remove_what_was_withheld(check):
    withholding = given.withheld(check, "name", words="Mara Brook")
    rows = Withholding.objects.filter(pk=withholding.pk)

    for write in (
        lambda: rows.update(words="Hugo Lund"),
        lambda: rows.update(confirm_by=Now() + timedelta(days=9)),
        lambda: rows.update(lapsed_at=Now()),
        rows.delete,
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()


def test_the_database_refuses_a_withholding_without_its_event(check):
    Withholding.objects.create(
        what="check",
        publication=check,
        reason="Nobody will know.",
        withheld_by=given.editor(),
        confirm_by=Now() + timedelta(hours=2),
        ask_again_at=Now() + timedelta(days=14),
    )

    with pytest.raises(IntegrityError, match="needs its event"), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")


def test_it_comes_back_by_the_clock_before_the_sweep_notes_it(check, no_time):
    withholding = given.withheld(check)

    assert Withheld.now().check(check) is None
    assert check in Publication.objects.shown()
    with pytest.raises(NotInForce):
        withholding_actions.confirm_withholding(withholding, by=given.editor())


def test_the_sweep_notes_once_what_nobody_confirmed(check, no_time):
    given.withheld(check)

    assert withholding_actions.lapse_withholdings() == 1
    assert withholding_actions.lapse_withholdings() == 0
    assert kinds(check)[-1] == "lapse-withholding"


def test_nobody_withholds_alone_again_and_again(check, no_time):
    editor = given.editor()
    given.withheld(check, by=editor)
    withholding_actions.lapse_withholdings()

    with pytest.raises(PermissionDenied, match="another editor must withhold it"):
        given.withheld(check, by=editor)
    assert given.withheld(check)


def test_taken_back_before_it_is_confirmed_it_is_shown_again(check):
    editor = given.editor()
    withholding = given.withheld(check, by=editor)

    lifted = withholding_actions.lift_withholding(withholding, by=editor)

    assert lifted.state == "lifted"
    assert Withheld.now().check(check) is None
    with pytest.raises(NotInForce):
        withholding_actions.lift_withholding(withholding, by=editor)


def test_one_thing_is_withheld_once(check):
    given.withheld(check)

    with pytest.raises(WithheldAlready):
        given.withheld(check)


@pytest.mark.parametrize(
    ("what", "more", "sentence"),
    [
        ("version", {"version": 7}, "Say which version: 1."),
        ("copy", {"evidence": 7}, "Say which evidence"),
        ("passage", {"words": "of"}, "at least 3 letters"),
        ("passage", {"words": "Words that are nowhere"}, "in no version of this check"),
        ("words", {"words": "Mara Brook"}, "withhold it as a name"),
        ("everything", {}, "Choose one of check, version"),
    ],
)
def test_what_cannot_be_withheld_is_refused_in_a_sentence(check, what, more, sentence):
    with pytest.raises(ValidationError) as refusal:
        given.withheld(check, what, **more)

    assert sentence in " ".join(refusal.value.messages)


def test_a_reason_is_asked_for(check):
    with pytest.raises(ValidationError, match="Say why"):
        withholding_actions.withhold(check, what="check", reason=" ", by=given.editor())


def test_both_editors_are_asked_again(check):
    first, second, third = (given.editor() for _ in range(3))
    withholding = given.withheld(check, by=first)
    waiting = Withholding.objects.waiting_for
    assert [list(waiting(one)) for one in (first, second)] == [[], [withholding]]
    withholding_actions.confirm_withholding(withholding, by=second)
    assert not waiting(first)
    Withholding.objects.filter(pk=withholding.pk).update(ask_again_at=Now())

    assert [bool(waiting(one)) for one in (first, second, third)] == [True, True, False]
    withholding_actions.keep_withholding(withholding, by=first)
    assert not waiting(second)


def test_what_is_not_confirmed_is_not_kept(check):
    with pytest.raises(Refused, match="confirmed it yet"):
        withholding_actions.keep_withholding(given.withheld(check), by=given.editor())


def test_a_check_leaves_an_address_that_spells_the_words():
    check = stories.published(review=given.queued(text="Tom Frost paid 3 million crowns"))
    old = check.slug
    assert "tom-frost" in old

    given.withheld(check, "words", words="Tom Frost")

    check.refresh_from_db()
    assert check.slug.startswith(f"check-{check.claim_id}-")
    assert [one.slug for one in check.old_addresses.all()] == [old]
    assert "move-address" in kinds(check)


def test_a_new_address_does_not_spell_a_withheld_name():
    first = stories.published(review=given.queued(text="Tom Frost paid 3 million crowns"))
    given.withheld(first, "name", words="Tom Frost")

    later = stories.published(review=given.queued(text="Tom Frost paid it back"))

    assert "frost" not in later.slug


def test_an_old_address_is_given_to_no_other_check():
    check = stories.published(review=given.queued(text="Tom Frost paid"))
    addresses.move_address(check, withheld=True, by=given.editor())

    again = stories.published(review=given.queued(text="Tom Frost paid"))

    assert again.slug == "tom-frost-paid-2"


def test_only_an_editor_moves_a_check():
    check = stories.published()

    with pytest.raises(PermissionDenied):
        addresses.move_address(check, withheld=True, by=given.checker())
