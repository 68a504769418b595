"""How a check was made: which events are told, and of which life of a claim."""

import pytest

from history.models import Event
from readers.check import timeline
from tests.readers import stories

pytestmark = pytest.mark.django_db


def told(publication, version=None):
    events = Event.objects.of(f"claim:{publication.claim_id}")
    steps = timeline.steps(events, slugs={publication.slug}, version=version)
    return [f"{step.who}: {step.kind}" for step in steps]


def test_a_version_is_told_up_to_its_own_publication():
    check = stories.corrected()

    assert told(check, 1)[-1] == "Editor: publish"
    assert told(check)[-1] == told(check, 2)[-1] == "Editor: correct"
    assert told(check)[: len(told(check, 1))] == told(check, 1)


def test_each_life_of_a_claim_is_told_on_its_own_page():
    old = stories.retracted()
    new = stories.checked_anew(old)

    assert told(old)[-1] == "Editor: retract"
    assert "Editor: retract" not in told(new)
    assert told(new)[-1] == "Editor: publish"


def test_passages_added_one_after_the_other_are_one_line():
    check = stories.from_article()
    events = Event.objects.of(f"claim:{check.claim_id}")

    (added,) = (s for s in timeline.steps(events, slugs={check.slug}) if s.kind == "attach")

    assert added.did == "Added 3 passages of archived pages as evidence."


def test_nothing_is_told_of_what_was_never_published():
    check = stories.published()
    events = Event.objects.of(f"claim:{check.claim_id}")

    assert timeline.steps(events, slugs={"another"}) == []
