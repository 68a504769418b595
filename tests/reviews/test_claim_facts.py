"""Each fact of a claim shows on desk, API and reader page, because it is in one table."""

from datetime import date

import pytest
from django.urls import reverse

from accounts.models import User
from claims.claims.facts import CLAIM_FACTS, ClaimFact, ClaimFactValues
from desk.claims.forms import ClaimForm
from readers.check import content
from reviews.publication.models import Publication
from reviews.review.models import Review
from reviews.revisions.diff import compare
from reviews.revisions.document import FrozenFacts
from reviews.triage.actions import file_claim
from reviews.triage.claim_serializers import ClaimSerializer, NewClaim
from tests import given

DAY = "2026-03-03"


def written(fact: ClaimFact) -> str:
    """A value as forms and the API send it."""
    return DAY if fact.is_day else f"zq{fact.name}"


def value(fact: ClaimFact) -> str | date:
    return date.fromisoformat(DAY) if fact.is_day else written(fact)


def shown(fact: ClaimFact) -> str:
    """The value as pages print it."""
    return "3 March 2026" if fact.is_day else written(fact)


def filed(by: User, facts: ClaimFactValues) -> Review:
    return file_claim(text="Rents rose by half", claimant="Hugo Lund", by=by, **facts)


@pytest.fixture
def facts():
    return {fact.name: value(fact) for fact in CLAIM_FACTS}


def test_the_table_and_both_shapes_have_the_same_names():
    names = {fact.name for fact in CLAIM_FACTS}

    assert names == set(ClaimFactValues.__annotations__) == set(FrozenFacts.__annotations__)


def test_the_form_for_a_claim_takes_every_fact(facts):
    form = ClaimForm(
        {"text": "Rents rose", "claimant": "X", **{f.name: written(f) for f in CLAIM_FACTS}}
    )

    assert form.is_valid()
    assert {name: form.cleaned_data[name] for name in facts} == facts


def test_the_api_takes_and_gives_every_fact(facts):
    asked = NewClaim(
        data={
            "text": "Rents rose",
            "claimant": {"name": "X"},
            **{fact.api_name: written(fact) for fact in CLAIM_FACTS},
        }
    )

    assert asked.is_valid()
    assert {name: asked.validated_data[name] for name in facts} == facts
    assert {fact.api_name for fact in CLAIM_FACTS} < set(ClaimSerializer().fields)


@pytest.mark.django_db
def test_the_pages_of_the_desk_show_every_fact(client, facts):
    checker = given.checker()
    client.force_login(checker)
    claim = filed(checker, facts).claim

    page = client.get(reverse("desk:claim", args=[claim.pk])).content.decode()
    form = client.get(reverse("desk:new_claim")).content.decode()

    assert [fact.name for fact in CLAIM_FACTS if shown(fact) not in page] == []
    assert [fact.name for fact in CLAIM_FACTS if f'name="{fact.name}"' not in form] == []


@pytest.mark.django_db
def test_readers_see_every_fact_of_a_published_check(client, facts):
    writer = given.checker()
    review = given.published(by=writer, review=filed(writer, facts))
    check = Publication.objects.live_of(review)

    page = client.get(reverse("readers:check", args=[check.slug])).content.decode()
    answer = client.get(f"/api/checks/{check.slug}/").json()

    assert [fact.name for fact in CLAIM_FACTS if shown(fact) not in page] == []
    listed = [fact for fact in CLAIM_FACTS if not fact.has_own_place]
    assert [answer[fact.api_name] for fact in listed] == [written(fact) for fact in listed]
    assert content.check(check.revision.frozen).facts == [
        content.ListedFact(fact.label, value(fact)) for fact in listed
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("name", [fact.name for fact in CLAIM_FACTS])
def test_a_difference_shows_a_fact_that_changed(name):
    frozen = given.submitted().revisions.get().frozen
    later = "2026-03-04"
    changed = {**frozen, "claim": {**frozen["claim"], name: later}}

    found = compare(frozen, changed)

    assert found.claim_changed
    assert [str(fact.after) for fact in found.facts] == [later]
