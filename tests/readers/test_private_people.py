"""A private person's name in the checks of their own claims."""

import json
import re

import pytest

from claims.claimants.models import Claimant
from claims.claims import actions as claim_actions
from readers.pagecache import store as pagecache_store
from reviews.claimants.actions import describe_claimant_or_propose
from reviews.proposed_changes import actions as proposed_change_actions
from reviews.publication.claimreview import markup_of
from reviews.publication.columns import columns_of
from reviews.revisions.public_document import public_document
from reviews.triage import actions as triage_actions
from reviews.workflow import gates, moves, publication_moves
from tests import given
from tests.readers import stories
from tests.readers.private_people import _with_evidence, check_of

pytestmark = pytest.mark.django_db

NAME = re.compile(r"jane|doe(?!s\b)", re.IGNORECASE)  # but not "does"


def made_private(check, **more):
    more = {"kind": "private-person", "described_as": "a resident", **more}
    return describe_claimant_or_propose(check.claim.claimant, by=given.editor(), **more)


def pages(client, check):
    slug = check.slug
    addresses = ["/", "/checks/", "/checks/?q=budget", "/checks/?q=jane", "/claimants/"]
    addresses += [f"/checks/{slug}/", f"/checks/{slug}/versions/1/", "/corrections/"]
    addresses += [f"/feeds/checks.{kind}" for kind in ("atom", "rss", "json")]
    addresses += ["/feeds/claimreview.json", "/api/checks/", f"/api/checks/{slug}/"]
    addresses += ["/api/checks/?q=jane", "/sitemap.xml", "/docket/"]
    return {address: client.get(address).content.decode() for address in addresses}


def test_an_existing_claimant_made_a_private_person_loses_the_name_everywhere(client):
    check = check_of()
    old, stamp = (
        check.slug,
        pagecache_store.read(f"/checks/{check.slug}/", check.slug, None, "")[0],
    )

    made_private(check)

    check.refresh_from_db()
    for address, text in pages(client, check).items():
        heard = text.replace("jane", "") if "jane" in address else text
        found = NAME.search(heard)
        assert not found, (address, heard[max(0, found.start() - 80) : found.end() + 40])
    html = client.get(f"/checks/{check.slug}/").content.decode()
    assert "A resident told us so. We asked a resident, too" in html
    gone = client.get(f"/checks/{old}/")
    assert gone.status_code == 451
    assert "by two editors" not in gone.content.decode()
    assert client.get("/claimants/jane-doe/").status_code == 404
    assert pagecache_store.read(f"/checks/{check.slug}/", check.slug, None, "")[0] != stamp
    markup = client.get(f"/api/checks/{check.slug}/").json()["claimreview"]
    assert "author" not in markup["itemReviewed"]


def test_search_finds_the_check_by_its_words_and_not_by_the_name(client):
    check = check_of()
    made_private(check)

    by_words = client.get("/api/checks/?q=budget").json()["results"]
    by_name = client.get("/api/checks/?q=doe").json()["results"]

    assert len(by_words) == 1
    assert by_words[0]["claimant"]["name"] == "a resident"
    assert by_words[0]["claimant"]["slug"] == ""
    assert by_name == []


def test_the_columns_of_lists_and_search_are_those_that_verification_expects():
    check = check_of()
    made_private(check)

    check.refresh_from_db()
    for name, value in columns_of(public_document(check.revision)).items():
        assert getattr(check, name) == value


def test_without_a_description_readers_see_a_private_person(client):
    check = check_of()
    made_private(check, described_as="")

    check.refresh_from_db()
    assert "a private person" in client.get(f"/checks/{check.slug}/").content.decode()


def test_an_editor_gives_the_name_back(client):
    check = check_of()
    made_private(check)

    describe_claimant_or_propose(check.claim.claimant, kind="person", by=given.editor())

    check.refresh_from_db()
    assert "Jane Doe" in client.get(f"/checks/{check.slug}/").content.decode()
    assert client.get("/claimants/jane-doe/").status_code == 200


