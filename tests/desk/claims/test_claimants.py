"""Who a claimant is, from the page of a claim."""

import pytest

from tests import given
from tests.desk.requests import url

pytestmark = pytest.mark.django_db


def test_who_a_claimant_is_can_be_said_on_the_page_of_a_claim(client, checker):
    claim = given.claim()
    facts = {
        "kind": "organization",
        "role": "ministry",
        "same_as": "",
        "aliases": "MoF\nThe Ministry",
    }

    response = client.post(
        url("describe_claimant", claim.claimant_id), {**facts, "claim": claim.pk}, follow=True
    )

    claim.claimant.refresh_from_db()
    assert (claim.claimant.kind, claim.claimant.aliases) == (
        "organization",
        ["MoF", "The Ministry"],
    )
    page = response.content.decode()
    assert "an organization · also MoF, The Ministry" in page
    assert "MoF\nThe Ministry\n</textarea>" in page
