"""A passage, a version, a copy or a claimant that is withheld."""

import pytest
from django.test import Client

from claims.claimants import actions as claimant_actions
from claims.claimants.models import Claimant
from reviews.workflow import moves, publication_moves
from tests import given
from tests.calling import Caller
from tests.readers import stories
from tests.readers.withheld.planted import NAME, PAGE, PASSAGE, statuses, walk, where

pytestmark = pytest.mark.django_db


def test_a_withheld_passage_is_blanked_where_it_was(check):
    given.withheld(check, "passage", words=PASSAGE)

    found = walk(check)

    assert not where(PASSAGE, found)
    assert "[This passage is withheld since" in found[f"/checks/{check.slug}/"][1]
    assert statuses(check, 451, found) == ["evidence/1/copy/"]


def test_a_withheld_version_is_451_while_the_others_stay(check):
    given.withheld(check, "version", version=1)

    found = walk(check)

    assert statuses(check, 451, found) == ["versions/1/"]
    page = found[f"/checks/{check.slug}/"][1]
    assert "Version 1 is withheld since" in page
    assert "was paid by" not in page


def test_the_check_is_withheld_with_the_version_that_it_shows(check):
    given.withheld(check, "version", version=2)

    found = walk(check)

    claimant, api = f"/claimants/{check.claimant_slug}/", f"/api/checks/{check.slug}/"
    assert statuses(check, 451, found) == ["", "versions/2/", "report/", claimant, api]
    assert "was paid twice" not in " ".join(text for _, text in found.values())
    assert "What is different" not in found[f"/checks/{check.slug}/versions/1/"][1]


def test_a_withheld_copy_is_451_and_its_passage_stays(check):
    given.withheld(check, "copy", evidence=1)

    found = walk(check)

    assert statuses(check, 451, found) == ["evidence/1/copy/"]
    assert "Our archived copy is withheld since" in found[f"/checks/{check.slug}/"][1]
    (piece,) = Caller().get(f"checks/{check.slug}/").json()["evidence"]
    assert piece["snapshot"]["copy"] is None
    assert piece["snapshot"]["withheld_since"]


def test_the_same_file_is_withheld_wherever_it_was_archived_again(check):
    """A page that another check archived by itself, with the same bytes."""
    checker = given.checker()
    again = given.kept_page(PAGE, by=checker, is_public=True, url="https://again.example/")
    review = given.taken(by=checker)
    given.evidence(review, by=checker, snapshot=again, quote=PASSAGE)
    review = moves.weigh(review, by=checker)
    given.write(review, by=checker, body="As the letter says [1].")
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=given.editor())
    other = stories.publication_of(publication_moves.publish(review, by=given.editor()))
    copy = f"/checks/{other.slug}/evidence/1/copy/"
    assert Client().get(copy).status_code == 200

    given.withheld(check, "copy", evidence=1)

    assert Client().get(copy).status_code == 451


def test_a_withheld_claimant_has_no_page_and_no_filter(check):
    claimant_actions.describe_claimant(
        Claimant.objects.get(slug=check.claimant_slug),
        same_as="https://www.wikidata.org/wiki/Q1",
        by=given.editor(),
    )
    given.withheld(check, "name", words="Mara Brook")

    found = walk(check)

    assert not where("Mara Brook", found)
    assert found[f"/claimants/{check.claimant_slug}/"][0] == 451
    asked = f"?claimant={check.claimant_slug}"
    assert Caller().get(f"checks/{asked}").json()["results"] == []
    assert "claim-line" not in found[f"/checks/{asked}"][1]
    told = Caller().get(f"checks/{check.slug}/").json()
    assert told["claimant"] == {"name": "name withheld", "slug": "", "role": "", "same_as": ""}
    assert "author" not in told["claimreview"]["itemReviewed"]


def test_a_withheld_name_is_in_no_role_on_the_list_of_people(check):
    claimant_actions.describe_claimant(
        Claimant.objects.get(slug=check.claimant_slug),
        role=f"successor of {NAME}",
        by=given.editor(),
    )
    assert f"successor of {NAME}" in Client().get("/claimants/").content.decode()

    given.withheld(check, "name", words=NAME)

    assert "successor of [name withheld]" in Client().get("/claimants/").content.decode()