def test_a_checkers_change_of_a_published_claimant_waits_for_an_editor():
    checker = given.checker()
    claimant = given.claim().claimant
    describe_claimant_or_propose(claimant, kind="private-person", by=checker)
    unpublished = describe_claimant_or_propose(claimant, kind="person", by=checker)
    check = check_of()
    made_private(check)

    proposed = describe_claimant_or_propose(check.claim.claimant, kind="person", by=checker)

    assert unpublished.kind == "person"
    assert Claimant.objects.get(name="Jane Doe").is_private
    proposed_change_actions.confirm_change(proposed, by=given.editor())
    assert not Claimant.objects.get(name="Jane Doe").is_private


def test_a_new_check_of_a_private_person_is_published_without_the_name(client):
    more = {"claimant_kind": "private-person", "described_as": "a nurse"}
    checker, editor = given.checker(), given.editor()
    review = triage_actions.file_claim(
        text="The mayor burned the budget", claimant="Jane Doe", by=checker, **more
    )
    review = moves.weigh(_with_evidence(review, checker), by=checker)
    given.write(review, by=checker)
    review = moves.approve(moves.submit(review, by=checker), revision=1, by=editor)
    check = stories.publication_of(publication_moves.publish(review, by=editor))

    html = client.get(f"/checks/{check.slug}/").content.decode()

    assert "A nurse said that the mayor burned the budget" in html
    assert not NAME.search(html)


def test_the_gate_asks_for_our_own_words_without_the_name():
    checker = given.checker()
    more = {"claimant_kind": "private-person", "described_as": "a nurse"}
    review = triage_actions.file_claim(
        text="The mayor burned the budget", claimant="Jane Doe", by=checker, **more
    )
    review = moves.weigh(_with_evidence(review, checker), by=checker)
    given.write(review, by=checker, body="Doe told us so [1].")

    lines = [str(one) for one in gates.to_submit(given.fresh(review))]

    assert lines == [
        "Jane Doe is a private person, and the body names them: write “a nurse” instead."
    ]


def test_a_kind_is_guessed_when_nobody_says_and_said_when_somebody_does():
    statement = given.statement()
    review = given.accepted(statement)
    guessed = review.claim.claimant
    told = triage_actions.file_claim(
        text="Rents rose",
        claimant="Hugo Lund",
        claimant_kind="organization",
        by=given.checker(),
    ).claim.claimant

    assert (guessed.kind, guessed.kind_guessed) == ("person", True)
    assert (told.kind, told.kind_guessed) == ("organization", False)

    triage_actions.file_claim(
        text="Rents fell", claimant="Mara Brook", claimant_kind="person", by=given.checker()
    )
    assert not Claimant.objects.get(pk=guessed.pk).kind_guessed


def test_a_guess_makes_nobody_a_private_person_who_was_known_before():
    claimant = claim_actions.get_or_create_claimant("Tim Tenant", role="tenant", kind="person")
    Claimant.objects.filter(pk=claimant.pk).update(kind="")

    review = triage_actions.file_claim(
        text="Rents rose", claimant="Tim Tenant", by=given.checker()
    )

    assert review.claim.claimant.kind == ""


def test_frozen_documents_keep_the_name_and_old_kinds_are_read(client):
    check = check_of()
    made_private(check)
    frozen = check.revision.frozen
    old = json.loads(json.dumps(frozen))
    old["claimant"]["kind"] = "body"

    told = markup_of(
        old, slug="x", published_at=check.published_at, changed_at=check.changed_at
    )

    assert frozen["claimant"]["name"] == "Jane Doe"
    assert told["itemReviewed"]["author"]["@type"] == "Organization"


def test_the_surname_alone_goes_from_their_published_checks_where_it_means_them(client):
    check = check_of(body="Doe told us so [1].")
    made_private(check)
    check.refresh_from_db()

    html = client.get(f"/checks/{check.slug}/").content.decode()

    assert "A resident told us so" in html


def test_the_surname_stays_in_their_checks_where_somebody_else_bears_it(client):
    check = check_of(body="Doe told us so. Mayor Doe denied it [1].")
    made_private(check)
    check.refresh_from_db()

    html = client.get(f"/checks/{check.slug}/").content.decode()

    assert "Doe told us so. Mayor Doe denied it" in html
